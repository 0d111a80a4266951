//! The search field.

use leptos::prelude::*;

/// Takes what is to be found. It is sent as a plain form.
#[component]
pub fn SearchBox(
    /// What was typed last.
    query: String,
) -> impl IntoView {
    view! {
        <form role="search" action="/search">
            <div class="search-box">
                <div class="field">
                    <label for="q" class="small">
                        "Search reviews, films, people and comments"
                    </label>
                    <input
                        id="q"
                        name="q"
                        type="search"
                        value=query
                        maxlength="400"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        enterkeyhint="search"
                    />
                </div>
                <button class="button" type="submit">
                    "Search"
                </button>
            </div>
        </form>
    }
}
