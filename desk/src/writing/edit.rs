//! One change of the text, made so that the browser's own undo takes it back.

use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, FocusOptions, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use crate::page;

/// A text and what is selected in it, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Selected<'a> {
    /// The text.
    pub(crate) text: &'a str,
    /// Where the selection begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl<'a> Selected<'a> {
    /// Returns what is selected.
    pub(crate) fn chosen(&self) -> &'a str {
        &self.text[self.start..self.end]
    }

    /// Returns the place where the line begins in which the selection begins.
    pub(crate) fn line_start(&self) -> usize {
        self.text[..self.start].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Returns the place where the line ends in which the selection ends.
    pub(crate) fn line_end(&self) -> usize {
        let rest = self.text[self.end..].find('\n');
        rest.map_or(self.text.len(), |at| self.end + at)
    }
}

/// A change: what is put in the place of what, and what is selected then. All places are in bytes, the
/// new ones of the text as it then is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    /// Where it begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// What stands there then.
    pub(crate) with: String,
    /// What is selected then.
    pub(crate) select: (usize, usize),
}

impl Edit {
    /// Puts something in the place of what is selected and goes behind it.
    pub(crate) fn instead(at: &Selected<'_>, with: String) -> Self {
        let behind = at.start + with.len();
        Self {
            start: at.start,
            end: at.end,
            with,
            select: (behind, behind),
        }
    }

    /// Returns where a place of the text is after the change; what stands where something is put in comes
    /// behind it.
    pub(crate) fn moved(&self, place: usize) -> usize {
        if place < self.start {
            place
        } else if place < self.end {
            self.start + self.with.len()
        } else {
            place - (self.end - self.start) + self.with.len()
        }
    }

    /// Returns the text after the change.
    #[cfg(test)]
    pub(crate) fn after(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.start], self.with, &text[self.end..])
    }

    /// Returns the text after the change with signs around what is selected.
    #[cfg(test)]
    pub(crate) fn marked(&self, text: &str) -> String {
        let after = self.after(text);
        let (start, end) = self.select;
        format!(
            "{}‹{}›{}",
            &after[..start],
            &after[start..end],
            &after[end..]
        )
    }
}

/// Returns what is selected in a text area whose text is given.
pub(crate) fn selected<'a>(area: &HtmlTextAreaElement, text: &'a str) -> Selected<'a> {
    let place = |units: Option<u32>| byte_at(text, units.unwrap_or_default() as usize);
    let start = place(area.selection_start().ok().flatten());
    let end = place(area.selection_end().ok().flatten()).max(start);
    Selected { text, start, end }
}

/// Makes a change as if it were typed.
pub(crate) fn make(area: &HtmlTextAreaElement, edit: &Edit) {
    let text = area.value();
    let _ = area.focus();
    put(area, &text, edit);
    select(area, &area.value(), edit.select);
}

/// Makes a change beside what its writer is doing: what has the focus keeps it, and what is selected in the
/// text stays selected.
pub(crate) fn make_aside(area: &HtmlTextAreaElement, edit: &Edit) {
    let text = area.value();
    let chosen = selected(area, &text);
    let chosen = (edit.moved(chosen.start), edit.moved(chosen.end));
    let active: Option<HtmlElement> = page::document()
        .and_then(|document| document.active_element())
        .and_then(|active| active.dyn_into().ok());
    let top = area.scroll_top();
    let still = FocusOptions::new();
    still.set_prevent_scroll(true);
    let _ = area.focus_with_options(&still);
    put(area, &text, edit);
    select(area, &area.value(), chosen);
    area.set_scroll_top(top);
    if let Some(active) = active.filter(|active| !page::is_same(active, area)) {
        let _ = active.focus_with_options(&still);
    }
}

/// Puts a change into the text area that has the focus.
fn put(area: &HtmlTextAreaElement, text: &str, edit: &Edit) {
    select(area, text, (edit.start, edit.end));
    if edit.start == edit.end && edit.with.is_empty() {
        // The command would take away what stands before.
        return;
    }
    if !typed(&edit.with) {
        // Without the command there is no undo of it, but the text changes all the same.
        let _ = area.set_range_text(&edit.with);
        let init = EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
            let _ = area.dispatch_event(&event);
        }
    }
}

/// Types a text in the place of what is selected in the field with the focus; says whether the browser did.
pub(crate) fn typed(text: &str) -> bool {
    let Some(document) = page::document().and_then(|it| it.dyn_into::<HtmlDocument>().ok()) else {
        return false;
    };
    let command = if text.is_empty() {
        "delete"
    } else {
        "insertText"
    };
    document
        .exec_command_with_show_ui_and_value(command, false, text)
        .unwrap_or(false)
}

/// Selects a part of a text area whose text is given.
pub(crate) fn select(area: &HtmlTextAreaElement, text: &str, (start, end): (usize, usize)) {
    let _ = area.set_selection_range(units_at(text, start), units_at(text, end));
}

/// Returns the byte at which so many UTF-16 units of a text are over.
pub(crate) fn byte_at(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= units {
            return at;
        }
        seen += c.len_utf16();
    }
    text.len()
}

/// Returns how many UTF-16 units there are before a byte.
pub(crate) fn units_at(text: &str, byte: usize) -> u32 {
    let before = &text[..byte.min(text.len())];
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_change_moves_with_it() {
        let edit = Edit {
            start: 3,
            end: 5,
            with: "abcd".to_owned(),
            select: (7, 7),
        };
        for (before, after) in [(0, 0), (2, 2), (3, 7), (4, 7), (5, 7), (9, 11)] {
            assert_eq!(edit.moved(before), after, "{before}");
        }
    }

    #[test]
    fn browsers_count_in_another_way() {
        let text = "aé🎬b";
        assert_eq!(byte_at(text, 0), 0);
        assert_eq!(byte_at(text, 2), 3);
        assert_eq!(byte_at(text, 4), 7);
        assert_eq!(byte_at(text, 99), text.len());
        assert_eq!(units_at(text, 7), 4);
        assert_eq!(units_at(text, text.len()), 5);
    }
}
