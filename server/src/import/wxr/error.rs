//! Why an export cannot be read, with the line.

use super::counting::Place;

/// Why and where reading an export stopped.
#[derive(Debug, thiserror::Error)]
#[error("line {line}, byte {byte}: {problem}", line = place.line, byte = place.byte)]
pub(crate) struct WxrError {
    /// Where in the file.
    pub(crate) place: Place,
    /// What is wrong.
    #[source]
    pub(crate) problem: Problem,
}

/// What is wrong with an export.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The file is something else altogether.
    #[error("this is not a WordPress export: {0}")]
    NotAnExport(&'static str),
    /// The file is not in UTF-8.
    #[error("the file is not in UTF-8 ({0}); export it again, or convert it to UTF-8 first")]
    Encoding(String),
    /// The file brings definitions of its own.
    #[error(
        "the file brings a document type definition (<!DOCTYPE …>); \
         WordPress writes none and one can hide an attack, so it is not read"
    )]
    DocumentType,
    /// The file uses an entity that XML does not define.
    #[error("the entity &{0}; is not one of XML's own five, and no other is read")]
    Entity(String),
    /// The file names a character that XML does not allow.
    #[error("the character reference &{0}; names no character that XML allows")]
    CharacterReference(String),
    /// The file is not well-formed XML.
    #[error("the XML is broken: {0}")]
    Broken(String),
    /// The file stops early.
    #[error("the file ends inside <{element}>, opened in line {line}; it is probably cut off")]
    Truncated {
        /// The innermost element still open.
        element: String,
        /// The line it was opened in.
        line: u64,
    },
    /// A number is no number.
    #[error("<{element}> should hold a number and holds “{text}”")]
    Number {
        /// The element's name.
        element: &'static str,
        /// The beginning of what it holds.
        text: String,
    },
    /// One piece is larger than this reader allows.
    #[error("{what} is larger than the limit of {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit in words.
        limit: &'static str,
    },
    /// The file cannot be read from the disk.
    #[error("the file cannot be read: {0}")]
    Io(String),
}

/// Shortens `text` for a message.
pub(super) fn beginning(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}
