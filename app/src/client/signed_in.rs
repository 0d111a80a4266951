//! Whether somebody seems to be signed in with this browser.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// Says whether the browser holds the cookie that tells that somebody is signed in; who it is, and
/// whether that still holds, is the server's to say.
pub(crate) fn is_signed_in() -> bool {
    let document: web_sys::HtmlDocument = document().unchecked_into();
    let cookies = document.cookie().unwrap_or_default();
    let mut names = cookies
        .split(';')
        .filter_map(|pair| pair.trim().split('=').next());
    names.any(|name| name == "foyer-signed-in" || name == "__Host-signed-in")
}
