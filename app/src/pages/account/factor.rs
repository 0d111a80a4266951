//! The second factor of an account.

use leptos::prelude::*;

use super::sections::PLACE;
use crate::{
    components::form::{TextField, problem_of, refusal},
    context::refused_form_of,
    error::Field,
    model::{FactorSetup, SecondFactorState},
};

/// The second factor: setting it up, and taking it away.
#[component]
pub(super) fn FactorSection(state: SecondFactorState) -> impl IntoView {
    let body = match state {
        SecondFactorState::Off => view! { <Off/> }.into_any(),
        SecondFactorState::Begun(setup) => view! { <Begun setup=setup/> }.into_any(),
        SecondFactorState::On { codes, left } => view! { <On codes=codes left=left/> }.into_any(),
    };
    view! {
        <section class="account__section" id="second-factor" aria-labelledby="factor-title">
            <h2 class="account__title" id="factor-title">
                "Second factor"
            </h2>
            {body}
        </section>
    }
}

#[component]
fn Off() -> impl IntoView {
    view! {
        <p class="ui">
            "With it, a password that somebody else has found out is not enough: an app on your phone makes a code that you give as well."
        </p>
        <UponPassword form="begin-factor" id="factor-password" button="Set it up"/>
    }
}

#[component]
fn Begun(setup: FactorSetup) -> impl IntoView {
    let refused = refused_form_of("confirm-factor");
    let refused = refused.as_ref();
    // In groups of four, as such things are read.
    let letters: Vec<char> = setup.secret.chars().collect();
    let secret: Vec<String> = letters
        .chunks(4)
        .map(|part| part.iter().collect())
        .collect();
    view! {
        <p class="ui">
            "Read this with an app for one-time codes, or type the letters into it. Then give the code it shows."
        </p>
        {(!setup.picture.is_empty())
            .then(|| {
                view! {
                    <img
                        class="account__code"
                        src=setup.picture
                        width="220"
                        height="220"
                        alt="The letters below as a QR code"
                    />
                }
            })}
        <p class="account__secret">
            <code>{secret.join(" ")}</code>
        </p>
        <form class="account__form" method="post" action=PLACE aria-labelledby="factor-title" novalidate>
            {refusal(refused, &[(Field::Code, "factor-code")])}
            <input type="hidden" name="form" value="confirm-factor"/>
            <TextField
                id="factor-code"
                name="code"
                label="Code"
                autocomplete="one-time-code"
                problem=problem_of(refused, Field::Code)
            />
            <button class="button button--quiet" type="submit">
                "Confirm"
            </button>
        </form>
    }
}

#[component]
fn On(codes: Vec<String>, left: i64) -> impl IntoView {
    let left = match left {
        1 => "One of your codes for when the app is lost is left.".to_owned(),
        left => format!("{left} of your codes for when the app is lost are left."),
    };
    view! {
        {if codes.is_empty() {
            view! { <p class="ui">{left}</p> }.into_any()
        } else {
            view! {
                <p class="ui">
                    "Put these codes where you find them when the app is lost. Each works once. They are shown for ten minutes."
                </p>
                <ul class="account__codes">
                    {codes
                        .into_iter()
                        .map(|code| {
                            view! {
                                <li>
                                    <code>{code}</code>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
                .into_any()
        }}
        <UponPassword form="end-factor" id="factor-end-password" button="Turn it off"/>
    }
}

/// Does something about the second factor, upon the password.
#[component]
fn UponPassword(
    /// The form's name.
    form: &'static str,
    /// The id of the password's field.
    id: &'static str,
    /// What its button says.
    button: &'static str,
) -> impl IntoView {
    let refused = refused_form_of(form);
    let refused = refused.as_ref();
    view! {
        <form class="account__form" method="post" action=PLACE aria-labelledby="factor-title" novalidate>
            {refusal(refused, &[(Field::Password, id)])}
            <input type="hidden" name="form" value=form/>
            <TextField
                id=id
                name="password"
                label="Your password"
                kind="password"
                autocomplete="current-password"
                problem=problem_of(refused, Field::Password)
            />
            <button class="button button--quiet" type="submit">
                {button}
            </button>
        </form>
    }
}
