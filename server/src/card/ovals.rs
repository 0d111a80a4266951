//! The cue marks of a rating.

use app::model::Mark;
use image::{Rgb, RgbImage};

use super::letters::put;

/// Half the width and half the height of an oval, and how strong its ring is.
const RADII: (f32, f32) = (20.0, 14.0);
const RING: f32 = 3.0;
/// How finely the edge of an oval is measured.
const STEPS: u8 = 4;

/// Draws one point of the scale around a place.
pub(super) fn draw(picture: &mut RgbImage, mark: Mark, (x, y): (f32, f32), ink: Rgb<u8>) {
    let (across, down) = (RADII.0.ceil() as i32 + 1, RADII.1.ceil() as i32 + 1);
    for row in -down..=down {
        for column in -across..=across {
            let cover = cover(mark, column as f32, row as f32);
            if cover > 0.0 {
                put(picture, (x + column as f32, y + row as f32), ink, cover);
            }
        }
    }
}

/// Returns how much of a pixel the mark covers.
fn cover(mark: Mark, x: f32, y: f32) -> f32 {
    let mut hits = 0_u8;
    for step in 0..STEPS * STEPS {
        let dx = x + f32::from(step % STEPS) / f32::from(STEPS) - 0.5;
        let dy = y + f32::from(step / STEPS) / f32::from(STEPS) - 0.5;
        let is_in =
            |grow: f32| (dx / (RADII.0 + grow)).powi(2) + (dy / (RADII.1 + grow)).powi(2) <= 1.0;
        let is_filled = match mark {
            Mark::Full => true,
            Mark::Half => dx <= 0.0,
            Mark::Empty => false,
        };
        if is_in(0.0) && (is_filled || !is_in(-RING)) {
            hits += 1;
        }
    }
    f32::from(hits) / f32::from(STEPS * STEPS)
}
