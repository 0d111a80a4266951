//! Keeping the index as the texts are: whatever writes one calls this in the same transaction.

use std::collections::{BTreeSet, HashMap};

use app::{
    markdown,
    model::{CommentId, FilmId, ReviewId, SearchKind},
};
use sqlx::FromRow;

use super::{
    Sought,
    entries::{self, Entry},
    sources::{self, FilmTexts, ReviewTexts},
    telling::{TellingWord, telling},
};
use crate::store::{
    Conn, Error,
    engine::{fetch_listed, on_engine},
    telling_words,
};

const SECOND: i64 = 1_000_000;

#[derive(FromRow)]
struct CommentRow {
    id: i64,
    name: String,
    body_source: String,
    posted_at: i64,
    is_public: bool,
}

/// Puts a review into the index as it stands now, or takes it out when nobody may read it, with its
/// comments, its film and the people of it, and its telling words. To be called in the transaction of every change to a
/// review, its film, authors, tags or state.
pub(crate) async fn follow_review(conn: &mut Conn<'_>, review: ReviewId) -> Result<(), Error> {
    follow_reviews(conn, &[review]).await
}

/// Does so with several reviews, all of them in a few statements.
pub(crate) async fn follow_reviews(conn: &mut Conn<'_>, reviews: &[ReviewId]) -> Result<(), Error> {
    for part in reviews.chunks(entries::PART) {
        follow_part(conn, part).await?;
    }
    Ok(())
}

async fn follow_part(conn: &mut Conn<'_>, part: &[ReviewId]) -> Result<(), Error> {
    let numbers: Vec<i64> = part.iter().map(|review| review.0).collect();
    let there = entries::list_there(conn, SearchKind::Review, &numbers).await?;
    let texts = sources::read_reviews(conn, &numbers).await?;
    let about: BTreeSet<i64> = texts.iter().filter_map(|texts| texts.film).collect();
    let about: Vec<i64> = about.into_iter().collect();
    let films = sources::read_films(conn, &about).await?;
    let mut gone: BTreeSet<i64> = numbers.iter().copied().collect();
    let (mut entries, mut told) = (Vec::new(), Vec::new());
    for texts in texts
        .into_iter()
        .filter(|texts| texts.published_at.is_some())
    {
        gone.remove(&texts.id);
        let film = texts.film.and_then(|film| films.get(&film));
        let (entry, words) = review_entry(texts, film);
        told.push((ReviewId(entry.target), words));
        entries.push(entry);
    }
    let appeared = entries.iter().map(|entry| entry.target);
    let appeared = appeared.filter(|review| !there.contains_key(review));
    let vanished = gone
        .iter()
        .copied()
        .filter(|review| there.contains_key(review));
    let other: Vec<i64> = appeared.chain(vanished).collect();
    put_all(conn, entries, &there).await?;
    for review in gone {
        entries::take_out(conn, SearchKind::Review, review).await?;
        told.push((ReviewId(review), Vec::new()));
    }
    telling_words::replace(conn, &told).await?;
    follow_talks(conn, &other).await?;
    put_films(conn, &about, films).await
}

/// Puts entries of one kind in, in place of those that are there.
async fn put_all(
    conn: &mut Conn<'_>,
    entries: Vec<Entry>,
    there: &HashMap<i64, String>,
) -> Result<(), Error> {
    let mut new = Vec::new();
    for entry in entries {
        if there.contains_key(&entry.target) {
            entries::put(conn, &entry).await?;
        } else {
            new.push(entry);
        }
    }
    entries::put_new(conn, &new).await
}

/// Puts a film, its people and the reviews of it into the index as they stand now. To be called in the
/// transaction of every change to a film's fields, and for the film a review was about before.
pub(crate) async fn follow_film(conn: &mut Conn<'_>, film: FilmId) -> Result<(), Error> {
    const SQL: &str = "SELECT id FROM reviews WHERE film_id = $1 ORDER BY id";
    let reviews: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(film.0)
        .fetch_all(c)
        .await)?;
    if reviews.is_empty() {
        let films = sources::read_films(conn, &[film.0]).await?;
        return put_films(conn, &[film.0], films).await;
    }
    let reviews: Vec<ReviewId> = reviews.into_iter().map(ReviewId).collect();
    follow_reviews(conn, &reviews).await
}

/// Puts a comment into the index as it stands now, or takes it out when nobody may read it.
pub(crate) async fn follow_comment(conn: &mut Conn<'_>, comment: CommentId) -> Result<(), Error> {
    follow_comments(conn, &[comment]).await
}

