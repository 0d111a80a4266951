//! The words of the desk's forms: what is wrong with a field, and what it is called.

use crate::error::{DeskField, Problem};

/// Says that somebody saved a draft meanwhile.
pub(super) fn changed() -> (&'static str, String) {
    (
        "Somebody saved this draft meanwhile. Both texts are here.",
        "Choose one of them, or put both together below and save that.".to_owned(),
    )
}

/// Returns what is wrong with a field, as it stands beside it.
pub(super) fn problem(field: DeskField, problem: Problem) -> &'static str {
    match (field, problem) {
        (DeskField::Title, Problem::Empty) => "It needs a title.",
        (DeskField::Title, _) => "A title has at most 200 letters.",
        (DeskField::Slug, Problem::Taken) => "Another review has this address.",
        (DeskField::Slug, _) => "An address is made of a-z, 0-9 and single hyphens between them.",
        (DeskField::Summary, _) => "A summary is one line of at most 400 letters.",
        (DeskField::Rating, _) => "This rating is not on the scale.",
        (DeskField::Body, Problem::Empty) => "There is no text yet.",
        (DeskField::Body, Problem::TooLong) => "This is longer than a review can be (a megabyte).",
        (DeskField::Body, _) => "Quotations or lists lie too deep in one another here.",
        (DeskField::WatchAlso, _) => {
            "One film a line: its title, the address of its review here if there is one, and a note, parted by |."
        }
        (DeskField::Film, Problem::Taken) => {
            "Several films have this title. Add the year in brackets."
        }
        (DeskField::Film, _) => "No film is known by this. Type its title.",
        (DeskField::Credits, _) => {
            "Nothing in this line was understood. Try “Director: …. With: …. UK, 2010.”"
        }
        (DeskField::Authors, Problem::Wrong) => {
            "Nobody of one of these names writes here. The owner adds authors by inviting them."
        }
        (DeskField::Authors, _) => "Whoever signs it so far must be among them.",
        (DeskField::Tags, _) => "A tag has at most 80 letters, and a review at most 20 tags.",
        (DeskField::Canonical, _) => "This is no web address. It begins with https:// or http://.",
        (DeskField::Still, _) => "This still is not in the library.",
        (DeskField::StillAlt, _) => {
            "Say in a sentence what the still shows, for those who cannot see it."
        }
        (DeskField::PublishAt, Problem::Empty) => "Say when.",
        (DeskField::PublishAt, Problem::Wrong) => {
            "This time has passed. Choose a later one, or publish now."
        }
        (DeskField::PublishAt, _) => "This is no date with a time.",
        (DeskField::AccessPassword, Problem::TooShort) => "A password has at least 4 characters.",
        (DeskField::AccessPassword, _) => "A password has at most 256 characters.",
        (DeskField::Year, _) => "A year has four digits.",
        (DeskField::Runtime, _) => "Minutes, as a whole number.",
        (DeskField::Budget, _) => "An amount with its currency, such as 4,000,000 EUR.",
        (DeskField::Countries, _) => "One of these is no country's name or code (ISO 3166).",
        (DeskField::Imdb, _) => "A number at IMDb looks like tt1234567.",
        (DeskField::Outside, _) => "A value such as 7.2, its scale, where it was read and the day.",
        (DeskField::People, _) => "A name has at most 120 letters; one a line.",
    }
}

/// Names a field in the middle of a sentence.
pub(super) fn name(field: DeskField) -> &'static str {
    match field {
        DeskField::Title => "the title",
        DeskField::Slug => "the address",
        DeskField::Summary => "the summary",
        DeskField::Rating => "the rating",
        DeskField::Body => "the text",
        DeskField::WatchAlso => "“Watch also”",
        DeskField::Film => "the film",
        DeskField::Credits => "the credits line",
        DeskField::Authors => "who signs it",
        DeskField::Tags => "the tags",
        DeskField::Canonical => "the canonical link",
        DeskField::Still => "the still",
        DeskField::StillAlt => "what the still shows",
        DeskField::PublishAt => "the time of publication",
        DeskField::AccessPassword => "the password",
        DeskField::Year => "the year",
        DeskField::Runtime => "the running time",
        DeskField::Budget => "the budget",
        DeskField::Countries => "the countries",
        DeskField::Imdb => "the number at IMDb",
        DeskField::Outside => "the rating from elsewhere",
        DeskField::People => "the names",
    }
}
