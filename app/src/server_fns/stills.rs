//! The library of stills.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};

use super::{rendered_for, request, with_status};
use crate::{
    AppError, markdown,
    model::{Hint, MediaId, StillFilter, StillForm, StillLine, StillPage, StillTarget, StillsPage},
};

/// Loads a part of the library.
///
/// # Errors
/// [`AppError`] when it is not the viewer's to see.
pub async fn load_stills(filter: StillFilter) -> Result<StillsPage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.stills.list(filter, viewer).await
}

/// Loads one picture.
///
/// # Errors
/// [`AppError`] when it is not there or not the viewer's to see.
pub async fn load_still(still: MediaId) -> Result<StillPage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.stills.open(still, viewer).await
}

/// Finds pictures by their words, the newest first: what is written into a text to show one, what it is
/// called, and the path of its smallest copy.
#[server(prefix = "/api", endpoint = "desk/stills", input = GetUrl)]
pub async fn find_stills(#[server(default)] q: String) -> Result<Vec<Hint>, AppError> {
    let (backend, viewer) = request()?;
    let filter = StillFilter {
        words: q,
        ..StillFilter::default()
    };
    let found = with_status(backend.stills.list(filter, viewer).await)?;
    let hint = |line: StillLine| Hint {
        value: markdown::image(&line.alt, &line.destination, &line.credit),
        label: line.title().to_owned(),
        note: line.src,
    };
    Ok(found.lines.into_iter().map(hint).collect())
}

/// Changes what is said of a picture.
#[server(prefix = "/api", endpoint = "stills/describe", input = Json)]
pub async fn describe_still(still: MediaId, form: StillForm) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.stills.describe(still, form, viewer).await)
}

/// Deletes a picture that nothing uses.
#[server(prefix = "/api", endpoint = "stills/delete", input = Json)]
pub async fn delete_still(still: MediaId) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.stills.delete(still, viewer).await)
}

/// Puts a picture back that was deleted.
#[server(prefix = "/api", endpoint = "stills/restore", input = Json)]
pub async fn restore_still(still: MediaId) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.stills.restore(still, viewer).await)
}

/// Chooses a picture for a review, a portrait or a setting; none takes away what was chosen.
#[server(prefix = "/api", endpoint = "stills/choose", input = Json)]
pub async fn choose_still(
    target: StillTarget,
    #[server(default)] still: Option<MediaId>,
) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.stills.choose(target, still, viewer).await)
}
