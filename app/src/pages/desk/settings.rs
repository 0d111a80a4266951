//! The publication's settings.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::refused;
use crate::{
    components::{
        desk::{DeskBar, SettingsFormView},
        layout::{Head, with_head},
    },
    context::{DeskSection, site_info},
    model::{SettingChange, SettingsPage},
    server_fns::load_settings,
};

/// Shows what the owner sets, and what was set before.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    let is_done = use_query_map().read_untracked().get_str("done").is_some();
    let page = load_settings();
    let head = Head {
        title: format!("Settings · Desk · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => settings(page, is_done).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn settings(page: SettingsPage, is_done: bool) -> impl IntoView {
    let changes = page.changes.clone();
    view! {
        <div class="desk__page">
            <DeskBar here=DeskSection::Settings/>
            <h1 class="section-title" id="settings-title">
                "Settings"
            </h1>
            {is_done
                .then(|| {
                    view! {
                        <p class="notice" role="status">
                            "Saved. Every page shows it from now on."
                        </p>
                    }
                })}
            <SettingsFormView page=page/>
            {(!changes.is_empty()).then(|| view! { <Changes changes=changes/> })}
        </div>
    }
}

/// What was changed, by whom, when.
#[component]
fn Changes(changes: Vec<SettingChange>) -> impl IntoView {
    view! {
        <section class="settings-history" aria-labelledby="history-title">
            <h2 class="desk-group__title" id="history-title">
                "Changes"
            </h2>
            <ul class="film-history">{changes.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

fn line(change: SettingChange) -> impl IntoView {
    let quoted = |text: String| match text.as_str() {
        "" => "nothing".to_owned(),
        _ => text,
    };
    let by = match change.by.as_str() {
        "" => String::new(),
        by => format!(", {by}"),
    };
    view! {
        <li class="revisions__line">
            <span class="ui">
                {change.label} ": "
                {change
                    .from
                    .map(|from| view! { <del>{quoted(from)}</del> " " })} <ins>{quoted(change.to)}</ins>
            </span>
            <span class="small">
                <time datetime=change.at.iso>{change.at.label}</time>
                {by}
            </span>
        </li>
    }
}
