//! What an account sees of itself and can change.

mod factor;
mod passkeys;
mod sections;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use factor::FactorSection;
use passkeys::PasskeySection;
use sections::{ClaimSection, EmailSection, NameSection, PasswordSection, SessionsSection};

use crate::{
    components::{
        feedback::form_message,
        layout::{Head, with_head},
    },
    context::site_info,
    model::AccountPage,
    server_fns::load_account_page,
};

/// Shows the account that is signed in: name, address, password, and where it is signed in.
#[component]
pub fn AccountScreen() -> impl IntoView {
    let page = load_account_page();
    let done = use_query_map()
        .read_untracked()
        .get_str("done")
        .map(done_words);
    let head = Head {
        title: format!("Your account · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            <div class="account">
                <h1 class="section-title">"Your account"</h1>
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => account(page, done).into_any(),
                        Err(error) => {
                            let (title, text) = form_message(&error);
                            view! {
                                <p class="ui">
                                    {title} " " {text} " "
                                    <a href="/sign-in?next=/account" rel="external">
                                        "Sign in"
                                    </a>
                                </p>
                            }
                                .into_any()
                        }
                    }
                })}
            </div>
        },
    )
}

fn account(page: AccountPage, done: Option<&'static str>) -> impl IntoView {
    view! {
        {done
            .map(|done| {
                view! {
                    <p class="notice" role="status">
                        {done}
                    </p>
                }
            })}
        {page
            .needs_factor
            .then(|| {
                view! {
                    <p class="notice">
                        "Owners sign in with a second factor here. Until yours is set up "
                        <a href="#second-factor" rel="external">
                            "below"
                        </a> " you can do as much as a member."
                    </p>
                }
            })}
        {page
            .role
            .has_desk()
            .then(|| {
                view! {
                    <p class="ui">
                        <a href="/desk" rel="external">
                            "Your desk"
                        </a>
                        ": write, publish and look after reviews."
                    </p>
                }
            })}
        <NameSection name=page.name role=page.role/>
        <EmailSection email=page.email/>
        <PasswordSection/>
        <FactorSection state=page.second_factor/>
        <PasskeySection passkeys=page.passkeys/>
        <ClaimSection claimable=page.claimable/>
        <SessionsSection sessions=page.sessions/>
    }
}

/// Says what was done.
fn done_words(done: &str) -> &'static str {
    match done {
        "name" => "Your name is changed. What you said before keeps the name it was signed with.",
        "email" => "Your address is changed. You are signed out everywhere else.",
        "password" => "Your password is changed. You are signed out everywhere else.",
        "session" => "That browser is signed out.",
        "factor" => "From now on you are asked for a code when you sign in.",
        "passkey" => "The passkey is added. You can sign in with it.",
        "passkey-off" => "The passkey no longer works.",
        "factor-off" => "You sign in with your password alone.",
        "claim" => "What you said and liked in this browser is your account's now.",
        "sessions" => "You are signed out everywhere else.",
        _ => "Done.",
    }
}
