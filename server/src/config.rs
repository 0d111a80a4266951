//! The one place that reads the configuration file and the environment.
//!
//! A flag beats its environment variable (`FOYER_…`), which beats the file. Of the file, by default
//! `./Leptos.toml`, only what stands before the `[[workspace.metadata.leptos]]` header is read.

pub(crate) mod accent;
pub(crate) mod values;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use app::model::{RatingMarks, SettingKey};
use ipnet::IpNet;
use serde::Deserialize;

/// The header below which the file belongs to Leptos.
const LEPTOS_HEADER: &str = "[[workspace.metadata.leptos]]";

/// Where Foyer listens unless told otherwise.
pub const DEFAULT_ADDR: &str = "127.0.0.1:3000";

/// What the configuration file may say.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileConfig {
    /// The data folder.
    pub data: Option<PathBuf>,
    /// The database's address.
    pub database_url: Option<String>,
    /// Where to listen.
    pub addr: Option<SocketAddr>,
    /// The site's own address.
    pub origin: Option<String>,
    /// Whether to fill an empty data folder with the demo content.
    pub demo: Option<bool>,
    /// The networks whose forwarded headers are believed.
    pub trusted_proxies: Option<Vec<IpNet>>,
    /// How mail is sent; none when it is not.
    pub mail: Option<crate::mail::MailConfig>,
    /// What the publication is called and how it counts.
    pub site: SiteConfig,
    /// How much of what is allowed in which time.
    pub limits: LimitConfig,
}

/// What the publication is called and how it counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SiteConfig {
    /// The publication's name.
    pub name: String,
    /// A line under the name.
    pub tagline: String,
    /// The language of the texts, BCP 47.
    pub language: String,
    /// The time zone dates are written in, IANA.
    pub time_zone: String,
    /// The highest rating, in points.
    pub rating_scale: i32,
    /// How many levels of replies are drawn, 2 to 10.
    pub drawn_depth: i32,
    /// The direction of the script, `ltr` or `rtl`.
    pub direction: String,
    /// The colour of links and buttons, `#rrggbb`; empty for Foyer's own.
    pub accent: String,
    /// The picture that stands for the name, as the library writes it: `HASH/640x360.webp`.
    pub logo: String,
    /// The picture in the browser's tab, in the same way.
    pub icon: String,
    /// How ratings are drawn: `ovals`, `stars` or `figures`.
    pub rating_marks: RatingMarks,
    /// What ratings are called, one a line: `4 Not to be missed`.
    pub rating_labels: String,
    /// Whether new reviews take comments.
    pub comments_open: bool,
    /// After how many days a review closes for comments; 0 for never.
    pub comments_close_after_days: i32,
    /// How many roots one page of a thread has, 5 to 100.
    pub thread_roots: i32,
    /// In which order a thread is shown first: `oldest`, `newest` or `best`.
    pub thread_order: String,
    /// Whether owners sign in with a second factor.
    pub owner_second_factor: bool,
    /// Links at the bottom of every page, one a line: `Label | address`.
    pub footer_links: String,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            name: "Foyer".to_owned(),
            tagline: "Film criticism, and the talk afterwards.".to_owned(),
            language: "en".to_owned(),
            time_zone: "UTC".to_owned(),
            rating_scale: 4,
            drawn_depth: 5,
            direction: "ltr".to_owned(),
            accent: String::new(),
            logo: String::new(),
            icon: String::new(),
            rating_marks: RatingMarks::default(),
            rating_labels: String::new(),
            comments_open: true,
            comments_close_after_days: 0,
            thread_roots: 25,
            thread_order: "oldest".to_owned(),
            owner_second_factor: false,
            footer_links: String::new(),
        }
    }
}

/// How much of what is allowed in which time; 0 is off.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitConfig {
    /// How long a visitor waits between two comments, in seconds.
    pub comment_every_seconds: u32,
    /// How many comments one address may send in a minute.
    pub comments_per_minute: u32,
    /// How many new visitors of one address may like something in a day.
    pub new_likers_per_day: u32,
    /// How many times one address may try to sign in in a minute.
    pub sign_ins_per_minute: u32,
    /// How many times anybody may try to sign in to one account in an hour.
    pub sign_ins_per_account_hour: u32,
    /// How many event streams one address may hold open.
    pub streams_per_address: u32,
    /// How many event streams may be open in all.
    pub streams: u32,
    /// How many megabytes the pictures of the library may take.
    pub library_megabytes: u32,
}

impl Default for LimitConfig {
    fn default() -> Self {
        Self {
            comment_every_seconds: 15,
            comments_per_minute: 20,
            new_likers_per_day: 200,
            sign_ins_per_minute: 3,
            sign_ins_per_account_hour: 1_800,
            streams_per_address: 20,
            streams: 12_000,
            library_megabytes: 20_000,
        }
    }
}

