//! What the owner sets: the publication's name, its look, its scale, its conversation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Moment, PageLink};

/// A setting of the publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SettingKey {
    /// Its name.
    Name,
    /// The line under its name.
    Tagline,
    /// The language of its texts, BCP 47.
    Language,
    /// The direction of its script, `ltr` or `rtl`.
    Direction,
    /// The time zone dates are written in, IANA.
    TimeZone,
    /// The colour of links and buttons, `#rrggbb`; empty for Foyer's own.
    Accent,
    /// The picture that stands for its name, a small copy of it: `HASH/640x360.webp`; empty for the name.
    Logo,
    /// The picture in the browser's tab, in the same way; empty for Foyer's own.
    Icon,
    /// The highest rating, in points.
    RatingScale,
    /// How ratings are drawn: `ovals`, `stars` or `figures`.
    RatingMarks,
    /// What ratings are called, one a line: `4 Not to be missed`.
    RatingLabels,
    /// Whether new reviews take comments, `yes` or `no`.
    CommentsOpen,
    /// After how many days a review closes for comments; 0 for never.
    CommentsCloseAfter,
    /// How many levels of replies are drawn.
    DrawnDepth,
    /// How many roots one page of a thread has.
    ThreadRoots,
    /// In which order a thread is shown first: `oldest`, `newest` or `best`.
    ThreadOrder,
    /// How long a visitor waits between two comments, in seconds; 0 for not at all.
    CommentEverySeconds,
    /// How many comments one address may send in a minute; 0 for any number.
    CommentsPerMinute,
    /// How many new visitors of one address may like something in a day; 0 for any number.
    NewLikersPerDay,
    /// Whether owners sign in with a second factor, `yes` or `no`.
    OwnerFactor,
    /// Links at the bottom of every page, one a line: `Label | address`.
    FooterLinks,
}

impl SettingKey {
    /// All of them with their words in the form and the database, and their labels.
    pub const ALL: [(Self, &'static str, &'static str); 21] = [
        (Self::Name, "name", "Name"),
        (Self::Tagline, "tagline", "Line under the name"),
        (Self::Language, "language", "Language"),
        (Self::Direction, "direction", "Direction of the script"),
        (Self::TimeZone, "time_zone", "Time zone"),
        (Self::Accent, "accent", "Accent colour"),
        (Self::Logo, "logo", "Logo"),
        (Self::Icon, "icon", "Icon"),
        (Self::RatingScale, "rating_scale", "Highest rating"),
        (Self::RatingMarks, "rating_marks", "Ratings are drawn as"),
        (Self::RatingLabels, "rating_labels", "What ratings mean"),
        (Self::CommentsOpen, "comments_open", "New reviews"),
        (
            Self::CommentsCloseAfter,
            "comments_close_after_days",
            "Close after days",
        ),
        (Self::DrawnDepth, "drawn_depth", "Levels of replies"),
        (Self::ThreadRoots, "thread_roots", "Thoughts a page"),
        (Self::ThreadOrder, "thread_order", "Shown first"),
        (
            Self::CommentEverySeconds,
            "comment_every_seconds",
            "Seconds between two comments of a visitor",
        ),
        (
            Self::CommentsPerMinute,
            "comments_per_minute",
            "Comments from one address in a minute",
        ),
        (
            Self::NewLikersPerDay,
            "new_likers_per_day",
            "New likers from one address in a day",
        ),
        (
            Self::OwnerFactor,
            "owner_second_factor",
            "Owners sign in with",
        ),
        (Self::FooterLinks, "footer_links", "Links at the bottom"),
    ];

    fn row(self) -> (&'static str, &'static str) {
        let row = Self::ALL.iter().find(|row| row.0 == self);
        row.map_or(("", ""), |row| (row.1, row.2))
    }

    /// Returns the word it goes by in the form, which is its id on the page, and in the database.
    pub fn key(self) -> &'static str {
        self.row().0
    }

    /// Returns what it is called.
    pub fn label(self) -> &'static str {
        self.row().1
    }

    /// Returns the setting that a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.1 == key).map(|row| row.0)
    }
}

/// Settings as they are typed, by their words; what is not in it stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SettingsForm(pub BTreeMap<String, String>);

