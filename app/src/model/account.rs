//! The account: who signs in, and what it is called.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{Claimable, Moment, SessionId};

/// What an account may do, from most to least; the rights themselves are the server's table.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum Role {
    /// Everything, settings and accounts included.
    Owner,
    /// All reviews and the conversation.
    Editor,
    /// Own reviews and the conversation under them.
    Author,
    /// Own drafts, which an editor publishes.
    Contributor,
    /// The conversation everywhere.
    Moderator,
    /// Commenting and liking under one name.
    Member,
}

impl Role {
    /// All of them, from most to least.
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::Editor,
        Self::Author,
        Self::Contributor,
        Self::Moderator,
        Self::Member,
    ];

    /// Returns the word that stands for the role in the database and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Author => "author",
            Self::Contributor => "contributor",
            Self::Moderator => "moderator",
            Self::Member => "member",
        }
    }

    /// Returns the role that a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Says whether the role has anything to do at the desk.
    pub fn has_desk(self) -> bool {
        self != Self::Member
    }
}

/// Whoever is signed in, as the top of a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct AccountCard {
    /// The name.
    pub name: String,
    /// What the account may do.
    pub role: Role,
}

/// What an account sees of itself.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// What the account may do.
    pub role: Role,
    /// The browsers it is signed in with, the one that asks first.
    pub sessions: Vec<SessionLine>,
    /// What this browser has said and liked without being signed in.
    pub claimable: Claimable,
    /// Where it stands with its second factor.
    pub second_factor: SecondFactorState,
    /// Its passkeys.
    pub passkeys: Vec<PasskeyLine>,
    /// Whether it can do no more than a member until it has one.
    pub needs_factor: bool,
}

/// Where an account stands with its second factor.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactorState {
    /// It has none.
    #[default]
    Off,
    /// The app is to be shown the secret, and a code of it given.
    Begun(FactorSetup),
    /// It is asked for a code when it signs in.
    On {
        /// The codes for when the app is lost, while they are shown.
        codes: Vec<String>,
        /// How many of them can still be used.
        left: i64,
    },
}

/// What an app needs to make codes.
#[cfg(feature = "ssr")]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorSetup {
    /// The secret in letters, to be typed in.
    pub secret: String,
    /// The secret as a picture to be read by a camera, a `data:` address; empty when there is none.
    pub picture: String,
}

/// A browser that an account is signed in with.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    /// The session.
    pub id: SessionId,
    /// The browser, such as `Firefox on Linux`.
    pub browser: String,
    /// When the password was last given there.
    pub signed_in: Moment,
    /// When it was last used, within five minutes.
    pub seen: Moment,
    /// Whether it is the browser that asks.
    pub is_this: bool,
}

/// What the screen of the set-up needs to know.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupPage {
    /// Whether the link can be used.
    pub is_open: bool,
    /// Whether the publication has an owner.
    pub has_owner: bool,
}

/// What somebody signs in with.
#[cfg(feature = "ssr")]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// Whether to stay signed in when the browser is closed.
    #[serde(default)]
    pub stay: bool,
    /// Whether what this browser has said and liked before becomes the account's.
    #[serde(default)]
    pub claim: bool,
}

/// What somebody brings whose password was right and who signs in with a second factor.
#[cfg(feature = "ssr")]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeSignIn {
    /// What the right password was answered with.
    pub ticket: String,
    /// A code of the app, or one for when it is lost.
    pub code: String,
    /// Whether to stay signed in when the browser is closed.
    #[serde(default)]
    pub stay: bool,
    /// Whether what this browser has said and liked before becomes the account's.
    #[serde(default)]
    pub claim: bool,
}

/// A passkey of an account.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyLine {
    /// Its number.
    pub id: i64,
    /// What the account calls it.
    pub name: String,
    /// When it was added.
    pub added: Moment,
    /// When it was last used; none when it never was.
    pub used: Option<Moment>,
}

/// What a browser is asked for.
#[cfg(feature = "ssr")]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyAsked {
    /// What comes back with the answer.
    pub ticket: String,
    /// The options of the Web Authentication API, JSON.
    pub options: String,
}

/// What a browser answers.
#[cfg(feature = "ssr")]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    /// What the question came with.
    pub ticket: String,
    /// The credential, JSON.
    pub credential: String,
    /// What a new one is to be called.
    #[serde(default)]
    pub name: String,
}

/// What the first owner is made of, and the publication's first settings.
#[cfg(feature = "ssr")]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    /// The word of the set-up link.
    pub key: String,
    /// The publication's name.
    pub site_name: String,
    /// The line under it.
    #[serde(default)]
    pub tagline: String,
    /// The highest rating.
    pub rating_scale: i32,
    /// The owner's name.
    pub name: String,
    /// The owner's e-mail address.
    pub email: String,
    /// The owner's password.
    pub password: String,
}

/// A new password with the one it replaces.
#[cfg(feature = "ssr")]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password so far.
    pub password: String,
    /// The new one.
    pub new_password: String,
}

/// A session that was just begun, on its way into a cookie.
#[cfg(feature = "ssr")]
#[derive(Clone, PartialEq, Eq)]
pub struct BegunSession {
    /// The cookie's value.
    pub token: String,
    /// Whether it outlives the browser.
    pub is_lasting: bool,
    /// Who is signed in.
    pub card: AccountCard,
}

#[cfg(feature = "ssr")]
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
#[cfg(feature = "ssr")]
hide_secrets!(
    PasskeyAsked,
    PasskeyAnswer,
    FactorSetup,
    CodeSignIn,
    Credentials,
    NewOwner,
    PasswordChange,
    BegunSession
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::from_key(role.key()), Some(role));
        }
        assert_eq!(Role::from_key("admin"), None);
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn no_password_is_written_where_debugging_shows_it() {
        let sign_in = Credentials {
            email: "row.f@readers.example".to_owned(),
            password: "canary".to_owned(),
            stay: true,
            ..Credentials::default()
        };
        assert_eq!(format!("{sign_in:?}"), "Credentials { .. }");
    }
}
