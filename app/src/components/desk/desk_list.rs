//! The desk's list of reviews.

use leptos::prelude::*;

use crate::{
    components::{
        feedback::{EmptyState, form_message},
        review::{RatingSize, RatingView},
    },
    context::refused_form_of,
    model::{DeskFilter, DeskPage, DeskRow, Stage, TextKind, thoughts},
};

/// Shows reviews with boxes to tick, and what can be done with those ticked.
#[component]
pub fn DeskList(
    /// The list.
    page: DeskPage,
) -> impl IntoView {
    let refused = refused_form_of("desk-bulk").and_then(|refused| refused.error);
    let told = refused.map(|error| {
        let (title, text) = form_message(&error);
        view! {
            <div class="error-summary" role="alert">
                <strong>{title}</strong>
                {text}
            </div>
        }
    });
    if page.rows.is_empty() {
        let (title, text) = if page.filter.words.is_empty() {
            (
                "Nothing here yet",
                match page.filter.kind {
                    TextKind::Review => "A review begins with a title.",
                    TextKind::Page => {
                        "About this publication, what it keeps of its readers: such things are pages."
                    }
                },
            )
        } else {
            (
                "Nothing is called that",
                "Look for another word, or in another stage.",
            )
        };
        return view! { {told} <EmptyState title=title text=text/> }.into_any();
    }
    let more = page.has_more.then(|| {
        DeskFilter {
            part: page.filter.part + 1,
            ..page.filter.clone()
        }
        .path()
    });
    let is_trash = page.filter.stage == Some(Stage::Trashed);
    let may_publish = page.may_publish;
    let back = page.filter.path();
    let kind = page.filter.kind;
    view! {
        {told}
        <form class="desk-list" method="post" action=kind.desk_path() id="reviews">
            <input type="hidden" name="form" value="desk-bulk"/>
            <input type="hidden" name="back" value=back/>
            <ul class="desk-list__rows">{page.rows.into_iter().map(|one| row(one, kind)).collect_view()}</ul>
            {more
                .map(|path| {
                    view! {
                        <p class="ui">
                            <a href=path>"Show more"</a>
                        </p>
                    }
                })}
            <div class="desk-list__do" role="group" aria-label="With those ticked">
                <span class="small">"With those ticked:"</span>
                {if is_trash {
                    button("restore", "Out of the trash").into_any()
                } else {
                    view! {
                        {may_publish.then(|| button("publish", "Publish"))}
                        {may_publish.then(|| button("unpublish", "Take back"))}
                        {button("trash", "Throw away")}
                    }
                        .into_any()
                }}
            </div>
        </form>
    }
    .into_any()
}

fn button(word: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <button class="button button--quiet" type="submit" name="act" value=word>
            {label}
        </button>
    }
}

fn row(row: DeskRow, kind: TextKind) -> impl IntoView {
    let title = match row.title.trim() {
        "" => "Untitled".to_owned(),
        title => title.to_owned(),
    };
    let box_id = format!("tick-{}", row.review);
    let stage_class = format!("desk-row__stage desk-row__stage--{}", row.stage.key());
    let facts: Vec<_> = [row.film_line, row.byline]
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .collect();
    let when = match (row.stage, row.dated) {
        (Stage::Scheduled, Some(at)) => format!("Will be published {}", at.label),
        (Stage::Published, Some(at)) => format!("Published {}", at.label),
        (Stage::Trashed, Some(at)) => format!("Thrown away {}", at.label),
        (Stage::Unpublished, Some(at)) => format!("Taken back {}", at.label),
        _ => format!("Draft, changed {}", row.changed.label),
    };
    let likes = match row.like_count {
        0 => "No likes yet".to_owned(),
        1 => "One like".to_owned(),
        count => format!("{count} likes"),
    };
    let has_readers =
        kind == TextKind::Review && matches!(row.stage, Stage::Published | Stage::Unpublished);
    view! {
        <li class="desk-row">
            <input
                class="desk-row__tick"
                type="checkbox"
                id=box_id
                name="id"
                value=row.review.to_string()
                aria-label=format!("Tick “{title}”")
            />
            <div class="desk-row__main">
                <p class="desk-row__title">
                    <a href=format!("/desk/reviews/{}", row.review)>{title}</a>
                </p>
                <p class="small">{facts.join(" · ")}</p>
            </div>
            <p class="desk-row__facts small">
                <span class=stage_class>{when}</span>
                {row.has_password.then(|| view! { <span>"With a password"</span> })}
                {(row.has_changes && row.stage == Stage::Published)
                    .then(|| view! { <span>"Changes not published yet"</span> })}
            </p>
            <p class="desk-row__counts small">
                {row.rating.map(|rating| view! { <RatingView rating=rating size=RatingSize::Small/> })}
                {has_readers
                    .then(|| {
                        view! {
                            <span>{likes}</span>
                            <span>{thoughts(row.comment_count)}</span>
                        }
                    })}
                {row.path.map(|path| view! { <a href=path>"See it"</a> })}
            </p>
        </li>
    }
}
