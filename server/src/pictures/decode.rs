//! Reads a picture: what it claims is looked at before a pixel of it is.

use std::io::{BufRead, Seek};

use fast_image_resize::Resizer;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation};

use super::PictureError;

/// The largest side of a picture that is decoded, in pixels, and the most memory its pixels may take:
/// those of any camera of today.
const LARGEST_SIDE: u32 = 12_000;
const LARGEST_DECODED: u64 = 208 * 1024 * 1024;

/// Opens a decoder that has refused already what is beyond all limits.
fn open<'a>(source: impl BufRead + Seek + 'a) -> Result<impl ImageDecoder + 'a, PictureError> {
    let mut reader = ImageReader::new(source)
        .with_guessed_format()
        .map_err(PictureError::Unwritable)?;
    let is_known = matches!(
        reader.format(),
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP)
    );
    if !is_known {
        return Err(PictureError::Unreadable("another kind of file".to_owned()));
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(LARGEST_DECODED);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(unreadable)?;
    // The limit is for what the decoder needs besides; the picture itself is nobody's count but ours.
    if decoder.total_bytes() > LARGEST_DECODED {
        return Err(PictureError::TooManyPixels);
    }
    Ok(decoder)
}

/// Returns how many bytes a picture's pixels will take, by what it claims.
///
/// # Errors
/// [`PictureError`] when it is none that is decoded.
pub(super) fn claim(source: impl BufRead + Seek) -> Result<u64, PictureError> {
    Ok(open(source)?.total_bytes())
}

/// Decodes a picture, at most `width` pixels wide once it is the right way up, on white where it is
/// see-through. Of one that moves, the first frame is taken.
///
/// # Errors
/// [`PictureError`] when it is no sound picture or beyond the limits.
pub(super) fn decode(
    source: impl BufRead + Seek,
    width: u32,
) -> Result<DynamicImage, PictureError> {
    let mut decoder = open(source)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let picture = eight_bits(DynamicImage::from_decoder(decoder).map_err(unreadable)?);
    // Scaled down first, so that turning and flattening happen to the small one.
    let (wide, high) = (picture.width(), picture.height());
    let is_lying = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let shown = if is_lying { high } else { wide };
    let mut picture = if shown > width {
        let (to_wide, to_high) = if is_lying {
            (in_proportion(wide, width, high), width)
        } else {
            (width, in_proportion(high, width, wide))
        };
        scale(&picture, to_wide, to_high)?
    } else {
        picture
    };
    picture.apply_orientation(orientation);
    Ok(flat(picture))
}

/// Scales a picture.
///
/// # Errors
/// [`PictureError::Unreadable`] when it has no pixels.
pub(super) fn scale(
    picture: &DynamicImage,
    width: u32,
    height: u32,
) -> Result<DynamicImage, PictureError> {
    let mut scaled = DynamicImage::new(width, height, picture.color());
    Resizer::new()
        .resize(picture, &mut scaled, None)
        .map_err(|error| PictureError::Unreadable(error.to_string()))?;
    Ok(scaled)
}

/// Returns a side that has to `to` the proportion that `side` has to `of`; at least one pixel.
pub(super) fn in_proportion(side: u32, to: u32, of: u32) -> u32 {
    let exact = (u64::from(side) * u64::from(to) + u64::from(of) / 2) / u64::from(of.max(1));
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

fn unreadable(error: image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::TooManyPixels,
        other => PictureError::Unreadable(other.to_string()),
    }
}

/// Brings a picture to eight bits a colour, with or without a channel for what is see-through.
fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    }
}

/// Puts what is see-through on white, since JPEG knows no transparency.
fn flat(picture: DynamicImage) -> DynamicImage {
    let DynamicImage::ImageRgba8(mut picture) = picture else {
        return picture;
    };
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let over = |colour: u8| {
            let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [over(red), over(green), over(blue), 255];
    }
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(picture).into_rgb8())
}
