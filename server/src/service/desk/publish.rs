//! Making a draft what readers see.

use app::{
    AppError,
    error::{DeskField, Field, Problem, Thing},
    markdown,
    model::{AccountId, DraftFields, FilmId, MediaId, ReviewId, Slug, TextKind, Timestamp},
};

use super::{
    fields::{self, Checked},
    films,
    save::Current,
};
use crate::{
    content,
    intake::{self, EXCERPT_CHARS},
    store::{
        Conn, Error, Tx, authors, desk,
        desk::DeskReview,
        drafts,
        events::EventKind,
        media,
        reviews::{self, NewReview, NewStill, NewWatchAlso},
        revisions::{self, NewRevision},
        search,
    },
};

/// Who publishes, and when: the account, the moment, and the day a review published for the first time
/// carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Publication {
    /// Who; nobody when the server does it at its time.
    pub(super) account: Option<AccountId>,
    /// Now.
    pub(super) now: Timestamp,
    /// The day a review carries that had none.
    pub(super) day: Timestamp,
    /// The publication's rating scale.
    pub(super) scale: i32,
}

/// Publishes a draft: its text, its tags, its film and its address become what readers see, and the text
/// is kept as a revision. Returns the draft's version.
pub(super) async fn publish(
    tx: &mut Tx<'_>,
    row: &DeskReview,
    publication: Publication,
) -> Result<i64, AppError> {
    let review = ReviewId(row.id);
    let current = Current::find(tx, row).await?;
    let scale = fields::scale(row, publication.scale);
    let checked = fields::check(&current.fields, scale)?;
    let was_seen = row.day().is_some();
    let slug = free_slug(&mut tx.conn, row, &checked).await?;
    let film = take_film(&mut tx.conn, &current.fields, publication.now).await?;
    let still = take_still(&mut tx.conn, &current.fields).await?;
    let before = fields::of_published(&mut tx.conn, row).await?;
    if was_seen {
        keep_text_before(tx, row, &before).await?;
    }
    let is_open = current.fields.comments_open;
    let text = text_of(
        checked,
        (slug.clone(), film, still, is_open),
        publication.now,
    );
    write(tx, review, text).await?;
    sign(&mut tx.conn, review, &current.fields.authors).await?;
    let day = row.day().unwrap_or(publication.day);
    desk::update_published(&mut tx.conn, review, day).await?;
    let row_after = desk::find(&mut tx.conn, review).await?;
    let row_after = row_after.ok_or(AppError::NotFound(Thing::Review))?;
    let after = fields::of_published(&mut tx.conn, &row_after).await?;
    if was_seen && before.labelled() != after.labelled() {
        desk::update_edited(&mut tx.conn, review, publication.now).await?;
    }
    if !was_seen || before != after {
        keep_revision(tx, review, &after, publication).await?;
    }
    if was_seen && row.slug != slug.as_str() {
        let path = |slug: &str| TextKind::from_key(&row.kind).path(slug);
        desk::move_address(&mut tx.conn, &path(&row.slug), &path(slug.as_str())).await?;
    }
    // The draft says from now on what was settled by it: the address it got, the film its words meant.
    drafts::update_published(&mut tx.conn, review, &fields::to_json(&after)).await?;
    tell(tx, review, publication.now).await?;
    Ok(current.version)
}

/// Tells the index of what can be found, pages, lists, feeds and open browsers that a review is another
/// one.
pub(super) async fn tell(tx: &mut Tx<'_>, review: ReviewId, now: Timestamp) -> Result<(), Error> {
    search::follow_review(&mut tx.conn, review).await?;
    let payload = serde_json::json!({ "id": review }).to_string();
    tx.tell(Some(review), EventKind::Review, payload, now).await
}

/// Finds the slug a review gets: the one typed, unless another review has it, or a free one made of the
/// title.
async fn free_slug(
    conn: &mut Conn<'_>,
    row: &DeskReview,
    checked: &Checked,
) -> Result<Slug, AppError> {
    if !checked.is_slug_typed && row.day().is_some() {
        // Readers know it by this one.
        return Ok(crate::store::authors::slug(row.slug.clone(), "reviews")?);
    }
    match desk::find_by_slug(conn, &checked.slug).await? {
        None => Ok(checked.slug.clone()),
        Some(owner) if owner.0 == row.id => Ok(checked.slug.clone()),
        Some(_) if checked.is_slug_typed => Err(AppError::field(
            Field::Desk(DeskField::Slug),
            Problem::Taken,
        )),
        Some(_) => Ok(intake::free_slug(conn, &checked.slug).await?),
    }
}

