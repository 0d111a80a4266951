//! The words of the desk's forms: what is wrong with a field, and what it is called.

use crate::error::{DeskField, Problem};

/// Says that somebody saved a draft meanwhile.
pub(super) fn changed() -> (&'static str, String) {
    (
        "Somebody saved this draft meanwhile. Both texts are here.",
        "Choose one of them, or put both together below and save that.".to_owned(),
    )
}

/// Says that a picture cannot be deleted.
pub(super) fn still_used() -> (&'static str, String) {
    (
        "It was not deleted: something uses it.",
        "Take it out of what is listed under “Used in”, or choose another one there. Then it can be deleted."
            .to_owned(),
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
        (DeskField::Picture, problem) => picture(problem),
        (DeskField::Alt, _) => "A description has at most 1,000 letters.",
        (DeskField::Credit, _) => "A credit has at most 300 letters.",
        (DeskField::Focus, _) => "Two whole numbers from 0 to 100.",
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

/// Says why a picture was not taken.
fn picture(problem: Problem) -> &'static str {
    match problem {
        Problem::Empty => "Choose a picture first.",
        Problem::TooLong => {
            "A picture has at most 20 MB. A smaller copy will do: nothing wider than 1,920 pixels is shown."
        }
        Problem::TooManyPixels => {
            "This picture has more pixels than are decoded here: at most 12,000 a side and about 50 million in all."
        }
        Problem::CutShort => "It did not arrive whole, and nothing of it was kept. Send it again.",
        Problem::NoRoom => {
            "There is no room left for pictures on the server. Nothing of it was kept. Delete some that nothing uses, which makes room a day later, or tell whoever runs the server."
        }
        _ => "This cannot be read as JPEG, PNG, GIF or WebP, whatever its name says.",
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
        DeskField::Picture => "the picture",
        DeskField::Alt => "what it shows",
        DeskField::Credit => "the credit",
        DeskField::Focus => "the centre",
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
