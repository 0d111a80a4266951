//! Asking the index.

use app::model::SearchKind;

use super::{
    entries::{DIRECTORS, TITLE},
    words::joined,
};
use crate::store::{Conn, Error, engine::on_engine};

/// One thing that was typed: a word, or several in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// Its words, as [`super::words()`] makes them.
    pub(crate) words: Vec<String>,
    /// Whether the last word may go on.
    pub(crate) is_prefix: bool,
}

/// What is looked for. All of it must be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sought {
    /// What was typed.
    pub(crate) terms: Vec<Term>,
    /// What must not be there.
    pub(crate) without: Vec<Term>,
    /// Whom the film must be by, in words of the names.
    pub(crate) directors: Vec<Term>,
    /// Facts, of each group one.
    pub(crate) facts: Vec<Vec<String>>,
}

/// Where the words that were typed are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// All of them in the title or name.
    Title,
    /// Anywhere else.
    Text,
}

impl Sought {
    /// Returns the fact that something is of a kind.
    pub(super) fn kind_fact(kind: SearchKind) -> String {
        format!("_k{}", kind.key())
    }

    /// Returns the fact that a film is of a year.
    pub(crate) fn year_fact(year: i32) -> String {
        format!("_y{year}")
    }

    /// Returns the fact that a review gives a rating, in half steps of its scale.
    pub(crate) fn rating_fact(halves: i32, out_of: i32) -> String {
        format!("_r{halves}of{out_of}")
    }

    /// Returns the fact that a film is from a country, by name or code.
    pub(crate) fn country_fact(country: &str) -> String {
        format!("_c{}", joined(country))
    }

    /// Says whether it asks for something by words, not by facts alone.
    pub(crate) fn has_words(&self) -> bool {
        !self.terms.is_empty()
    }

    /// Says whether it asks for words in a row.
    fn has_phrase(&self) -> bool {
        self.terms.iter().any(|term| term.words.len() > 1)
    }

    /// Says whether it asks for nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.directors.is_empty() && self.facts.is_empty()
    }

    /// Writes the question for FTS5, for a kind or all, and for a tier or both. Words are
    /// quoted, and are letters and digits alone.
    fn for_sqlite(&self, kind: Option<SearchKind>, tier: Option<Tier>) -> String {
        let phrase = |term: &Term| {
            let star = if term.is_prefix { " *" } else { "" };
            format!("\"{}\"{star}", term.words.join(" "))
        };
        let all = |terms: &[Term]| terms.iter().map(phrase).collect::<Vec<_>>().join(" AND ");
        let kind = kind.map(|kind| format!("\"{}\"", Self::kind_fact(kind)));
        let mut parts: Vec<String> = kind.into_iter().collect();
        for group in &self.facts {
            let quoted: Vec<String> = group.iter().map(|fact| format!("\"{fact}\"")).collect();
            parts.push(format!("({})", quoted.join(" OR ")));
        }
        if !self.directors.is_empty() {
            parts.push(format!("directors : ({})", all(&self.directors)));
        }
        let title = format!("title : ({})", all(&self.terms));
        match tier {
            Some(Tier::Title) if self.has_words() => parts.push(title.clone()),
            _ if self.has_words() => parts.push(all(&self.terms)),
            _ => {}
        }
        let mut without: Vec<String> = self.without.iter().map(phrase).collect();
        if tier == Some(Tier::Text) && self.has_words() {
            without.push(title);
        }
        let wanted = parts.join(" AND ");
        if without.is_empty() {
            wanted
        } else {
            format!("({wanted}) NOT ({})", without.join(" OR "))
        }
    }

    /// Writes the question as PostgreSQL reads a `tsquery`. What must be in a title, or among the directors, is asked
    /// for by words that are marked so: an index knows no weights.
    fn for_postgres(&self, kind: Option<SearchKind>, tier: Option<Tier>) -> String {
        let phrase = |term: &Term, mark: &str| {
            let last = term.words.len().saturating_sub(1);
            let words: Vec<String> = term
                .words
                .iter()
                .enumerate()
                .map(|(at, word)| {
                    let star = if term.is_prefix && at == last {
                        ":*"
                    } else {
                        ""
                    };
                    format!("'{mark}{word}'{star}")
                })
                .collect();
            format!("({})", words.join(" <-> "))
        };
        let all = |terms: &[Term], mark: &str| {
            let parts: Vec<String> = terms.iter().map(|term| phrase(term, mark)).collect();
            parts.join(" & ")
        };
        let kind = kind.map(|kind| format!("'{}'", Self::kind_fact(kind)));
        let mut parts: Vec<String> = kind.into_iter().collect();
        for group in &self.facts {
            let quoted: Vec<String> = group.iter().map(|fact| format!("'{fact}'")).collect();
            parts.push(format!("({})", quoted.join(" | ")));
        }
        if !self.directors.is_empty() {
            parts.push(all(&self.directors, DIRECTORS));
        }
        if self.has_words() {
            match tier {
                Some(Tier::Title) => parts.push(all(&self.terms, TITLE)),
                Some(Tier::Text) => {
                    parts.push(all(&self.terms, ""));
                    parts.push(format!("!({})", all(&self.terms, TITLE)));
                }
                None => parts.push(all(&self.terms, "")),
            }
        }
        for term in &self.without {
            parts.push(format!("!{}", phrase(term, "")));
        }
        parts.join(" & ")
    }
}

