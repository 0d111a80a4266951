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
                {film.map(|film| view! { <Credits film=film/> })}
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

/// Shows a film's credits as a list of terms.
#[component]
fn Credits(film: Film) -> impl IntoView {
    let mut entries: Vec<(&'static str, String)> = Vec::new();
    for role in [CreditRole::Director, CreditRole::Writer, CreditRole::Cast] {
        let people: Vec<String> = film.people(role).map(name).collect();
        if !people.is_empty() {
            entries.push((role.label(people.len() > 1), people.join(", ")));
        }
    }
    if let Some(title) = film.original_title {
        entries.push(("Original title", title));
    }
    let countries: Vec<String> = film
        .countries
        .into_iter()
        .map(|country| country.name)
        .collect();
    if !countries.is_empty() {
        let label = if countries.len() > 1 {
            "Countries"
        } else {
            "Country"
        };
        entries.push((label, countries.join(", ")));
    }
    entries.extend(film.year.map(|year| ("Year", year.to_string())));
    entries.extend(
        film.runtime_minutes
            .map(|minutes| ("Runtime", format!("{minutes} minutes"))),
    );
    entries.extend(film.budget.map(|budget| ("Budget", budget.label())));
    view! {
        <dl class="credits">
            {entries
                .into_iter()
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

fn name(credit: &Credit) -> String {
    credit.person.name.clone()
}
