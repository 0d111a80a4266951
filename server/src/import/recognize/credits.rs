//! The credits line: labelled statements, "UK, 2010", and the summary behind them.

use super::sentences::sentences;
use super::values::{imdb, is_name, money, people, rating, runtime, year};
use super::{Country, FilmFields, Outside, Score, countries};

/// The longest summary, in characters.
const MAX_SUMMARY: usize = 300;
/// The longest text that is looked at as a credits line, in bytes.
const MAX_LINE: usize = 4000;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Director,
    Writer,
    DirectorAndWriter,
    Cast,
    Country,
    Year,
    Runtime,
    Budget,
    Imdb,
    Rating,
}

/// The labels in small letters, longer ones before those they begin with. Those marked may stand
/// without a colon.
const LABELS: [(&str, Label, bool); 52] = [
    ("directed and written by", Label::DirectorAndWriter, true),
    ("written and directed by", Label::DirectorAndWriter, true),
    ("written & directed by", Label::DirectorAndWriter, true),
    ("director and writer", Label::DirectorAndWriter, false),
    ("writer and director", Label::DirectorAndWriter, false),
    ("director & writer", Label::DirectorAndWriter, false),
    ("director/writer", Label::DirectorAndWriter, false),
    ("writer/director", Label::DirectorAndWriter, false),
    ("writer-director", Label::DirectorAndWriter, false),
    ("director(s)", Label::Director, false),
    ("directors", Label::Director, false),
    ("director", Label::Director, false),
    ("directed by", Label::Director, true),
    ("dir.", Label::Director, false),
    ("dir", Label::Director, false),
    ("written by", Label::Writer, true),
    ("writer(s)", Label::Writer, false),
    ("writers", Label::Writer, false),
    ("writer", Label::Writer, false),
    ("screenplay by", Label::Writer, true),
    ("screenplay", Label::Writer, false),
    ("screenwriters", Label::Writer, false),
    ("screenwriter", Label::Writer, false),
    ("script", Label::Writer, false),
    ("starring", Label::Cast, true),
    ("stars", Label::Cast, false),
    ("cast", Label::Cast, false),
    ("actors", Label::Cast, false),
    ("with", Label::Cast, false),
    ("countries", Label::Country, false),
    ("country of origin", Label::Country, false),
    ("country", Label::Country, false),
    ("release year", Label::Year, false),
    ("released", Label::Year, false),
    ("year", Label::Year, false),
    ("running time", Label::Runtime, true),
    ("runtime", Label::Runtime, true),
    ("run time", Label::Runtime, true),
    ("duration", Label::Runtime, true),
    ("length", Label::Runtime, false),
    ("budget", Label::Budget, true),
    ("imdb rating", Label::Imdb, true),
    ("imdb score", Label::Imdb, true),
    ("imdb.com", Label::Imdb, true),
    ("imdb", Label::Imdb, true),
    ("my rating", Label::Rating, true),
    ("our rating", Label::Rating, true),
    ("my score", Label::Rating, true),
    ("my grade", Label::Rating, true),
    ("rating", Label::Rating, true),
    ("score", Label::Rating, true),
    ("verdict", Label::Rating, false),
];

/// What a credits line says, and whether all of it was understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Credits {
    pub(super) film: FilmFields,
    pub(super) rating: Option<Score>,
    pub(super) outside: Option<Outside>,
    pub(super) summary: Option<String>,
    /// What was not understood, in words for the report.
    pub(super) doubts: Vec<String>,
    labels: Vec<Label>,
}

