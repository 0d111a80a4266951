//! How a review is published: its address, its time, its comments, and the ways back.

use leptos::prelude::*;

use super::desk_field::{DeskInput, problem};
use crate::{
    AppError,
    context::site_info,
    error::DeskField,
    model::{DraftFields, EditorPage, Stage, TextKind},
};

/// Returns what stands before and behind the word of the text's address where that is told.
pub(super) fn around_address(page: &EditorPage) -> (String, &'static str) {
    let before = format!("{}{}", site_info().origin, page.kind.path(""));
    let after = if page.path.is_some() {
        ". A new one leads on from the old."
    } else {
        ""
    };
    (before, after)
}

/// Shows the fields of publication and the acts that are not in the bar.
#[component]
pub(super) fn PublicationGroup(
    /// The review.
    page: EditorPage,
    /// What was typed.
    fields: DraftFields,
    /// Why the form was refused.
    error: Option<AppError>,
) -> impl IntoView {
    let slug = match fields.slug.trim() {
        "" => page.suggested_slug.clone(),
        typed => typed.to_owned(),
    };
    let (before, after) = around_address(&page);
    let hint = format!("{before}{slug}{after}");
    let is_open = fields.comments_open;
    let is_review = page.kind == TextKind::Review;
    let zone = format!("Time of {}.", page.time_zone);
    let has_day = matches!(page.stage, Stage::Published | Stage::Unpublished);
    view! {
        <fieldset class="desk-group">
            <legend class="desk-group__title">"Publication"</legend>
            <DeskInput
                name="slug"
                label="Address"
                value=fields.slug
                hint=hint
                problem=problem(error.as_ref(), DeskField::Slug)
            />
            {is_review.then(|| view! { <Reach
                        authors=fields.authors
                        tags=fields.tags
                        is_open=is_open
                        error=error.clone()
                    /> })}
            <DeskInput
                name="canonical"
                label="Canonical link"
                kind="url"
                value=fields.canonical
                hint="Only when the text stands elsewhere first."
                problem=problem(error.as_ref(), DeskField::Canonical)
            />
            {(page.may_publish && !matches!(page.stage, Stage::Published | Stage::Trashed))
                .then(|| {
                    view! {
                        <DeskInput
                            name="publish_at"
                            label="Publish at"
                            kind="datetime-local"
                            value=fields.publish_at
                            hint=zone
                            problem=problem(error.as_ref(), DeskField::PublishAt)
                        />
                        <button class="button button--quiet" type="submit" name="act" value="schedule">
                            {if page.stage == Stage::Scheduled { "Change the time" } else { "Schedule" }}
                        </button>
                    }
                })}
            <div class="desk-acts">
                {(page.may_publish && page.stage == Stage::Published)
                    .then(|| act("unpublish", "Take it back"))}
                {(page.may_publish && page.stage == Stage::Scheduled)
                    .then(|| act("unpublish", "Do not publish it then"))}
                {(has_day && page.has_changes).then(|| act("discard", "Back to the published text"))}
                {if page.stage == Stage::Trashed {
                    act("restore", "Out of the trash").into_any()
                } else {
                    act("trash", "Throw away").into_any()
                }}
            </div>
        </fieldset>
    }
}

fn act(word: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <button class="text-button" type="submit" name="act" value=word>
            {label}
        </button>
    }
}

/// Shows who signs a review, where it is filed and whether it takes comments.
#[component]
fn Reach(authors: String, tags: String, is_open: bool, error: Option<AppError>) -> impl IntoView {
    view! {
            <DeskInput
                name="authors"
                label="Signed by"
                value=authors
                hint="Names, parted by commas."
                problem=problem(error.as_ref(), DeskField::Authors)
            />
            <DeskInput
                name="tags"
                label="Tags"
                value=tags
                hint="Parted by commas."
                problem=problem(error.as_ref(), DeskField::Tags)
            />
            <label class="check">
                <input type="checkbox" name="comments_open" value="true" checked=is_open/>
                " Open for comments"
            </label>
    }
}
