//! What was typed and not sent, kept in the browser: one draft for each review and comment
//! answered, or changed. A draft goes when it is sent or emptied, and for no other reason.
//!
//! The text stays for good (local storage). Name, address and website stay only as long as the tab
//! (session storage), unless the reader asks the site to remember them.

use leptos::prelude::window;
use web_sys::Storage;

use crate::model::{CommentId, ReviewId};

const PREFIX: &str = "foyer-draft";

/// Returns the name of a draft: under a review, in answer to a comment, or changing one.
pub(crate) fn key(review: ReviewId, comment: Option<CommentId>, is_edit: bool) -> String {
    let act = if is_edit { "edit" } else { "reply" };
    format!("{PREFIX}:{review}:{act}:{}", comment.map_or(0, |id| id.0))
}

/// Finds a draft.
pub(crate) fn find(key: &str) -> Option<String> {
    text_store()?.get_item(key).ok()?
}

/// Keeps a text as it is typed; an empty one is no draft.
pub(crate) fn keep(key: &str, text: &str) {
    let Some(store) = text_store() else { return };
    // A full store or a forbidden one is no reason to keep anybody from writing.
    let _ = if text.is_empty() {
        store.remove_item(key)
    } else {
        store.set_item(key, text)
    };
}

/// Drops a draft that was sent, unless another tab has written something else under its name.
pub(crate) fn sent(key: &str, text: &str) {
    if find(key).as_deref() == Some(text) {
        keep(key, "");
    }
}

/// Lists the comments under a review with an unsent answer, or an unsent change.
pub(crate) fn list(review: ReviewId) -> Vec<(CommentId, bool)> {
    let prefix = format!("{PREFIX}:{review}:");
    let Some(store) = text_store() else {
        return Vec::new();
    };
    let length = store.length().unwrap_or_default();
    (0..length)
        .filter_map(|at| {
            let key = store.key(at).ok()??;
            let (act, id) = key.strip_prefix(&prefix)?.split_once(':')?;
            Some((id.parse().ok()?, act == "edit"))
        })
        .filter(|(id, _)| *id != CommentId(0))
        .collect()
}

/// Finds what was typed into a field of the writer's own in this tab.
pub(crate) fn find_field(name: &str) -> Option<String> {
    let store = window().session_storage().ok()??;
    store.get_item(&field_key(name)).ok()?
}

/// Keeps a field of the writer's own as long as the tab.
pub(crate) fn keep_field(name: &str, value: &str) {
    if let Ok(Some(store)) = window().session_storage() {
        let _ = store.set_item(&field_key(name), value);
    }
}

fn field_key(name: &str) -> String {
    format!("{PREFIX}:{name}")
}

fn text_store() -> Option<Storage> {
    window().local_storage().ok()?
}
