//! Reading.

#[cfg(feature = "hydrate")]
use crate::client;
use crate::{
    AppError,
    model::{HomePage, ReviewId, ReviewPage, ThreadQuery, ViewerState},
};

/// Loads the front page, or the reviews older than one.
///
/// # Errors
/// [`AppError`] when it cannot be had.
pub async fn load_home(before: Option<ReviewId>) -> Result<HomePage, AppError> {
    #[cfg(feature = "ssr")]
    return super::request()?.0.reviews.home(before).await;
    #[cfg(feature = "hydrate")]
    return client::get(&match before {
        Some(before) => format!("/api/reviews/home?before={before}"),
        None => "/api/reviews/home".to_owned(),
    })
    .await;
}

/// Loads a review with the part of its thread that an address asks for.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such review.
pub async fn load_review_page(slug: String, query: ThreadQuery) -> Result<ReviewPage, AppError> {
    #[cfg(feature = "ssr")]
    {
        use leptos::prelude::use_context;

        use crate::{context, error::Thing};
        let slug = slug
            .parse()
            .map_err(|_| AppError::NotFound(Thing::Review))?;
        let viewer = use_context::<context::RenderFor>().and_then(|render_for| render_for.0);
        let notes = use_context::<context::RenderNotes>();
        let page = super::request()?
            .0
            .reviews
            .review_page(&slug, query, viewer)
            .await?;
        if let Some(notes) = notes {
            notes.note(context::Shows::Review(page.review.id));
        }
        Ok(page)
    }
    #[cfg(feature = "hydrate")]
    {
        // The whole query goes as one value, so its separators are written as what they stand for.
        let query = query
            .to_query()
            .replace('&', "%26")
            .replace('=', "%3D")
            .replace('?', "");
        client::get(&format!("/api/reviews/page?slug={slug}&query={query}")).await
    }
}

/// Loads what everybody's review page lacks for its viewer.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such review.
pub async fn load_viewer_state(slug: String) -> Result<ViewerState, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::error::Thing;
        let (backend, viewer) = super::request()?;
        let slug = slug
            .parse()
            .map_err(|_| AppError::NotFound(Thing::Review))?;
        backend.reviews.viewer_state(&slug, viewer).await
    }
    #[cfg(feature = "hydrate")]
    client::get(&format!("/api/reviews/viewer?slug={slug}")).await
}

#[cfg(feature = "ssr")]
mod endpoints {
    //! The addresses that the browser's half fetches.

    use leptos::{prelude::*, server_fn::codec::GetUrl};

    use super::{load_home, load_review_page, load_viewer_state};
    use crate::{
        AppError,
        context::RenderFor,
        model::{HomePage, ReviewId, ReviewPage, ThreadQuery, Viewer, ViewerState},
        server_fns::with_status,
    };

    #[server(prefix = "/api", endpoint = "reviews/home", input = GetUrl)]
    async fn read_home(#[server(default)] before: Option<ReviewId>) -> Result<HomePage, AppError> {
        with_status(load_home(before).await)
    }

    #[server(prefix = "/api", endpoint = "reviews/page", input = GetUrl)]
    async fn read_page(
        slug: String,
        #[server(default)] query: String,
    ) -> Result<ReviewPage, AppError> {
        provide_context(RenderFor(use_context::<Viewer>()));
        let query = ThreadQuery::parse(&query);
        with_status(load_review_page(slug, query).await)
    }

    #[server(prefix = "/api", endpoint = "reviews/viewer", input = GetUrl)]
    async fn read_viewer(slug: String) -> Result<ViewerState, AppError> {
        with_status(load_viewer_state(slug).await)
    }
}
