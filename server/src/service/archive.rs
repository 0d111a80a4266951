//! The archive and its addresses.

mod ratings;

use app::{
    AppError,
    model::{ArchivePage, Facet, FacetValue, Rating, ReviewId, Slug},
};
use url::form_urlencoded;

use ratings::{on_scale, rating_label, read_rating, write_rating};

use super::{
    Core,
    reviews::card,
    shelves::{cut, older, years},
};
use crate::store::{
    Conn,
    archive::{self, Choice, FacetOf},
};

/// How many reviews a page has, and how many values of a facet are offered.
const CARDS_A_PAGE: i32 = 30;
const VALUES: i32 = 12;
/// How many ratings there may be on all the scales there ever were.
const RATINGS: i32 = 1_000;
/// How long the value of a key may be, in bytes.
const LONGEST: usize = 200;

/// What an address of the archive asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ArchiveQuery {
    /// What was chosen.
    pub(crate) choice: Choice,
    /// The review before which the list goes on.
    pub(crate) before: Option<ReviewId>,
}

impl ArchiveQuery {
    /// Reads a query as an address has it; what it does not know is as none.
    pub(crate) fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for (key, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
            if value.is_empty() || value.len() > LONGEST {
                continue;
            }
            let choice = &mut read.choice;
            match &*key {
                "director" => choice.director = value.parse().ok(),
                "actor" => choice.actor = value.parse().ok(),
                "country" => choice.country = Some(value.into_owned()),
                "year" => choice.year = value.parse().ok(),
                "decade" => choice.decade = value.parse().ok(),
                "rating" => choice.rating = read_rating(&value),
                "tag" => choice.tag = value.parse().ok(),
                "before" => read.before = value.parse().ok().map(ReviewId),
                _ => {}
            }
        }
        read
    }

    /// Writes the query as Foyer itself does, without its mark; empty when it asks for nothing.
    pub(crate) fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in self.pairs() {
            query.append_pair(key, &value);
        }
        if let Some(before) = self.before {
            query.append_pair("before", &before.to_string());
        }
        query.finish()
    }

    /// Returns how many things were chosen.
    pub(crate) fn count(&self) -> usize {
        self.pairs().len()
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let choice = &self.choice;
        let slug = |slug: &Option<Slug>| slug.as_ref().map(ToString::to_string);
        [
            ("director", slug(&choice.director)),
            ("actor", slug(&choice.actor)),
            ("country", choice.country.clone()),
            ("decade", choice.decade.map(|decade| decade.to_string())),
            ("year", choice.year.map(|year| year.to_string())),
            ("rating", choice.rating.map(write_rating)),
            ("tag", slug(&choice.tag)),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
    }

    fn path(&self) -> String {
        match self.to_query() {
            query if query.is_empty() => "/archive".to_owned(),
            query => format!("/archive?{query}"),
        }
    }
}

/// One way to narrow down: what it is called, where its values come from, whether it was used.
struct Way {
    label: &'static str,
    of: FacetOf,
    is_chosen: fn(&Choice) -> bool,
}

const WAYS: [Way; 7] = [
    Way {
        label: "Director",
        of: FacetOf::Director,
        is_chosen: |choice| choice.director.is_some(),
    },
    Way {
        label: "With",
        of: FacetOf::Actor,
        is_chosen: |choice| choice.actor.is_some(),
    },
    Way {
        label: "Country",
        of: FacetOf::Country,
        is_chosen: |choice| choice.country.is_some(),
    },
    Way {
        label: "Decade",
        of: FacetOf::Decade,
        is_chosen: |choice| choice.decade.is_some() || choice.year.is_some(),
    },
    Way {
        label: "Year",
        of: FacetOf::Year,
        is_chosen: |choice| choice.year.is_some(),
    },
    Way {
        label: "Rating",
        of: FacetOf::Rating,
        is_chosen: |choice| choice.rating.is_some(),
    },
    Way {
        label: "Tag",
        of: FacetOf::Tag,
        is_chosen: |choice| choice.tag.is_some(),
    },
];

/// Makes the archive's page.
pub(crate) async fn page(core: &Core, query: &ArchiveQuery) -> Result<ArchivePage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let first = ArchiveQuery {
        before: None,
        ..query.clone()
    };
    let count = archive::count_chosen(conn, &query.choice).await?;
    let rows = archive::list_chosen(conn, &query.choice, query.before, CARDS_A_PAGE + 1).await?;
    let (rows, has_older) = cut(rows, CARDS_A_PAGE);
    let path = first.path();
    let mark = if path.contains('?') { '&' } else { '?' };
    let scale = core.settings.get().rating_scale;
    let mut facets = Vec::new();
    let mut chosen = Vec::new();
    for way in WAYS {
        if (way.is_chosen)(&query.choice) {
            chosen.extend(chosen_value(conn, &way, &first, (count, scale)).await?);
        } else {
            facets.extend(facet(conn, &way, &first, scale).await?);
        }
    }
    let years = if query.count() == 0 && query.before.is_none() {
        years(core, &archive::list_times(conn).await?)
    } else {
        Vec::new()
    };
    Ok(ArchivePage {
        chosen,
        facets,
        years,
        count,
        older: older(&rows, has_older, &path, mark),
        newest: query.before.map(|_| path.clone()),
        reviews: rows
            .into_iter()
            .map(|row| card(core, row))
            .collect::<Result<_, _>>()?,
        path,
        is_indexed: query.count() <= 1 && query.before.is_none() && count > 0,
    })
}

