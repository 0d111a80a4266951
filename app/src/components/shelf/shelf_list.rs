//! Reviews as lines with their dates.

use leptos::prelude::*;

use crate::{
    components::review::{RatingSize, RatingView},
    model::ReviewCard,
};

/// Lists reviews with film, rating and date; nothing in it changes with what readers do.
#[component]
pub fn ShelfList(
    /// The reviews.
    cards: Vec<ReviewCard>,
) -> impl IntoView {
    view! {
        <ol class="contents__list">
            {cards
                .into_iter()
                .map(|card| {
                    view! {
                        <li>
                            <ShelfRow card=card/>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

/// Shows a review as one line.
#[component]
fn ShelfRow(card: ReviewCard) -> impl IntoView {
    let id = format!("{}-title", card.slug);
    let named_by = id.clone();
    view! {
        <article class="review-row" aria-labelledby=named_by>
            <h3 class="review-row__title" id=id>
                <a href=format!("/reviews/{}", card.slug)>{card.title}</a>
            </h3>
            <p class="review-row__film">{card.film_line}</p>
            {card.rating.map(|rating| view! { <RatingView rating=rating size=RatingSize::Small/> })}
            <p class="review-row__talk">
                <time datetime=card.published.iso>{card.published.label}</time>
            </p>
        </article>
    }
}
