//! What of a review's text never changes while its page is open.

use leptos::prelude::*;

use crate::{
    components::{Html, IntoWhole},
    model::{Epigraph, Markup, ReviewLink, Tag, WatchAlso},
};

/// Shows a review's text after what it opens with and before what it points to.
pub(crate) fn text(
    epigraph: Option<Epigraph>,
    body: Markup,
    watch_also: Vec<WatchAlso>,
    tags: Vec<Tag>,
) -> impl IntoView {
    view! {
        {epigraph.map(|epigraph| view! { <EpigraphView epigraph=epigraph/> })}
        <Html markup=body class="review-body"/>
        {(!watch_also.is_empty()).then(|| view! { <WatchAlsoList items=watch_also/> })}
        {(!tags.is_empty()).then(|| view! { <Tags tags=tags/> })}
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
            {tags.into_iter().map(|tag| view! { <a href=format!("/tags/{}", tag.slug)>{tag.name}</a> }).collect_view()}
        </p>
    }
}

/// Leads to the reviews before and after this one.
pub(crate) fn neighbours(previous: Option<ReviewLink>, next: Option<ReviewLink>) -> impl IntoView {
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
