//! Pages to wander.

use crate::{
    AppError,
    model::{ArchivePage, DirectoryPage, PersonPage, ReviewId, ShelfPage},
};

/// Loads a shelf: the kind `tag` or `author` with a slug, or `period` with `2018` or `2018/11`.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such shelf.
pub async fn load_shelf(
    kind: &'static str,
    name: String,
    before: Option<ReviewId>,
) -> Result<ShelfPage, AppError> {
    note_shelf();
    let shelves = super::request()?.0.shelves;
    let missing = || AppError::NotFound(crate::error::Thing::Page);
    match kind {
        "period" => {
            let (year, month) = period(&name).ok_or_else(missing)?;
            shelves.period(year, month, before).await
        }
        "author" => {
            let slug = name.parse().map_err(|_| missing())?;
            shelves.author(&slug, before).await
        }
        _ => {
            let slug = name.parse().map_err(|_| missing())?;
            shelves.tag(&slug, before).await
        }
    }
}

/// Loads the archive as the query of its address asks for.
///
/// # Errors
/// [`AppError`] when it cannot be had.
pub async fn load_archive(query: String) -> Result<ArchivePage, AppError> {
    note_shelf();
    super::request()?.0.shelves.archive(&query).await
}

/// Loads a list of names after one.
///
/// # Errors
/// [`AppError`] when it cannot be had.
pub async fn load_directory(
    of: &'static str,
    after: Option<String>,
) -> Result<DirectoryPage, AppError> {
    note_shelf();
    let after = after.and_then(|slug| slug.parse().ok());
    super::request()?.0.shelves.directory(of, after).await
}

/// Loads a person.
///
/// # Errors
/// [`AppError::NotFound`] when nothing is reviewed here that they had a part in.
pub async fn load_person(slug: String) -> Result<PersonPage, AppError> {
    note_shelf();
    let slug = slug
        .parse()
        .map_err(|_| AppError::NotFound(crate::error::Thing::Page))?;
    super::request()?.0.shelves.person(&slug).await
}

/// Notes that the page shows which reviews there are, and nothing that comments or likes change.
fn note_shelf() {
    use crate::context::{RenderNotes, Shows};
    if let Some(notes) = leptos::prelude::use_context::<RenderNotes>() {
        notes.note(Shows::Shelf);
    }
}

/// Reads a year or a month as addresses have it: four digits, two digits.
fn period(name: &str) -> Option<(i16, Option<i8>)> {
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = match name.split_once('/') {
        Some((year, month)) => (year, Some(month)),
        None => (name, None),
    };
    let year = Some(year).filter(|year| digits(year, 4))?.parse().ok()?;
    let month = match month {
        Some(month) => {
            let month = Some(month).filter(|month| digits(month, 2))?.parse().ok()?;
            Some(Some(month).filter(|month| (1..=12).contains(month))?)
        }
        None => None,
    };
    Some((year, month))
}

mod endpoints {
    //! The addresses that the browser's half fetches.

    use leptos::{prelude::*, server_fn::codec::GetUrl};

    use super::{load_archive, load_directory, load_person, load_shelf};
    use crate::{
        AppError,
        model::{ArchivePage, DirectoryPage, PersonPage, ReviewId, ShelfPage},
        server_fns::with_status,
    };

    #[server(prefix = "/api", endpoint = "shelves/tag", input = GetUrl)]
    async fn read_tag(
        name: String,
        #[server(default)] before: Option<ReviewId>,
    ) -> Result<ShelfPage, AppError> {
        with_status(load_shelf("tag", name, before).await)
    }

    #[server(prefix = "/api", endpoint = "shelves/author", input = GetUrl)]
    async fn read_author(
        name: String,
        #[server(default)] before: Option<ReviewId>,
    ) -> Result<ShelfPage, AppError> {
        with_status(load_shelf("author", name, before).await)
    }

    #[server(prefix = "/api", endpoint = "shelves/period", input = GetUrl)]
    async fn read_period(
        name: String,
        #[server(default)] before: Option<ReviewId>,
    ) -> Result<ShelfPage, AppError> {
        with_status(load_shelf("period", name, before).await)
    }

    #[server(prefix = "/api", endpoint = "shelves/archive", input = GetUrl)]
    async fn read_archive(#[server(default)] query: String) -> Result<ArchivePage, AppError> {
        with_status(load_archive(query).await)
    }

    #[server(prefix = "/api", endpoint = "shelves/directory", input = GetUrl)]
    async fn read_directory(
        of: String,
        #[server(default)] after: Option<String>,
    ) -> Result<DirectoryPage, AppError> {
        let known = ["films", "people", "tags", "authors"];
        let of = known.into_iter().find(|known| *known == of);
        let missing = AppError::NotFound(crate::error::Thing::Page);
        match of {
            Some(of) => with_status(load_directory(of, after).await),
            None => with_status(Err(missing)),
        }
    }

    #[server(prefix = "/api", endpoint = "shelves/person", input = GetUrl)]
    async fn read_person(slug: String) -> Result<PersonPage, AppError> {
        with_status(load_person(slug).await)
    }
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn a_period_is_four_digits_and_perhaps_two() {
        assert_eq!(period("2018"), Some((2018, None)));
        assert_eq!(period("2018/09"), Some((2018, Some(9))));
        for name in [
            "",
            "18",
            "2018/",
            "2018/9",
            "2018/13",
            "2018/00",
            "+018",
            "2018/11/20",
        ] {
            assert_eq!(period(name), None, "{name}");
        }
    }
}
