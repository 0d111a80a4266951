//! The buttons a moderator has at a comment.

use leptos::prelude::*;

use crate::model::{CommentId, ModerationReason, ViewerState};

/// Shows, to whoever may moderate here, how a comment is taken out of sight; to others nothing.
#[component]
pub fn ModerateComment(
    /// The comment.
    comment: CommentId,
    /// Its writer's name.
    name: String,
    /// What only the viewer sees.
    viewer: RwSignal<ViewerState>,
    /// The page's own path and query, to which the form is posted.
    place: String,
) -> impl IntoView {
    let may_moderate = Memo::new(move |_| viewer.with(|viewer| viewer.account.may_moderate));
    move || {
        may_moderate
            .get()
            .then(|| view! { <Form comment=comment name=name.clone() place=place.clone()/> })
    }
}

/// The form, folded up until it is asked for.
#[component]
fn Form(comment: CommentId, name: String, place: String) -> impl IntoView {
    let id = format!("moderate-{comment}");
    view! {
        <details class="moderate">
            <summary class="text-button" aria-label=format!("Moderate comment by {name}")>
                "Moderate"
            </summary>
            <form class="moderate__form" method="post" action=place>
                <input type="hidden" name="form" value="moderate-comment"/>
                <input type="hidden" name="id" value=comment.to_string()/>
                <div class="field">
                    <label for=id.clone()>"Why, as its writer is told"</label>
                    <select id=id name="reason">
                        {ModerationReason::ALL
                            .map(|reason| {
                                view! { <option value=reason.key()>{reason_choice(reason)}</option> }
                            })
                            .collect_view()}
                    </select>
                </div>
                <button class="button button--quiet" type="submit" name="act" value="hold">
                    "Hold"
                </button>
                <button class="button button--danger" type="submit" name="act" value="trash">
                    "Trash"
                </button>
            </form>
        </details>
    }
}

fn reason_choice(reason: ModerationReason) -> &'static str {
    match reason {
        ModerationReason::Rude => "It goes at a person",
        ModerationReason::OffTopic => "It is about something else",
        ModerationReason::Spoiler => "It gives the ending away",
        ModerationReason::Spam => "It advertises",
        ModerationReason::Other => "Another reason",
    }
}
