//! Everything a reader may be told when something does not work.

use std::fmt;

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use server_fn::{codec::JsonEncoding, error::FromServerFnError, error::ServerFnErrorErr};

#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "hydrate")]
mod wire;

#[cfg(feature = "ssr")]
pub use desk::DeskField;

/// Why something was refused or failed. Holds no text from below: the words are the interface's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum AppError {
    /// It is not there, or not for this viewer.
    NotFound(Thing),
    /// Only an account may do this, and none is signed in.
    SignInRequired,
    /// The password is right, and a code is asked for besides.
    #[cfg(feature = "ssr")]
    CodeRequired {
        /// What comes back with the code.
        ticket: String,
    },
    /// The viewer may not do this.
    Forbidden(Action),
    /// Some of what was typed cannot be taken.
    Invalid(Vec<FieldError>),
    /// It was done already.
    Conflict(Conflict),
    /// Too much in too short a time.
    RateLimited {
        /// How long to wait, in seconds.
        retry_after: i64,
    },
    /// The server is busy or stopping.
    Unavailable,
    /// Something broke; the log has the cause under this reference.
    Internal {
        /// The reference, eight letters and digits.
        reference: String,
    },
    /// The request did not reach the server, or its answer was not understood.
    Transport,
}

/// What was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum Thing {
    /// A page.
    Page,
    /// A review.
    Review,
    /// A comment.
    Comment,
    /// A browser that an account is signed in with.
    Session,
    /// An author.
    Author,
    /// A film.
    Film,
    /// A picture of the library.
    #[cfg(feature = "ssr")]
    Still,
    /// An account.
    #[cfg(feature = "ssr")]
    Account,
}

/// What was not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum Action {
    /// Commenting on a review that is closed for comments.
    CommentOnClosed,
    /// Answering a comment that is not there or not under this review.
    ReplyToMissing,
    /// Editing or deleting a comment of somebody else.
    ChangeOthers,
    /// Editing or deleting an own comment after its time.
    ChangeLate,
    /// Doing something that needs a visitor's cookie without one.
    ActWithoutCookie,
    /// Sending a form from another site.
    CrossSite,
    /// Something that the account's role does not include.
    BeyondRole,
    /// Using a link that was used before, is too old, or was never given out.
    UseSpentLink,
    /// Leaving the publication without an owner who can sign in.
    #[cfg(feature = "ssr")]
    LockOneselfOut,
}

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum Conflict {
    /// The same comment stands there already.
    DuplicateComment,
    /// Another account has the e-mail address.
    EmailTaken,
    /// Another account signs as the author.
    AuthorTaken,
    /// Somebody saved the draft meanwhile.
    #[cfg(feature = "ssr")]
    DraftChanged,
    /// Something uses the picture that was to be deleted.
    #[cfg(feature = "ssr")]
    StillUsed,
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    pub problem: Problem,
}

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum Field {
    /// The comment's text.
    Comment,
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// The website.
    Website,
    /// The password, where there is one only.
    Password,
    /// The password that is to be.
    NewPassword,
    /// The publication's name.
    SiteName,
    /// The highest rating.
    RatingScale,
    /// The rating of a film.
    Rating,
    /// A field of the desk.
    #[cfg(feature = "ssr")]
    Desk(DeskField),
    /// A passkey.
    #[cfg(feature = "ssr")]
    Passkey,
    /// The code of a second factor.
    #[cfg(feature = "ssr")]
    Code,
    /// What is said of an author.
    #[cfg(feature = "ssr")]
    Biography,
    /// A setting.
    #[cfg(feature = "ssr")]
    Setting(crate::model::SettingKey),
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum Problem {
    /// Nothing in it, and something is needed.
    Empty,
    /// More in it than there is room for.
    TooLong,
    /// Not of the form it should be.
    Malformed,
    /// Quotations or lists in it lie too deep in one another.
    TooDeep,
    /// Less in it than there has to be.
    TooShort,
    /// One of those that everybody tries first.
    Guessable,
    /// Not the right one.
    Wrong,
    /// Something else has it already.
    #[cfg(feature = "ssr")]
    Taken,
    /// A picture with more pixels than are decoded.
    #[cfg(feature = "ssr")]
    TooManyPixels,
    /// It did not arrive whole.
    #[cfg(feature = "ssr")]
    CutShort,
    /// There is no room for it, on the disk or in what the library may take.
    #[cfg(feature = "ssr")]
    NoRoom,
}

impl AppError {
    /// Returns the HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound(_) => 404,
            Self::SignInRequired => 401,
            #[cfg(feature = "ssr")]
            Self::CodeRequired { .. } => 401,
            Self::Forbidden(_) => 403,
            Self::Invalid(fields) => {
                #[cfg(feature = "ssr")]
                if fields.iter().any(|field| field.problem == Problem::NoRoom) {
                    return 507;
                }
                let too_long = fields.iter().any(|field| field.problem == Problem::TooLong);
                if too_long { 413 } else { 400 }
            }
            Self::Conflict(_) => 409,
            Self::RateLimited { .. } => 429,
            Self::Unavailable => 503,
            Self::Internal { .. } | Self::Transport => 500,
        }
    }

    /// Returns the refusal of one field.
    pub fn field(field: Field, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError { field, problem }])
    }

    /// Returns what is wrong with a field, if anything.
    pub fn problem_of(&self, field: Field) -> Option<Problem> {
        let Self::Invalid(fields) = self else {
            return None;
        };
        fields
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.problem)
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for AppError {}

#[cfg(feature = "ssr")]
impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Invalid(Vec::new()),
            _ => Self::Transport,
        }
    }
}
