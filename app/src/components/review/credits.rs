//! The rail beside a review: ratings and the film's credits, all from its record.

use leptos::prelude::*;

use super::{RatingSize, RatingView};
use crate::model::{Credit, CreditRole, Film, OutsideRating, Rating};

/// Shows the author's rating, a rating from elsewhere, and the credits line.
#[component]
pub fn Facts(
    /// The author's rating.
    rating: Option<Rating>,
    /// The film.
    film: Option<Film>,
) -> impl IntoView {
    let outside = film.as_ref().and_then(|film| film.outside_rating.clone());
    (rating.is_some() || film.is_some()).then(|| {
        view! {
            <div class="facts">
                <div class="facts__ratings">
                    {rating.map(|rating| view! { <RatingView rating=rating size=RatingSize::Large/> })}
                    {outside.map(|outside| view! { <OutsideRatingView outside=outside/> })}
                </div>
                {film.map(|film| view! { <Credits film=film is_own_page=false/> })}
            </div>
        }
    })
}

/// Shows a rating from elsewhere with where and when it was read.
#[component]
fn OutsideRatingView(outside: OutsideRating) -> impl IntoView {
    let value = outside.value();
    view! {
        <p class="outside-rating">
            {outside.source}
            " "
            <b>{value}</b>
            {format!("/{}, read ", outside.out_of)}
            <time datetime=outside.read_on.iso>{outside.read_on.label}</time>
        </p>
    }
}

/// Shows what was read elsewhere over time, the latest first.
#[component]
pub fn OutsideRatings(
    /// The ratings, newest first.
    ratings: Vec<OutsideRating>,
) -> impl IntoView {
    ratings
        .into_iter()
        .map(|outside| view! { <OutsideRatingView outside=outside/> })
        .collect_view()
}

/// Shows a film's credits as a list of terms, its people as links.
#[component]
pub fn Credits(
    /// The film.
    film: Film,
    /// Whether this is the film's own page, which needs no way to itself.
    is_own_page: bool,
) -> impl IntoView {
    let mut entries: Vec<(&'static str, AnyView)> = Vec::new();
    let mut text = |term, text: String| entries.push((term, text.into_any()));
    let countries: Vec<String> = film
        .countries
        .iter()
        .map(|country| country.name.clone())
        .collect();
    if let Some(title) = film.original_title.clone() {
        text("Original title", title);
    }
    if !countries.is_empty() {
        let label = if countries.len() > 1 {
            "Countries"
        } else {
            "Country"
        };
        text(label, countries.join(", "));
    }
    if let Some(year) = film.year {
        text("Year", year.to_string());
    }
    if let Some(minutes) = film.runtime_minutes {
        text("Runtime", format!("{minutes} minutes"));
    }
    if let Some(budget) = film.budget.as_ref() {
        text("Budget", budget.label());
    }
    let own = (!is_own_page).then(|| {
        let link = view! { <a href=format!("/films/{}", film.slug)>{film.title.clone()}</a> };
        ("Film", link.into_any())
    });
    let people = [CreditRole::Director, CreditRole::Writer, CreditRole::Cast]
        .into_iter()
        .filter_map(|role| part(&film, role));
    view! {
        <dl class="credits">
            {own
                .into_iter()
                .chain(people)
                .chain(entries)
                .map(|(term, text)| {
                    view! {
                        <div>
                            <dt>{term}</dt>
                            <dd>{text}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

/// Names the people of one role, each with the way to their page.
fn part(film: &Film, role: CreditRole) -> Option<(&'static str, AnyView)> {
    let people: Vec<&Credit> = film.people(role).collect();
    let label = role.label(people.len() > 1);
    let names = people
        .iter()
        .enumerate()
        .map(|(place, credit)| {
            view! {
                {(place > 0).then_some(", ")}
                <a href=format!("/people/{}", credit.person.slug)>{credit.person.name.clone()}</a>
            }
        })
        .collect_view();
    (!people.is_empty()).then(|| (label, names.into_any()))
}
