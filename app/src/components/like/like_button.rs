//! The like button with its count.

use leptos::prelude::*;

use crate::{
    components::{IntoWhole, Live, Whole, comment::Conversation},
    model::{LikeTarget, liked_by},
};

/// How large a like button is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeSize {
    /// Under a comment.
    Small,
    /// Under a review.
    Large,
}

/// Lets a reader like a thing, says how many do, which leads to who they are, and takes the like back at a
/// second press.
#[component]
pub fn LikeButton(
    /// What is liked.
    target: LikeTarget,
    /// How many like it.
    count: Live<i64>,
    /// The conversation on whose page it stands.
    conversation: Conversation,
    /// How large it is drawn.
    size: LikeSize,
) -> Whole {
    let (like, unlike, id) = match target {
        LikeTarget::Review(id) => ("like-review", "unlike-review", id.to_string()),
        LikeTarget::Comment(id) => ("like-comment", "unlike-comment", id.to_string()),
    };
    let (people, anchor) = match target {
        LikeTarget::Review(_) => (
            format!("{}/likes", conversation.path()),
            "liked-by".to_owned(),
        ),
        LikeTarget::Comment(_) => (format!("/comments/{id}/likes"), format!("liked-by-{id}")),
    };
    let class = match size {
        LikeSize::Small => "like-button",
        LikeSize::Large => "like-button like-button--large",
    };
    let viewer = conversation.viewer;
    let has_liked = move || viewer.with(|viewer| viewer.likes(target));
    let place = conversation.place();
    let (shown, some, any) = (count.clone(), count.clone(), count.clone());
    // While nobody likes it there is nothing to be led to: without an address it is no link.
    let people = move || (some.get() > 0).then(|| people.clone());
    let rel = move || (any.get() > 0).then_some("nofollow");
    let press = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        conversation.like(&event, target, count.clone());
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &count, &conversation);
    };
    view! {
        <div class="likes" role="group" aria-label="Likes">
            <form method="post" action=place on:submit=press>
                <input type="hidden" name="id" value=id/>
                <button
                    type="submit"
                    name="form"
                    value=move || if has_liked() { unlike } else { like }
                    class=class
                    aria-pressed=move || if has_liked() { "true" } else { "false" }
                >
                    <span class="cue" aria-hidden="true"></span>
                    "Like"
                </button>
            </form>
            <a class="likes__count" id=anchor href=people rel=rel>
                {move || liked_by(shown.get())}
            </a>
        </div>
    }
    .whole()
}
