//! Pictures that somebody sends in or an import brings: decoded under limits, turned the right way up and
//! encoded again in the widths that pages ask for.
//!
//! Nothing is kept as it came, which also leaves a picture's metadata behind. The files are named by the
//! digest of what was sent.
//!
//! - `decode`: reads a picture, never more than it may take
//! - `keep`: encodes it and puts the files into the media folder, all of them or none
//! - `folder`: what is there, how much room it takes
//! - `incoming`: what is on its way in, in a file without a name
//! - `pool`: how many are decoded at a time

mod decode;
mod folder;
mod incoming;
mod keep;
mod pool;

pub(crate) use incoming::{Arrived, Incoming};
pub(crate) use keep::{Kept, endings};
pub(crate) use pool::PicturePool;

use std::{
    io::{BufRead, Seek},
    path::Path,
};

/// The largest file that is read, in bytes.
pub(crate) const LARGEST_FILE: u64 = 20 * 1024 * 1024;

/// Why a picture was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PictureError {
    /// It is larger than a picture may be.
    #[error("it is larger than 20 MB")]
    TooLarge,
    /// It has more pixels than are decoded, or says so.
    #[error("it has more pixels than are decoded here")]
    TooManyPixels,
    /// It is no JPEG, PNG, GIF or WebP, or a broken one.
    #[error("it cannot be read as JPEG, PNG, GIF or WebP ({0})")]
    Unreadable(String),
    /// Too many are being decoded.
    #[error("too many pictures are on their way in")]
    Busy,
    /// The data folder cannot be written to.
    #[error("it cannot be written: {0}")]
    Unwritable(#[from] std::io::Error),
}

/// Decodes a picture and keeps it under a digest.
///
/// # Errors
/// [`PictureError`]; nothing is left in the media folder then.
pub(crate) fn take(
    source: impl BufRead + Seek,
    hash: &str,
    media: &Path,
) -> Result<Kept, PictureError> {
    let picture = decode::decode(source, keep::LARGEST_WIDTH)?;
    keep::keep(&picture, hash, media)
}

#[cfg(test)]
mod tests;
