//! The front page.

#[cfg(feature = "ssr")]
mod front;

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::loaded::loaded;
#[cfg(feature = "hydrate")]
use super::loaded::read;
#[cfg(feature = "ssr")]
use front::front;
#[cfg(feature = "ssr")]
pub(crate) use front::to_html;

use crate::{
    AppError,
    components::{IntoWhole, Whole, feedback::ErrorPanel},
    model::HomePage,
};
#[cfg(feature = "ssr")]
use crate::{address::Address, server_fns::load_home};

/// Shows the latest reviews and what is being said about them.
#[cfg(feature = "ssr")]
#[component]
pub fn HomeScreen() -> impl IntoView {
    let address = Address::here();
    loaded(move || address.before(), load_home, show)
}

/// Shows the latest reviews as they were loaded.
#[cfg(feature = "hydrate")]
pub(crate) fn home_screen(text: &str) -> Whole {
    show(read(text))
}

fn show(page: Result<HomePage, AppError>) -> Whole {
    match page {
        Ok(page) => front(page),
        Err(error) => view! { <ErrorPanel error=error/> }.whole(),
    }
}

/// Shows the page as the server has drawn it.
#[cfg(feature = "hydrate")]
fn front(page: HomePage) -> Whole {
    use crate::components::{
        Drawn,
        layout::{Head, with_head},
    };

    let html = page.html.unwrap_or_default();
    let head = Head {
        title: html.title,
        ..Head::default()
    };
    with_head(
        head,
        Drawn {
            markup: html.body,
            before: "",
        },
    )
}
