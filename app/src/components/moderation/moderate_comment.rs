//! The buttons a moderator has at a comment.

use leptos::prelude::*;

use crate::components::live_html;
#[cfg(feature = "ssr")]
use crate::model::ModerationReason;
use crate::model::{CommentId, Markup, ModerationHtml, ViewerState};

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
    move || {
        let form = viewer.with(|viewer| {
            let account = &viewer.account;
            account
                .may_moderate
                .then(|| of(account.html.as_ref(), comment, &name, &place))
        });
        form.map(|form| live_html(move || form.clone()))
    }
}

/// Draws the form of a comment.
#[cfg(feature = "ssr")]
fn of(_: Option<&ModerationHtml>, comment: CommentId, name: &str, place: &str) -> Markup {
    html(&comment.to_string(), name, place)
}

/// Makes the form of a comment of what the server has drawn with gaps; what it has drawn whole stays.
#[cfg(feature = "hydrate")]
fn of(drawn: Option<&ModerationHtml>, comment: CommentId, name: &str, _: &str) -> Markup {
    let html = drawn.and_then(|drawn| drawn.form.0.as_ref());
    Markup(html.map(|html| crate::client::form::fill_gaps(html, "", comment, name, "").into()))
}

/// The form, folded up until it is asked for.
#[cfg(feature = "ssr")]
pub(super) fn html(comment: &str, name: &str, place: &str) -> Markup {
    let id = format!("moderate-{comment}");
    let form = view! {
        <details class="moderate">
            <summary class="text-button" aria-label=format!("Moderate comment by {name}")>
                "Moderate"
            </summary>
            <form class="moderate__form" method="post" action=place.to_owned()>
                <input type="hidden" name="form" value="moderate-comment"/>
                <input type="hidden" name="id" value=comment.to_owned()/>
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
    };
    Markup::sanitized(form.to_html())
}

#[cfg(feature = "ssr")]
fn reason_choice(reason: ModerationReason) -> &'static str {
    match reason {
        ModerationReason::Rude => "It goes at a person",
        ModerationReason::OffTopic => "It is about something else",
        ModerationReason::Spoiler => "It gives the ending away",
        ModerationReason::Spam => "It advertises",
        ModerationReason::Other => "Another reason",
    }
}
