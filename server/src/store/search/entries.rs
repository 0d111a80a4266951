//! The entries of the index: putting in, taking out.

use std::fmt::Write as _;

use app::model::SearchKind;

use super::words::{folded, grams};
use crate::store::{Conn, Error, engine::on_engine};

/// Something that can be found. Its texts are as people read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is.
    pub(super) kind: SearchKind,
    /// Its number there.
    pub(super) target: i64,
    /// By what it is ordered: seconds, or a year.
    pub(super) time: i64,
    /// Its title or name; empty for a comment.
    pub(super) title: String,
    /// Who directed the film.
    pub(super) directors: String,
    /// Other names: cast, authors, tags.
    pub(super) names: String,
    /// What filters ask for, as made by [`super::Sought`].
    pub(super) facts: Vec<String>,
    /// The text.
    pub(super) body: String,
}

/// How many things of one time are told apart by their numbers.
const NUMBERS: i64 = 1 << 28;
/// How many places are tried for an entry whose own is taken.
const TRIES: i64 = 64;

/// Puts an entry into the index in place of the one that was there.
pub(super) async fn put(conn: &mut Conn<'_>, entry: &Entry) -> Result<(), Error> {
    take_out(conn, entry.kind, entry.target).await?;
    let title_words = title_words(&entry.title);
    let id = take_place(conn, entry, &title_words.join(" ")).await?;
    put_words(conn, id, entry).await?;
    for word in &title_words {
        use_word(conn, word).await?;
    }
    Ok(())
}

/// Lists the words of a title, each once.
fn title_words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = folded(title)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// Puts a name into the index unless it is there already.
pub(super) async fn put_unless_same(conn: &mut Conn<'_>, entry: &Entry) -> Result<(), Error> {
    const SQL: &str = "SELECT title_words FROM search_entries WHERE kind = $1 AND target_id = $2";
    let there: Option<String> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(entry.kind.key())
        .bind(entry.target)
        .fetch_optional(c)
        .await)?;
    if there == Some(title_words(&entry.title).join(" ")) {
        return Ok(());
    }
    put(conn, entry).await
}

/// Says whether something is in the index.
pub(super) async fn exists(
    conn: &mut Conn<'_>,
    kind: SearchKind,
    target: i64,
) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM search_entries WHERE kind = $1 AND target_id = $2";
    let count: i64 = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(kind.key())
        .bind(target)
        .fetch_one(c)
        .await)?;
    Ok(count > 0)
}

/// Takes something out of the index and says whether it was there.
pub(super) async fn take_out(
    conn: &mut Conn<'_>,
    kind: SearchKind,
    target: i64,
) -> Result<bool, Error> {
    const FIND: &str =
        "SELECT id, title_words FROM search_entries WHERE kind = $1 AND target_id = $2";
    const DELETE: &str = "DELETE FROM search_entries WHERE id = $1";
    let row: Option<(i64, String)> = on_engine!(conn, |c| sqlx::query_as(FIND)
        .bind(kind.key())
        .bind(target)
        .fetch_optional(c)
        .await)?;
    let Some((id, title_words)) = row else {
        return Ok(false);
    };
    match conn {
        Conn::Sqlite(c) => {
            const SQL: &str = "DELETE FROM search_words WHERE rowid = $1";
            sqlx::query(SQL).bind(id).execute(&mut **c).await?;
        }
        Conn::Postgres(c) => {
            const SQL: &str = "DELETE FROM search_words WHERE id = $1";
            sqlx::query(SQL).bind(id).execute(&mut **c).await?;
        }
    }
    on_engine!(conn, |c| sqlx::query(DELETE)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))?;
    for word in title_words.split(' ').filter(|word| !word.is_empty()) {
        leave_word(conn, word).await?;
    }
    Ok(true)
}

