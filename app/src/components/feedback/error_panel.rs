//! Every message of Foyer, in one place: what happened, what was kept, what to do.

#[cfg(feature = "ssr")]
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::words::field_name;
#[cfg(feature = "ssr")]
use crate::error::Thing;
use crate::{
    AppError,
    error::{Action, Conflict, Field, Problem},
};

/// Shows, instead of a page, why there is none.
#[cfg(feature = "ssr")]
#[component]
pub fn ErrorPanel(
    /// What happened.
    error: AppError,
) -> impl IntoView {
    let [small, title, text] = error_words(&error);
    view! {
        <div class="screen screen--full">
            <div class="wrap lost">
                <p class="small">{small}</p>
                <h1 class="lost__title">{title}</h1>
                <p class="lost__text">{text}</p>
                <div class="lost__links">
                    <a class="button" href="/">
                        "Latest reviews"
                    </a>
                </div>
            </div>
        </div>
    }
}

/// Says what happened, instead of a page: small print, title, text.
#[cfg(feature = "ssr")]
pub fn error_words(error: &AppError) -> [String; 3] {
    let kept = "Nothing has happened to anything you wrote.";
    match error {
        AppError::NotFound(thing) => [
            "404, page not found".to_owned(),
            "This reel is missing".to_owned(),
            match thing {
                Thing::Page => {
                    format!("The address may be mistyped, or the page was taken down. {kept}")
                }
                Thing::Review => {
                    format!("The address may be mistyped, or the review was taken down. {kept}")
                }
                Thing::Comment => format!("The comment was taken down, or was never here. {kept}"),
                Thing::Session => format!("The browser was signed out already. {kept}"),
                Thing::Author => format!("Nobody of this name writes here. {kept}"),
                Thing::Account => format!("There is no such account. {kept}"),
                Thing::Still => format!("There is no such picture in the library. {kept}"),
                Thing::Film => {
                    format!(
                        "The address may be mistyped, or nothing is said of this film here. {kept}"
                    )
                }
            },
        ],
        AppError::Internal { reference } => [
            format!("500, reference {reference}"),
            "The lamp has gone out".to_owned(),
            format!(
                "Something broke on our side. {kept} Try again in a minute; if it stays, tell the editor the reference above."
            ),
        ],
        other => {
            let (title, text) = message(other);
            [other.status().to_string(), title, format!("{text} {kept}")]
        }
    }
}

/// Shows, above a form, why it was refused and which fields to put right.
#[cfg(feature = "ssr")]
#[component]
pub fn ErrorSummary(
    /// Why.
    error: AppError,
    /// The ids of the fields: comment, name, email, website.
    fields: [String; 4],
) -> impl IntoView {
    let (title, text) = message(&error);
    let wrong: Vec<_> = [Field::Comment, Field::Name, Field::Email, Field::Website]
        .into_iter()
        .zip(fields)
        .filter(|(field, _)| error.problem_of(*field).is_some())
        .map(|(field, id)| view! { <a href=format!("#{id}") rel="external">{field_name(field)}</a> ". " })
        .collect();
    view! {
        <div class="error-summary" role="alert">
            <strong>{title}</strong>
            {text}
            " "
            {wrong}
        </div>
    }
}

/// Returns what a refusal says: a title and what to do.
pub(crate) fn message(error: &AppError) -> (String, String) {
    let kept = "Not posted yet. Everything you wrote is still here.";
    let (title, text) = match error {
        AppError::Invalid(fields) if fields.len() == 1 => (kept, "One thing to put right:".to_owned()),
        AppError::Invalid(_) => (kept, "Some things to put right:".to_owned()),
        AppError::Conflict(Conflict::DuplicateComment) => {
            (kept, "You have said exactly this here already. Change something to say it again.".to_owned())
        }
        AppError::RateLimited { retry_after } => (
            kept,
            format!("That was quick after the one before. Send it again in {}.", wait(*retry_after)),
        ),
        #[cfg(feature = "ssr")]
        AppError::CodeRequired { .. } => (kept, "A code is asked for besides the password.".to_owned()),
        AppError::SignInRequired => {
            (kept, "Only somebody with an account can do this, and nobody is signed in here.".to_owned())
        }
        AppError::Conflict(Conflict::EmailTaken | Conflict::AuthorTaken) => {
            (kept, "Another account has it.".to_owned())
        }
        #[cfg(feature = "ssr")]
        AppError::Conflict(Conflict::DraftChanged) => super::desk_words::changed(),
        #[cfg(feature = "ssr")]
        AppError::Conflict(Conflict::StillUsed) => super::desk_words::still_used(),
        AppError::Forbidden(action) => match action {
            Action::BeyondRole => (
                "That is not yours to do.",
                "Your account does not include it. The owner can change that.".to_owned(),
            ),
            Action::UseSpentLink => (
                "This link no longer works.",
                "It was used before, or it is too old. Ask for a new one.".to_owned(),
            ),
            #[cfg(feature = "ssr")]
            Action::LockOneselfOut => ("Not changed.", String::new()),
            Action::CommentOnClosed => {
                (kept, "Comments on this review are closed. You may want to copy your text.".to_owned())
            }
            Action::ReplyToMissing => (
                kept,
                "The comment you are answering is no longer here. You can post it as a thought of its own."
                    .to_owned(),
            ),
            Action::ChangeOthers => {
                ("Not changed.", "This comment is not yours to change in this browser.".to_owned())
            }
            Action::ChangeLate => (
                "Not changed.",
                "A comment can be changed for half an hour after it was posted; that time is over."
                    .to_owned(),
            ),
            Action::ActWithoutCookie => (
                "That did not work.",
                "Your browser keeps no cookie for this site, and without one we cannot tell what is yours."
                    .to_owned(),
            ),
            Action::CrossSite => (
                "Not sent.",
                "This form came from another site. Open the page here and send it again.".to_owned(),
            ),
        },
        AppError::NotFound(_) => {
            ("That is gone.", "What this was about is no longer here.".to_owned())
        }
        AppError::Unavailable => {
            (kept, "The server is restarting. Send it again in a few seconds.".to_owned())
        }
        AppError::Internal { reference } => (
            kept,
            format!(
                "Something broke on our side. Send it again in a minute; if it stays, tell the editor the reference {reference}."
            ),
        ),
        AppError::Transport => {
            (kept, "The server could not be reached. Send it again when you are online.".to_owned())
        }
    };
    (title.to_owned(), text)
}

