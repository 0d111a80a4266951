//! Keeping the index as the texts are: whatever writes one calls this in the same transaction.

use std::collections::BTreeSet;

use app::{
    markdown,
    model::{CommentId, CreditRole, FilmId, ReviewId, SearchKind},
};
use sqlx::{FromRow, QueryBuilder};

use super::{
    Sought,
    entries::{self, Entry},
    telling::telling,
};
use crate::store::{Conn, Error, engine::on_engine, telling_words};

const SECOND: i64 = 1_000_000;

#[derive(FromRow)]
struct ReviewRow {
    kind: String,
    title: String,
    summary: String,
    epigraph_text: Option<String>,
    body_source: String,
    rating_halves: Option<i32>,
    rating_out_of: Option<i32>,
    published_at: Option<i64>,
    film_id: Option<i64>,
}

#[derive(FromRow)]
struct FilmRow {
    title: String,
    original_title: Option<String>,
    year: Option<i32>,
    review_count: i64,
}

#[derive(FromRow)]
struct CommentRow {
    id: i64,
    name: String,
    body_source: String,
    posted_at: i64,
    is_public: bool,
}

/// What a film lends to what is written about it.
#[derive(Default)]
struct FilmTexts {
    title: String,
    names: Vec<String>,
    directors: Vec<String>,
    facts: Vec<String>,
    year: i64,
    is_reviewed: bool,
}

/// Puts a review into the index as it stands now, or takes it out when nobody may read it, with its
/// comments, its film and the people of it, and its telling words. To be called in the transaction of every change to a
/// review, its film, authors, tags or state.
pub(crate) async fn follow_review(conn: &mut Conn<'_>, review: ReviewId) -> Result<(), Error> {
    const SQL: &str = "
        SELECT
            kind, title, summary, epigraph_text, body_source, rating_halves, rating_out_of,
            published_at, film_id
        FROM reviews
        WHERE id = $1
    ";
    let row: Option<ReviewRow> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_optional(c)
        .await)?;
    let was_there = entries::exists(conn, SearchKind::Review, review.0).await?;
    let film = row.as_ref().and_then(|row| row.film_id).map(FilmId);
    let published = row.and_then(|row| Some((row.published_at?, row)));
    let is_there = published.is_some();
    if let Some((at, row)) = published {
        put_review(conn, review, row, at).await?;
    } else {
        entries::take_out(conn, SearchKind::Review, review.0).await?;
        telling_words::replace(conn, review, &[]).await?;
    }
    if is_there != was_there {
        follow_talk(conn, review).await?;
    }
    if let Some(film) = film {
        put_film(conn, film).await?;
    }
    Ok(())
}

/// Puts a film, its people and the reviews of it into the index as they stand now. To be called in the
/// transaction of every change to a film's fields, and for the film a review was about before.
pub(crate) async fn follow_film(conn: &mut Conn<'_>, film: FilmId) -> Result<(), Error> {
    const SQL: &str = "SELECT id FROM reviews WHERE film_id = $1 ORDER BY id";
    put_film(conn, film).await?;
    let reviews: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(film.0)
        .fetch_all(c)
        .await)?;
    for review in reviews {
        follow_review(conn, ReviewId(review)).await?;
    }
    Ok(())
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
        let rows: Vec<CommentRow> = on_engine!(conn, |c| {
            let mut select = QueryBuilder::new(SQL);
            let mut list = select.separated(", ");
            for comment in part {
                list.push_bind(comment.0);
            }
            select.push(")");
            select.build_query_as().fetch_all(c).await
        })?;
        let numbers: Vec<i64> = part.iter().map(|comment| comment.0).collect();
        let there = entries::list_there(conn, SearchKind::Comment, &numbers).await?;
        let mut gone: BTreeSet<i64> = there.keys().copied().collect();
        let mut new = Vec::new();
        for row in rows.into_iter().filter(|row| row.is_public) {
            let entry = comment_entry(row);
            if gone.remove(&entry.target) {
                entries::put(conn, &entry).await?;
            } else {
                new.push(entry);
            }
        }
        entries::put_new(conn, &new).await?;
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

async fn follow_talk(conn: &mut Conn<'_>, review: ReviewId) -> Result<(), Error> {
    const SQL: &str = "SELECT id FROM comments WHERE review_id = $1 ORDER BY id";
    let comments: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?;
    let comments: Vec<_> = comments.into_iter().map(CommentId).collect();
    follow_comments(conn, &comments).await
}

async fn put_review(
    conn: &mut Conn<'_>,
    review: ReviewId,
    row: ReviewRow,
    published_at: i64,
) -> Result<(), Error> {
    const NAMES: &str = "
        SELECT authors.name
        FROM review_authors
        JOIN authors ON authors.id = review_authors.author_id
        WHERE review_authors.review_id = $1
        UNION ALL
        SELECT tags.name
        FROM review_tags
        JOIN tags ON tags.id = review_tags.tag_id
        WHERE review_tags.review_id = $1
    ";
    const NOTES: &str =
        "SELECT title, note_source FROM watch_also WHERE review_id = $1 ORDER BY position";
    let mut names: Vec<String> = on_engine!(conn, |c| sqlx::query_scalar(NAMES)
        .bind(review.0)
        .fetch_all(c)
        .await)?;
    let notes: Vec<(String, String)> = on_engine!(conn, |c| sqlx::query_as(NOTES)
        .bind(review.0)
        .fetch_all(c)
        .await)?;
    let film = match row.film_id {
        Some(film) => read_film(conn, FilmId(film)).await?.unwrap_or_default(),
        None => FilmTexts::default(),
    };
    let mut facts = film.facts;
    facts.push(Sought::kind_fact(SearchKind::Review));
    if let Some((halves, out_of)) = row.rating_halves.zip(row.rating_out_of) {
        facts.push(Sought::rating_fact(halves, out_of));
    }
    // A review is often called as its film is; a title of its own does not hide the film's.
    let mut title = row.title;
    if !film.title.is_empty() && film.title != title {
        title = format!("{title}\n{}", film.title);
    }
    names.extend(film.names);
    let text = markdown::plain_text(&row.body_source);
    let told = telling(&format!("{title}\n{}", row.summary), &text);
    let mut body = vec![row.summary, row.epigraph_text.unwrap_or_default(), text];
    for (title, note) in notes {
        body.push(title);
        body.push(markdown::plain_text(&note));
    }
    let entry = Entry {
        kind: SearchKind::Review,
        target: review.0,
        time: published_at / SECOND,
        title,
        directors: film.directors.join("\n"),
        names: names.join("\n"),
        facts,
        body: body.join("\n"),
    };
    debug_assert!(["review", "page"].contains(&row.kind.as_str()));
    entries::put(conn, &entry).await?;
    // What a page says is like no review.
    let told = if row.kind == "review" {
        told
    } else {
        Vec::new()
    };
    telling_words::replace(conn, review, &told).await
}

