//! The whole round: an archive into an empty site, out of that again, and compared.

use std::{path::Path, sync::Arc};

use app::model::Timestamp;

use super::{
    ArchiveError,
    export::{Media, export},
    manifest::Manifest,
    open::Archive,
    take::{Taken, Target, take},
};
use crate::{
    clock::Entropy,
    secret::Cipher,
    store::{OpenError, Store, rows},
};

/// What a check works with.
pub(crate) struct Workshop {
    /// Randomness for the secret of the site that is made for it.
    pub(crate) entropy: Arc<dyn Entropy>,
    /// The time.
    pub(crate) now: Timestamp,
}

/// Checks an archive: its digests, its pictures, every reference, that each text can be rendered, and
/// that it comes out of a site as it went in.
///
/// # Errors
/// [`ArchiveError`] with what is wrong.
pub(crate) async fn verify_file(
    workshop: Workshop,
    path: &Path,
    told: impl Fn(u64) + Send + Sync + 'static,
) -> Result<Taken, ArchiveError> {
    let archive = Archive::open(path)?;
    let folder = temporary()?;
    let here = Bench::open(folder.path(), &workshop).await?;
    let outcome = here.compare(archive, workshop.now, told).await;
    here.store.close().await;
    outcome
}

/// Checks a site: that all of it can leave and would come back the same, that its pictures are there
/// and sound, and that its counts are those of what they count.
///
/// # Errors
/// [`ArchiveError`] with what is wrong.
pub(crate) async fn verify_site(
    workshop: Workshop,
    (store, cipher): (&Store, &Cipher),
    media: &Path,
    told: impl Fn(u64) + Send + Sync + 'static,
) -> Result<Taken, ArchiveError> {
    let wrong = {
        let mut snapshot = store.snapshot().await?;
        rows::find_wrong_count(&mut snapshot.conn()).await?
    };
    if let Some(place) = wrong {
        return Err(ArchiveError::Differs(format!(
            "{place} is not the number of what it counts"
        )));
    }
    let folder = temporary()?;
    let path = folder.path().join("site.zip");
    let file = std::fs::File::create(&path)
        .map_err(|error| ArchiveError::File(path.display().to_string(), error))?;
    export(store, cipher, Media::From(media), file, |_| ()).await?;
    verify_file(workshop, &path, told).await
}

fn temporary() -> Result<tempfile::TempDir, ArchiveError> {
    tempfile::tempdir()
        .map_err(|error| ArchiveError::File("the folder for temporary files".to_owned(), error))
}

/// A site that lives as long as the check.
struct Bench {
    store: Store,
    cipher: Cipher,
}

impl Bench {
    async fn open(folder: &Path, workshop: &Workshop) -> Result<Self, ArchiveError> {
        let place = folder.display().to_string();
        let address = format!("sqlite:{}", folder.join("foyer.db").display());
        let failed = |error: OpenError| {
            ArchiveError::File(place.clone(), std::io::Error::other(error.to_string()))
        };
        let store = Store::open(&address, Vec::new()).await.map_err(failed)?;
        let cipher = Cipher::of_folder(folder, workshop.entropy.clone())
            .map_err(|error| ArchiveError::File(place, error))?;
        Ok(Self { store, cipher })
    }

    async fn compare(
        &self,
        archive: Archive,
        now: Timestamp,
        told: impl Fn(u64) + Send + Sync + 'static,
    ) -> Result<Taken, ArchiveError> {
        let target = Target {
            store: &self.store,
            cipher: &self.cipher,
            media: None,
            now,
            is_dry: false,
        };
        let taken = take(target, archive, told).await?;
        let file = tempfile::tempfile()
            .map_err(|error| ArchiveError::File("a temporary file".to_owned(), error))?;
        let again = export(&self.store, &self.cipher, Media::Left, file, |_| ()).await?;
        let again = again.manifest;
        match differing(&taken.manifest, &again) {
            Some(name) => Err(ArchiveError::Differs(name)),
            None => Ok(taken),
        }
    }
}

/// Returns the first member with rows that is not the same in both.
fn differing(before: &Manifest, after: &Manifest) -> Option<String> {
    let rows = |manifest: &Manifest| {
        let members = manifest.members.iter();
        members
            .filter(|member| member.rows.is_some())
            .cloned()
            .collect::<Vec<_>>()
    };
    let (before, after) = (rows(before), rows(after));
    let pairs = before.iter().zip(&after);
    let mut different = pairs.filter(|(a, b)| a != b);
    let first = different.next().map(|(member, _)| member.name.clone());
    first.or_else(|| (before.len() != after.len()).then(|| "the list of members".to_owned()))
}
