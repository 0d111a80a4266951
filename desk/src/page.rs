//! The document: finding and hearing things, and what else the browser is asked for.

use js_sys::JsString;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Document, Element, Event, EventTarget, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

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

/// Says whether two are one and the same element.
pub(crate) fn is_same(one: &Element, other: &Element) -> bool {
    one.is_same_node(Some(other))
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
    u128::from_le_bytes(bytes).to_string()
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

/// Scrolls no further than it takes to see an element.
pub(crate) fn bring_near(element: &Element) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}