impl SettingsForm {
    /// Reads the fields of a posted form: `get` returns what was typed into the field of a name, none
    /// where the form had no such field.
    pub fn read<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let typed = SettingKey::ALL.iter().filter_map(|(_, key, _)| {
            let value = get(key)?.replace("\r\n", "\n");
            Some(((*key).to_owned(), value))
        });
        Self(typed.collect())
    }

    /// Returns what is typed for a setting; empty for nothing.
    pub fn get(&self, key: SettingKey) -> &str {
        self.0.get(key.key()).map_or("", String::as_str)
    }
}

/// What the screen of the settings shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsPage {
    /// The settings in force.
    pub form: SettingsForm,
    /// The time zones that are known.
    pub time_zones: Vec<String>,
    /// The last changes, the newest first.
    pub changes: Vec<SettingChange>,
}

/// A setting that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingChange {
    /// What it is called.
    pub label: String,
    /// What it was; none when it was the default.
    pub from: Option<String>,
    /// What it has become.
    pub to: String,
    /// When.
    pub at: Moment,
    /// By whom; empty for the command line.
    pub by: String,
}

/// How ratings are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RatingMarks {
    /// As the ovals that mark the change of a reel.
    #[default]
    Ovals,
    /// As stars.
    Stars,
    /// As a figure alone.
    Figures,
}

impl RatingMarks {
    /// All of them with their words and labels.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Ovals, "ovals", "Cue marks"),
        (Self::Stars, "stars", "Stars"),
        (Self::Figures, "figures", "Points, as a figure"),
    ];

    /// Returns the word that stands for it.
    pub fn key(self) -> &'static str {
        let row = Self::ALL.iter().find(|row| row.0 == self);
        row.map_or("ovals", |row| row.1)
    }

    /// Returns what a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.1 == key).map(|row| row.0)
    }
}

/// How ratings are drawn and what they are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatingLook {
    /// How they are drawn.
    pub marks: RatingMarks,
    /// What they are called, by half steps of the scale.
    pub labels: Vec<(i32, String)>,
    /// The scale the names are of.
    pub scale: i32,
}

impl RatingLook {
    /// Returns what a rating is called; none for one without a name.
    pub fn label(&self, rating: super::Rating) -> Option<&str> {
        let named = self
            .labels
            .iter()
            .find(|(halves, _)| *halves == rating.halves());
        named
            .filter(|_| rating.out_of() == self.scale)
            .map(|(_, label)| label.as_str())
    }
}

/// Reads links as they are typed, one a line: `Label | address`. The address is a path of this site or
/// begins with https:// or http://; none when a line is not of that form.
pub fn read_links(text: &str) -> Option<Vec<PageLink>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (title, path) = line.rsplit_once('|')?;
            let (title, path) = (title.trim(), path.trim());
            let is_path = super::local_path(path).is_some();
            let is_web = ["https://", "http://"].iter().any(|scheme| {
                path.strip_prefix(scheme).is_some_and(|rest| {
                    !rest.is_empty()
                        && !path.contains(|c: char| c.is_whitespace() || c.is_control())
                })
            });
            (!title.is_empty() && (is_path || is_web)).then(|| PageLink {
                title: title.to_owned(),
                path: path.to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_found_by_its_word() {
        for (setting, key, label) in SettingKey::ALL {
            assert_eq!(SettingKey::from_key(key), Some(setting));
            assert_eq!((setting.key(), setting.label()), (key, label));
        }
    }

    #[test]
    fn links_lead_to_pages_here_or_to_the_web() {
        let links = read_links("Letters | /pages/letters\n\n Film club|https://club.example/a?b ");
        let links = links.unwrap();
        assert_eq!(links[0].path, "/pages/letters");
        assert_eq!(
            (links[1].title.as_str(), links[1].path.as_str()),
            ("Film club", "https://club.example/a?b")
        );
        for bad in [
            "Letters",
            "| /a",
            "A | javascript:alert(1)",
            "A | //evil.example",
            "A | https://",
        ] {
            assert!(read_links(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_rating_is_called_by_its_name_on_the_scale_it_was_named_for() {
        let look = RatingLook {
            labels: vec![(8, "Not to be missed".to_owned())],
            scale: 4,
            ..RatingLook::default()
        };
        let rating = |halves, out_of| crate::model::Rating::new(halves, out_of).unwrap();
        assert_eq!(look.label(rating(8, 4)), Some("Not to be missed"));
        assert_eq!(look.label(rating(7, 4)), None);
        assert_eq!(look.label(rating(8, 5)), None);
    }
}
