//! The film: one record, from which credits, cards and lists are made.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{Moment, Person, Slug};

/// A film with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Film {
    /// The film's permalink.
    pub slug: Slug,
    /// The title it is reviewed under.
    pub title: String,
    /// The title in its own language, when another.
    pub original_title: Option<String>,
    /// The year of release.
    pub year: Option<i32>,
    /// The running time in minutes.
    pub runtime_minutes: Option<i32>,
    /// Where it comes from, the main country first.
    pub countries: Vec<Country>,
    /// What it cost to make.
    pub budget: Option<Money>,
    /// Who made it, in credits order within each role.
    pub credits: Vec<Credit>,
    /// What another place rates it.
    pub outside_rating: Option<OutsideRating>,
}

impl Film {
    /// Returns the people of one role, in credits order.
    pub fn people(&self, role: CreditRole) -> impl Iterator<Item = &Credit> {
        self.credits
            .iter()
            .filter(move |credit| credit.role == role)
    }

    /// Returns the line that names the film in lists: `Marit Kaldestad, Norway, 2010`.
    pub fn line(&self) -> String {
        let director = self
            .people(CreditRole::Director)
            .map(|credit| credit.person.name.clone());
        let country = self.countries.first().map(|country| country.name.clone());
        let year = self.year.map(|year| year.to_string());
        director
            .take(1)
            .chain(country)
            .chain(year)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// A person's part in a film.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Credit {
    /// Who.
    pub person: Person,
    /// As what.
    pub role: CreditRole,
    /// The character played; cast only.
    pub character: Option<String>,
}

/// What somebody did in a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum CreditRole {
    /// Directed it.
    Director,
    /// Wrote it.
    Writer,
    /// Plays in it.
    Cast,
}

impl CreditRole {
    /// Returns the word that stands for the role in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Writer => "writer",
            Self::Cast => "cast",
        }
    }

    /// Returns the role that a word of the database stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Director, Self::Writer, Self::Cast]
            .into_iter()
            .find(|role| role.key() == key)
    }

    /// Returns the label of the credits line, which depends on how many there are.
    pub fn label(self, many: bool) -> &'static str {
        match (self, many) {
            (Self::Director, false) => "Director",
            (Self::Director, true) => "Directors",
            (Self::Writer, false) => "Writer",
            (Self::Writer, true) => "Writers",
            (Self::Cast, _) => "With",
        }
    }
}

/// A country of production.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Country {
    /// ISO 3166-1 alpha-2, when known.
    pub code: Option<String>,
    /// The name as the publication writes it.
    pub name: String,
}

/// An amount of money in whole units of its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Money {
    /// Whole units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
}

impl Money {
    /// Returns the amount as a credits line has it: `$4 million`, `€850,000`.
    pub fn label(&self) -> String {
        let sign = match self.currency.as_str() {
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => "¥",
            other => return format!("{} {other}", Self::figure(self.amount)),
        };
        format!("{sign}{}", Self::figure(self.amount))
    }

    fn figure(amount: i64) -> String {
        for (unit, name) in [(1_000_000_000, "billion"), (1_000_000, "million")] {
            // One decimal is shown when it says everything: 2.5 million, but 2,510,000.
            if amount >= unit && amount % (unit / 10) == 0 {
                let tenths = amount / (unit / 10);
                return match tenths % 10 {
                    0 => format!("{} {name}", tenths / 10),
                    tenth => format!("{}.{tenth} {name}", tenths / 10),
                };
            }
        }
        let digits = amount.to_string();
        let mut figure = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                figure.push(',');
            }
            figure.push(digit);
        }
        figure
    }
}

/// A rating from elsewhere, with where and when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct OutsideRating {
    /// Where it was read, such as `IMDb`.
    pub source: String,
    /// The value in tenths: 72 is 7.2.
    pub tenths: i32,
    /// The highest value, in whole points.
    pub out_of: i32,
    /// The day it was read.
    pub read_on: Moment,
}

impl OutsideRating {
    /// Returns the value as it is written: `7.2`.
    pub fn value(&self) -> String {
        match self.tenths % 10 {
            0 => (self.tenths / 10).to_string(),
            tenth => format!("{}.{tenth}", self.tenths / 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_like_a_credits_line() {
        for (amount, currency, label) in [
            (15_000_000, "USD", "$15 million"),
            (2_500_000, "EUR", "€2.5 million"),
            (2_510_000, "USD", "$2,510,000"),
            (1_200_000_000, "GBP", "£1.2 billion"),
            (850, "USD", "$850"),
            (40_000_000, "NOK", "40 million NOK"),
        ] {
            assert_eq!(
                Money {
                    amount,
                    currency: currency.to_owned()
                }
                .label(),
                label
            );
        }
    }
}
