//! People: those who make films and those who write about them.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::Slug;

/// Somebody in a film's credits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Person {
    /// The person's permalink.
    pub slug: Slug,
    /// The name as credited.
    pub name: String,
}

/// Who signs a review; exists without an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Author {
    /// The author's permalink.
    pub slug: Slug,
    /// The name reviews are signed with.
    pub name: String,
}
