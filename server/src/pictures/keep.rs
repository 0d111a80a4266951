//! Puts a picture's files into the media folder: whole, all of them, and on the disk; or none.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use app::markdown::{KEPT_WIDTHS, kept_widths};
use image::{DynamicImage, codecs::jpeg::JpegEncoder};

use super::{
    PictureError,
    decode::{in_proportion, scale},
};

/// The largest width that is kept; it bounds the full size.
pub(super) const LARGEST_WIDTH: u32 = KEPT_WIDTHS[KEPT_WIDTHS.len() - 1];
/// The quality pictures are encoded with, as each format counts it.
const JPEG_QUALITY: u8 = 82;
const WEBP_QUALITY: f32 = 80.0;

/// Lists the endings of the files there are of a picture whose pages ask for one of them: those who cannot
/// read WebP are given JPEG.
pub(crate) fn endings(extension: &str) -> &[&str] {
    match extension {
        "webp" => &["webp", "jpg"],
        "jpg" => &["jpg"],
        "png" => &["png"],
        "gif" => &["gif"],
        "svg" => &["svg"],
        _ => &[],
    }
}

/// A picture's files. Dropped before they are to stay, those that were made for it are deleted.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The ending that pages ask for.
    pub(crate) extension: &'static str,
    /// The full size in pixels.
    pub(crate) width: i32,
    /// The full size in pixels.
    pub(crate) height: i32,
    /// The widths there are, ascending, parted by commas.
    pub(crate) widths: String,
    made: Made,
}

impl Kept {
    /// Lets the files stay, and says how many bytes were made for it.
    pub(crate) fn stay(mut self) -> u64 {
        self.made.files.clear();
        self.made.folder = None;
        self.made.bytes
    }
}

/// What was made for a picture and is deleted with it.
#[derive(Debug, Default)]
struct Made {
    files: Vec<PathBuf>,
    folder: Option<PathBuf>,
    bytes: u64,
}

impl Drop for Made {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        if let Some(folder) = &self.folder {
            // One that something else has been put into stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Encodes a picture in its widths and writes the files.
///
/// # Errors
/// [`PictureError`]; what was written until then is gone again.
pub(super) fn keep(picture: &DynamicImage, hash: &str, media: &Path) -> Result<Kept, PictureError> {
    let full = picture.width().min(LARGEST_WIDTH);
    let height = in_proportion(picture.height(), full, picture.width());
    let widths: Vec<u32> = kept_widths(full).collect();
    let folder = media.join(hash);
    let mut made = Made::default();
    if !folder.exists() {
        fs::create_dir_all(&folder)?;
        made.folder = Some(folder.clone());
    }
    for width in &widths {
        let high = in_proportion(height, *width, full);
        let scaled;
        let copy = if (*width, high) == (picture.width(), picture.height()) {
            picture
        } else {
            scaled = scale(picture, *width, high)?;
            &scaled
        };
        for ending in endings("webp") {
            let file = folder.join(format!("{width}.{ending}"));
            if !file.exists() {
                let bytes = encode(copy, ending)?;
                write(&folder, &file, &bytes)?;
                made.bytes += bytes.len() as u64;
                made.files.push(file);
            }
        }
    }
    sync_folder(&folder)?;
    sync_folder(media)?;
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let widths: Vec<_> = widths.iter().map(u32::to_string).collect();
    Ok(Kept {
        extension: "webp",
        width: number(full),
        height: number(height),
        widths: widths.join(","),
        made,
    })
}

fn encode(picture: &DynamicImage, ending: &str) -> Result<Vec<u8>, PictureError> {
    if ending == "webp" {
        let encoder =
            webp::Encoder::from_rgb(picture.as_bytes(), picture.width(), picture.height());
        return encoder
            .encode_simple(false, WEBP_QUALITY)
            .map(|bytes| bytes.to_vec())
            .map_err(|error| PictureError::Unreadable(format!("{error:?}")));
    }
    let mut bytes = Vec::new();
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))
        .map_err(|error| PictureError::Unreadable(error.to_string()))?;
    Ok(bytes)
}

/// Writes a file whole or not at all.
fn write(folder: &Path, place: &Path, bytes: &[u8]) -> io::Result<()> {
    // Deleted by itself unless it gets its name.
    let mut half = tempfile::Builder::new()
        .prefix(".half-")
        .tempfile_in(folder)?;
    half.write_all(bytes)?;
    half.as_file().sync_all()?;
    readable(half.as_file())?;
    half.persist(place).map_err(|error| error.error)?;
    Ok(())
}

/// Gives a file the rights of any other in the data folder: a temporary one is its owner's alone.
fn readable(file: &fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(0o644))
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        Ok(())
    }
}

/// Brings a folder's own entries to the disk, where folders can be opened.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        fs::File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