/// Makes a connection ready to be asked, until its transaction ends.
pub(crate) async fn begin_asking(conn: &mut Conn<'_>) -> Result<(), Error> {
    // A plan that serves every question would go through every entry for a rare word; so would one that knows
    // nothing of how large an entry is. And whoever asked waits a second: then the server need not go on.
    const SQL: &str = "
        SELECT
            set_config('plan_cache_mode', 'force_custom_plan', TRUE),
            set_config('enable_seqscan', 'off', TRUE),
            set_config('max_parallel_workers_per_gather', '0', TRUE),
            set_config('jit', 'off', TRUE),
            set_config('statement_timeout', '1500', TRUE)
    ";
    if let Conn::Postgres(c) = conn {
        sqlx::query(SQL).execute(&mut **c).await?;
    }
    Ok(())
}

/// How much a list is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plenty {
    /// So little that all of it can be looked at.
    Few,
    /// So much that the newest of it are soon found.
    Many,
}

/// Lists what is found of a kind in a tier, newest first, before a place: its place and its number. How much of the
/// kind there is decides how it is looked for, not what is found.
pub(crate) async fn list_hits(
    conn: &mut Conn<'_>,
    sought: &Sought,
    (kind, tier): (SearchKind, Tier),
    plenty: Plenty,
    before: Option<i64>,
    limit: i32,
) -> Result<Vec<(i64, i64)>, Error> {
    let before = before.unwrap_or(i64::MAX);
    match conn {
        Conn::Sqlite(c) => {
            const SQL: &str = "
                SELECT search_entries.id, search_entries.target_id
                FROM search_words
                JOIN search_entries ON search_entries.id = search_words.rowid
                WHERE search_words MATCH $1 AND search_words.rowid < $2
                ORDER BY search_words.rowid DESC
                LIMIT $3
            ";
            Ok(sqlx::query_as(SQL)
                .bind(sought.for_sqlite(Some(kind), Some(tier)))
                .bind(before)
                .bind(limit)
                .fetch_all(&mut **c)
                .await?)
        }
        Conn::Postgres(c) => {
            macro_rules! newest {
                ($matches:literal, $order:literal) => {
                    concat!(
                        "
                        SELECT search_entries.id, search_entries.target_id
                        FROM (
                            SELECT id
                            FROM search_words
                            WHERE kind = $4 AND id < $2 AND ",
                        $matches,
                        " ORDER BY ",
                        $order,
                        " DESC
                            LIMIT $3
                        ) AS found
                        JOIN search_entries ON search_entries.id = found.id
                        ORDER BY search_entries.id DESC
                        "
                    )
                };
            }
            // Out of the index of words, and sorted.
            const FEW: &str = newest!("words @@ CAST($1 AS TSQUERY)", "id + 0");
            // As the words are in more or in less.
            const MANY: &str = newest!("words @@ CAST($1 AS TSQUERY)", "id");
            // Whoever plans takes words in a row for rare. Entry by entry, the newest first.
            const IN_A_ROW: &str = newest!("COALESCE(words @@ CAST($1 AS TSQUERY), FALSE)", "id");
            let (sql, in_words) = match (tier, plenty) {
                // Of much that is found, titles are still few. The index takes the kind along.
                (Tier::Title, _) | (_, Plenty::Few) => (FEW, Some(kind)),
                (Tier::Text, Plenty::Many) if sought.has_phrase() => (IN_A_ROW, None),
                (Tier::Text, Plenty::Many) => (MANY, None),
            };
            Ok(sqlx::query_as(sql)
                .bind(sought.for_postgres(in_words, Some(tier)))
                .bind(before)
                .bind(limit)
                .bind(kind.key())
                .fetch_all(&mut **c)
                .await?)
        }
    }
}

