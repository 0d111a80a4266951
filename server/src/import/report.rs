//! What an import took, changed and left: counts, and item by item on request.

use std::collections::BTreeMap;
use std::fmt;

/// The most items that are kept; the counts go on.
const MAX_ITEMS: usize = 100_000;

/// What an import deals with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A review.
    Review,
    /// A post that is no film review.
    Post,
    /// A page.
    Page,
    /// A comment by a reader.
    Comment,
    /// Another site's link, kept as such.
    Pingback,
    /// Somebody who signs.
    Author,
    /// A category.
    Category,
    /// A tag.
    Tag,
    /// A picture.
    Picture,
    /// A page of the old blog that a browser saved.
    SavedPage,
    /// How many people liked something.
    Likes,
    /// An old address that leads to the new one.
    Redirect,
    /// A day in a diary.
    Diary,
    /// A rating of a film.
    Rating,
    /// A list of films.
    List,
    /// Anything else in the export, such as a menu entry.
    Other,
}

impl Kind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Review => ("review", "reviews"),
            Self::Post => ("other post", "other posts"),
            Self::Page => ("page", "pages"),
            Self::Comment => ("comment", "comments"),
            Self::Pingback => ("pingback", "pingbacks"),
            Self::Author => ("author", "authors"),
            Self::Category => ("category", "categories"),
            Self::Tag => ("tag", "tags"),
            Self::Picture => ("picture", "pictures"),
            Self::SavedPage => ("saved page", "saved pages"),
            Self::Likes => ("count of likes", "counts of likes"),
            Self::Redirect => ("redirect", "redirects"),
            Self::Diary => ("day of the diary", "days of the diary"),
            Self::Rating => ("rating", "ratings"),
            Self::List => ("list", "lists"),
            Self::Other => ("other item", "other items"),
        }
    }
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// It was taken as it is.
    Taken,
    /// It was taken, and something about it is different now.
    Changed,
    /// It was not taken.
    Left,
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Taken => "Taken",
            Self::Changed => "Changed",
            Self::Left => "Left",
        })
    }
}

/// One thing and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportItem {
    /// What became of it.
    pub(crate) outcome: Outcome,
    /// What it is.
    pub(crate) kind: Kind,
    /// Which one: a title, a name, an address.
    pub(crate) subject: String,
    /// Why; may be empty.
    pub(crate) message: String,
}

impl fmt::Display for ReportItem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: {} “{}”",
            self.outcome,
            self.kind.words().0,
            self.subject
        )?;
        if self.message.is_empty() {
            Ok(())
        } else {
            write!(out, ": {}", self.message)
        }
    }
}

/// The account of an import.
#[derive(Debug, Default)]
pub(crate) struct Report {
    counts: BTreeMap<(Outcome, Kind), u64>,
    items: Vec<ReportItem>,
    keeps_items: bool,
    dropped_items: u64,
}

impl Report {
    /// Starts an account of counts only.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Starts an account that can also be read item by item.
    pub(crate) fn with_items() -> Self {
        Self {
            keeps_items: true,
            ..Self::default()
        }
    }

    /// Starts an account of a part, to be put into this one when the part is done.
    pub(crate) fn part(&self) -> Self {
        Self {
            keeps_items: self.keeps_items,
            ..Self::default()
        }
    }

    /// Puts the account of a part behind what is there.
    pub(crate) fn append(&mut self, part: Self) {
        for (key, count) in part.counts {
            *self.counts.entry(key).or_default() += count;
        }
        let room = MAX_ITEMS - self.items.len();
        let too_many = part.items.len().saturating_sub(room);
        self.items.extend(part.items.into_iter().take(room));
        self.dropped_items += part.dropped_items + too_many as u64;
    }

