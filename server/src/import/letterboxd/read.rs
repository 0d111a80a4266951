//! Reading the tables of an export.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

use serde::{Deserialize, de::DeserializeOwned};
use zip::{CompressionMethod, ZipArchive, result::ZipError};

/// The largest table, in bytes, and how many files an export may have.
const LARGEST_TABLE: u64 = 64 * 1024 * 1024;
const MOST_FILES: usize = 20_000;

/// Why an export cannot be read; nothing of it was taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    /// The file cannot be read.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// It is something else.
    #[error("it is not a Letterboxd export ({0}); Letterboxd gives one out under Settings, Data")]
    Foreign(String),
    /// A table of it is broken.
    #[error("{0} is broken: {1}")]
    Broken(String, String),
}

/// Everything that is read of an export.
#[derive(Debug, Default)]
pub(crate) struct Export {
    /// Whose it is.
    pub(crate) profile: Profile,
    /// Reviews, oldest first as the file has them.
    pub(crate) reviews: Vec<Review>,
    /// What was seen when.
    pub(crate) diary: Vec<Diary>,
    /// What each film was given.
    pub(crate) ratings: Vec<Rated>,
    /// Lists with their films.
    pub(crate) lists: Vec<List>,
}

/// Whose export it is.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Profile {
    /// The name in addresses.
    #[serde(rename = "Username")]
    pub(crate) username: String,
    /// The first name.
    #[serde(rename = "Given Name", default)]
    given: String,
    /// The last name.
    #[serde(rename = "Family Name", default)]
    family: String,
}

impl Profile {
    /// Returns the name to sign with.
    pub(crate) fn name(&self) -> String {
        let name = format!("{} {}", self.given.trim(), self.family.trim());
        match name.trim() {
            "" => self.username.clone(),
            name => name.to_owned(),
        }
    }
}

/// A review.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Review {
    /// The day it was logged.
    #[serde(rename = "Date")]
    pub(crate) date: String,
    /// The film's title.
    #[serde(rename = "Name")]
    pub(crate) title: String,
    /// The film's year; empty where Letterboxd knows none.
    #[serde(rename = "Year", default)]
    pub(crate) year: String,
    /// Its address, which tells it from all others.
    #[serde(rename = "Letterboxd URI")]
    pub(crate) address: String,
    /// From 0.5 to 5; empty for none.
    #[serde(rename = "Rating", default)]
    pub(crate) rating: String,
    /// The text, with a little HTML in it.
    #[serde(rename = "Review")]
    pub(crate) text: String,
    /// Topics, parted by commas.
    #[serde(rename = "Tags", default)]
    pub(crate) tags: String,
    /// The day the film was seen.
    #[serde(rename = "Watched Date", default)]
    pub(crate) watched: String,
}

/// A line of the diary.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Diary {
    /// The film's title.
    #[serde(rename = "Name")]
    pub(crate) title: String,
    /// The film's year.
    #[serde(rename = "Year", default)]
    pub(crate) year: String,
    /// The rating it was given that day.
    #[serde(rename = "Rating", default)]
    pub(crate) rating: String,
    /// The day the film was seen.
    #[serde(rename = "Watched Date", default)]
    pub(crate) watched: String,
}

/// A film's rating.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Rated {
    /// The day it was given.
    #[serde(rename = "Date")]
    pub(crate) date: String,
    /// The film's title.
    #[serde(rename = "Name")]
    pub(crate) title: String,
    /// The film's year.
    #[serde(rename = "Year", default)]
    pub(crate) year: String,
    /// The film's address.
    #[serde(rename = "Letterboxd URI")]
    pub(crate) address: String,
    /// From 0.5 to 5.
    #[serde(rename = "Rating")]
    pub(crate) rating: String,
}

