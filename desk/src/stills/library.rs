//! Choosing a picture: one of the writer's own files, or one that is in the library.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{Stills, incoming};
use crate::{
    completing::{Hint, known},
    page,
    timer::Timer,
    writing::edit,
};

/// How long nothing is typed before the library is asked, in milliseconds.
const PAUSE: i32 = 200;

/// What a picture is chosen with.
pub(super) struct Choosing {
    group: HtmlElement,
    files: HtmlInputElement,
    words: HtmlInputElement,
    library: HtmlElement,
    none: Element,
    timer: Timer,
    /// Counts what was asked, so that a late answer does not take the place of a newer one.
    asked: Cell<u32>,
    /// Where in the text what is chosen will stand.
    place: Cell<Option<u32>>,
}

impl Choosing {
    /// Takes up what the server drew.
    pub(super) fn find(panel: &Element) -> Option<Self> {
        Some(Self {
            group: page::within(panel, "[data-choose]")?,
            files: page::within(panel, "input[type=file]")?,
            words: page::within(panel, "input[type=search]")?,
            library: page::within(panel, "[data-library]")?,
            none: page::within(panel, "[data-none]")?,
            timer: Timer::default(),
            asked: Cell::default(),
            place: Cell::default(),
        })
    }

    /// Minds what is pressed, chosen and typed.
    pub(super) fn listen(stills: &Rc<Stills>) {
        let choosing = &stills.choosing;
        let chosen = stills.clone();
        page::on(&choosing.files, "change", move |_: Event| {
            let choosing = &chosen.choosing;
            let files = incoming::listed(choosing.files.files());
            if let Some(at) = choosing
                .place
                .get()
                .and_then(|place| chosen.places.find(place))
            {
                chosen.take(files, at);
            }
            // The same file may be chosen again.
            choosing.files.set_value("");
            choosing.close(&chosen);
        });
        let typed = stills.clone();
        page::on(&choosing.words, "input", move |_: Event| {
            let stills = typed.clone();
            typed.choosing.timer.set(PAUSE, move || ask(&stills));
        });
        let pressed = stills.clone();
        page::on(&choosing.group, "click", move |event: Event| {
            let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
            let near = |selector| target.as_ref()?.closest(selector).ok().flatten();
            if near("[data-do=close]").is_some() {
                pressed.choosing.close(&pressed);
            } else if let Some(markdown) =
                near(".still-pick").and_then(|it| it.get_attribute("data-value"))
            {
                pressed.choosing.pick(&pressed, markdown);
            }
        });
        let keys = stills.clone();
        page::on(&choosing.group, "keydown", move |event: KeyboardEvent| {
            let choosing = &keys.choosing;
            match event.key().as_str() {
                "Escape" => choosing.close(&keys),
                // The enter key would send the form.
                "Enter" if page::is_at(&event, &choosing.words) => ask(&keys),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        });
    }

    /// Opens it, or closes it where it is open.
    pub(super) fn toggle(&self, stills: &Rc<Stills>) {
        if !self.group.hidden() {
            self.close(stills);
            return;
        }
        let text = stills.editor.body.value();
        let at = edit::selected(&stills.editor.body, &text).end;
        self.place.set(Some(stills.places.keep(&text, at)));
        self.group.set_hidden(false);
        let _ = self.files.focus();
        ask(stills);
    }

    fn close(&self, stills: &Rc<Stills>) {
        self.group.set_hidden(true);
        self.timer.clear();
        if let Some(place) = self.place.take() {
            stills.places.forget(place);
        }
        let _ = stills.editor.body.focus();
    }

    /// Puts one of the library into the text.
    fn pick(&self, stills: &Rc<Stills>, markdown: String) {
        let Some(place) = self.place.take() else {
            return;
        };
        self.close(stills);
        let stills = stills.clone();
        spawn_local(async move {
            stills.put_in(place, &markdown).await;
        });
    }

    /// Shows what was found: what is written into the text, what it is called, and its smallest copy.
    fn show(&self, stills: &Stills, found: Option<Vec<Hint>>) {
        self.library.set_text_content(None);
        let is_all = self.words.value().trim().is_empty();
        let word = match &found {
            None => "Unread",
            Some(found) if !found.is_empty() => "",
            Some(_) if is_all => "Empty",
            Some(_) => "None",
        };
        self.none.set_text_content(Some(&stills.words(word)));
        for hint in found.unwrap_or_default() {
            let Some(button) = stills.editor.part("still-pick") else {
                return;
            };
            let _ = button.set_attribute("data-value", &hint.value);
            if let Some(image) = page::within::<Element>(&button, "img") {
                let _ = image.set_attribute("src", &hint.note);
            }
            if let Some(name) = page::within::<Element>(&button, "span") {
                name.set_text_content(Some(&hint.label));
            }
            let _ = self.library.append_child(&button);
        }
    }
}

/// Asks for what the words stand for, and shows it unless something newer was asked.
fn ask(stills: &Rc<Stills>) {
    let stills = stills.clone();
    spawn_local(async move {
        let choosing = &stills.choosing;
        let asked = choosing.asked.get() + 1;
        choosing.asked.set(asked);
        let found = known("stills", &choosing.words.value()).await;
        if choosing.asked.get() == asked {
            choosing.show(&stills, found);
        }
    });
}
