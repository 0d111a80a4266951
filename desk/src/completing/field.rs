//! A field of one line or of several, as far as completing it goes.

use std::ops::Range;

use web_sys::{Element, Event, EventInit, HtmlInputElement, HtmlTextAreaElement};

use super::Hint;
use crate::{
    page,
    writing::edit::{byte_at, typed, units_at},
};

/// The field.
#[derive(Clone)]
pub(super) enum Field {
    /// Of one line.
    Line(HtmlInputElement),
    /// Of several.
    Lines(HtmlTextAreaElement),
}

impl Field {
    /// Finds a field by its name, which is its id.
    pub(super) fn find(name: &str) -> Option<Self> {
        let line = page::by_id(name).map(Self::Line);
        line.or_else(|| page::by_id(name).map(Self::Lines))
    }

    pub(super) fn element(&self) -> Element {
        match self {
            Self::Line(input) => input.clone().into(),
            Self::Lines(area) => area.clone().into(),
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Line(input) => input.value(),
            Self::Lines(area) => area.value(),
        }
    }

    /// Returns where one types, in bytes.
    pub(super) fn caret(&self) -> usize {
        let units = match self {
            Self::Line(input) => input.selection_start(),
            Self::Lines(area) => area.selection_start(),
        };
        let units = units.ok().flatten().unwrap_or_default();
        byte_at(&self.text(), units as usize)
    }

    pub(super) fn has_focus(&self) -> bool {
        let active = page::document().and_then(|document| document.active_element());
        active.is_some_and(|active| active == self.element())
    }

    /// Puts something in the place of a part of its text, such that undo takes it back.
    pub(super) fn replace(&self, text: &str, part: Range<usize>, with: &str) {
        let (start, end) = (units_at(text, part.start), units_at(text, part.end));
        let _ = match self {
            Self::Line(input) => input.set_selection_range(start, end),
            Self::Lines(area) => area.set_selection_range(start, end),
        };
        if typed(with) {
            return;
        }
        let whole = format!("{}{with}{}", &text[..part.start], &text[part.end..]);
        match self {
            Self::Line(input) => input.set_value(&whole),
            Self::Lines(area) => area.set_value(&whole),
        }
        let init = EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
            let _ = self.element().dispatch_event(&event);
        }
    }

    /// Says under the field what is meant now, in the place of what the server said of another.
    pub(super) fn say_meant(&self, hint: &Hint) {
        let element = self.element();
        let under: Option<Element> = page::by_id(&format!("{}-hint", element.id()));
        if let Some(under) = under {
            let named: Vec<_> = [hint.label.as_str(), hint.note.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            let words = format!("{}. Another title picks another film.", named.join(", "));
            under.set_text_content(Some(&words));
        }
        let group = element.closest(".desk-group").ok().flatten();
        let chip: Option<Element> = group.and_then(|group| page::within(&group, ".film-chip"));
        if let Some(chip) = chip {
            chip.remove();
        }
    }
}
