//! The like button with its count.

use leptos::prelude::*;

use crate::model::{LikeTarget, ViewerState};

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
    count: i64,
    /// What the viewer likes.
    viewer: RwSignal<ViewerState>,
    /// The page's own path and query, which the form is posted to.
    place: String,
    /// How large it is drawn.
    size: LikeSize,
) -> impl IntoView {
    let has_liked = Memo::new(move |_| {
        viewer.with(|viewer| match target {
            LikeTarget::Review(_) => viewer.has_liked_review,
            LikeTarget::Comment(id) => viewer.liked_comments.contains(&id),
        })
    });
    let (like, unlike, id) = match target {
        LikeTarget::Review(id) => ("like-review", "unlike-review", id.to_string()),
        LikeTarget::Comment(id) => ("like-comment", "unlike-comment", id.to_string()),
    };
    let class = match size {
        LikeSize::Small => "like-button",
        LikeSize::Large => "like-button like-button--large",
    };
    view! {
        <div class="likes" role="group" aria-label="Likes">
            <form method="post" action=place>
                <input type="hidden" name="id" value=id/>
                <button
                    type="submit"
                    name="form"
                    value=move || if has_liked.get() { unlike } else { like }
                    class=class
                    aria-pressed=move || if has_liked.get() { "true" } else { "false" }
                >
                    <span class="cue" aria-hidden="true"></span>
                    "Like"
                </button>
            </form>
            <span class="likes__count">{liked_by(count)}</span>
        </div>
    }
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
