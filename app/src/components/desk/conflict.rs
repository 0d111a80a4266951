//! Two texts of one draft: what somebody saved meanwhile beside what was typed here.

use leptos::prelude::*;

use crate::model::{DraftFields, EditorPage};

/// Shows what stands on the server where it differs from what was typed, and lets one choose. What was
/// typed here stands in the form below, to be put together by hand.
#[component]
pub(super) fn ConflictPanel(
    /// The review as it stands.
    page: EditorPage,
    /// What was typed.
    mine: DraftFields,
) -> impl IntoView {
    let theirs = page.fields;
    let differing: Vec<_> = theirs
        .labelled()
        .into_iter()
        .zip(mine.labelled())
        .filter(|(theirs, mine)| theirs.1 != mine.1)
        .map(|((label, theirs), (_, mine))| (label, theirs.to_owned(), mine.to_owned()))
        .collect();
    let who = match page.saved {
        Some((at, by)) if by.is_empty() => format!("Saved {}", at.label),
        Some((at, by)) => format!("Saved by {by}, {}", at.label),
        None => "As it stands".to_owned(),
    };
    view! {
        <section class="conflict" aria-labelledby="conflict-title">
            <h2 class="desk-group__title" id="conflict-title">
                "Two texts"
            </h2>
            {differing
                .into_iter()
                .map(|(label, theirs, mine)| {
                    view! {
                        <div class="conflict__field">
                            <h3>{label}</h3>
                            <div class="conflict__side">
                                <p class="small">{who.clone()}</p>
                                <pre class="conflict__text">{theirs}</pre>
                            </div>
                            <div class="conflict__side">
                                <p class="small">"Yours, not saved yet"</p>
                                <pre class="conflict__text">{mine}</pre>
                            </div>
                        </div>
                    }
                })
                .collect_view()}
            <p class="conflict__do">
                <button class="button" type="submit" form="editor" name="act" value="keep-mine">
                    "Save what is in the form"
                </button>
                <button class="button button--quiet" type="submit" form="editor" name="act" value="take-theirs">
                    "Leave the other one"
                </button>
            </p>
            <p class="small">"Whichever you choose, the other text is kept among the revisions."</p>
        </section>
    }
}
