//! The words of forms that are not a comment's: why one was refused, and what its fields are called.

#[cfg(feature = "ssr")]
use super::error_panel::wait;
use crate::error::Field;
#[cfg(feature = "ssr")]
use crate::{
    AppError,
    error::{Action, Conflict, Problem, Thing},
    model::Role,
};

/// Says why a form was refused: title, text.
#[cfg(feature = "ssr")]
pub fn form_message(error: &AppError) -> (&'static str, String) {
    let kept = "Not done yet. What you typed is still here.";
    match error {
        AppError::Invalid(fields)
            if fields.len() == 1
                && fields[0].field == Field::Password
                && fields[0].problem == Problem::Wrong =>
        {
            ("That email and password do not match.", String::new())
        }
        AppError::Invalid(fields) if fields.len() == 1 => {
            (kept, "One thing to put right:".to_owned())
        }
        AppError::Invalid(_) => (kept, "Some things to put right:".to_owned()),
        AppError::CodeRequired { .. } => ("The password is right. Now the code.", String::new()),
        AppError::SignInRequired => (
            "Nobody is signed in here.",
            "The session has ended. Sign in again to go on.".to_owned(),
        ),
        AppError::Forbidden(Action::BeyondRole) => (
            "That is not yours to do.",
            "Your account does not include it. The owner can change that.".to_owned(),
        ),
        AppError::Forbidden(Action::UseSpentLink) => (
            "This link no longer works.",
            "It was used before, or it is too old. Ask for a new one.".to_owned(),
        ),
        AppError::Forbidden(Action::LockOneselfOut) => (
            "That would leave nobody who can open everything.",
            "Make somebody else the owner first.".to_owned(),
        ),
        AppError::Forbidden(_) => (kept, "That is not allowed here.".to_owned()),
        AppError::Conflict(Conflict::EmailTaken) => {
            (kept, "Another account has this address.".to_owned())
        }
        AppError::Conflict(Conflict::AuthorTaken) => {
            (kept, "Another account signs as this author.".to_owned())
        }
        #[cfg(feature = "ssr")]
        AppError::Conflict(Conflict::DraftChanged) => super::desk_words::changed(),
        #[cfg(feature = "ssr")]
        AppError::Conflict(Conflict::StillUsed) => super::desk_words::still_used(),
        AppError::Conflict(_) => (kept, "It was done already.".to_owned()),
        AppError::RateLimited { retry_after } => (
            "That was often.",
            format!("Try again in {}.", wait(*retry_after)),
        ),
        AppError::NotFound(Thing::Session) => (
            "That is over.",
            "The browser was signed out already.".to_owned(),
        ),
        AppError::NotFound(Thing::Author) => (
            "There is no such author.",
            "Authors are named by the last part of their address.".to_owned(),
        ),
        AppError::NotFound(_) => ("That is gone.", String::new()),
        AppError::Unavailable => (
            kept,
            "The server is busy. Try again in a moment.".to_owned(),
        ),
        AppError::Internal { reference } => (
            kept,
            format!("Something broke on our side. The log has it under {reference}."),
        ),
        AppError::Transport => (kept, "The server could not be reached.".to_owned()),
    }
}

/// Returns what a field is called in a sentence.
pub fn field_name(field: Field) -> &'static str {
    match field {
        #[cfg(feature = "ssr")]
        Field::Desk(field) => super::desk_words::name(field),
        #[cfg(feature = "ssr")]
        Field::Setting(setting) => setting.label(),
        #[cfg(feature = "ssr")]
        Field::Passkey => "the passkey",
        #[cfg(feature = "ssr")]
        Field::Code => "the code",
        #[cfg(feature = "ssr")]
        Field::Biography => "the biography",
        Field::Comment => "the comment",
        Field::Name => "the name",
        Field::Email => "the email address",
        Field::Website => "the website",
        Field::Password => "the password",
        Field::NewPassword => "the new password",
        Field::SiteName => "the publication's name",
        Field::RatingScale => "the scale",
        Field::Rating => "the rating",
    }
}

#[cfg(feature = "ssr")]
/// Returns what somebody with a role is called, as in "you are …".
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Owner => "the owner",
        Role::Editor => "an editor",
        Role::Author => "an author",
        Role::Contributor => "a contributor",
        Role::Moderator => "a moderator",
        Role::Member => "a member",
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_refused_sign_in_does_not_say_which_of_the_two_was_wrong() {
        let wrong = AppError::field(Field::Password, Problem::Wrong);
        assert_eq!(
            form_message(&wrong).0,
            "That email and password do not match."
        );
    }
}
