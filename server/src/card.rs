//! The picture that stands for a review where its address is shared and it has no still: drawn from
//! its fields, in the letters and colours of the screen.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels of a picture of known size"
)]

mod letters;
mod ovals;

use app::model::Rating;
use image::{
    ExtendedColorType, ImageEncoder as _, ImageError, Rgb, RgbImage,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};

use letters::{Face, Line};

/// The size that the places where addresses are shared ask for.
pub(crate) const WIDTH: u32 = 1200;
/// The height that goes with it.
pub(crate) const HEIGHT: u32 = 630;

/// The colours of the screen (`style/tokens.css`).
const PAPER: Rgb<u8> = Rgb([0x0b, 0x0e, 0x0d]);
const INK: Rgb<u8> = Rgb([0xe4, 0xe8, 0xe3]);
const QUIET: Rgb<u8> = Rgb([0xb6, 0xbe, 0xb9]);
const RULE: Rgb<u8> = Rgb([0x26, 0x2d, 0x2a]);

const MARGIN: f32 = 72.0;

/// What a card says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Card {
    /// The publication's name.
    pub(crate) site: String,
    /// The review's title.
    pub(crate) title: String,
    /// Its one line.
    pub(crate) summary: String,
    /// The film in a line.
    pub(crate) film: String,
    /// Who signs it.
    pub(crate) byline: String,
    /// The author's rating.
    pub(crate) rating: Option<Rating>,
}

impl Card {
    /// Draws the card as a PNG file.
    ///
    /// # Errors
    /// When the picture cannot be encoded.
    pub(crate) fn draw(&self) -> Result<Vec<u8>, ImageError> {
        let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, PAPER);
        let room = WIDTH as f32 - 2.0 * MARGIN;
        let foot = HEIGHT as f32 - MARGIN;
        Line::cut(Face::Interface, 30.0, &self.site, room).draw(
            &mut picture,
            (MARGIN, MARGIN + 22.0),
            INK,
        );
        let mut y = self.draw_title(&mut picture, room);
        if !self.film.is_empty() {
            y += 52.0;
            Line::cut(Face::Interface, 28.0, &self.film, room).draw(
                &mut picture,
                (MARGIN, y),
                QUIET,
            );
        }
        // The one line stands where there is room for it above the foot.
        for line in Line::wrap(Face::Italic, 38.0, &self.summary, room, 2) {
            y += 54.0;
            if y < foot - 70.0 {
                line.draw(&mut picture, (MARGIN, y), QUIET);
            }
        }
        for x in MARGIN as u32..WIDTH - MARGIN as u32 {
            picture.put_pixel(x, HEIGHT - 120, RULE);
        }
        let mut left = MARGIN;
        if let Some(rating) = self.rating {
            left = draw_rating(&mut picture, rating, foot);
        }
        let byline = Line::cut(
            Face::Interface,
            28.0,
            &self.byline,
            WIDTH as f32 - MARGIN - left - 40.0,
        );
        let start = WIDTH as f32 - MARGIN - byline.width();
        byline.draw(&mut picture, (start, foot), INK);
        encode(&picture)
    }

    /// Draws the title as large as it fits into three lines; returns where its last line stands.
    fn draw_title(&self, picture: &mut RgbImage, room: f32) -> f32 {
        let sizes = [124.0, 100.0, 80.0];
        let fits = |size: &&f32| {
            let most = if **size > 110.0 { 2 } else { 3 };
            Line::wrap(Face::Display, **size, &self.title, room, 9).len() <= most
        };
        let size = sizes.iter().find(fits).copied().unwrap_or(68.0);
        let mut y = MARGIN + 60.0;
        for line in Line::wrap(Face::Display, size, &self.title, room, 3) {
            y += size;
            line.draw(picture, (MARGIN, y), INK);
        }
        y
    }
}

/// Draws a rating as the pages do: an oval for each point, then the figure. Returns its right end.
fn draw_rating(picture: &mut RgbImage, rating: Rating, foot: f32) -> f32 {
    let mut x = MARGIN;
    for mark in rating.marks() {
        ovals::draw(picture, mark, (x + 20.0, foot - 10.0), INK);
        x += 52.0;
    }
    if x > MARGIN {
        x += 8.0;
    }
    let figure = format!("{}/{}", rating.value(), rating.out_of());
    let line = Line::cut(Face::Display, 44.0, &figure, 300.0);
    line.draw(picture, (x, foot + 2.0), INK);
    x + line.width()
}

fn encode(picture: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Up).write_image(
        picture.as_raw(),
        WIDTH,
        HEIGHT,
        ExtendedColorType::Rgb8,
    )?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salt() -> Card {
        Card {
            site: "Foyer".to_owned(),
            title: "The Salt Year".to_owned(),
            summary: "A town that lived on salt learns that the sea has been keeping count."
                .to_owned(),
            film: "Marit Kaldestad, Norway, 2010".to_owned(),
            byline: "Ines Moreau".to_owned(),
            rating: Rating::new(5, 4),
        }
    }

    fn inked(file: &[u8]) -> usize {
        let picture = image::load_from_memory(file).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
        picture.pixels().filter(|pixel| pixel.0[0] > 0x80).count()
    }

    #[test]
    fn a_card_is_a_picture_of_its_fields_and_the_same_every_time() {
        let file = salt().draw().unwrap();
        assert_eq!(file, salt().draw().unwrap());
        assert!(file.len() < 120_000, "{} bytes", file.len());
        let bare = Card {
            title: String::new(),
            ..salt()
        };
        assert!(
            inked(&file) > inked(&bare.draw().unwrap()) + 5_000,
            "the title is drawn"
        );
        let unrated = Card {
            rating: None,
            ..salt()
        };
        assert!(
            inked(&file) > inked(&unrated.draw().unwrap()) + 1_000,
            "the rating is drawn"
        );
    }

    #[test]
    fn no_text_draws_beyond_the_edge_or_breaks_the_picture() {
        for title in [
            "",
            "塩の年",
            "\u{202e}\u{0}",
            &"Saltåret ".repeat(60),
            &"x".repeat(4_000),
            "W W W W W W W W W W W W W W W W W W W W",
        ] {
            let card = Card {
                site: title.to_owned(),
                title: title.to_owned(),
                summary: title.to_owned(),
                film: title.to_owned(),
                byline: title.to_owned(),
                rating: Rating::new(13, 10),
            };
            let file = card.draw().unwrap();
            let picture = image::load_from_memory(&file).unwrap().into_rgb8();
            for y in 0..HEIGHT {
                assert_eq!(picture.get_pixel(WIDTH - 1, y), &PAPER, "{title}");
                assert_eq!(picture.get_pixel(0, y), &PAPER, "{title}");
            }
        }
    }
}
