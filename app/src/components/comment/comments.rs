//! The thread under a review, with its heading, its order and the form at its end.

use leptos::prelude::*;

use super::{comment_item::CommentItem, reply_form::ReplyForm};
use crate::model::{
    Branch, CommentId, Focus, FocusAct, Mention, Review, ReviewId, Sort, ThreadPage, ThreadQuery,
    ThreadView, ViewerState,
};

/// What every comment of a thread needs to know of the page around it.
#[derive(Clone)]
pub(super) struct Around {
    /// The review.
    pub(super) review: ReviewId,
    /// The review's path.
    pub(super) path: String,
    /// What the address asks for, without a form opened.
    pub(super) query: ThreadQuery,
    /// The comment a form is opened for.
    pub(super) focus: Option<Focus>,
    /// What only the viewer sees.
    pub(super) viewer: RwSignal<ViewerState>,
    /// Whether the review takes comments.
    pub(super) is_open: bool,
}

impl Around {
    /// Returns the page's own path and query.
    pub(super) fn place(&self) -> String {
        format!("{}{}", self.path, self.query.to_query())
    }

    /// Returns the address of this page with a form opened.
    pub(super) fn with(&self, change: impl FnOnce(&mut ThreadQuery)) -> String {
        let mut query = self.query;
        change(&mut query);
        format!("{}{}", self.path, query.to_query())
    }

    /// Returns the form opened for a comment, if one is.
    pub(super) fn focus_on(&self, comment: CommentId) -> Option<Focus> {
        self.focus.clone().filter(|focus| focus.comment == comment)
    }
}

/// Shows a review's conversation.
#[component]
pub fn Comments(
    /// The review.
    review: Review,
    /// The part of its thread to show.
    thread: ThreadPage,
    /// The comment a form is opened for.
    focus: Option<Focus>,
    /// What only the viewer sees.
    viewer: RwSignal<ViewerState>,
    /// The page's own path and query.
    place: String,
    /// The number of the last event the page includes.
    events_after: i64,
) -> impl IntoView {
    let query = ThreadQuery {
        view: thread.view,
        sort: thread.sort,
        ..ThreadQuery::default()
    };
    // A form for a comment that this page does not show is opened at the thread's end.
    let is_shown = focus
        .as_ref()
        .is_none_or(|focus| has_comment(&thread.branches, focus.comment));
    let stray = focus
        .clone()
        .filter(|focus| !is_shown && focus.act == FocusAct::Reply);
    let around = Around {
        review: review.id,
        path: format!("/reviews/{}", review.slug),
        query,
        focus,
        viewer,
        is_open: review.comments_open,
    };
    let path = around.path.clone();
    let last = around.clone();
    let tree = around.clone();
    let has_comments = !thread.branches.is_empty();
    let is_open = review.comments_open;
    let _ = place;
    view! {
        <section
            class="comments"
            id="comments"
            aria-label="Comments"
            data-events-after=events_after.to_string()
        >
            <div class="columns">
                <h2 class="comments__title to-wide">{heading(review.comment_count, &review.title)}</h2>
                <div class="comments__tools rail">
                    {has_comments.then(|| view! { <SortLinks path=path.clone() sort=thread.sort/> })}
                    {is_open
                        .then(|| {
                            view! {
                                <a href="#leave-a-reply" rel="external">
                                    "Leave a reply"
                                </a>
                            }
                        })}
                </div>
                <div class="to-wide">
                    {has_comments
                        .then(|| {
                            view! {
                                <ol class="comment-thread">
                                    {thread
                                        .branches
                                        .into_iter()
                                        .map(|branch| {
                                            view! { <CommentItem branch=branch around=tree.clone()/> }
                                        })
                                        .collect_view()}
                                </ol>
                            }
                        })}
                    <ThreadPages path=path.clone() query=query pages=thread.pages/>
                    {(!thread.mentions.is_empty())
                        .then(|| view! { <Mentions mentions=thread.mentions/> })}
                    {if is_open {
                        view! { <ReplyForm around=last answered=stray/> }.into_any()
                    } else {
                        view! {
                            <p class="notice comments__closed">
                                "Comments on this review are closed. What was said stays."
                            </p>
                        }
                            .into_any()
                    }}
                </div>
            </div>
        </section>
    }
}

fn has_comment(branches: &[Branch], comment: CommentId) -> bool {
    branches
        .iter()
        .any(|branch| branch.comment.id == comment || has_comment(&branch.replies, comment))
}

/// Writes the heading: `15 thoughts on “The Salt Year”`.
fn heading(count: i64, title: &str) -> String {
    match count {
        0 => format!("No thoughts on “{title}” yet"),
        1 => format!("One thought on “{title}”"),
        count => format!("{count} thoughts on “{title}”"),
    }
}

/// Offers the orders of the thread.
#[component]
fn SortLinks(path: String, sort: Sort) -> impl IntoView {
    view! {
        <nav class="comments__sort" aria-label="Sort comments">
            {Sort::ALL
                .map(|other| {
                    let query = ThreadQuery { sort: other, ..ThreadQuery::default() };
                    let href = format!("{path}{}#comments", query.to_query());
                    let current = (other == sort).then_some("true");
                    view! {
                        <a href=href aria-current=current>
                            {other.label()}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

/// Leads to the other pages of the thread, and to all of it.
#[component]
fn ThreadPages(path: String, query: ThreadQuery, pages: i32) -> impl IntoView {
    let ThreadView::Page(page) = query.view else {
        return ().into_any();
    };
    if pages <= 1 {
        return ().into_any();
    }
    let href = |view| {
        format!(
            "{path}{}#comments",
            ThreadQuery { view, ..query }.to_query()
        )
    };
    view! {
        <nav class="pagination" aria-label="Pages of comments">
            {if page > 1 {
                view! {
                    <a href=href(ThreadView::Page(page - 1)) rel="prev">
                        "Previous comments"
                    </a>
                }
                    .into_any()
            } else {
                view! { <span></span> }.into_any()
            }}
            <span class="pagination__now">{format!("Page {page} of {pages}")}</span>
            <a href=href(ThreadView::All)>"All comments"</a>
            {if page < pages {
                view! {
                    <a href=href(ThreadView::Page(page + 1)) rel="next">
                        "More comments"
                    </a>
                }
                    .into_any()
            } else {
                view! { <span></span> }.into_any()
            }}
        </nav>
    }
    .into_any()
}

/// Lists other sites that link to the review.
#[component]
fn Mentions(mentions: Vec<Mention>) -> impl IntoView {
    view! {
        <section class="mentions" aria-labelledby="mentions-title">
            <h3 class="mentions__title" id="mentions-title">
                "Mentioned elsewhere"
            </h3>
            <ul>
                {mentions
                    .into_iter()
                    .map(|mention| {
                        view! {
                            <li id=format!("comment-{}", mention.id)>
                                {match mention.website {
                                    Some(href) => {
                                        view! {
                                            <a href=href rel="external nofollow ugc">
                                                {mention.name}
                                            </a>
                                        }
                                            .into_any()
                                    }
                                    None => view! { <span>{mention.name}</span> }.into_any(),
                                }}
                                ", "
                                <time datetime=mention.posted.iso>{mention.posted.label}</time>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_has_its_own_form_for_one() {
        assert_eq!(heading(0, "Salt"), "No thoughts on “Salt” yet");
        assert_eq!(heading(1, "Salt"), "One thought on “Salt”");
        assert_eq!(heading(15, "Salt"), "15 thoughts on “Salt”");
    }
}
