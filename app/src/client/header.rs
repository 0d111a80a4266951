//! What changes in the header of an open page: where one is, and whether somebody is signed in. The
//! server has drawn it.

use leptos::prelude::document;
use web_sys::Element;

use super::signed_in::is_signed_in;
use crate::{address, model::query_value};

/// Marks where one is, and leads to the account or to the sign-in.
pub(crate) fn mark() {
    let (path, _) = address::current();
    if let Some(reviews) = find(".site-header__nav [href=\"/\"]") {
        let current = if path == "/" { "page" } else { "true" };
        let _ = reviews.set_attribute("aria-current", current);
    }
    let Some(account) = find(".site-header__account") else {
        return;
    };
    // The page that everybody shares does not know who reads it; the browser's cookie does.
    let is_own = account.get_attribute("href").as_deref() == Some("/account");
    let (text, href) = if is_own || is_signed_in() {
        ("Account", "/account".to_owned())
    } else {
        ("Sign in", ["/sign-in?next=", &query_value(&path)].concat())
    };
    let _ = account.set_attribute("href", &href);
    account.set_text_content(Some(text));
}

/// Takes the sign-in away that the page before asked for.
pub(crate) fn drop_sign_in() {
    if let Some(panel) = find(".sign-in--panel") {
        panel.remove();
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}