/// Does so with several comments, all of them in a few statements.
pub(crate) async fn follow_comments(
    conn: &mut Conn<'_>,
    comments: &[CommentId],
) -> Result<(), Error> {
    const SQL: &str = "
        SELECT
            comments.id, comments.name, comments.body_source, comments.posted_at,
            comments.state = 'published' AND comments.kind = 'comment'
                AND reviews.published_at IS NOT NULL AS is_public
        FROM comments
        JOIN reviews ON reviews.id = comments.review_id
        WHERE comments.id IN (
    ";
    for part in comments.chunks(entries::PART) {
        let numbers: Vec<i64> = part.iter().map(|comment| comment.0).collect();
        let rows: Vec<CommentRow> = fetch_listed!(conn, SQL, numbers.iter().copied(), ")")?;
        let there = entries::list_there(conn, SearchKind::Comment, &numbers).await?;
        let mut gone: BTreeSet<i64> = there.keys().copied().collect();
        let mut entries = Vec::new();
        for row in rows.into_iter().filter(|row| row.is_public) {
            gone.remove(&row.id);
            entries.push(comment_entry(row));
        }
        put_all(conn, entries, &there).await?;
        for comment in gone {
            entries::take_out(conn, SearchKind::Comment, comment).await?;
        }
    }
    Ok(())
}

fn comment_entry(row: CommentRow) -> Entry {
    Entry {
        kind: SearchKind::Comment,
        target: row.id,
        time: row.posted_at / SECOND,
        title: String::new(),
        directors: String::new(),
        names: row.name,
        facts: vec![Sought::kind_fact(SearchKind::Comment)],
        body: markdown::plain_text(&row.body_source),
    }
}

async fn follow_talks(conn: &mut Conn<'_>, reviews: &[i64]) -> Result<(), Error> {
    const SQL: &str = "SELECT id FROM comments WHERE review_id IN (";
    if reviews.is_empty() {
        return Ok(());
    }
    let comments: Vec<(i64,)> = fetch_listed!(conn, SQL, reviews.iter().copied(), ") ORDER BY id")?;
    let comments: Vec<_> = comments.into_iter().map(|row| CommentId(row.0)).collect();
    follow_comments(conn, &comments).await
}

/// Makes the entry of a published review, and lists its telling words.
fn review_entry(texts: ReviewTexts, film: Option<&FilmTexts>) -> (Entry, Vec<TellingWord>) {
    let mut facts = film.map_or_else(Vec::new, |film| film.facts.clone());
    facts.push(Sought::kind_fact(SearchKind::Review));
    if let Some((halves, out_of)) = texts.rating {
        facts.push(Sought::rating_fact(halves, out_of));
    }
    // A review is often called as its film is; a title of its own does not hide the film's.
    let title = match film {
        Some(film) if !film.title.is_empty() && film.title != texts.title => {
            format!("{}\n{}", texts.title, film.title)
        }
        _ => texts.title,
    };
    let mut names = texts.names;
    names.extend(film.into_iter().flat_map(|film| film.names.clone()));
    let text = markdown::plain_text(&texts.body_source);
    // What a page says is like no review.
    let told = if texts.is_page {
        Vec::new()
    } else {
        telling(&format!("{title}\n{}", texts.summary), &text)
    };
    let mut body = vec![texts.summary, texts.epigraph, text];
    for (title, note) in texts.notes {
        body.push(title);
        body.push(markdown::plain_text(&note));
    }
    let entry = Entry {
        kind: SearchKind::Review,
        target: texts.id,
        time: texts.published_at.unwrap_or_default() / SECOND,
        title,
        directors: film.map_or_else(String::new, |film| film.directors.join("\n")),
        names: names.join("\n"),
        facts,
        body: body.join("\n"),
    };
    (entry, told)
}

/// Puts films and their people in, or takes out what nothing published is about any more.
async fn put_films(
    conn: &mut Conn<'_>,
    films: &[i64],
    mut texts: HashMap<i64, FilmTexts>,
) -> Result<(), Error> {
    let there = entries::list_there(conn, SearchKind::Film, films).await?;
    let mut entries = Vec::new();
    for film in films {
        match texts.remove(film).filter(|texts| texts.is_reviewed) {
            Some(texts) => entries.push(film_entry(*film, texts)),
            None if there.contains_key(film) => {
                entries::take_out(conn, SearchKind::Film, *film).await?;
            }
            None => {}
        }
    }
    put_all(conn, entries, &there).await?;
    put_people(conn, films).await
}

fn film_entry(film: i64, texts: FilmTexts) -> Entry {
    let mut facts = texts.facts;
    facts.push(Sought::kind_fact(SearchKind::Film));
    Entry {
        kind: SearchKind::Film,
        target: film,
        time: texts.year,
        title: texts.title,
        directors: texts.directors.join("\n"),
        names: texts.names.join("\n"),
        facts,
        body: String::new(),
    }
}

/// Puts the people of films in, or takes out those that are in nothing published any more.
async fn put_people(conn: &mut Conn<'_>, films: &[i64]) -> Result<(), Error> {
    // A cross join keeps SQLite from going through all reviews for each person.
    const SQL: &str = "
        SELECT
            id, name,
            EXISTS (
                SELECT 1
                FROM credits
                CROSS JOIN reviews
                WHERE credits.person_id = people.id
                    AND reviews.film_id = credits.film_id
                    AND reviews.kind = 'review'
                    AND reviews.published_at IS NOT NULL
            ) AS is_public
        FROM people
        WHERE id IN (SELECT person_id FROM credits WHERE film_id IN (
    ";
    if films.is_empty() {
        return Ok(());
    }
    let people: Vec<(i64, String, bool)> =
        fetch_listed!(conn, SQL, films.iter().copied(), ")) ORDER BY id")?;
    for part in people.chunks(entries::PART) {
        let numbers: Vec<i64> = part.iter().map(|(person, _, _)| *person).collect();
        let there = entries::list_there(conn, SearchKind::Person, &numbers).await?;
        let mut entries = Vec::new();
        for (person, name, is_public) in part {
            let title = there.get(person);
            if !is_public {
                if title.is_some() {
                    entries::take_out(conn, SearchKind::Person, *person).await?;
                }
            } else if title.is_none_or(|title| !entries::is_same_title(name, title)) {
                entries.push(person_entry(*person, name));
            }
        }
        put_all(conn, entries, &there).await?;
    }
    Ok(())
}

fn person_entry(person: i64, name: &str) -> Entry {
    Entry {
        kind: SearchKind::Person,
        target: person,
        time: 0,
        title: name.to_owned(),
        directors: String::new(),
        names: String::new(),
        facts: vec![Sought::kind_fact(SearchKind::Person)],
        body: String::new(),
    }
}