    /// Files one thing; `message` says why, or nothing.
    pub(crate) fn file(&mut self, outcome: Outcome, kind: Kind, subject: &str, message: &str) {
        *self.counts.entry((outcome, kind)).or_default() += 1;
        if !self.keeps_items {
            return;
        }
        if self.items.len() >= MAX_ITEMS {
            self.dropped_items += 1;
            return;
        }
        let (subject, message) = (one_line(subject), one_line(message));
        self.items.push(ReportItem {
            outcome,
            kind,
            subject,
            message,
        });
    }

    /// Returns how many of a kind had this outcome.
    #[cfg(test)]
    pub(crate) fn count(&self, outcome: Outcome, kind: Kind) -> u64 {
        self.counts
            .get(&(outcome, kind))
            .copied()
            .unwrap_or_default()
    }

    /// Returns the items in the order they were filed; none unless they were asked for.
    pub(crate) fn items(&self) -> &[ReportItem] {
        &self.items
    }

    /// Returns how many items are counted but not listed, because there were too many.
    pub(crate) fn dropped_items(&self) -> u64 {
        self.dropped_items
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcomes = [Outcome::Taken, Outcome::Changed, Outcome::Left];
        for (index, outcome) in outcomes.into_iter().enumerate() {
            if index > 0 {
                out.write_str("\n")?;
            }
            write!(out, "{outcome}: ")?;
            let mut separator = "";
            for ((_, kind), count) in self.counts.iter().filter(|((o, _), _)| *o == outcome) {
                let (one, many) = kind.words();
                write!(
                    out,
                    "{separator}{count} {}",
                    if *count == 1 { one } else { many }
                )?;
                separator = ", ";
            }
            out.write_str(if separator.is_empty() {
                "nothing."
            } else {
                "."
            })?;
        }
        Ok(())
    }
}

/// Keeps what an export says from breaking the lines of a terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(300)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_three_plain_sentences() {
        let mut report = Report::new();
        report.file(Outcome::Taken, Kind::Review, "The Tin Lantern", "");
        for _ in 0..15 {
            report.file(Outcome::Taken, Kind::Comment, "Ann", "");
        }
        report.file(Outcome::Left, Kind::Category, "x", "");
        assert_eq!(
            report.to_string(),
            "Taken: 1 review, 15 comments.\nChanged: nothing.\nLeft: 1 category."
        );
        assert_eq!(report.count(Outcome::Taken, Kind::Comment), 15);
        assert!(report.items().is_empty());
    }

    #[test]
    fn items_are_listed_when_asked_for() {
        let mut report = Report::with_items();
        report.file(
            Outcome::Left,
            Kind::Picture,
            "a\x1b[2J\n.jpg",
            "it is not in the folder",
        );
        let lines: Vec<String> = report.items().iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            ["Left: picture “a [2J .jpg”: it is not in the folder"]
        );
    }

    #[test]
    fn the_account_of_a_part_goes_behind_what_is_there() {
        let mut report = Report::with_items();
        let mut part = report.part();
        part.file(Outcome::Taken, Kind::Review, "The Tin Lantern", "");
        part.file(Outcome::Taken, Kind::Comment, "Ann", "");
        report.file(Outcome::Taken, Kind::Review, "Salt Year", "");
        report.append(part);
        let subjects: Vec<&str> = report.items().iter().map(|item| &*item.subject).collect();
        assert_eq!(subjects, ["Salt Year", "The Tin Lantern", "Ann"]);
        assert_eq!(report.count(Outcome::Taken, Kind::Review), 2);

        let mut full = Report::with_items();
        for _ in 1..MAX_ITEMS {
            full.file(Outcome::Taken, Kind::Comment, "", "");
        }
        full.append(report);
        assert_eq!((full.items().len(), full.dropped_items()), (MAX_ITEMS, 2));
        assert!(Report::new().part().items().is_empty());
    }

    #[test]
    fn items_are_bounded() {
        let mut report = Report::with_items();
        for _ in 0..=MAX_ITEMS {
            report.file(Outcome::Taken, Kind::Comment, "", "");
        }
        assert_eq!(
            (report.items().len(), report.dropped_items()),
            (MAX_ITEMS, 1)
        );
    }
}