/// Returns the choice with one thing more, by the row that stands for it.
fn with(choice: &Choice, of: FacetOf, row: &archive::FacetRow) -> Choice {
    let mut choice = choice.clone();
    match of {
        FacetOf::Director => choice.director = row.value.parse().ok(),
        FacetOf::Actor => choice.actor = row.value.parse().ok(),
        FacetOf::Country => choice.country = Some(row.value.clone()),
        // A year says its decade as well.
        FacetOf::Year => {
            choice.year = row.value.parse().ok();
            choice.decade = None;
        }
        FacetOf::Decade => choice.decade = row.value.parse().ok(),
        FacetOf::Rating => choice.rating = row.value.parse().ok().zip(row.label.parse().ok()),
        FacetOf::Tag => choice.tag = row.value.parse().ok(),
    }
    choice
}

fn without(choice: &Choice, of: FacetOf) -> Choice {
    let mut choice = choice.clone();
    match of {
        FacetOf::Director => choice.director = None,
        FacetOf::Actor => choice.actor = None,
        FacetOf::Country => choice.country = None,
        FacetOf::Year => choice.year = None,
        FacetOf::Decade => choice.decade = None,
        FacetOf::Rating => choice.rating = None,
        FacetOf::Tag => choice.tag = None,
    }
    choice
}

fn label(of: FacetOf, row: &archive::FacetRow) -> String {
    match of {
        FacetOf::Rating => {
            let rating = row.value.parse().ok().zip(row.label.parse().ok());
            rating.map(rating_label).unwrap_or_default()
        }
        FacetOf::Decade => format!("{}s", row.label),
        _ => row.label.clone(),
    }
}

async fn facet(
    conn: &mut Conn<'_>,
    way: &Way,
    query: &ArchiveQuery,
    scale: i32,
) -> Result<Option<Facet>, AppError> {
    let rows = if way.of == FacetOf::Rating {
        let kept = archive::list_facet(conn, way.of, &query.choice, RATINGS).await?;
        cut(on_scale(kept, scale), VALUES).0
    } else {
        archive::list_facet(conn, way.of, &query.choice, VALUES).await?
    };
    let values: Vec<FacetValue> = rows
        .iter()
        .map(|row| FacetValue {
            label: label(way.of, row),
            count: row.count,
            href: ArchiveQuery {
                choice: with(&query.choice, way.of, row),
                before: None,
            }
            .path(),
        })
        .collect();
    Ok((!values.is_empty()).then(|| Facet {
        label: way.label.to_owned(),
        values,
    }))
}

/// Returns what was chosen in one way, with the address that takes it back.
async fn chosen_value(
    conn: &mut Conn<'_>,
    way: &Way,
    query: &ArchiveQuery,
    (count, scale): (i64, i32),
) -> Result<Option<FacetValue>, AppError> {
    let choice = &query.choice;
    let text = match way.of {
        FacetOf::Director => choice.director.as_ref().map(ToString::to_string),
        FacetOf::Actor => choice.actor.as_ref().map(ToString::to_string),
        FacetOf::Country => choice.country.clone(),
        FacetOf::Year => choice.year.map(|year| year.to_string()),
        FacetOf::Decade => choice.decade.map(|decade| format!("{decade}s")),
        // An address may be from before the scale was changed.
        FacetOf::Rating => choice
            .rating
            .and_then(|(halves, out_of)| Rating::new(halves, out_of))
            .map(|rating| rating.on_scale(scale))
            .map(|shown| rating_label((shown.halves(), shown.out_of()))),
        FacetOf::Tag => choice.tag.as_ref().map(ToString::to_string),
    };
    let Some(text) = text else { return Ok(None) };
    // The name is found by what was chosen; where nothing is left, the address's own word stands.
    let rows = archive::list_facet(conn, way.of, choice, 50).await?;
    let named = rows
        .iter()
        .find(|row| row.value == text)
        .map(|row| label(way.of, row));
    let name = named.unwrap_or(text);
    Ok(Some(FacetValue {
        label: format!("{}: {name}", way.label),
        count,
        href: ArchiveQuery {
            choice: without(choice, way.of),
            before: None,
        }
        .path(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for query in [
            "",
            "director=marit-kaldestad",
            "director=a&actor=b&country=NO&decade=2010&rating=2.5-4&tag=work&before=12",
            "country=S%C3%A1pmi+%26+more",
            "year=1987",
            "rating=0.5-4",
        ] {
            assert_eq!(ArchiveQuery::parse(query).to_query(), query, "{query}");
        }
        for query in [
            "tag=work&director=a",
            "year=x",
            "rating=2.3-4",
            "rating=9-4",
            "rating=-1-4",
            "rating=99999999999-4",
            "unknown=1",
            "before=012",
            "tag=A B",
        ] {
            assert_ne!(ArchiveQuery::parse(query).to_query(), query, "{query}");
        }
        assert_eq!(ArchiveQuery::parse("?tag=a&year=1987").count(), 2);
    }
}
