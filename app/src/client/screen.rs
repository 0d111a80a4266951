//! The screen of an open page: woken up where the server has drawn it, drawn anew where one goes.

use codee::string::FromToStringCodec;
use leptos::prelude::*;

use super::{going, header};
use crate::{
    address::{self, Address},
    components::{Drawn, IntoWhole as _, Whole},
    model::ReviewId,
    pages::{home_screen, review_screen},
};

/// A page that wakes up in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The front page, or the reviews older than one.
    Home(Option<ReviewId>),
    /// A review.
    Review(String),
    /// Any other, which needs no script.
    Other,
}

/// The page that is shown: which screen, and what was loaded for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The screen.
    pub(crate) screen: Screen,
    /// What was loaded for it, as it came.
    pub(crate) text: String,
    /// Whether it stands in the document as the server has sent it.
    pub(crate) is_sent: bool,
}

impl Screen {
    /// Returns the page at a path with a query.
    pub(crate) fn of(path: &str, search: &str) -> Self {
        if path == "/" {
            let mut pairs = search.trim_start_matches('?').split('&');
            let before = pairs.find_map(|pair| pair.strip_prefix("before=")?.parse().ok());
            return Self::Home(before);
        }
        match path
            .strip_prefix("/reviews/")
            .map(|slug| slug.trim_end_matches('/'))
        {
            Some(slug) if !slug.is_empty() && !slug.contains('/') => Self::Review(slug.to_owned()),
            _ => Self::Other,
        }
    }
}

impl Shown {
    /// Draws the page, or wakes it up. What says that there is none stays as it was sent; what was
    /// fetched and is not understood comes from another release, so the page is loaded instead.
    fn show(&self) -> Whole {
        let page = match self.screen {
            Screen::Home(_) => home_screen(&self.text),
            Screen::Review(_) => review_screen(&self.text),
            Screen::Other => None,
        };
        if page.is_none() && !self.is_sent {
            let _ = window().location().reload();
        }
        page.unwrap_or_else(|| Drawn::default().whole())
    }
}

/// Wakes up the page that the server has sent.
pub(super) fn wake() {
    let Some(main) = super::element("main") else {
        return;
    };
    let owner = leptos::mount::hydrate_from(main, || {
        let (path, search) = address::current();
        let screen = Screen::of(&path, &search);
        let text = if screen == Screen::Other {
            String::new()
        } else {
            SharedValue::<String, FromToStringCodec>::new_with_encoding(String::new).into_inner()
        };
        let shown = RwSignal::new(Shown {
            screen,
            text,
            is_sent: true,
        });
        going::begin(shown, Address::here());
        move || shown.with(Shown::show)
    });
    // The page lives as long as the document.
    owner.forget();
    header::mark();
}
