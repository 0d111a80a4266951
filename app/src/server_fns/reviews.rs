//! Reading.

#[cfg(feature = "hydrate")]
use crate::client;
#[cfg(feature = "ssr")]
use crate::model::HomePage;
use crate::{
    AppError,
    model::{ReviewId, ReviewPage, ThreadQuery, ViewerState},
};

/// Loads the front page, or the reviews older than one.
///
/// # Errors
/// [`AppError`] when it cannot be had.
#[cfg(feature = "ssr")]
pub async fn load_home(before: Option<ReviewId>) -> Result<HomePage, AppError> {
    super::request()?.0.reviews.home(before).await
}

/// Returns the path at which a browser fetches the front page, or the reviews older than one.
#[cfg(feature = "hydrate")]
pub fn home_path(before: Option<ReviewId>) -> String {
    match before {
        Some(before) => format!("/api/reviews/home?before={before}"),
        None => "/api/reviews/home".to_owned(),
    }
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
    client::get(&review_page_path(&slug, query)).await
}

/// Returns the path at which a browser fetches a review with a part of its thread.
#[cfg(feature = "hydrate")]
pub fn review_page_path(slug: &str, query: ThreadQuery) -> String {
    // The whole query goes as one value, so its separators are written as what they stand for.
    let query = query
        .to_query()
        .replace('&', "%26")
        .replace('=', "%3D")
        .replace('?', "");
    format!("/api/reviews/page?slug={slug}&query={query}")
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
        components::{moderation::moderation_html, review::ReviewParts},
        context::RenderFor,
        model::{
            HomeHtml, HomePage, Markup, ReviewHtml, ReviewId, ReviewPage, ThreadQuery, Viewer,
            ViewerState, WithHtml,
        },
        pages,
        server_fns::with_status,
    };

    #[server(prefix = "/api", endpoint = "reviews/home", input = GetUrl)]
    async fn read_home(
        #[server(default)] before: Option<ReviewId>,
    ) -> Result<WithHtml<HomePage, HomeHtml>, AppError> {
        let page = with_status(load_home(before).await)?;
        let html = pages::home_html(&page);
        Ok(WithHtml { page, html })
    }

    #[server(prefix = "/api", endpoint = "reviews/page", input = GetUrl)]
    async fn read_page(
        slug: String,
        #[server(default)] query: String,
    ) -> Result<WithHtml<ReviewPage, ReviewHtml>, AppError> {
        provide_context(RenderFor(use_context::<Viewer>()));
        let query = ThreadQuery::parse(&query);
        let mut page = with_status(load_review_page(slug, query).await)?;
        let html = ReviewParts::of(&page).to_html(&page);
        // It is in what is drawn.
        page.review.body = Markup(None);
        Ok(WithHtml { page, html })
    }

    #[server(prefix = "/api", endpoint = "reviews/viewer", input = GetUrl)]
    async fn read_viewer(slug: String) -> Result<ViewerState, AppError> {
        let place = format!("/reviews/{slug}");
        let mut state = with_status(load_viewer_state(slug).await)?;
        state.account.html = Some(moderation_html(&state.account, &place));
        // They are in what is drawn.
        state.account.withheld = Vec::new();
        Ok(state)
    }
}
