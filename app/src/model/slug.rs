//! The part of a permalink that says what it is about.

use std::{fmt, str::FromStr};

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

/// A permalink's own word: 1 to 200 of `a-z`, `0-9` and single hyphens between them.
#[derive(Clone, Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "ssr", serde(try_from = "String", into = "String"))]
pub struct Slug(String);

/// Says that a text is no slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlugError;

/// The longest slug, in characters.
const LONGEST: usize = 200;

impl Slug {
    /// Makes a slug of any title: Latin letters for all others, hyphens for what is between them.
    ///
    /// A text without a letter or digit becomes `untitled`.
    #[cfg(feature = "ssr")]
    pub fn from_title(title: &str) -> Self {
        let mut slug = String::new();
        for c in deunicode::deunicode(title).chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if c != '\'' && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(LONGEST);
        let slug = slug.trim_end_matches('-');
        Self(if slug.is_empty() {
            "untitled".to_owned()
        } else {
            slug.to_owned()
        })
    }

    /// Returns the same slug with a number, for when the plain one is taken.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let ending = format!("-{number}");
        let stem = &self.0[..self.0.len().min(LONGEST - ending.len())];
        Self(format!("{}{ending}", stem.trim_end_matches('-')))
    }

    /// Returns the slug's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let sound = !text.is_empty()
            && text.len() <= LONGEST
            && text.split('-').all(|word| {
                !word.is_empty()
                    && word
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        if sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(SlugError)
        }
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a slug is made of a-z, 0-9 and single hyphens")
    }
}

impl std::error::Error for SlugError {}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_slug_in_latin_letters() {
        for (title, slug) in [
            ("The Salt Year", "the-salt-year"),
            ("  Élève: “l’été”!  ", "eleve-lete"),
            ("Сталкер", "stalker"),
            ("…", "untitled"),
        ] {
            assert_eq!(Slug::from_title(title).as_str(), slug);
        }
        assert_eq!(
            Slug::from_title(&"abc ".repeat(100)).as_str().len(),
            200 - 1
        );
    }

    #[test]
    fn only_the_plain_form_is_a_slug() {
        assert!("salt-year-2".parse::<Slug>().is_ok());
        for text in [
            "",
            "-a",
            "a--b",
            "A",
            "a b",
            "%2e",
            "a/b",
            "é",
            &"a".repeat(201),
        ] {
            assert_eq!(text.parse::<Slug>(), Err(SlugError), "{text}");
        }
    }

    #[test]
    fn a_numbered_slug_stays_within_the_length() {
        let long: Slug = "a".repeat(200).parse().unwrap();
        assert_eq!(long.numbered(12).as_str().len(), 200);
        assert!(long.numbered(12).as_str().parse::<Slug>().is_ok());
    }
}
