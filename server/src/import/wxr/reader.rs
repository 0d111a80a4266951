//! The state machine from XML events to entries, and its limits.

use std::io::BufRead;
use std::mem;

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::counting::{CountingReader, Place};
use super::element::{Element, Names};
use super::entry::{Entry, SiteHeader, WxrTerm};
use super::error::{Problem, WxrError, beginning};
use super::item::Record;
use super::text::{attributes, clean, resolve};

/// The most text one element may hold.
const MAX_TEXT: usize = 16 << 20;
/// The most text one author, term, comment or item without its comments may hold.
const MAX_RECORD: usize = 64 << 20;
/// The longest tag.
const MAX_TAG: usize = 64 << 10;
/// The deepest element.
const MAX_DEPTH: usize = 32;
/// What is kept of the event buffer from one entry to the next.
const KEPT_BUFFER: usize = 1 << 20;

/// Reads an export entry by entry.
pub(crate) struct WxrReader<R: BufRead> {
    xml: quick_xml::Reader<CountingReader<R>>,
    buffer: Vec<u8>,
    open: Vec<(Element, u64)>,
    names: Names,
    header: Option<SiteHeader>,
    record: Option<Record>,
    text: String,
    term: WxrTerm,
    weight: usize,
    has_begun: bool,
    is_done: bool,
}

/// What one XML event led to.
enum Step {
    More,
    Entry(Entry),
    End,
}

impl<R: BufRead> WxrReader<R> {
    /// Starts reading `source`; nothing is read before the first entry is asked for.
    pub(crate) fn new(source: R) -> Self {
        let mut xml = quick_xml::Reader::from_reader(CountingReader::new(source));
        xml.config_mut().expand_empty_elements = true;
        Self {
            xml,
            buffer: Vec::new(),
            open: Vec::new(),
            names: Names::default(),
            header: Some(SiteHeader::default()),
            record: None,
            text: String::new(),
            term: WxrTerm::default(),
            weight: 0,
            has_begun: false,
            is_done: false,
        }
    }