/// Lists what is found of all kinds, newest first: its place, its number and its kind. Where there are as many as the
/// limit or more, it is any of them.
pub(crate) async fn list_all_hits(
    conn: &mut Conn<'_>,
    sought: &Sought,
    tier: Option<Tier>,
    limit: i32,
) -> Result<Vec<(i64, i64, SearchKind)>, Error> {
    const SQLITE: &str = "
        SELECT search_entries.id, search_entries.target_id, search_entries.kind
        FROM search_words
        JOIN search_entries ON search_entries.id = search_words.rowid
        WHERE search_words MATCH $1
        ORDER BY search_words.rowid DESC
        LIMIT $2
    ";
    const POSTGRES: &str = "
        SELECT search_entries.id, search_entries.target_id, search_entries.kind
        FROM (
            SELECT id FROM search_words WHERE words @@ CAST($1 AS TSQUERY) LIMIT $2
        ) AS found
        JOIN search_entries ON search_entries.id = found.id
        ORDER BY search_entries.id DESC
    ";
    let (sql, question) = match conn {
        Conn::Sqlite(_) => (SQLITE, sought.for_sqlite(None, tier)),
        Conn::Postgres(_) => (POSTGRES, sought.for_postgres(None, tier)),
    };
    let rows: Vec<(i64, i64, String)> = on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(question)
        .bind(limit)
        .fetch_all(c)
        .await)?;
    let known = |key: &str| SearchKind::ALL.into_iter().find(|kind| kind.key() == key);
    let hits = rows.into_iter();
    Ok(hits
        .filter_map(|(place, target, kind)| Some((place, target, known(&kind)?)))
        .collect())
}

/// Lets a connection that was asked plan as it does otherwise.
pub(crate) async fn end_asking(conn: &mut Conn<'_>) -> Result<(), Error> {
    const SQL: &str = "
        SELECT
            set_config('plan_cache_mode', 'auto', TRUE), set_config('enable_seqscan', 'on', TRUE)
    ";
    if let Conn::Postgres(c) = conn {
        sqlx::query(SQL).execute(&mut **c).await?;
    }
    Ok(())
}

/// What one way through the index tells of how much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Nothing: the engine, or what is asked for, is quicker asked otherwise.
    Nothing,
    /// As many as the limit, altogether.
    Enough,
    /// So many of each kind, in the order of [`SearchKind::ALL`].
    Kinds([i64; 4]),
}

/// Counts what is found of each kind at once, where that is quick.
pub(crate) async fn count_kinds(
    conn: &mut Conn<'_>,
    sought: &Sought,
    limit: i32,
) -> Result<Counted, Error> {
    const SQL: &str = "
        SELECT kind, COUNT(*)
        FROM (
            SELECT kind FROM search_words WHERE words @@ CAST($1 AS TSQUERY) LIMIT $2
        ) AS found
        GROUP BY kind
    ";
    let Conn::Postgres(c) = conn else {
        return Ok(Counted::Nothing);
    };
    // Each entry has to be read to know whether its words are in a row.
    if sought.has_phrase() {
        return Ok(Counted::Nothing);
    }
    let rows: Vec<(String, i64)> = sqlx::query_as(SQL)
        .bind(sought.for_postgres(None, None))
        .bind(limit)
        .fetch_all(&mut **c)
        .await?;
    let counts = SearchKind::ALL.map(|kind| {
        let row = rows.iter().find(|(key, _)| key == kind.key());
        row.map_or(0, |(_, count)| *count)
    });
    let all: i64 = counts.iter().sum();
    Ok(if all < i64::from(limit) {
        Counted::Kinds(counts)
    } else {
        Counted::Enough
    })
}

/// Counts what is found of a kind, no further than a limit.
pub(crate) async fn count_hits(
    conn: &mut Conn<'_>,
    sought: &Sought,
    kind: SearchKind,
    limit: i32,
) -> Result<i64, Error> {
    match conn {
        Conn::Sqlite(c) => {
            const SQL: &str = "
                SELECT COUNT(*)
                FROM (SELECT rowid FROM search_words WHERE search_words MATCH $1 LIMIT $2) AS found
            ";
            Ok(sqlx::query_scalar(SQL)
                .bind(sought.for_sqlite(Some(kind), None))
                .bind(limit)
                .fetch_one(&mut **c)
                .await?)
        }
        Conn::Postgres(c) => {
            const SQL: &str = "
                SELECT COUNT(*)
                FROM (
                    SELECT id
                    FROM search_words
                    WHERE words @@ CAST($1 AS TSQUERY)
                    LIMIT $2
                ) AS found
            ";
            Ok(sqlx::query_scalar(SQL)
                .bind(sought.for_postgres(Some(kind), None))
                .bind(limit)
                .fetch_one(&mut **c)
                .await?)
        }
    }
}
