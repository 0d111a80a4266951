//! What a row says in figures and words.

use app::model::{Rating, Slug, Tag};

use crate::content;

/// Reads a rating from half a star to five.
pub(super) fn rating(text: &str) -> Option<Rating> {
    let (whole, half) = match text.trim().split_once('.') {
        None => (text.trim(), 0),
        Some((whole, "5")) => (whole, 1),
        Some((whole, "0")) => (whole, 0),
        Some(_) => return None,
    };
    let whole: i32 = whole.parse().ok().filter(|whole| (0..=5).contains(whole))?;
    Rating::new(2 * whole + half, 5)
}

/// Reads topics, parted by commas, each once.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for name in text.split(',').map(|name| content::plain_line(name, 60)) {
        let tag = Tag {
            slug: Slug::from_title(&name),
            name,
        };
        if !tag.name.is_empty() && tags.iter().all(|other| other.slug != tag.slug) {
            tags.push(tag);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_read_in_halves() {
        assert_eq!(rating("4.5"), Rating::new(9, 5));
        assert_eq!(rating("5"), Rating::new(10, 5));
        assert_eq!(rating("0.5"), Rating::new(1, 5));
        for none in ["", "4.7", "six", "5.5", "-1"] {
            assert_eq!(rating(none), None, "{none}");
        }
    }

    #[test]
    fn topics_are_single_and_without_blanks() {
        let found = tags("winter,  Snow ,winter,,");
        let names: Vec<&str> = found.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["winter", "Snow"]);
    }
}
