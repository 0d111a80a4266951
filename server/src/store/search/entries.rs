//! The entries of the index: putting in, taking out.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

use app::model::SearchKind;
use sqlx::QueryBuilder;

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

/// What marks a word of a title on PostgreSQL, and one of a director's name.
pub(super) const TITLE: &str = "_t";
pub(super) const DIRECTORS: &str = "_d";
/// How many entries one statement puts in.
pub(super) const PART: usize = 100;
/// How many things of one time are told apart by their numbers.
const NUMBERS: i64 = 1 << 28;
/// How many places are tried for an entry whose own is taken.
const TRIES: i64 = 64;

/// Puts an entry into the index in place of the one that was there.
pub(super) async fn put(conn: &mut Conn<'_>, entry: &Entry) -> Result<(), Error> {
    take_out(conn, entry.kind, entry.target).await?;
    let title_words = title_words(&entry.title);
    let id = take_place(conn, entry, &title_words.join(" ")).await?;
    put_words(conn, &[(id, entry)]).await?;
    use_words(conn, title_words).await
}

/// Puts entries of one kind into the index that are not in it, all of them in a few statements.
pub(super) async fn put_new(conn: &mut Conn<'_>, new: &[Entry]) -> Result<(), Error> {
    for part in new.chunks(PART) {
        let places = take_places(conn, part).await?;
        let words: Vec<_> = places.iter().copied().zip(part).collect();
        put_words(conn, &words).await?;
        let titles = part.iter().flat_map(|entry| title_words(&entry.title));
        use_words(conn, titles).await?;
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

/// Lists which things of a kind are in the index, with the words of their titles.
pub(super) async fn list_there(
    conn: &mut Conn<'_>,
    kind: SearchKind,
    targets: &[i64],
) -> Result<HashMap<i64, String>, Error> {
    const SQL: &str = "SELECT target_id, title_words FROM search_entries WHERE kind = ";
    if targets.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String)> = on_engine!(conn, |c| {
        let mut select = QueryBuilder::new(SQL);
        select.push_bind(kind.key()).push(" AND target_id IN (");
        let mut list = select.separated(", ");
        for target in targets {
            list.push_bind(*target);
        }
        select.push(")");
        select.build_query_as().fetch_all(c).await
    })?;
    Ok(rows.into_iter().collect())
}

/// Says whether a title has the words that are in the index.
pub(super) fn is_same_title(title: &str, there: &str) -> bool {
    title_words(title).join(" ") == there
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

/// Returns the place of an entry's time and number.
fn wished_place(entry: &Entry) -> i64 {
    entry.time.clamp(0, 1 << 34) * NUMBERS + entry.target % NUMBERS
}

/// Gives an entry its place: that of its time and number, or the next free one before it.
async fn take_place(conn: &mut Conn<'_>, entry: &Entry, title_words: &str) -> Result<i64, Error> {
    const SQL: &str = "
        INSERT INTO search_entries (id, kind, target_id, title_words)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO NOTHING
        RETURNING id
    ";
    let wished = wished_place(entry);
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

/// Gives entries of one kind their places, in their order.
async fn take_places(conn: &mut Conn<'_>, part: &[Entry]) -> Result<Vec<i64>, Error> {
    const SQL: &str = "INSERT INTO search_entries (id, kind, target_id, title_words) ";
    if part.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, i64)> = on_engine!(conn, |c| {
        let mut insert = QueryBuilder::new(SQL);
        insert.push_values(part, |mut row, entry| {
            row.push_bind(wished_place(entry))
                .push_bind(entry.kind.key())
                .push_bind(entry.target)
                .push_bind(title_words(&entry.title).join(" "));
        });
        insert.push(" ON CONFLICT (id) DO NOTHING RETURNING target_id, id");
        insert.build_query_as().fetch_all(c).await
    })?;
    let taken: HashMap<i64, i64> = rows.into_iter().collect();
    let mut places = Vec::with_capacity(part.len());
    for entry in part {
        places.push(match taken.get(&entry.target) {
            Some(place) => *place,
            None => take_place(conn, entry, &title_words(&entry.title).join(" ")).await?,
        });
    }
    Ok(places)
}

async fn put_words(conn: &mut Conn<'_>, entries: &[(i64, &Entry)]) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    match conn {
        Conn::Sqlite(c) => {
            const SQL: &str =
                "INSERT INTO search_words (rowid, title, directors, names, facts, body) ";
            let mut insert = QueryBuilder::new(SQL);
            insert.push_values(entries, |mut row, (id, entry)| {
                row.push_bind(*id);
                for text in [&entry.title, &entry.directors, &entry.names] {
                    row.push_bind(folded(text));
                }
                row.push_bind(entry.facts.join(" "))
                    .push_bind(folded(&entry.body));
            });
            insert.build().execute(&mut **c).await?;
        }
        Conn::Postgres(c) => {
            const SQL: &str = "INSERT INTO search_words (id, kind, words) ";
            let mut insert = QueryBuilder::new(SQL);
            insert.push_values(entries, |mut row, (id, entry)| {
                let (title, directors) = (folded(&entry.title), folded(&entry.directors));
                let words = vector(&[
                    (&title, TITLE),
                    (&directors, DIRECTORS),
                    (&title, ""),
                    (&directors, ""),
                    (&folded(&entry.names), ""),
                    (&entry.facts.join(" "), ""),
                    (&folded(&entry.body), ""),
                ]);
                row.push_bind(*id)
                    .push_bind(entry.kind.key())
                    .push("CAST(")
                    .push_bind_unseparated(words)
                    .push_unseparated(" AS TSVECTOR)");
            });
            insert.build().execute(&mut **c).await?;
        }
    }
    Ok(())
}

/// Writes words with their places, each behind the mark of its column, as PostgreSQL reads a `tsvector`. Words are
/// letters and digits alone, so nothing in them can end a quotation or be taken for a mark.
fn vector(columns: &[(&str, &str)]) -> String {
    let mut text = String::new();
    // A gap between columns, so that no phrase reaches from one into the next.
    let mut place: u32 = 0;
    for (words, mark) in columns {
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            // PostgreSQL knows no places beyond this one.
            place = (place + 1).min(16_383);
            let _ = write!(text, "'{mark}{word}':{place} ");
        }
        place += 8;
    }
    text
}

