//! A review in a list.

use leptos::prelude::*;

use super::{RatingSize, RatingView, StillPlace, StillView};
use crate::model::{ReviewCard, thoughts};

/// How much room a card has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardKind {
    /// The one the front page opens with.
    Lead,
    /// One of those under it.
    Front,
}

/// Shows a review with its still, or its title under a rule where it has none.
#[component]
pub fn ReviewCardView(
    /// The review.
    card: ReviewCard,
    /// How much room it has.
    kind: CardKind,
) -> impl IntoView {
    let id = format!("{}-title", card.slug);
    let named_by = id.clone();
    let href = format!("/reviews/{}", card.slug);
    let class = match (kind, &card.still) {
        (CardKind::Lead, _) => "review-card review-card--lead",
        (CardKind::Front, Some(_)) => "review-card",
        (CardKind::Front, None) => "review-card review-card--text",
    };
    let place = match kind {
        CardKind::Lead => StillPlace::Screen,
        CardKind::Front => StillPlace::List,
    };
    let is_lead = kind == CardKind::Lead;
    view! {
        <article class=class aria-labelledby=named_by>
            {card.still.map(|still| view! { <StillView still=still place=place/> })}
            <div class="review-card__head">
                <h2 class="review-card__title" id=id>
                    <a href=href>{card.title}</a>
                </h2>
                {(!is_lead && !card.film_line.is_empty())
                    .then(|| view! { <p class="review-card__film">{card.film_line}</p> })}
            </div>
            <div class="review-card__side">
                <p class="review-card__summary">{card.summary}</p>
                <p class="review-card__meta">
                    {card.rating.map(|rating| view! { <RatingView rating=rating size=RatingSize::Small/> })}
                    {(is_lead && !card.byline.is_empty())
                        .then(|| view! { <span>"By " <bdi>{card.byline}</bdi></span> })}
                    {is_lead
                        .then(|| {
                            view! { <time datetime=card.published.iso>{card.published.label}</time> }
                        })}
                    <span>{thoughts(card.comment_count)}</span>
                </p>
            </div>
        </article>
    }
}

/// Shows a review as one line of the contents list.
#[component]
pub fn ReviewRow(
    /// The review.
    card: ReviewCard,
) -> impl IntoView {
    let id = format!("{}-title", card.slug);
    let named_by = id.clone();
    view! {
        <article class="review-row" aria-labelledby=named_by>
            <h3 class="review-row__title" id=id>
                <a href=format!("/reviews/{}", card.slug)>{card.title}</a>
            </h3>
            <p class="review-row__film">{card.film_line}</p>
            {card.rating.map(|rating| view! { <RatingView rating=rating size=RatingSize::Small/> })}
            <p class="review-row__talk">{thoughts(card.comment_count)}</p>
        </article>
    }
}
