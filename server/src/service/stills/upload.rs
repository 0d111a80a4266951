//! Pictures on their way into the library.

use app::{
    AppError,
    error::{DeskField, Field, Problem},
    model::{AccountId, MediaId, StillForm, Viewer},
};

use super::{facts, require};
use crate::{
    content,
    pictures::{Arrived, Incoming, PictureError},
    service::Core,
    store::{
        Tx,
        media::{self, MediaRow},
        stills,
    },
};

/// How many pictures an account may send in within a day.
const A_DAY: i64 = 500;
/// The longest name of a file that is kept, in code points.
const LONGEST_NAME: usize = 120;

/// What is sent in with a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NewStill {
    /// What the file was called.
    pub(crate) name: String,
    /// What it shows, and whose it is.
    pub(crate) form: StillForm,
}

/// A picture on its way in.
pub(crate) struct Upload {
    incoming: Incoming,
    account: AccountId,
}

/// Refuses those who may not send pictures in, before they have sent any.
///
/// # Errors
/// [`AppError`] as the table of rights says, when an account has sent in too many, or when the library is
/// full.
pub(crate) async fn refuse(core: &Core, viewer: &Viewer) -> Result<(), AppError> {
    require(viewer)?;
    let account = viewer.signed()?.account;
    let day_ago = core.clock.now().plus_seconds(-24 * 60 * 60);
    let mut snapshot = core.store.snapshot().await?;
    if core
        .pictures
        .is_full(core.settings.limits().library_megabytes)
    {
        tracing::warn!("the library has no room left, as [limits] library_megabytes says");
        return Err(picture(Problem::NoRoom));
    }
    if stills::count_since(&mut snapshot.conn(), account, day_ago).await? >= A_DAY {
        return Err(AppError::RateLimited {
            retry_after: 60 * 60,
        });
    }
    Ok(())
}

/// Begins to take a picture in.
///
/// # Errors
/// [`AppError`] when the viewer may not send one in, or nothing can be written.
pub(crate) fn begin(core: &Core, viewer: &Viewer) -> Result<Upload, AppError> {
    require(viewer)?;
    Ok(Upload {
        incoming: core.pictures.begin().map_err(refused)?,
        account: viewer.signed()?.account,
    })
}

impl Upload {
    /// Takes what has come next.
    ///
    /// # Errors
    /// [`AppError`] when it becomes too large or the disk is full.
    pub(crate) async fn take(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.incoming.take(bytes).await.map_err(refused)
    }

    /// Decodes what has come, keeps it and adds it to the library; a picture that is there already stays as
    /// it is, and one that was deleted is back.
    ///
    /// # Errors
    /// [`AppError`]; nothing is left of it then.
    pub(crate) async fn finish(self, core: &Core, new: NewStill) -> Result<MediaId, AppError> {
        if self.incoming.is_empty() {
            return Err(picture(Problem::Empty));
        }
        let facts = facts(&new.form)?;
        let arrived: Arrived = self.incoming.finish().await.map_err(refused)?;
        let hash = arrived.hash.clone();
        let kept = core.pictures.keep(arrived).await.map_err(refused)?;
        let row = MediaRow {
            hash,
            extension: kept.extension.to_owned(),
            width: kept.width,
            height: kept.height,
            widths: kept.widths.clone(),
            name: content::plain_line(&new.name, LONGEST_NAME),
        };
        let (account, now) = (self.account, core.clock.now());
        let pictures = core.pictures.clone();
        let added = core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let conn = &mut tx.conn;
                    // Those that were there already may have been swept since; they are sent in once more.
                    if !pictures.has(&row.hash, &row.widths, &row.extension) {
                        return Err(AppError::Unavailable);
                    }
                    if let Some(known) = media::find_id(conn, &row.hash).await? {
                        stills::update_deleted(conn, known, None).await?;
                        return Ok(known);
                    }
                    let still = media::find_or_insert(conn, &row).await?;
                    stills::update_origin(conn, still, account, now).await?;
                    stills::update_facts(conn, still, &facts).await?;
                    Ok(still)
                })
            })
            .await?;
        core.pictures.add(kept.stay());
        tracing::info!(
            account.id = account.0,
            media.id = added.0,
            "a picture was taken in"
        );
        Ok(added)
    }
}

fn picture(problem: Problem) -> AppError {
    AppError::field(Field::Desk(DeskField::Picture), problem)
}

/// Says why a picture was not taken, in the words of the interface.
pub(super) fn refused(error: PictureError) -> AppError {
    match error {
        PictureError::TooLarge => picture(Problem::TooLong),
        PictureError::TooManyPixels => picture(Problem::TooManyPixels),
        PictureError::Unreadable(_) => picture(Problem::Malformed),
        PictureError::Busy => AppError::Unavailable,
        PictureError::Unwritable(error) if is_full(&error) => {
            tracing::error!(%error, "there is no room for a picture");
            picture(Problem::NoRoom)
        }
        PictureError::Unwritable(error) => {
            let reference = blake3::hash(error.to_string().as_bytes()).to_hex()[..8].to_owned();
            tracing::error!(%error, reference, "a picture could not be written");
            AppError::Internal { reference }
        }
    }
}

fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_picture_has_its_status_and_its_words() {
        for (error, status) in [
            (PictureError::TooLarge, 413),
            (PictureError::TooManyPixels, 400),
            (PictureError::Unreadable(String::new()), 400),
            (PictureError::Busy, 503),
            (
                PictureError::Unwritable(std::io::ErrorKind::StorageFull.into()),
                507,
            ),
            (
                PictureError::Unwritable(std::io::ErrorKind::NotFound.into()),
                500,
            ),
        ] {
            let what = error.to_string();
            assert_eq!(refused(error).status(), status, "{what}");
        }
    }
}
