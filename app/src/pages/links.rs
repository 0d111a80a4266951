//! What links that work once lead to: an account for somebody invited, and a new password.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{
        feedback::{ErrorPanel, role_name},
        form::{TextField, problem_of, refusal, standing},
        layout::{Head, with_head},
    },
    context::{refused_form_of, signed_in, site_info},
    error::Field,
    model::{InvitationPage, query_value},
    server_fns::{load_invitation, load_reset},
};

fn key() -> String {
    let query = use_query_map();
    let query = query.read_untracked();
    query.get_str("key").unwrap_or_default().to_owned()
}

fn head(title: &str) -> Head {
    Head {
        title: format!("{title} · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    }
}

/// Shows somebody who was invited the form that makes their account.
#[component]
pub fn InvitationScreen() -> impl IntoView {
    let key = key();
    let page = load_invitation(key.clone());
    with_head(
        head("Invitation"),
        Suspend::new(async move {
            match page.await {
                Ok(page) if page.role.is_some() => invited(page, key).into_any(),
                Ok(_) => view! { <Spent/> }.into_any(),
                Err(error) => view! { <ErrorPanel error=error/> }.into_any(),
            }
        }),
    )
}

fn invited(page: InvitationPage, key: String) -> impl IntoView {
    let refused = refused_form_of("accept-invitation");
    let refused = refused.as_ref();
    let site = site_info().name;
    let role = page.role.map(role_name).unwrap_or_default();
    let author = page.author.unwrap_or_default();
    let welcome = match author.as_str() {
        "" => format!("You are to be {role} of {site}."),
        author => format!("You are to be {role} of {site}, signing reviews as {author}."),
    };
    let name = standing(refused, "name", &author);
    let email = standing(refused, "email", "");
    let wrong_name = problem_of(refused, Field::Name);
    let wrong_email = problem_of(refused, Field::Email);
    let wrong_password = problem_of(refused, Field::NewPassword);
    let told = refusal(
        refused,
        &[
            (Field::Name, "invited-name"),
            (Field::Email, "invited-email"),
            (Field::NewPassword, "invited-password"),
        ],
    );
    let action = format!("/invitation?key={}", query_value(&key));
    let warning = signed_in().map(|card| {
        view! {
            <p class="notice">
                "You are signed in as " <bdi>{card.name}</bdi>
                " in this browser. The new account takes its place here."
            </p>
        }
    });
    view! {
        <div class="sign-in">
            <h1 class="section-title" id="invitation-title">
                "You are invited"
            </h1>
            <p class="ui">{welcome}</p>
            {warning}
            <form
                class="sign-in__form"
                method="post"
                action=action
                aria-labelledby="invitation-title"
                novalidate
            >
                {told} <input type="hidden" name="form" value="accept-invitation"/>
                <input type="hidden" name="key" value=key/>
                <TextField
                    id="invited-name"
                    name="name"
                    label="Your name"
                    autocomplete="name"
                    value=name
                    problem=wrong_name
                />
                <TextField
                    id="invited-email"
                    name="email"
                    label="Email"
                    kind="email"
                    autocomplete="username"
                    value=email
                    hint="You sign in with it. Only the owner sees it."
                    problem=wrong_email
                />
                <TextField
                    id="invited-password"
                    name="new_password"
                    label="Password"
                    kind="password"
                    autocomplete="new-password"
                    hint="At least 8 characters, of any kind."
                    problem=wrong_password
                />
                <button class="button" type="submit">
                    "Make my account"
                </button>
            </form>
        </div>
    }
}

/// Asks for the address of an account whose password is forgotten.
#[component]
pub fn ForgottenScreen() -> impl IntoView {
    let is_done = use_query_map().read_untracked().get_str("done").is_some();
    let refused = refused_form_of("ask-for-reset");
    let email = standing(refused.as_ref(), "email", "");
    let told = refusal(refused.as_ref(), &[]);
    let body = if is_done {
        view! {
            <p class="notice" role="status">
                "If there is an account with that address, a link for a new password is on its way to it. It works once, within an hour."
            </p>
        }
        .into_any()
    } else if !site_info().has_mail {
        view! {
            <p class="ui">
                "This site sends no mail. The owner gives you a link for a new password, or whoever runs the site does."
            </p>
        }
        .into_any()
    } else {
        view! {
            <p class="ui">"We send a link for a new one to the address you sign in with."</p>
            <form
                class="sign-in__form"
                method="post"
                action="/forgotten"
                aria-labelledby="forgotten-title"
                novalidate
            >
                {told} <input type="hidden" name="form" value="ask-for-reset"/>
                <TextField
                    id="forgotten-email"
                    name="email"
                    label="Email"
                    kind="email"
                    autocomplete="username"
                    value=email
                    problem=None
                />
                <button class="button" type="submit">
                    "Send the link"
                </button>
            </form>
        }
        .into_any()
    };
    with_head(
        head("Password forgotten"),
        view! {
            <div class="sign-in">
                <h1 class="section-title" id="forgotten-title">
                    "Password forgotten"
                </h1>
                {body}
            </div>
        },
    )
}

/// Shows the form for a new password to whoever has a link for it.
#[component]
pub fn ResetScreen() -> impl IntoView {
    let key = key();
    let page = load_reset(key.clone());
    // With a second factor the sign-in above asks for its code, and the link is used up by then.
    let is_taken = refused_form_of("sign-in").is_some();
    with_head(
        head("New password"),
        Suspend::new(async move {
            match page.await {
                Ok(false) if is_taken => view! { <Taken/> }.into_any(),
                Ok(true) => new_password(key).into_any(),
                Ok(false) => view! { <Spent/> }.into_any(),
                Err(error) => view! { <ErrorPanel error=error/> }.into_any(),
            }
        }),
    )
}

fn new_password(key: String) -> impl IntoView {
    let refused = refused_form_of("reset-password");
    let problem = problem_of(refused.as_ref(), Field::NewPassword);
    let told = refusal(refused.as_ref(), &[(Field::NewPassword, "reset-password")]);
    let action = format!("/reset?key={}", query_value(&key));
    view! {
        <div class="sign-in">
            <h1 class="section-title" id="reset-title">
                "A new password"
            </h1>
            <p class="ui">"With it you are signed out everywhere else."</p>
            <form
                class="sign-in__form"
                method="post"
                action=action
                aria-labelledby="reset-title"
                novalidate
            >
                {told} <input type="hidden" name="form" value="reset-password"/>
                <input type="hidden" name="key" value=key/>
                <TextField
                    id="reset-password"
                    name="new_password"
                    label="New password"
                    kind="password"
                    autocomplete="new-password"
                    hint="At least 8 characters, of any kind."
                    problem=problem
                />
                <button class="button" type="submit">
                    "Take this password"
                </button>
            </form>
        </div>
    }
}

/// Says that the password is taken and the code is asked for.
#[component]
fn Taken() -> impl IntoView {
    view! {
        <div class="sign-in">
            <h1 class="section-title">"Your new password is taken"</h1>
            <p class="ui">
                "You are signed out everywhere. Your account has a second factor, so give its code above to go on."
            </p>
        </div>
    }
}

/// Says that a link no longer works.
#[component]
fn Spent() -> impl IntoView {
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>() {
        answer.set_status(http::StatusCode::FORBIDDEN);
    }
    view! {
        <div class="sign-in">
            <h1 class="section-title">"This link no longer works"</h1>
            <p class="ui">
                "It was used before, was taken back, or is too old. Ask whoever sent it for a new one."
            </p>
            <div class="sign-in__ways">
                <a class="button" href="/sign-in" rel="external">
                    "Sign in"
                </a>
            </div>
        </div>
    }
}
