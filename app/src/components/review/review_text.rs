//! The middle of a review: facts, epigraph, text, what to watch also, tags, like.

use leptos::prelude::*;

use super::{Facts, RelatedList};
use crate::{
    components::{
        Html, IntoWhole,
        comment::Conversation,
        like::{LikeButton, LikeSize},
    },
    model::{Epigraph, LikeTarget, Review, ReviewLink, Tag, WatchAlso, thoughts},
};

/// Shows a review's text between its facts and what a reader can do with it.
#[component]
pub fn ReviewText(
    /// The review.
    review: Review,
    /// The conversation under it.
    conversation: Conversation,
) -> impl IntoView {
    let count = conversation.count.clone();
    view! {
        <div class="columns review-columns">
            <Facts rating=review.rating film=review.film/>
            <div class="review-text">
                {review.epigraph.map(|epigraph| view! { <EpigraphView epigraph=epigraph/> })}
                <Html markup=review.body class="review-body"/>
                {(!review.watch_also.is_empty())
                    .then(|| view! { <WatchAlsoList items=review.watch_also/> })}
                {(!review.tags.is_empty()).then(|| view! { <Tags tags=review.tags/> })}
                <div class="review-actions" id="likes">
                    <LikeButton
                        target=LikeTarget::Review(review.id)
                        count=conversation.likes.clone()
                        conversation=conversation
                        size=LikeSize::Large
                    />
                    <a class="text-button" href="#comments" rel="external">
                        {move || thoughts(count.get())}
                    </a>
                </div>
                <RelatedList reviews=review.related/>
                <Neighbours previous=review.previous next=review.next/>
            </div>
        </div>
    }
}

/// Shows the words a review opens with and who says them.
#[component]
fn EpigraphView(epigraph: Epigraph) -> impl IntoView {
    let has_speaker = !epigraph.speaker.is_empty();
    view! {
        <figure class="epigraph">
            <blockquote>
                <p>"“" {epigraph.text} "”"</p>
            </blockquote>
            {has_speaker.then(|| view! { <figcaption>{epigraph.speaker}</figcaption> })}
        </figure>
    }
}

/// Lists other films with the author's notes.
#[component]
fn WatchAlsoList(items: Vec<WatchAlso>) -> impl IntoView {
    view! {
        <section class="watch-also" aria-labelledby="watch-title">
            <h2 class="watch-also__title" id="watch-title">
                "Watch also"
            </h2>
            <ul class="watch-also__list">{items.into_iter().map(watch_also_item).collect_view()}</ul>
        </section>
    }
}

fn watch_also_item(item: WatchAlso) -> impl IntoView {
    let class = if item.still.is_some() {
        "watch-also__item"
    } else {
        "watch-also__item watch-also__item--text"
    };
    view! {
        <li class=class>
            {item
                .still
                .map(|still| {
                    view! {
                        <img
                            src=still.src
                            width=still.width.to_string()
                            height=still.height.to_string()
                            alt=""
                            loading="lazy"
                        />
                    }
                })}
            <div>
                <h3>
                    {match item.review {
                        Some(slug) => {
                            view! { <a href=format!("/reviews/{slug}")>{item.title}</a> }.whole()
                        }
                        None => item.title.whole(),
                    }}
                </h3>
                <Html markup=item.note class="watch-also__note"/>
            </div>
        </li>
    }
}

/// Names a review's topics.
#[component]
fn Tags(tags: Vec<Tag>) -> impl IntoView {
    view! {
        <p class="tags">
            <span>"Filed under"</span>
            {tags
                .into_iter()
                .map(|tag| view! { <a href=format!("/tags/{}", tag.slug)>{tag.name}</a> })
                .collect_view()}
        </p>
    }
}

/// Leads to the reviews before and after this one.
#[component]
fn Neighbours(
    /// The one before.
    previous: Option<ReviewLink>,
    /// The one after.
    next: Option<ReviewLink>,
) -> impl IntoView {
    let link = |link: ReviewLink, rel: &'static str, label: &'static str| {
        view! {
            <a href=format!("/reviews/{}", link.slug) rel=rel>
                <span class="neighbours__label">{label}</span>
                {link.title}
            </a>
        }
    };
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="neighbours" aria-label="Other reviews">
                {previous.map(|review| link(review, "prev", "Previous review"))}
                {next.map(|review| link(review, "next", "Next review"))}
            </nav>
        }
    })
}
