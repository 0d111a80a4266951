//! The records of films: one for every review of a film, changed in one place, with its history.

use std::sync::Arc;

use app::{
    AppError,
    backend::FilmRecords,
    error::{Conflict, Thing},
    model::{Film, FilmChange, FilmForm, FilmId, FilmRecordPage, ReviewLink, Timestamp, Viewer},
};
use async_trait::async_trait;

use super::film_form;
use crate::{
    intake,
    service::{
        Core,
        policy::{self, Act},
    },
    store::{
        Conn, Error, Tx, authors, cards,
        events::EventKind,
        film_history::{self, FilmHistoryRow},
        films::{self, NewFilm},
        scope::Scope,
        search,
    },
};

/// How many of its reviews a record names.
const REVIEWS: i32 = 50;

/// Implements the port for films' records.
pub(crate) struct FilmRecordService(pub(crate) Arc<Core>);

fn missing() -> AppError {
    AppError::NotFound(Thing::Film)
}

#[async_trait]
impl FilmRecords for FilmRecordService {
    async fn open(&self, film: FilmId, viewer: Viewer) -> Result<FilmRecordPage, AppError> {
        policy::require_any(&viewer, Act::WriteReview)?;
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let (record, form) = form_of(core, conn, film).await?.ok_or_else(missing)?;
        let rows = film_history::list(conn, film).await?;
        let reviews = cards::list_in_scope(conn, Scope::Film(film), None, REVIEWS).await?;
        let reviews = reviews.into_iter().map(|row| {
            Ok(ReviewLink {
                slug: authors::slug(row.slug, "reviews")?,
                title: row.title,
            })
        });
        Ok(FilmRecordPage {
            film,
            slug: record.slug,
            version: rows.first().map_or(0, |row| row.number),
            history: history(core, &form, rows)?,
            reviews: reviews.collect::<Result<_, Error>>()?,
            form,
        })
    }

    async fn change(
        &self,
        film: FilmId,
        version: i32,
        form: FilmForm,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        policy::require_any(&viewer, Act::WriteReview)?;
        let account = viewer.signed()?.account;
        let now = self.0.clock.now();
        let mut new = film_form::read(&form, &self.0.dates, now)?;
        let core = self.0.clone();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let known = film_history::newest(&mut tx.conn, film).await?;
                    if known != version {
                        return Err(AppError::Conflict(Conflict::DraftChanged));
                    }
                    let conn = &mut tx.conn;
                    let (record, before) = form_of(&core, conn, film).await?.ok_or_else(missing)?;
                    keep_reading(&record, &mut new, &core);
                    films::update(conn, film, &new).await?;
                    let after = form_of(&core, conn, film).await?;
                    if after.is_some_and(|(_, after)| after == before) {
                        return Ok(());
                    }
                    let json = serde_json::to_string(&before).unwrap_or_default();
                    film_history::insert(conn, film, &json, account, now).await?;
                    search::follow_film(conn, film).await?;
                    // Every review of it shows it, and so do lists, cards and people's pages.
                    tx.tell(None, EventKind::Review, "{}".to_owned(), now)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn add(&self, form: FilmForm, viewer: Viewer) -> Result<FilmId, AppError> {
        policy::require_any(&viewer, Act::WriteReview)?;
        let now = self.0.clock.now();
        let new = film_form::read(&form, &self.0.dates, now)?;
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move { Ok(intake::take_film(&mut tx.conn, &new).await?) })
            })
            .await
    }
}

/// Lets a rating that was read elsewhere and not changed keep its moment, of which the form has the day
/// alone: it is no new reading.
fn keep_reading(record: &Film, new: &mut NewFilm, core: &Core) {
    let (Some(old), Some(new)) = (&record.outside_rating, &mut new.outside) else {
        return;
    };
    let day = |at| core.dates.field_day(at);
    let is_same = (&old.source, old.tenths, old.out_of) == (&new.0, new.1, new.2);
    if is_same && day(old.read_on.at) == day(new.3) {
        new.3 = old.read_on.at;
    }
}

/// Reads a record with its form.
async fn form_of(
    core: &Core,
    conn: &mut Conn<'_>,
    film: FilmId,
) -> Result<Option<(Film, FilmForm)>, Error> {
    let Some(record) = films::find(conn, film).await? else {
        return Ok(None);
    };
    let imdb = film_history::find_imdb(conn, film).await?;
    let form = film_form::of_film(&record, imdb, &core.dates);
    Ok(Some((record, form)))
}

/// Tells what each change did: a row holds what the record said before it, so what it said after stands
/// in the row above, or in the record itself.
fn history(
    core: &Core,
    now: &FilmForm,
    rows: Vec<FilmHistoryRow>,
) -> Result<Vec<FilmChange>, Error> {
    let mut after = now.clone();
    let mut changes = Vec::new();
    let clock = core.clock.now();
    for row in rows {
        let before: FilmForm = serde_json::from_str(&row.fields).map_err(|_| Error::Corrupt {
            table: "film_history",
            column: "fields",
        })?;
        let pairs = before.labelled().into_iter().zip(after.labelled());
        let fields = pairs
            .filter(|(before, after)| before.1 != after.1)
            .map(|(before, after)| {
                let [label, before, after] = [before.0, before.1, after.1].map(str::to_owned);
                (label, before, after)
            })
            .collect();
        changes.push(FilmChange {
            at: core.dates.minute(Timestamp(row.changed_at), clock),
            by: row.changed_by.unwrap_or_default(),
            fields,
        });
        after = before;
    }
    Ok(changes)
}
