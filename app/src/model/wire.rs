//! Reading what the server sends, in the browser: types that are not made of named fields.

use miniserde::{Deserialize, Result, de::Visitor, make_place};

use super::{Markup, Slug, ThreadView, Timestamp};

make_place!(Place);

/// Reads a type that is written as a whole number.
macro_rules! numbers {
    ($($name:ty: $make:expr;)*) => {$(
        impl Deserialize for $name {
            fn begin(out: &mut Option<Self>) -> &mut dyn Visitor {
                Place::new(out)
            }
        }

        impl Visitor for Place<$name> {
            fn negative(&mut self, number: i64) -> Result<()> {
                self.out = Some(($make)(number));
                Ok(())
            }

            fn nonnegative(&mut self, number: u64) -> Result<()> {
                self.negative(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}

numbers! {
    Timestamp: Timestamp;
    ThreadView: |page| ThreadView::from(i32::try_from(page).unwrap_or(1));
    super::AccountId: super::AccountId;
    super::AuthorId: super::AuthorId;
    super::CommentId: super::CommentId;
    super::FilmId: super::FilmId;
    super::MediaId: super::MediaId;
    super::PersonId: super::PersonId;
    super::ReviewId: super::ReviewId;
    super::SessionId: super::SessionId;
    super::TagId: super::TagId;
    super::VisitorId: super::VisitorId;
}

impl Deserialize for Slug {
    fn begin(out: &mut Option<Self>) -> &mut dyn Visitor {
        Place::new(out)
    }
}

impl Visitor for Place<Slug> {
    fn string(&mut self, text: &str) -> Result<()> {
        self.out = text.parse().ok();
        self.out.as_ref().map(|_| ()).ok_or(miniserde::Error)
    }
}

impl Deserialize for Markup {
    fn begin(out: &mut Option<Self>) -> &mut dyn Visitor {
        Place::new(out)
    }

    fn default() -> Option<Self> {
        Some(Self(None))
    }
}

impl Visitor for Place<Markup> {
    fn null(&mut self) -> Result<()> {
        self.out = Some(Markup(None));
        Ok(())
    }

    fn string(&mut self, html: &str) -> Result<()> {
        self.out = Some(Markup::sanitized(html));
        Ok(())
    }
}
