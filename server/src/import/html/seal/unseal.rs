//! From sealed text to Markdown.

use super::super::{Link, Picture};
use super::delimiters::beyond;
use super::{Mark, inline, number_of, shown, unsealed};

/// A laid-out block with what its numbers stand for.
pub(in super::super) struct Sealed<'a> {
    /// The text.
    pub(in super::super) text: &'a str,
    /// Its links.
    pub(in super::super) links: &'a [Link],
    /// Its pictures.
    pub(in super::super) pictures: &'a [Picture],
    /// Whether a plain newline breaks the line, as in comments.
    pub(in super::super) soft_breaks: bool,
}

/// Writes the Markdown, escaping what would mean something else than itself.
pub(in super::super) fn unseal(sealed: &Sealed<'_>) -> String {
    let chars = sealed.text.chars().collect();
    let mut writer = Writer {
        sealed,
        chars,
        at: 0,
        out: String::new(),
        line: Line::default(),
        url_end: 0,
    };
    while writer.at < writer.chars.len() {
        writer.step();
    }
    let lines = writer.out.lines().map(|line| line.trim_end_matches(' '));
    lines.collect::<Vec<_>>().join("\n")
}

/// What the line being written holds so far.
#[derive(Default)]
struct Line {
    has_text: bool,
    has_digits: bool,
    kind: LineKind,
}

/// What structure the line begins with.
#[derive(Default, PartialEq)]
enum LineKind {
    #[default]
    Plain,
    Heading,
    Row,
}

struct Writer<'a> {
    sealed: &'a Sealed<'a>,
    chars: Vec<char>,
    at: usize,
    out: String,
    line: Line,
    /// Where the address being written ends.
    url_end: usize,
}

