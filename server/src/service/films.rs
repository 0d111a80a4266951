//! Films: their pages, and what readers give them.

use std::sync::Arc;

use app::{
    AppError,
    backend::Films,
    error::{Field, Problem, Thing},
    model::{
        Film, FilmId, FilmPage, OutsideRating, Rating, ReaderRatings, Slug, Timestamp, Viewer,
        on_scale,
    },
};
use async_trait::async_trait;

use super::{
    Core,
    reviews::{card, find_visitor},
};
use crate::store::{
    Conn, Error, Tx, cards, events::EventKind, film_ratings, films, scope::Scope, visitors,
};

/// How many reviews a film's page lists.
const REVIEWS: i32 = 50;

/// Implements the port for films.
pub(crate) struct FilmService(pub(crate) Arc<Core>);

fn missing() -> AppError {
    AppError::NotFound(Thing::Film)
}

#[async_trait]
impl Films for FilmService {
    async fn film(&self, slug: &Slug, viewer: Option<Viewer>) -> Result<FilmPage, AppError> {
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let (id, mut film) = find(conn, slug).await?;
        let rows = cards::list_in_scope(conn, Scope::Film(id), None, REVIEWS).await?;
        // Of a film nothing is told before something is published about it.
        if rows.is_empty() {
            return Err(missing());
        }
        if let Some(outside) = &mut film.outside_rating {
            outside.read_on = core.dates.day(outside.read_on.at);
        }
        let outside = film_ratings::list_outside(conn, id).await?;
        let outside = outside
            .into_iter()
            .map(|(source, tenths, out_of, at)| OutsideRating {
                source,
                tenths,
                out_of,
                read_on: core.dates.day(Timestamp(at)),
            })
            .collect();
        let mut readers = readers(core, conn, id).await?;
        if let Some(visitor) = find_visitor(conn, viewer).await? {
            readers.mine = own(core, conn, id, visitor).await?;
        }
        let reviews = rows
            .into_iter()
            .map(|row| card(core, row))
            .collect::<Result<Vec<_>, _>>()?;
        let still = reviews.iter().find_map(|review| review.still.clone());
        Ok(FilmPage {
            id,
            film,
            outside,
            readers,
            reviews,
            still,
        })
    }

    async fn rate(
        &self,
        film: FilmId,
        halves: i32,
        viewer: Viewer,
    ) -> Result<ReaderRatings, AppError> {
        let core = self.0.clone();
        let reader = viewer.identity()?;
        let scale = core.settings.get().rating_scale;
        let rating = Rating::new(halves, scale)
            .filter(|rating| rating.halves() > 0)
            .ok_or(AppError::field(Field::Rating, Problem::Malformed))?;
        if reader.is_new {
            core.limits.count_new_liker(viewer.address)?;
        }
        let now = core.clock.now();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    find_shown(&mut tx.conn, film).await?;
                    let visitor = visitors::find_or_insert(&mut tx.conn, &reader.hash, now).await?;
                    let given = (rating.halves(), rating.out_of());
                    film_ratings::set(&mut tx.conn, film, visitor, given, now).await?;
                    told(tx, &core, film, Some(rating.halves()), now).await
                })
            })
            .await
    }

    async fn unrate(&self, film: FilmId, viewer: Viewer) -> Result<ReaderRatings, AppError> {
        let core = self.0.clone();
        let reader = viewer.identity()?;
        let now = core.clock.now();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    find_shown(&mut tx.conn, film).await?;
                    if let Some(visitor) = visitors::find(&mut tx.conn, &reader.hash).await? {
                        film_ratings::delete(&mut tx.conn, film, visitor).await?;
                    }
                    told(tx, &core, film, None, now).await
                })
            })
            .await
    }

    async fn own_rating(&self, slug: &Slug, viewer: Viewer) -> Result<Option<i32>, AppError> {
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let (id, _) = find(conn, slug).await?;
        match find_visitor(conn, Some(viewer)).await? {
            Some(visitor) => Ok(own(&self.0, conn, id, visitor).await?),
            None => Ok(None),
        }
    }
}

async fn find(conn: &mut Conn<'_>, slug: &Slug) -> Result<(FilmId, Film), AppError> {
    let (id, _) = films::find_by_slug(conn, slug).await?.ok_or_else(missing)?;
    let film = films::find(conn, id).await?.ok_or_else(missing)?;
    Ok((id, film))
}

/// Makes sure that a film has a page on which it can be rated.
async fn find_shown(conn: &mut Conn<'_>, film: FilmId) -> Result<(), AppError> {
    match cards::count_in_scope(conn, Scope::Film(film)).await? {
        0 => Err(missing()),
        _ => Ok(()),
    }
}

async fn own(
    core: &Core,
    conn: &mut Conn<'_>,
    film: FilmId,
    visitor: app::model::VisitorId,
) -> Result<Option<i32>, Error> {
    let given = film_ratings::find(conn, film, visitor).await?;
    Ok(given.map(|(halves, out_of)| on_scale(halves, out_of, core.settings.get().rating_scale)))
}

async fn readers(core: &Core, conn: &mut Conn<'_>, film: FilmId) -> Result<ReaderRatings, Error> {
    let given = film_ratings::list_counts(conn, film).await?;
    Ok(ReaderRatings::count(
        core.settings.get().rating_scale,
        given,
    ))
}

/// Tells of a film's new ratings and returns them.
async fn told(
    tx: &mut Tx<'_>,
    core: &Core,
    film: FilmId,
    mine: Option<i32>,
    now: Timestamp,
) -> Result<ReaderRatings, AppError> {
    let payload = serde_json::json!({ "film": film }).to_string();
    tx.tell(None, EventKind::FilmRatings, payload, now).await?;
    let readers = readers(core, &mut tx.conn, film).await?;
    Ok(ReaderRatings { mine, ..readers })
}
