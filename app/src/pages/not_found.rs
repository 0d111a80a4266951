//! What stands at an address where there is nothing.

use leptos::prelude::*;

use crate::{
    AppError,
    components::{
        feedback::ErrorPanel,
        layout::{Head, with_head},
    },
    context::site_info,
    error::Thing,
};

/// Says that there is nothing at this address and what to do.
#[component]
pub fn NotFoundScreen() -> impl IntoView {
    let head = Head {
        title: format!("Not found · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! { <ErrorPanel error=AppError::NotFound(Thing::Page)/> },
    )
}
