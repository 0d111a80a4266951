//! The browser's half of what no component can do by itself.
//!
//! - `fetch`: plain fetches of plain JSON
//! - `drafts`: what was typed, kept in the browser until it is sent
//! - `stream`: the events of a review, over one stream for all tabs
//! - `page`: focus, scrolling, and what lies in the window
//! - `going`: from page to page
//! - `place`: where one was, when one goes back or forward

pub(crate) mod drafts;
mod fetch;
pub(crate) mod going;
mod page;
mod place;
mod signed_in;
pub(crate) mod stream;

pub(crate) use place::{arrive, stay};
pub(crate) use signed_in::is_signed_in;

pub(crate) use fetch::{decode, get, outcome, submit};
pub(crate) use page::{
    Anchor, clear, element, field, focus, focus_comment, focus_first, focused, new_key, on_input,
    refocus, watch_unseen,
};

/// Begins what belongs to no single page, once the first one is awake.
pub fn begin() {
    place::note_spots();
    page::note_awake();
}
