//! The form of the set-up.

use leptos::prelude::*;

use crate::{
    components::{
        feedback::problem_text,
        form::{FormError, TextField},
    },
    context::{RefusedForm, refused_form_of},
    error::Field,
    model::query_value,
};

/// The fields with their ids.
const FIELDS: [(Field, &str); 5] = [
    (Field::SiteName, "setup-site-name"),
    (Field::RatingScale, "setup-rating-scale"),
    (Field::Name, "setup-name"),
    (Field::Email, "setup-email"),
    (Field::NewPassword, "setup-password"),
];

/// Shows the form that makes the first owner: the publication, then the person.
#[component]
pub(super) fn SetupForm(
    /// The word of the link.
    key_word: String,
) -> impl IntoView {
    let refused = refused_form_of("set-up");
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let summary = error.map(|error| {
        let fields = FIELDS.map(|(field, id)| (field, id.to_owned())).to_vec();
        view! { <FormError error=error fields=fields/> }
    });
    let action = format!("/setup?key={}", query_value(&key_word));
    view! {
        <div class="sign-in">
            <h1 class="section-title" id="setup-title">
                "Whose publication is this?"
            </h1>
            <p class="ui">"Two minutes, and everything here can be changed later."</p>
            <form
                class="sign-in__form"
                method="post"
                action=action
                aria-labelledby="setup-title"
                novalidate
            >
                {summary}
                <input type="hidden" name="form" value="set-up"/>
                <input type="hidden" name="key" value=key_word/>
                <Publication refused=refused.clone()/>
                <Owner refused=refused/>
                <button class="button" type="submit">
                    "Open the doors"
                </button>
            </form>
        </div>
    }
}

fn problem(refused: Option<&RefusedForm>, field: Field) -> Option<&'static str> {
    let error = refused?.error.as_ref()?;
    error
        .problem_of(field)
        .map(|problem| problem_text(field, problem))
}

fn typed(refused: Option<&RefusedForm>, name: &str, first: &str) -> String {
    refused
        .map_or(first, |refused| refused.value(name))
        .to_owned()
}

/// What the publication is called and how it counts.
#[component]
fn Publication(refused: Option<RefusedForm>) -> impl IntoView {
    let refused = refused.as_ref();
    view! {
        <fieldset class="form-group">
            <legend class="account__title">"The publication"</legend>
            <TextField
                id="setup-site-name"
                name="site_name"
                label="Its name"
                autocomplete="organization"
                value=typed(refused, "site_name", "")
                problem=problem(refused, Field::SiteName)
            />
            <TextField
                id="setup-tagline"
                name="tagline"
                label="A line under the name"
                value=typed(refused, "tagline", "")
                hint="Optional. One sentence on what readers find here."
                problem=None
            />
            <TextField
                id="setup-rating-scale"
                name="rating_scale"
                label="Films are rated from 0 to"
                kind="number"
                value=typed(refused, "rating_scale", "4")
                hint="Up to 5 a rating is drawn as marks, above that as a figure. Halves are possible."
                problem=problem(refused, Field::RatingScale)
            />
        </fieldset>
    }
}

/// Who the owner is.
#[component]
fn Owner(refused: Option<RefusedForm>) -> impl IntoView {
    let refused = refused.as_ref();
    view! {
        <fieldset class="form-group">
            <legend class="account__title">"Its owner"</legend>
            <TextField
                id="setup-name"
                name="name"
                label="Your name"
                autocomplete="name"
                value=typed(refused, "name", "")
                problem=problem(refused, Field::Name)
            />
            <TextField
                id="setup-email"
                name="email"
                label="Email"
                kind="email"
                autocomplete="username"
                value=typed(refused, "email", "")
                hint="You sign in with it. Nobody else sees it."
                problem=problem(refused, Field::Email)
            />
            <TextField
                id="setup-password"
                name="new_password"
                label="Password"
                kind="password"
                autocomplete="new-password"
                hint="At least 8 characters, of any kind."
                problem=problem(refused, Field::NewPassword)
            />
        </fieldset>
    }
}
