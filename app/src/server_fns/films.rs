//! Films: reading and rating.

use crate::{AppError, model::FilmPage};

/// Loads a film's page.
///
/// # Errors
/// [`AppError::NotFound`] when nothing is said of such a film here.
pub async fn load_film(slug: String) -> Result<FilmPage, AppError> {
    use leptos::prelude::use_context;

    use crate::{context, error::Thing};
    let slug = slug.parse().map_err(|_| AppError::NotFound(Thing::Film))?;
    let viewer = use_context::<context::RenderFor>().and_then(|render_for| render_for.0);
    let notes = use_context::<context::RenderNotes>();
    let page = super::request()?.0.films.film(&slug, viewer).await?;
    if let Some(notes) = notes {
        notes.note(context::Shows::Film(page.id));
    }
    Ok(page)
}

/// Loads what the viewer gave a film, in half steps.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such film.
pub async fn load_own_rating(slug: String) -> Result<Option<i32>, AppError> {
    use crate::error::Thing;
    let (backend, viewer) = super::request()?;
    let slug = slug.parse().map_err(|_| AppError::NotFound(Thing::Film))?;
    backend.films.own_rating(&slug, viewer).await
}

pub use endpoints::{RateFilm, UnrateFilm, rate_film, unrate_film};

mod endpoints {
    //! The addresses of these functions.

    #![expect(
        missing_docs,
        reason = "#[server] makes a struct of each list of arguments"
    )]

    use leptos::{prelude::*, server_fn::codec::GetUrl};

    use super::{load_film, load_own_rating};
    use crate::{
        AppError,
        model::{FilmId, FilmPage, ReaderRatings},
        server_fns::{request, with_status},
    };

    #[server(prefix = "/api", endpoint = "films/page", input = GetUrl)]
    async fn read_film(slug: String) -> Result<FilmPage, AppError> {
        with_status(load_film(slug).await)
    }

    #[server(prefix = "/api", endpoint = "films/viewer", input = GetUrl)]
    async fn read_own_rating(slug: String) -> Result<Option<i32>, AppError> {
        with_status(load_own_rating(slug).await)
    }

    /// Rates a film in half steps.
    #[server(prefix = "/api", endpoint = "films/rate")]
    pub async fn rate_film(film: FilmId, halves: i32) -> Result<ReaderRatings, AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.films.rate(film, halves, viewer).await)
    }

    /// Takes a rating back.
    #[server(prefix = "/api", endpoint = "films/unrate")]
    pub async fn unrate_film(film: FilmId) -> Result<ReaderRatings, AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.films.unrate(film, viewer).await)
    }
}
