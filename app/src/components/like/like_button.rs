//! The like button with its count.

use leptos::prelude::*;

use crate::{
    components::{IntoWhole, Live, Whole, comment::Conversation},
    model::LikeTarget,
};

/// How large a like button is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeSize {
    /// Under a comment.
    Small,
    /// Under a review.
    Large,
}

/// Lets a reader like a thing, shows how many do, and takes the like back at a second press.
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
    let class = match size {
        LikeSize::Small => "like-button",
        LikeSize::Large => "like-button like-button--large",
    };
    let viewer = conversation.viewer;
    let has_liked = move || viewer.with(|viewer| viewer.likes(target));
    let place = conversation.place();
    let shown = count.clone();
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
            <span class="likes__count">{move || liked_by(shown.get())}</span>
        </div>
    }
    .whole()
}

/// Says how many like a thing; nothing when nobody does.
fn liked_by(count: i64) -> String {
    match count {
        ..=0 => String::new(),
        1 => "Liked by 1 person".to_owned(),
        count => format!("Liked by {count} people"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_follows_the_count() {
        assert_eq!(liked_by(0), "");
        assert_eq!(liked_by(1), "Liked by 1 person");
        assert_eq!(liked_by(3), "Liked by 3 people");
    }
}
