//! Reading what somebody typed into the search field.

use app::model::SearchRefusal;

use super::ratings::AskedRating;
use crate::store::search::{Sought, Term, words};

/// How much may be typed, in bytes, and how many words.
const LONGEST: usize = 400;
const MOST_WORDS: usize = 24;
/// How short the beginning of a word may be that finds the whole.
const SHORTEST_BEGINNING: usize = 3;
/// How many years a range may have.
const MOST_YEARS: i32 = 150;

/// A piece of what was typed: `-director:"Marit Kaldestad"`.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    filter: Option<Filter>,
    is_excluded: bool,
    is_quoted: bool,
    text: String,
}

/// What a filter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    Director,
    Year,
    Rating,
    Country,
}

impl Filter {
    const ALL: [Self; 4] = [Self::Director, Self::Year, Self::Rating, Self::Country];

    fn name(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Year => "year",
            Self::Rating => "rating",
            Self::Country => "country",
        }
    }
}

/// A question as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Question {
    sought: Sought,
    /// The ratings that are asked for, which depend on the scales there are.
    ratings: Vec<AskedRating>,
}

impl Question {
    /// Says whether it asks for a rating.
    pub(super) fn has_ratings(&self) -> bool {
        !self.ratings.is_empty()
    }

    /// Returns what is sought where ratings are shown on a scale and kept on some.
    pub(super) fn on_scales(mut self, shown: i32, kept: &[i32]) -> Sought {
        let ratings = self.ratings.iter();
        let facts = ratings.map(|rating| rating.facts(shown, kept));
        self.sought.facts.extend(facts);
        self.sought
    }
}

/// Reads a question. The last word may be the beginning of one, unless a space follows it.
///
/// # Errors
/// [`SearchRefusal`] with what is wrong with it.
pub(super) fn read(text: &str) -> Result<Question, SearchRefusal> {
    if text.len() > LONGEST {
        return Err(SearchRefusal::TooLong);
    }
    let goes_on = text.ends_with(|c: char| c.is_alphanumeric());
    let pieces = pieces(text);
    let last = pieces.len().saturating_sub(1);
    let mut sought = Sought::default();
    let mut ratings = Vec::new();
    let mut count = 0;
    for (at, piece) in pieces.into_iter().enumerate() {
        let words: Vec<String> = words(&piece.text)
            .into_iter()
            .map(|word| word.text)
            .collect();
        count += words.len();
        if count > MOST_WORDS {
            return Err(SearchRefusal::TooMany);
        }
        if words.is_empty() {
            if let Some(filter) = piece.filter {
                return Err(SearchRefusal::Filter(filter.name().to_owned()));
            }
            continue;
        }
        let is_long = words
            .last()
            .is_some_and(|word| word.chars().count() >= SHORTEST_BEGINNING);
        let is_prefix = at == last && goes_on && is_long && !piece.is_quoted;
        let term = Term { words, is_prefix };
        match piece.filter {
            None if piece.is_excluded => sought.without.push(Term {
                is_prefix: false,
                ..term
            }),
            None if !sought.terms.contains(&term) => sought.terms.push(term),
            None => {}
            Some(Filter::Director) => sought.directors.push(term),
            Some(filter) => {
                let refused = || SearchRefusal::Filter(filter.name().to_owned());
                match filter {
                    Filter::Rating => {
                        ratings.push(AskedRating::read(&piece.text).ok_or_else(refused)?);
                    }
                    _ => sought
                        .facts
                        .push(facts(filter, &piece.text).ok_or_else(refused)?),
                }
            }
        }
    }
    if sought.is_empty() && ratings.is_empty() {
        return Err(SearchRefusal::NoWords);
    }
    Ok(Question { sought, ratings })
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let is_excluded = rest.starts_with('-');
        if is_excluded {
            rest = &rest[1..];
        }
        let named = Filter::ALL.into_iter().find_map(|filter| {
            let name = filter.name();
            let head = rest.get(..name.len())?;
            let after = rest.get(name.len()..)?.strip_prefix(':')?;
            head.eq_ignore_ascii_case(name).then_some((filter, after))
        });
        let filter = named.map(|(filter, after)| {
            // A space after the colon is a slip; what follows is meant all the same.
            rest = after.trim_start();
            filter
        });
        let quote = rest.chars().next().filter(|c| ['"', '“', '”'].contains(c));
        let (piece, after) = match quote {
            Some(quote) => {
                let inner = &rest[quote.len_utf8()..];
                // A quotation that was never closed ends with the text.
                inner.find(['"', '“', '”']).map_or((inner, ""), |end| {
                    let closing = inner[end..].chars().next().map_or(0, char::len_utf8);
                    (&inner[..end], &inner[end + closing..])
                })
            }
            None => rest
                .find(|c: char| c.is_whitespace() || c == '"')
                .map_or((rest, ""), |end| rest.split_at(end)),
        };
        pieces.push(Piece {
            filter,
            is_excluded: is_excluded && filter.is_none(),
            is_quoted: quote.is_some(),
            text: piece.to_owned(),
        });
        rest = after.trim_start();
    }
    pieces
}

