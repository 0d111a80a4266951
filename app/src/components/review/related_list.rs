//! Reviews like the one just read.

use leptos::prelude::*;

use crate::model::Related;

/// Lists related reviews, each with the reason.
#[component]
pub fn RelatedList(
    /// The reviews, the most alike first.
    reviews: Vec<Related>,
) -> impl IntoView {
    (!reviews.is_empty()).then(|| {
        view! {
            <section class="related" aria-labelledby="related-title">
                <h2 class="front__title" id="related-title">
                    "Read on"
                </h2>
                <ul>
                    {reviews
                        .into_iter()
                        .map(|review| {
                            view! {
                                <li>
                                    <h3>
                                        <a href=format!("/reviews/{}", review.slug)>{review.title}</a>
                                    </h3>
                                    <p>{review.reason}</p>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
