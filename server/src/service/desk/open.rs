//! A review at the desk: everything its editor shows, and what readers would see.

use app::{
    AppError, markdown,
    markdown::Dialect,
    model::{
        DraftFields, EditorPage, Epigraph, Film, FilmId, Hint, Markup, Moment, Review, ReviewId,
        Slug, Still, TextKind, Timestamp, Viewer, WatchAlso,
    },
};

use super::{access, fields, films, find_for, require, save::Current};
use crate::{
    content,
    intake::EXCERPT_CHARS,
    service::{Core, policy::Act, reviews::still},
    store::{
        Conn, Error, authors, desk::DeskReview, desk_list, media, reviews::StillRow, revisions,
    },
};

/// Returns a review with its draft.
pub(super) async fn page(
    core: &Core,
    review: ReviewId,
    with_preview: bool,
    viewer: &Viewer,
) -> Result<EditorPage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let row = find_for(conn, review, Act::EditReview, viewer).await?;
    let current = Current::read(conn, &row).await?;
    let now = core.clock.now();
    let saved = current.row.as_ref().map(|row| {
        let at = core.dates.minute(Timestamp(row.saved_at), now);
        (at, row.saved_by.clone().unwrap_or_default())
    });
    let has_changes = current.row.as_ref().is_some_and(|row| row.has_changes);
    let mut fields = current.fields;
    if let Some(at) = row.publish_at
        && fields.publish_at.is_empty()
    {
        fields.publish_at = core.dates.field_minute(Timestamp(at));
    }
    let film = film_of(core, conn, &fields).await?;
    let words = fields::word_count(&fields.body);
    let may_publish = require(conn, &row, Act::PublishReview, viewer)
        .await
        .is_ok();
    let preview = if with_preview {
        Some(preview(core, conn, &row, &fields).await?)
    } else {
        None
    };
    let kind = TextKind::from_key(&row.kind);
    Ok(EditorPage {
        review,
        kind,
        version: current.version,
        stage: row.stage(),
        saved,
        has_changes,
        path: row
            .published_at
            .or(row.locked_at)
            .map(|_| kind.path(&row.slug)),
        publish_at: row
            .publish_at
            .map(|at| core.dates.minute(Timestamp(at), now)),
        publish_problem: row.publish_problem.clone(),
        has_password: row.access_hash.is_some(),
        may_publish,
        film,
        known_films: known_films(conn).await?,
        rating_scale: fields::scale(&row, core.settings.get().rating_scale),
        time_zone: core.settings.get().time_zone.clone(),
        suggested_slug: Slug::from_title(&fields.title).to_string(),
        length: (i64::from(words), markdown::reading_minutes(words)),
        still: still_of(conn, &fields).await?,
        links: access::links(core, conn, review).await?,
        revision_count: revisions::count(conn, review, false).await?,
        preview,
        fields,
    })
}

/// Finds the film that a draft's words mean.
async fn film_of(
    core: &Core,
    conn: &mut Conn<'_>,
    fields: &DraftFields,
) -> Result<Option<(FilmId, Film)>, Error> {
    let Some(id) = films::meant(conn, &fields.film).await? else {
        return Ok(None);
    };
    let mut film = crate::store::films::find(conn, id).await?;
    if let Some(outside) = film.as_mut().and_then(|film| film.outside_rating.as_mut()) {
        outside.read_on = core.dates.day(outside.read_on.at);
    }
    Ok(film.map(|film| (id, film)))
}

/// Lists films for the field to offer while one types, by the browser's own means.
async fn known_films(conn: &mut Conn<'_>) -> Result<Vec<Hint>, Error> {
    let rows = desk_list::list_films(conn).await?;
    let hints = rows.into_iter().map(|(slug, title, year)| Hint {
        value: slug,
        label: title,
        note: year.unwrap_or_default(),
    });
    Ok(hints.collect())
}

/// Finds the still that a draft names.
async fn still_of(conn: &mut Conn<'_>, fields: &DraftFields) -> Result<Option<Still>, Error> {
    let hash = fields.still.trim();
    if hash.is_empty() {
        return Ok(None);
    }
    let row = media::find(conn, hash).await?;
    Ok(row.and_then(|row| {
        still(StillRow {
            still_alt: fields.still_alt.clone(),
            still_credit: fields.still_credit.clone(),
            still_hash: Some(row.hash),
            still_extension: Some(row.extension),
            still_width: Some(row.width),
            still_height: Some(row.height),
            still_widths: Some(row.widths),
        })
    }))
}

/// Makes the review that readers would see if the draft were published now. It takes the same way as
/// what is published: the same checks, the same renderer. Only what is wrong with it does not stop it,
/// for a preview is what shows that.
pub(super) async fn preview(
    core: &Core,
    conn: &mut Conn<'_>,
    row: &DeskReview,
    fields: &DraftFields,
) -> Result<Review, AppError> {
    let id = ReviewId(row.id);
    let body = content::render(&fields.body, Dialect::Review);
    // What lies too deep is said when it is published; until then its source is shown.
    let body = body.map_or_else(|_| markdown::as_source(&fields.body), |body| body.html);
    let scale = fields::scale(row, core.settings.get().rating_scale);
    let rating = fields.rating.trim().parse().ok();
    let film = film_of(core, conn, fields).await?.map(|(_, film)| film);
    let watch_also = fields::watch_also(&fields.watch_also).unwrap_or_default();
    let words = fields::word_count(&fields.body);
    let published = match row.day() {
        Some(day) => core.dates.day(day),
        None => not_yet(core, row),
    };
    Ok(Review {
        id,
        slug: Slug::from_title(&fields.title),
        title: content::plain_line(&fields.title, 200),
        summary: content::plain_line(&fields.summary, 400),
        rating: rating.and_then(|halves| app::model::Rating::new(halves, scale)),
        epigraph: fields::epigraph(fields).map(|(text, speaker)| Epigraph { text, speaker }),
        film,
        authors: authors::list_for_review(conn, id).await?,
        tags: fields::tags(&fields.tags).unwrap_or_default(),
        still: still_of(conn, fields).await?,
        body: Markup::sanitized(body),
        excerpt: markdown::excerpt(&fields.body, EXCERPT_CHARS),
        published,
        edited: row.edited_at.map(|at| core.dates.day(Timestamp(at))),
        canonical: String::new(),
        reading_minutes: markdown::reading_minutes(words),
        watch_also: watch_also
            .into_iter()
            .map(|(title, review, note)| WatchAlso {
                title,
                review,
                still: None,
                note: Markup::sanitized(note.html),
            })
            .collect(),
        comments_open: fields.comments_open,
        like_count: 0,
        comment_count: 0,
        related: Vec::new(),
        previous: None,
        next: None,
    })
}

/// Says when a review is to be published that was not yet.
fn not_yet(core: &Core, row: &DeskReview) -> Moment {
    match row.publish_at {
        Some(at) => core.dates.day(Timestamp(at)),
        None => core.dates.day(core.clock.now()),
    }
}
