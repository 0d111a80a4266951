//! The film's record as the desk's form has it.

use serde::{Deserialize, Serialize};

use crate::model::{FilmId, Moment, ReviewLink, Slug};

/// The fields of a film's form, word for word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FilmForm {
    /// The title it is reviewed under.
    pub title: String,
    /// The title in its own language, when another.
    pub original_title: String,
    /// The year of release.
    pub year: String,
    /// The running time in minutes.
    pub runtime: String,
    /// Countries by name or code, parted by commas, the main one first.
    pub countries: String,
    /// Who directed it, one a line.
    pub directors: String,
    /// Who wrote it, one a line.
    pub writers: String,
    /// Who plays in it, one a line: `Name` or `Name as Character`.
    pub cast: String,
    /// What it cost, with its currency.
    pub budget: String,
    /// Its number at `IMDb`.
    pub imdb: String,
    /// A rating from elsewhere: where it was read.
    pub outside_source: String,
    /// Its value, such as `7.2`.
    pub outside_value: String,
    /// The highest value.
    pub outside_out_of: String,
    /// The day it was read, `2024-11-14`.
    pub outside_read_on: String,
    /// A line of credits that fills what is empty.
    pub credits: String,
}

impl FilmForm {
    /// Reads the fields of a posted form.
    pub fn read<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name: &str| get(name).unwrap_or_default().replace("\r\n", "\n");
        Self {
            title: text("title"),
            original_title: text("original_title"),
            year: text("year"),
            runtime: text("runtime"),
            countries: text("countries"),
            directors: text("directors"),
            writers: text("writers"),
            cast: text("cast"),
            budget: text("budget"),
            imdb: text("imdb"),
            outside_source: text("outside_source"),
            outside_value: text("outside_value"),
            outside_out_of: text("outside_out_of"),
            outside_read_on: text("outside_read_on"),
            credits: text("credits"),
        }
    }

    /// Lists the fields with their labels.
    pub fn labelled(&self) -> [(&'static str, &str); 14] {
        [
            ("Title", &self.title),
            ("Original title", &self.original_title),
            ("Year", &self.year),
            ("Running time", &self.runtime),
            ("Countries", &self.countries),
            ("Directors", &self.directors),
            ("Writers", &self.writers),
            ("Cast", &self.cast),
            ("Budget", &self.budget),
            ("IMDb", &self.imdb),
            ("Rated by", &self.outside_source),
            ("Rating", &self.outside_value),
            ("Out of", &self.outside_out_of),
            ("Read on", &self.outside_read_on),
        ]
    }
}

/// A film's record at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmRecordPage {
    /// The film.
    pub film: FilmId,
    /// Its permalink.
    pub slug: Slug,
    /// Its fields.
    pub form: FilmForm,
    /// The reviews of it that can be read.
    pub reviews: Vec<ReviewLink>,
    /// How it changed, the newest change first: when, by whom, and the fields with what they said before
    /// and after.
    pub history: Vec<FilmChange>,
    /// Which version of the record the form was filled with.
    pub version: i32,
}

/// A change of a film's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmChange {
    /// When.
    pub at: Moment,
    /// Who; empty when that is not known.
    pub by: String,
    /// Field, what it said before, what it said after.
    pub fields: Vec<(String, String, String)>,
}
