//! Under which name one is about to comment.

use leptos::prelude::*;

use crate::{components::IntoWhole, model::ViewerState};

/// Says under which account one comments, or offers to sign in first; what was typed comes along.
#[component]
pub fn SignedAs(
    /// What only the viewer sees.
    viewer: RwSignal<ViewerState>,
) -> impl IntoView {
    let card = Memo::new(move |_| viewer.with(|viewer| viewer.account.card.clone()));
    move || {
        match card.get() {
        Some(card) => view! {
            <p class="signed-as small">
                "You are commenting as " <bdi>{card.name}</bdi> ", signed in. "
                <a href="/account" rel="external">
                    "Change or sign out"
                </a>
            </p>
        }
        .whole(),
        None => view! {
            <p class="signed-as small">
                "Have an account here? "
                <button class="text-button" type="submit" name="sign-in-first" value="1" data-native="">
                    "Sign in, and keep what you wrote"
                </button>
            </p>
        }
        .whole(),
    }
    }
}
