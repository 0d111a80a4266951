//! What was found.

use leptos::prelude::*;

use crate::{
    components::{
        review::{RatingSize, RatingView},
        shelf::Pages,
    },
    model::{
        Run, SearchGroup, SearchHit, SearchKind, SearchPage, SearchRefusal, SearchScope,
        query_value,
    },
};

/// Shows what was found, by kind, or says why nothing was.
#[component]
pub fn SearchResults(
    /// What was looked for and found.
    page: SearchPage,
) -> impl IntoView {
    let told = status(&page);
    let query = page.query.trim().to_owned();
    let is_empty = page.groups.is_empty() && page.refusal.is_none();
    view! {
        {(!page.scopes.is_empty()).then(|| view! { <Scopes scopes=page.scopes/> })}
        <p class="visually-hidden" role="status">
            {told}
        </p>
        {page.is_partial
            .then(|| {
                view! {
                    <p class="search-note">
                        "The index is being made again, so something may be missing for a few minutes."
                    </p>
                }
            })}
        {page.corrected
            .clone()
            .map(|words| {
                let href = format!("/search?q={}", query_value(&words));
                view! {
                    <p class="search-note">
                        "Nothing has “" {query.clone()} "” as it was typed. This is what there is for "
                        <a href=href>{words}</a> "."
                    </p>
                }
            })}
        {page.suggestion
            .map(|(words, href)| {
                view! {
                    <p class="search-note">"Did you mean " <a href=href>{words}</a> "?"</p>
                }
            })}
        {page.refusal.map(|refusal| view! { <Refusal refusal=refusal/> })}
        {page.groups.into_iter().map(group).collect_view()}
        {is_empty.then(|| view! { <Nothing query=query.clone()/> })}
        <Pages newer=page.first older=page.next first="First results" next="More results"/>
    }
}

fn status(page: &SearchPage) -> String {
    let query = page.query.trim();
    if page.refusal.is_some() {
        return "Nothing was looked for".to_owned();
    }
    match page.total.as_str() {
        "0" => format!("No results for {query}"),
        "1" => format!("One result for {query}"),
        total => format!("{total} results for {query}"),
    }
}

#[component]
fn Scopes(scopes: Vec<SearchScope>) -> impl IntoView {
    view! {
        <nav class="search-scope" aria-label="Narrow the search">
            {scopes
                .into_iter()
                .map(|scope| {
                    view! {
                        <a href=scope.href aria-current=scope.is_current.then_some("true")>
                            {scope.label}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

fn group(group: SearchGroup) -> impl IntoView {
    let id = format!("found-{}", group.kind.plural());
    let named_by = id.clone();
    let title = match group.kind {
        SearchKind::Review => "Reviews",
        SearchKind::Film => "Films",
        SearchKind::Person => "People",
        SearchKind::Comment => "Comments",
    };
    view! {
        <section class="search-group" aria-labelledby=named_by>
            <h2 class="front__title" id=id>
                {title}
            </h2>
            <div class="search-results">
                {group.hits.into_iter().map(|hit| result(group.kind, hit)).collect_view()}
            </div>
            {group
                .all
                .map(|(href, count)| {
                    view! {
                        <p class="search-all">
                            <a href=href>{format!("All {count} {}", group.kind.plural())}</a>
                        </p>
                    }
                })}
        </section>
    }
}

fn result(kind: SearchKind, hit: SearchHit) -> impl IntoView {
    let plain: String = hit.title.iter().map(|run| run.text.as_str()).collect();
    let name = match kind {
        SearchKind::Comment => format!("Comment by {plain}"),
        _ => plain,
    };
    let word = match kind {
        SearchKind::Review => "Review",
        SearchKind::Film => "Film",
        SearchKind::Person => "Person",
        SearchKind::Comment => "Comment",
    };
    view! {
        <article class="search-result" aria-label=name>
            <h3>
                <a href=hit.path>{runs(hit.title)}</a>
            </h3>
            {(!hit.snippet.is_empty()).then(|| view! { <p>{runs(hit.snippet)}</p> })}
            <div class="review-card__meta">
                {hit.rating.map(|rating| view! { <RatingView rating=rating size=RatingSize::Small/> })}
                <span>{word}</span>
                {(!hit.byline.is_empty()).then(|| view! { <bdi>{hit.byline}</bdi> })}
                {hit.at.map(|at| view! { <time datetime=at.iso>{at.label}</time> })}
            </div>
        </article>
    }
}

fn runs(runs: Vec<Run>) -> impl IntoView {
    runs.into_iter()
        .map(|run| {
            if run.is_marked {
                view! { <mark>{run.text}</mark> }.into_any()
            } else {
                run.text.into_any()
            }
        })
        .collect_view()
}

#[component]
fn Refusal(refusal: SearchRefusal) -> impl IntoView {
    let [title, text] = match refusal {
        SearchRefusal::TooLong => [
            "That is too much at once".to_owned(),
            "Nothing was looked for. A few words find more than a whole paragraph.".to_owned(),
        ],
        SearchRefusal::TooMany => [
            "Those are too many words".to_owned(),
            "Nothing was looked for. Every word must be found, so fewer find more.".to_owned(),
        ],
        SearchRefusal::NoWords => [
            "There is no word in that".to_owned(),
            "Nothing was looked for. Type at least one word that is to be found.".to_owned(),
        ],
        SearchRefusal::Filter(name) => {
            let text = match name.as_str() {
                "year" => {
                    "It takes a year such as year:1979, ten of them such as year:1970s, or a range such as year:1970-1985."
                }
                "rating" => {
                    "It takes what an author gave, such as rating:3, rating:2.5 or rating:2.5/4."
                }
                "director" => "It takes a name, such as director:\"Marit Kaldestad\".",
                _ => "It takes a country, such as country:Norway.",
            };
            [format!("“{name}:” needs another value"), text.to_owned()]
        }
        SearchRefusal::TooSlow => [
            "That took too long".to_owned(),
            "The search was stopped after a second. A rarer word, or one more, is found faster."
                .to_owned(),
        ],
    };
    view! {
        <section class="empty-state" aria-labelledby="search-refused">
            <h2 id="search-refused">{title}</h2>
            <p>{text}</p>
        </section>
    }
}

#[component]
fn Nothing(query: String) -> impl IntoView {
    view! {
        <section class="empty-state" aria-labelledby="search-nothing">
            <h2 id="search-nothing">"Nothing about “" {query} "” yet"</h2>
            <p>
                "No review, film, person or comment has all of it. Check the spelling, leave a word out, or look through the archive."
            </p>
            <a class="button button--quiet" href="/archive">
                "Open the archive"
            </a>
        </section>
    }
}
