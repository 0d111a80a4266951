//! Ratings as the archive's addresses and values have them.

use std::{cmp::Reverse, collections::BTreeMap};

use app::model::Rating;

use crate::store::archive::FacetRow;

/// Reads a rating as an address has it: `2.5-4`.
pub(super) fn read_rating(text: &str) -> Option<(i32, i32)> {
    let (value, out_of) = text.split_once('-')?;
    let (points, half) = match value.split_once('.') {
        Some((points, "5")) => (points, 1),
        Some(_) => return None,
        None => (value, 0),
    };
    let points: i32 = points
        .parse()
        .ok()
        .filter(|points| (0..=100).contains(points))?;
    let rating = Rating::new(points * 2 + half, out_of.parse().ok()?)?;
    Some((rating.halves(), rating.out_of()))
}

/// Writes a rating as an address has it.
pub(super) fn write_rating((halves, out_of): (i32, i32)) -> String {
    let half = if halves % 2 == 1 { ".5" } else { "" };
    format!("{}{half}-{out_of}", halves / 2)
}

/// Writes a rating with its scale: `2½/4`.
pub(super) fn rating_label((halves, out_of): (i32, i32)) -> String {
    Rating::new(halves, out_of).map_or_else(String::new, |rating| {
        format!("{}/{}", rating.value(), rating.out_of())
    })
}

/// Brings ratings as they are kept, each on its scale, to the one they are shown on: what is shown
/// alike is one value, the highest first.
pub(super) fn on_scale(rows: Vec<FacetRow>, scale: i32) -> Vec<FacetRow> {
    let mut counts: BTreeMap<Reverse<i32>, i64> = BTreeMap::new();
    for row in rows {
        let kept = row.value.parse().ok().zip(row.label.parse().ok());
        if let Some(rating) = kept.and_then(|(halves, out_of)| Rating::new(halves, out_of)) {
            let shown = rating.on_scale(scale).halves();
            *counts.entry(Reverse(shown)).or_default() += row.count;
        }
    }
    counts
        .into_iter()
        .map(|(Reverse(halves), count)| FacetRow {
            value: halves.to_string(),
            label: scale.to_string(),
            count,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_that_are_shown_alike_are_one_value() {
        let row = |value: &str, label: &str, count| FacetRow {
            value: value.to_owned(),
            label: label.to_owned(),
            count,
        };
        let kept = vec![row("8", "4", 1), row("5", "4", 2), row("13", "10", 4)];
        let shown = on_scale(kept.clone(), 10);
        assert_eq!(shown, [row("20", "10", 1), row("13", "10", 6)]);
        let shown = on_scale(kept, 4);
        assert_eq!(shown, [row("8", "4", 1), row("5", "4", 6)]);
    }
}
