//! One comment with the replies under it.

use leptos::prelude::*;

use super::{
    comment_actions::CommentActions,
    conversation::{Conversation, Node, Standing},
    reply_form::{OwnForm, ReplyForm},
};
use crate::{
    components::{IntoWhole, LiveHtml, Whole, memo},
    model::{Answers, CommentId, CommentState, FocusAct, Moment, ThreadView},
};

/// The depth from which a phone draws replies without a further indent.
const DEEP: i32 = 5;

/// Shows a comment, the form opened for it, and its replies.
#[component]
pub(super) fn CommentItem(
    /// The comment with its replies.
    node: Node,
    /// The conversation around it.
    conversation: Conversation,
) -> Whole {
    let class = if node.is_flattened {
        "comment-item comment-item--flattened"
    } else {
        "comment-item"
    };
    let list_class = if node.depth + 1 >= DEEP {
        "reply-list reply-list--deep"
    } else {
        "reply-list"
    };
    let id = node.id;
    let state = {
        let comment = node.comment.clone();
        memo(move || comment.with(|comment| comment.state))
    };
    let standing = {
        let (node, conversation) = (node.clone(), conversation.clone());
        move || match state() {
            CommentState::Published => {
                view! { <Article node=node.clone() conversation=conversation.clone()/> }.whole()
            }
            _ => view! { <Removed node=node.clone()/> }.whole(),
        }
    };
    let is_answered = node.is_answered.clone();
    let form = {
        let (node, conversation) = (node.clone(), conversation.clone());
        move || {
            (is_answered.get() && conversation.is_open).then(|| {
                view! { <ReplyForm conversation=conversation.clone() answered=Some(node.clone())/> }
            })
        }
    };
    let left_out = {
        let left_out = node.left_out.clone();
        let all = conversation.with(|query| query.view = ThreadView::All);
        move || {
            let count = left_out.get();
            (count > 0).then(|| {
                view! {
                    <p class="comment-item__more">
                        <a href=format!("{all}#comment-{id}")>{more(count)}</a>
                    </p>
                }
            })
        }
    };
    let replies = node.replies;
    view! {
        <li class=class>
            {standing}
            {form}
            <ol class=list_class>
                <For
                    each=move || replies.get()
                    key=|reply| (reply.id, reply.depth)
                    children=move |reply| {
                        view! { <CommentItem node=reply conversation=conversation.clone()/> }
                    }
                />
            </ol>
            {left_out}
        </li>
    }
    .whole()
}

fn more(count: i64) -> String {
    match count {
        1 => "One more reply in this thread".to_owned(),
        count => format!("{count} more replies in this thread"),
    }
}

/// A comment that stands.
#[component]
fn Article(node: Node, conversation: Conversation) -> impl IntoView {
    let id = node.id;
    let (name, website, by_author, posted, parent) = node.comment.with(|comment| {
        (
            comment.name.clone(),
            comment.website.clone(),
            comment.by_author,
            comment.posted.clone(),
            comment.parent,
        )
    });
    let disc: String = name
        .chars()
        .next()
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    let label = format!("Comment by {name}");
    let (depth, answers) = (node.depth, node.answers.clone());
    let class = {
        let standing = node.standing.clone();
        move || match (by_author, standing.get()) {
            (true, Standing::New) => "comment comment--by-author comment--new",
            (true, _) => "comment comment--by-author",
            (false, Standing::Seen) => "comment",
            (false, Standing::New) => "comment comment--new",
            (false, Standing::Pending) => "comment comment--pending",
        }
    };
    let is_new = {
        let standing = node.standing.clone();
        move || (standing.get() == Standing::New).then(new_mark)
    };
    let edited = {
        let comment = node.comment.clone();
        move || {
            comment
                .with(|comment| comment.edited.clone())
                .map(edited_mark)
        }
    };
    let body = {
        let comment = node.comment.clone();
        move || comment.with(|comment| comment.body.clone())
    };
    let act = {
        let form = node.form.clone();
        memo(move || form.with(|form| form.as_ref().map(|form| form.act)))
    };
    let is_edited = {
        let act = act.clone();
        move || act() == Some(FocusAct::Edit)
    };
    let form = {
        let (node, conversation) = (node.clone(), conversation.clone());
        move || {
            let act = act()?;
            Some(view! { <OwnForm conversation=conversation.clone() node=node.clone() act=act/> })
        }
    };
    view! {
        <article
            class=class
            id=format!("comment-{id}")
            aria-label=label
            data-parent=parent.map(|parent| parent.to_string()).unwrap_or_default()
            data-depth=depth.to_string()
        >
            <header class="comment__header">
                <span class="comment__disc" aria-hidden="true">
                    {disc}
                </span>
                <div class="comment__who">
                    <h3 class="comment__name">{signature(name.clone(), website)}</h3>
                    {by_author.then(|| view! { <span class="comment__author-mark">"Author"</span> })}
                    {permalink(id, posted)}
                    {edited}
                    {answers.map(in_reply_to)}
                    {is_new}
                </div>
            </header>
            <LiveHtml markup=body class="comment__body" is_hidden=is_edited/>
            {form}
            <CommentActions node=node conversation=conversation name=name/>
        </article>
    }
}

fn new_mark() -> impl IntoView {
    view! {
        <span class="comment__cue">
            <span class="cue cue--lit" aria-hidden="true"></span>
            "New"
        </span>
    }
}

fn edited_mark(edited: Moment) -> impl IntoView {
    view! {
        <span class="comment__edited">
            "edited "
            <time datetime=edited.iso>{edited.label}</time>
        </span>
    }
}

/// When a comment was posted, as the link to it; one that is on its way has no address yet.
fn permalink(id: CommentId, posted: Moment) -> Whole {
    if id.0 < 0 {
        return view! { <span class="comment__permalink">{posted.label}</span> }.whole();
    }
    view! {
        <a class="comment__permalink" href=format!("/comments/{id}") rel="external">
            <time datetime=posted.iso>{posted.label}</time>
        </a>
    }
    .whole()
}

/// A writer's name, linked to their website when they gave one.
fn signature(name: String, website: Option<String>) -> Whole {
    match website {
        Some(href) => view! {
            <a href=href rel="external nofollow ugc">
                <bdi>{name}</bdi>
            </a>
        }
        .whole(),
        None => view! { <bdi>{name}</bdi> }.whole(),
    }
}

/// Says whom a reply answers.
fn in_reply_to(answers: Answers) -> impl IntoView {
    view! {
        <p class="comment__answers">
            "in reply to "
            <a href=format!("/comments/{}", answers.id) rel="external">
                <bdi>{answers.name}</bdi>
            </a>
        </p>
    }
}

/// The place of a comment that was taken back.
#[component]
fn Removed(node: Node) -> impl IntoView {
    let parent = node.comment.with(|comment| comment.parent);
    view! {
        <article
            class="comment comment--removed"
            id=format!("comment-{}", node.id)
            aria-label="Removed comment"
            data-parent=parent.map(|parent| parent.to_string()).unwrap_or_default()
            data-depth=node.depth.to_string()
        >
            <header class="comment__header">
                <span class="comment__disc" aria-hidden="true"></span>
                <div class="comment__who">
                    <p class="comment__body">"Removed. Its replies keep their place."</p>
                </div>
            </header>
        </article>
    }
}
