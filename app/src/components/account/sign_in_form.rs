//! The form one signs in with.

use leptos::prelude::*;

use super::claim_words;
use crate::{
    components::{
        feedback::problem_text,
        form::{FormError, TextField, standing},
    },
    context::refused_form_of,
    error::{Field, Problem},
    model::Claimable,
};

/// Shows the form one signs in with. It carries everything along that was typed into another form
/// before, and leads back to where one came from.
#[component]
pub fn SignInForm(
    /// The path it is posted to.
    action: String,
    /// Where one goes from here.
    next: String,
    /// What this browser has said and liked without an account.
    #[prop(default = Claimable::default())]
    left: Claimable,
) -> impl IntoView {
    let refused = refused_form_of("sign-in");
    let typed = |name: &str| standing(refused.as_ref(), name, "");
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let problem = error
        .as_ref()
        .and_then(|error| error.problem_of(Field::Password));
    let email = typed("email");
    // A ticket too old has a password to be given again.
    let ticket = if problem.is_some() {
        String::new()
    } else {
        typed("ticket")
    };
    let wrong_code = error
        .as_ref()
        .and_then(|error| error.problem_of(Field::Code))
        .map(|problem| problem_text(Field::Code, problem));
    let form = if ticket.is_empty() {
        "sign-in"
    } else {
        "sign-in-code"
    };
    let is_first_step = ticket.is_empty();
    let resume = typed("resume");
    // Before anything was typed the box is ticked; afterwards it is as it was left.
    let stays = (is_first_step && email.is_empty()) || !typed("stay").is_empty();
    let claims = !typed("claim").is_empty();
    // The second step carries the first one's answer.
    let carries_claim = claims && left.is_empty();
    let kept: Vec<_> = refused
        .into_iter()
        .flat_map(|refused| refused.more)
        .filter(|(name, _)| name.starts_with("kept-"))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let fields = vec![
        (Field::Password, "sign-in-password".to_owned()),
        (Field::Code, "sign-in-code".to_owned()),
    ];
    let is_resuming = !resume.is_empty();
    view! {
        <form class="sign-in__form" method="post" action=action aria-labelledby="sign-in-title" novalidate>
            {error
                .map(|error| {
                    view! { <FormError error=error fields=fields/> }
                })}
            {is_resuming
                .then(|| {
                    view! {
                        <p class="notice" role="status">
                            "What you wrote is kept and will be here when you are signed in."
                        </p>
                    }
                })} <input type="hidden" name="form" value=form/>
            <input type="hidden" name="next" value=next/>
            <input type="hidden" name="resume" value=resume/> {kept}
            {if ticket.is_empty() {
                view! { <PasswordFields email=email problem=problem/> }.into_any()
            } else {
                view! { <CodeField ticket=ticket problem=wrong_code/> }.into_any()
            }} <label class="check">
                <input type="checkbox" name="stay" value="true" checked=stays/>
                " Stay signed in on this computer"
            </label>
            {(!left.is_empty())
                .then(|| {
                    view! {
                        <label class="check">
                            <input type="checkbox" name="claim" value="true" checked=claims/>
                            {format!(" Make what this browser has left so far ({}) my account's", claim_words(left))}
                        </label>
                    }
                })}
            {carries_claim.then(|| view! { <input type="hidden" name="claim" value="true"/> })} <button class="button" type="submit">
                "Sign in"
            </button>
        </form>
    }
}

/// What one signs in with at first.
#[component]
fn PasswordFields(email: String, problem: Option<Problem>) -> impl IntoView {
    view! {
        <TextField
            id="sign-in-email"
            name="email"
            label="Email"
            kind="email"
            autocomplete="username"
            value=email
            problem=None
        />
        <TextField
            id="sign-in-password"
            name="password"
            label="Password"
            kind="password"
            autocomplete="current-password"
            problem=problem.map(|problem| problem_text(Field::Password, problem))
        />
    }
}

/// The code that an account with a second factor is asked for.
#[component]
fn CodeField(ticket: String, problem: Option<&'static str>) -> impl IntoView {
    view! {
        <input type="hidden" name="ticket" value=ticket/>
        <TextField
            id="sign-in-code"
            name="code"
            label="Code"
            autocomplete="one-time-code"
            hint="The six digits that your app shows now, or one of the codes you put aside for when it is lost."
            problem=problem
        />
    }
}