/// Notes that more entries have words in their titles, each as often as it is named.
async fn use_words(
    conn: &mut Conn<'_>,
    words: impl IntoIterator<Item = String>,
) -> Result<(), Error> {
    const WORDS: &str = "INSERT INTO search_vocabulary (word, uses) ";
    const GRAMS: &str = "INSERT INTO search_grams (gram, word) ";
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    if counts.is_empty() {
        return Ok(());
    }
    let uses: Vec<(String, i64)> = on_engine!(conn, |c| {
        let mut insert = QueryBuilder::new(WORDS);
        insert.push_values(&counts, |mut row, (word, count)| {
            row.push_bind(word.as_str()).push_bind(*count);
        });
        insert.push(
            " ON CONFLICT (word) DO UPDATE SET uses = search_vocabulary.uses + excluded.uses
            RETURNING word, uses",
        );
        insert.build_query_as().fetch_all(c).await
    })?;
    let new = uses
        .iter()
        .filter(|(word, uses)| counts.get(word) == Some(uses));
    let grams: Vec<_> = new
        .flat_map(|(word, _)| grams(word).into_iter().map(move |gram| (gram, word)))
        .collect();
    if grams.is_empty() {
        return Ok(());
    }
    on_engine!(conn, |c| {
        let mut insert = QueryBuilder::new(GRAMS);
        insert.push_values(&grams, |mut row, (gram, word)| {
            row.push_bind(gram.as_str()).push_bind(word.as_str());
        });
        insert.push(" ON CONFLICT DO NOTHING");
        insert.build().execute(c).await.map(|_| ())
    })?;
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
