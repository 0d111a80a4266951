//! What of the desk's list is shown: stages, search, order.

use leptos::prelude::*;

use crate::model::{DeskFilter, DeskOrder, DeskPage, Stage, TextKind};

/// Shows the ways to other parts of the list, and the search in it.
#[component]
pub fn ListTools(
    /// The list.
    page: DeskPage,
) -> impl IntoView {
    let filter = page.filter.clone();
    let all: i64 = page
        .counts
        .iter()
        .filter(|(stage, _)| *stage != Stage::Trashed)
        .map(|(_, count)| count)
        .sum();
    let stages: Vec<_> = std::iter::once((None, "All", all))
        .chain(
            page.counts
                .iter()
                .map(|(stage, count)| (Some(*stage), plural(*stage), *count)),
        )
        .map(|(stage, label, count)| {
            let path = DeskFilter {
                stage,
                part: 1,
                ..filter.clone()
            }
            .path();
            let here = (filter.stage == stage).then_some("page");
            view! {
                <a href=path aria-current=here>
                    {label}
                    " "
                    <span class="desk-stages__count">{count}</span>
                </a>
            }
        })
        .collect();
    let placeholder = match filter.kind {
        TextKind::Review => "Title or film",
        TextKind::Page => "Title",
    };
    let orders: Vec<_> = DeskOrder::ALL
        .into_iter()
        .map(|(order, key, label)| {
            view! {
                <option value=key selected=order == filter.order>
                    {label}
                </option>
            }
        })
        .collect();
    view! {
        <nav class="desk-stages" aria-label="Stages">
            {stages}
        </nav>
        <form class="desk-search" method="get" action=filter.kind.desk_path() role="search">
            {filter
                .stage
                .map(|stage| view! { <input type="hidden" name="stage" value=stage.key()/> })}
            <div class="field">
                <label for="q">"Find"</label>
                <input id="q" name="q" type="search" value=filter.words placeholder=placeholder/>
            </div>
            <div class="field">
                <label for="sort">"Order"</label>
                <select id="sort" name="sort">
                    {orders}
                </select>
            </div>
            <button class="button button--quiet" type="submit">
                "Show"
            </button>
        </form>
    }
}

fn plural(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "Drafts",
        Stage::Trashed => "Trash",
        other => other.label(),
    }
}
