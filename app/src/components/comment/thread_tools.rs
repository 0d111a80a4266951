//! What stands around a thread: its order, its pages, what is new in it.

use leptos::prelude::*;

use super::conversation::{Conversation, Part, Unseen};
use crate::{
    components::{IntoWhole, Whole},
    model::{Sort, ThreadQuery, ThreadView},
};

/// Offers the orders of the thread.
#[component]
pub(super) fn SortLinks(
    /// The conversation.
    conversation: Conversation,
) -> impl IntoView {
    let part = conversation.part.clone();
    let path = conversation.path();
    let first = part.peek(|part| part.first_sort);
    let links = Sort::ALL.map(|sort| {
        let query = ThreadQuery {
            sort: (sort != first).then_some(sort),
            ..ThreadQuery::default()
        };
        let href = format!("{path}{}#comments", query.to_query());
        let part = part.clone();
        let current = move || part.with(|part| part.sort == sort).then_some("true");
        view! {
            <a href=href aria-current=current>
                {sort.label()}
            </a>
        }
        .whole()
    });
    view! {
        <nav class="comments__sort" aria-label="Sort comments">
            {links}
        </nav>
    }
}

/// Leads to the other pages of the thread, and to all of it.
#[component]
pub(super) fn ThreadPages(
    /// The conversation.
    conversation: Conversation,
) -> impl IntoView {
    move || {
        let part = conversation.part.get();
        let ThreadView::Page(page) = part.view else {
            return None;
        };
        (part.pages > 1).then(|| pages(&conversation.path(), part, page))
    }
}

fn pages(path: &str, part: Part, page: i32) -> Whole {
    let link = |view: ThreadView, rel: &'static str, text: &'static str| {
        let query = ThreadQuery {
            view,
            ..part.query()
        };
        let href = format!("{path}{}#comments", query.to_query());
        view! {
            <a href=href rel=rel>
                {text}
            </a>
        }
        .whole()
    };
    let previous = if page > 1 {
        link(ThreadView::Page(page - 1), "prev", "Previous comments")
    } else {
        gap()
    };
    let next = if page < part.pages {
        link(ThreadView::Page(page + 1), "next", "More comments")
    } else {
        gap()
    };
    view! {
        <nav class="pagination" aria-label="Pages of comments">
            {previous}
            <span class="pagination__now">{format!("Page {page} of {}", part.pages)}</span>
            {link(ThreadView::All, "", "All comments")}
            {next}
        </nav>
    }
    .whole()
}

fn gap() -> Whole {
    view! { <span></span> }.whole()
}

/// Leads to the comments that came while the page was open.
#[component]
pub(super) fn NewComments(
    /// The conversation.
    conversation: Conversation,
) -> impl IntoView {
    let unseen = conversation.unseen.clone();
    move || {
        unseen.with(|unseen| {
            let first = unseen.first()?;
            let href = if first.is_here {
                format!("#comment-{}", first.id)
            } else {
                format!("/comments/{}", first.id)
            };
            Some(
                view! {
                    <a class="comments__new" href=href rel="external">
                        <span class="cue cue--lit" aria-hidden="true"></span>
                        {new_comments(unseen)}
                    </a>
                }
                .whole(),
            )
        })
    }
}

/// Says how many comments are new, and whose it is when it is one.
fn new_comments(unseen: &[Unseen]) -> String {
    match unseen {
        [one] => format!("New comment by {}", one.name),
        many => format!("{} new comments", many.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CommentId;

    #[test]
    fn one_new_comment_is_named_and_more_are_counted() {
        let unseen = |id, name: &str| Unseen {
            id: CommentId(id),
            name: name.to_owned(),
            is_here: true,
        };
        let two = [unseen(1, "Row F"), unseen(2, "Ingrid")];
        assert_eq!(new_comments(&two[..1]), "New comment by Row F");
        assert_eq!(new_comments(&two), "2 new comments");
    }
}
