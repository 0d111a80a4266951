//! Reads a picture: what it claims is looked at before a pixel of it is.

use std::io::{BufRead, Seek};

use fast_image_resize::{IntoImageView as _, ResizeOptions, Resizer, images::ImageRef};
use image::{
    ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation,
};
use memmap2::MmapMut;

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
    let ((wide, high), colour) = (decoder.dimensions(), decoder.color_type());
    let pixels = pixels(decoder)?;
    // Scaled down first, so that all that follows happens to the small one.
    let is_lying = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let shown = if is_lying { high } else { wide };
    let (to_wide, to_high) = match (shown > width, is_lying) {
        (false, _) => (wide, high),
        (true, true) => (in_proportion(wide, width, high), width),
        (true, false) => (width, in_proportion(high, width, wide)),
    };
    let mut picture = DynamicImage::new(to_wide, to_high, colour);
    let kind = picture
        .pixel_type()
        .ok_or_else(|| PictureError::Unreadable("colours of another kind".to_owned()))?;
    let whole = ImageRef::new(wide, high, &pixels, kind).map_err(broken)?;
    // What is see-through by the usual means is on white by now; the rest is weighed by it here.
    let options = ResizeOptions::new().use_alpha(colour != ColorType::Rgba8);
    Resizer::new()
        .resize(&whole, &mut picture, &options)
        .map_err(broken)?;
    drop(pixels);
    let mut picture = eight_bits(picture);
    picture.apply_orientation(orientation);
    Ok(flat(picture))
}

/// Decodes the pixels into memory of the system's own, which goes back to it at once: an allocator keeps what it
/// gave out for a while, and a few large pictures one after the other would add up.
fn pixels(decoder: impl ImageDecoder) -> Result<MmapMut, PictureError> {
    let colour = decoder.color_type();
    let bytes = usize::try_from(decoder.total_bytes()).map_err(|_| PictureError::TooManyPixels)?;
    if bytes == 0 {
        return Err(PictureError::Unreadable("it has no pixels".to_owned()));
    }
    let mut pixels = MmapMut::map_anon(bytes).map_err(PictureError::Unwritable)?;
    decoder.read_image(&mut pixels).map_err(unreadable)?;
    if colour == ColorType::Rgba8 {
        let (whole, _) = pixels.as_chunks_mut();
        whole.iter_mut().for_each(on_white);
    }
    Ok(pixels)
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
        .map_err(broken)?;
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

fn broken(error: impl std::fmt::Display) -> PictureError {
    PictureError::Unreadable(error.to_string())
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
    picture
        .pixels_mut()
        .for_each(|pixel| on_white(&mut pixel.0));
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(picture).into_rgb8())
}

/// Puts a pixel on white, as far as it is see-through.
fn on_white(pixel: &mut [u8; 4]) {
    let [red, green, blue, alpha] = *pixel;
    let over = |colour: u8| {
        let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
        u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
    };
    *pixel = [over(red), over(green), over(blue), 255];
}
