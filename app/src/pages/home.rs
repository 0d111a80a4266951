//! The front page. The server alone draws it.

#[cfg(feature = "ssr")]
mod front;

#[cfg(feature = "ssr")]
pub use server::HomeScreen;

#[cfg(feature = "hydrate")]
pub(crate) use browser::home_screen;
#[cfg(feature = "ssr")]
pub(crate) use front::to_html;

#[cfg(feature = "ssr")]
mod server {
    use leptos::prelude::*;

    use super::{super::loaded::loaded, front::front};
    use crate::{
        AppError,
        address::Address,
        components::{IntoWhole, Whole, feedback::ErrorPanel},
        model::HomePage,
        server_fns::load_home,
    };

    /// Shows the latest reviews and what is being said about them.
    #[component]
    pub fn HomeScreen() -> impl IntoView {
        let address = Address::here();
        loaded(load_home(untrack(|| address.before())), show)
    }

    fn show(page: Result<HomePage, AppError>) -> Whole {
        match page {
            Ok(page) => front(page),
            Err(error) => view! { <ErrorPanel error=error/> }.whole(),
        }
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::{
        components::{
            Drawn, Whole,
            layout::{Head, with_head},
        },
        model::{HomePage, read_page},
    };

    /// Shows the front page as it was loaded; none where there is something else to say.
    pub(crate) fn home_screen(text: &str) -> Option<Whole> {
        let page: HomePage = read_page(text)?;
        let html = page.html.unwrap_or_default();
        let head = Head { title: html.title };
        Some(with_head(head, Drawn::rest(html.body)))
    }
}
