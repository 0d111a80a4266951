//! Pictures that leave the library: deleted by somebody, put back, and swept with what a broken off
//! upload has left behind.

use std::{collections::BTreeSet, sync::Arc};

use app::{
    AppError,
    error::{Action, Conflict},
    model::{MediaId, Timestamp, Viewer},
};

use super::{choose, find, may_change, upload};
use crate::{
    service::Core,
    store::{
        Conn, Tx, media,
        stills::{self, LibraryRow},
    },
};

/// How long a deleted picture can be put back, and how old files are that belong to none, in seconds.
pub(super) const GRACE: i64 = 24 * 60 * 60;

/// Deletes a picture that nothing uses.
///
/// # Errors
/// [`AppError`] when it is used, not there, or not the viewer's to delete.
pub(super) async fn delete(
    core: &Arc<Core>,
    still: MediaId,
    viewer: Viewer,
) -> Result<(), AppError> {
    let (held, now) = (core.clone(), core.clock.now());
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let conn = &mut tx.conn;
                let row = find_own(conn, still, &viewer).await?;
                if is_used(&held, conn, &row).await? {
                    return Err(AppError::Conflict(Conflict::StillUsed));
                }
                // The day does not begin again when it is sent twice.
                if row.deleted_at.is_none() {
                    stills::update_deleted(conn, still, Some(now)).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Puts a picture back.
///
/// # Errors
/// [`AppError`] when it is gone for good, or not the viewer's to put back.
pub(super) async fn restore(core: &Core, still: MediaId, viewer: Viewer) -> Result<(), AppError> {
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let conn = &mut tx.conn;
                find_own(conn, still, &viewer).await?;
                stills::update_deleted(conn, still, None).await?;
                Ok(())
            })
        })
        .await
}

/// Removes the pictures that were deleted a day ago, and files that belong to no picture: those that were left
/// when the server was killed in the middle of an upload. Says how many of both.
///
/// # Errors
/// [`AppError`] when the database or the media folder cannot be read or changed.
pub(crate) async fn sweep(core: &Arc<Core>) -> Result<usize, AppError> {
    let before = core.clock.now().plus_seconds(-GRACE);
    Ok(sweep_deleted(core, before).await? + sweep_files(core, before).await?)
}

async fn sweep_deleted(core: &Arc<Core>, before: Timestamp) -> Result<usize, AppError> {
    let due = {
        let mut snapshot = core.store.snapshot().await?;
        stills::list_deleted(&mut snapshot.conn(), before).await?
    };
    let mut swept = 0;
    for still in due {
        let held = core.clone();
        let is_gone = core.store.write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let conn = &mut tx.conn;
                let Some(row) = stills::find(conn, still).await? else {
                    return Ok(false);
                };
                // A draft may name it again that was written in another tab meanwhile.
                if row.deleted_at.is_none() || is_used(&held, conn, &row).await? {
                    stills::update_deleted(conn, still, None).await?;
                    return Ok(false);
                }
                stills::delete(conn, still).await?;
                remove(&held, &row.hash).await?;
                Ok::<_, AppError>(true)
            })
        });
        swept += usize::from(is_gone.await?);
    }
    Ok(swept)
}

async fn sweep_files(core: &Arc<Core>, before: Timestamp) -> Result<usize, AppError> {
    let folders = core.pictures.measure().await.map_err(upload::refused)?;
    let known: BTreeSet<String> = {
        let mut snapshot = core.store.snapshot().await?;
        let hashes = media::list_hashes(&mut snapshot.conn()).await?;
        hashes.into_iter().collect()
    };
    let orphans = folders
        .into_iter()
        .filter(|folder| folder.changed < before && !known.contains(&folder.hash));
    let mut swept = 0;
    for folder in orphans {
        let held = core.clone();
        // Uploads ask in their own turn at the database whether the files are there.
        let is_gone = core.store.write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                if media::find_id(&mut tx.conn, &folder.hash).await?.is_some() {
                    return Ok(false);
                }
                remove(&held, &folder.hash).await?;
                Ok::<_, AppError>(true)
            })
        });
        swept += usize::from(is_gone.await?);
    }
    Ok(swept)
}

async fn remove(core: &Core, hash: &str) -> Result<(), AppError> {
    core.pictures.remove(hash).await.map_err(upload::refused)
}

/// Finds a picture that is the viewer's to delete and to put back.
async fn find_own(
    conn: &mut Conn<'_>,
    still: MediaId,
    viewer: &Viewer,
) -> Result<LibraryRow, AppError> {
    let row = find(conn, still).await?;
    if may_change(&row, viewer) {
        Ok(row)
    } else {
        Err(AppError::Forbidden(Action::BeyondRole))
    }
}

async fn is_used(core: &Core, conn: &mut Conn<'_>, row: &LibraryRow) -> Result<bool, AppError> {
    let still = MediaId(row.id);
    let uses = stills::list_uses(conn, (still, still), None).await?;
    Ok(!uses.is_empty() || !choose::settings_with(core, &row.hash).is_empty())
}