/// Finds the film that a draft's words mean, or makes its record.
async fn take_film(
    conn: &mut Conn<'_>,
    fields: &DraftFields,
    now: Timestamp,
) -> Result<Option<FilmId>, AppError> {
    if let Some(film) = films::meant(conn, &fields.film).await? {
        return Ok(Some(film));
    }
    match films::new_film(fields, now)? {
        Some(new) => Ok(Some(intake::take_film(conn, &new).await?)),
        None => Ok(None),
    }
}

/// Signs a review with the authors that a draft names, in order; with nobody named it stays as it is.
/// Whoever signs it so far has to be among them, so that nobody signs in the name of others alone.
async fn sign(conn: &mut Conn<'_>, review: ReviewId, typed: &str) -> Result<(), AppError> {
    let refuse = |problem| AppError::field(Field::Desk(DeskField::Authors), problem);
    let mut signers = Vec::new();
    for name in typed.split([',', '\n']).map(str::trim) {
        if name.is_empty() {
            continue;
        }
        let author = authors::find_by_name(conn, name).await?;
        let author = author.ok_or(refuse(Problem::Wrong))?;
        if !signers.contains(&author) {
            signers.push(author);
        }
    }
    if signers.is_empty() {
        return Ok(());
    }
    let mut is_theirs = false;
    for author in &signers {
        is_theirs |= authors::signs(conn, *author, review).await?;
    }
    if !is_theirs {
        return Err(refuse(Problem::Malformed));
    }
    authors::delete_for_review(conn, review).await?;
    authors::insert_for_review(conn, review, &signers).await?;
    Ok(())
}

/// Finds the picture that a draft names.
async fn take_still(conn: &mut Conn<'_>, fields: &DraftFields) -> Result<NewStill, AppError> {
    let hash = fields.still.trim();
    let media: Option<MediaId> = if hash.is_empty() {
        None
    } else {
        let found = media::find_id(conn, hash).await?;
        let missing = AppError::field(Field::Desk(DeskField::Still), Problem::Wrong);
        Some(found.ok_or(missing)?)
    };
    Ok(NewStill {
        media,
        alt: content::plain_line(&fields.still_alt, 1_000),
        credit: content::plain_line(&fields.still_credit, 300),
    })
}

struct Text {
    review: NewReview,
    tags: Vec<app::model::Tag>,
    watch_also: Vec<NewWatchAlso>,
    canonical: String,
}

fn text_of(
    checked: Checked,
    (slug, film, still, comments_open): (Slug, Option<FilmId>, NewStill, bool),
    now: Timestamp,
) -> Text {
    let items = checked.watch_also.into_iter();
    let watch_also = items.map(|(title, target, note)| NewWatchAlso {
        title,
        target,
        note_source: note.source,
        note_html: note.html,
    });
    Text {
        watch_also: watch_also.collect(),
        tags: checked.tags,
        canonical: checked.canonical,
        review: NewReview {
            kind: "review",
            slug,
            title: checked.title,
            film,
            rating: checked.rating,
            summary: checked.summary,
            epigraph: checked.epigraph,
            still,
            excerpt: markdown::excerpt(&checked.body.source, EXCERPT_CHARS),
            word_count: fields::word_count(&checked.body.source),
            body_source: checked.body.source,
            body_html: checked.body.html,
            body_rules: checked.body.rules,
            comments_open,
            published_at: None,
            created_at: now,
        },
    }
}

async fn write(tx: &mut Tx<'_>, review: ReviewId, text: Text) -> Result<(), AppError> {
    let conn = &mut tx.conn;
    desk::update_text(conn, review, &text.review, &text.canonical).await?;
    reviews::insert_tags(conn, review, &text.tags).await?;
    reviews::insert_watch_also(conn, review, &text.watch_also).await?;
    Ok(())
}

/// Keeps the text that readers have seen so far, where no revision has it: it comes from before there
/// were any, or from an import.
async fn keep_text_before(
    tx: &mut Tx<'_>,
    row: &DeskReview,
    before: &DraftFields,
) -> Result<(), AppError> {
    let review = ReviewId(row.id);
    if revisions::count(&mut tx.conn, review, true).await? > 0 {
        return Ok(());
    }
    let revision = NewRevision {
        is_published: true,
        fields: fields::to_json(before),
        made_at: row.day().unwrap_or_default(),
        account: None,
    };
    revisions::insert(&mut tx.conn, review, &revision).await?;
    Ok(())
}

async fn keep_revision(
    tx: &mut Tx<'_>,
    review: ReviewId,
    fields: &DraftFields,
    publication: Publication,
) -> Result<(), AppError> {
    let revision = NewRevision {
        is_published: true,
        fields: fields::to_json(fields),
        made_at: publication.now,
        account: publication.account,
    };
    revisions::insert(&mut tx.conn, review, &revision).await?;
    Ok(())
}
