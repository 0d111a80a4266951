//! The parts of the account's screen, each a form of its own.

use leptos::prelude::*;

use crate::{
    components::{
        account::claim_words,
        feedback::role_name,
        form::{TextField, problem_of, refusal, standing},
    },
    context::refused_form_of,
    error::Field,
    model::{Claimable, Role, SessionLine},
};

/// Where the forms of this screen are posted to.
pub(super) const PLACE: &str = "/account";

/// The name, and what the account may do.
#[component]
pub(super) fn NameSection(name: String, role: Role) -> impl IntoView {
    let refused = refused_form_of("change-name");
    let refused = refused.as_ref();
    view! {
        <section class="account__section" aria-labelledby="name-title">
            <h2 class="account__title" id="name-title">
                "Name"
            </h2>
            <form class="account__form" method="post" action=PLACE aria-labelledby="name-title" novalidate>
                {refusal(refused, &[(Field::Name, "account-name")])}
                <input type="hidden" name="form" value="change-name"/>
                <TextField
                    id="account-name"
                    name="name"
                    label="Name"
                    autocomplete="name"
                    value=standing(refused, "name", &name)
                    hint="What you say from now on is signed with it."
                    problem=problem_of(refused, Field::Name)
                />
                <p class="small">"You are " {role_name(role)} " here."</p>
                <button class="button button--quiet" type="submit">
                    "Change name"
                </button>
            </form>
        </section>
    }
}

/// The e-mail address.
#[component]
pub(super) fn EmailSection(email: String) -> impl IntoView {
    let refused = refused_form_of("change-email");
    let refused = refused.as_ref();
    let fields = [
        (Field::Email, "account-email"),
        (Field::Password, "account-email-password"),
    ];
    view! {
        <section class="account__section" aria-labelledby="email-title">
            <h2 class="account__title" id="email-title">
                "Email"
            </h2>
            <form class="account__form" method="post" action=PLACE aria-labelledby="email-title" novalidate>
                {refusal(refused, &fields)}
                <input type="hidden" name="form" value="change-email"/>
                <TextField
                    id="account-email"
                    name="email"
                    label="Email"
                    kind="email"
                    autocomplete="username"
                    value=standing(refused, "email", &email)
                    hint="You sign in with it. Besides you only the owner sees it."
                    problem=problem_of(refused, Field::Email)
                />
                <TextField
                    id="account-email-password"
                    name="password"
                    label="Your password"
                    kind="password"
                    autocomplete="current-password"
                    problem=problem_of(refused, Field::Password)
                />
                <button class="button button--quiet" type="submit">
                    "Change email"
                </button>
            </form>
        </section>
    }
}

/// The password.
#[component]
pub(super) fn PasswordSection() -> impl IntoView {
    let refused = refused_form_of("change-password");
    let refused = refused.as_ref();
    let fields = [
        (Field::Password, "account-password"),
        (Field::NewPassword, "account-new-password"),
    ];
    view! {
        <section class="account__section" aria-labelledby="password-title">
            <h2 class="account__title" id="password-title">
                "Password"
            </h2>
            <form class="account__form" method="post" action=PLACE aria-labelledby="password-title" novalidate>
                {refusal(refused, &fields)}
                <input type="hidden" name="form" value="change-password"/>
                <TextField
                    id="account-password"
                    name="password"
                    label="Your password so far"
                    kind="password"
                    autocomplete="current-password"
                    problem=problem_of(refused, Field::Password)
                />
                <TextField
                    id="account-new-password"
                    name="new_password"
                    label="New password"
                    kind="password"
                    autocomplete="new-password"
                    hint="At least 8 characters, of any kind. Changing it signs you out everywhere else."
                    problem=problem_of(refused, Field::NewPassword)
                />
                <button class="button button--quiet" type="submit">
                    "Change password"
                </button>
            </form>
        </section>
    }
}

/// What this browser has said and liked without an account, when there is anything.
#[component]
pub(super) fn ClaimSection(claimable: Claimable) -> impl IntoView {
    (!claimable.is_empty()).then(|| {
        view! {
            <section class="account__section" aria-labelledby="claim-title">
                <h2 class="account__title" id="claim-title">
                    "Said before"
                </h2>
                <form class="account__form" method="post" action=PLACE>
                    <p class="ui">
                        {format!(
                            "Without being signed in, this browser has left {}. You can make that your account's; names that comments are signed with stay, and what was liked is liked under your name.",
                            claim_words(claimable),
                        )}
                    </p>
                    <button class="button button--quiet" type="submit" name="form" value="claim">
                        "Make it mine"
                    </button>
                </form>
            </section>
        }
    })
}

/// Where the account is signed in.
#[component]
pub(super) fn SessionsSection(sessions: Vec<SessionLine>) -> impl IntoView {
    let has_others = sessions.len() > 1;
    let refused = refused_form_of("end-session");
    view! {
        <section class="account__section" aria-labelledby="sessions-title">
            <h2 class="account__title" id="sessions-title">
                "Signed in"
            </h2>
            {refusal(refused.as_ref(), &[])}
            <ul class="account__sessions">
                {sessions.into_iter().map(|session| view! { <Session session=session/> }).collect_view()}
            </ul>
            <form class="account__form" method="post" action=PLACE>
                {has_others
                    .then(|| {
                        view! {
                            <button
                                class="button button--quiet"
                                type="submit"
                                name="form"
                                value="end-other-sessions"
                            >
                                "Sign out everywhere else"
                            </button>
                        }
                    })}
                <button class="button" type="submit" name="form" value="sign-out">
                    "Sign out"
                </button>
            </form>
        </section>
    }
}

/// A browser the account is signed in with.
#[component]
fn Session(session: SessionLine) -> impl IntoView {
    let label = format!("Sign out {}", session.browser);
    view! {
        <li class="account__session">
            <div>
                <p class="ui">{session.browser}</p>
                <p class="small">
                    "Since " <time datetime=session.signed_in.iso>{session.signed_in.label}</time>
                    {if session.is_this {
                        view! { ", this browser" }.into_any()
                    } else {
                        view! {
                            ", last used "
                            <time datetime=session.seen.iso>{session.seen.label}</time>
                        }
                            .into_any()
                    }}
                </p>
            </div>
            {(!session.is_this)
                .then(|| {
                    view! {
                        <form method="post" action=PLACE>
                            <input type="hidden" name="form" value="end-session"/>
                            <input type="hidden" name="id" value=session.id.to_string()/>
                            <button class="text-button" type="submit" aria-label=label>
                                "Sign out"
                            </button>
                        </form>
                    }
                })}
        </li>
    }
}
