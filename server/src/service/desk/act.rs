//! What the editor's buttons and the list's do: publishing, scheduling, taking back, throwing away and
//! fetching back.

use app::{
    AppError,
    error::{Action, Thing},
    model::{BulkAct, DraftAct, DraftFields, ReviewId, SaveOutcome, Stage, Timestamp, Viewer},
};

use super::{
    fields, find_for,
    publish::{self, Publication},
    save::{self, Current},
};
use crate::{
    service::{
        Core,
        policy::{self, Act},
    },
    store::{
        Tx, desk,
        desk::DeskReview,
        drafts::{self, NewDraft},
    },
};

/// How many reviews one act takes at most.
const MOST_AT_ONCE: usize = 200;

/// Saves a draft and does something with it. What cannot be done leaves the draft saved.
pub(super) async fn act(
    core: &Core,
    review: ReviewId,
    act: DraftAct,
    (version, fields): (i64, DraftFields),
    viewer: Viewer,
) -> Result<SaveOutcome, AppError> {
    match act {
        DraftAct::KeepMine => return keep_mine(core, review, fields, viewer).await,
        DraftAct::TakeTheirs => return take_theirs(core, review, fields, viewer).await,
        DraftAct::Discard => return discard(core, review, version, viewer).await,
        _ => {}
    }
    let publish_at = fields.publish_at.clone();
    let saved = save::save(core, review, (version, fields, None), viewer).await?;
    if matches!(act, DraftAct::Save | DraftAct::Preview | DraftAct::Still)
        || matches!(saved, SaveOutcome::Conflict { .. })
    {
        return Ok(saved);
    }
    let step = match act {
        DraftAct::Publish => Step::Publish,
        DraftAct::Schedule => Step::Schedule(fields::publish_at(core, &publish_at)?),
        DraftAct::Unpublish => Step::Unpublish,
        DraftAct::Trash => Step::Trash,
        _ => Step::Restore,
    };
    take_step(core, review, step, viewer).await?;
    Ok(saved)
}

/// A way from one stage to another.
#[derive(Clone, Copy, Debug)]
enum Step {
    Publish,
    Schedule(Timestamp),
    Unpublish,
    Trash,
    Restore,
    /// Published again as it was, which undoes taking it back.
    PutBack,
}

impl Step {
    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "publish" => Self::Publish,
            "unpublish" => Self::Unpublish,
            "trash" => Self::Trash,
            "restore" => Self::Restore,
            "put-back" => Self::PutBack,
            _ => return None,
        })
    }

    fn act(self) -> Act {
        match self {
            Self::Publish | Self::Schedule(_) | Self::Unpublish | Self::PutBack => {
                Act::PublishReview
            }
            Self::Trash | Self::Restore => Act::TrashReview,
        }
    }
}

async fn take_step(
    core: &Core,
    review: ReviewId,
    step: Step,
    viewer: Viewer,
) -> Result<(), AppError> {
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    let scales = core.settings.get().rating_scale;
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let row = find_for(&mut tx.conn, review, step.act(), &viewer).await?;
                let publication = Publication {
                    account: Some(account),
                    now,
                    day: now,
                    scale: scales,
                };
                go(tx, &row, step, publication).await
            })
        })
        .await
}

async fn go(
    tx: &mut Tx<'_>,
    row: &DeskReview,
    step: Step,
    publication: Publication,
) -> Result<(), AppError> {
    let review = ReviewId(row.id);
    let now = publication.now;
    let stage = row.stage();
    match step {
        Step::Publish => {
            publish::publish(tx, row, publication).await?;
            return Ok(());
        }
        Step::Schedule(at) if stage != Stage::Published => {
            // What cannot be published then is better said now.
            let current = Current::find(tx, row).await?;
            fields::check(&current.fields, fields::scale(row, publication.scale))?;
            desk::update_schedule(&mut tx.conn, review, Some(at), "").await?;
        }
        Step::Schedule(_) => return Err(AppError::Forbidden(Action::BeyondRole)),
        Step::Unpublish if stage == Stage::Published => {
            desk::update_unpublished(&mut tx.conn, review, now).await?;
        }
        Step::Unpublish if stage == Stage::Scheduled => {
            desk::update_schedule(&mut tx.conn, review, None, "").await?;
        }
        Step::PutBack if stage == Stage::Unpublished => {
            if let Some(day) = row.day() {
                desk::update_published(&mut tx.conn, review, day).await?;
            }
        }
        Step::Trash if stage != Stage::Trashed => {
            desk::update_trashed(&mut tx.conn, review, stage, now).await?;
        }
        Step::Restore if stage == Stage::Trashed => restore(tx, row, now).await?,
        // It is so already.
        Step::Unpublish | Step::PutBack | Step::Trash | Step::Restore => return Ok(()),
    }
    publish::tell(tx, review, now).await?;
    Ok(())
}

