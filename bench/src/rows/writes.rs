//! Likes and comments a second that are on disk when they are acknowledged, beside a bare writer
//! that commits each by itself.

use crate::{
    Error,
    load::{Load, Turn},
    plan::Context,
    reference::commits::{Commits, What},
    stats::Pairs,
    table::{Bound, Row},
};

const ROUNDS: usize = 3;
const SECONDS: f64 = 4.0;

/// Measures the rows of writing.
pub(crate) async fn measure(context: &Context) -> Result<Vec<Row>, Error> {
    let path = context.options.folder.join("reference.db");
    let mut commits = Commits::open(&path).await?;
    let likes = likes(context, &mut commits).await?;
    let comments = comments(context, &mut commits).await?;
    Ok(vec![
        Row::ratio(
            "durable likes, 64 connections",
            &likes,
            "/s",
            Bound::AtLeast(10.0),
            Bound::AtLeast(30.0),
        ),
        Row::ratio(
            "durable comments, 16 connections",
            &comments,
            "/s",
            Bound::AtLeast(5.0),
            Bound::AtLeast(8.0),
        ),
    ])
}

async fn likes(context: &Context, commits: &mut Commits) -> Result<Pairs, Error> {
    let mut pairs = Pairs::default();
    let before = context.foyer.reader().await?.like().await?;
    let mut acknowledged = 0;
    for _ in 0..ROUNDS {
        let load = Load {
            addr: context.foyer.addr(),
            connections: 64,
            duration: context.time(SECONDS),
            rate: None,
        };
        let review = context.foyer.review.clone();
        let outcome = load.run(move |_, out| review.like(out)).await?;
        acknowledged += outcome.answered;
        let bare = commits.run(What::Like, context.time(SECONDS)).await?;
        pairs.add(outcome.per_second(), bare);
    }
    // Every like that was acknowledged counts, and none counts twice.
    let counted = context.foyer.reader().await?.like().await? - before - 1;
    if u64::try_from(counted) != Ok(acknowledged) {
        let text = format!("{acknowledged} likes were acknowledged and {counted} are counted");
        return Err(Error::Unexpected(text));
    }
    Ok(pairs)
}

async fn comments(context: &Context, commits: &mut Commits) -> Result<Pairs, Error> {
    let mut pairs = Pairs::default();
    for round in 0..ROUNDS {
        let load = Load {
            addr: context.foyer.addr(),
            connections: 16,
            duration: context.time(SECONDS),
            rate: None,
        };
        let review = context.foyer.review.clone();
        let make = move |Turn { connection, number }: Turn, out: &mut Vec<u8>| {
            review.comment(
                &format!("Thought {number} of reader {connection} in round {round}"),
                out,
            );
        };
        let outcome = load.run(make).await?;
        let bare = commits.run(What::Comment, context.time(SECONDS)).await?;
        pairs.add(outcome.per_second(), bare);
    }
    Ok(pairs)
}
