//! The sign-in above a page that needs it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::SignInForm;
use crate::{context::refused_form_of, model::local_path};

/// Shows the sign-in above the page whose form asked for it; elsewhere nothing.
#[component]
pub fn SignInPanel() -> impl IntoView {
    let location = use_location();
    let here = location.pathname.get_untracked();
    let refused = refused_form_of("sign-in").filter(|_| here != "/sign-in");
    let path = location.pathname;
    refused.map(|refused| {
        let next = local_path(refused.value("next")).unwrap_or("/").to_owned();
        view! {
            // On the next page it has nothing to say any more.
            <section
                class="sign-in sign-in--panel"
                hidden=move || path.with(|path| *path != here)
                aria-labelledby="sign-in-title"
            >
                <h2 class="section-title" id="sign-in-title">
                    "Sign in to go on"
                </h2>
                <SignInForm action=next.clone() next=next/>
            </section>
        }
    })
}
