//! The document: finding what the server drew, taking parts out of its template, and hearing what is done.

use js_sys::JsString;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, HtmlTemplateElement,
    Window,
};

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
        let part = find_in(&self.kit.content(), &format!("[data-part={name}]"))?;
        part.clone_node_with_deep(true).ok()?.dyn_into().ok()
    }

    /// Finds something in the form.
    pub(crate) fn find_in_form<T: JsCast>(&self, selector: &str) -> Option<T> {
        self.form.query_selector(selector).ok()??.dyn_into().ok()
    }

    /// Returns the place above the form for what its writer has to be told.
    pub(crate) fn told(&self) -> Option<Element> {
        let told = document()?.query_selector(".review-editor__told");
        told.ok()?
    }

    /// Takes away the two texts that the server drew, because the page shows them itself.
    pub(crate) fn drop_drawn_conflict(&self) {
        let drawn = self
            .told()
            .and_then(|told| within::<Element>(&told, ".conflict"));
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
    pub(crate) fn press_save(&self) {
        let button = document().and_then(|document| {
            let button = document.query_selector("button[form=editor][value=save]");
            button.ok()?
        });
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            button.click();
        }
    }

    /// Returns what the server said about the draft when it drew the page.
    pub(crate) fn saved_words(&self) -> String {
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

/// Returns the window.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// Returns the document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// Finds an element by its id.
pub(crate) fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Finds something in a part that is not in the page yet.
fn find_in(part: &web_sys::DocumentFragment, selector: &str) -> Option<Element> {
    part.query_selector(selector).ok()?
}

/// Finds something inside an element.
pub(crate) fn within<T: JsCast>(element: &Element, selector: &str) -> Option<T> {
    element.query_selector(selector).ok()??.dyn_into().ok()
}

/// Finds everything of a kind inside an element.
pub(crate) fn all_within<T: JsCast>(element: &Element, selector: &str) -> Vec<T> {
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    let nodes = (0..found.length()).filter_map(|at| found.item(at));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Returns the document's own element.
pub(crate) fn root() -> Option<Element> {
    document()?.document_element()
}

/// Has something done whenever an event comes, as long as the page is open.
pub(crate) fn on<E: JsCast>(target: &EventTarget, event: &str, mut then: impl FnMut(E) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| then(event.unchecked_into()));
    let _ = target.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Says whether an event came to an element itself.
pub(crate) fn is_at(event: &Event, element: &EventTarget) -> bool {
    event.target().is_some_and(|target| target == *element)
}

/// Brings a text into NFC, as the browser knows it.
pub(crate) fn nfc(text: &str) -> String {
    let text: JsString = text.into();
    text.normalize("NFC").into()
}

/// Has something done when the browser has nothing else to do, at the latest after so many milliseconds.
pub(crate) fn when_idle(latest: u32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    let Some(window) = window() else { return };
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(latest);
    // Not every browser has it.
    let asks = js_sys::Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false);
    let _ = if asks {
        window
            .request_idle_callback_with_options(then.unchecked_ref(), &options)
            .map(|_| 0)
    } else {
        window.set_timeout_with_callback(then.unchecked_ref())
    };
}

/// Returns a word that no other tab and no other save has.
pub(crate) fn random_word() -> String {
    let mut bytes = [0_u8; 16];
    let filled = window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        return format!("{}-{}", js_sys::Date::now(), js_sys::Math::random());
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Waits so many milliseconds.
pub(crate) async fn pause(after: i32) {
    let waiting = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, after);
        }
    });
    // It cannot be refused.
    let _ = wasm_bindgen_futures::JsFuture::from(waiting).await;
}

/// Says what time it is here, as one reads it from a clock.
pub(crate) fn time_of_day() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}

/// Says whether the browser believes that there is a network.
pub(crate) fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Loads the page again.
pub(crate) fn load_again() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}
