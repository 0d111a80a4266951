//! The sign-in above a page that needs it.

use leptos::prelude::*;

use super::SignInForm;
use crate::{address::Address, context::refused_form_of, model::local_path};

/// Shows the sign-in above the page whose form asked for it; elsewhere nothing. On the next page it
/// has nothing to say any more, and `client::header` takes it away.
#[component]
pub fn SignInPanel() -> impl IntoView {
    let address = Address::here();
    let here = untrack(|| address.with_path(Clone::clone));
    let refused = refused_form_of("sign-in").filter(|_| here != "/sign-in");
    refused.map(|refused| {
        let next = local_path(refused.value("next")).unwrap_or("/").to_owned();
        view! {
            <section class="sign-in sign-in--panel" aria-labelledby="sign-in-title">
                <h2 class="section-title" id="sign-in-title">
                    "Sign in to go on"
                </h2>
                <SignInForm action=next.clone() next=next/>
            </section>
        }
    })
}
