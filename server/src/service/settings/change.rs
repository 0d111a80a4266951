//! Seeing and changing what the owner sets.

use std::sync::Arc;

use app::{
    AppError,
    backend::Publication,
    error::{Field, FieldError},
    model::{SettingChange, SettingKey, SettingsForm, SettingsPage, Timestamp, Viewer},
};
use async_trait::async_trait;

use super::reload;
use crate::{
    service::{
        Core,
        policy::{self, Act, State, Whose},
    },
    store::{Tx, settings},
};

/// How many changes the screen shows.
const CHANGES: i32 = 40;

/// Implements the port for the publication's settings.
pub(crate) struct SettingsService(pub(crate) Arc<Core>);

#[async_trait]
impl Publication for SettingsService {
    async fn settings(&self, viewer: Viewer) -> Result<SettingsPage, AppError> {
        require(&viewer)?;
        let core = &self.0;
        let in_force = core.settings.in_force();
        let form = SettingKey::ALL
            .iter()
            .map(|(key, word, _)| ((*word).to_owned(), in_force.text(*key)))
            .collect();
        let mut snapshot = core.store.snapshot().await?;
        let rows = settings::list_changes(&mut snapshot.conn(), CHANGES).await?;
        let now = core.clock.now();
        let changes = rows.into_iter().map(|row| SettingChange {
            label: SettingKey::from_key(&row.key)
                .map_or(row.key.clone(), |key| key.label().to_owned()),
            from: row.before,
            to: row.value,
            at: core.dates.minute(Timestamp(row.created_at), now),
            by: row.by.unwrap_or_default(),
        });
        Ok(SettingsPage {
            form: SettingsForm(form),
            time_zones: jiff::tz::db()
                .available()
                .map(|name| name.to_string())
                .collect(),
            changes: changes.collect(),
        })
    }

    async fn change_settings(&self, form: SettingsForm, viewer: Viewer) -> Result<(), AppError> {
        require(&viewer)?;
        let core = &self.0;
        let account = viewer.signed()?.account;
        let mut settings = core.settings.in_force();
        let (mut problems, mut changes) = (Vec::new(), Vec::new());
        for (word, text) in &form.0 {
            let Some(key) = SettingKey::from_key(word) else {
                continue;
            };
            let before = settings.text(key);
            match settings.set(key, text) {
                Ok(()) if settings.text(key) != before => changes.push((key, settings.text(key))),
                Ok(()) => {}
                Err(problem) => problems.push(FieldError {
                    field: Field::Setting(key),
                    problem,
                }),
            }
        }
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        if changes.is_empty() {
            return Ok(());
        }
        let now = core.clock.now();
        core.store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    for (key, value) in &changes {
                        let row = (key.key(), value.as_str());
                        settings::insert(&mut tx.conn, row, Some(account), now).await?;
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        tracing::info!(account.id = account.0, "settings were changed");
        reload(core).await
    }
}

fn require(viewer: &Viewer) -> Result<(), AppError> {
    policy::require(viewer, Act::ChangeSettings, Whose::Other, State::Public)
}
