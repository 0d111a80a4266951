//! What lies in the media folder: how much room it takes, and how old it is.

use std::{fs, io, path::Path, time::UNIX_EPOCH};

use app::model::Timestamp;

/// The files of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PictureFolder {
    /// The digest that names it.
    pub(crate) hash: String,
    /// When a file of it was last added.
    pub(crate) changed: Timestamp,
    /// How much room its files take, in bytes.
    pub(crate) bytes: u64,
}

/// Lists what is in a media folder, in no order. What goes away meanwhile is left out.
///
/// # Errors
/// The folder cannot be read.
pub(super) fn list(media: &Path) -> io::Result<Vec<PictureFolder>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(media)? {
        let entry = entry?;
        let hash = entry.file_name().into_string().unwrap_or_default();
        if is_digest(&hash)
            && let Ok(folder) = measure(&entry.path(), hash)
        {
            found.push(folder);
        }
    }
    Ok(found)
}

fn measure(folder: &Path, hash: String) -> io::Result<PictureFolder> {
    let changed = fs::metadata(folder)?.modified()?;
    let since = changed.duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut bytes = 0;
    for file in fs::read_dir(folder)? {
        bytes += file?.metadata()?.len();
    }
    Ok(PictureFolder {
        hash,
        changed: Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX)),
        bytes,
    })
}

fn is_digest(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}