pub(super) fn wait(seconds: i64) -> String {
    match seconds {
        ..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        91..=5_400 => format!("{} minutes", (seconds + 59) / 60),
        _ => format!("{} hours", (seconds + 3_599) / 3_600),
    }
}

/// Returns what is wrong with a field, as it stands beside it.
pub fn problem_text(field: Field, problem: Problem) -> &'static str {
    match (field, problem) {
        (Field::Comment, Problem::Empty) => "There is nothing here yet.",
        (Field::Comment, Problem::TooLong) => {
            "This is longer than a comment can be (about 65,000 letters). It could be two."
        }
        (Field::Comment, _) => "Quotations or lists lie too deep in one another here.",
        (Field::Name | Field::SiteName, Problem::TooLong) => "A name has at most 80 letters.",
        (Field::Name, _) => "Sign it with a name; any will do.",
        (Field::Email, Problem::TooLong) => "An address has at most 254 letters.",
        (Field::Email, _) => "This address is not complete. Check it on both sides of the @.",
        (Field::Website, Problem::TooLong) => "A website's address has at most 200 letters here.",
        (Field::Rating, _) => "Choose one of the ratings in the list.",
        (Field::Website, _) => "This is no web address. It begins with https:// or http://.",
        (Field::Password, Problem::Empty) => "Your password is asked for here.",
        (Field::Password, _) => "This is not the password.",
        (Field::NewPassword, Problem::Empty) => "Choose a password.",
        (Field::NewPassword, Problem::TooShort) => "A password has at least 8 characters.",
        (Field::NewPassword, Problem::TooLong) => "A password has at most 256 characters.",
        (Field::NewPassword, _) => {
            "This is among the first that anybody would try. Some words in a row do better."
        }
        #[cfg(feature = "ssr")]
        (Field::Desk(field), problem) => super::desk_words::problem(field, problem),
        #[cfg(feature = "ssr")]
        (Field::Passkey, Problem::TooLong) => {
            "An account has at most 20 passkeys. Remove one first."
        }
        #[cfg(feature = "ssr")]
        (Field::Passkey, _) => "This passkey is not known here.",
        #[cfg(feature = "ssr")]
        (Field::Code, Problem::Empty) => "Type the code that the app shows.",
        #[cfg(feature = "ssr")]
        (Field::Code, _) => {
            "This code does not fit, or was used before. The app shows a new one every half minute."
        }
        #[cfg(feature = "ssr")]
        (Field::Biography, _) => "A biography has at most 1,500 letters.",
        #[cfg(feature = "ssr")]
        (Field::Setting(setting), problem) => super::setting_words::problem(setting, problem),
        (Field::SiteName, _) => "The publication needs a name.",
        (Field::RatingScale, _) => "A scale goes to a whole number from 1 to 100.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_said_in_the_unit_one_waits_in() {
        for (seconds, text) in [
            (1, "a second"),
            (15, "15 seconds"),
            (120, "2 minutes"),
            (86_000, "24 hours"),
        ] {
            assert_eq!(wait(seconds), text);
        }
    }

    #[test]
    fn a_refused_comment_says_first_that_the_text_is_kept() {
        for error in [
            AppError::Invalid(Vec::new()),
            AppError::Conflict(Conflict::DuplicateComment),
            AppError::RateLimited { retry_after: 9 },
            AppError::Forbidden(Action::CommentOnClosed),
            AppError::Unavailable,
            AppError::Transport,
        ] {
            assert!(message(&error).0.contains("still here"), "{error}");
        }
    }
}