/// Returns the facts of which one must be so.
fn facts(filter: Filter, value: &str) -> Option<Vec<String>> {
    match filter {
        Filter::Country => Some(vec![Sought::country_fact(value)]),
        Filter::Year => {
            let (from, to) = years(value)?;
            let range = from..=to;
            (to >= from && to - from < MOST_YEARS).then(|| range.map(Sought::year_fact).collect())
        }
        Filter::Director | Filter::Rating => None,
    }
}

/// Reads a year, ten of them (`1970s`), or those from one to another (`1970-1979`).
fn years(value: &str) -> Option<(i32, i32)> {
    let year = |text: &str| -> Option<i32> {
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| text.parse().ok())?
    };
    let value = value.trim();
    if let Some(decade) = value.strip_suffix('s').and_then(year) {
        return Some((decade, decade + 9));
    }
    let parted = value
        .split_once("..")
        .or_else(|| value.split_once(['-', '–']));
    match parted {
        Some((from, to)) => Some((year(from)?, year(to)?)),
        None => year(value).map(|year| (year, year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Sought, SearchRefusal> {
        super::read(text).map(|question| question.on_scales(4, &[4, 10]))
    }

    fn terms(sought: &[Term]) -> Vec<String> {
        sought
            .iter()
            .map(|term| {
                format!(
                    "{}{}",
                    term.words.join(" "),
                    if term.is_prefix { "*" } else { "" }
                )
            })
            .collect()
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        let sought = read("The \"first half-hour\" jean-luc -Sea -\"no lid\" sal").unwrap();
        assert_eq!(
            terms(&sought.terms),
            ["the", "first half hour", "jean luc", "sal*"]
        );
        assert_eq!(terms(&sought.without), ["sea", "no lid"]);
        assert_eq!(terms(&read("sea ").unwrap().terms), ["sea"]);
        assert_eq!(terms(&read("se").unwrap().terms), ["se"]);
        assert_eq!(
            terms(&read("\"never closed").unwrap().terms),
            ["never closed"]
        );
        assert_eq!(terms(&read("sea sea sea ").unwrap().terms), ["sea"]);
        assert_eq!(
            terms(&read("“typed quotes” x").unwrap().terms),
            ["typed quotes", "x"]
        );
    }

    #[test]
    fn filters_have_values() {
        let sought =
            read("director:\"Marit Kaldestad\" year:1979 rating:2.5/4 country:Norway").unwrap();
        assert!(sought.terms.is_empty());
        assert_eq!(terms(&sought.directors), ["marit kaldestad"]);
        let facts: Vec<String> = sought.facts.concat();
        assert_eq!(
            facts,
            ["_y1979", "_cnorway", "_r5of4", "_r12of10", "_r13of10"]
        );
        assert_eq!(read("Director: aubert").unwrap().directors.len(), 1);
        assert_eq!(read("year:1970s").unwrap().facts[0].len(), 10);
        assert_eq!(read("year:1970-1972").unwrap().facts[0].len(), 3);
        assert_eq!(read("year:1970..1972").unwrap().facts[0].len(), 3);
        assert_eq!(read("rating:3").unwrap().facts[0][0], "_r6of4");
        assert_eq!(
            read("country:\"South Korea\"").unwrap().facts[0],
            ["_csouthkorea"]
        );
        // What is no filter is words.
        assert_eq!(
            terms(&read("colour:red x").unwrap().terms),
            ["colour red", "x"]
        );
    }

    #[test]
    fn a_filter_without_a_value_it_can_have_is_refused() {
        for (text, name) in [
            ("year:soon", "year"),
            ("year:", "year"),
            ("year:1972-1970", "year"),
            ("year:0000-9999", "year"),
            ("rating:2.3", "rating"),
            ("rating:99999999999", "rating"),
            ("rating:4/x", "rating"),
            ("director:\"\"", "director"),
        ] {
            assert_eq!(
                read(text),
                Err(SearchRefusal::Filter(name.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_too_much_or_nothing_is_refused() {
        assert_eq!(read(&"a".repeat(401)), Err(SearchRefusal::TooLong));
        assert_eq!(read(&"a b ".repeat(13)), Err(SearchRefusal::TooMany));
        for text in [
            "",
            "  ",
            "\"\"",
            "AND",
            "* ( ) : - -- ^ NEAR(",
            "-sea",
            "\0",
        ] {
            let outcome = read(text);
            let has_letters = text.contains("AND") || text.contains("NEAR");
            if has_letters {
                assert!(outcome.is_ok(), "{text}");
            } else {
                assert_eq!(outcome, Err(SearchRefusal::NoWords), "{text}");
            }
        }
    }
}
