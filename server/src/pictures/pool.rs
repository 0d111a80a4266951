//! How many pictures are decoded at a time, how much memory all of them may take together, and how much room
//! they take on the disk.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::Semaphore;

use super::{
    Arrived, Incoming, Kept, PictureError, decode,
    folder::{self, PictureFolder},
    keep::endings,
};

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
    /// How many bytes the media folder had when it was measured last, and what came since.
    bytes: Arc<AtomicU64>,
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
            bytes: Arc::default(),
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

    /// Says whether every file of a picture is there.
    pub(crate) fn has(&self, hash: &str, widths: &str, extension: &str) -> bool {
        let folder = self.media.join(hash);
        widths.split(',').all(|width| {
            let mut endings = endings(extension).iter();
            endings.all(|ending| folder.join(format!("{width}.{ending}")).exists())
        })
    }

    /// Lists what is in the media folder, and remembers how much that is.
    ///
    /// # Errors
    /// [`PictureError::Unwritable`] when it cannot be read.
    pub(crate) async fn measure(&self) -> Result<Vec<PictureFolder>, PictureError> {
        let media = self.media.clone();
        let folders = blocking(move || folder::list(&media)).await??;
        let bytes = folders.iter().map(|folder| folder.bytes).sum();
        self.bytes.store(bytes, Ordering::Relaxed);
        Ok(folders)
    }

    /// Counts files that were added.
    pub(crate) fn add(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Says whether the media folder has reached a number of megabytes; it never does where that is 0.
    pub(crate) fn is_full(&self, megabytes: u32) -> bool {
        let most = u64::from(megabytes) * 1_000_000;
        most > 0 && self.bytes.load(Ordering::Relaxed) >= most
    }

    /// Removes a picture's files. What is gone already is no fault.
    ///
    /// # Errors
    /// [`PictureError::Unwritable`] when they cannot be removed.
    pub(crate) async fn remove(&self, hash: &str) -> Result<(), PictureError> {
        match tokio::fs::remove_dir_all(self.media.join(hash)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
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
