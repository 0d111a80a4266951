//! Going from page to page without loading the document: a link is followed once its page has
//! come, so the one that is read stays until then.

use std::{cell::Cell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::{
    header,
    screen::{Screen, Shown},
};
use crate::{
    address::{self, Address},
    client,
    model::ThreadQuery,
    routes::wakes_up,
    server_fns,
};

#[derive(Clone)]
struct Going {
    shown: RwSignal<Shown>,
    address: Address,
    /// Counts the pages gone to: one that comes too late is not shown.
    turn: Rc<Cell<u32>>,
}

/// Begins to follow links, and the ways back and forward.
pub(crate) fn begin(shown: RwSignal<Shown>, address: Address) {
    let going = SendWrapper::new(Going {
        shown,
        address,
        turn: Rc::default(),
    });
    let back = going.clone();
    let _ = window_event_listener_untyped("popstate", move |_| back.go(None));
    let follow = Closure::<dyn FnMut(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(link) = link_of(&event) {
            event.prevent_default();
            going.go(Some(link));
        }
    });
    let _ = document().add_event_listener_with_callback("click", follow.as_ref().unchecked_ref());
    // It listens as long as the document is there.
    drop(follow.into_js_value());
}

/// Returns the link that a click follows to a page that wakes up; what else there is to a click is
/// the browser's matter.
fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let has_key = event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || has_key {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let is_own = link.target().is_empty()
        && !link.has_attribute("download")
        && !link.rel_list().contains("external")
        && Ok(link.origin()) == window().location().origin()
        && wakes_up(&link.pathname());
    is_own.then_some(link)
}

/// Loads what a screen shows, as it comes; none where the page has to be loaded as a whole.
async fn load(screen: &Screen, search: &str) -> Option<String> {
    let path = match screen {
        Screen::Home(before) => server_fns::home_path(*before),
        Screen::Review(slug) => server_fns::review_page_path(slug, ThreadQuery::parse(search)),
        Screen::Other => return None,
    };
    client::page(path).await
}

impl Going {
    /// Goes where a link leads, or to where the browser has gone.
    fn go(&self, link: Option<HtmlAnchorElement>) {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let (path, search) = match &link {
            Some(link) => (link.pathname(), link.search()),
            None => address::current(),
        };
        let screen = Screen::of(&path, &search);
        if self.shown.with_untracked(|shown| shown.screen == screen) {
            self.arrive(link.as_ref());
            return;
        }
        let going = self.clone();
        spawn_local(async move {
            let text = load(&screen, &search).await;
            if going.turn.get() != turn {
                return;
            }
            match text {
                Some(text) => {
                    header::drop_sign_in();
                    going.arrive(link.as_ref());
                    going.shown.set(Shown {
                        screen,
                        text,
                        is_sent: false,
                    });
                }
                // What there is to say instead the server says, or the browser.
                None => leave(link.as_ref()),
            }
        });
    }

    fn arrive(&self, link: Option<&HtmlAnchorElement>) {
        if let Some(link) = link
            && let Ok(history) = window().history()
        {
            let href = link.href();
            if window().location().href().as_ref() != Ok(&href) {
                let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&href));
            }
            request_animation_frame(scroll);
        }
        self.address.renew();
        header::mark();
    }
}

/// Leaves the page for one that has to be loaded.
fn leave(link: Option<&HtmlAnchorElement>) {
    let location = window().location();
    let _ = match link {
        Some(link) => location.assign(&link.href()),
        None => location.reload(),
    };
}

/// Scrolls to the anchor that the address names, or to the top.
fn scroll() {
    let hash = window().location().hash().unwrap_or_default();
    let id = hash.strip_prefix('#').unwrap_or_default();
    match document().get_element_by_id(id) {
        Some(element) => element.scroll_into_view(),
        None => window().scroll_to_with_x_and_y(0.0, 0.0),
    }
}
