//! The editor: every field of a review in one form.

use leptos::prelude::*;

use super::{
    conflict::ConflictPanel,
    desk_field::{DeskInput, problem},
    editor_bar::EditorBar,
    editor_kit::EditorKit,
    film_group::FilmGroup,
    preview::{CardPreview, ReviewPreview},
    publication::PublicationGroup,
    rating_input::RatingInput,
    sharing::Sharing,
};
use crate::{
    AppError,
    components::{
        LongText,
        feedback::form_message,
        form::FormError,
        review::{RatingSize, RatingView},
    },
    context::refused_form_of,
    error::{Conflict, DeskField, Field},
    model::{DraftFields, EditorPage, Rating, TextKind},
};

/// The form's fields as errors name them, in their order.
const FIELDS: [DeskField; 14] = [
    DeskField::Title,
    DeskField::Summary,
    DeskField::Body,
    DeskField::Film,
    DeskField::Credits,
    DeskField::Rating,
    DeskField::Still,
    DeskField::StillAlt,
    DeskField::WatchAlso,
    DeskField::Slug,
    DeskField::Authors,
    DeskField::Tags,
    DeskField::Canonical,
    DeskField::PublishAt,
];

/// Shows the editor of a review: filled with what was typed, also when that was refused.
#[component]
pub fn EditorForm(
    /// The review.
    page: EditorPage,
) -> impl IntoView {
    let refused = refused_form_of("save-draft");
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let fields = match &refused {
        Some(refused) => DraftFields::read(|name| refused.sent(name)),
        None => page.fields.clone(),
    };
    // A refused act may have left the draft saved as it was typed.
    let is_unsaved = fields != page.fields;
    // Whoever was told of another text saves over it by a button of its own; all others still begin with
    // the version they know.
    let version = match &refused {
        Some(refused) if is_unsaved => refused.value("version").to_owned(),
        _ => page.version.to_string(),
    };
    let is_conflict = error == Some(AppError::Conflict(Conflict::DraftChanged));
    let title = match fields.title.trim() {
        "" if page.kind == TextKind::Page => "Write a page".to_owned(),
        "" => "Write a review".to_owned(),
        title => format!("Edit “{title}”"),
    };
    let preview = page.preview.clone();
    let review = page.review.to_string();
    let action = format!("/desk/reviews/{review}");
    let (known, named) = (version.clone(), review.clone());
    view! {
        <EditorBar page=page.clone()/>
        <div class="review-editor__told">
            {(!page.publish_problem.is_empty())
                .then(|| {
                    view! {
                        <p class="notice" role="status">
                            "It could not be published at its time. Put right what is marked below and choose another."
                        </p>
                    }
                })}
            {error.clone().map(|error| view! { <Told error=error/> })}
            {is_conflict.then(|| view! { <ConflictPanel page=page.clone() mine=fields.clone()/> })}
        </div>
        <form
            class="review-editor"
            id="editor"
            data-review=named
            data-version=known
            data-unsaved=is_unsaved.then_some("")
            data-fields=DraftFields::names().join(" ")
            method="post"
            action=action
            aria-labelledby="edit-title"
        >
            <input type="hidden" name="form" value="save-draft"/>
            <input type="hidden" name="review" value=review/>
            <input type="hidden" name="version" value=version/>
            <input type="hidden" name="kind" value=page.kind.key()/>
            <h1 class="visually-hidden" id="edit-title">
                {title}
            </h1>
            <EditorHead fields=fields.clone() error=error.clone()/>
            <EditorPanes page=page.clone() fields=fields.clone() error=error.clone()/>
            <EditorSide page=page.clone() fields=fields error=error/>
        </form>
        <EditorKit page=page.clone()/>
        <Sharing page=page/>
        {preview
            .map(|review| {
                view! {
                    <section class="review-editor__page" id="preview" aria-label="Preview">
                        <p class="review-editor__label small wrap">"As readers will see it"</p>
                        <ReviewPreview review=review.clone()/>
                        <div class="wrap">
                            <CardPreview review=review/>
                        </div>
                    </section>
                }
            })}
    }
}

/// Says why the form was refused, with a way to each field that is to be put right.
#[component]
fn Told(error: AppError) -> impl IntoView {
    if let AppError::Conflict(_) = &error {
        let (title, text) = form_message(&error);
        return view! {
            <div class="error-summary" role="alert">
                <strong>{title}</strong>
                {text}
            </div>
        }
        .into_any();
    }
    let fields = FIELDS
        .into_iter()
        .map(|field| (Field::Desk(field), field.name().to_owned()))
        .collect();
    view! { <FormError error=error fields=fields/> }.into_any()
}

/// Shows title and summary.
#[component]
fn EditorHead(fields: DraftFields, error: Option<AppError>) -> impl IntoView {
    view! {
        <div class="review-editor__head">
            <DeskInput
                name="title"
                label="Title"
                class="field field--title"
                value=fields.title
                problem=problem(error.as_ref(), DeskField::Title)
            />
            <DeskInput
                name="summary"
                label="Summary"
                class="field field--summary"
                value=fields.summary
                rows="1"
                hint="One line. Used in lists, feeds and search results."
                problem=problem(error.as_ref(), DeskField::Summary)
            />
        </div>
    }
}