/// A list.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// What it is called.
    pub(crate) name: String,
    /// Its address.
    pub(crate) address: String,
    /// Topics, parted by commas.
    pub(crate) tags: String,
    /// What it is about, with a little HTML in it.
    pub(crate) description: String,
    /// Its films in order.
    pub(crate) films: Vec<Listed>,
}

/// What a list says of itself.
#[derive(Debug, Deserialize)]
struct ListHead {
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "Tags", default)]
    tags: String,
    #[serde(rename = "URL", default)]
    address: String,
    #[serde(rename = "Description", default)]
    description: String,
}

/// A film in a list.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Listed {
    /// The film's title.
    #[serde(rename = "Name")]
    pub(crate) title: String,
    /// The film's year.
    #[serde(rename = "Year", default)]
    pub(crate) year: String,
    /// What is said of it there.
    #[serde(rename = "Description", default)]
    pub(crate) note: String,
}

impl Export {
    /// Reads an export.
    ///
    /// # Errors
    /// [`ExportError`] for what is none, or broken.
    pub(crate) fn open(path: &Path) -> Result<Self, ExportError> {
        let mut zip = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(foreign)?;
        if zip.len() > MOST_FILES {
            return Err(ExportError::Foreign("it has too many files".to_owned()));
        }
        let Some(profile) = table(&mut zip, "profile.csv")? else {
            return Err(ExportError::Foreign("it has no profile.csv".to_owned()));
        };
        let mut export = Self {
            profile: rows("profile.csv", &profile)?
                .into_iter()
                .next()
                .unwrap_or_default(),
            ..Self::default()
        };
        if export.profile.username.is_empty() {
            return Err(ExportError::Broken(
                "profile.csv".to_owned(),
                "it names nobody".to_owned(),
            ));
        }
        export.reviews = rows_of(&mut zip, "reviews.csv")?;
        export.diary = rows_of(&mut zip, "diary.csv")?;
        export.ratings = rows_of(&mut zip, "ratings.csv")?;
        let names: Vec<String> = zip
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect();
        // In a folder of this name alone: what was deleted has its own.
        let is_list = |name: &&String| {
            let file = name
                .strip_prefix("lists/")
                .and_then(|name| name.strip_suffix(".csv"));
            file.is_some_and(|file| !file.contains('/'))
        };
        let mut names: Vec<&String> = names.iter().filter(is_list).collect();
        names.sort();
        for name in names {
            if let Some(text) = table(&mut zip, name)? {
                export.lists.push(list(name, &text)?);
            }
        }
        Ok(export)
    }

    /// Returns where it comes from.
    pub(crate) fn source(&self) -> String {
        format!("https://letterboxd.com/{}", self.profile.username)
    }

    /// Returns the lines of the diary that no review is about, and how many others there are.
    pub(crate) fn unreviewed(&self) -> (Vec<&Diary>, usize) {
        let reviewed: BTreeSet<(&str, &str, &str)> = self
            .reviews
            .iter()
            .map(|review| {
                (
                    review.title.as_str(),
                    review.year.as_str(),
                    review.watched.as_str(),
                )
            })
            .collect();
        let is_bare = |line: &&Diary| {
            !reviewed.contains(&(
                line.title.as_str(),
                line.year.as_str(),
                line.watched.as_str(),
            ))
        };
        let bare: Vec<&Diary> = self.diary.iter().filter(is_bare).collect();
        let reviewed = self.diary.len() - bare.len();
        (bare, reviewed)
    }
}

fn foreign(error: ZipError) -> ExportError {
    match error {
        ZipError::Io(error) => ExportError::File(error),
        other => ExportError::Foreign(other.to_string()),
    }
}

