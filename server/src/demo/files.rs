//! The demo publication's files: what stands in them, and how they are read.

use app::model::Slug;
use rust_embed::Embed;
use serde::Deserialize;

use super::DemoError;

#[derive(Embed)]
#[folder = "demo"]
pub(super) struct DemoFiles;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthorsFile {
    pub(super) author: Vec<DemoAuthor>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoAuthor {
    pub(super) slug: Slug,
    pub(super) name: String,
    pub(super) biography: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoReview {
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) authors: Vec<Slug>,
    pub(super) published_at: jiff::Timestamp,
    pub(super) summary: String,
    pub(super) rating: String,
    pub(super) tags: Vec<String>,
    pub(super) comments_open: bool,
    pub(super) likes: usize,
    pub(super) body: String,
    pub(super) epigraph: Option<DemoEpigraph>,
    pub(super) film: DemoFilm,
    pub(super) still: Option<DemoStill>,
    #[serde(default)]
    pub(super) watch_also: Vec<DemoWatchAlso>,
    #[serde(default)]
    pub(super) comment: Vec<DemoComment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoEpigraph {
    pub(super) text: String,
    pub(super) speaker: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoFilm {
    pub(super) title: String,
    pub(super) original_title: Option<String>,
    pub(super) year: i32,
    pub(super) runtime_minutes: i32,
    pub(super) countries: Vec<String>,
    pub(super) budget_amount: i64,
    pub(super) budget_currency: String,
    pub(super) directors: Vec<String>,
    #[serde(default)]
    pub(super) writers: Vec<String>,
    #[serde(default)]
    pub(super) cast: Vec<DemoCast>,
    pub(super) outside: Option<DemoOutside>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoCast {
    pub(super) name: String,
    pub(super) role: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoOutside {
    pub(super) source: String,
    pub(super) value: String,
    pub(super) out_of: String,
    pub(super) read_on: jiff::civil::Date,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoStill {
    pub(super) file: String,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) alt: String,
    pub(super) credit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoWatchAlso {
    pub(super) title: String,
    pub(super) review: Option<Slug>,
    pub(super) note: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoComment {
    pub(super) id: i64,
    pub(super) parent: i64,
    pub(super) name: Option<String>,
    pub(super) author: Option<Slug>,
    pub(super) website: Option<String>,
    pub(super) at: jiff::Timestamp,
    #[serde(default)]
    pub(super) likes: usize,
    pub(super) edited_at: Option<jiff::Timestamp>,
    #[serde(default)]
    pub(super) removed: bool,
    pub(super) text: String,
}

/// Reads a file of the demo.
///
/// # Errors
/// [`DemoError::File`] when it is not as it should be.
pub(super) fn read<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, DemoError> {
    let wrong = |message: String| DemoError::File(name.to_owned(), message);
    let file = DemoFiles::get(name).ok_or_else(|| wrong("it is not there".to_owned()))?;
    let text = std::str::from_utf8(&file.data).map_err(|error| wrong(error.to_string()))?;
    toml::from_str(text).map_err(|error| wrong(error.to_string()))
}

/// Says whether a file is one of the demo's drawn stills.
pub(crate) fn is_still(bytes: &[u8]) -> bool {
    let mut stills = DemoFiles::iter().filter(|name| name.starts_with("stills/"));
    stills.any(|name| DemoFiles::get(&name).is_some_and(|file| *file.data == *bytes))
}
