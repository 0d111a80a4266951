//! The editor as the server drew it: its form, its text, and the parts that only a script has a use for.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTemplateElement};

use crate::page::{by_id, document, within};

/// The event of a text that was filled in by the page itself.
pub(crate) const FILLED: &str = "desk-filled";

/// The editor as the server drew it.
#[derive(Clone)]
pub(crate) struct Editor {
    /// The form with every field.
    pub(crate) form: web_sys::HtmlFormElement,
    /// The text.
    pub(crate) body: web_sys::HtmlTextAreaElement,
    /// The parts that only a script has a use for.
    kit: HtmlTemplateElement,
}

impl Editor {
    /// Finds it; none on a page that has no editor, such as a refusal.
    pub(crate) fn find() -> Option<Self> {
        Some(Self {
            form: by_id("editor")?,
            body: by_id("body")?,
            kit: by_id("editor-kit")?,
        })
    }

    /// Returns a part out of the template, to be put into the page.
    pub(crate) fn part(&self, name: &str) -> Option<HtmlElement> {
        let part = self
            .kit
            .content()
            .query_selector(&format!("[data-part={name}]"))
            .ok()??;
        part.clone_node_with_deep(true).ok()?.dyn_into().ok()
    }

    /// Finds something in the form.
    pub(crate) fn find_in_form<T: JsCast>(&self, selector: &str) -> Option<T> {
        self.form.query_selector(selector).ok()??.dyn_into().ok()
    }

    /// Returns the place above the form for what its writer has to be told.
    pub(crate) fn told() -> Option<Element> {
        let told = document()?.query_selector(".review-editor__told");
        told.ok()?
    }

    /// Takes away the two texts that the server drew, because the page shows them itself.
    pub(crate) fn drop_drawn_conflict() {
        let drawn = Self::told().and_then(|told| within::<Element>(&told, ".conflict"));
        if let Some(drawn) = drawn {
            drawn.remove();
        }
    }

    /// Returns what a field is called on the page.
    pub(crate) fn label_of(&self, name: &str) -> String {
        let spoken = match name {
            "body" => Some("Text".to_owned()),
            "film" => Some("Film".to_owned()),
            "rating" => Some("Rating".to_owned()),
            _ => None,
        };
        let drawn = || {
            let label: Element = self.find_in_form(&format!("label[for={name}]"))?;
            label.text_content()
        };
        let boxed = || {
            let field: Element = self.find_in_form(&format!("[name={name}]"))?;
            field.closest("label").ok()??.text_content()
        };
        let label = spoken.or_else(drawn).or_else(boxed);
        label.map_or_else(|| name.to_owned(), |label| label.trim().to_owned())
    }

    /// Returns the version that the form says it was begun with.
    pub(crate) fn version(&self) -> Option<i64> {
        self.form.get_attribute("data-version")?.parse().ok()
    }

    /// Says with what version the form goes on.
    pub(crate) fn set_version(&self, version: i64) {
        let version = version.to_string();
        let _ = self.form.set_attribute("data-version", &version);
        if let Some(field) = self.find_in_form::<HtmlInputElement>("input[name=version]") {
            field.set_value(&version);
        }
    }

    /// Presses the button that saves.
    pub(crate) fn press_save() {
        let button = document().and_then(|document| {
            let button = document.query_selector("button[form=editor][value=save]");
            button.ok()?
        });
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            button.click();
        }
    }

    /// Returns what the server said about the draft when it drew the page.
    pub(crate) fn saved_words() -> String {
        let line: Option<Element> = by_id("editor-state");
        let words: Option<Element> = line.and_then(|line| within(&line, "span:not(.cue)"));
        words
            .and_then(|words| words.text_content())
            .unwrap_or_default()
    }

    /// Tells whoever follows the text that the form was filled by the page itself.
    pub(crate) fn say_filled(&self) {
        if let Ok(event) = Event::new(FILLED) {
            let _ = self.body.dispatch_event(&event);
        }
    }

    /// Says in the document that the script has taken over, for tests and for whoever looks.
    pub(crate) fn say_ready(&self) {
        let _ = self.form.set_attribute("data-awake", "");
    }
}
