//! The bar above the editor: where the review stands, whether it is saved, and the main acts.

use leptos::prelude::*;

use crate::model::{EditorPage, Stage, TextKind};

/// Shows where a review stands and what can be done with it. Its buttons belong to the editor's form.
#[component]
pub(super) fn EditorBar(
    /// The review.
    page: EditorPage,
) -> impl IntoView {
    let stage = page.stage;
    let told = match (&page.saved, page.has_changes, stage) {
        (Some((at, _)), true, Stage::Published) => {
            format!("Saved {}. Readers still see the published text", at.label)
        }
        (Some((at, _)), _, _) => format!("Saved {}", at.label),
        (None, _, Stage::Published) => "As published".to_owned(),
        (None, _, _) => "Nothing typed yet".to_owned(),
    };
    let list = match page.kind {
        TextKind::Review => "Reviews",
        TextKind::Page => "Pages",
    };
    let publish = match stage {
        Stage::Published => "Publish changes",
        _ => "Publish",
    };
    view! {
        <div class="editor-bar">
            <div class="editor-bar__inner">
                <div>
                    <p class="editor-bar__where">
                        <a href=page.kind.desk_path()>{list}</a>
                        " / "
                        {stage.label()}
                        {page.path.map(|path| view! { ", " <a href=path>"see it"</a> })}
                    </p>
                    <p
                        class="autosave"
                        id="editor-state"
                        role="status"
                        data-note=(stage == Stage::Published)
                            .then_some("Readers still see the published text")
                    >
                        <span class="cue cue--lit" aria-hidden="true"></span>
                        <span>{told}</span>
                        {(page.revision_count > 0)
                            .then(|| {
                                let path = format!("/desk/reviews/{}/revisions", page.review);
                                view! { <a href=path>{format!("Revisions ({})", page.revision_count)}</a> }
                            })}
                    </p>
                </div>
                // The first button of a form is what the enter key presses, so it is the one that only saves.
                <div class="editor-bar__do">
                    <button class="button button--quiet" type="submit" form="editor" name="act" value="save">
                        "Save"
                    </button>
                    <button
                        class="button button--quiet"
                        type="submit"
                        form="editor"
                        name="act"
                        value="preview"
                    >
                        "Preview"
                    </button>
                    {(page.may_publish && stage != Stage::Trashed)
                        .then(|| {
                            view! {
                                <button class="button" type="submit" form="editor" name="act" value="publish">
                                    {publish}
                                </button>
                            }
                        })}
                </div>
            </div>
        </div>
    }
}
