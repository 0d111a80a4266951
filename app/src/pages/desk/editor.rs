//! The editor of one review.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::refused;
use crate::{
    components::{
        desk::{EditorForm, done_words},
        layout::{Head, with_head},
    },
    context::site_info,
    model::{EditorPage, ReviewId},
    server_fns::load_editor,
};

/// Shows the editor of the review that the address names.
#[component]
pub fn EditorScreen() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get_str("id")
        .and_then(|id| id.parse().ok())
        .unwrap_or(ReviewId(0));
    let query = use_query_map().read_untracked().clone();
    let with_preview = query.get_str("preview").is_some();
    let done = query.get_str("done").and_then(done_words);
    let page = load_editor(id, with_preview);
    let head = Head {
        title: format!("Editor · Desk · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => editor(page, done).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn editor(page: EditorPage, done: Option<&'static str>) -> impl IntoView {
    view! {
        {done
            .map(|done| {
                view! {
                    <p class="notice desk__done" role="status">
                        {done}
                    </p>
                }
            })}
        <EditorForm page=page/>
    }
}