/// Reads a file of the zip as text; none when it is not there.
fn table(zip: &mut ZipArchive<BufReader<File>>, name: &str) -> Result<Option<String>, ExportError> {
    let broken =
        |why: &dyn std::fmt::Display| ExportError::Broken(name.to_owned(), why.to_string());
    let entry = match zip.by_name(name) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(broken(&error)),
    };
    let is_known = matches!(
        entry.compression(),
        CompressionMethod::Stored | CompressionMethod::Deflated
    );
    if !is_known || entry.size() > LARGEST_TABLE {
        return Err(broken(&"it is too large or packed in an unknown way"));
    }
    let mut bytes = Vec::new();
    let read = entry.take(LARGEST_TABLE + 1).read_to_end(&mut bytes);
    read.map_err(|error| broken(&error))?;
    if bytes.len() as u64 > LARGEST_TABLE {
        return Err(broken(&"it is too large"));
    }
    let text = String::from_utf8(bytes).map_err(|_| broken(&"it is not UTF-8"))?;
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}

fn rows_of<T: DeserializeOwned>(
    zip: &mut ZipArchive<BufReader<File>>,
    name: &str,
) -> Result<Vec<T>, ExportError> {
    let text = table(zip, name)?;
    text.map_or_else(|| Ok(Vec::new()), |text| rows(name, &text))
}

/// Reads the rows of a table by the names in its first line.
fn rows<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<T>, ExportError> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows: Result<Vec<T>, csv::Error> = reader.deserialize().collect();
    rows.map_err(|error| ExportError::Broken(name.to_owned(), error.to_string()))
}

/// Reads a list: a line with the format's version, its own table of one row, and that of its films.
fn list(name: &str, text: &str) -> Result<List, ExportError> {
    let broken = |why: &str| ExportError::Broken(name.to_owned(), why.to_owned());
    let (_, rest) = text
        .split_once('\n')
        .filter(|(first, _)| first.starts_with("Letterboxd list export"))
        .ok_or_else(|| broken("it is no list"))?;
    // The description may have empty lines of its own, so the films' table is found by its names.
    let at = rest
        .find("\nPosition,Name,")
        .ok_or_else(|| broken("it has no table of films"))?;
    let head: Vec<ListHead> = rows(name, rest[..at].trim())?;
    let head = head
        .into_iter()
        .next()
        .ok_or_else(|| broken("it has no name"))?;
    Ok(List {
        name: head.name,
        address: head.address,
        tags: head.tags,
        description: head.description,
        films: rows(name, rest[at..].trim_start())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_with_a_description_of_several_lines() {
        let text = "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n\
                    2020-01-02,Cold films,\"winter, snow\",https://boxd.it/abc,\"One.\n\nTwo, \"\"three\"\".\"\n\n\
                    Position,Name,Year,URL,Description\n\
                    1,The Salt Year,2010,https://boxd.it/x,\n2,\"Kilometre, Zero\",,https://boxd.it/y,Again\n";
        let list = list("lists/cold.csv", text).unwrap();
        assert_eq!(
            (list.name.as_str(), list.tags.as_str()),
            ("Cold films", "winter, snow")
        );
        assert_eq!(list.description, "One.\n\nTwo, \"three\".");
        assert_eq!(list.films.len(), 2);
        assert_eq!(
            (list.films[1].title.as_str(), list.films[1].note.as_str()),
            ("Kilometre, Zero", "Again")
        );
        assert!(super::list("lists/x.csv", "Date,Name\n").is_err());
    }

    #[test]
    fn columns_are_found_by_their_names_wherever_they_stand() {
        let text =
            "Rating,Name,Date,Letterboxd URI,Extra\n4.5,Salt,2020-01-01,https://boxd.it/a,x\n";
        let rows: Vec<Rated> = rows("ratings.csv", text).unwrap();
        assert_eq!(
            (rows[0].title.as_str(), rows[0].rating.as_str()),
            ("Salt", "4.5")
        );
        let missing: Result<Vec<Rated>, _> = super::rows("ratings.csv", "Name\nSalt\n");
        assert!(
            missing
                .unwrap_err()
                .to_string()
                .contains("ratings.csv is broken")
        );
    }
}
