//! The words of the settings: what is wrong with one, and what it is called.

use crate::{error::Problem, model::SettingKey};

/// Returns what is wrong with a setting, as it stands beside it.
pub(super) fn problem(setting: SettingKey, problem: Problem) -> &'static str {
    match (setting, problem) {
        (SettingKey::Name, Problem::Empty) => "The publication needs a name.",
        (SettingKey::Name, _) => "A name has at most 80 letters.",
        (SettingKey::Tagline, _) => "At most 160 letters.",
        (SettingKey::Language, _) => "This is no language tag, such as en, nb or pt-BR (BCP 47).",
        (SettingKey::Direction, _) => "Left to right, or right to left.",
        (SettingKey::TimeZone, _) => "This time zone is not known. Its name is like Europe/Oslo.",
        (SettingKey::Accent, Problem::Wrong) => {
            "Too pale to be read on the paper (contrast below 4.5 to 1). Choose a darker one."
        }
        (SettingKey::Accent, _) => "A colour is written like #0a6449.",
        (SettingKey::Logo | SettingKey::Icon, _) => "Choose a picture from the library.",
        (SettingKey::RatingScale, _) => "A whole number from 1 to 100.",
        (
            SettingKey::RatingMarks
            | SettingKey::CommentsOpen
            | SettingKey::ThreadOrder
            | SettingKey::OwnerFactor,
            _,
        ) => "Choose one of these.",
        (SettingKey::RatingLabels, _) => "One rating a line, the figure first: 4 Not to be missed.",
        (SettingKey::CommentsCloseAfter, _) => "A whole number of days; 0 for never.",
        (SettingKey::DrawnDepth, _) => "A whole number from 2 to 10.",
        (SettingKey::ThreadRoots, _) => "A whole number from 5 to 100.",
        (
            SettingKey::CommentEverySeconds
            | SettingKey::CommentsPerMinute
            | SettingKey::NewLikersPerDay,
            _,
        ) => "A whole number; 0 for no limit.",
        (SettingKey::FooterLinks, _) => {
            "One link a line: Label | /path or Label | https://address."
        }
    }
}
