//! Writing the elements of an export, one after the other.

use std::io::{self, Write};

use quick_xml::{
    Writer,
    events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// The namespaces that programs which read exports look for.
const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:excerpt", "http://wordpress.org/export/1.2/excerpt/"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:wfw", "http://wellformedweb.org/CommentAPI/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:wp", "http://wordpress.org/export/1.2/"),
];

/// An export while it is written.
pub(super) struct Wxr<W: Write>(Writer<W>);

impl<W: Write> Wxr<W> {
    /// Begins an export.
    pub(super) fn begin(out: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(out, b'\t', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut rss = BytesStart::new("rss");
        rss.push_attribute(("version", "2.0"));
        for namespace in NAMESPACES {
            rss.push_attribute(namespace);
        }
        writer.write_event(Event::Start(rss))?;
        let mut xml = Self(writer);
        xml.open("channel")?;
        Ok(xml)
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name)))
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element with a short text.
    pub(super) fn plain(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.open(name)?;
        self.0
            .write_event(Event::Text(BytesText::new(&sound(text))))?;
        self.close(name)
    }

    /// Writes an element with a text that is taken as it is, as exports have it.
    pub(super) fn cdata(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.cdata_with(name, &[], text)
    }

    /// Writes an element with attributes and such a text.
    pub(super) fn cdata_with(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<()> {
        let mut start = BytesStart::new(name);
        for (name, value) in attributes {
            start.push_attribute((*name, sound(value).as_str()));
        }
        self.0.write_event(Event::Start(start))?;
        // A text that ends a section goes on in the next one.
        for section in BytesCData::escaped(&sound(text)) {
            self.0.write_event(Event::CData(section))?;
        }
        self.close(name)
    }

    /// Ends the export.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.close("channel")?;
        self.close("rss")?;
        let mut out = self.0.into_inner();
        out.write_all(b"\n")?;
        out.flush()
    }
}

/// Leaves out the characters that no XML document may have, not even by number.
fn sound(text: &str) -> String {
    let is_sound = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_sound).collect()
}
