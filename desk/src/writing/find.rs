//! Finding and replacing in the text.

mod places;

use std::{cell::Cell, rc::Rc};

use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use super::{
    edit::{self, Edit, Selected},
    reveal,
};
use crate::{editor::Editor, page};
use places::{Place, places};

/// The panel above the text.
pub(super) struct Find {
    area: HtmlTextAreaElement,
    panel: HtmlElement,
    wanted: HtmlInputElement,
    with: HtmlInputElement,
    minds_case: HtmlInputElement,
    told: Element,
    /// Which of the places it is at.
    at: Cell<usize>,
}

impl Find {
    /// Puts the panel where it belongs, out of sight.
    pub(super) fn begin(editor: &Editor) -> Option<Rc<Self>> {
        let panel = editor.part("find")?;
        let find = Rc::new(Self {
            area: editor.body.clone(),
            wanted: page::within(&panel, "[data-wanted]")?,
            with: page::within(&panel, "[data-with]")?,
            minds_case: page::within(&panel, "[data-case]")?,
            told: page::within(&panel, "[role=status]")?,
            panel: panel.clone(),
            at: Cell::new(0),
        });
        let write: Element = editor.find_in_form(".review-editor__write")?;
        write
            .insert_before(&panel, write.first_child().as_ref())
            .ok()?;
        for (name, act) in [
            ("next", Self::next as fn(&Self)),
            ("previous", Self::previous),
            ("replace", Self::replace),
            ("replace-all", Self::replace_all),
            ("close", Self::close),
        ] {
            let (find, button) = (find.clone(), format!("[data-do={name}]"));
            if let Some(button) = page::within::<Element>(&panel, &button) {
                page::on(&button, "click", move |_: Event| act(&find));
            }
        }
        let typed = find.clone();
        page::on(&find.wanted, "input", move |_: Event| typed.begin_anew());
        let chosen = find.clone();
        page::on(&find.minds_case, "change", move |_: Event| {
            chosen.begin_anew();
        });
        let keys = find.clone();
        page::on(&panel, "keydown", move |event: KeyboardEvent| {
            keys.pressed(&event);
        });
        Some(find)
    }

    /// Opens the panel with what is selected.
    pub(super) fn open(&self) {
        let text = self.area.value();
        let chosen = edit::selected(&self.area, &text).chosen().to_owned();
        if !chosen.is_empty() && !chosen.contains('\n') {
            self.wanted.set_value(&chosen);
        }
        self.panel.set_hidden(false);
        let _ = self.wanted.focus();
        self.wanted.select();
        self.begin_anew();
    }

    fn close(&self) {
        self.panel.set_hidden(true);
        let _ = self.area.focus();
    }

    fn pressed(&self, event: &KeyboardEvent) {
        let in_with = page::is_at(event, &self.with);
        let in_field = in_with || page::is_at(event, &self.wanted);
        match event.key().as_str() {
            "Escape" => self.close(),
            // The enter key would send the form.
            "Enter" if in_field && event.shift_key() => self.previous(),
            "Enter" if in_with => self.replace(),
            "Enter" if in_field => self.next(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn found(&self, text: &str) -> Vec<Place> {
        places(text, &self.wanted.value(), self.minds_case.checked())
    }

    /// Goes to the first place behind where the text is read.
    fn begin_anew(&self) {
        let text = self.area.value();
        let found = self.found(&text);
        let from = edit::selected(&self.area, &text).start;
        let first = found.iter().position(|place| place.start >= from);
        self.show(&text, &found, first.unwrap_or(0));
    }

    fn next(&self) {
        self.step(1);
    }

    fn previous(&self) {
        self.step(-1);
    }

    fn step(&self, by: isize) {
        let text = self.area.value();
        let found = self.found(&text);
        let at = self.at.get().min(found.len());
        let next = match found.len() {
            0 => 0,
            count if by < 0 => (at + count - 1) % count,
            count => (at + 1) % count,
        };
        self.show(&text, &found, next);
    }

    /// Selects a place, brings it into sight and says which it is.
    fn show(&self, text: &str, found: &[Place], at: usize) {
        self.at.set(at);
        let Some(place) = found.get(at) else {
            let is_asked = !self.wanted.value().is_empty();
            self.say(if is_asked { "Not there" } else { "" });
            return;
        };
        edit::select(&self.area, text, (place.start, place.end));
        reveal::place(&self.area, text, place.start);
        self.say(&format!("{} of {}", at + 1, found.len()));
    }

    fn say(&self, words: &str) {
        self.told.set_text_content(Some(words));
    }

    /// Replaces the place that is shown and goes to the next.
    fn replace(&self) {
        let text = self.area.value();
        let found = self.found(&text);
        let Some(place) = found.get(self.at.get()) else {
            return;
        };
        let at = Selected {
            text: &text,
            start: place.start,
            end: place.end,
        };
        let edit = Edit::instead(&at, self.with.value());
        let behind = edit.select.0;
        edit::make(&self.area, &edit);
        let _ = self.with.focus();
        let text = self.area.value();
        let found = self.found(&text);
        let next = found.iter().position(|place| place.start >= behind);
        self.show(&text, &found, next.unwrap_or(0));
    }

    /// Replaces all places in one step, which one undo takes back.
    fn replace_all(&self) {
        let text = self.area.value();
        let found = self.found(&text);
        let (Some(first), Some(last)) = (found.first(), found.last()) else {
            return;
        };
        let (start, end) = (first.start, last.end);
        let with = places::replaced(&text, &found, &self.with.value());
        let behind = start + with.len();
        let edit = Edit {
            start,
            end,
            with,
            select: (behind, behind),
        };
        edit::make(&self.area, &edit);
        let _ = self.with.focus();
        let times = if found.len() == 1 { "place" } else { "places" };
        self.say(&format!("{} {times} replaced", found.len()));
    }
}
