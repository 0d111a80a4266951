//! One comment with the replies under it.

use leptos::prelude::*;

use super::{
    comments::Around,
    edit_form::{DeleteForm, EditForm},
    reply_form::ReplyForm,
};
use crate::{
    components::{
        Html,
        like::{LikeButton, LikeSize},
    },
    model::{Answers, Branch, Comment, CommentState, FocusAct, LikeTarget, ThreadView},
};

/// The depth from which a phone draws replies without a further indent.
const DEEP: i32 = 5;

/// Shows a comment, the form opened for it, and its replies.
#[component]
pub(super) fn CommentItem(
    /// The comment with its replies.
    branch: Branch,
    /// The page around it.
    around: Around,
) -> AnyView {
    let class = if branch.is_flattened {
        "comment-item comment-item--flattened"
    } else {
        "comment-item"
    };
    let list_class = if branch.depth + 1 >= DEEP {
        "reply-list reply-list--deep"
    } else {
        "reply-list"
    };
    let id = branch.comment.id;
    let focus = around.focus_on(id);
    let is_reply_opened = focus
        .as_ref()
        .is_some_and(|focus| focus.act == FocusAct::Reply)
        && around.is_open;
    let left_out = branch.left_out;
    let all = around.with(|query| query.view = ThreadView::All);
    let replies = branch.replies;
    let inner = around.clone();
    let form = around.clone();
    view! {
        <li class=class>
            {match branch.comment.state {
                CommentState::Published => {
                    view! {
                        <Standing
                            comment=branch.comment
                            depth=branch.depth
                            answers=branch.answers
                            around=around
                        />
                    }
                        .into_any()
                }
                _ => view! { <Removed comment=branch.comment depth=branch.depth/> }.into_any(),
            }}
            {is_reply_opened.then(|| view! { <ReplyForm around=form answered=focus/> })}
            {(!replies.is_empty())
                .then(|| {
                    view! {
                        <ol class=list_class>
                            {replies
                                .into_iter()
                                .map(|reply| {
                                    view! { <CommentItem branch=reply around=inner.clone()/> }
                                })
                                .collect_view()}
                        </ol>
                    }
                })}
            {(left_out > 0)
                .then(|| {
                    view! {
                        <p class="comment-item__more">
                            <a href=format!("{all}#comment-{id}")>{more(left_out)}</a>
                        </p>
                    }
                })}
        </li>
    }
    .into_any()
}

fn more(count: i64) -> String {
    match count {
        1 => "One more reply in this thread".to_owned(),
        count => format!("{count} more replies in this thread"),
    }
}

/// A comment that stands.
#[component]
fn Standing(
    comment: Comment,
    depth: i32,
    answers: Option<Answers>,
    around: Around,
) -> impl IntoView {
    let id = comment.id;
    let class = if comment.by_author {
        "comment comment--by-author"
    } else {
        "comment"
    };
    let disc: String = comment
        .name
        .chars()
        .next()
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    let act = around.focus_on(id).map(|focus| focus.act);
    let body = match act {
        Some(FocusAct::Edit) => view! { <EditForm around=around.clone() comment=id/> }.into_any(),
        _ => view! { <Html markup=comment.body class="comment__body"/> }.into_any(),
    };
    let name = comment.name.clone();
    let label = format!("Comment by {name}");
    view! {
        <article
            class=class
            id=format!("comment-{id}")
            aria-label=label
            data-parent=comment.parent.map(|parent| parent.to_string()).unwrap_or_default()
            data-depth=depth.to_string()
        >
            <header class="comment__header">
                <span class="comment__disc" aria-hidden="true">
                    {disc}
                </span>
                <div class="comment__who">
                    <h3 class="comment__name">
                        <Name name=comment.name website=comment.website/>
                    </h3>
                    {comment
                        .by_author
                        .then(|| view! { <span class="comment__author-mark">"Author"</span> })}
                    <a class="comment__permalink" href=format!("/comments/{id}") rel="external">
                        <time datetime=comment.posted.iso>{comment.posted.label}</time>
                    </a>
                    {comment
                        .edited
                        .map(|edited| {
                            view! {
                                <span class="comment__edited">
                                    "edited "
                                    <time datetime=edited.iso>{edited.label}</time>
                                </span>
                            }
                        })}
                    {answers.map(|answers| view! { <InReplyTo answers=answers/> })}
                </div>
            </header>
            {body}
            {(act == Some(FocusAct::Delete))
                .then(|| view! { <DeleteForm around=around.clone() comment=id/> })}
            <Actions around=around comment=id count=comment.like_count name=name/>
        </article>
    }
}

/// A writer's name, linked to their website when they gave one.
#[component]
fn Name(name: String, website: Option<String>) -> impl IntoView {
    match website {
        Some(href) => view! {
            <a href=href rel="external nofollow ugc">
                <bdi>{name}</bdi>
            </a>
        }
        .into_any(),
        None => view! { <bdi>{name}</bdi> }.into_any(),
    }
}

/// Says whom a reply answers.
#[component]
fn InReplyTo(answers: Answers) -> impl IntoView {
    view! {
        <p class="comment__answers">
            "in reply to "
            <a href=format!("/comments/{}", answers.id) rel="external">
                <bdi>{answers.name}</bdi>
            </a>
        </p>
    }
}

/// What a reader can do with a comment, and what its own writer can.
#[component]
fn Actions(
    around: Around,
    comment: crate::model::CommentId,
    count: i64,
    name: String,
) -> impl IntoView {
    let viewer = around.viewer;
    let reply = around.with(|query| query.reply_to = Some(comment));
    let edit = around.with(|query| query.edit = Some(comment));
    let delete = around.with(|query| query.delete = Some(comment));
    let is_open = around.is_open;
    let is_own = Memo::new(move |_| viewer.with(|viewer| viewer.own_comments.contains(&comment)));
    view! {
        <div class="comment__actions">
            <LikeButton
                target=LikeTarget::Comment(comment)
                count=count
                viewer=viewer
                place=around.place()
                size=LikeSize::Small
            />
            {is_open
                .then(|| {
                    view! {
                        <a
                            class="text-button"
                            href=format!("{reply}#reply")
                            rel="nofollow external"
                            aria-label=format!("Reply to {name}")
                        >
                            "Reply"
                        </a>
                    }
                })}
            {move || {
                is_own
                    .get()
                    .then(|| {
                        view! {
                            <a
                                class="text-button"
                                href=format!("{edit}#edit")
                                rel="nofollow external"
                                aria-label="Edit your comment"
                            >
                                "Edit"
                            </a>
                            <a
                                class="text-button"
                                href=format!("{delete}#delete")
                                rel="nofollow external"
                                aria-label="Take your comment back"
                            >
                                "Take back"
                            </a>
                        }
                    })
            }}
        </div>
    }
}

/// The place of a comment that its writer took back.
#[component]
fn Removed(comment: Comment, depth: i32) -> impl IntoView {
    view! {
        <article
            class="comment comment--removed"
            id=format!("comment-{}", comment.id)
            aria-label="Removed comment"
            data-parent=comment.parent.map(|parent| parent.to_string()).unwrap_or_default()
            data-depth=depth.to_string()
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
