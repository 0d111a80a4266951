//! The draft: the editor's fields as they were typed.

use serde::{Deserialize, Serialize};

use crate::model::{Moment, Timestamp};

/// The fields of the editor's form, word for word. Nothing is checked here: a draft may be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DraftFields {
    /// The title.
    pub title: String,
    /// The permalink's word; empty for one made of the title.
    pub slug: String,
    /// The author's own one line.
    pub summary: String,
    /// The words it opens with.
    pub epigraph: String,
    /// Who says them.
    pub epigraph_speaker: String,
    /// The rating in half steps, a whole number; empty for none.
    pub rating: String,
    /// The text, Markdown.
    pub body: String,
    /// The film: its title, with its year where two have one, or its permalink's word.
    pub film: String,
    /// A line of credits, from which the film's empty fields are filled.
    pub credits: String,
    /// Who signs it, by name, parted by commas; empty for whoever does so far.
    pub authors: String,
    /// Topics, parted by commas.
    pub tags: String,
    /// Other films, one a line: `Title | slug of the review here | note`.
    pub watch_also: String,
    /// Whether it takes comments.
    pub comments_open: bool,
    /// The address that machines are to take for the text's own; empty for here.
    pub canonical: String,
    /// The digest of the picture it opens with; empty for none.
    pub still: String,
    /// What the picture shows.
    pub still_alt: String,
    /// Whose it is.
    pub still_credit: String,
    /// When it is to be published, as typed: `2026-11-25T19:30`, in the publication's time zone.
    pub publish_at: String,
}

impl Default for DraftFields {
    fn default() -> Self {
        Self {
            title: String::new(),
            slug: String::new(),
            summary: String::new(),
            epigraph: String::new(),
            epigraph_speaker: String::new(),
            rating: String::new(),
            body: String::new(),
            film: String::new(),
            credits: String::new(),
            authors: String::new(),
            tags: String::new(),
            watch_also: String::new(),
            comments_open: true,
            canonical: String::new(),
            still: String::new(),
            still_alt: String::new(),
            still_credit: String::new(),
            publish_at: String::new(),
        }
    }
}

impl DraftFields {
    /// Reads the fields of a posted form: `get` returns what was typed into the field of a name, none
    /// where the form had no such field.
    pub fn read<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        // Browsers send line ends as two characters, whatever was typed.
        let text = |name: &str| get(name).unwrap_or_default().replace("\r\n", "\n");
        Self {
            title: text("title"),
            slug: text("slug"),
            summary: text("summary"),
            epigraph: text("epigraph"),
            epigraph_speaker: text("epigraph_speaker"),
            rating: text("rating"),
            body: text("body"),
            film: text("film"),
            credits: text("credits"),
            authors: text("authors"),
            tags: text("tags"),
            watch_also: text("watch_also"),
            // A box without a tick is not sent at all.
            comments_open: get("comments_open").is_some_and(|value| !value.is_empty()),
            canonical: text("canonical"),
            still: text("still"),
            still_alt: text("still_alt"),
            still_credit: text("still_credit"),
            publish_at: text("publish_at"),
        }
    }

    /// Lists the fields' names, as the form and JSON have them.
    pub fn names() -> Vec<String> {
        match serde_json::to_value(Self::default()) {
            Ok(serde_json::Value::Object(fields)) => {
                fields.into_iter().map(|(name, _)| name).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Lists the fields that readers see, with their labels, in the order of the page.
    pub fn labelled(&self) -> [(&'static str, &str); 13] {
        [
            ("Title", &self.title),
            ("Summary", &self.summary),
            ("Epigraph", &self.epigraph),
            ("Spoken by", &self.epigraph_speaker),
            ("Rating", &self.rating),
            ("Film", &self.film),
            ("Text", &self.body),
            ("Watch also", &self.watch_also),
            ("Signed by", &self.authors),
            ("Tags", &self.tags),
            ("Still", &self.still),
            ("What the still shows", &self.still_alt),
            ("Whose still it is", &self.still_credit),
        ]
    }

    /// Returns the length of all of it, in bytes.
    pub fn size(&self) -> usize {
        let rest = [&self.slug, &self.credits, &self.canonical, &self.publish_at];
        let seen: usize = self.labelled().iter().map(|(_, text)| text.len()).sum();
        seen + rest.iter().map(|text| text.len()).sum::<usize>()
    }
}

/// What came of saving a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SaveOutcome {
    /// It is on the server.
    Saved {
        /// The draft's version from now on.
        version: i64,
        /// When it was saved, in microseconds.
        saved_at: Timestamp,
        /// The address it gets from its title unless it is given one; empty where nobody asked.
        suggested: String,
    },
    /// Somebody saved meanwhile; nothing was changed.
    Conflict {
        /// What stands there now.
        conflict: Box<DraftConflict>,
    },
}

impl SaveOutcome {
    /// Says that a draft is on the server.
    pub fn saved(version: i64, saved_at: Timestamp) -> Self {
        Self::Saved {
            version,
            saved_at,
            suggested: String::new(),
        }
    }

    /// Adds the address that a draft gets from its title.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn suggesting(mut self, title: &str) -> Self {
        if let Self::Saved { suggested, .. } = &mut self {
            *suggested = crate::model::Slug::from_title(title).to_string();
        }
        self
    }
}

/// The draft that stands in the way of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftConflict {
    /// Its version.
    pub version: i64,
    /// When it was saved.
    pub saved: Moment,
    /// Who saved it; empty when that is not known.
    pub by: String,
    /// Its fields.
    pub fields: DraftFields,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_with_its_line_ends_and_its_empty_boxes() {
        let form = [("body", "one\r\ntwo"), ("title", "Salt")];
        let get = |name: &str| {
            let field = form.iter().find(|(key, _)| *key == name);
            field.map(|(_, value)| *value)
        };
        let fields = DraftFields::read(get);
        assert_eq!(fields.body, "one\ntwo");
        assert_eq!(fields.title, "Salt");
        assert!(!fields.comments_open, "a box without a tick is not sent");
    }

    #[test]
    fn every_field_is_read_by_its_name() {
        let names = DraftFields::names();
        assert_eq!(names.len(), 18);
        let read = DraftFields::read(|name| names.iter().any(|known| known == name).then_some("x"));
        let read = serde_json::to_value(read).unwrap();
        for name in &names {
            assert!(read[name] == "x" || read[name] == true, "{name}");
        }
    }

    #[test]
    fn a_draft_takes_no_field_it_does_not_know() {
        let read = serde_json::from_str::<DraftFields>;
        assert_eq!(read("{\"title\":\"Salt\"}").unwrap().title, "Salt");
        assert!(read("{\"published_at\":1}").is_err());
    }
}
