//! The library of stills: what is known of each picture, and what it is chosen for.

use serde::{Deserialize, Serialize};

use super::{MediaId, Moment, ReviewId, SettingKey, Slug};

/// A picture of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillLine {
    /// Its number.
    pub id: MediaId,
    /// The path of its smallest copy.
    pub src: String,
    /// The path of its full size.
    pub full: String,
    /// Where it is found, as texts say it: `media:…`.
    pub destination: String,
    /// The full size in pixels.
    pub width: i32,
    /// The full size in pixels.
    pub height: i32,
    /// The name of the file it came from.
    pub name: String,
    /// What it shows.
    pub alt: String,
    /// Whose it is.
    pub credit: String,
    /// The point that stays to be seen where it is cut, in hundredths from the left and from the top.
    pub focus: (i32, i32),
    /// Where it is used.
    pub uses: Vec<StillUse>,
}

impl StillLine {
    /// Returns what it is called where there is room for a line: what it shows, or its file's name.
    pub fn title(&self) -> &str {
        match self.alt.trim() {
            "" => &self.name,
            alt => alt,
        }
    }
}

/// Somewhere a picture is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillUse {
    /// What it is called.
    pub label: String,
    /// Where it is changed; empty where that is not the viewer's to see.
    pub path: String,
}

/// What of the library is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillFilter {
    /// The words that are looked for.
    pub words: String,
    /// Only those sent in before this one.
    pub before: Option<MediaId>,
    /// What one is chosen for; empty for nothing.
    pub target: String,
}

impl StillFilter {
    /// Returns the address that shows this.
    pub fn path(&self) -> String {
        let words = super::query_value(&self.words);
        let before = self.before.map(|before| before.to_string());
        let parts = [
            ("for", self.target.clone()),
            ("q", words),
            ("before", before.unwrap_or_default()),
        ];
        let asked: Vec<_> = parts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mark = if asked.is_empty() { "" } else { "?" };
        format!("/desk/stills{mark}{}", asked.join("&"))
    }
}

/// A part of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillsPage {
    /// What is shown.
    pub filter: StillFilter,
    /// The pictures, the newest first.
    pub lines: Vec<StillLine>,
    /// Where it goes on.
    pub next: Option<MediaId>,
    /// What one is chosen for.
    pub choice: Option<StillChoice>,
}

/// What a picture is chosen for, as the screen says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillChoice {
    /// The word of forms and addresses.
    pub key: String,
    /// What it is for, in the middle of a sentence.
    pub label: String,
    /// The way back without one.
    pub back: String,
}

/// One picture with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillPage {
    /// The picture.
    pub line: StillLine,
    /// When it was sent in, and by whom.
    pub sent: Option<(Moment, String)>,
    /// What is written into a text to show it there.
    pub markdown: String,
    /// Whether the viewer may change what is said of it, and delete it once nothing uses it.
    pub may_change: bool,
    /// When it was deleted and until when it can be put back; none while it is in the library.
    pub deleted: Option<(Moment, Moment)>,
}

/// What is said of a picture, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StillForm {
    /// What it shows.
    #[serde(default)]
    pub alt: String,
    /// Whose it is.
    #[serde(default)]
    pub credit: String,
    /// The point that stays to be seen, in hundredths from the left.
    #[serde(default)]
    pub focus_x: String,
    /// The point that stays to be seen, in hundredths from the top.
    #[serde(default)]
    pub focus_y: String,
}

/// What a picture is chosen for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StillTarget {
    /// What a review or a page opens with.
    Review(ReviewId),
    /// How an author is shown.
    Portrait(Slug),
    /// The publication's logo or icon.
    Setting(SettingKey),
}

impl StillTarget {
    /// Returns what a word of forms and addresses stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        if let Some(id) = key.strip_prefix("review-") {
            return Some(Self::Review(id.parse().ok()?));
        }
        if let Some(slug) = key.strip_prefix("author-") {
            return Some(Self::Portrait(slug.parse().ok()?));
        }
        let key = SettingKey::from_key(key)?;
        matches!(key, SettingKey::Logo | SettingKey::Icon).then_some(Self::Setting(key))
    }

    /// Returns the word of forms and addresses.
    pub fn key(&self) -> String {
        match self {
            Self::Review(id) => format!("review-{id}"),
            Self::Portrait(slug) => format!("author-{slug}"),
            Self::Setting(key) => key.key().to_owned(),
        }
    }

    /// Returns where one goes on once it is chosen, or without having chosen one.
    pub fn path(&self, done: bool) -> String {
        match self {
            Self::Review(id) if done => format!("/desk/reviews/{id}?done=still#editor-still"),
            Self::Review(id) => format!("/desk/reviews/{id}#editor-still"),
            Self::Portrait(slug) if done => format!("/desk/authors/{slug}?done=1"),
            Self::Portrait(slug) => format!("/desk/authors/{slug}"),
            Self::Setting(_) if done => "/desk/settings?done=1".to_owned(),
            Self::Setting(_) => "/desk/settings".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_still_is_chosen_for_is_read_as_it_is_written() {
        for key in ["review-12", "author-aud-lind", "logo", "icon"] {
            let target = StillTarget::from_key(key).unwrap();
            assert_eq!(target.key(), key);
        }
        for key in [
            "",
            "review-",
            "review-x",
            "author-",
            "author-A B",
            "name",
            "film-1",
        ] {
            assert_eq!(StillTarget::from_key(key), None, "{key}");
        }
    }

    #[test]
    fn the_address_of_a_part_says_only_what_is_asked_for() {
        assert_eq!(StillFilter::default().path(), "/desk/stills");
        let filter = StillFilter {
            words: "salt & sea".to_owned(),
            before: Some(MediaId(7)),
            target: "review-3".to_owned(),
        };
        assert_eq!(
            filter.path(),
            "/desk/stills?for=review-3&q=salt%20%26%20sea&before=7"
        );
    }
}
