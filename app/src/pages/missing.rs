//! A page that cannot be had.

use leptos::prelude::*;

use crate::{
    AppError,
    components::{
        feedback::ErrorPanel,
        layout::{Head, with_head},
    },
    context::site_info,
};

/// Shows, with the status that goes with it, why there is no page.
pub(super) fn missing_page(error: AppError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        answer.set_status(status);
    }
    let head = Head {
        title: format!("Not found · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(head, view! { <ErrorPanel error=error/> })
}
