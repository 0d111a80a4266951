//! The forms a writer changes an own comment with, or takes it back.

use leptos::prelude::*;

use super::{
    conversation::{Conversation, Node},
    form_field::CommentField,
    form_state::FormState,
    reply_form::summary,
};
use crate::{
    components::{IntoWhole, Whole},
    context::refused_form,
    model::FocusAct,
};

/// Shows the text of an own comment for changing, in the comment's place.
#[component]
pub(super) fn EditForm(
    /// The conversation around it.
    conversation: Conversation,
    /// The comment.
    node: Node,
) -> Whole {
    let comment = node.id;
    let refused = refused_form()
        .filter(|refused| refused.form == "edit-comment" && refused.comment == Some(comment));
    let state = FormState::new(refused.as_ref().and_then(|refused| refused.error.clone()));
    let source = node
        .form
        .with(|form| form.as_ref().map(|form| form.source.clone()))
        .unwrap_or_default();
    let text = refused.map_or(source, |refused| refused.body);
    let id = conversation.form_id(FocusAct::Edit, comment);
    let field = format!("{id}-text");
    let fields = [field.clone(), String::new(), String::new(), String::new()];
    let address = conversation.with(|query| query.edit = Some(comment));
    #[cfg(feature = "hydrate")]
    super::conversation::keep_typed(
        &fields,
        crate::client::drafts::key(conversation.review, Some(comment), true),
    );
    let is_busy = state.is_busy.clone();
    let summary = summary(&state, &fields);
    let error = state.error.clone();
    let back = back(&conversation, &node, FocusAct::Edit);
    let send = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        conversation.edit(&event, &state, node.clone());
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &state, &node, &conversation);
    };
    view! {
        <form
            class="reply-form reply-form--edit"
            id=id
            method="post"
            action=format!("{address}#edit")
            aria-label="Edit your comment"
            novalidate
            on:submit=send
        >
            {summary}
            <input type="hidden" name="form" value="edit-comment"/>
            <input type="hidden" name="id" value=comment.to_string()/>
            <CommentField id=field text=text error=error/>
            <div class="reply-form__end">
                <button class="button" type="submit" disabled=move || is_busy.get()>
                    "Save changes"
                </button>
                {back}
            </div>
        </form>
    }
    .whole()
}

/// Asks whether an own comment is to be taken back.
#[component]
pub(super) fn DeleteForm(
    /// The conversation around it.
    conversation: Conversation,
    /// The comment.
    node: Node,
) -> Whole {
    let comment = node.id;
    let id = conversation.form_id(FocusAct::Delete, comment);
    let yes = format!("{id}-yes");
    let action = conversation.with(|query| query.delete = Some(comment));
    let back = back(&conversation, &node, FocusAct::Delete);
    let send = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        conversation.take_back(&event, node.clone());
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &node, &conversation);
    };
    view! {
        <form
            class="reply-form reply-form--edit"
            id=id
            method="post"
            action=action
            aria-label="Take your comment back"
            on:submit=send
        >
            <p class="notice notice--danger">
                "Take this comment back? Its text is deleted for good; replies to it keep their place."
            </p>
            <input type="hidden" name="form" value="delete-comment"/>
            <input type="hidden" name="id" value=comment.to_string()/>
            <div class="reply-form__end">
                <button class="button button--danger" type="submit" id=yes>
                    "Take it back"
                </button>
                {back}
            </div>
        </form>
    }
    .whole()
}

/// Closes a form and leaves the comment as it is.
fn back(conversation: &Conversation, node: &Node, act: FocusAct) -> impl IntoView + use<> {
    let text = if act == FocusAct::Edit {
        "Leave it as it was"
    } else {
        "Keep it"
    };
    let href = format!("{}#comment-{}", conversation.place(), node.id);
    let node = node.clone();
    let close = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        node.close(&event, act);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &node, act);
    };
    view! {
        <a class="text-button" href=href rel="external" on:click=close>
            {text}
        </a>
    }
}