/// Puts a film and its people in, or takes out what nothing published is about any more.
async fn put_film(conn: &mut Conn<'_>, film: FilmId) -> Result<(), Error> {
    match read_film(conn, film)
        .await?
        .filter(|texts| texts.is_reviewed)
    {
        Some(texts) => {
            let mut facts = texts.facts;
            facts.push(Sought::kind_fact(SearchKind::Film));
            let entry = Entry {
                kind: SearchKind::Film,
                target: film.0,
                time: texts.year,
                title: texts.title,
                directors: texts.directors.join("\n"),
                names: texts.names.join("\n"),
                facts,
                body: String::new(),
            };
            entries::put(conn, &entry).await?;
        }
        None => {
            entries::take_out(conn, SearchKind::Film, film.0).await?;
        }
    }
    put_people(conn, film).await
}

/// Puts the people of a film in, or takes out those that are in nothing published any more.
async fn put_people(conn: &mut Conn<'_>, film: FilmId) -> Result<(), Error> {
    const SQL: &str = "
        SELECT
            id, name,
            EXISTS (
                SELECT 1
                FROM credits
                JOIN reviews ON reviews.film_id = credits.film_id
                WHERE credits.person_id = people.id
                    AND reviews.kind = 'review'
                    AND reviews.published_at IS NOT NULL
            ) AS is_public
        FROM people
        WHERE id IN (SELECT person_id FROM credits WHERE film_id = $1)
        ORDER BY id
    ";
    let people: Vec<(i64, String, bool)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(film.0)
        .fetch_all(c)
        .await)?;
    let numbers: Vec<i64> = people.iter().map(|(person, _, _)| *person).collect();
    let there = entries::list_there(conn, SearchKind::Person, &numbers).await?;
    let mut new = Vec::new();
    for (person, name, is_public) in people {
        let title = there.get(&person);
        if !is_public {
            if title.is_some() {
                entries::take_out(conn, SearchKind::Person, person).await?;
            }
            continue;
        }
        let entry = Entry {
            kind: SearchKind::Person,
            target: person,
            time: 0,
            title: name,
            directors: String::new(),
            names: String::new(),
            facts: vec![Sought::kind_fact(SearchKind::Person)],
            body: String::new(),
        };
        match title {
            None => new.push(entry),
            Some(title) if entries::is_same_title(&entry.title, title) => {}
            Some(_) => entries::put(conn, &entry).await?,
        }
    }
    entries::put_new(conn, &new).await
}

async fn read_film(conn: &mut Conn<'_>, film: FilmId) -> Result<Option<FilmTexts>, Error> {
    const SQL: &str = "
        SELECT
            title, original_title, year,
            (
                SELECT COUNT(*)
                FROM reviews
                WHERE film_id = films.id AND kind = 'review' AND published_at IS NOT NULL
            ) AS review_count
        FROM films
        WHERE id = $1
    ";
    const CREDITS: &str = "
        SELECT credits.role, people.name
        FROM credits
        JOIN people ON people.id = credits.person_id
        WHERE credits.film_id = $1
        ORDER BY credits.role, credits.position
    ";
    const COUNTRIES: &str =
        "SELECT code, name FROM film_countries WHERE film_id = $1 ORDER BY position";
    let row: Option<FilmRow> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(film.0)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else {
        return Ok(None);
    };
    let credits: Vec<(String, String)> = on_engine!(conn, |c| sqlx::query_as(CREDITS)
        .bind(film.0)
        .fetch_all(c)
        .await)?;
    let countries: Vec<(Option<String>, String)> = on_engine!(conn, |c| sqlx::query_as(COUNTRIES)
        .bind(film.0)
        .fetch_all(c)
        .await)?;
    let mut texts = FilmTexts {
        year: i64::from(row.year.unwrap_or_default()),
        is_reviewed: row.review_count > 0,
        facts: row.year.map(Sought::year_fact).into_iter().collect(),
        ..FilmTexts::default()
    };
    texts.title = match row.original_title {
        Some(original) if original != row.title => format!("{}\n{original}", row.title),
        _ => row.title,
    };
    for (role, name) in credits {
        if role == CreditRole::Director.key() {
            texts.directors.push(name);
        } else {
            texts.names.push(name);
        }
    }
    for (code, name) in countries {
        texts.facts.push(Sought::country_fact(&name));
        texts
            .facts
            .extend(code.map(|code| Sought::country_fact(&code)));
        texts.names.push(name);
    }
    Ok(Some(texts))
}
