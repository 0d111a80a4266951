//! A review's revisions.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::refused;
use crate::{
    components::{
        desk::DiffView,
        layout::{Head, with_head},
    },
    context::site_info,
    model::{ReviewId, RevisionLine, RevisionsPage},
    server_fns::load_revisions,
};

/// Shows the revisions of the review that the address names, and how the draft differs from one.
#[component]
pub fn RevisionsScreen() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get_str("id")
        .and_then(|id| id.parse().ok())
        .unwrap_or(ReviewId(0));
    let shown = use_query_map()
        .read_untracked()
        .get_str("show")
        .and_then(|number| number.parse().ok());
    let page = load_revisions(id, shown);
    let head = Head {
        title: format!("Revisions · Desk · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => revisions(page).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn revisions(page: RevisionsPage) -> impl IntoView {
    let review = page.review;
    let title = match page.title.trim() {
        "" => "Untitled".to_owned(),
        title => title.to_owned(),
    };
    let shown = page.shown.map(|(number, fields)| {
        let is_same = fields.is_empty();
        view! {
            <section class="revision" aria-labelledby="shown-title">
                <h2 class="desk-group__title" id="shown-title">
                    {format!("From revision {number} to the draft")}
                </h2>
                {is_same.then(|| view! { <p class="ui">"The draft says the same."</p> })}
                <DiffView fields=fields/>
                {(!is_same)
                    .then(|| {
                        view! {
                            <form method="post" action=format!("/desk/reviews/{review}")>
                                <input type="hidden" name="form" value="restore-revision"/>
                                <input type="hidden" name="review" value=review.to_string()/>
                                <input type="hidden" name="number" value=number.to_string()/>
                                <button class="button button--quiet" type="submit">
                                    "Make this revision the draft"
                                </button>
                            </form>
                        }
                    })}
            </section>
        }
    });
    let is_empty = page.lines.is_empty();
    let lines = page.lines.into_iter().map(|row| line(review, row));
    view! {
        <div class="desk__page">
            <header class="desk__head">
                <h1 class="section-title">"Revisions of “" {title} "”"</h1>
                <a class="button button--quiet" href=format!("/desk/reviews/{review}")>
                    "Back to the draft"
                </a>
            </header>
            {shown}
            {is_empty.then(|| view! { <p class="ui">"Every text you publish is kept here."</p> })}
            <ol class="revisions">{lines.collect_view()}</ol>
        </div>
    }
}

fn line(review: ReviewId, line: RevisionLine) -> impl IntoView {
    let what = if line.is_published {
        "Published"
    } else {
        "Put aside"
    };
    let who = match line.by.as_str() {
        "" => String::new(),
        by => format!(" by {by}"),
    };
    view! {
        <li class="revisions__line ui">
            <a href=format!("/desk/reviews/{review}/revisions?show={}", line.number)>
                {format!("Revision {}", line.number)}
            </a>
            <span class="small">{format!("{what}{who}, {}", line.made.label)}</span>
        </li>
    }
}
