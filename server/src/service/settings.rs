//! What the publication is called and how it counts: the configuration's defaults, and over them
//! what the owner has set.

use std::sync::{Arc, RwLock};

use app::AppError;

use super::Core;
use crate::{
    config::SiteConfig,
    store::{Store, Tx, events::EventKind, settings, settings::SettingRow},
};

/// The settings in force.
pub(crate) struct Settings {
    defaults: SiteConfig,
    now: RwLock<Arc<SiteConfig>>,
}

impl Settings {
    /// Reads what was set over the configuration's defaults.
    pub(crate) async fn load(store: &Store, defaults: SiteConfig) -> Result<Self, AppError> {
        let mut snapshot = store.snapshot().await?;
        let rows = settings::list(&mut snapshot.conn()).await?;
        let now = RwLock::new(Arc::new(with_rows(&defaults, rows)));
        Ok(Self { defaults, now })
    }

    /// Returns the settings in force.
    pub(crate) fn get(&self) -> Arc<SiteConfig> {
        // Replacing the value cannot fail half-way, so one behind a poisoned lock is whole.
        let now = self
            .now
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        now.clone()
    }

    fn set(&self, settings: SiteConfig) {
        let mut now = self
            .now
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *now = Arc::new(settings);
    }
}

/// Puts what was just set in force and makes every page stale, in this order: a page rendered in
/// between is of the old settings and must not stay.
pub(crate) async fn reload(core: &Arc<Core>) -> Result<(), AppError> {
    let rows = {
        let mut snapshot = core.store.snapshot().await?;
        settings::list(&mut snapshot.conn()).await?
    };
    core.settings.set(with_rows(&core.settings.defaults, rows));
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                tx.tell(None, EventKind::Review, "{}".to_owned(), now)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// Lays rows over the defaults. A row of a later release, or one that no longer fits, is left out.
fn with_rows(defaults: &SiteConfig, rows: Vec<SettingRow>) -> SiteConfig {
    let mut settings = defaults.clone();
    for SettingRow { key, value } in rows {
        match key.as_str() {
            "name" if !value.is_empty() => settings.name = value,
            "tagline" => settings.tagline = value,
            "rating_scale" => {
                if let Ok(scale @ 1..=100) = value.parse() {
                    settings.rating_scale = scale;
                }
            }
            _ => {}
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_lies_over_the_defaults() {
        let row = |key: &str, value: &str| SettingRow {
            key: key.to_owned(),
            value: value.to_owned(),
        };
        let rows = vec![
            row("name", "Salt"),
            row("tagline", ""),
            row("rating_scale", "1000"),
            row("of_a_later_release", "1"),
        ];
        let settings = with_rows(&SiteConfig::default(), rows);
        assert_eq!(
            (settings.name.as_str(), settings.tagline.as_str()),
            ("Salt", "")
        );
        assert_eq!(settings.rating_scale, SiteConfig::default().rating_scale);
    }
}
