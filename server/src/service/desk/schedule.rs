//! Publishing at a set time: on time, exactly once, and also after the server was down.

use app::{
    AppError,
    error::{Field, FieldError},
    model::{ReviewId, Timestamp},
};

use super::publish::{self, Publication};
use crate::{
    service::Core,
    store::{Tx, desk},
};

/// Publishes every review whose time has come, and returns them. What cannot be published is a draft
/// again, with the reason beside it, so that it is said once and not every second.
///
/// # Errors
/// [`AppError`] when the database cannot be used; it is tried again with the next call.
pub(crate) async fn publish_due(core: &Core) -> Result<Vec<ReviewId>, AppError> {
    let now = core.clock.now();
    let mut snapshot = core.store.snapshot().await?;
    let due = desk::list_due(&mut snapshot.conn(), now).await?;
    drop(snapshot);
    let mut published = Vec::new();
    for (review, at) in due {
        match publish_one(core, review, at, now).await {
            Ok(true) => published.push(review),
            Ok(false) => {}
            Err(AppError::Invalid(wrong)) => {
                tracing::warn!(
                    review.id = review.0,
                    ?wrong,
                    "a scheduled review cannot be published"
                );
                give_up(core, review, &wrong, now).await?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(published)
}

/// Publishes a review unless somebody else was faster: whether its time has come is looked at again in
/// the transaction that publishes it.
async fn publish_one(
    core: &Core,
    review: ReviewId,
    at: Timestamp,
    now: Timestamp,
) -> Result<bool, AppError> {
    let publication = Publication {
        account: None,
        now,
        // The day that was promised, also when the server was down then: so several keep their order.
        day: at,
        scale: core.settings.get().rating_scale,
    };
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let is_due = desk::take_due(&mut tx.conn, review, at).await?;
                let row = desk::find(&mut tx.conn, review).await?;
                let Some(row) = row.filter(|_| is_due) else {
                    return Ok(false);
                };
                publish::publish(tx, &row, publication).await?;
                Ok(true)
            })
        })
        .await
}

async fn give_up(
    core: &Core,
    review: ReviewId,
    wrong: &[FieldError],
    now: Timestamp,
) -> Result<(), AppError> {
    let fields = wrong.iter().filter_map(|error| match error.field {
        Field::Desk(field) => Some(field.name()),
        _ => None,
    });
    let problem = fields.collect::<Vec<_>>().join(" ");
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                desk::update_schedule(&mut tx.conn, review, None, &problem).await?;
                publish::tell(tx, review, now).await?;
                Ok(())
            })
        })
        .await
}
