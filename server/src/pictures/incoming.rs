//! A picture on its way in. It lies in a file without a name: whatever happens, nothing of it is left.

use std::{
    fs::File,
    io::{self, Seek as _},
    path::Path,
};

use tokio::io::AsyncWriteExt as _;

use super::{LARGEST_FILE, PictureError};

/// A picture of which some has arrived.
#[derive(Debug)]
pub(crate) struct Incoming {
    file: tokio::fs::File,
    hasher: blake3::Hasher,
    size: u64,
}

/// A picture that has arrived whole.
#[derive(Debug)]
pub(crate) struct Arrived {
    /// The file, at its beginning.
    pub(super) file: File,
    /// The digest of it.
    pub(crate) hash: String,
}

impl Incoming {
    /// Begins to take a picture in.
    ///
    /// # Errors
    /// [`PictureError::Unwritable`] when the folder cannot be written to.
    pub(crate) fn begin(folder: &Path) -> Result<Self, PictureError> {
        Ok(Self::into_file(tempfile::tempfile_in(folder)?))
    }

    /// Takes a picture into a file.
    pub(super) fn into_file(file: File) -> Self {
        Self {
            file: tokio::fs::File::from_std(file),
            hasher: blake3::Hasher::new(),
            size: 0,
        }
    }

    /// Takes what has come next.
    ///
    /// # Errors
    /// [`PictureError`] when it becomes too large or cannot be written.
    pub(crate) async fn take(&mut self, bytes: &[u8]) -> Result<(), PictureError> {
        self.size += bytes.len() as u64;
        if self.size > LARGEST_FILE {
            return Err(PictureError::TooLarge);
        }
        self.hasher.update(bytes);
        Ok(self.file.write_all(bytes).await?)
    }

    /// Says whether nothing has come.
    pub(crate) fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// Ends with everything that has come.
    ///
    /// # Errors
    /// [`PictureError::Unwritable`] when the last of it could not be written.
    pub(crate) async fn finish(mut self) -> Result<Arrived, PictureError> {
        self.file.flush().await?;
        let mut file = self.file.into_std().await;
        file.rewind()?;
        Ok(Arrived {
            file,
            hash: self.hasher.finalize().to_hex().to_string(),
        })
    }
}

impl Arrived {
    /// Opens it from its beginning.
    pub(super) fn reader(&mut self) -> io::Result<io::BufReader<&File>> {
        self.file.rewind()?;
        Ok(io::BufReader::new(&self.file))
    }
}
