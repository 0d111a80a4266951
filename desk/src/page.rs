//! The document: finding what the server drew, taking parts out of its template, and hearing what is done.

use js_sys::JsString;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlTemplateElement, Window};

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

/// Has something done whenever an event comes, as long as the page is open.
pub(crate) fn on<E: JsCast>(target: &EventTarget, event: &str, mut then: impl FnMut(E) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| then(event.unchecked_into()));
    let _ = target.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Brings a text into NFC, as the browser knows it.
pub(crate) fn nfc(text: &str) -> String {
    let text: JsString = text.into();
    text.normalize("NFC").into()
}

/// Has something done when the browser has nothing else to do, at the latest after a third of a second.
pub(crate) fn when_idle(then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    let Some(window) = window() else { return };
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(300);
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