/// Empties the index.
pub(super) async fn clear(conn: &mut Conn<'_>) -> Result<(), Error> {
    match conn {
        Conn::Sqlite(c) => {
            // FTS5 is told by a row what to do; a plain DELETE would go through every entry.
            const SQL: &str = "INSERT INTO search_words (search_words) VALUES ('delete-all')";
            sqlx::query(SQL).execute(&mut **c).await?;
        }
        Conn::Postgres(c) => {
            sqlx::query("DELETE FROM search_words")
                .execute(&mut **c)
                .await?;
        }
    }
    for sql in [
        "DELETE FROM search_entries",
        "DELETE FROM search_vocabulary",
        "DELETE FROM search_grams",
    ] {
        on_engine!(conn, |c| sqlx::query(sql).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Gives an entry its place: that of its time and number, or the next free one before it.
async fn take_place(conn: &mut Conn<'_>, entry: &Entry, title_words: &str) -> Result<i64, Error> {
    const SQL: &str = "
        INSERT INTO search_entries (id, kind, target_id, title_words)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO NOTHING
        RETURNING id
    ";
    let wished = entry.time.clamp(0, 1 << 34) * NUMBERS + entry.target % NUMBERS;
    for place in (wished - TRIES..=wished).rev() {
        let taken: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
            .bind(place)
            .bind(entry.kind.key())
            .bind(entry.target)
            .bind(title_words)
            .fetch_optional(c)
            .await)?;
        if let Some(id) = taken {
            return Ok(id);
        }
    }
    Err(Error::Corrupt {
        table: "search_entries",
        column: "id",
    })
}

async fn put_words(conn: &mut Conn<'_>, id: i64, entry: &Entry) -> Result<(), Error> {
    let facts = entry.facts.join(" ");
    let columns = [&entry.title, &entry.directors, &entry.names].map(|text| folded(text));
    let body = folded(&entry.body);
    match conn {
        Conn::Sqlite(c) => {
            const SQL: &str = "
                INSERT INTO search_words (rowid, title, directors, names, facts, body)
                VALUES ($1, $2, $3, $4, $5, $6)
            ";
            let [title, directors, names] = columns;
            sqlx::query(SQL)
                .bind(id)
                .bind(title)
                .bind(directors)
                .bind(names)
                .bind(facts)
                .bind(body)
                .execute(&mut **c)
                .await?;
        }
        Conn::Postgres(c) => {
            const SQL: &str =
                "INSERT INTO search_words (id, words) VALUES ($1, CAST($2 AS TSVECTOR))";
            let [title, directors, names] = columns;
            let words = vector(&[
                (&title, 'A'),
                (&directors, 'B'),
                (&names, 'C'),
                (&facts, 'C'),
                (&body, 'D'),
            ]);
            sqlx::query(SQL)
                .bind(id)
                .bind(words)
                .execute(&mut **c)
                .await?;
        }
    }
    Ok(())
}

/// Writes words with their places and weights as PostgreSQL reads a `tsvector`. Words are letters and
/// digits alone, so nothing in them can end a quotation.
fn vector(columns: &[(&str, char)]) -> String {
    let mut text = String::new();
    // A gap between columns, so that no phrase reaches from one into the next.
    let mut place: u32 = 0;
    for (words, weight) in columns {
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            // PostgreSQL knows no places beyond this one.
            place = (place + 1).min(16_383);
            let _ = write!(text, "'{word}':{place}{weight} ");
        }
        place += 8;
    }
    text
}

/// Notes that one more entry has a word in its title.
async fn use_word(conn: &mut Conn<'_>, word: &str) -> Result<(), Error> {
    const WORD: &str = "
        INSERT INTO search_vocabulary (word, uses)
        VALUES ($1, 1)
        ON CONFLICT (word) DO UPDATE SET uses = search_vocabulary.uses + 1
        RETURNING uses
    ";
    const GRAM: &str =
        "INSERT INTO search_grams (gram, word) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let uses: i64 = on_engine!(conn, |c| sqlx::query_scalar(WORD)
        .bind(word)
        .fetch_one(c)
        .await)?;
    if uses > 1 {
        return Ok(());
    }
    for gram in grams(word) {
        on_engine!(conn, |c| sqlx::query(GRAM)
            .bind(&gram)
            .bind(word)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Notes that one entry less has a word in its title; a word that none has is forgotten.
async fn leave_word(conn: &mut Conn<'_>, word: &str) -> Result<(), Error> {
    const WORD: &str =
        "UPDATE search_vocabulary SET uses = uses - 1 WHERE word = $1 RETURNING uses";
    const FORGET: &str = "DELETE FROM search_vocabulary WHERE word = $1";
    const GRAM: &str = "DELETE FROM search_grams WHERE gram = $1 AND word = $2";
    let uses: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(WORD)
        .bind(word)
        .fetch_optional(c)
        .await)?;
    if uses != Some(0) {
        return Ok(());
    }
    on_engine!(conn, |c| sqlx::query(FORGET)
        .bind(word)
        .execute(c)
        .await
        .map(|_| ()))?;
    for gram in grams(word) {
        on_engine!(conn, |c| sqlx::query(GRAM)
            .bind(&gram)
            .bind(word)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}
