//! How many pictures are decoded at a time, and how much memory all of them may take together.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::sync::Semaphore;

use super::{Arrived, Incoming, Kept, PictureError, decode};

/// How many are decoded at a time.
const AT_ONCE: usize = 2;
/// How many may wait for that.
const WAITING: usize = 16;
/// How many megabytes of pixels may be decoded at a time. One picture never takes more.
const MEGABYTES: u32 = 208;

/// Decodes pictures away from the threads that answer requests.
#[derive(Clone, Debug)]
pub(crate) struct PicturePool {
    data: Arc<Path>,
    media: PathBuf,
    running: Arc<Semaphore>,
    memory: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl PicturePool {
    /// Sets up the pool of a data folder.
    pub(crate) fn new(data: &Path) -> Self {
        Self {
            data: data.into(),
            media: data.join("media"),
            running: Arc::new(Semaphore::new(AT_ONCE)),
            memory: Arc::new(Semaphore::new(MEGABYTES as usize)),
            waiting: Arc::new(Semaphore::new(WAITING)),
        }
    }

    /// Begins to take a picture in.
    ///
    /// # Errors
    /// [`PictureError::Unwritable`] when the data folder cannot be written to.
    pub(crate) fn begin(&self) -> Result<Incoming, PictureError> {
        Incoming::begin(&self.data)
    }

    /// Decodes a picture that has arrived and keeps it.
    ///
    /// # Errors
    /// [`PictureError`]; nothing is left of it then.
    pub(crate) async fn keep(&self, mut arrived: Arrived) -> Result<Kept, PictureError> {
        let busy = |_| PictureError::Busy;
        let _place = self.waiting.try_acquire().map_err(|_| PictureError::Busy)?;
        let turn = self.running.clone().acquire_owned().await.map_err(busy)?;
        let (claim, arrived) = blocking(move || {
            let claim = arrived
                .reader()
                .map_err(PictureError::from)
                .and_then(decode::claim);
            (claim, arrived)
        })
        .await?;
        let claim = u32::try_from(claim? / (1024 * 1024) + 1).unwrap_or(MEGABYTES);
        let share = self.memory.clone();
        let share = share
            .acquire_many_owned(claim.min(MEGABYTES))
            .await
            .map_err(busy)?;
        let media = self.media.clone();
        blocking(move || {
            // They end with the work, even when nobody waits for it any more.
            let (_turn, _share) = (turn, share);
            let mut arrived = arrived;
            let hash = arrived.hash.clone();
            super::take(arrived.reader()?, &hash, &media)
        })
        .await?
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PictureError> {
    // A decoder that panics has met a picture that is none.
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| PictureError::Unreadable("its decoder broke off".to_owned()))
}
