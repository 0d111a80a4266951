//! The forms of a conversation: for a new comment, for changing an own one, for taking it back.

use leptos::prelude::*;

use super::{
    conversation::{Conversation, Node},
    form_state::FormState,
};
use crate::{
    components::{IntoWhole, Whole},
    model::{CommentId, Focus, FocusAct},
};

/// What a form is about.
#[derive(Clone)]
pub(crate) struct About {
    /// What is to be done.
    pub(crate) act: FocusAct,
    /// The comment it is done with; none for a thought of its own.
    pub(crate) comment: Option<CommentId>,
    /// The name of that comment's writer.
    pub(crate) name: String,
    /// That comment on this page, when it shows it.
    pub(crate) node: Option<Node>,
}

impl About {
    fn of(act: FocusAct, node: Node) -> Self {
        Self {
            act,
            comment: Some(node.id),
            name: node.comment.with(|comment| comment.name.clone()),
            node: Some(node),
        }
    }
}

/// Shows the form for a new comment: "Leave a reply" at the thread's end, or "Reply to …" under the
/// comment it answers. After a refusal it stands open with everything that was typed.
#[component]
pub(super) fn ReplyForm(
    /// The conversation around it.
    conversation: Conversation,
    /// The comment it answers; none for a thought of its own.
    answered: Option<Node>,
) -> Whole {
    let about = match answered {
        Some(node) => About::of(FocusAct::Reply, node),
        None => About {
            act: FocusAct::Reply,
            comment: None,
            name: String::new(),
            node: None,
        },
    };
    form(conversation, about)
}

/// Shows the form for an answer to a comment that this page does not show.
pub(super) fn stray(conversation: Conversation, focus: &Focus) -> Whole {
    let about = About {
        act: FocusAct::Reply,
        comment: Some(focus.comment),
        name: focus.name.clone(),
        node: None,
    };
    form(conversation, about)
}

/// Shows the form that a comment's writer has opened in the comment's place.
#[component]
pub(super) fn OwnForm(
    /// The conversation around it.
    conversation: Conversation,
    /// The comment.
    node: Node,
    /// What is to be done with it.
    act: FocusAct,
) -> Whole {
    form(conversation, About::of(act, node))
}

fn form(conversation: Conversation, about: About) -> Whole {
    let id = match about.comment {
        Some(comment) => conversation.form_id(about.act, comment),
        None => "leave-a-reply".to_owned(),
    };
    let class = match (about.act, about.comment) {
        (FocusAct::Reply, Some(_)) => "reply-form",
        (FocusAct::Reply, None) => "reply-form comments__last",
        _ => "reply-form reply-form--edit",
    };
    let address = conversation.with(|query| match about.act {
        FocusAct::Reply => query.reply_to = about.comment,
        FocusAct::Edit => query.edit = about.comment,
        FocusAct::Delete => query.delete = about.comment,
    });
    let anchor = match (about.act, about.comment) {
        (FocusAct::Reply, Some(_)) => "#reply",
        (FocusAct::Reply, None) => "#leave-a-reply",
        (FocusAct::Edit, _) => "#edit",
        (FocusAct::Delete, _) => "",
    };
    let label = match about.act {
        FocusAct::Reply => None,
        FocusAct::Edit => Some("Edit your comment"),
        FocusAct::Delete => Some("Take your comment back"),
    };
    let labelled_by = (about.act == FocusAct::Reply).then(|| format!("{id}-title"));
    let inside = inside(&conversation, &about, &id);
    #[cfg(feature = "hydrate")]
    conversation.attend(id.clone(), &about);
    let (sender, asked) = (conversation, about.clone());
    let state = FormState::default();
    let send = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        sender.send(&event, &state, &asked);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &state, &asked, &sender);
    };
    let close = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        about.close(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &about);
    };
    view! {
        <form
            class=class
            id=id
            method="post"
            action=address + anchor
            aria-label=label
            aria-labelledby=labelled_by
            novalidate
            on:submit=send
            on:click=close
        >
            {inside}
        </form>
    }
    .whole()
}

/// Draws what stands in a form, with what was typed into it before it was refused.
#[cfg(feature = "ssr")]
fn inside(conversation: &Conversation, about: &About, id: &str) -> Whole {
    use super::form_inside::{self, Subject, Typed};
    use crate::context::{RefusedForm, refused_form};

    let subject = about.comment.map(|comment| Subject {
        id: comment.to_string(),
        name: about.name.clone(),
        back: format!("{}#comment-{comment}", conversation.place()),
    });
    let (comment, opened) = (
        about.comment,
        conversation.focus().map(|focus| focus.comment),
    );
    let is_for_this = |refused: &RefusedForm| match about.act {
        // An answer to what is no longer here comes back in the form for a thought of its own.
        FocusAct::Reply => {
            let is_lost = comment.is_none() && refused.comment != opened;
            refused.form == "post-comment" && (refused.comment == comment || is_lost)
        }
        FocusAct::Edit => refused.form == "edit-comment" && refused.comment == comment,
        FocusAct::Delete => false,
    };
    let refused = refused_form().filter(is_for_this);
    match (about.act, subject) {
        (FocusAct::Edit, Some(subject)) => {
            let error = refused.as_ref().and_then(|refused| refused.error.clone());
            let source = || {
                let form = about.node.as_ref().map(|node| node.form.get());
                form.flatten().map(|form| form.source).unwrap_or_default()
            };
            let text = refused.map_or_else(source, |refused| refused.body);
            form_inside::edit(id, subject, text, error)
        }
        (FocusAct::Delete, Some(subject)) => form_inside::delete(id, subject),
        (_, subject) => {
            let typed = conversation
                .viewer
                .with_untracked(|viewer| Typed::of(refused, viewer));
            form_inside::reply(id, conversation.review, subject, typed)
        }
    }
}

/// Leaves what stands in a form as it was sent, or makes it of what the server has drawn with gaps.
#[cfg(feature = "hydrate")]
fn inside(conversation: &Conversation, about: &About, id: &str) -> Whole {
    use crate::components::Drawn;

    Drawn::rest(conversation.form_html(about, id)).whole()
}
