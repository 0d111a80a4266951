//! The toolbar: one stop of the tab key, between whose buttons the arrow keys go.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};

use crate::{editor::Editor, page};

/// The toolbar above the text.
#[derive(Clone)]
pub(super) struct Toolbar(HtmlElement);

impl Toolbar {
    /// Puts it above the text.
    pub(super) fn find(editor: &Editor) -> Option<Self> {
        let bar = editor.part("toolbar")?;
        let write: Element = editor.find_in_form(".review-editor__write")?;
        write
            .insert_before(&bar, write.first_child().as_ref())
            .ok()?;
        let toolbar = Self(bar.clone());
        for (at, button) in toolbar.buttons().iter().enumerate() {
            button.set_tab_index(if at == 0 { 0 } else { -1 });
        }
        let keys = toolbar.clone();
        page::on(&bar, "keydown", move |event: KeyboardEvent| {
            keys.pressed(&event);
        });
        // The text keeps its selection and the keyboard of a phone stays.
        page::on(&bar, "mousedown", |event: Event| event.prevent_default());
        Some(toolbar)
    }

    /// Calls `then` with the word of a button that is pressed.
    pub(super) fn on_press(&self, then: impl Fn(String) + 'static) {
        page::on(&self.0, "click", move |event: Event| {
            let at: Option<Element> = event.target().and_then(|at| at.dyn_into().ok());
            let button = at.and_then(|at| at.closest("[data-do]").ok().flatten());
            if let Some(word) = button.and_then(|button| button.get_attribute("data-do")) {
                then(word);
            }
        });
    }

    /// Shows a button as pressed, or not.
    pub(super) fn press(&self, word: &str, is_pressed: bool) {
        let button: Option<Element> = page::within(&self.0, &format!("[data-do={word}]"));
        if let Some(button) = button {
            let _ = button.set_attribute("aria-pressed", if is_pressed { "true" } else { "false" });
        }
    }

    fn buttons(&self) -> Vec<HtmlElement> {
        page::all_within(&self.0, "button")
    }

    fn pressed(&self, event: &KeyboardEvent) {
        let buttons = self.buttons();
        let target: Option<Node> = event.target().and_then(|at| at.dyn_into().ok());
        let here = target.and_then(|target| {
            let is_here = |button: &HtmlElement| button.contains(Some(&target));
            buttons.iter().position(is_here)
        });
        let Some(here) = here else { return };
        let count = buttons.len();
        let next = match event.key().as_str() {
            "ArrowRight" => (here + 1) % count,
            "ArrowLeft" => (here + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        buttons[here].set_tab_index(-1);
        buttons[next].set_tab_index(0);
        let _ = buttons[next].focus();
    }
}
