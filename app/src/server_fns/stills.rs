//! The library of stills.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{rendered_for, request, with_status};
use crate::{
    AppError,
    model::{MediaId, StillFilter, StillForm, StillPage, StillTarget, StillsPage},
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

/// Changes what is said of a picture.
#[server(prefix = "/api", endpoint = "stills/describe", input = Json)]
pub async fn describe_still(still: MediaId, form: StillForm) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.stills.describe(still, form, viewer).await)
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
