//! The forms a writer changes an own comment with, or takes it back.

use leptos::prelude::*;

use super::{comments::Around, form_field::CommentField};
use crate::{
    components::feedback::ErrorSummary, context::refused_form, error::Field, model::CommentId,
};

/// Shows the text of an own comment for changing, in the comment's place.
#[component]
pub(super) fn EditForm(
    /// The page around it.
    around: Around,
    /// The comment.
    comment: CommentId,
) -> impl IntoView {
    let refused = refused_form()
        .filter(|refused| refused.form == "edit-comment" && refused.comment == Some(comment));
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let problem = error
        .as_ref()
        .and_then(|error| error.problem_of(Field::Comment));
    let source = around
        .focus_on(comment)
        .map(|focus| focus.source)
        .unwrap_or_default();
    let text = refused.map_or(source, |refused| refused.body);
    let fields = ["edit-text", "", "", ""].map(str::to_owned);
    let action = around.with(|query| query.edit = Some(comment));
    let back = around.place();
    view! {
        <form
            class="reply-form reply-form--edit"
            id="edit"
            method="post"
            action=format!("{action}#edit")
            aria-label="Edit your comment"
            novalidate
        >
            {error.map(|error| view! { <ErrorSummary error=error fields=fields/> })}
            <input type="hidden" name="form" value="edit-comment"/>
            <input type="hidden" name="id" value=comment.to_string()/>
            <CommentField id="edit-text".to_owned() text=text problem=problem/>
            <div class="reply-form__end">
                <button class="button" type="submit">
                    "Save changes"
                </button>
                <a class="text-button" href=format!("{back}#comment-{comment}") rel="external">
                    "Leave it as it was"
                </a>
            </div>
        </form>
    }
}

/// Asks whether an own comment is to be taken back.
#[component]
pub(super) fn DeleteForm(
    /// The page around it.
    around: Around,
    /// The comment.
    comment: CommentId,
) -> impl IntoView {
    let action = around.with(|query| query.delete = Some(comment));
    let back = around.place();
    view! {
        <form
            class="reply-form reply-form--edit"
            id="delete"
            method="post"
            action=action
            aria-label="Take your comment back"
        >
            <p class="notice notice--danger">
                "Take this comment back? Its text is deleted for good; replies to it keep their place."
            </p>
            <input type="hidden" name="form" value="delete-comment"/>
            <input type="hidden" name="id" value=comment.to_string()/>
            <div class="reply-form__end">
                <button class="button button--danger" type="submit">
                    "Take it back"
                </button>
                <a class="text-button" href=format!("{back}#comment-{comment}") rel="external">
                    "Keep it"
                </a>
            </div>
        </form>
    }
}
