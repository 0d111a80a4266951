//! A large invented publication: plausible, and the same for the same seed.
//!
//! Figures are measured on it. What it looks like: few reviews have most of the comments, few readers
//! write most of them, most films have one review and few have several.

mod dice;
mod films;
mod prose;
mod sentences;
mod talk;
mod words;

use std::collections::HashMap;

use app::model::{
    AuthorId, CommentId, FilmId, LikeTarget, MediaId, Rating, ReviewId, Slug, Tag, Timestamp,
    VisitorId,
};
use dice::Dice;

use crate::{
    intake::{self, Incoming, IntakeError, Talk},
    service::Core,
    store::{self, Tx, authors, film_ratings, likes, reviews, reviews::NewStill, visitors},
};

/// The first and the last moment of the invented publication: 2008-01-01 and 2024-12-01.
const BEGIN: i64 = 1_199_145_600;
const END: i64 = 1_733_011_200;
const SECOND: i64 = 1_000_000;
/// How many comments one transaction takes, so that a server beside it never waits long.
const TOGETHER: usize = 500;
/// How many people sign reviews, and how many browsers like things.
const AUTHORS: u64 = 9;
const VISITORS: u64 = 400;

/// How large the publication is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// How many reviews.
    pub(crate) reviews: u64,
    /// How many comments.
    pub(crate) comments: u64,
    /// What it is made from.
    pub(crate) seed: u64,
}

/// Why it could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GrowError {
    /// There is something already.
    #[error("the data folder has reviews already, so nothing was added; say --add to add to them")]
    Filled,
    /// The database failed.
    #[error("the database failed: {0}")]
    Store(#[from] store::Error),
    /// A text of it cannot be rendered, which is a mistake in its words.
    #[error("an invented text cannot be rendered")]
    Text,
}

impl From<IntakeError> for GrowError {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::Store(error) => Self::Store(error),
            IntakeError::TooDeep => Self::Text,
        }
    }
}

/// Everybody who writes and likes.
#[derive(Clone)]
struct Cast {
    authors: Vec<(AuthorId, String)>,
    visitors: Vec<VisitorId>,
}

