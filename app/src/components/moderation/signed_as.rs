//! Under which name one is about to comment.

use leptos::prelude::*;

/// Says under which account one comments, or offers to sign in first; what was typed comes along.
/// Both stand in the form, and one of them is shown: the page that everybody shares does not know
/// who reads it, and its script finds out.
#[component]
pub fn SignedAs(
    /// Who is signed in.
    name: Option<String>,
) -> impl IntoView {
    let is_signed_in = name.is_some();
    view! {
        <p class="signed-as small" data-signed="" hidden=!is_signed_in>
            "You are commenting as "
            <bdi>{name.unwrap_or_default()}</bdi>
            ", signed in. "
            <a href="/account" rel="external">
                "Change or sign out"
            </a>
        </p>
        <p class="signed-as small" hidden=is_signed_in>
            "Have an account here? "
            <button class="text-button" type="submit" name="sign-in-first" value="1" data-native="">
                "Sign in, and keep what you wrote"
            </button>
        </p>
    }
}