impl Writer<'_> {
    fn step(&mut self) {
        let character = self.chars[self.at];
        if let Some(mark) = Mark::of(character) {
            self.at += 1;
            self.mark(mark);
            return;
        }
        if let Some(plain) = unsealed(character) {
            self.plain(plain);
        } else if number_of(character).is_none() {
            self.structure_or_letter(character);
        }
        self.at += 1;
    }

    fn structure_or_letter(&mut self, character: char) {
        match character {
            '\n' => self.line = Line::default(),
            '#' if !self.line.has_text => self.line.kind = LineKind::Heading,
            '|' => self.line.kind = LineKind::Row,
            c if c.is_alphabetic() || !c.is_ascii() => self.begin_text(),
            _ => {}
        }
        // White space beside a delimiter would keep it from being one.
        let is_space = character.is_whitespace() && !character.is_ascii();
        if (is_space && self.is_beside_delimiter()) || self.must_hide(character) {
            self.push_reference(character);
        } else {
            self.out.push(character);
        }
    }

    fn begin_text(&mut self) {
        if matches!(self.chars[self.at], 'h' | 'w') && self.at >= self.url_end {
            self.url_end = self.address_end();
        }
        self.line.has_text = true;
    }

    /// Returns the end of the address that begins here, or here if none does.
    fn address_end(&self) -> usize {
        let here = &self.chars[self.at..];
        let begins = |prefix: &str| {
            here.iter()
                .map(|&c| shown(c))
                .take(prefix.len())
                .eq(prefix.chars())
        };
        if !["http://", "https://", "www."].into_iter().any(begins) {
            return self.at;
        }
        let is_end = |&c: &char| shown(c).is_whitespace() || Mark::of(c).is_some();
        self.at + here.iter().position(is_end).unwrap_or(here.len())
    }

    fn mark(&mut self, mark: Mark) {
        match mark {
            Mark::Emphasis | Mark::EmphasisEnd => self.delimiter("*"),
            Mark::Strong | Mark::StrongEnd => self.delimiter("**"),
            Mark::Strike | Mark::StrikeEnd => self.delimiter("~~"),
            Mark::Spoiler | Mark::SpoilerEnd => self.delimiter("||"),
            Mark::Code => self.code(),
            Mark::Fence => self.fence(),
            Mark::Link => self.link(),
            Mark::LinkEnd => {
                let link = self
                    .next_number()
                    .and_then(|index| self.sealed.links.get(index));
                self.out
                    .push_str(&link.map_or_else(|| "]".to_owned(), inline::link_end));
            }
            Mark::Picture => {
                let picture = self
                    .next_number()
                    .and_then(|index| self.sealed.pictures.get(index));
                self.out
                    .push_str(&picture.map(inline::picture).unwrap_or_default());
                self.line.has_text = true;
            }
            Mark::Break if !self.sealed.soft_breaks => self.out.push('\\'),
            Mark::Cite => self.begin_cite(),
            Mark::CiteEnd => self.line.has_text = true,
            Mark::Break | Mark::CodeEnd | Mark::FenceEnd | Mark::Row | Mark::Cell => {}
        }
    }

    fn delimiter(&mut self, delimiter: &str) {
        self.out.push_str(delimiter);
        self.line.has_text = true;
    }

    fn next_number(&mut self) -> Option<usize> {
        let index = number_of(*self.chars.get(self.at)?)?;
        self.at += 1;
        Some(index)
    }

    /// Writes `[`, or the whole link where its text is its address.
    fn link(&mut self) {
        let link = self
            .next_number()
            .and_then(|index| self.sealed.links.get(index));
        self.line.has_text = true;
        let Some(link) = link.filter(|link| link.is_bare && inline::is_absolute(&link.address))
        else {
            self.out.push('[');
            return;
        };
        self.out.extend(["<", &link.address, ">"]);
        while self
            .chars
            .get(self.at)
            .is_some_and(|&c| Mark::of(c) != Some(Mark::LinkEnd))
        {
            self.at += 1;
        }
        self.at += 2;
    }

    /// Writes inline code, whose text is not escaped.
    fn code(&mut self) {
        let mut code = String::new();
        while let Some(&c) = self.chars.get(self.at) {
            self.at += 1;
            match Mark::of(c) {
                Some(Mark::CodeEnd) => break,
                Some(_) => {}
                None if number_of(c).is_some() => {}
                None if shown(c) == '|' && self.line.kind == LineKind::Row => code.push_str("\\|"),
                None => code.push(shown(c)),
            }
        }
        let fence = "`".repeat(longest_run(code.chars()) + 1);
        let space = if code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        self.out
            .extend([fence.as_str(), space, &code, space, &fence]);
        self.line.has_text = true;
    }

    /// Writes a fenced block. Its lines keep the structure that was put before them.
    fn fence(&mut self) {
        let end = self.chars[self.at..]
            .iter()
            .position(|&c| Mark::of(c) == Some(Mark::FenceEnd))
            .map_or(self.chars.len(), |length| self.at + length);
        let code: String = self.chars[self.at..end].iter().map(|&c| shown(c)).collect();
        let fence = "`".repeat(longest_run(code.chars()).max(2) + 1);
        self.out.extend([fence.as_str(), &code, &fence]);
        self.at = (end + 1).min(self.chars.len());
    }

    /// Writes the dash before a quotation's source, unless it brings its own.
    fn begin_cite(&mut self) {
        let next = self.chars[self.at..]
            .iter()
            .find(|&&c| Mark::of(c).is_none());
        if !next.is_some_and(|&c| "—–-―(".contains(shown(c))) {
            self.out.push_str("— ");
            self.line.has_text = true;
        }
    }

    fn plain(&mut self, character: char) {
        if !self.line.has_text && self.begins_block(character) {
            self.out.extend(['\\', character]);
        } else if self.must_hide(character) {
            self.push_reference(character);
        } else {
            if self.is_special(character) {
                self.out.push('\\');
            }
            self.out.push(character);
        }
        if character.is_ascii_digit() && !self.line.has_text {
            self.line.has_digits = true;
        } else {
            self.line.has_text = true;
        }
    }

    /// Says whether a character would begin a list, quotation, heading or rule.
    ///
    /// Before it the line holds nothing, or a number at most.
    fn begins_block(&self, character: char) -> bool {
        let next = self.next();
        let is_last = next.is_none_or(char::is_whitespace);
        match character {
            '.' | ')' => self.line.has_digits && is_last,
            '#' => is_last || next == Some('#'),
            '-' => is_last || next == Some('-'),
            '+' => is_last,
            '>' | '=' => true,
            _ => false,
        }
    }

    /// Says whether a character means something anywhere in a line.
    fn is_special(&self, character: char) -> bool {
        let next = self.next();
        match character {
            '\\' | '*' | '`' | '[' | ']' | '|' => true,
            '~' => {
                let is_home =
                    self.previous() == Some('/') && next.is_some_and(char::is_alphanumeric);
                self.at >= self.url_end || !is_home
            }
            '_' => {
                let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !(is_inside(self.previous()) && is_inside(next))
            }
            '<' => !self.is_sign(),
            '&' => self.begins_reference(),
            '!' => self.chars.get(self.at + 1).and_then(|&c| Mark::of(c)) == Some(Mark::Link),
            '#' => self.line.kind == LineKind::Heading,
            _ => false,
        }
    }

    fn next(&self) -> Option<char> {
        let next = self.chars.get(self.at + 1)?;
        Some(if Mark::of(*next) == Some(Mark::Break) {
            '\n'
        } else {
            shown(*next)
        })
    }

    fn previous(&self) -> Option<char> {
        self.at.checked_sub(1).map(|at| shown(self.chars[at]))
    }

    /// Says whether `<` stands alone or before a number, as in `<3`.
    fn is_sign(&self) -> bool {
        let after = self.chars[self.at + 1..].iter().map(|&c| shown(c));
        let mut after = after.take(8).skip_while(char::is_ascii_digit);
        after.next().is_none_or(char::is_whitespace)
    }

    fn begins_reference(&self) -> bool {
        let mut length = 0;
        for c in self.chars[self.at + 1..].iter().take(40).map(|&c| shown(c)) {
            match c {
                ';' => return length > 0,
                '#' if length == 0 => length = 1,
                c if c.is_ascii_alphanumeric() => length += 1,
                _ => return false,
            }
        }
        false
    }

    /// Says whether this letter or digit would glue a delimiter with punctuation on its other side.
    ///
    /// `a*(b)*` is no emphasis in Markdown, `&#97;*(b)*` is.
    fn must_hide(&self, character: char) -> bool {
        if !character.is_alphanumeric() {
            return false;
        }
        let opened = beyond(self.chars[self.at + 1..].iter(), Mark::opens);
        let closed = beyond(self.chars[..self.at].iter().rev(), Mark::closes);
        [opened, closed]
            .into_iter()
            .flatten()
            .any(|c| !c.is_alphanumeric())
    }

    fn is_beside_delimiter(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.chars.get(at));
        let marks = [before, self.chars.get(self.at + 1)].into_iter().flatten();
        marks
            .filter_map(|&c| Mark::of(c))
            .any(|mark| mark.opens() || mark.closes())
    }

    fn push_reference(&mut self, character: char) {
        self.out.push_str("&#");
        self.out.push_str(&u32::from(character).to_string());
        self.out.push(';');
    }
}

fn longest_run(chars: impl Iterator<Item = char>) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in chars {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
