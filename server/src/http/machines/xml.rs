//! Writing XML.

use std::io;

use app::AppError;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// A document while it is written.
pub(super) struct Xml(Writer<Vec<u8>>);

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// Begins a document.
    pub(super) fn new() -> io::Result<Self> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        Ok(Self(writer))
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// Writes an element with a text in it.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.text_with(name, &[], text)
    }

    /// Writes an element with attributes and a text in it.
    pub(super) fn text_with(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0
            .write_event(Event::Text(BytesText::new(&sound(text))))?;
        self.close(name)
    }

    /// Ends the document.
    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, sound(value).as_str()));
    }
    start
}

/// Leaves out the characters that no XML document may have, not even by number.
fn sound(text: &str) -> String {
    text.chars()
        .filter(|c| {
            matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        })
        .collect()
}

/// Tells of a document that could not be written, which happens in memory only by a defect.
pub(super) fn broken(error: io::Error) -> AppError {
    tracing::error!(%error, "a document could not be written");
    AppError::Unavailable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays_text() {
        let mut xml = Xml::new().unwrap();
        xml.text_with(
            "a",
            &[("b", "\"<&>\u{0}\u{ffff}")],
            "]]></a><c>&\u{1b}\u{fffe}é",
        )
        .unwrap();
        let text = String::from_utf8(xml.finish()).unwrap();
        let body = text.split_once("?>").unwrap().1;
        assert!(
            !body.contains("<c>") && body.matches('<').count() == 2,
            "{text}"
        );
        assert!(!text.contains(['\u{0}', '\u{1b}', '\u{fffe}', '\u{ffff}']) && text.contains('é'));
    }
}
