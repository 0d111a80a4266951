//! The thread under a review, with its heading, its order and the form at its end.

use leptos::prelude::*;

use super::{
    comment_item::CommentItem,
    conversation::{Conversation, Node},
    reply_form::ReplyForm,
    thread_tools::{NewComments, SortLinks, ThreadPages},
};
use crate::{
    components::{IntoWhole, Whole, live_html},
    model::{CommentId, FocusAct},
};

/// Shows a review's conversation.
#[component]
pub fn Comments(
    /// The conversation.
    conversation: Conversation,
    /// The number of the last event the page includes.
    events_after: i64,
) -> Whole {
    let title = {
        let (count, title) = (conversation.count.clone(), conversation.title.clone());
        move || heading(count.get(), &title)
    };
    let is_open = conversation.is_open;
    let mentions = {
        let mentions = conversation.mentions.clone();
        live_html(move || mentions.get())
    };
    #[cfg(feature = "ssr")]
    let templates = super::form_inside::templates(&conversation);
    // They stay where they were sent; a page gone to has them beside its data.
    #[cfg(feature = "hydrate")]
    let templates = crate::components::Drawn::default();
    let said = conversation.said.clone();
    let is_shown = conversation.said.clone();
    view! {
        <section
            class="comments"
            id="comments"
            aria-label="Comments"
            data-events-after=events_after.to_string()
        >
            <div class="columns">
                <h2 class="comments__title to-wide" id="comments-title" tabindex="-1">
                    {title}
                </h2>
                <div class="comments__tools rail">
                    <SortLinks conversation=conversation.clone()/>
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
                    <Roots conversation=conversation.clone()/>
                    <ThreadPages conversation=conversation.clone()/>
                    {mentions}
                    {last(&conversation)}
                    <NewComments conversation=conversation/>
                </div>
            </div>
            <p
                class=move || {
                    if is_shown.with(|said| said.is_shown) { "toast" } else { "visually-hidden" }
                }
                role="status"
            >
                {move || said.with(|said| said.text.clone())}
            </p>
            {templates}
        </section>
    }
    .whole()
}

#[component]
fn Roots(conversation: Conversation) -> impl IntoView {
    let roots = conversation.roots.clone();
    view! {
        <ol class="comment-thread">
            <For
                each=move || roots.get()
                key=|root| (root.id, root.depth)
                children=move |root| {
                    view! { <CommentItem node=root conversation=conversation.clone()/> }
                }
            />
        </ol>
    }
}

/// The form at the end, or why there is none. A reply to a comment that this page does not show is
/// written there too.
fn last(conversation: &Conversation) -> Whole {
    if !conversation.is_open {
        return view! {
            <p class="notice comments__closed">
                "Comments on this review are closed. What was said stays."
            </p>
        }
        .whole();
    }
    let stray = conversation
        .focus()
        .filter(|focus| focus.act == FocusAct::Reply)
        .filter(|focus| !conversation.roots.with(|roots| has(roots, focus.comment)));
    match stray {
        Some(focus) => super::reply_form::stray(conversation.clone(), focus),
        None => view! { <ReplyForm conversation=conversation.clone() answered=None/> }.whole(),
    }
}

fn has(nodes: &[Node], comment: CommentId) -> bool {
    nodes
        .iter()
        .any(|node| node.id == comment || node.replies.with(|replies| has(replies, comment)))
}

/// Writes the heading: `15 thoughts on “The Salt Year”`.
fn heading(count: i64, title: &str) -> String {
    match count {
        ..=0 => format!("No thoughts on “{title}” yet"),
        1 => format!("One thought on “{title}”"),
        count => format!("{count} thoughts on “{title}”"),
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