/// Why a configuration cannot be used; each is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named with `--config` cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    /// The file has a key or a value that is not known.
    #[error("{0}: {1}")]
    Malformed(String, String),
    /// A value is out of its range.
    #[error("{0}")]
    Value(String),
}

impl FileConfig {
    /// Reads the file that was named, or the default one if it is there.
    ///
    /// # Errors
    /// [`ConfigError`] when it cannot be read or says something unknown.
    pub fn load(named: Option<&Path>) -> Result<Self, ConfigError> {
        let path = named.unwrap_or(Path::new("Leptos.toml"));
        let place = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, &place),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Self::default())
            }
            Err(error) => Err(ConfigError::Unreadable(place, error)),
        }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// [`ConfigError`] when it says something unknown.
    pub fn parse(text: &str, place: &str) -> Result<Self, ConfigError> {
        let own = text
            .lines()
            .take_while(|line| !line.trim_start().starts_with(LEPTOS_HEADER))
            .collect::<Vec<_>>()
            .join("\n");
        let config: Self = toml::from_str(&own).map_err(|error| {
            let line = error
                .span()
                .map_or(0, |span| own[..span.start].matches('\n').count() + 1);
            let message = error.message().replace('\n', " ");
            ConfigError::Malformed(place.to_owned(), format!("line {line}: {message}"))
        })?;
        config.site.check()?;
        Ok(config)
    }
}

impl SiteConfig {
    fn check(&self) -> Result<(), ConfigError> {
        if !(2..=10).contains(&self.drawn_depth) {
            return Err(ConfigError::Value(
                "site.drawn_depth must be from 2 to 10".to_owned(),
            ));
        }
        if !(1..=100).contains(&self.rating_scale) {
            return Err(ConfigError::Value(
                "site.rating_scale must be from 1 to 100".to_owned(),
            ));
        }
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            return Err(ConfigError::Value(format!(
                "site.time_zone \"{}\" is not known; use an IANA name such as Europe/Oslo",
                self.time_zone
            )));
        }
        let mut settings = values::InForce {
            site: self.clone(),
            ..values::InForce::default()
        };
        for (key, word, _) in SettingKey::ALL {
            let text = settings.text(key);
            if settings.set(key, &text).is_err() {
                return Err(ConfigError::Value(format!(
                    "site.{word} cannot be \"{text}\""
                )));
            }
        }
        Ok(())
    }
}

/// Checks the site's own address: http or https, a host, nothing behind it.
///
/// # Errors
/// [`ConfigError::Value`] when it is not of that form.
pub fn parse_origin(text: &str) -> Result<String, ConfigError> {
    let wrong = || {
        ConfigError::Value(format!(
            "the origin \"{text}\" is not one: write it like https://reviews.example, without a path"
        ))
    };
    let url = url::Url::parse(text).map_err(|_| wrong())?;
    let is_plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty();
    if is_plain && is_web && url.has_host() {
        Ok(url.origin().ascii_serialization())
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_ends_for_foyer_where_leptos_begins() {
        let text = "addr = \"127.0.0.1:4000\"\n[site]\nname = \"Salt\"\n\
                    [[workspace.metadata.leptos]]\nunknown-to-foyer = 1\n";
        let config = FileConfig::parse(text, "Leptos.toml").unwrap();
        assert_eq!(config.addr, Some("127.0.0.1:4000".parse().unwrap()));
        assert_eq!(config.site.name, "Salt");
        assert_eq!(config.limits, LimitConfig::default());
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = FileConfig::parse("\n[limits]\ncomment = 1\n", "f.toml").unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with("f.toml: line 3: unknown field `comment`"),
            "{text}"
        );
    }

    #[test]
    fn values_out_of_range_say_which() {
        for (text, name) in [
            ("[site]\ndrawn_depth = 11", "drawn_depth"),
            ("[site]\nrating_scale = 0", "rating_scale"),
            ("[site]\ntime_zone = \"Mars\"", "time_zone"),
        ] {
            assert!(
                FileConfig::parse(text, "f")
                    .unwrap_err()
                    .to_string()
                    .contains(name)
            );
        }
    }

    #[test]
    fn an_origin_is_scheme_and_host() {
        assert_eq!(
            parse_origin("https://Reviews.example/").unwrap(),
            "https://reviews.example"
        );
        assert_eq!(
            parse_origin("http://127.0.0.1:3000").unwrap(),
            "http://127.0.0.1:3000"
        );
        for bad in [
            "reviews.example",
            "ftp://a.b",
            "https://a.b/c",
            "https://a.b?c",
            "",
        ] {
            assert!(parse_origin(bad).is_err(), "{bad}");
        }
    }
}
