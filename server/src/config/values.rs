//! Settings as text: how each is written, and what can be one.

use app::{
    error::Problem,
    model::{Emblem, RatingMarks, SettingKey, Sort, read_links},
};

use super::{LimitConfig, SiteConfig};
use crate::content::plain_line;

/// The longest name of a publication and the longest line under it, in code points.
const LONGEST_NAME: usize = 80;
const LONGEST_TAGLINE: usize = 160;
/// The longest text of several lines, in bytes.
const LONGEST_LINES: usize = 4_000;
/// The most of what is counted.
const MOST: u32 = 1_000_000;

/// Everything that the owner can set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct InForce {
    /// What the publication is called and how it counts.
    pub(crate) site: SiteConfig,
    /// How much of what is allowed in which time.
    pub(crate) limits: LimitConfig,
}

impl InForce {
    /// Writes a setting as text.
    pub(crate) fn text(&self, key: SettingKey) -> String {
        let (site, limits) = (&self.site, &self.limits);
        match key {
            SettingKey::Name => site.name.clone(),
            SettingKey::Tagline => site.tagline.clone(),
            SettingKey::Language => site.language.clone(),
            SettingKey::Direction => site.direction.clone(),
            SettingKey::TimeZone => site.time_zone.clone(),
            SettingKey::Accent => site.accent.clone(),
            SettingKey::Logo => site.logo.clone(),
            SettingKey::Icon => site.icon.clone(),
            SettingKey::RatingScale => site.rating_scale.to_string(),
            SettingKey::RatingMarks => site.rating_marks.key().to_owned(),
            SettingKey::RatingLabels => site.rating_labels.clone(),
            SettingKey::CommentsOpen => yes_or_no(site.comments_open).to_owned(),
            SettingKey::CommentsCloseAfter => site.comments_close_after_days.to_string(),
            SettingKey::DrawnDepth => site.drawn_depth.to_string(),
            SettingKey::ThreadRoots => site.thread_roots.to_string(),
            SettingKey::ThreadOrder => site.thread_order.clone(),
            SettingKey::CommentEverySeconds => limits.comment_every_seconds.to_string(),
            SettingKey::CommentsPerMinute => limits.comments_per_minute.to_string(),
            SettingKey::NewLikersPerDay => limits.new_likers_per_day.to_string(),
            SettingKey::OwnerFactor => yes_or_no(site.owner_second_factor).to_owned(),
            SettingKey::FooterLinks => site.footer_links.clone(),
        }
    }

    /// Sets something to what a text says.
    ///
    /// # Errors
    /// What is wrong with the text; then nothing is changed.
    pub(crate) fn set(&mut self, key: SettingKey, text: &str) -> Result<(), Problem> {
        let (site, limits) = (&mut self.site, &mut self.limits);
        match key {
            SettingKey::Name => site.name = line(text, LONGEST_NAME, true)?,
            SettingKey::Tagline => site.tagline = line(text, LONGEST_TAGLINE, false)?,
            SettingKey::Language => site.language = language(text)?,
            SettingKey::Direction => site.direction = one_of(text, &["ltr", "rtl"])?,
            SettingKey::TimeZone => site.time_zone = time_zone(text)?,
            SettingKey::Accent => site.accent = super::accent::read(text)?,
            SettingKey::Logo => site.logo = emblem(text)?,
            SettingKey::Icon => site.icon = emblem(text)?,
            SettingKey::RatingScale => site.rating_scale = number(text, 1..=100)?,
            SettingKey::RatingMarks => {
                site.rating_marks = RatingMarks::from_key(text.trim()).ok_or(Problem::Malformed)?;
            }
            SettingKey::RatingLabels => {
                read_labels(text).ok_or(Problem::Malformed)?;
                site.rating_labels = lines(text)?;
            }
            SettingKey::CommentsOpen => {
                site.comments_open = one_of(text, &["yes", "no"])? == "yes";
            }
            SettingKey::CommentsCloseAfter => {
                site.comments_close_after_days = number(text, 0..=36_500)?;
            }
            SettingKey::DrawnDepth => site.drawn_depth = number(text, 2..=10)?,
            SettingKey::ThreadRoots => site.thread_roots = number(text, 5..=100)?,
            SettingKey::ThreadOrder => {
                site.thread_order = one_of(text, &Sort::ALL.map(Sort::key))?;
            }
            SettingKey::CommentEverySeconds => {
                limits.comment_every_seconds = number(text, 0..=MOST)?;
            }
            SettingKey::CommentsPerMinute => limits.comments_per_minute = number(text, 0..=MOST)?,
            SettingKey::NewLikersPerDay => limits.new_likers_per_day = number(text, 0..=MOST)?,
            SettingKey::OwnerFactor => {
                site.owner_second_factor = one_of(text, &["yes", "no"])? == "yes";
            }
            SettingKey::FooterLinks => {
                read_links(text).ok_or(Problem::Malformed)?;
                site.footer_links = lines(text)?;
            }
        }
        Ok(())
    }
}

fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn line(text: &str, longest: usize, is_needed: bool) -> Result<String, Problem> {
    let line = plain_line(text, longest + 1);
    if line.is_empty() && is_needed {
        Err(Problem::Empty)
    } else if line.chars().count() > longest {
        Err(Problem::TooLong)
    } else {
        Ok(line)
    }
}

fn lines(text: &str) -> Result<String, Problem> {
    if text.len() > LONGEST_LINES {
        return Err(Problem::TooLong);
    }
    let lines = text.lines().map(|line| plain_line(line, LONGEST_LINES));
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n"))
}

fn emblem(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() || Emblem::read(text).is_some() {
        Ok(text.to_owned())
    } else {
        Err(Problem::Malformed)
    }
}

fn language(text: &str) -> Result<String, Problem> {
    let tag = oxilangtag::LanguageTag::parse(text.trim()).map_err(|_| Problem::Malformed)?;
    Ok(tag.as_str().to_owned())
}

fn time_zone(text: &str) -> Result<String, Problem> {
    let name = text.trim();
    jiff::tz::TimeZone::get(name).map_err(|_| Problem::Malformed)?;
    Ok(name.to_owned())
}

fn one_of(text: &str, words: &[&str]) -> Result<String, Problem> {
    let text = text.trim();
    if words.contains(&text) {
        Ok(text.to_owned())
    } else {
        Err(Problem::Malformed)
    }
}

fn number<N: std::str::FromStr + PartialOrd>(
    text: &str,
    range: std::ops::RangeInclusive<N>,
) -> Result<N, Problem> {
    let number = text.trim().parse().map_err(|_| Problem::Malformed)?;
    if range.contains(&number) {
        Ok(number)
    } else {
        Err(Problem::Malformed)
    }
}

/// Reads what ratings are called, one a line, the figure first: half steps and name. None when a line
/// does not begin with a figure, or has no name after it.
pub(crate) fn read_labels(text: &str) -> Option<Vec<(i32, String)>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (figure, label) = line.split_once(char::is_whitespace)?;
            let figure = figure.trim_end_matches([':', '=']);
            let label = label.trim_start_matches(|c: char| c.is_whitespace() || "=:–-".contains(c));
            let halves = match figure.strip_suffix('½').or(figure.strip_suffix(".5")) {
                Some("") => 1,
                Some(points) => 2 * points.parse::<i32>().ok()? + 1,
                None => 2 * figure.parse::<i32>().ok()?,
            };
            let is_named = !label.is_empty() && (0..=200).contains(&halves);
            is_named.then(|| (halves, label.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_force_can_be_set_again_as_it_is_written() {
        let mut settings = InForce::default();
        for (key, _, _) in SettingKey::ALL {
            let text = settings.text(key);
            assert_eq!(settings.set(key, &text), Ok(()), "{key:?}: {text}");
        }
        assert_eq!(settings, InForce::default());
    }

    #[test]
    fn what_cannot_be_is_refused_and_changes_nothing() {
        let mut settings = InForce::default();
        for (key, text) in [
            (SettingKey::Name, "  "),
            (SettingKey::Language, "not a language"),
            (SettingKey::Direction, "up"),
            (SettingKey::TimeZone, "Mars/Olympus"),
            (SettingKey::Accent, "#ffee00"),
            (SettingKey::Logo, "ferry.png"),
            (SettingKey::Icon, "https://elsewhere.example/icon.png"),
            (SettingKey::RatingScale, "0"),
            (SettingKey::RatingMarks, "hearts"),
            (SettingKey::RatingLabels, "good 4"),
            (SettingKey::CommentsOpen, "perhaps"),
            (SettingKey::CommentsCloseAfter, "-1"),
            (SettingKey::DrawnDepth, "11"),
            (SettingKey::ThreadRoots, "1"),
            (SettingKey::ThreadOrder, "loudest"),
            (SettingKey::CommentEverySeconds, "soon"),
            (SettingKey::FooterLinks, "Letters"),
        ] {
            assert!(settings.set(key, text).is_err(), "{key:?}: {text}");
        }
        assert_eq!(settings, InForce::default());
    }

    #[test]
    fn names_of_ratings_are_read_by_their_figures() {
        let named = |halves: i32, label: &str| (halves, label.to_owned());
        assert_eq!(
            read_labels("4 Not to be missed\n 2½: Uneven\n.5 = No\n½ Never\n0 – Nothing").unwrap(),
            [
                named(8, "Not to be missed"),
                named(5, "Uneven"),
                named(1, "No"),
                named(1, "Never"),
                named(0, "Nothing"),
            ]
        );
        assert!(read_labels("4").is_none() && read_labels("four Good").is_none());
    }
}
