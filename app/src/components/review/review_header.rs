//! The top of a review: its still on the screen, its title, its one line.

use leptos::prelude::*;

use super::{StillPlace, StillView};
use crate::model::{Author, Review, thoughts};

/// Shows what a review is called, who signs it and what it is about, in one line.
#[component]
pub fn ReviewHeader(
    /// The review.
    review: Review,
) -> impl IntoView {
    let minutes = match review.reading_minutes {
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    let has_summary = !review.summary.is_empty();
    let is_review = review.film.is_some();
    view! {
        {review
            .still
            .map(|still| {
                view! {
                    <div class="screen review-screen">
                        <StillView still=still place=StillPlace::Screen/>
                    </div>
                }
            })}
        <header class="review-header columns">
            <p class="kicker review-header__kicker">
                {is_review.then(|| view! { <span>"Review"</span> })}
                <time datetime=review.published.iso>{review.published.label}</time>
                <span>{minutes}</span>
                {review
                    .edited
                    .map(|edited| {
                        let path = format!("/reviews/{}/changes", review.slug);
                        view! {
                            <a href=path rel="external">
                                "Edited "
                                <time datetime=edited.iso>{edited.label}</time>
                                ", what changed"
                            </a>
                        }
                    })}
            </p>
            <div class="to-wide">
                <h1 class="review-header__title" id="review-title">
                    {review.title}
                </h1>
                {has_summary
                    .then(|| view! { <p class="review-header__summary">{review.summary}</p> })}
                <p class="review-header__byline">
                    <Byline authors=review.authors/>
                    <a href="#comments" rel="external">
                        {thoughts(review.comment_count)}
                    </a>
                </p>
            </div>
        </header>
    }
}

/// Names who signs a review.
#[component]
fn Byline(authors: Vec<Author>) -> impl IntoView {
    (!authors.is_empty()).then(|| {
        let last = authors.len() - 1;
        let names = authors
            .into_iter()
            .enumerate()
            .map(|(place, author)| {
                let before = match place {
                    0 => "By ",
                    place if place == last => " and ",
                    _ => ", ",
                };
                view! {
                    {before}
                    <a href=format!("/authors/{}", author.slug)>
                        <bdi>{author.name}</bdi>
                    </a>
                }
            })
            .collect_view();
        view! { <span>{names}</span> }
    })
}