impl Credits {
    /// Reads a paragraph; none if it is no credits line.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut credits = Self::default();
        credits.take(text)?;
        let has_director = !credits.film.directors.is_empty();
        let kinds = credits.labels.len();
        (has_director || kinds > 1).then_some(credits)
    }

    /// Reads one more paragraph of credits; none if it is not wholly that.
    pub(super) fn continued(&self, text: &str) -> Option<Self> {
        let mut credits = self.clone();
        let labels = credits.labels.len();
        credits.take(text)?;
        let goes_on = credits.labels.len() > labels || credits.film != self.film;
        (credits.is_sure() && goes_on && credits.summary == self.summary).then_some(credits)
    }

    /// Says whether everything was understood.
    pub(super) fn is_sure(&self) -> bool {
        self.doubts.is_empty()
    }

    /// Remembers something not understood.
    pub(super) fn doubt(&mut self, doubt: &str) {
        self.doubts.push(doubt.to_owned());
    }

    fn take(&mut self, text: &str) -> Option<()> {
        if text.len() > MAX_LINE {
            return None;
        }
        let statements = sentences(text, |rest| labelled(rest).is_some());
        let mut unknown = Vec::new();
        for statement in &statements {
            if self.take_statement(statement) {
                for between in unknown.drain(..) {
                    self.doubt(&format!("“{between}” is not understood"));
                }
            } else {
                unknown.push(*statement);
            }
        }
        if !unknown.is_empty() {
            self.take_summary(text, &unknown);
        }
        Some(())
    }

    /// Takes the sentence behind the credits for the summary, if there is a rating before it.
    fn take_summary(&mut self, text: &str, rest: &[&str]) {
        let from = rest.first().and_then(|first| text.rfind(first));
        let summary = from.map_or("", |from| &text[from..]).trim();
        let is_line = rest.len() <= 2
            && self.summary.is_none()
            && summary.chars().count() <= MAX_SUMMARY
            && !summary.contains('\n')
            && !rest.iter().any(|sentence| looks_labelled(sentence));
        if is_line && self.rating.is_some() && self.is_sure() {
            self.summary = Some(summary.to_owned());
        } else {
            let shown: String = summary.chars().take(60).collect();
            self.doubt(&format!("“{shown}” is not understood"));
        }
    }

    /// Takes one statement; false if it is nothing of the credits.
    fn take_statement(&mut self, statement: &str) -> bool {
        let Some((label, value, has_colon)) = labelled(statement) else {
            return self.take_place(statement);
        };
        let mut filled = self.clone();
        let is_first = !self.labels.contains(&label);
        if is_first && filled.fill(label, value) {
            filled.labels.push(label);
            *self = filled;
            return true;
        }
        if !has_colon && is_first {
            return false;
        }
        if !is_first {
            self.doubt(&format!("there are two of “{statement}”"));
            if label == Label::Rating {
                self.rating = None;
            }
            return true;
        }
        self.doubt(&format!("“{statement}” is not understood"));
        true
    }

    fn fill(&mut self, label: Label, value: &str) -> bool {
        let film = &mut self.film;
        match label {
            Label::Director => set_list(&mut film.directors, people(value)),
            Label::Writer => set_list(&mut film.writers, people(value)),
            Label::DirectorAndWriter => {
                set_list(&mut film.directors, people(value))
                    && set_list(&mut film.writers, people(value))
            }
            Label::Cast => set_list(&mut film.cast, people(value)),
            Label::Country => set_list(&mut film.countries, named_countries(value)),
            Label::Year => set(&mut film.year, year(value)),
            Label::Runtime => set(&mut film.runtime_minutes, runtime(value, true)),
            Label::Budget => set(&mut film.budget, money(value)),
            Label::Imdb => set(&mut self.outside, imdb(value)),
            Label::Rating => set(&mut self.rating, rating(value)),
        }
    }

    /// Takes `UK, 2010`, `UK/USA, 2010, 103 min` and the like: known countries, year, length.
    fn take_place(&mut self, statement: &str) -> bool {
        let statement = statement.trim_end_matches('.').trim();
        let statement = statement.trim_start_matches('(').trim_end_matches(')');
        let mut film = self.film.clone();
        let mut found = Vec::new();
        for part in parts(statement) {
            let is_taken = match part.rsplit_once(' ') {
                _ if set(&mut film.year, year(part)) => true,
                _ if set(&mut film.runtime_minutes, runtime(part, false)) => true,
                _ if countries::code(part).is_some() => {
                    found.push(country(part));
                    true
                }
                Some((place, when)) if countries::code(place).is_some() => {
                    found.push(country(place));
                    set(&mut film.year, year(when))
                }
                _ => false,
            };
            if !is_taken {
                return false;
            }
        }
        if !found.is_empty() && !set_list(&mut film.countries, Some(found)) {
            return false;
        }
        let has_changed = film != self.film;
        self.film = film;
        has_changed
    }
}

/// Reads a paragraph that is a rating and nothing else.
pub(super) fn lone_rating(text: &str) -> Option<Score> {
    match labelled(text.trim())? {
        (Label::Rating, value, _) => rating(value),
        _ => None,
    }
}

/// Splits a statement into its label and value.
fn labelled(statement: &str) -> Option<(Label, &str, bool)> {
    for (name, label, may_lack_colon) in LABELS {
        let Some(start) = statement.get(..name.len()) else {
            continue;
        };
        if !start.eq_ignore_ascii_case(name) {
            continue;
        }
        let rest = &statement[name.len()..];
        if let Some(value) = rest.trim_start().strip_prefix([':', '：']) {
            return Some((label, value.trim(), true));
        }
        if may_lack_colon && rest.starts_with(' ') {
            return Some((label, rest.trim(), false));
        }
    }
    None
}

/// Says whether a sentence begins like `Music:`.
fn looks_labelled(sentence: &str) -> bool {
    sentence.split_once(':').is_some_and(|(before, _)| {
        before.split_whitespace().count() <= 3 && before.chars().count() <= 30
    })
}

fn parts(text: &str) -> Vec<&str> {
    let pieces = text.split([',', '/', '&', '+', '(', ')']);
    let pieces = pieces.flat_map(|piece| piece.split(" and "));
    let pieces = pieces
        .flat_map(|piece| piece.split(" – "))
        .flat_map(|piece| piece.split(" - "));
    pieces
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn named_countries(text: &str) -> Option<Vec<Country>> {
    let names = parts(text.trim_end_matches('.'));
    let is_known = |name: &&str| countries::code(name).is_some() || is_name(name);
    (!names.is_empty() && names.iter().all(is_known))
        .then(|| names.into_iter().map(country).collect())
}

fn country(name: &str) -> Country {
    Country {
        name: name.to_owned(),
        code: countries::code(name),
    }
}

/// Sets a field once; false if there is nothing to set or it is set already.
fn set<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    let is_new = field.is_none() && value.is_some();
    if is_new {
        *field = value;
    }
    is_new
}

fn set_list<T>(field: &mut Vec<T>, value: Option<Vec<T>>) -> bool {
    match value {
        Some(value) if field.is_empty() => {
            *field = value;
            true
        }
        _ => false,
    }
}
