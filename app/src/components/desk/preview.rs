//! What readers would see: the same components as on the review's own page.

use leptos::prelude::*;

use crate::{
    components::review::{Facts, ReviewHeader, review_middle},
    context::site_info,
    model::Review,
};

/// Shows a review as readers would see it, and its card as it looks when shared.
#[component]
pub(crate) fn ReviewPreview(
    /// The review.
    review: Review,
) -> impl IntoView {
    let (rating, film) = (review.rating, review.film.clone());
    let middle = review_middle(&review);
    view! {
        <article aria-labelledby="review-title">
            <ReviewHeader review=review/>
            <div class="columns review-columns">
                <Facts rating=rating film=film/>
                <div class="review-text">{middle}</div>
            </div>
        </article>
    }
}

/// Shows a review's card as it looks when its address is shared.
#[component]
pub(super) fn CardPreview(
    /// The review.
    review: Review,
) -> impl IntoView {
    let site = site_info();
    let host = site
        .origin
        .split("://")
        .last()
        .unwrap_or_default()
        .to_owned();
    let text = if review.summary.is_empty() {
        review.excerpt
    } else {
        review.summary
    };
    view! {
        <section class="card-preview" aria-labelledby="card-title">
            <h2 class="desk-group__title" id="card-title">
                "When it is shared"
            </h2>
            <div class="card-preview__card">
                {review
                    .still
                    .map(|still| {
                        view! {
                            <img
                                src=still.src
                                width=still.width.to_string()
                                height=still.height.to_string()
                                alt=""
                            />
                        }
                    })}
                <p class="small">{host}</p>
                <p class="card-preview__title">{review.title}</p>
                <p>{text}</p>
            </div>
        </section>
    }
}
