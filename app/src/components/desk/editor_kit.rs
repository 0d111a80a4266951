//! Parts of the editor that only a script has a use for: drawn here, shown by the desk's own chunk.

use leptos::prelude::*;

/// Keeps the parts in the page without showing them; `data-part` is what the chunk asks for them by.
#[component]
pub(super) fn EditorKit() -> impl IntoView {
    view! {
        <template id="editor-kit">
            <LivePreview/>
        </template>
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
