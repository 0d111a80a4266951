//! Revisions: looking at them, going back to one, and what readers are told of changes.

use app::{
    AppError,
    error::Thing,
    model::{
        ChangesPage, FieldDiff, ReviewId, RevisionLine, RevisionsPage, SaveOutcome, Slug,
        Timestamp, Viewer,
    },
};

use super::{diff, fields, find_for, save::Current};
use crate::{
    service::{Core, policy::Act},
    store::{Conn, Error, Tx, reviews, revisions, revisions::RevisionRow},
};

/// How many changes readers are told of.
const MOST_CHANGES: usize = 50;

/// Returns a review's revisions, and how the draft differs from one of them.
pub(super) async fn list(
    core: &Core,
    review: ReviewId,
    shown: Option<i32>,
    viewer: &Viewer,
) -> Result<RevisionsPage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let row = find_for(conn, review, Act::EditReview, viewer).await?;
    let current = Current::read(conn, &row).await?;
    let rows = revisions::list(conn, review, false).await?;
    let shown = match shown {
        Some(number) => {
            let missing = AppError::NotFound(Thing::Review);
            let found = revisions::find(conn, review, number).await?;
            let before = fields::of_json(&found.ok_or(missing)?.fields, "revisions")?;
            Some((number, diff::for_authors(&before, &current.fields)))
        }
        None => None,
    };
    let now = core.clock.now();
    let line = |row: RevisionRow| RevisionLine {
        number: row.number,
        is_published: row.is_published,
        made: core.dates.minute(Timestamp(row.made_at), now),
        by: row.made_by.unwrap_or_default(),
    };
    Ok(RevisionsPage {
        review,
        title: current.fields.title,
        version: current.version,
        lines: rows.into_iter().map(line).collect(),
        shown,
    })
}

/// Makes a revision the draft. What stood there is put aside first.
pub(super) async fn restore(
    core: &Core,
    review: ReviewId,
    number: i32,
    viewer: Viewer,
) -> Result<SaveOutcome, AppError> {
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let row = find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                let missing = AppError::NotFound(Thing::Review);
                let found = revisions::find(&mut tx.conn, review, number).await?;
                let wanted = fields::of_json(&found.ok_or(missing)?.fields, "revisions")?;
                let current = Current::find(tx, &row).await?;
                if current.fields != wanted {
                    let by = (Some(account), now);
                    Current::put_aside(tx, review, &current.fields, by).await?;
                }
                current.replace(tx, review, &wanted, (account, now)).await
            })
        })
        .await
}

/// Returns what readers are told of a review's changes since it was published.
pub(super) async fn changes(core: &Core, slug: &Slug) -> Result<ChangesPage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let missing = AppError::NotFound(Thing::Review);
    let published = reviews::find_published(conn, slug).await?.ok_or(missing)?;
    let review = ReviewId(published.id);
    let scale = published
        .rating_out_of
        .unwrap_or_else(|| core.settings.get().rating_scale);
    let changes = changes_of(conn, review, scale).await?;
    let now = core.clock.now();
    Ok(ChangesPage {
        review,
        slug: slug.clone(),
        title: published.title,
        changes: changes
            .into_iter()
            .map(|(at, fields)| (core.dates.minute(at, now), fields))
            .collect(),
    })
}

/// Lists the changes between the revisions that readers have seen, the newest first.
async fn changes_of(
    conn: &mut Conn<'_>,
    review: ReviewId,
    scale: i32,
) -> Result<Vec<(Timestamp, Vec<FieldDiff>)>, Error> {
    let rows = revisions::list(conn, review, true).await?;
    let mut changes = Vec::new();
    for pair in rows.windows(2).take(MOST_CHANGES) {
        let [after, before] = pair else { continue };
        let read = |row: &RevisionRow| fields::of_json(&row.fields, "revisions");
        let fields = diff::for_readers(&read(before)?, &read(after)?, scale);
        if !fields.is_empty() {
            changes.push((Timestamp(after.made_at), fields));
        }
    }
    Ok(changes)
}
