//! Attributes, character references and clean text.

use quick_xml::events::{BytesRef, BytesStart};

use super::error::{Problem, beginning};

/// The most attributes on one tag.
const MAX_ATTRIBUTES: usize = 64;

/// Collects a tag's attributes, at most [`MAX_ATTRIBUTES`], without comparing each with each.
pub(super) fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, Problem> {
    let mut found = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        if found.len() == MAX_ATTRIBUTES {
            return Err(Problem::TooLarge {
                what: "a tag",
                limit: "64 attributes",
            });
        }
        let attribute = attribute.map_err(|error| Problem::Broken(error.to_string()))?;
        found.push((
            attribute.key.as_ref().to_owned(),
            unescape(&attribute.value)?,
        ));
    }
    Ok(found)
}

/// Resolves the references in an attribute's value.
fn unescape(text: &str) -> Result<String, Problem> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let Some(end) = rest[at..].find(';') else {
            return Err(Problem::Broken(
                "there is “&” that begins no entity".to_owned(),
            ));
        };
        plain.push(resolve(&BytesRef::new(&rest[at + 1..at + end]))?);
        rest = &rest[at + end + 1..];
    }
    plain.push_str(rest);
    Ok(plain)
}

/// Resolves XML's own five entities and numeric references, and nothing else.
pub(super) fn resolve(reference: &BytesRef<'_>) -> Result<char, Problem> {
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name if name.starts_with('#') => match reference.resolve_char_ref() {
            Ok(Some(character)) if character >= ' ' || "\t\n\r".contains(character) => {
                Ok(character)
            }
            _ => Err(Problem::CharacterReference(beginning(name))),
        },
        name => Err(Problem::Entity(beginning(name))),
    }
}

/// Makes line ends `\n` and leaves out control characters: XML forbids them, exports hold them.
pub(super) fn clean(text: String) -> String {
    let is_dirty = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{FFFE}';
    if !text.contains(is_dirty) {
        return text;
    }
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace(is_dirty, "")
}
