//! What machines are told of shelves, films and people.

use serde_json::{Value, json};

use super::{Head, film, structured::put};
use crate::{
    context::SiteInfo,
    model::{FilmPage, PersonPage, ShelfPage},
};

impl Head {
    /// Adds a shelf's feed; of an author, who that is.
    #[must_use]
    pub fn about_shelf(mut self, page: &ShelfPage, site: &SiteInfo) -> Self {
        if let Some(feed) = &page.feed {
            self.about.feed = Some((feed.clone(), format!("{}: {}", site.name, page.title)));
        }
        if page.path.starts_with("/authors/") {
            let mut author =
                film::person(&page.title, Some(format!("{}{}", site.origin, page.path)));
            if !page.note.is_empty() {
                put(&mut author, "description", json!(page.note));
            }
            self.about.data = Some(on_page("ProfilePage", author));
        }
        self
    }

    /// Adds a film with what readers gave it on average, and its feed.
    #[must_use]
    pub fn about_film(mut self, page: &FilmPage, site: &SiteInfo) -> Self {
        let mut movie = film::movie(&page.film, &site.origin);
        put(&mut movie, "@context", json!("https://schema.org"));
        if let Some(tenths) = page.readers.average_tenths() {
            let rating = json!({
                "@type": "AggregateRating",
                "ratingValue": f64::from(i32::try_from(tenths).unwrap_or(0)) / 10.0,
                "ratingCount": page.readers.total(),
                "bestRating": page.readers.out_of,
                "worstRating": 0.5,
            });
            put(&mut movie, "aggregateRating", rating);
        }
        let slug = &page.film.slug;
        let title = format!("{}: reviews of {}", site.name, page.film.title);
        self.about.feed = Some((format!("/films/{slug}/feed.atom"), title));
        self.about.data = Some(movie);
        self
    }

    /// Adds who a person is.
    #[must_use]
    pub fn about_person(mut self, page: &PersonPage, site: &SiteInfo) -> Self {
        let address = format!("{}/people/{}", site.origin, page.person.slug);
        let mut person = film::person(&page.person.name, Some(address));
        put(&mut person, "@context", json!("https://schema.org"));
        self.about.data = Some(person);
        self
    }
}

/// Describes a page that is about something.
fn on_page(kind: &str, about: Value) -> Value {
    json!({ "@context": "https://schema.org", "@type": kind, "mainEntity": about })
}
