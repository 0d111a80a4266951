//! Focus, scrolling, and what lies in the window.

use std::time::Duration;

use leptos::prelude::{document, request_animation_frame, set_timeout, window};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    Element, FocusOptions, HtmlElement, HtmlFormElement, HtmlTextAreaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

use crate::{components::comment::Conversation, model::CommentId};

/// How long a comment lies in the window before it counts as seen.
const SEEN_AFTER: Duration = Duration::from_secs(4);

/// Moves the focus to an element once it is drawn, and the page no further than needed.
pub(crate) fn focus(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            show_and_focus(&element);
        }
    });
}

/// Moves the focus to a comment once it is drawn.
pub(crate) fn focus_comment(id: CommentId) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&format!("comment-{id}")) {
            let _ = element.set_attribute("tabindex", "-1");
            show_and_focus(&element);
        }
    });
}

/// Moves the focus to the first element of a form that a selector finds, once it is drawn.
pub(crate) fn focus_first(form: &HtmlFormElement, selector: &'static str) {
    let form = form.clone();
    request_animation_frame(move || {
        if let Ok(Some(element)) = form.query_selector(selector) {
            let _ = element.set_attribute("tabindex", "-1");
            show_and_focus(&element);
        }
    });
}

fn show_and_focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Returns the element that has the focus.
pub(crate) fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Gives the focus back to an element that lost it by being moved.
pub(crate) fn refocus(element: Option<HtmlElement>) {
    request_animation_frame(move || {
        if let Some(element) = element.filter(|element| element.is_connected()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    });
}

/// Finds an element of a kind by its id.
pub(crate) fn element<E: wasm_bindgen::JsCast>(id: &str) -> Option<E> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// What the reader looks at, so that it stays where it is when something is put in above it.
pub(crate) struct Anchor(Option<(Element, f64)>);

impl Anchor {
    /// Notes what lies in the middle of the window, where the browser does not do so itself.
    pub(crate) fn take() -> Self {
        let does_itself =
            web_sys::css::supports_with_value("overflow-anchor", "auto").unwrap_or_default();
        if does_itself {
            return Self(None);
        }
        let size = |value: Result<JsValue, JsValue>| {
            value
                .ok()
                .and_then(|value| value.as_f64())
                .unwrap_or_default()
        };
        let (width, height) = (size(window().inner_width()), size(window().inner_height()));
        #[expect(clippy::cast_possible_truncation, reason = "half a window's size")]
        let element = document().element_from_point((width / 2.0) as f32, (height / 2.0) as f32);
        Self(element.map(|element| {
            let top = element.get_bounding_client_rect().top();
            (element, top)
        }))
    }

    /// Brings it back to where it was, once the page is drawn again.
    pub(crate) fn hold(self) {
        let Some((element, top)) = self.0 else { return };
        request_animation_frame(move || {
            let moved = element.get_bounding_client_rect().top() - top;
            if element.is_connected() && moved != 0.0 {
                window().scroll_by_with_x_and_y(0.0, moved);
            }
        });
    }
}

/// Takes the marks off new comments once they have lain in the window for a while.
pub(crate) fn watch_unseen(conversation: Conversation, id: CommentId) {
    set_timeout(move || look(conversation, id), SEEN_AFTER);
}

fn look(conversation: Conversation, id: CommentId) {
    let is_waiting = conversation
        .unseen
        .peek(|unseen| unseen.iter().any(|one| one.id == id));
    if !is_waiting {
        return;
    }
    let element = document().get_element_by_id(&format!("comment-{id}"));
    if element.is_some_and(|element| is_in_window(&element)) {
        conversation.see(id);
    } else {
        set_timeout(move || look(conversation, id), SEEN_AFTER);
    }
}

fn is_in_window(element: &Element) -> bool {
    let rect = element.get_bounding_client_rect();
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    !document().hidden() && rect.top() < height.unwrap_or_default() && rect.bottom() > 0.0
}

/// Makes a key with which sending something again does nothing twice: a `UUIDv7` (RFC 9562, 5.7).
pub(crate) fn new_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970 take 48 bits"
    )]
    let now = js_sys::Date::now() as u64;
    bytes[..6].copy_from_slice(&now.to_be_bytes()[2..]);
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut key = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if [4, 6, 8, 10].contains(&at) {
            key.push('-');
        }
        for digit in [byte >> 4, byte & 0x0f] {
            key.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    key
}

/// Loads the page again when the server has another release than the one that runs here, as soon
/// as nothing is being typed.
pub(crate) fn renew(build: String) {
    const DONE: &str = "foyer-renewed";
    let root = document().document_element();
    let here = root
        .and_then(|root| root.get_attribute("data-build"))
        .unwrap_or_default();
    if build.is_empty() || here.is_empty() || build == here {
        return;
    }
    let store = window().session_storage().ok().flatten();
    let done = store.as_ref().and_then(|store| store.get_item(DONE).ok()?);
    if done.as_deref() == Some(build.as_str()) {
        return;
    }
    if is_typing() {
        set_timeout(move || renew(build), Duration::from_secs(15));
        return;
    }
    if let Some(store) = store {
        let _ = store.set_item(DONE, &build);
    }
    let _ = window().location().reload();
}

fn is_typing() -> bool {
    let has_focus = document()
        .active_element()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT"));
    let Ok(areas) = document().query_selector_all("textarea") else {
        return has_focus;
    };
    let has_text = (0..areas.length()).any(|at| {
        areas
            .item(at)
            .and_then(|node| node.dyn_into::<HtmlTextAreaElement>().ok())
            .is_some_and(|area| !area.value().is_empty())
    });
    has_focus || has_text
}

/// Notes on the document that its script has woken it up, for tests and style sheets.
pub(super) fn note_awake() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-awake", "");
    }
}
