//! Pages to wander: shelves, lists of names, people.

use std::sync::Arc;

use app::{
    AppError,
    backend::Shelves,
    error::Thing,
    model::{
        ArchivePage, CreditRole, DirectoryName, DirectoryPage, PersonFilm, PersonPage, ReviewId,
        ShelfPage, Slug, Timestamp,
    },
};
use async_trait::async_trait;

use super::{Core, Dates, archive, people::portrait, reviews::card};
use crate::store::{
    Conn, authors, cards,
    cards::CardRow,
    directory::{self, DirectoryOf},
    people,
    scope::Scope,
    tags,
};

/// How many reviews a page of a shelf has, and how many names a page of a list.
const CARDS_A_PAGE: i32 = 30;
const NAMES_A_PAGE: i32 = 200;

/// Implements the port for pages to wander.
pub(crate) struct ShelfService(pub(crate) Arc<Core>);

fn missing() -> AppError {
    AppError::NotFound(Thing::Page)
}

#[async_trait]
impl Shelves for ShelfService {
    async fn tag(&self, slug: &Slug, before: Option<ReviewId>) -> Result<ShelfPage, AppError> {
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let (id, name) = tags::find(conn, slug).await?.ok_or_else(missing)?;
        let page = ShelfPage {
            kicker: "Filed under".to_owned(),
            title: name,
            path: format!("/tags/{slug}"),
            feed: Some(format!("/tags/{slug}/feed.atom")),
            ..ShelfPage::default()
        };
        fill(&self.0, conn, page, Scope::Tag(id), before).await
    }

    async fn author(&self, slug: &Slug, before: Option<ReviewId>) -> Result<ShelfPage, AppError> {
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let (id, name, biography) = authors::find(conn, slug).await?.ok_or_else(missing)?;
        let page = ShelfPage {
            kicker: "Reviews by".to_owned(),
            title: name,
            note: biography,
            portrait: portrait(conn, id).await?,
            path: format!("/authors/{slug}"),
            feed: Some(format!("/authors/{slug}/feed.atom")),
            ..ShelfPage::default()
        };
        fill(&self.0, conn, page, Scope::Author(id), before).await
    }

    async fn period(
        &self,
        year: i16,
        month: Option<i8>,
        before: Option<ReviewId>,
    ) -> Result<ShelfPage, AppError> {
        let core = &self.0;
        let (from, until) = core.dates.period(year, month).ok_or_else(missing)?;
        let (title, path) = match month {
            Some(month) => (
                format!("{} {year}", Dates::month_name(month)),
                format!("/archive/{year:04}/{month:02}"),
            ),
            None => (year.to_string(), format!("/archive/{year:04}")),
        };
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let page = ShelfPage {
            kicker: "Archive".to_owned(),
            title,
            path,
            ..ShelfPage::default()
        };
        fill(core, conn, page, Scope::Between(from, until), before).await
    }

    async fn archive(&self, query: &str) -> Result<ArchivePage, AppError> {
        archive::page(&self.0, &archive::ArchiveQuery::parse(query)).await
    }

    async fn directory(&self, of: &str, after: Option<Slug>) -> Result<DirectoryPage, AppError> {
        let (list, title) = match of {
            "films" => (DirectoryOf::Films, "Films"),
            "people" => (DirectoryOf::People, "People"),
            "tags" => (DirectoryOf::Tags, "Tags"),
            "authors" => (DirectoryOf::Authors, "Authors"),
            _ => return Err(missing()),
        };
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let rows = directory::list_names(conn, list, after.as_ref(), NAMES_A_PAGE + 1).await?;
        let path = format!("/{of}");
        let (rows, has_more) = cut(rows, NAMES_A_PAGE);
        let next = rows
            .last()
            .filter(|_| has_more)
            .map(|row| format!("{path}?after={}", row.slug));
        Ok(DirectoryPage {
            title: title.to_owned(),
            names: rows
                .into_iter()
                .map(|row| DirectoryName {
                    path: format!("{path}/{}", row.slug),
                    name: row.name,
                    note: row.year.map(|year| year.to_string()).unwrap_or_default(),
                    review_count: row.review_count,
                })
                .collect(),
            next,
            first: after.map(|_| path.clone()),
            path,
        })
    }

    async fn person(&self, slug: &Slug) -> Result<PersonPage, AppError> {
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let (id, person) = people::find(conn, slug).await?.ok_or_else(missing)?;
        let parts = people::list_parts(conn, id).await?;
        if parts.is_empty() {
            return Err(missing());
        }
        let mut roles = Vec::new();
        for role in [CreditRole::Director, CreditRole::Writer, CreditRole::Cast] {
            let films: Vec<PersonFilm> = parts
                .iter()
                .filter(|part| part.role == role.key())
                .map(|part| {
                    let year = part.year.map(|year| year.to_string());
                    // The line names the director, who needs no naming in an own list.
                    let director = part
                        .director
                        .clone()
                        .filter(|_| role != CreditRole::Director);
                    let line = [director, part.country.clone(), year];
                    Ok(PersonFilm {
                        slug: authors::slug(part.slug.clone(), "films")?,
                        title: part.title.clone(),
                        line: line.into_iter().flatten().collect::<Vec<_>>().join(", "),
                        character: part.character_name.clone(),
                        review_count: part.review_count,
                    })
                })
                .collect::<Result<_, crate::store::Error>>()?;
            if !films.is_empty() {
                roles.push((role, films));
            }
        }
        Ok(PersonPage { person, roles })
    }
}

/// Puts the reviews of a scope on a shelf. A shelf on which there is nothing is not there.
async fn fill(
    core: &Core,
    conn: &mut Conn<'_>,
    page: ShelfPage,
    scope: Scope,
    before: Option<ReviewId>,
) -> Result<ShelfPage, AppError> {
    let count = cards::count_in_scope(conn, scope).await?;
    if count == 0 {
        return Err(missing());
    }
    let rows = cards::list_in_scope(conn, scope, before, CARDS_A_PAGE + 1).await?;
    let (rows, has_older) = cut(rows, CARDS_A_PAGE);
    Ok(ShelfPage {
        count,
        older: older(&rows, has_older, &page.path, '?'),
        newest: before.map(|_| page.path.clone()),
        reviews: rows
            .into_iter()
            .map(|row| card(core, row))
            .collect::<Result<_, _>>()?,
        ..page
    })
}

/// Cuts a list that was read with one row too many; says whether that row was there.
pub(super) fn cut<T>(mut rows: Vec<T>, limit: i32) -> (Vec<T>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    (rows, has_more)
}

/// Returns the address of the reviews older than the last one shown.
pub(super) fn older(rows: &[CardRow], has_older: bool, path: &str, mark: char) -> Option<String> {
    rows.last()
        .filter(|_| has_older)
        .map(|row| format!("{path}{mark}before={}", row.id))
}

/// Groups times by year and month of the publication, latest first.
pub(super) fn years(core: &Core, times: &[Timestamp]) -> Vec<app::model::ArchiveYear> {
    let mut years: Vec<app::model::ArchiveYear> = Vec::new();
    for time in times {
        let (year, month) = core.dates.year_and_month(*time);
        if years.last().is_none_or(|last| last.year != year) {
            years.push(app::model::ArchiveYear {
                year,
                count: 0,
                months: Vec::new(),
            });
        }
        let Some(last) = years.last_mut() else {
            continue;
        };
        last.count += 1;
        match last.months.last_mut() {
            Some((number, _, count)) if *number == month => *count += 1,
            _ => last
                .months
                .push((month, Dates::month_name(month).to_owned(), 1)),
        }
    }
    years
}
