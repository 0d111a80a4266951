//! Other sites that link to a review.

use leptos::prelude::*;

use crate::{
    components::{IntoWhole, Whole},
    model::{Markup, Mention},
};

/// Draws the list of other sites that link to the review; empty for none.
pub(crate) fn mentions_html(mentions: &[Mention]) -> Markup {
    if mentions.is_empty() {
        return Markup::sanitized("");
    }
    let mentions = mentions.iter().cloned();
    let list = view! {
        <section class="mentions" aria-labelledby="mentions-title">
            <h3 class="mentions__title" id="mentions-title">
                "Mentioned elsewhere"
            </h3>
            <ul>{mentions.map(mention).collect_view()}</ul>
        </section>
    };
    Markup::sanitized(list.to_html())
}

fn mention(mention: Mention) -> Whole {
    let name = match mention.website {
        Some(href) => view! {
            <a href=href rel="external nofollow ugc">
                {mention.name}
            </a>
        }
        .whole(),
        None => view! { <span>{mention.name}</span> }.whole(),
    };
    view! {
        <li id=format!("comment-{}", mention.id)>
            {name} ", " <time datetime=mention.posted.iso>{mention.posted.label}</time>
        </li>
    }
    .whole()
}
