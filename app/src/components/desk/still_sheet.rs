//! One picture of the library.

use leptos::prelude::*;

use super::{
    desk_field::{DeskInput, problem},
    still_list::named,
};
use crate::{
    components::form::FormError,
    context::refused_form_of,
    error::{DeskField, Field},
    model::{StillForm, StillPage},
};

/// Shows a picture with everything that is known of it, to be changed.
#[component]
pub fn StillSheet(
    /// The picture.
    page: StillPage,
) -> impl IntoView {
    let line = page.line.clone();
    let title = line.title().to_owned();
    let sent = page.sent.clone().map(|(at, by)| {
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(" by {by}")
        };
        view! { <p class="small">"Sent in " <time datetime=at.iso>{at.label}</time> {by}</p> }
    });
    let uses = line.uses.clone();
    let is_unused = uses.is_empty();
    view! {
        <h1 class="section-title" id="still-title">
            {title}
        </h1>
        <div class="still-sheet">
            <div class="still-sheet__picture">
                <Centred page=page.clone()/>
                <p class="small">{format!("{}, {} × {}", line.name, line.width, line.height)}</p>
                {sent}
            </div>
            <div class="still-sheet__facts">
                {page.may_change.then(|| view! { <Facts page=page.clone()/> })}
                <div class="field">
                    <label for="markdown">"To show it in a text"</label>
                    <input id="markdown" value=page.markdown readonly aria-describedby="markdown-hint"/>
                    <span class="field__hint" id="markdown-hint">
                        "Copy this into a line of its own. Between the brackets stands what it shows."
                    </span>
                </div>
                <h2 class="desk-group__title" id="uses-title">
                    "Used in"
                </h2>
                {is_unused.then(|| view! { <p class="ui">"Nothing uses it."</p> })}
                {(!is_unused)
                    .then(|| {
                        let uses = uses.into_iter().map(|used| view! { <li>{named(used)}</li> });
                        view! {
                            <ul class="still-uses" aria-labelledby="uses-title">
                                {uses.collect_view()}
                            </ul>
                        }
                    })}
            </div>
        </div>
    }
}

/// Shows the picture with its centre marked.
#[component]
fn Centred(page: StillPage) -> impl IntoView {
    let line = page.line;
    let (x, y) = line.focus;
    let size = f64::from(line.width.min(line.height)) / 30.0;
    let at = |side: i32, hundredths: i32| (side * hundredths / 100).to_string();
    view! {
        <div class="still-focus">
            <img
                class="still-focus__image"
                src=line.full
                width=line.width.to_string()
                height=line.height.to_string()
                alt=line.alt
            />
            <svg
                class="still-focus__mark"
                viewBox=format!("0 0 {} {}", line.width, line.height)
                aria-hidden="true"
                focusable="false"
            >
                <circle cx=at(line.width, x) cy=at(line.height, y) r=size.to_string()></circle>
            </svg>
        </div>
    }
}

/// Shows what is said of the picture.
#[component]
fn Facts(page: StillPage) -> impl IntoView {
    let refused = refused_form_of("describe-still");
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let line = page.line;
    let form = match &refused {
        Some(refused) => StillForm {
            alt: refused.value("alt").to_owned(),
            credit: refused.value("credit").to_owned(),
            focus_x: refused.value("focus_x").to_owned(),
            focus_y: refused.value("focus_y").to_owned(),
        },
        None => StillForm {
            alt: line.alt,
            credit: line.credit,
            focus_x: line.focus.0.to_string(),
            focus_y: line.focus.1.to_string(),
        },
    };
    let wrong = |field| problem(error.as_ref(), field);
    let told = error.clone().map(|error| {
        let fields = [DeskField::Alt, DeskField::Credit, DeskField::Focus]
            .map(|field| (Field::Desk(field), field.name().to_owned()));
        view! { <FormError error=error fields=fields.to_vec()/> }
    });
    view! {
        {told}
        <form
            class="film-record"
            method="post"
            action=format!("/desk/stills/{}", line.id)
            aria-labelledby="still-title"
            novalidate
        >
            <input type="hidden" name="form" value="describe-still"/>
            <input type="hidden" name="still" value=line.id.to_string()/>
            <DeskInput
                name="alt"
                label="What it shows"
                value=form.alt
                rows="2"
                hint="A sentence for those who cannot see it. Reviews that use it have their own."
                problem=wrong(DeskField::Alt)
            />
            <DeskInput
                name="credit"
                label="Credit"
                value=form.credit
                hint="Whose it is and by what right it stands here."
                problem=wrong(DeskField::Credit)
            />
            <div class="film-record__row">
                <DeskInput
                    name="focus_x"
                    label="Centre, from the left"
                    value=form.focus_x
                    hint="0 to 100. What stays to be seen where the picture is cut, as in a portrait."
                    problem=wrong(DeskField::Focus)
                />
                <DeskInput
                    name="focus_y"
                    label="Centre, from the top"
                    value=form.focus_y
                    hint="0 to 100."
                />
            </div>
            <button class="button" type="submit">
                "Save"
            </button>
        </form>
    }
}
