//! The middle of a review: facts, epigraph, text, what to watch also, tags, like.

#[cfg(feature = "ssr")]
mod text;

use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub(super) use text::{neighbours, text};

use crate::{
    components::{
        Whole,
        comment::Conversation,
        like::{LikeButton, LikeSize},
    },
    model::{LikeTarget, thoughts},
};

/// Draws a review's text with what stands around it, as its page has it.
#[cfg(feature = "ssr")]
pub(crate) fn middle(review: &crate::model::Review) -> impl IntoView + use<> {
    text(
        review.epigraph.clone(),
        review.body.clone(),
        review.watch_also.clone(),
        review.tags.clone(),
    )
}

/// Shows a review's text between its facts and what a reader can do with it.
#[component]
pub fn ReviewText(
    /// The review's facts.
    facts: Whole,
    /// Its text with what stands around it.
    text: Whole,
    /// The ways to other reviews.
    neighbours: Whole,
    /// The conversation under it.
    conversation: Conversation,
) -> impl IntoView {
    let count = conversation.count.clone();
    view! {
        <div class="columns review-columns">
            {facts}
            <div class="review-text">
                {text} <div class="review-actions" id="likes">
                    <LikeButton
                        target=LikeTarget::Review(conversation.review)
                        count=conversation.likes.clone()
                        conversation=conversation
                        size=LikeSize::Large
                    />
                    <a class="text-button" href="#comments" rel="external">
                        {move || thoughts(count.get())}
                    </a>
                </div> {neighbours}
            </div>
        </div>
    }
}
