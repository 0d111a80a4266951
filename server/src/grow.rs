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
    AuthorId, LikeTarget, MediaId, Rating, ReviewId, Slug, Tag, Timestamp, VisitorId,
};
use dice::Dice;
use talk::Remark;

use crate::{
    intake::{self, Answered, Incoming, Place, ReadyComment, ReadyReview, TooDeep},
    service::Core,
    store::{self, Tx, authors, film_ratings, likes, reviews, reviews::NewStill, visitors},
};

/// The first and the last moment of the invented publication: 2008-01-01 and 2024-12-01.
const BEGIN: i64 = 1_199_145_600;
const END: i64 = 1_733_011_200;
const SECOND: i64 = 1_000_000;
/// How many reviews, and how many comments, one transaction takes, so that a server beside it never waits long.
const REVIEWS_TOGETHER: usize = 16;
const COMMENTS_TOGETHER: usize = 500;
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

impl From<TooDeep> for GrowError {
    fn from(_: TooDeep) -> Self {
        Self::Text
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
    let shares: Vec<(u64, u64)> = (0..).zip(talk::shares(extent)).collect();
    let (mut reviews, mut comments) = (0, 0);
    for group in shares.chunks(REVIEWS_TOGETHER) {
        let added = add_reviews(core, extent, group, &cast).await?;
        let mut talks = Vec::new();
        for ((review, at), (number, share)) in added.into_iter().zip(group) {
            let remarks = talk::remarks((extent.seed, *number), at, *share, &cast.authors);
            let remarks = remarks.into_iter();
            talks.extend(remarks.map(|remark| (review, *number, remark)));
        }
        add_talks(core, extent.seed, talks, &cast).await?;
        reviews += group.len() as u64;
        comments += group.iter().map(|(_, share)| share).sum::<u64>();
        told(reviews, comments);
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

/// A review with what readers make of it: how many like it, and their ratings of its film.
struct Grown {
    ready: ReadyReview,
    at: Timestamp,
    likes: Vec<VisitorId>,
    ratings: Vec<(VisitorId, i32)>,
}

/// Adds reviews, and returns each with when it was published.
async fn add_reviews(
    core: &Core,
    extent: Extent,
    group: &[(u64, u64)],
    cast: &Cast,
) -> Result<Vec<(ReviewId, Timestamp)>, GrowError> {
    let mut grown = Vec::new();
    for (number, _) in group {
        grown.push(review(extent, *number, cast)?);
    }
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let mut added = Vec::new();
                for grown in grown {
                    let at = grown.at;
                    let (id, _) = intake::take_review(tx, grown.ready, at).await?;
                    let target = LikeTarget::Review(id);
                    likes::add_foreign(&mut tx.conn, target, &grown.likes, at).await?;
                    if let Some(film) = reviews::find_film(&mut tx.conn, id).await? {
                        for (visitor, halves) in grown.ratings {
                            let value = (halves, 4);
                            film_ratings::set(&mut tx.conn, film, visitor, value, at).await?;
                        }
                    }
                    added.push((id, at));
                }
                Ok(added)
            })
        })
        .await
}

fn review(extent: Extent, number: u64, cast: &Cast) -> Result<Grown, GrowError> {
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
    let number = dice.skewed(VISITORS / 2);
    let likes = some(cast, &mut dice, number).to_vec();
    let raters = dice.skewed(60);
    let mut ratings = Vec::new();
    for visitor in some(cast, &mut dice, raters) {
        let halves = i32::try_from(dice.between(1, 4) + dice.between(0, 4)).unwrap_or(4);
        ratings.push((*visitor, halves));
    }
    Ok(Grown {
        ready: incoming.ready()?,
        at,
        likes,
        ratings,
    })
}

/// Returns so many browsers in a row, beginning anywhere.
fn some<'a>(cast: &'a Cast, dice: &mut Dice, count: u64) -> &'a [VisitorId] {
    let count = count.min(VISITORS);
    let from = usize::try_from(dice.below(VISITORS - count + 1)).unwrap_or_default();
    let count = usize::try_from(count).unwrap_or_default();
    &cast.visitors[from..from + count]
}

/// Adds remarks under reviews, each with the number its review is made from, in groups.
async fn add_talks(
    core: &Core,
    seed: u64,
    remarks: Vec<(ReviewId, u64, Remark)>,
    cast: &Cast,
) -> Result<(), GrowError> {
    // What remarks became, by review and number under it.
    let mut known: HashMap<(u64, u64), Place> = HashMap::new();
    for group in remarks.chunks(COMMENTS_TOGETHER) {
        let mut talks: Vec<(ReviewId, Vec<ReadyComment>)> = Vec::new();
        let (mut liked, mut names) = (Vec::new(), Vec::new());
        let mut indexes: HashMap<(u64, u64), usize> = HashMap::new();
        for (review, number, remark) in group {
            if talks.last().is_none_or(|(last, _)| last != review) {
                talks.push((*review, Vec::new()));
            }
            let Some((_, talk)) = talks.last_mut() else {
                continue;
            };
            let mut ready = remark.comment.clone().ready()?;
            ready.answers = remark.answers.and_then(|other| {
                let other = (*number, other);
                let before = indexes.get(&other).map(|index| Answered::Before(*index));
                before.or_else(|| known.get(&other).copied().map(Answered::Here))
            });
            indexes.insert((*number, remark.number), talk.len());
            talk.push(ready);
            let mut dice = Dice::of(seed ^ number, 6, remark.number);
            let visitors = match remark.likes {
                0 => Vec::new(),
                number => some(cast, &mut dice, number).to_vec(),
            };
            liked.push((visitors, remark.comment.posted_at));
            names.push((*number, remark.number));
        }
        let placed = core
            .store
            .write(move |tx: &mut Tx<'_>| Box::pin(add_group(tx, talks, liked)))
            .await?;
        known.extend(names.into_iter().zip(placed));
    }
    Ok(())
}

async fn add_group(
    tx: &mut Tx<'_>,
    talks: Vec<(ReviewId, Vec<ReadyComment>)>,
    liked: Vec<(Vec<VisitorId>, Timestamp)>,
) -> Result<Vec<Place>, GrowError> {
    let placed = intake::take_talks(tx, &talks).await?;
    let placed: Vec<Place> = placed.into_iter().flatten().collect();
    for ((id, _), (visitors, at)) in placed.iter().zip(liked) {
        if !visitors.is_empty() {
            let target = LikeTarget::Comment(*id);
            likes::add_foreign(&mut tx.conn, target, &visitors, at).await?;
        }
    }
    for (review, talk) in talks {
        let last = talk.iter().map(ReadyComment::posted_at).max();
        if let Some(last) = last {
            intake::tell_of_talk(tx, review, last).await?;
        }
    }
    Ok(placed)
}

#[cfg(test)]
mod tests;
