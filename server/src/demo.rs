//! The demo publication: invented films, reviewed and talked about.

mod files;

use std::collections::HashMap;

use app::model::{
    AuthorId, CommentKind, CommentState, Country, CreditRole, LikeTarget, MediaId, Money, Rating,
    ReviewId, Slug, Tag, Timestamp, VisitorId,
};

use files::{
    AuthorsFile, DemoAuthor, DemoComment, DemoFiles, DemoFilm, DemoReview, DemoStill, read,
};

pub(crate) use files::is_still;

use crate::{
    intake::{self, Answered, Incoming, IncomingComment, TooDeep},
    site::Site,
    store::{
        self, Tx, authors, comments, films::NewFilm, likes, media, media::MediaRow, reviews,
        reviews::NewStill, visitors,
    },
};

/// Why the demo content could not be brought in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DemoError {
    /// A file of it is not as it should be.
    #[error("the demo file {0} is not usable: {1}")]
    File(String, String),
    /// The database failed.
    #[error("the demo content could not be stored: {0}")]
    Store(#[from] store::Error),
    /// A picture could not be written.
    #[error("a demo picture could not be written: {0}")]
    Picture(#[from] std::io::Error),
}

impl From<TooDeep> for DemoError {
    fn from(error: TooDeep) -> Self {
        Self::File("a review".to_owned(), error.to_string())
    }
}

/// Fills an empty site with the demo content; says whether it did.
pub(crate) async fn fill(site: &Site) -> Result<bool, DemoError> {
    let mut snapshot = site.core.store.snapshot().await?;
    let count = reviews::count(&mut snapshot.conn()).await?;
    drop(snapshot);
    if count > 0 {
        return Ok(false);
    }
    let list: AuthorsFile = read("authors.toml")?;
    let now = site.core.clock.now();
    let (authors, readers) = site
        .core
        .store
        .write(move |tx: &mut Tx<'_>| Box::pin(add_people(tx, list.author, now)))
        .await?;
    let mut files: Vec<String> = DemoFiles::iter()
        .filter(|name| name.starts_with("reviews/"))
        .map(std::borrow::Cow::into_owned)
        .collect();
    files.sort();
    for file in files {
        let review: DemoReview = read(&file)?;
        let picture = match &review.still {
            Some(still) => Some(place_picture(site, still)?),
            None => None,
        };
        let (authors, readers) = (authors.clone(), readers.clone());
        site.core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(add_review(tx, review, picture, authors, readers, now))
            })
            .await?;
    }
    Ok(true)
}

/// Puts a still into the media folder, where all pictures are served from.
fn place_picture(site: &Site, still: &DemoStill) -> Result<MediaRow, DemoError> {
    let name = format!("stills/{}", still.file);
    let file = DemoFiles::get(&name)
        .ok_or_else(|| DemoError::File(name.clone(), "it is not there".to_owned()))?;
    let hash = blake3::hash(&file.data).to_hex().to_string();
    let folder = site.options.data.join("media").join(&hash);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(format!("{}.svg", still.width)), &file.data)?;
    Ok(MediaRow {
        hash,
        extension: "svg".to_owned(),
        width: still.width,
        height: still.height,
        widths: still.width.to_string(),
        name: still.file.clone(),
    })
}

type Authors = HashMap<Slug, (AuthorId, String)>;

async fn add_people(
    tx: &mut Tx<'_>,
    list: Vec<DemoAuthor>,
    now: Timestamp,
) -> Result<(Authors, Vec<VisitorId>), store::Error> {
    let mut people = HashMap::new();
    for author in list {
        let id =
            authors::find_or_insert(&mut tx.conn, &author.slug, &author.name, &author.biography)
                .await?;
        people.insert(author.slug, (id, author.name));
    }
    let mut readers = Vec::new();
    for number in 0..64 {
        // No cookie has this digest: it is not one of a cookie's length.
        let hash = format!("demo reader {number}");
        readers.push(visitors::find_or_insert(&mut tx.conn, hash.as_bytes(), now).await?);
    }
    Ok((people, readers))
}

async fn add_review(
    tx: &mut Tx<'_>,
    review: DemoReview,
    picture: Option<MediaRow>,
    authors: Authors,
    readers: Vec<VisitorId>,
    now: Timestamp,
) -> Result<(), DemoError> {
    let media: Option<MediaId> = match &picture {
        Some(picture) => Some(media::find_or_insert(&mut tx.conn, picture).await?),
        None => None,
    };
    let still = review
        .still
        .clone()
        .map_or_else(NewStill::default, |still| NewStill {
            media,
            alt: still.alt,
            credit: still.credit,
        });
    let (talk, liked) = (review.comment.clone(), review.likes);
    let incoming = incoming(review, still, &authors)?;
    let (id, _) = intake::take_review(tx, incoming.ready()?, now).await?;
    likes::add_foreign(
        &mut tx.conn,
        LikeTarget::Review(id),
        first(&readers, liked),
        now,
    )
    .await?;
    add_talk(tx, id, talk, (&authors, &readers), now).await
}

async fn add_talk(
    tx: &mut Tx<'_>,
    review: ReviewId,
    talk: Vec<DemoComment>,
    (authors, readers): (&Authors, &[VisitorId]),
    now: Timestamp,
) -> Result<(), DemoError> {
    let mut known: HashMap<i64, usize> = HashMap::new();
    let (mut comments, mut marks) = (Vec::new(), Vec::new());
    for comment in talk {
        let answers = known.get(&comment.parent).copied();
        known.insert(comment.id, comments.len());
        marks.push((comment.likes, comment.edited_at));
        let mut ready = incoming_comment(comment, authors).ready()?;
        ready.answers = answers.map(Answered::Before);
        comments.push(ready);
    }
    let placed = intake::take_talks(tx, &[(review, comments)]).await?;
    for ((id, _), (liked, edited)) in placed.into_iter().flatten().zip(marks) {
        let target = LikeTarget::Comment(id);
        if liked > 0 {
            likes::add_foreign(&mut tx.conn, target, first(readers, liked), now).await?;
        }
        if let Some(at) = edited {
            comments::update_edited_at(&mut tx.conn, id, timestamp(at)).await?;
        }
    }
    Ok(())
}