/// Fills a site, and tells after each review how many reviews and comments are done.
pub(crate) async fn fill(
    core: &Core,
    extent: Extent,
    adds: bool,
    told: impl Fn(u64, u64),
) -> Result<(), GrowError> {
    let there = {
        let mut snapshot = core.store.snapshot().await?;
        reviews::count(&mut snapshot.conn()).await?
    };
    if there > 0 && !adds {
        return Err(GrowError::Filled);
    }
    let cast = core
        .store
        .write(move |tx: &mut Tx<'_>| Box::pin(add_cast(tx, extent.seed)))
        .await?;
    let shares = talk::shares(extent);
    let mut done = 0;
    for (number, share) in (0..extent.reviews).zip(shares) {
        let everybody = cast.clone();
        let (review, published_at) = core
            .store
            .write(move |tx: &mut Tx<'_>| Box::pin(add_review(tx, extent, number, everybody)))
            .await?;
        add_talk(
            core,
            (extent.seed, number),
            review,
            published_at,
            (share, &cast),
        )
        .await?;
        done += share;
        told(number + 1, done);
    }
    Ok(())
}

async fn add_cast(tx: &mut Tx<'_>, seed: u64) -> Result<Cast, GrowError> {
    let mut people = Vec::new();
    for number in 0..AUTHORS {
        let mut dice = Dice::of(seed, 1, number);
        let name = films::name(&mut dice);
        let about = format!(
            "{name} writes about films from {}, and about whatever else is {}.",
            dice.pick(words::PLACES),
            dice.pick(words::QUALITIES)
        );
        let slug = Slug::from_title(&name);
        let id = authors::find_or_insert(&mut tx.conn, &slug, &name, &about).await?;
        people.push((id, name));
    }
    let mut browsers = Vec::new();
    for number in 0..VISITORS {
        // No cookie has this digest: it is not one of a cookie's length.
        let hash = format!("grown reader {number}");
        let at = Timestamp(BEGIN * SECOND);
        browsers.push(visitors::find_or_insert(&mut tx.conn, hash.as_bytes(), at).await?);
    }
    Ok(Cast {
        authors: people,
        visitors: browsers,
    })
}

/// Returns when a review appeared: evenly over the years, never two at once.
fn published_at(extent: Extent, number: u64) -> Timestamp {
    let span = u64::try_from(END - BEGIN).unwrap_or_default();
    let every = span / extent.reviews.max(1);
    let mut dice = Dice::of(extent.seed, 2, number);
    let offset = number * every + dice.below(every.max(1));
    Timestamp((BEGIN + i64::try_from(offset).unwrap_or_default()) * SECOND)
}

async fn add_review(
    tx: &mut Tx<'_>,
    extent: Extent,
    number: u64,
    cast: Cast,
) -> Result<(ReviewId, Timestamp), GrowError> {
    let mut dice = Dice::of(extent.seed, 3, number);
    let at = published_at(extent, number);
    // One review in eight is of a film that was reviewed before.
    let film_number = if number > 0 && dice.percent(12) {
        dice.below(number)
    } else {
        number
    };
    let film = films::film(&mut Dice::of(extent.seed, 4, film_number));
    let telling = prose::Telling::of(&film);
    let halves = (dice.between(0, 4) + dice.between(0, 4)).clamp(1, 8);
    let (author, _) = cast.authors[usize::try_from(dice.skewed(AUTHORS)).unwrap_or_default()];
    let mut tags: Vec<Tag> = Vec::new();
    for _ in 0..dice.between(1, 4) {
        let at = usize::try_from(dice.skewed(words::TAGS.len() as u64)).unwrap_or_default();
        let tag = Tag {
            slug: Slug::from_title(words::TAGS[at]),
            name: words::TAGS[at].to_owned(),
        };
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let incoming = Incoming {
        kind: "review",
        slug: Slug::from_title(&film.title),
        title: film.title.clone(),
        rating: Rating::new(i32::try_from(halves).unwrap_or(4), 4),
        summary: telling.line(&mut dice, sentences::SUMMARIES),
        epigraph: dice
            .percent(30)
            .then(|| {
                (
                    telling.line(&mut dice, sentences::REMARKS),
                    "The clerk".to_owned(),
                )
            })
            .map(|(text, speaker)| (text.replace("||", ""), speaker)),
        still: NewStill {
            media: None::<MediaId>,
            ..NewStill::default()
        },
        body: telling.review(&mut dice),
        tags,
        authors: vec![author],
        watch_also: Vec::new(),
        comments_open: true,
        published_at: Some(at),
        film: Some(film),
        film_id: None,
    };
    let (id, _) = intake::take_review(tx, incoming, at).await?;
    let liked = dice.skewed(VISITORS / 2);
    likes::add_foreign(
        &mut tx.conn,
        LikeTarget::Review(id),
        some(&cast, &mut dice, liked),
        at,
    )
    .await?;
    if let Some(film) = find_film(tx, id).await? {
        let raters = dice.skewed(60);
        for visitor in some(&cast, &mut dice, raters).to_vec() {
            let halves = i32::try_from(dice.between(1, 4) + dice.between(0, 4)).unwrap_or(4);
            film_ratings::set(&mut tx.conn, film, visitor, (halves, 4), at).await?;
        }
    }
    Ok((id, at))
}

async fn find_film(tx: &mut Tx<'_>, review: ReviewId) -> Result<Option<FilmId>, store::Error> {
    reviews::find_film(&mut tx.conn, review).await
}

/// Returns so many browsers in a row, beginning anywhere.
fn some<'a>(cast: &'a Cast, dice: &mut Dice, count: u64) -> &'a [VisitorId] {
    let count = count.min(VISITORS);
    let from = usize::try_from(dice.below(VISITORS - count + 1)).unwrap_or_default();
    let count = usize::try_from(count).unwrap_or_default();
    &cast.visitors[from..from + count]
}

/// Adds the conversation under a review, in groups.
async fn add_talk(
    core: &Core,
    (seed, number): (u64, u64),
    review: ReviewId,
    published_at: Timestamp,
    (share, cast): (u64, &Cast),
) -> Result<(), GrowError> {
    let mut placed: HashMap<u64, (CommentId, i32)> = HashMap::new();
    let remarks = talk::remarks((seed, number), published_at, share, &cast.authors);
    for group in remarks.chunks(TOGETHER) {
        let (group, mut known, cast) = (group.to_vec(), placed, cast.clone());
        placed = core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let mut taken = Talk::under(review);
                    for remark in group {
                        let mut incoming = remark.comment;
                        incoming.parent = remark.answers.and_then(|at| known.get(&at).copied());
                        let at = incoming.posted_at;
                        let id = taken.take(tx, incoming).await?;
                        known.insert(remark.number, id);
                        if remark.likes > 0 {
                            let mut dice = Dice::of(seed ^ number, 6, remark.number);
                            let who = some(&cast, &mut dice, remark.likes);
                            let target = LikeTarget::Comment(id.0);
                            likes::add_foreign(&mut tx.conn, target, who, at).await?;
                        }
                    }
                    taken.finish(tx).await?;
                    Ok::<_, GrowError>(known)
                })
            })
            .await?;
    }
    if share > 0 {
        let now = published_at;
        core.store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move { intake::tell_of_talk(tx, review, now).await })
            })
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
