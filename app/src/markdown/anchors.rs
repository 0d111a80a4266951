//! Ids of headings, each once in a document.

use std::collections::{HashMap, HashSet};

/// How long the readable part of an id may be.
const MAX_CHARS: usize = 60;

/// The ids given out so far.
#[derive(Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
    counts: HashMap<String, usize>,
}

impl Anchors {
    /// Returns the id for a heading of this text.
    pub(super) fn claim(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        let mut id = slug.clone();
        let count = self.counts.entry(slug.clone()).or_insert(1);
        while !self.taken.insert(id.clone()) {
            *count += 1;
            id = format!("{slug}-{count}");
        }
        format!("r-{id}")
    }
}

fn slug(heading: &str) -> String {
    let mut slug = String::new();
    for c in heading.chars().take(MAX_CHARS).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        return "section".to_owned();
    }
    // Footnotes own the ids that start this way.
    if slug.starts_with("fn-") || slug.starts_with("fnref-") {
        return format!("section-{slug}");
    }
    slug.to_owned()
}