/// Fetches a review out of the trash to where it stood. What was to be published meanwhile is a draft
/// again: nobody waits for it any more.
async fn restore(tx: &mut Tx<'_>, row: &DeskReview, now: Timestamp) -> Result<(), AppError> {
    let review = ReviewId(row.id);
    let from = row.trashed_from.as_deref().and_then(Stage::from_key);
    match (from, row.day()) {
        (Some(Stage::Published), Some(day)) => {
            desk::update_published(&mut tx.conn, review, day).await?;
        }
        (Some(Stage::Scheduled), _) => {
            let at = row.publish_at.map(Timestamp).filter(|at| *at > now);
            desk::update_schedule(&mut tx.conn, review, at, "").await?;
        }
        _ => desk::update_restored(&mut tx.conn, review).await?,
    }
    Ok(())
}

/// Saves over what somebody else saved meanwhile, which is put aside among the revisions.
async fn keep_mine(
    core: &Core,
    review: ReviewId,
    fields: DraftFields,
    viewer: Viewer,
) -> Result<SaveOutcome, AppError> {
    save::check_size(&fields)?;
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let row = find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                let current = Current::find(tx, &row).await?;
                if current.fields != fields {
                    let by = (None, now);
                    Current::put_aside(tx, review, &current.fields, by).await?;
                }
                current.replace(tx, review, &fields, (account, now)).await
            })
        })
        .await
}

/// Leaves the draft as somebody else saved it, and puts this one aside among the revisions.
async fn take_theirs(
    core: &Core,
    review: ReviewId,
    fields: DraftFields,
    viewer: Viewer,
) -> Result<SaveOutcome, AppError> {
    save::check_size(&fields)?;
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let row = find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                let current = Current::find(tx, &row).await?;
                if current.fields != fields {
                    let by = (Some(account), now);
                    Current::put_aside(tx, review, &fields, by).await?;
                }
                Ok(SaveOutcome::saved(current.version, current.saved_at()))
            })
        })
        .await
}

/// Puts the draft aside and makes a new one of the published text.
async fn discard(
    core: &Core,
    review: ReviewId,
    version: i64,
    viewer: Viewer,
) -> Result<SaveOutcome, AppError> {
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    let dates = core.dates.clone();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let row = find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                if row.day().is_none() {
                    return Err(AppError::NotFound(Thing::Review));
                }
                let current = Current::find(tx, &row).await?;
                if current.version != version {
                    let conflict = Box::new(current.into_conflict(&dates, now));
                    return Ok(SaveOutcome::Conflict { conflict });
                }
                Current::put_aside(tx, review, &current.fields, (Some(account), now)).await?;
                let published = fields::of_published(&mut tx.conn, &row).await?;
                let draft = NewDraft {
                    version: current.version + 1,
                    title: published.title.clone(),
                    fields: fields::to_json(&published),
                    has_changes: false,
                };
                drafts::put(&mut tx.conn, review, &draft, account, now).await?;
                Ok(SaveOutcome::saved(draft.version, now))
            })
        })
        .await
}

/// Does something with several reviews and returns those it was done with. One that it cannot be done
/// with is left as it is and stops no other; when it was done with none, the reason is given.
pub(super) async fn act_on_many(
    core: &Core,
    bulk: BulkAct,
    viewer: Viewer,
) -> Result<Vec<ReviewId>, AppError> {
    let step = Step::of_word(&bulk.act).ok_or(AppError::Invalid(Vec::new()))?;
    policy::require_any(&viewer, step.act())?;
    let mut done = Vec::new();
    let mut refused = None;
    for review in bulk.reviews.into_iter().take(MOST_AT_ONCE).map(ReviewId) {
        match take_step(core, review, step, viewer).await {
            Ok(()) => done.push(review),
            Err(error @ (AppError::Unavailable | AppError::Internal { .. })) => return Err(error),
            Err(error) => refused = Some(error),
        }
    }
    match refused {
        Some(error) if done.is_empty() => Err(error),
        _ => Ok(done),
    }
}
