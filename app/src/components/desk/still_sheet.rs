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
    model::{MediaId, Moment, StillForm, StillPage},
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
    let told = ["delete-still", "restore-still"]
        .into_iter()
        .find_map(|form| refused_form_of(form)?.error);
    let told = told.map(|error| view! { <FormError error=error fields=Vec::new()/> });
    let side = match page.deleted.clone() {
        Some((at, until)) => {
            view! { <Deleted still=line.id at=at until=until may_restore=page.may_change/> }
                .into_any()
        }
        None => view! { <Known page=page.clone()/> }.into_any(),
    };
    view! {
        {told}
        <h1 class="section-title" id="still-title">
            {title}
        </h1>
        <div class="still-sheet">
            <div class="still-sheet__picture">
                <Centred page=page.clone()/>
                <p class="small">{format!("{}, {} × {}", line.name, line.width, line.height)}</p>
                {sent}
            </div>
            <div class="still-sheet__facts">{side}</div>
        </div>
    }
}

/// Shows what is known of a picture of the library, and the way out of it.
#[component]
fn Known(page: StillPage) -> impl IntoView {
    let still = page.line.id;
    let uses = page.line.uses.clone();
    let is_unused = uses.is_empty();
    let may_change = page.may_change;
    view! {
        {may_change.then(|| view! { <Facts page=page.clone()/> })}
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
        {if is_unused {
            view! { <p class="ui">"Nothing uses it."</p> }.into_any()
        } else {
            let uses = uses.into_iter().map(|used| view! { <li>{named(used)}</li> });
            view! {
                <ul class="still-uses" aria-labelledby="uses-title">
                    {uses.collect_view()}
                </ul>
            }
                .into_any()
        }}
        {may_change.then(|| view! { <Removal still=still is_unused=is_unused/> })}
    }
}

/// Shows the button that deletes a picture, or what it waits for.
#[component]
fn Removal(
    still: MediaId,
    /// Whether nothing uses it, so that it can go.
    is_unused: bool,
) -> impl IntoView {
    if !is_unused {
        return view! { <p class="small">"It can be deleted once nothing uses it."</p> }.into_any();
    }
    view! {
        <form class="still-removal" method="post" action=format!("/desk/stills/{still}")>
            <input type="hidden" name="form" value="delete-still"/>
            <input type="hidden" name="still" value=still.to_string()/>
            <button class="button button--quiet" type="submit" aria-describedby="removal-hint">
                "Delete it"
            </button>
            <p class="small" id="removal-hint">
                "It can be put back for a day. Earlier versions of a text that show it have a gap after that."
            </p>
        </form>
    }
    .into_any()
}

/// Says that a picture was deleted, with the way back.
#[component]
fn Deleted(
    still: MediaId,
    /// When.
    at: Moment,
    /// Until when it can be put back.
    until: Moment,
    /// Whether it is the viewer's to put back.
    may_restore: bool,
) -> impl IntoView {
    view! {
        <p class="notice" role="status">
            "Deleted "
            <time datetime=at.iso>{at.label}</time>
            ". It can be put back until "
            <time datetime=until.iso>{until.label}</time>
            ", and is gone after that."
        </p>
        {may_restore
            .then(|| {
                view! {
                    <form class="still-removal" method="post" action=format!("/desk/stills/{still}")>
                        <input type="hidden" name="form" value="restore-still"/>
                        <input type="hidden" name="still" value=still.to_string()/>
                        <button class="button" type="submit">
                            "Put it back"
                        </button>
                    </form>
                }
            })}
        <p class="ui">
            <a href="/desk/stills">"To the library"</a>
        </p>
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
