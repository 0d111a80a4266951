//! The publication's settings.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{rendered_for, request, with_status};
use crate::{
    AppError,
    model::{SettingsForm, SettingsPage},
};

/// Loads the settings.
///
/// # Errors
/// [`AppError`] when they are not the viewer's to see.
pub async fn load_settings() -> Result<SettingsPage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.publication.settings(viewer).await
}

/// Changes settings.
#[server(prefix = "/api", endpoint = "desk/change_settings", input = Json)]
pub async fn change_settings(form: SettingsForm) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.publication.change_settings(form, viewer).await)
}
