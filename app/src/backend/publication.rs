//! The publication's settings.

use async_trait::async_trait;

use crate::{
    AppError,
    model::{SettingsForm, SettingsPage, Viewer},
};

/// What the owner sets.
#[async_trait]
pub trait Publication: Send + Sync {
    /// Returns the settings in force, with their last changes.
    async fn settings(&self, viewer: Viewer) -> Result<SettingsPage, AppError>;

    /// Changes settings; they are in force on the next request. Nothing is changed when one cannot be.
    async fn change_settings(&self, form: SettingsForm, viewer: Viewer) -> Result<(), AppError>;
}
