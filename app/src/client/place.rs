//! Where one was: going back or forward leads to the same spot of a page with the same thing in
//! focus, and a page that is opened begins at its heading.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use leptos::prelude::{document, request_animation_frame, window, window_event_listener_untyped};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollRestoration};

/// A spot on a page.
#[derive(Clone, Default)]
struct Spot {
    /// How far the page is scrolled, in pixels.
    y: f64,
    /// What finds the element that had the focus; empty for none.
    focus: String,
}

thread_local! {
    /// The spots of the pages that were open in this tab, by path and query.
    static SPOTS: RefCell<HashMap<String, Spot>> = RefCell::default();
    /// The page that is open.
    static HERE: RefCell<String> = RefCell::default();
    /// Whether the page that is about to be drawn was gone back or forward to.
    static IS_RETURN: Cell<bool> = const { Cell::new(false) };
    /// Whether any page was drawn: the first came from the server with a spot of its own.
    static HAS_BEGUN: Cell<bool> = const { Cell::new(false) };
}

/// Begins to note spots.
pub(super) fn note_spots() {
    HERE.set(address());
    restore_by_itself(false);
    let _ = window_event_listener_untyped("scroll", |_| {
        note(|spot| spot.y = window().scroll_y().unwrap_or_default());
    });
    let _ = window_event_listener_untyped("focusin", |_| {
        let focus = document().active_element().map(|element| finder(&element));
        note(|spot| spot.focus = focus.unwrap_or_default());
    });
    let _ = window_event_listener_untyped("popstate", |_| {
        // Another anchor of the same page is not another page.
        let is_other = HERE.with_borrow(|here| *here != address());
        IS_RETURN.set(is_other);
    });
    // A page that is loaded again is put back by the browser, before its script has woken it up.
    let _ = window_event_listener_untyped("pagehide", |_| restore_by_itself(true));
    let _ = window_event_listener_untyped("pageshow", |_| restore_by_itself(false));
}

/// Takes the reader to their place on a page that was just drawn.
pub(crate) fn arrive() {
    if !HAS_BEGUN.replace(true) {
        return;
    }
    HERE.set(address());
    let spot = IS_RETURN
        .replace(false)
        .then(|| SPOTS.with_borrow(|spots| spots.get(&address()).cloned()))
        .flatten();
    let is_anchored = window().location().hash().is_ok_and(|hash| hash.len() > 1);
    request_animation_frame(move || match spot {
        Some(spot) => {
            window().scroll_to_with_x_and_y(0.0, spot.y);
            if !spot.focus.is_empty() {
                focus(&spot.focus);
            }
        }
        None if is_anchored => {}
        None => focus("main h1"),
    });
}

/// Notes that the page stays while its address changes: another part of its thread is shown.
pub(crate) fn stay() {
    HERE.set(address());
    IS_RETURN.set(false);
}

fn focus(selector: &str) {
    let Ok(Some(element)) = document().query_selector(selector) else {
        return;
    };
    if element.tag_name() == "H1" {
        let _ = element.set_attribute("tabindex", "-1");
    }
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

fn note(change: impl FnOnce(&mut Spot)) {
    // While the next page is on its way, what moves is no longer this one's.
    let here = HERE.with_borrow(String::clone);
    if here == address() {
        SPOTS.with_borrow_mut(|spots| change(spots.entry(here).or_default()));
    }
}

/// Writes what finds an element again: its id, or the address it leads to.
fn finder(element: &Element) -> String {
    let id = element.id();
    if !id.is_empty() {
        return format!("[id=\"{id}\"]");
    }
    match element.get_attribute("href") {
        Some(href) if !href.contains('"') => format!("main a[href=\"{href}\"]"),
        _ => String::new(),
    }
}

fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn restore_by_itself(does: bool) {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(if does {
            ScrollRestoration::Auto
        } else {
            ScrollRestoration::Manual
        });
    }
}
