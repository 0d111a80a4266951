//! A film and its people as schema.org data.

use serde_json::{Value, json};

use super::structured::{put, put_list};
use crate::model::{CreditRole, Film};

/// Describes a film.
pub(super) fn movie(film: &Film, origin: &str) -> Value {
    let address = format!("{origin}/films/{}", film.slug);
    let mut data = json!({
        "@type": "Movie",
        "@id": address,
        "url": address,
        "name": film.title,
    });
    if let Some(title) = &film.original_title {
        put(&mut data, "alternateName", json!(title));
    }
    if let Some(year) = film.year {
        put(&mut data, "datePublished", json!(format!("{year:04}")));
    }
    if let Some(minutes) = film.runtime_minutes {
        put(&mut data, "duration", json!(format!("PT{minutes}M")));
    }
    for (role, name) in [
        (CreditRole::Director, "director"),
        (CreditRole::Writer, "author"),
        (CreditRole::Cast, "actor"),
    ] {
        let people = film.people(role).map(|credit| {
            let page = format!("{origin}/people/{}", credit.person.slug);
            person(&credit.person.name, Some(page))
        });
        put_list(&mut data, name, people.collect());
    }
    let countries = film
        .countries
        .iter()
        .map(|country| json!({ "@type": "Country", "name": country.name }));
    put_list(&mut data, "countryOfOrigin", countries.collect());
    data
}

/// Describes a person, with the address of a page about them.
pub(super) fn person(name: &str, page: Option<String>) -> Value {
    let mut data = json!({ "@type": "Person", "name": name });
    if let Some(page) = page {
        put(&mut data, "url", json!(page));
    }
    data
}
