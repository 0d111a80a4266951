//! The reviews of a film.

use leptos::prelude::*;

use crate::{
    components::review::{RatingSize, RatingView},
    model::{ReviewCard, thoughts},
};

/// Lists the reviews of a film, each by its one line.
#[component]
pub fn FilmReviews(
    /// The reviews, newest first.
    reviews: Vec<ReviewCard>,
) -> impl IntoView {
    let title = match reviews.len() {
        1 => "One review here".to_owned(),
        count => format!("{count} reviews here"),
    };
    view! {
        <section class="film-reviews" aria-labelledby="film-reviews">
            <h2 class="section-title" id="film-reviews">
                {title}
            </h2>
            {reviews.into_iter().map(film_review).collect_view()}
        </section>
    }
}

fn film_review(card: ReviewCard) -> impl IntoView {
    let signed = if card.byline.is_empty() {
        card.published.label.clone()
    } else {
        format!("{}, {}", card.byline, card.published.label)
    };
    let label = format!("Review by {}", card.byline);
    view! {
        <article class="film-review" aria-label=label>
            <blockquote>
                <p>{card.summary}</p>
            </blockquote>
            <div class="review-card__meta">
                <h3>
                    <a href=format!("/reviews/{}", card.slug)>{signed}</a>
                </h3>
                {card.rating.map(|rating| view! { <RatingView rating=rating size=RatingSize::Small/> })}
                <span>{thoughts(card.comment_count)}</span>
            </div>
        </article>
    }
}
