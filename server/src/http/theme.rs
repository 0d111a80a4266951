//! The style sheet that the owner's accent colour makes.

use app::context::SiteInfo;
use axum::{
    extract::State,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use super::routes::Shared;
use crate::config::{SiteConfig, accent};

/// Where it is; the query names the colour, so that no browser keeps the sheet of another one.
pub(super) const PATH: &str = "/theme.css";

/// Sends the style sheet of the colour in force.
pub(super) async fn send(State(shared): State<Shared>) -> Response {
    match accent::style_sheet(&shared.core.settings.get().accent) {
        Some(sheet) => (
            [
                (CONTENT_TYPE, "text/css; charset=utf-8"),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            sheet,
        )
            .into_response(),
        None => (
            StatusCode::NOT_FOUND,
            "This publication has no colour of its own.\n",
        )
            .into_response(),
    }
}

/// Notes in what pages show where the sheet is.
pub(super) fn note(info: &mut SiteInfo, settings: &SiteConfig) {
    info.theme = settings
        .accent
        .strip_prefix('#')
        .map(|digits| format!("{PATH}?{digits}"));
}
