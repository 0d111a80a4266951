//! What a request brings along for the screens it renders.

use std::sync::Arc;

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use crate::{AppError, model::CommentId};

/// The publication as every page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct SiteInfo {
    /// Its name.
    pub name: String,
    /// The line under its name.
    pub tagline: String,
    /// The language of its texts, BCP 47.
    pub language: String,
    /// Its own address, scheme and host.
    pub origin: String,
}

/// Returns the publication of this page.
pub fn site_info() -> SiteInfo {
    use_context::<SiteInfo>().unwrap_or_default()
}

/// A form that was refused: what was typed, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct RefusedForm {
    /// Which form it was.
    pub form: String,
    /// The comment it was about: the one answered, edited or liked.
    pub comment: Option<CommentId>,
    /// The text.
    pub body: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The website.
    pub website: String,
    /// Whether it was to be remembered.
    pub remember: bool,
    /// Why.
    pub error: Option<AppError>,
}

/// Returns the form that this page was refused for, if any.
pub fn refused_form() -> Option<RefusedForm> {
    use_context::<StoredValue<Option<RefusedForm>>>().and_then(|refused| refused.get_value())
}

/// The files of the browser's half, found once when the server starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientFiles {
    /// The script.
    pub js: Arc<str>,
    /// The WebAssembly module.
    pub wasm: Arc<str>,
    /// The style sheet.
    pub css: Arc<str>,
    /// The few lines that start it.
    pub start: Arc<str>,
}

impl ClientFiles {
    /// Returns what distinguishes this build of the browser's half from others: the digest in its
    /// module's name.
    pub fn build(&self) -> Arc<str> {
        let name = self.wasm.rsplit('/').next().unwrap_or_default();
        name.split('.').nth(1).unwrap_or_default().into()
    }
}

/// Whose page is rendered: a viewer's own, or everybody's.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, Default)]
pub struct RenderFor(pub Option<crate::model::Viewer>);

/// Takes what a page says about itself, for the document around it.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct HeadSlot(Arc<std::sync::Mutex<Option<crate::components::layout::Head>>>);

#[cfg(feature = "ssr")]
impl HeadSlot {
    /// Puts it in.
    pub fn put(&self, head: crate::components::layout::Head) {
        if let Ok(mut slot) = self.0.lock() {
            *slot = Some(head);
        }
    }

    /// Takes it out.
    pub fn take(&self) -> Option<crate::components::layout::Head> {
        self.0.lock().ok().and_then(|mut slot| slot.take())
    }
}

/// Notes which review a page shows, so that it is rendered again when that changes.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct RenderNotes(Arc<std::sync::Mutex<Option<crate::model::ReviewId>>>);

#[cfg(feature = "ssr")]
impl RenderNotes {
    /// Notes a review.
    pub fn note(&self, review: crate::model::ReviewId) {
        if let Ok(mut noted) = self.0.lock() {
            *noted = Some(review);
        }
    }

    /// Returns the review that was noted.
    pub fn review(&self) -> Option<crate::model::ReviewId> {
        self.0.lock().ok().and_then(|noted| *noted)
    }
}
