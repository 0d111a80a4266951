//! Words and the white space between them.

use std::mem;

use super::super::seal::seal;
use super::super::spans::Gap;
use super::Builder;
use super::block::Container;

impl Builder<'_> {
    /// Takes text: blank lines part paragraphs and newlines break lines, except in the blocks of the
    /// block editor.
    pub(super) fn take_text(&mut self, text: &str) {
        if let Some(capture) = &mut self.capture {
            capture.push(text);
            return;
        }
        let is_space = |c: char| c.is_ascii_whitespace();
        let mut rest = text;
        while !rest.is_empty() {
            let words = rest.trim_start_matches(is_space);
            self.widen_gap(&rest[..rest.len() - words.len()]);
            let end = words.find(is_space).unwrap_or(words.len());
            if end > 0 {
                self.push_word(&words[..end]);
            }
            rest = &words[end..];
        }
    }

    fn widen_gap(&mut self, white: &str) {
        if white.is_empty() {
            return;
        }
        let newlines = white.bytes().filter(|&byte| byte == b'\n').count();
        let gap = match newlines {
            _ if self.editor_blocks > 0 => Gap::Space,
            0 => Gap::Space,
            1 => Gap::Break,
            _ => Gap::Paragraph,
        };
        self.gap = self.gap.max(gap);
    }

    /// Takes `<br>`; two of them part paragraphs.
    pub(super) fn take_break(&mut self) {
        if let Some(capture) = &mut self.capture {
            capture.push(" ");
            return;
        }
        self.breaks += 1;
        let gap = if self.breaks > 1 {
            Gap::Paragraph
        } else {
            Gap::Break
        };
        self.gap = self.gap.max(gap);
    }

    /// Writes a word and everything that waited for it.
    pub(super) fn push_word(&mut self, word: &str) {
        self.begin_words();
        self.place_held_inside();
        self.write_gap();
        self.spans.resume(&mut self.html);
        seal(word, &mut self.html);
        self.words().push_str(word);
        if self.spans.link().is_some() {
            self.link_text.push_str(word);
        }
        self.has_words = true;
    }

    /// Opens the paragraph, item or cell the next word belongs to.
    pub(super) fn begin_words(&mut self) {
        if self.gap == Gap::Paragraph {
            if matches!(
                self.innermost(),
                Some(Container::Paragraph | Container::Item { .. })
            ) {
                self.end_paragraph();
            } else {
                self.gap = Gap::Space;
            }
        }
        match self.innermost() {
            None | Some(Container::Quote | Container::Item { has_more: true }) => {
                if !self.text.is_empty() && !self.spans.in_source() {
                    self.text.push_str("\n\n");
                }
                self.push_container(Container::Paragraph);
            }
            Some(Container::List { .. }) => self.open_item(),
            Some(Container::Table | Container::Row) => self.open_cell(),
            _ => {}
        }
    }

    /// Writes the white space before the next word.
    pub(super) fn write_gap(&mut self) {
        let gap = mem::take(&mut self.gap);
        self.breaks = 0;
        if !self.has_words || gap == Gap::None {
            return;
        }
        let holds_line = self.spans.holds_line()
            || matches!(
                self.innermost(),
                Some(Container::Heading(_) | Container::Cell)
            );
        if gap == Gap::Space || holds_line {
            seal(" ", &mut self.html);
            self.words().push(' ');
            if self.spans.link().is_some() {
                self.link_text.push(' ');
            }
        } else {
            self.html.push_str("<br>");
            self.words().push('\n');
        }
    }

    /// Writes text of a preformatted block.
    pub(super) fn push_verbatim(&mut self, text: &str) {
        // The first newline in such a block is not part of it.
        let text = if self.has_words {
            text
        } else {
            text.strip_prefix('\n').unwrap_or(text)
        };
        if text.is_empty() {
            return;
        }
        seal(text, &mut self.html);
        self.text.push_str(text);
        self.has_words = true;
    }

    fn words(&mut self) -> &mut String {
        if self.spans.in_source() {
            &mut self.source
        } else {
            &mut self.text
        }
    }
}
