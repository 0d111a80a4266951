//! Pictures out of an archive: looked at before they are kept, and gone again when the rest is refused.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
};

use image::{ImageFormat, ImageReader};

use super::{ArchiveError, manifest, open::Archive, record::Record as _};
use crate::{demo, pictures::endings, secret::Cipher, store::rows::MediaRow};

/// Files that were written. Dropped before they are kept, they are deleted.
#[derive(Debug, Default)]
pub(super) struct Placed {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    /// How many pictures the archive says the old site had lost.
    pub(super) missing: usize,
}

impl Placed {
    /// Lets the files stay.
    pub(super) fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = std::fs::remove_file(file);
        }
        // A folder that something else has been put into stays.
        for folder in self.folders.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Checks every picture that the rows name, and that there are no others; puts them into a folder,
/// unless there is none.
///
/// # Errors
/// [`ArchiveError`]; nothing is left in the folder then.
pub(super) fn place(
    archive: &mut Archive,
    cipher: &Cipher,
    folder: Option<&Path>,
) -> Result<Placed, ArchiveError> {
    let mut rows: Vec<MediaRow> = Vec::new();
    archive.for_each_line(|line, row: MediaRow| {
        // Names of members and of files are made of these fields, so they are checked first.
        let checked = row.into_row(cipher);
        rows.push(checked.map_err(|problem| ArchiveError::line::<MediaRow>(line, problem))?);
        Ok(())
    })?;
    let mut placed = Placed::default();
    let mut names = BTreeSet::new();
    for row in &rows {
        let widths: Vec<&str> = row.widths.split(',').collect();
        let files = widths.iter().flat_map(|width| {
            let endings = endings(&row.extension).iter();
            endings.map(move |ending| (width, *ending))
        });
        for (width, ending) in files {
            let name = manifest::picture_name(&row.hash, width, ending);
            let Some(bytes) = archive.picture(&name)? else {
                if archive.is_missing(&name) {
                    placed.missing += 1;
                    continue;
                }
                return Err(ArchiveError::broken(format!("{name} is missing")));
            };
            let height = (Some(width) == widths.last()).then_some(row.height);
            if !is_sound((row, ending), width, height, &bytes) {
                return Err(ArchiveError::broken(format!(
                    "{name} is not the picture it should be"
                )));
            }
            if let Some(folder) = folder {
                let file = format!("{width}.{ending}");
                write(&mut placed, &folder.join(&row.hash), &file, &bytes)?;
            }
            names.insert(name);
        }
    }
    if names.len() != archive.manifest.pictures() {
        return Err(ArchiveError::broken("it has pictures that no row names"));
    }
    Ok(placed)
}

/// Says whether a file is a picture of the kind and the size that its row tells.
fn is_sound(
    (row, ending): (&MediaRow, &str),
    width: &str,
    height: Option<i32>,
    bytes: &[u8],
) -> bool {
    let expected = match ending {
        "jpg" => ImageFormat::Jpeg,
        "png" => ImageFormat::Png,
        "gif" => ImageFormat::Gif,
        "webp" => ImageFormat::WebP,
        // A drawing can hold script. None is taken but those that this very program brings along.
        "svg" => return demo::is_still(bytes) && blake3::hash(bytes).to_hex().as_str() == row.hash,
        _ => return false,
    };
    let Ok(reader) = ImageReader::new(Cursor::new(bytes)).with_guessed_format() else {
        return false;
    };
    let is_kind = reader.format() == Some(expected);
    is_kind
        && reader.into_dimensions().is_ok_and(|(wide, high)| {
            wide.to_string() == width
                && height.is_none_or(|height| i64::from(high) == i64::from(height))
        })
}

/// Writes a file whole or not at all. One that is there already has to be the same.
fn write(placed: &mut Placed, folder: &Path, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
    let place = folder.join(name);
    let failed = |error| ArchiveError::File(place.display().to_string(), error);
    match std::fs::read(&place) {
        Ok(there) if there == bytes => return Ok(()),
        Ok(_) => return Err(ArchiveError::Occupied(place.display().to_string())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    if !folder.exists() {
        std::fs::create_dir_all(folder).map_err(failed)?;
        placed.folders.push(folder.to_owned());
    }
    let half = folder.join(format!("{name}.part"));
    placed.files.push(half.clone());
    let mut file = std::fs::File::create(&half).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    std::fs::rename(&half, &place).map_err(failed)?;
    placed.files.push(place);
    Ok(())
}
