//! The parts of a review's page that never change while it is open.

use crate::{
    components::{IntoWhole, Whole},
    model::ReviewPage,
};

/// The parts of a review's page that never change while it is open.
pub struct ReviewParts {
    /// Its still, its title and its one line.
    pub header: Whole,
    /// Its ratings and the film's credits.
    pub facts: Whole,
    /// Its text with what stands around it.
    pub text: Whole,
    /// The ways to reviews like it, and to those before and after it.
    pub neighbours: Whole,
}

#[cfg(feature = "ssr")]
impl ReviewParts {
    /// Draws the parts of a page.
    pub fn of(page: &ReviewPage) -> Self {
        use leptos::prelude::*;

        use super::{Facts, RelatedList, ReviewHeader, review_text};

        let review = page.review.clone();
        let header = view! { <ReviewHeader review=review.clone()/> };
        Self {
            header: header.whole(),
            facts: view! { <Facts rating=review.rating film=review.film/> }.whole(),
            neighbours: view! {
                <RelatedList reviews=review.related/>
                {review_text::neighbours(review.previous, review.next)}
            }
            .whole(),
            text: review_text::text(review.epigraph, review.body, review.watch_also, review.tags)
                .whole(),
        }
    }

    /// Writes the parts of a page as HTML.
    pub fn to_html(self, page: &ReviewPage) -> crate::model::ReviewHtml {
        use leptos::prelude::RenderHtml as _;

        use crate::{
            components::comment::{forms_html, mentions_html},
            model::Markup,
        };

        crate::model::ReviewHtml {
            title: crate::pages::review_title(page),
            header: Markup::sanitized(self.header.to_html()),
            facts: Markup::sanitized(self.facts.to_html()),
            text: Markup::sanitized(self.text.to_html()),
            neighbours: Markup::sanitized(self.neighbours.to_html()),
            mentions: mentions_html(&page.thread.mentions),
            forms: forms_html(page.review.id, page.review.comments_open),
        }
    }
}

#[cfg(feature = "hydrate")]
impl ReviewParts {
    /// Takes the parts of a page as the server has drawn them.
    pub fn of(page: &ReviewPage) -> Self {
        use crate::components::Drawn;

        let html = page.html.clone().unwrap_or_default();
        let drawn = |markup, before| Drawn { markup, before }.whole();
        Self {
            header: drawn(html.header, ".review-columns"),
            facts: drawn(html.facts, ".review-text"),
            text: drawn(html.text, ".review-actions"),
            neighbours: drawn(html.neighbours, ""),
        }
    }
}
