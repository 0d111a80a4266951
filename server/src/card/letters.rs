//! Lines of text: measured, broken at spaces, drawn.

use std::sync::LazyLock;

use ab_glyph::{Font as _, FontRef, Glyph, GlyphId, ScaleFont as _, point};
use image::{Rgb, RgbImage};

/// A typeface, in the parts that the site's own files have it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// For titles.
    Display,
    /// For the one line.
    Italic,
    /// For small print.
    Interface,
}

macro_rules! parts {
    ($name:literal) => {
        [
            include_bytes!(concat!("../../fonts/", $name, "-core.ttf")).as_slice(),
            include_bytes!(concat!("../../fonts/", $name, "-latin.ttf")).as_slice(),
            include_bytes!(concat!("../../fonts/", $name, "-ext.ttf")).as_slice(),
        ]
    };
}

static FACES: LazyLock<[Vec<FontRef<'static>>; 3]> = LazyLock::new(|| {
    [
        parts!("newsreader-display"),
        parts!("newsreader-italic"),
        parts!("instrument-sans"),
    ]
    .map(|files| {
        let parts = files.into_iter();
        parts
            .filter_map(|file| FontRef::try_from_slice(file).ok())
            .collect()
    })
});

impl Face {
    fn parts(self) -> &'static [FontRef<'static>] {
        match self {
            Self::Display => &FACES[0],
            Self::Italic => &FACES[1],
            Self::Interface => &FACES[2],
        }
    }
}

/// One line of text with a place for each of its letters.
pub(super) struct Line {
    letters: Vec<(&'static FontRef<'static>, Glyph)>,
    width: f32,
}

impl Line {
    /// Sets a text in one line, however long that is. Letters that no part of the face has are left
    /// out.
    fn set(face: Face, size: f32, text: &str) -> Self {
        let mut letters = Vec::new();
        let mut x = 0.0;
        for c in text.chars() {
            let found = face.parts().iter().find_map(|part| {
                let id = part.glyph_id(c);
                (id != GlyphId(0)).then_some((part, id))
            });
            let Some((part, id)) = found else { continue };
            letters.push((part, id.with_scale_and_position(size, point(x, 0.0))));
            x += part.as_scaled(size).h_advance(id);
        }
        Self { letters, width: x }
    }

    /// Sets a text in one line of at most `room` pixels; what does not fit gives way to an ellipsis.
    pub(super) fn cut(face: Face, size: f32, text: &str, room: f32) -> Self {
        let whole = Self::set(face, size, text);
        if whole.width <= room {
            return whole;
        }
        let mut kept = text.chars().count().min(400);
        loop {
            let short: String = text.chars().take(kept).collect();
            let line = Self::set(face, size, &format!("{}…", short.trim_end()));
            if line.width <= room || kept == 0 {
                return line;
            }
            kept -= 1;
        }
    }

    /// Sets a text in at most `most` lines, broken between words.
    pub(super) fn wrap(face: Face, size: f32, text: &str, room: f32, most: usize) -> Vec<Self> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let is_full = lines.len() == most;
            let Some(line) = lines.last_mut() else {
                lines.push(word.to_owned());
                continue;
            };
            let longer = format!("{line} {word}");
            if Self::set(face, size, &longer).width <= room {
                *line = longer;
            } else if is_full {
                // The last line takes a word too many, and is cut before it.
                *line = longer;
                break;
            } else {
                lines.push(word.to_owned());
            }
        }
        lines
            .iter()
            .map(|line| Self::cut(face, size, line, room))
            .collect()
    }

    /// Returns the width in pixels.
    pub(super) fn width(&self) -> f32 {
        self.width
    }

    /// Draws the line with its base line at a place.
    pub(super) fn draw(&self, picture: &mut RgbImage, (left, base): (f32, f32), ink: Rgb<u8>) {
        for (part, glyph) in &self.letters {
            let mut glyph = glyph.clone();
            glyph.position.x += left;
            glyph.position.y += base;
            let Some(outline) = part.outline_glyph(glyph) else {
                continue;
            };
            let bounds = outline.px_bounds();
            outline.draw(|x, y, cover| {
                put(
                    picture,
                    (bounds.min.x + x as f32, bounds.min.y + y as f32),
                    ink,
                    cover,
                );
            });
        }
    }
}

/// Lays ink over a pixel as far as it is covered.
pub(super) fn put(picture: &mut RgbImage, (x, y): (f32, f32), ink: Rgb<u8>, cover: f32) {
    if x < 0.0 || y < 0.0 || x as u32 >= picture.width() || y as u32 >= picture.height() {
        return;
    }
    let cover = cover.clamp(0.0, 1.0);
    let pixel = picture.get_pixel_mut(x as u32, y as u32);
    for (under, over) in pixel.0.iter_mut().zip(ink.0) {
        let mixed = f32::from(*under) * (1.0 - cover) + f32::from(over) * cover;
        *under = mixed.round() as u8;
    }
}
