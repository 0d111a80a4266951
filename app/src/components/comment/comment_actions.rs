//! What a reader can do with a comment, and what its own writer can.

use leptos::prelude::*;

use super::conversation::{Conversation, Node};
use crate::{
    components::{
        IntoWhole, Whole,
        like::{LikeButton, LikeSize},
        moderation::ModerateComment,
    },
    model::{FocusAct, LikeTarget},
};

/// Shows the likes of a comment and the ways to answer, change and take it back.
#[component]
pub(super) fn CommentActions(
    /// The comment.
    node: Node,
    /// The conversation around it.
    conversation: Conversation,
    /// Its writer's name.
    name: String,
) -> impl IntoView {
    let id = node.id;
    // One that is on its way has a number below one, and nothing can be done with it yet.
    let is_there = id.0 > 0;
    let answer = (is_there && conversation.is_open).then(|| {
        let address = conversation.with(|query| query.reply_to = Some(id));
        link(
            &conversation,
            &node,
            FocusAct::Reply,
            format!("{address}#reply"),
            format!("Reply to {name}"),
        )
    });
    let (viewer, place) = (conversation.viewer, conversation.place());
    let own = {
        let (node, conversation) = (node.clone(), conversation.clone());
        let viewer = conversation.viewer;
        move || {
            let is_own = viewer.with(|viewer| viewer.own_comments.contains(&id));
            is_own.then(|| own_links(&conversation, &node))
        }
    };
    view! {
        <div class="comment__actions">
            {is_there
                .then(|| {
                    view! {
                        <LikeButton
                            target=LikeTarget::Comment(id)
                            count=node.likes
                            conversation=conversation
                            size=LikeSize::Small
                        />
                    }
                })}
            {answer}
            {own}
            {is_there
                .then(|| {
                    view! { <ModerateComment comment=id name=name viewer=viewer place=place/> }
                })}
        </div>
    }
}

fn own_links(conversation: &Conversation, node: &Node) -> [Whole; 2] {
    let edit = conversation.with(|query| query.edit = Some(node.id));
    let delete = conversation.with(|query| query.delete = Some(node.id));
    [
        link(
            conversation,
            node,
            FocusAct::Edit,
            format!("{edit}#edit"),
            "Edit your comment".to_owned(),
        ),
        link(
            conversation,
            node,
            FocusAct::Delete,
            format!("{delete}#delete"),
            "Take your comment back".to_owned(),
        ),
    ]
}

fn link(
    conversation: &Conversation,
    node: &Node,
    act: FocusAct,
    href: String,
    label: String,
) -> Whole {
    let text = match act {
        FocusAct::Reply => "Reply",
        FocusAct::Edit => "Edit",
        FocusAct::Delete => "Take back",
    };
    let id = format!("{}-link-{}", act.word(), node.id);
    let (conversation, node) = (conversation.clone(), node.clone());
    let open = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        conversation.open(&event, &node, act);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &node, &conversation);
    };
    view! {
        <a
            class="text-button"
            id=id
            href=href
            rel="nofollow external"
            aria-label=label
            on:click=open
        >
            {text}
        </a>
    }
    .whole()
}
