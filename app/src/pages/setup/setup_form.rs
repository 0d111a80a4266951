//! The form of the set-up.

use leptos::prelude::*;

use crate::{
    components::form::{TextField, problem_of, refusal, standing},
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
    let summary = refusal(refused.as_ref(), &FIELDS);
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
                value=standing(refused, "site_name", "")
                problem=problem_of(refused, Field::SiteName)
            />
            <TextField
                id="setup-tagline"
                name="tagline"
                label="A line under the name"
                value=standing(refused, "tagline", "")
                hint="Optional. One sentence on what readers find here."
                problem=None
            />
            <TextField
                id="setup-rating-scale"
                name="rating_scale"
                label="Films are rated from 0 to"
                kind="number"
                value=standing(refused, "rating_scale", "4")
                hint="Up to 5 a rating is drawn as marks, above that as a figure. Halves are possible."
                problem=problem_of(refused, Field::RatingScale)
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
                value=standing(refused, "name", "")
                problem=problem_of(refused, Field::Name)
            />
            <TextField
                id="setup-email"
                name="email"
                label="Email"
                kind="email"
                autocomplete="username"
                value=standing(refused, "email", "")
                hint="You sign in with it. Nobody else sees it."
                problem=problem_of(refused, Field::Email)
            />
            <TextField
                id="setup-password"
                name="new_password"
                label="Password"
                kind="password"
                autocomplete="new-password"
                hint="At least 8 characters, of any kind."
                problem=problem_of(refused, Field::NewPassword)
            />
        </fieldset>
    }
}
