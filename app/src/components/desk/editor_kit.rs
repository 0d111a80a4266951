//! Parts of the editor that only a script has a use for: drawn here, shown by the desk's own chunk.

use leptos::prelude::*;

use super::{
    editor_toolbar::{EditorToolbar, FindPanel},
    publication::around_address,
    still_kit::StillKit,
};
use crate::model::{EditorPage, query_value};

/// Keeps the parts in the page without showing them; `data-part` is what the chunk asks for them by.
#[component]
pub(super) fn EditorKit(
    /// The review.
    page: EditorPage,
) -> impl IntoView {
    let back = format!("/desk/reviews/{}", page.review);
    let (before, after) = around_address(&page);
    let sign_in = format!("/sign-in?next={}", query_value(&back));
    view! {
        <template id="editor-kit">
            <EditorToolbar/>
            <FindPanel/>
            <StillKit/>
            <LivePreview/>
            <a data-part="sign-in" href=sign_in>
                "Sign in and come back"
            </a>
            <Restored/>
            <TwoTexts/>
            <span
                data-part="address"
                data-before=before
                data-after=after
                data-suggested=page.suggested_slug
            ></span>
        </template>
    }
}

/// Says that what was typed before stands in the form again.
#[component]
fn Restored() -> impl IntoView {
    view! {
        <div class="notice" role="status" data-part="restored">
            <p>"What was typed here before had not reached the server. It stands in the form again."</p>
            <button
                class="text-button"
                type="button"
                data-away="Show the saved text instead"
                data-back="Show what was typed here"
            >
                "Show the saved text instead"
            </button>
        </div>
    }
}

/// Shows two texts of one draft, and one made of both.
#[component]
fn TwoTexts() -> impl IntoView {
    view! {
        <section class="conflict" aria-labelledby="two-texts" tabindex="-1" data-part="conflict">
            <h2 class="desk-group__title" id="two-texts">
                "Two texts"
            </h2>
            <p>"Somebody saved another text of this draft. Nothing is overwritten until you choose."</p>
            <div class="conflict__fields" data-differing></div>
            <p class="conflict__do">
                <button class="button" type="button" data-do="keep">
                    "Keep mine"
                </button>
                <button class="button button--quiet" type="button" data-do="take">
                    "Take theirs"
                </button>
                <button class="button button--quiet" type="button" data-do="merge">
                    "Put both together"
                </button>
            </p>
            <div class="conflict__merged" data-merged hidden>
                <div class="field">
                    <label for="merged-text">"Both texts in one"</label>
                    <textarea id="merged-text" rows="16" spellcheck="true"></textarea>
                    <span class="field__hint" data-clash>
                        "Where both changed the same, both stand between [[ yours ]] and [[ end ]]."
                    </span>
                </div>
                <button class="button" type="button" data-do="merged">
                    "Save this text"
                </button>
            </div>
            <p class="small">"Whichever you choose, the other text is kept among the revisions."</p>
        </section>
        <div class="conflict__field" data-part="conflict-field">
            <h3></h3>
            <div class="conflict__side">
                <p class="small" data-who></p>
                <pre class="conflict__text" tabindex="0" data-theirs></pre>
            </div>
            <div class="conflict__side">
                <p class="small">"Yours, not saved yet"</p>
                <pre class="conflict__text" tabindex="0" data-mine></pre>
            </div>
        </div>
    }
}

/// Shows the text as readers will see it, beside or under the one that is typed.
#[component]
fn LivePreview() -> impl IntoView {
    view! {
        <section
            class="review-editor__preview"
            aria-label="Live preview"
            tabindex="0"
            data-part="preview"
        >
            <p class="review-editor__label small">"As readers will see it"</p>
            <div class="review-body"></div>
        </section>
    }
}
