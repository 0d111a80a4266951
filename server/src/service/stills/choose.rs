//! What a picture is chosen for: what a review opens with, how an author is shown, the publication's logo.

use std::sync::Arc;

use app::{
    AppError,
    backend::Publication as _,
    error::Thing,
    model::{
        MediaId, SettingKey, SettingsForm, StillChoice, StillTarget, StillUse, TextKind, Viewer,
    },
};

use super::find;
use crate::{
    service::{
        Core, desk, people,
        policy::{self, Act, State, Whose},
        settings::SettingsService,
    },
    store::{Conn, stills::LibraryRow},
};

/// Says what a picture is chosen for.
///
/// # Errors
/// [`AppError`] when that is not the viewer's to choose.
pub(super) async fn choice(
    conn: &mut Conn<'_>,
    target: &StillTarget,
    viewer: &Viewer,
) -> Result<StillChoice, AppError> {
    let label = match target {
        StillTarget::Review(review) => {
            let (kind, title) = desk::named(conn, *review, viewer).await?;
            match (kind, title.trim()) {
                (TextKind::Review, "") => "this review".to_owned(),
                (TextKind::Page, "") => "this page".to_owned(),
                (_, title) => format!("“{title}”"),
            }
        }
        StillTarget::Portrait(slug) => people::author_name(conn, slug, viewer).await?,
        StillTarget::Setting(key) => {
            policy::require(viewer, Act::ChangeSettings, Whose::Other, State::Public)?;
            match key {
                SettingKey::Icon => "the publication’s icon".to_owned(),
                _ => "the publication’s logo".to_owned(),
            }
        }
    };
    Ok(StillChoice {
        key: target.key(),
        label,
        back: target.path(false),
    })
}

/// Chooses a picture for something, or takes away what was chosen.
pub(super) async fn choose(
    core: &Arc<Core>,
    target: StillTarget,
    still: Option<MediaId>,
    viewer: Viewer,
) -> Result<(), AppError> {
    let row = match still {
        Some(still) => {
            policy::require_any(&viewer, Act::WriteReview)?;
            let mut snapshot = core.store.snapshot().await?;
            let row = find(&mut snapshot.conn(), still).await?;
            if row.deleted_at.is_some() {
                return Err(AppError::NotFound(Thing::Still));
            }
            Some(row)
        }
        None => None,
    };
    match target {
        StillTarget::Review(review) => desk::put_still(core, review, row, viewer).await,
        StillTarget::Portrait(slug) => people::put_portrait(core, slug, still, viewer).await,
        StillTarget::Setting(key) => {
            let value = row.as_ref().map(emblem).unwrap_or_default();
            let form = SettingsForm([(key.key().to_owned(), value)].into());
            let settings = SettingsService(core.clone());
            settings.change_settings(form, viewer).await
        }
    }
}

/// Writes a picture as settings keep it: its smallest copy, which is large enough for a header or a tab.
fn emblem(row: &LibraryRow) -> String {
    let smallest = row.widths.split(',').next().unwrap_or_default();
    let width: i64 = smallest.parse().unwrap_or(1);
    let full = i64::from(row.width.max(1));
    let height = ((i64::from(row.height) * width + full / 2) / full).max(1);
    format!("{}/{width}x{height}.{}", row.hash, row.extension)
}

/// Lists the settings that a picture is used in.
pub(super) fn settings_with(core: &Core, hash: &str) -> Vec<StillUse> {
    let site = core.settings.get();
    let named = [(&site.logo, "The logo"), (&site.icon, "The icon")];
    named
        .into_iter()
        .filter(|(value, _)| value.starts_with(hash))
        .map(|(_, label)| StillUse {
            label: label.to_owned(),
            path: "/desk/settings".to_owned(),
        })
        .collect()
}
