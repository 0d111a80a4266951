//! What stands on the front page. The server alone draws it.

use leptos::prelude::*;

use crate::{
    components::{
        Whole,
        feedback::EmptyState,
        layout::{Head, with_head},
        review::{CardKind, ReviewCardView, ReviewRow},
    },
    context::{SiteInfo, site_info},
    model::{
        Discussed, HomeHtml, HomePage, LatestThought, Markup, ReviewCard,
        thoughts as count_thoughts,
    },
};

/// Shows the page with its title.
pub(crate) fn front(page: HomePage) -> Whole {
    let site = site_info();
    let is_first = page.newer.is_none();
    let head = Head {
        title: title(&page, &site),
        description: site.tagline.clone(),
        path: is_first.then(|| "/".to_owned()),
        ..Head::default()
    };
    let mut cards = page.reviews.into_iter();
    let lead = is_first.then(|| cards.next()).flatten();
    let front: Vec<ReviewCard> = if is_first {
        cards.by_ref().take(4).collect()
    } else {
        Vec::new()
    };
    let rows: Vec<ReviewCard> = cards.collect();
    let is_empty = is_first && lead.is_none();
    let has_front = !front.is_empty();
    let thoughts = page.thoughts;
    let discussed = page.discussed;
    with_head(
        head,
        view! {
            <div class="screen">
                <div class="masthead">
                    <h1 class="masthead__name">{site.name.clone()}</h1>
                    <p class="masthead__line">{site.tagline.clone()}</p>
                </div>
                {lead
                    .map(|card| {
                        view! {
                            <section class="lead" aria-label="Latest review">
                                <ReviewCardView card=card kind=CardKind::Lead/>
                            </section>
                        }
                    })}
            </div>
            {is_empty
                .then(|| {
                    view! {
                        <div class="wrap">
                            <EmptyState
                                title="Nothing has been shown yet"
                                text="The first review will stand here. A WordPress export is brought in with “foyer import wxr FILE”."
                            />
                        </div>
                    }
                })}
            {has_front.then(|| view! { <Front cards=front thoughts=thoughts discussed=discussed/> })}
            {(!rows.is_empty())
                .then(|| view! { <Contents cards=rows older=page.older newer=page.newer/> })}
        },
    )
}

/// Draws the page for a browser that goes to it without loading it.
pub(crate) fn to_html(page: &HomePage) -> HomeHtml {
    HomeHtml {
        title: title(page, &site_info()),
        body: Markup::sanitized(front(page.clone()).to_html()),
    }
}

fn title(page: &HomePage, site: &SiteInfo) -> String {
    if page.newer.is_some() {
        return format!("Older reviews · {}", site.name);
    }
    let tagline = site.tagline.trim_end_matches('.').to_lowercase();
    format!("{}: {tagline}", site.name)
}

/// The two columns under the lead, and what is being said beside them.
#[component]
fn Front(
    cards: Vec<ReviewCard>,
    thoughts: Vec<LatestThought>,
    /// What is talked about most, and whether that is within the last week.
    discussed: (Vec<Discussed>, bool),
) -> impl IntoView {
    let places = ["front__a", "front__b", "front__c", "front__d"];
    view! {
        <div class="front">
            {places
                .into_iter()
                .zip(cards)
                .map(|(place, card)| {
                    view! {
                        <div class=place>
                            <ReviewCardView card=card kind=CardKind::Front/>
                        </div>
                    }
                })
                .collect_view()}
            {(!thoughts.is_empty())
                .then(|| {
                    view! {
                        <section class="front__talk" aria-labelledby="talk-title">
                            <h2 class="front__title" id="talk-title">"Latest thoughts"</h2>
                            <ol class="latest-thoughts">
                                {thoughts.into_iter().map(latest_thought).collect_view()}
                            </ol>
                            <MostDiscussed reviews=discussed.0 is_recent=discussed.1/>
                        </section>
                    }
                })}
        </div>
    }
}

/// Names the reviews that are talked about most.
#[component]
fn MostDiscussed(
    reviews: Vec<Discussed>,
    /// Whether the numbers are those of the last week.
    is_recent: bool,
) -> impl IntoView {
    let title = if is_recent {
        "Most discussed this week"
    } else {
        "Most discussed"
    };
    (!reviews.is_empty()).then(|| {
        view! {
            <section class="discussed" aria-labelledby="discussed-title">
                <h2 class="front__title" id="discussed-title">
                    {title}
                </h2>
                <ol>
                    {reviews
                        .into_iter()
                        .map(|review| {
                            view! {
                                <li>
                                    <a href=format!("/reviews/{}", review.slug)>{review.title}</a>
                                    <span>{count_thoughts(review.comment_count)}</span>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </section>
        }
    })
}

fn latest_thought(thought: LatestThought) -> impl IntoView {
    view! {
        <li class="latest-thought">
            <blockquote>
                <p>{thought.excerpt}</p>
            </blockquote>
            <p>
                <a href=format!("/comments/{}", thought.comment) rel="external">
                    <bdi>{thought.name}</bdi>
                </a>
                " on "
                <em>
                    <a href=format!("/reviews/{}", thought.review)>{thought.title}</a>
                </em>
                ", "
                <time datetime=thought.posted.iso>{thought.posted.label}</time>
            </p>
        </li>
    }
}

/// The contents list: the reviews that have no card.
#[component]
fn Contents(
    cards: Vec<ReviewCard>,
    /// The address of older reviews.
    older: Option<String>,
    /// The address of newer ones; its absence makes this the front page.
    newer: Option<String>,
) -> impl IntoView {
    let title = if newer.is_some() {
        "Older reviews"
    } else {
        "Also reviewed"
    };
    view! {
        <section class="contents" aria-labelledby="contents-title">
            <h2 class="front__title" id="contents-title">{title}</h2>
            <ol class="contents__list">
                {cards
                    .into_iter()
                    .map(|card| {
                        view! {
                            <li>
                                <ReviewRow card=card/>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {(older.is_some() || newer.is_some())
                .then(|| {
                    view! {
                        <nav class="pagination" aria-label="Pages">
                            {newer.map(|href| view! { <a href=href rel="prev">"Newest reviews"</a> })}
                            {older.map(|href| view! { <a href=href rel="next">"Older reviews"</a> })}
                        </nav>
                    }
                })}
        </section>
    }
}
