//! The library of stills: what is sent in, what is found.

use leptos::prelude::*;

use super::desk_field::{DeskInput, problem};
use crate::{
    components::form::{FormError, standing},
    context::refused_form_of,
    error::{DeskField, Field},
    model::{StillChoice, StillFilter, StillLine, StillUse, StillsPage},
};

/// Shows the form a picture is sent in with, filled with what was typed when one was refused.
#[component]
pub fn UploadForm(
    /// What the picture is for.
    choice: Option<StillChoice>,
) -> impl IntoView {
    let refused = refused_form_of("upload-still");
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let typed = |name: &str| standing(refused.as_ref(), name, "");
    let (alt, credit) = (typed("alt"), typed("credit"));
    let wrong = problem(error.as_ref(), DeskField::Picture);
    let told = error.clone().map(|error| {
        let fields = [DeskField::Picture, DeskField::Alt, DeskField::Credit]
            .map(|field| (Field::Desk(field), field.name().to_owned()));
        view! { <FormError error=error fields=fields.to_vec()/> }
    });
    let action = match &choice {
        Some(choice) => format!("/desk/stills/upload?for={}", choice.key),
        None => "/desk/stills/upload".to_owned(),
    };
    let button = if choice.is_some() {
        "Send it in and use it"
    } else {
        "Send it in"
    };
    view! {
        {told}
        <form
            class="still-upload"
            method="post"
            action=action
            enctype="multipart/form-data"
            aria-labelledby="upload-title"
            novalidate
        >
            <h2 class="desk-group__title" id="upload-title">
                "A new picture"
            </h2>
            <div class="field">
                <label for="file">"Picture"</label>
                <input
                    id="file"
                    name="file"
                    type="file"
                    accept="image/jpeg,image/png,image/webp,image/gif"
                    aria-invalid=wrong.is_some().then_some("true")
                    aria-describedby=if wrong.is_some() { "file-error file-hint" } else { "file-hint" }
                />
                {wrong
                    .map(|wrong| {
                        view! {
                            <span class="field__error" id="file-error">
                                {wrong}
                            </span>
                        }
                    })}
                <span class="field__hint" id="file-hint">
                    "JPEG, PNG, WebP or GIF, at most 20 MB. Where it was taken and with what is not kept."
                </span>
            </div>
            <DeskInput
                name="alt"
                label="What it shows"
                value=alt
                hint="A sentence for those who cannot see it."
                problem=problem(error.as_ref(), DeskField::Alt)
            />
            <DeskInput
                name="credit"
                label="Credit"
                value=credit
                hint="Whose it is and by what right it stands here."
                problem=problem(error.as_ref(), DeskField::Credit)
            />
            <button class="button" type="submit">
                {button}
            </button>
        </form>
    }
}

/// Shows a part of the library with the search in it.
#[component]
pub fn StillList(
    /// The part.
    page: StillsPage,
) -> impl IntoView {
    let filter = page.filter.clone();
    let target = filter.target.clone();
    let is_empty = page.lines.is_empty();
    let nothing = match (filter.words.is_empty(), filter.before.is_some()) {
        (true, false) => "No picture has been sent in yet.",
        (false, _) => "No picture has these words in its name, its description or its credit.",
        (true, true) => "There are no older ones.",
    };
    let next = page.next.map(|next| {
        StillFilter {
            before: Some(next),
            ..filter.clone()
        }
        .path()
    });
    let newest = filter.before.is_some().then(|| {
        StillFilter {
            before: None,
            ..filter.clone()
        }
        .path()
    });
    let choice = page.choice;
    view! {
        <form class="desk-search" method="get" action="/desk/stills" role="search">
            {(!target.is_empty()).then(|| view! { <input type="hidden" name="for" value=target/> })}
            <div class="field">
                <label for="q">"Find"</label>
                <input
                    id="q"
                    name="q"
                    type="search"
                    value=filter.words
                    placeholder="Name, description or credit"
                />
            </div>
            <button class="button button--quiet" type="submit">
                "Show"
            </button>
        </form>
        {is_empty.then(|| view! { <p class="ui">{nothing}</p> })}
        <ul class="stills">
            {page
                .lines
                .into_iter()
                .map(|line| view! { <StillCard line=line choice=choice.clone()/> })
                .collect_view()}
        </ul>
        {(next.is_some() || newest.is_some())
            .then(|| {
                view! {
                    <nav class="desk-stages" aria-label="Pages">
                        {newest.map(|path| view! { <a href=path>"Newest"</a> })}
                        {next.map(|path| view! { <a href=path>"Older"</a> })}
                    </nav>
                }
            })}
    }
}

/// Shows one picture of the library.
#[component]
fn StillCard(line: StillLine, choice: Option<StillChoice>) -> impl IntoView {
    let path = format!("/desk/stills/{}", line.id);
    let title = line.title().to_owned();
    let size = format!("{} × {}", line.width, line.height);
    let has_no_alt = line.alt.trim().is_empty();
    let choose = choice.map(|choice| {
        view! {
            <form method="post" action="/desk/stills">
                <input type="hidden" name="form" value="choose-still"/>
                <input type="hidden" name="for" value=choice.key/>
                <button
                    class="button button--quiet"
                    type="submit"
                    name="still"
                    value=line.id.to_string()
                    aria-label=format!("Use {title}")
                >
                    "Use this one"
                </button>
            </form>
        }
    });
    view! {
        <li class="still-card">
            <a class="still-card__link" href=path>
                <img
                    class="still-card__image"
                    src=line.src
                    width=line.width.to_string()
                    height=line.height.to_string()
                    alt=""
                    loading="lazy"
                />
                <span class="still-card__title">{title.clone()}</span>
            </a>
            <p class="small">
                {size} {(!line.credit.is_empty()).then(|| format!(", {}", line.credit))}
                {has_no_alt.then_some(". It is not said what it shows")}
            </p>
            <UsedIn uses=line.uses/>
            {choose}
        </li>
    }
}

/// Says where a picture is used; nothing where it is nowhere.
#[component]
fn UsedIn(uses: Vec<StillUse>) -> impl IntoView {
    let count = uses.len();
    let shown = uses.into_iter().take(3).enumerate().map(|(place, used)| {
        let part = if place > 0 { ", " } else { "" };
        view! { {part} {named(used)} }
    });
    let more = (count > 3).then(|| format!(" and {} more", count - 3));
    (count > 0).then(|| view! { <p class="small">"Used in " {shown.collect_view()} {more}</p> })
}

/// Names a use, with the way to it.
pub(super) fn named(used: StillUse) -> impl IntoView {
    if used.path.is_empty() {
        used.label.into_any()
    } else {
        view! { <a href=used.path>{used.label}</a> }.into_any()
    }
}
