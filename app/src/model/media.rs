//! Pictures.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

/// The picture an author is shown with.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portrait {
    /// The path of a small copy.
    pub src: String,
    /// The point that stays to be seen where it is cut, in tenths from the left and from the top.
    pub focus: (i32, i32),
}

/// A picture of the publication's own: its logo, its icon.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emblem {
    /// The path of the picture.
    pub src: String,
    /// Its width in pixels.
    pub width: i32,
    /// Its height in pixels.
    pub height: i32,
}

#[cfg(feature = "ssr")]
impl Emblem {
    /// Reads one as the settings keep it, `HASH/640x360.webp`; none when it is not of that form.
    pub fn read(text: &str) -> Option<Self> {
        let (hash, file) = text.split_once('/')?;
        let (size, ending) = file.split_once('.')?;
        let (width, height) = size.split_once('x')?;
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let is_hash = hash.len() == 64 && hash.bytes().all(is_digit);
        let is_known = ["jpg", "png", "gif", "webp"].contains(&ending);
        let pixels = |digits: &str| {
            let is_plain = (1..=5).contains(&digits.len())
                && !digits.starts_with('0')
                && digits.bytes().all(|b| b.is_ascii_digit());
            is_plain.then(|| digits.parse().ok()).flatten()
        };
        let (wide, high) = pixels(width).zip(pixels(height))?;
        (is_hash && is_known).then(|| Self {
            src: format!("/media/{hash}/{width}.{ending}"),
            width: wide,
            height: high,
        })
    }
}

/// A film still as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Still {
    /// The path of the picture in its full size; empty when the picture is missing.
    pub src: String,
    /// The candidates for other widths, as `srcset` writes them; empty when there is one size.
    pub srcset: String,
    /// The full width in pixels.
    pub width: i32,
    /// The full height in pixels.
    pub height: i32,
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// Who is in it and whose it is; empty when unknown.
    pub credit: String,
}

impl Still {
    /// Returns the modifier of the class `still` for the picture's ratio, which is never cropped.
    pub fn ratio_class(&self) -> &'static str {
        // The ratios of projection: academy 1.37, flat 1.85, scope 2.39; the nearest one is taken.
        let ratio = f64::from(self.width) / f64::from(self.height.max(1));
        if ratio >= 2.1 {
            "still still--scope"
        } else if ratio < 1.6 {
            "still still--academy"
        } else {
            "still still--flat"
        }
    }

    /// Returns the same picture as JPEG, its path and its other widths, for those who cannot read WebP; none
    /// where it is no WebP.
    #[cfg(feature = "ssr")]
    pub fn as_jpeg(&self) -> Option<(String, String)> {
        let src = self.src.strip_suffix(".webp")?;
        Some((format!("{src}.jpg"), self.srcset.replace(".webp ", ".jpg ")))
    }

    /// Says whether the picture itself is there.
    pub fn is_present(&self) -> bool {
        !self.src.is_empty()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn an_emblem_is_read_as_settings_keep_it() {
        let hash = "0a".repeat(32);
        let emblem = Emblem::read(&format!("{hash}/640x360.webp")).unwrap();
        assert_eq!(emblem.src, format!("/media/{hash}/640.webp"));
        assert_eq!((emblem.width, emblem.height), (640, 360));
        for bad in [
            String::new(),
            hash.clone(),
            format!("{hash}/640.webp"),
            format!("{hash}/640x0.webp"),
            format!("{hash}/640x360.svg"),
            format!("{hash}/../640x360.webp"),
            format!("{}/640x360.webp", "g".repeat(64)),
        ] {
            assert_eq!(Emblem::read(&bad), None, "{bad}");
        }
    }

    #[test]
    fn a_webp_is_a_jpeg_for_those_who_cannot_read_it() {
        let still = |src: &str, srcset: &str| Still {
            src: src.to_owned(),
            srcset: srcset.to_owned(),
            width: 9,
            height: 9,
            alt: String::new(),
            credit: String::new(),
        };
        let webp = still("/media/a/9.webp", "/media/a/4.webp 4w, /media/a/9.webp 9w");
        let expected = ("/media/a/9.jpg", "/media/a/4.jpg 4w, /media/a/9.jpg 9w");
        let (src, srcset) = webp.as_jpeg().unwrap();
        assert_eq!((&*src, &*srcset), expected);
        assert_eq!(still("/media/a/9.svg", "").as_jpeg(), None);
    }
}