/// Shows the text.
#[component]
fn EditorPanes(page: EditorPage, fields: DraftFields, error: Option<AppError>) -> impl IntoView {
    let wrong = problem(error.as_ref(), DeskField::Body);
    let (words, minutes) = page.length;
    view! {
        <div class="review-editor__panes">
            <section class="review-editor__write" aria-label="Text">
                <label class="visually-hidden" for="body">
                    "Review text, in Markdown"
                </label>
                <LongText
                    name="body"
                    text=fields.body
                    rows="24"
                    class="review-editor__source"
                    is_invalid=wrong.is_some()
                    described_by="body-hint".to_owned()
                />
                {wrong
                    .map(|wrong| {
                        view! {
                            <span class="field__error" id="body-error">
                                {wrong}
                            </span>
                        }
                    })}
                <p class="review-editor__count small" id="body-hint">
                    <span id="body-length">{format!("{words} words, about {minutes} min. ")}</span>
                    "*italic*, **bold**, [link](https://…), > quotation, ## heading, ||spoiler||, footnote[^1]."
                </p>
            </section>
        </div>
    }
}

/// Shows everything about the review that is not its text.
#[component]
fn EditorSide(page: EditorPage, fields: DraftFields, error: Option<AppError>) -> impl IntoView {
    let is_review = page.kind == TextKind::Review;
    let about = if is_review {
        "About this review"
    } else {
        "About this page"
    };
    let still = page.still.clone();
    view! {
        <aside class="desk-side" aria-label=about>
            {is_review
                .then(|| view! { <FilmAndRating page=page.clone() fields=fields.clone() error=error.clone()/> })}
            <fieldset class="desk-group" id="editor-still">
                <legend class="desk-group__title">"Still"</legend>
                {still
                    .map(|still| {
                        view! {
                            <img
                                class="desk-group__still"
                                src=still.src
                                width=still.width.to_string()
                                height=still.height.to_string()
                                alt=still.alt
                            />
                        }
                    })}
                <button class="button button--quiet" type="submit" name="act" value="still">
                    "Choose or send in a still"
                </button>
                <DeskInput
                    name="still"
                    label="Still from the library"
                    value=fields.still.clone()
                    hint="The name that the library gives it."
                    problem=problem(error.as_ref(), DeskField::Still)
                />
                <DeskInput
                    name="still_alt"
                    label="What it shows"
                    value=fields.still_alt.clone()
                    rows="2"
                    problem=problem(error.as_ref(), DeskField::StillAlt)
                />
                <DeskInput name="still_credit" label="Credit" value=fields.still_credit.clone()/>
            </fieldset>
            {is_review.then(|| view! { <Around fields=fields.clone() error=error.clone()/> })}
            <PublicationGroup page=page fields=fields error=error/>
        </aside>
    }
}

/// Shows what a review has to do with its film.
#[component]
fn FilmAndRating(page: EditorPage, fields: DraftFields, error: Option<AppError>) -> impl IntoView {
    let shown = fields.rating.trim().parse().ok();
    let shown = shown.and_then(|halves| Rating::new(halves, page.rating_scale));
    let scale = page.rating_scale;
    let wrong_rating = problem(error.as_ref(), DeskField::Rating);
    view! {
            <FilmGroup
                typed=fields.film.clone()
                credits=fields.credits.clone()
                film=page.film.clone()
                known=page.known_films.clone()
                error=error.clone()
            />
            <fieldset class="desk-group">
                <legend class="desk-group__title" id="rating-title">
                    "Rating"
                </legend>
                <RatingInput value=fields.rating.clone() scale=scale/>
                {wrong_rating
                    .map(|wrong| {
                        view! {
                            <span class="field__error" id="rating-error">
                                {wrong}
                            </span>
                        }
                    })}
                {shown
                    .map(|rating| {
                        view! {
                            <p class="rating-input__now">
                                <RatingView rating=rating size=RatingSize::Small/>
                            </p>
                        }
                    })}
            </fieldset>
    }
}

/// Shows what stands around a review's text.
#[component]
fn Around(fields: DraftFields, error: Option<AppError>) -> impl IntoView {
    view! {
            <fieldset class="desk-group">
                <legend class="desk-group__title">"Epigraph"</legend>
                <DeskInput name="epigraph" label="Quotation" value=fields.epigraph.clone() rows="3"/>
                <DeskInput
                    name="epigraph_speaker"
                    label="Spoken by"
                    value=fields.epigraph_speaker.clone()
                />
            </fieldset>
            <fieldset class="desk-group">
                <legend class="desk-group__title">"Watch also"</legend>
                <DeskInput
                    name="watch_also"
                    label="Films, one a line"
                    value=fields.watch_also.clone()
                    rows="4"
                    hint="Title | address of its review here, or nothing | why"
                    problem=problem(error.as_ref(), DeskField::WatchAlso)
                />
            </fieldset>
    }
}
