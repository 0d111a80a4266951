//! Pictures of an old blog, found in a folder and put into the media folder.

use std::{
    collections::HashMap,
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use crate::{
    outbound::FetchError,
    pictures::{self, LARGEST_FILE},
    store::media::MediaRow,
};

/// Why a picture was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PictureError {
    /// It is not in the folder.
    #[error("it is not in the folder of pictures")]
    Missing,
    /// It is not, and a dry run fetches nothing.
    #[error("it is not in the folder of pictures and would be fetched")]
    NotFetchedYet,
    /// It is not, and could not be had from where it was either.
    #[error("it could not be fetched: {0}")]
    NotFetched(#[from] FetchError),
    /// It is none that can be kept.
    #[error(transparent)]
    Unfit(#[from] pictures::PictureError),
}

impl From<std::io::Error> for PictureError {
    fn from(error: std::io::Error) -> Self {
        Self::Unfit(error.into())
    }
}

/// The pictures of an old blog.
pub(crate) struct Pictures {
    /// Where each file is, by its path from the folder and by its bare name.
    files: HashMap<String, PathBuf>,
    media: PathBuf,
}

impl Pictures {
    /// Lists a folder's files; links in it are not followed.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(crate) fn in_folder(folder: Option<&Path>, media: PathBuf) -> std::io::Result<Self> {
        let mut files = HashMap::new();
        let mut folders: Vec<PathBuf> = folder.map(Path::to_owned).into_iter().collect();
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() {
                    let path = entry.path();
                    let inside = folder.and_then(|folder| path.strip_prefix(folder).ok());
                    if let Some(inside) = inside.and_then(Path::to_str) {
                        files.insert(inside.replace('\\', "/"), path.clone());
                    }
                    if let Some(name) = entry.file_name().to_str() {
                        files.entry(name.to_owned()).or_insert(path);
                    }
                }
            }
        }
        Ok(Self { files, media })
    }

    /// Takes the picture that was at an address: finds its file and puts it into the media folder.
    ///
    /// # Errors
    /// [`PictureError`] when there is no such file, or it is no sound picture.
    pub(crate) fn take(&self, address: &str) -> Result<MediaRow, PictureError> {
        let path = self.find(address).ok_or(PictureError::Missing)?;
        if fs::metadata(path)?.len() > LARGEST_FILE {
            return Err(pictures::PictureError::TooLarge.into());
        }
        store(&fs::read(path)?, &file_name(address), &self.media)
    }

    /// Puts a picture that came from its address into the media folder.
    ///
    /// # Errors
    /// [`PictureError`] when it is no sound picture.
    pub(crate) fn keep(&self, bytes: &[u8], address: &str) -> Result<MediaRow, PictureError> {
        store(bytes, &file_name(address), &self.media)
    }

    /// Says whether there are no files at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Says whether there is a file for the picture that was at an address.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.find(address).is_some()
    }

    fn find(&self, address: &str) -> Option<&PathBuf> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let inside = path
            .split_once("/wp-content/uploads/")
            .or_else(|| path.split_once(".files.wordpress.com/"))
            // Where Foyer itself has them, for what it exported.
            .or_else(|| path.split_once("/media/"))
            .map(|(_, inside)| inside);
        let name = file_name(address);
        // WordPress names its smaller copies after their size; the original is better.
        let whole = |name: &str| original(name).and_then(|name| self.files.get(&name));
        inside
            .and_then(|inside| whole(inside).or_else(|| self.files.get(inside)))
            .or_else(|| whole(&name))
            .or_else(|| self.files.get(&name))
    }
}

/// Returns the last part of an address, which says what a picture was called.
pub(crate) fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Returns the name of the picture that `name-300x200.jpg` is a smaller copy of.
pub(super) fn original(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (stem, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (is_number(width) && is_number(height)).then(|| format!("{stem}.{ending}"))
}

fn store(bytes: &[u8], name: &str, media: &Path) -> Result<MediaRow, PictureError> {
    let hash = blake3::hash(bytes).to_hex().to_string();
    let kept = pictures::take(Cursor::new(bytes), &hash, media)?;
    let row = MediaRow {
        hash,
        extension: kept.extension.to_owned(),
        width: kept.width,
        height: kept.height,
        widths: kept.widths.clone(),
        name: name.to_owned(),
    };
    // A post that is refused afterwards is taken the next time, with its pictures.
    let _ = kept.stay();
    Ok(row)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat};

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = image::RgbaImage::from_pixel(width, height, image::Rgba([0, 0, 0, 0]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgba8(picture)
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_found_by_its_address_and_encoded_again_in_several_widths() {
        let blog = tempfile::tempdir().unwrap();
        let media = tempfile::tempdir().unwrap();
        fs::create_dir_all(blog.path().join("2018/11")).unwrap();
        fs::write(blog.path().join("2018/11/salt.png"), png(1400, 700)).unwrap();
        let pictures = Pictures::in_folder(Some(blog.path()), media.path().to_owned()).unwrap();
        for address in [
            "https://blog.example/wp-content/uploads/2018/11/salt.png",
            "https://blog.example/wp-content/uploads/2018/11/salt-300x150.png?w=300",
            "https://blog.files.wordpress.com/2018/11/salt.png",
            "https://elsewhere.example/salt.png",
        ] {
            let row = pictures.take(address).unwrap();
            assert_eq!((row.width, row.height), (1400, 700), "{address}");
            assert_eq!(row.widths, "640,1280,1400");
            let file = media.path().join(&row.hash).join("640.jpg");
            let small = image::open(file).unwrap().into_rgb8();
            assert_eq!((small.width(), small.height()), (640, 320));
            assert_eq!(
                small.get_pixel(0, 0).0,
                [255, 255, 255],
                "see-through becomes white"
            );
        }
    }

    #[test]
    fn what_is_no_picture_or_a_bomb_is_refused_and_leaves_nothing() {
        let blog = tempfile::tempdir().unwrap();
        let media = tempfile::tempdir().unwrap();
        // A PNG head that claims 60,000 by 60,000 pixels.
        let mut bomb = png(1, 1);
        bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        for (name, bytes) in [
            ("bomb.png", bomb),
            (
                "script.svg",
                b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
            ),
            ("page.jpg", b"<html></html>".to_vec()),
            ("cut.png", png(300, 300)[..60].to_vec()),
        ] {
            fs::write(blog.path().join(name), bytes).unwrap();
        }
        let pictures = Pictures::in_folder(Some(blog.path()), media.path().to_owned()).unwrap();
        for name in ["bomb.png", "script.svg", "page.jpg", "cut.png"] {
            let refused = pictures.take(&format!("https://a.example/{name}"));
            assert!(matches!(refused, Err(PictureError::Unfit(_))), "{name}");
        }
        assert!(matches!(
            pictures.take("https://a.example/no.png"),
            Err(PictureError::Missing)
        ));
        assert_eq!(fs::read_dir(media.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let blog = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("private.png"), png(2, 2)).unwrap();
        std::os::unix::fs::symlink(
            outside.path().join("private.png"),
            blog.path().join("private.png"),
        )
        .unwrap();
        let pictures =
            Pictures::in_folder(Some(blog.path()), outside.path().join("media")).unwrap();
        assert!(pictures.take("https://a.example/private.png").is_err());
    }
}
