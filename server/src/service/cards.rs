//! What the card of a shared address says.

use app::{
    AppError,
    error::Thing,
    model::{FilmId, ReviewId, Slug},
};

use super::{Core, reviews::rating};
use crate::{
    card::Card,
    store::{authors, films, reviews},
};

/// Returns the card of a published review.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such review.
pub(crate) async fn card_of(core: &Core, slug: &Slug) -> Result<Card, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let row = reviews::find_published(conn, slug)
        .await?
        .ok_or(AppError::NotFound(Thing::Review))?;
    let film = match row.film_id {
        Some(film) => films::find(conn, FilmId(film)).await?,
        None => None,
    };
    let authors = authors::list_for_review(conn, ReviewId(row.id)).await?;
    let names: Vec<String> = authors.into_iter().map(|author| author.name).collect();
    Ok(Card {
        site: core.settings.get().name.clone(),
        title: row.title,
        summary: row.summary,
        film: film.map(|film| film.line()).unwrap_or_default(),
        byline: names.join(", "),
        rating: rating(core, row.rating_halves, row.rating_out_of),
    })
}