fn incoming(review: DemoReview, still: NewStill, authors: &Authors) -> Result<Incoming, DemoError> {
    let rating = rating(&review.rating)
        .ok_or_else(|| DemoError::File(review.slug.to_string(), "its rating".to_owned()))?;
    Ok(Incoming {
        kind: "review",
        slug: review.slug,
        title: review.title,
        film: Some(film(review.film)),
        film_id: None,
        rating: Some(rating),
        summary: review.summary,
        epigraph: review
            .epigraph
            .map(|epigraph| (epigraph.text, epigraph.speaker)),
        still,
        body: review.body,
        tags: review
            .tags
            .into_iter()
            .map(|name| Tag {
                slug: Slug::from_title(&name),
                name,
            })
            .collect(),
        authors: review
            .authors
            .iter()
            .filter_map(|slug| authors.get(slug).map(|author| author.0))
            .collect(),
        watch_also: review
            .watch_also
            .into_iter()
            .map(|item| (item.title, item.review, item.note))
            .collect(),
        comments_open: review.comments_open,
        published_at: Some(timestamp(review.published_at)),
    })
}

fn film(film: DemoFilm) -> NewFilm {
    let people = |role, names: Vec<String>| names.into_iter().map(move |name| (role, name, None));
    let cast = film
        .cast
        .into_iter()
        .map(|cast| (CreditRole::Cast, cast.name, Some(cast.role)));
    let outside = film.outside.and_then(|outside| {
        let tenths = tenths(&outside.value)?;
        let read = outside.read_on.at(12, 0, 0, 0).in_tz("UTC").ok()?;
        Some((
            outside.source,
            tenths,
            outside.out_of.parse().ok()?,
            timestamp(read.timestamp()),
        ))
    });
    NewFilm {
        title: film.title,
        original_title: film.original_title,
        year: Some(film.year),
        runtime_minutes: Some(film.runtime_minutes),
        budget: Some(Money {
            amount: film.budget_amount,
            currency: film.budget_currency,
        }),
        imdb_id: None,
        outside,
        countries: film
            .countries
            .into_iter()
            .map(|code| Country {
                name: country_name(&code),
                code: Some(code),
            })
            .collect(),
        credits: people(CreditRole::Director, film.directors)
            .chain(people(CreditRole::Writer, film.writers))
            .chain(cast)
            .collect(),
    }
}

fn incoming_comment(comment: DemoComment, authors: &Authors) -> IncomingComment {
    let author = comment.author.as_ref().and_then(|slug| authors.get(slug));
    let name = author
        .map(|author| author.1.clone())
        .or(comment.name)
        .unwrap_or_default();
    IncomingComment {
        number: None,
        kind: CommentKind::Comment,
        state: if comment.removed {
            CommentState::Removed
        } else {
            CommentState::Published
        },
        author: author.map(|author| author.0),
        name: if comment.removed { String::new() } else { name },
        email: None,
        website: comment.website,
        body: comment.text,
        posted_at: timestamp(comment.at),
    }
}

fn first(readers: &[VisitorId], count: usize) -> &[VisitorId] {
    &readers[..count.min(readers.len())]
}

fn timestamp(at: jiff::Timestamp) -> Timestamp {
    Timestamp(at.as_microsecond())
}

/// Reads a rating as the demo files have it: `2.5/4`.
fn rating(text: &str) -> Option<Rating> {
    let (value, out_of) = text.split_once('/')?;
    let tenths = tenths(value)?;
    (tenths % 5 == 0)
        .then(|| Rating::new(tenths / 5, out_of.parse().ok()?))
        .flatten()
}

/// Reads a number with at most one decimal: 72 of `7.2`.
fn tenths(text: &str) -> Option<i32> {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let tenth: i32 = Some(tenth).filter(|tenth| tenth.len() == 1)?.parse().ok()?;
    Some(whole.parse::<i32>().ok()? * 10 + tenth)
}

/// Returns the name of a country in the demo publication's English.
fn country_name(code: &str) -> String {
    crate::import::recognize::country_name(code)
        .unwrap_or(code)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demo_file_can_be_read() {
        let authors: AuthorsFile = read("authors.toml").unwrap();
        let known: Vec<&Slug> = authors.author.iter().map(|author| &author.slug).collect();
        let mut count = 0;
        for name in DemoFiles::iter().filter(|name| name.starts_with("reviews/")) {
            let review: DemoReview = read(&name).unwrap_or_else(|error| panic!("{error}"));
            assert!(
                review.authors.iter().all(|slug| known.contains(&slug)),
                "{name}"
            );
            assert!(rating(&review.rating).is_some(), "{name}");
            assert!(review.comment.len() >= 6, "{name}");
            if let Some(still) = &review.still {
                assert!(
                    DemoFiles::get(&format!("stills/{}", still.file)).is_some(),
                    "{name}"
                );
            }
            count += 1;
        }
        assert!(count >= 3);
    }

    #[test]
    fn ratings_are_read_in_half_steps() {
        assert_eq!(rating("2.5/4"), Rating::new(5, 4));
        assert_eq!(rating("3/4"), Rating::new(6, 4));
        assert_eq!(rating("2.3/4"), None);
    }
}
