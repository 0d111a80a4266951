//! The browser's half of what no component can do by itself.
//!
//! - `fetch`: plain fetches of plain JSON
//! - `form`: a form that stands on the page
//! - `drafts`: what was typed, kept in the browser until it is sent
//! - `stream`: the events of a review, over one stream for all tabs
//! - `page`: focus, scrolling, and what lies in the window
//! - `screen`: which page is open
//! - `going`: from page to page
//! - `header`: what changes in the header
//! - `place`: where one was, when one goes back or forward

pub(crate) mod drafts;
mod fetch;
pub(crate) mod form;
mod going;
mod header;
mod page;
mod place;
mod screen;
mod signed_in;
pub(crate) mod stream;

pub(crate) use fetch::{decode, get, page, submit};
pub(crate) use page::{
    Anchor, element, focus, focus_comment, focus_first, focused, new_key, refocus, watch_unseen,
};
pub(crate) use place::{arrive, stay};

/// Wakes up the page that the server has sent, and begins what belongs to no single page.
pub fn begin() {
    screen::wake();
    place::note_spots();
    page::note_awake();
}