    /// Returns how many bytes have been read, for a progress bar.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.place().byte
    }

    /// Returns how far the file has been read.
    pub(crate) fn place(&self) -> Place {
        self.xml.get_ref().place()
    }

    /// Reads the next entry; none at the end of the file and after an error.
    ///
    /// # Errors
    ///
    /// The file is no export, is broken, or holds something larger than the limits.
    pub(crate) fn next_entry(&mut self) -> Result<Option<Entry>, WxrError> {
        if self.is_done {
            return Ok(None);
        }
        let entry = self.read_entry();
        self.is_done = !matches!(entry, Ok(Some(_)));
        entry
    }

    fn read_entry(&mut self) -> Result<Option<Entry>, WxrError> {
        if !self.has_begun {
            self.has_begun = true;
            self.look_at_first_bytes().map_err(|problem| WxrError {
                place: self.place(),
                problem,
            })?;
        }
        loop {
            let place = self.place();
            match self.read_event() {
                Ok(Step::More) => {}
                Ok(Step::Entry(entry)) => return Ok(Some(entry)),
                Ok(Step::End) => return Ok(None),
                Err(problem @ Problem::Truncated { .. }) => {
                    return Err(WxrError {
                        place: self.place(),
                        problem,
                    });
                }
                Err(problem) => return Err(WxrError { place, problem }),
            }
        }
    }

    /// Steps over a byte order mark and refuses what plainly is no XML in UTF-8.
    fn look_at_first_bytes(&mut self) -> Result<(), Problem> {
        let source = self.xml.get_mut();
        let start = source
            .fill_buf()
            .map_err(|error| Problem::Io(error.to_string()))?;
        let (start, mark) = match start.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => (rest, 3),
            None => (start, 0),
        };
        let refusal = match start {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', ..] | [b'<', 0, ..] => {
                Some(Problem::Encoding("it looks like UTF-16".to_owned()))
            }
            [b'P', b'K', 3, 4, ..] => {
                Some(Problem::NotAnExport("it is a ZIP archive; unpack it first"))
            }
            [0x1F, 0x8B, ..] => Some(Problem::NotAnExport("it is gzip; unpack it first")),
            [] if mark == 0 => Some(Problem::NotAnExport("the file is empty")),
            _ => match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
                Some(b'<') | None => None,
                Some(_) => Some(Problem::NotAnExport("it is not XML")),
            },
        };
        source.consume(mark);
        refusal.map_or(Ok(()), Err)
    }

    fn read_event(&mut self) -> Result<Step, Problem> {
        let mut buffer = mem::take(&mut self.buffer);
        buffer.clear();
        buffer.shrink_to(KEPT_BUFFER);
        self.xml.get_mut().allow((MAX_TEXT + MAX_TAG) as u64);
        let step = match self.xml.read_event_into(&mut buffer) {
            Ok(event) => self.take_event(event),
            Err(error) => Err(self.explain(error)),
        };
        self.buffer = buffer;
        step
    }

    fn take_event(&mut self, event: Event<'_>) -> Result<Step, Problem> {
        match event {
            Event::Start(tag) => return self.open_element(&tag),
            Event::End(_) => return self.close_element(),
            Event::Text(text) => {
                if self.open.is_empty() && !text.trim().is_empty() {
                    return Err(Problem::Broken(
                        "there is text outside the elements".to_owned(),
                    ));
                }
                self.take_text(&text)?;
            }
            Event::CData(text) => self.take_text(&text)?,
            Event::GeneralRef(reference) => {
                let character = resolve(&reference)?;
                self.take_text(character.encode_utf8(&mut [0; 4]))?;
            }
            Event::Decl(declaration) => {
                if let Some(Ok(name)) = declaration.encoding()
                    && !["utf-8", "utf8", "us-ascii"].contains(&name.to_lowercase().as_str())
                {
                    return Err(Problem::Encoding(format!("it says “{}”", beginning(&name))));
                }
            }
            Event::DocType(content) => {
                let is_html = content
                    .trim_start()
                    .get(..4)
                    .is_some_and(|c| c.eq_ignore_ascii_case("html"));
                return Err(if is_html && self.open.is_empty() {
                    Problem::NotAnExport("it is an HTML page")
                } else {
                    Problem::DocumentType
                });
            }
            Event::Eof => return self.end(),
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => {}
        }
        Ok(Step::More)
    }

    fn open_element(&mut self, tag: &BytesStart<'_>) -> Result<Step, Problem> {
        if tag.len() > MAX_TAG {
            return Err(Problem::TooLarge {
                what: "a tag",
                limit: "64 KiB",
            });
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem::TooLarge {
                what: "the nesting of elements",
                limit: "32 levels",
            });
        }
        let attributes = attributes(tag)?;
        let parent = self.open.last().map(|(element, _)| *element);
        if parent.is_none() {
            self.names = Names::of_root(tag.name().as_ref(), &attributes)?;
        }
        let element = self.names.element(parent, tag.name().as_ref());
        let line = self.place().line;
        self.open.push((element, line));
        if let Element::Leaf(_) = element {
            self.text.clear();
            self.term = term_of(attributes);
        }
        if matches!(element, Element::Comment) || element.is_record() {
            self.weight = 0;
        }
        if let Some(record) = Record::begun_by(element) {
            self.record = Some(record);
            let header = self
                .header
                .take()
                .map(|header| Step::Entry(Entry::Site(header)));
            return Ok(header.unwrap_or(Step::More));
        }
        if let Some(record) = &mut self.record {
            record.open_part(element);
        }
        Ok(Step::More)
    }

    fn close_element(&mut self) -> Result<Step, Problem> {
        let Some((element, _)) = self.open.pop() else {
            return Ok(Step::More);
        };
        let parent = self.open.last().map(|(element, _)| *element);
        match (element, parent) {
            (Element::Leaf(name), Some(Element::Channel)) => {
                let text = clean(mem::take(&mut self.text));
                if let Some(header) = &mut self.header {
                    header.set(name, text);
                }
            }
            (Element::Leaf(name), Some(parent)) => {
                let text = clean(mem::take(&mut self.text));
                let term = mem::take(&mut self.term);
                if let Some(record) = &mut self.record {
                    record.set(parent, name, text, term)?;
                }
            }
            (Element::Channel, _) => {
                // An export without entries still has a header.
                if let Some(header) = self.header.take() {
                    return Ok(Step::Entry(Entry::Site(header)));
                }
            }
            (element, _) if element.is_record() => {
                if let Some(record) = self.record.take() {
                    return Ok(Step::Entry(record.finish()));
                }
            }
            _ => {}
        }
        Ok(Step::More)
    }

    fn take_text(&mut self, piece: &str) -> Result<(), Problem> {
        let Some((Element::Leaf(_), _)) = self.open.last() else {
            return Ok(());
        };
        if self.text.len() + piece.len() > MAX_TEXT {
            return Err(Problem::TooLarge {
                what: "the text of one element",
                limit: "16 MiB",
            });
        }
        self.weight += piece.len();
        if self.weight > MAX_RECORD {
            return Err(Problem::TooLarge {
                what: "one entry",
                limit: "64 MiB",
            });
        }
        self.text.push_str(piece);
        Ok(())
    }

    fn end(&mut self) -> Result<Step, Problem> {
        if let Some((element, line)) = self.open.last() {
            return Err(Problem::Truncated {
                element: element.to_string(),
                line: *line,
            });
        }
        if self.names.is_empty() {
            return Err(Problem::NotAnExport("it holds no element"));
        }
        Ok(Step::End)
    }

    fn explain(&self, error: Error) -> Problem {
        if self.xml.get_ref().ran_out() {
            return Problem::TooLarge {
                what: "one piece of text or markup",
                limit: "16 MiB",
            };
        }
        match error {
            Error::Io(error) => Problem::Io(error.to_string()),
            Error::Encoding(_) => Problem::Encoding("it holds bytes that are not".to_owned()),
            Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                Problem::Broken("there is “<!” that begins nothing".to_owned())
            }
            Error::Syntax(error) => match self.open.last() {
                Some((element, line)) => Problem::Truncated {
                    element: element.to_string(),
                    line: *line,
                },
                None => Problem::Broken(error.to_string()),
            },
            Error::IllFormed(error) => Problem::Broken(error.to_string()),
            error => Problem::Broken(error.to_string()),
        }
    }
}

fn term_of(attributes: Vec<(String, String)>) -> WxrTerm {
    let mut term = WxrTerm::default();
    for (name, value) in attributes {
        match name.as_str() {
            "domain" => term.domain = value,
            "nicename" => term.nicename = value,
            _ => {}
        }
    }
    term
}
