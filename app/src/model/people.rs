//! The people of a publication: accounts, invitations, authors.

use serde::{Deserialize, Serialize};

use super::{AccountId, Moment, Role, Slug};

/// What the screen of the people shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// The accounts, by name.
    pub accounts: Vec<AccountLine>,
    /// The invitations that work, the newest first.
    pub invitations: Vec<LinkLine>,
    /// The authors, by name.
    pub authors: Vec<AuthorLine>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// The account.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Its e-mail address.
    pub email: String,
    /// What it may do.
    pub role: Role,
    /// The author it signs as.
    pub author: Option<Slug>,
    /// Whether it may not sign in.
    pub is_disabled: bool,
    /// When it was last here, as far as a session that has not ended says so.
    pub seen: Option<Moment>,
    /// Whether it is the viewer's own.
    pub is_own: bool,
    /// The link with which it gets a new password, where one works.
    pub reset: Option<LinkLine>,
}

/// A link that works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkLine {
    /// Its number.
    pub id: i64,
    /// Its path.
    pub path: String,
    /// The role it gives; none for a new password.
    pub role: Option<Role>,
    /// The author it gives.
    pub author: Option<String>,
    /// For whom it was made, in the words of whoever made it.
    pub note: String,
    /// When it ends.
    pub ends: Moment,
}

/// An author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorLine {
    /// The permalink's word.
    pub slug: Slug,
    /// The name reviews are signed with.
    pub name: String,
    /// How many published reviews are signed with it.
    pub review_count: i64,
    /// Whose account signs as the author.
    pub account: Option<String>,
}

/// Who is invited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// The word of the role.
    pub role: String,
    /// The author the account signs as; empty for none, or for one of its own.
    #[serde(default)]
    pub author: String,
    /// For whom it is.
    #[serde(default)]
    pub note: String,
}

/// What becomes of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountAct {
    /// It gets a role and an author, by their words; an empty author is none.
    Change {
        /// The role's word.
        role: String,
        /// The author's slug.
        author: String,
    },
    /// It may not sign in any more.
    Disable,
    /// It may sign in again.
    Enable,
    /// It is signed out everywhere.
    SignOut,
    /// It can be given a new password with a link.
    ResetLink,
}

/// What somebody who was invited needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPage {
    /// The role the link gives; none when it can no longer be used.
    pub role: Option<Role>,
    /// The author it gives.
    pub author: Option<String>,
}

/// What an account is made of that was invited.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// The word of the link.
    pub key: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// A new password by a link.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// The word of the link.
    pub key: String,
    /// The new password.
    pub new_password: String,
}

macro_rules! hide_secrets {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

// Passwords and links never get into a log.
hide_secrets!(NewMember, PasswordReset);

/// What is known of an author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorPage {
    /// The permalink's word.
    pub slug: Slug,
    /// The form, filled.
    pub form: AuthorForm,
    /// The picture they are shown with; none for the drawn one.
    pub portrait: Option<super::Portrait>,
}

/// What an author is called and what is said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorForm {
    /// The name reviews are signed with.
    pub name: String,
    /// A few sentences, plain text.
    #[serde(default)]
    pub biography: String,
}
