//! Lays a block out as Markdown with `htmd`.
//!
//! What reaches it is well-formed, shallow and sealed (see [`super::seal`]); its work is the structure
//! of paragraphs, headings, quotations, lists and rules.

use htmd::element_handler::ElementHandler;
use htmd::options::{HrStyle, Options};
use htmd::{Element, HtmlToMarkdown};

use super::seal::Mark;

/// Converts blocks; making one is dear, so it is made once for a text.
pub(super) struct Layout(HtmlToMarkdown);

impl Layout {
    /// Prepares the converter.
    pub(super) fn new() -> Self {
        let options = Options {
            hr_style: HrStyle::Asterisks,
            ..Options::default()
        };
        Self(
            HtmlToMarkdown::builder()
                .options(options)
                .add_handler(vec!["br"], |_: Element| Some(line_break()))
                .add_handler(vec!["pre"], |element: Element| Some(fence(&element)))
                .add_handler(vec!["li"], |element: Element| Some(item(&element)))
                .add_handler(vec!["tr"], marked(Mark::Row))
                .add_handler(vec!["td"], marked(Mark::Cell))
                .add_handler(vec!["tbody"], |element: Element| {
                    Some(element.content.to_owned())
                })
                .add_handler(vec!["table"], table)
                .build(),
        )
    }

    /// Lays out one block of sealed HTML.
    pub(super) fn lay_out(&self, html: &str) -> String {
        // Reading from memory cannot fail.
        self.0.convert(html).unwrap_or_default()
    }
}

fn line_break() -> String {
    format!("{}\n", Mark::Break.char())
}

fn fence(element: &Element) -> String {
    let code = element.content.trim_end_matches('\n');
    format!(
        "\n\n{}\n{code}\n{}\n\n",
        Mark::Fence.char(),
        Mark::FenceEnd.char()
    )
}

/// Lays out an item; one of a numbered list carries its number in `value`.
fn item(element: &Element) -> String {
    let number = element
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == "value");
    let marker = number.map_or_else(|| "- ".to_owned(), |number| format!("{}. ", number.value));
    let indent = " ".repeat(marker.len());
    let mut laid_out = format!("\n{marker}");
    let mut before = "";
    for (index, line) in element.content.trim_matches('\n').lines().enumerate() {
        if index > 0 {
            laid_out.push('\n');
            // After words, a list that does not begin at 1 needs a blank line.
            let is_list = |line: &str| line.starts_with(|c: char| c.is_ascii_digit() || c == ' ');
            let is_number = line.starts_with(|c: char| c.is_ascii_digit());
            if is_number && !line.starts_with("1. ") && !before.is_empty() && !is_list(before) {
                laid_out.push('\n');
            }
            if !line.is_empty() {
                laid_out.push_str(&indent);
            }
        }
        laid_out.push_str(line);
        before = line;
    }
    laid_out.push('\n');
    laid_out
}

fn marked(mark: Mark) -> impl ElementHandler {
    move |element: Element| {
        Some(format!(
            "{}{}",
            mark.char(),
            element.content.replace('\n', " ")
        ))
    }
}

/// Lays out a table; its first row is the head, as Markdown knows no table without.
fn table(element: Element) -> Option<String> {
    let rows: Vec<Vec<&str>> = element
        .content
        .split(Mark::Row.char())
        .skip(1)
        .map(|row| {
            row.split(Mark::Cell.char())
                .skip(1)
                .map(str::trim)
                .collect()
        })
        .filter(|row: &Vec<&str>| !row.is_empty())
        .collect();
    let columns = rows.iter().map(Vec::len).max()?;
    let mut laid_out = String::from("\n\n");
    for (index, row) in rows.iter().enumerate() {
        laid_out.push('|');
        for cell in row {
            laid_out.extend([" ", cell, " |"]);
        }
        // Only the head must be complete: it says how many columns there are.
        if index == 0 {
            laid_out.push_str(&"  |".repeat(columns - row.len()));
            laid_out.push_str("\n|");
            laid_out.push_str(&" --- |".repeat(columns));
        }
        laid_out.push('\n');
    }
    laid_out.push('\n');
    Some(laid_out)
}
