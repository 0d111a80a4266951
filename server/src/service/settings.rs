//! What the publication is called and how it counts: the configuration's defaults, and over them
//! what the owner has set.

mod change;

use std::sync::{Arc, RwLock};

use app::{
    AppError,
    model::{PageLink, RatingLook, SettingKey, read_links},
};

use super::Core;
use crate::{
    config::{
        LimitConfig, SiteConfig,
        values::{InForce, read_labels},
    },
    store::{Store, Tx, events::EventKind, settings, settings::SettingRow},
};

pub(crate) use change::SettingsService;

/// The settings in force.
pub(crate) struct Settings {
    defaults: InForce,
    now: RwLock<(Arc<SiteConfig>, Arc<LimitConfig>)>,
}

impl Settings {
    /// Reads what was set over the configuration's defaults.
    pub(crate) async fn load(
        store: &Store,
        site: SiteConfig,
        limits: LimitConfig,
    ) -> Result<Self, AppError> {
        let defaults = InForce { site, limits };
        let mut snapshot = store.snapshot().await?;
        let rows = settings::list(&mut snapshot.conn()).await?;
        let now = with_rows(&defaults, rows);
        let now = RwLock::new((Arc::new(now.site), Arc::new(now.limits)));
        Ok(Self { defaults, now })
    }

    /// Returns the settings in force.
    pub(crate) fn get(&self) -> Arc<SiteConfig> {
        self.both().0
    }

    /// Returns the limits in force.
    pub(crate) fn limits(&self) -> Arc<LimitConfig> {
        self.both().1
    }

    fn both(&self) -> (Arc<SiteConfig>, Arc<LimitConfig>) {
        // Replacing the value cannot fail half-way, so one behind a poisoned lock is whole.
        let now = self
            .now
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        now.clone()
    }

    /// Returns everything in force, as it can be written.
    pub(crate) fn in_force(&self) -> InForce {
        let (site, limits) = self.both();
        InForce {
            site: (*site).clone(),
            limits: (*limits).clone(),
        }
    }

    fn set(&self, settings: InForce) {
        let mut now = self
            .now
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *now = (Arc::new(settings.site), Arc::new(settings.limits));
    }
}

/// Returns how ratings are drawn and what they are called.
pub(crate) fn rating_look(site: &SiteConfig) -> RatingLook {
    RatingLook {
        marks: site.rating_marks,
        labels: read_labels(&site.rating_labels).unwrap_or_default(),
        scale: site.rating_scale,
    }
}

/// Returns the links that the owner has put at the bottom of every page.
pub(crate) fn footer_links(site: &SiteConfig) -> Vec<PageLink> {
    read_links(&site.footer_links).unwrap_or_default()
}

/// Puts what was just set in force and makes every page stale, in this order: a page rendered in
/// between is of the old settings and must not stay.
pub(crate) async fn reload(core: &Arc<Core>) -> Result<(), AppError> {
    let rows = {
        let mut snapshot = core.store.snapshot().await?;
        settings::list(&mut snapshot.conn()).await?
    };
    let settings = with_rows(&core.settings.defaults, rows);
    // Both were checked when they were set.
    let _ = core.dates.set_zone(&settings.site.time_zone);
    core.limits.set(&settings.limits);
    core.settings.set(settings);
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
fn with_rows(defaults: &InForce, rows: Vec<SettingRow>) -> InForce {
    let mut settings = defaults.clone();
    for SettingRow { key, value } in rows {
        let Some(setting) = SettingKey::from_key(&key) else {
            tracing::warn!(key, "a setting is not known");
            continue;
        };
        if settings.set(setting, &value).is_err() {
            tracing::warn!(key, value, "a setting cannot be as it was set");
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
        let settings = with_rows(&InForce::default(), rows).site;
        assert_eq!(
            (settings.name.as_str(), settings.tagline.as_str()),
            ("Salt", "")
        );
        assert_eq!(settings.rating_scale, SiteConfig::default().rating_scale);
    }
}
