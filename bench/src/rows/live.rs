//! Live events: how soon a like is seen elsewhere, how soon an event is everywhere, and what open
//! streams cost, beside a minimal hub.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use super::millis;
use crate::{
    Error,
    client::{Connection, get},
    load::Load,
    plan::{Context, say},
    process::{Program, open_files},
    reference,
    stats::{Latencies, Pairs},
    swarm::Swarm,
    table::{Bound, Row, with_unit},
};

/// The name of the event that tells of likes.
const EVENT: &str = "likes";
/// How many streams are open for one event.
const STREAMS: usize = 10_000;
/// How many times both sides open them.
const ROUNDS: usize = 2;
/// How many events each of these times has.
const EVENTS: usize = 6;
/// How many likes are waited for one by one.
const LIKES: u64 = 30;
/// Longer than likes are gathered for one event.
const APART: Duration = Duration::from_millis(600);
/// How long an event may take to be everywhere.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many streams listen while likes rain.
const LISTENERS: usize = 100;

/// Measures the rows of live events.
pub(crate) async fn measure(context: &Context) -> Result<Vec<Row>, Error> {
    if !has_events(context).await? {
        say("Left out: this release has no event streams.")?;
        return Ok(Vec::new());
    }
    let mut rows = vec![like_elsewhere(context).await?];
    rows.append(&mut everywhere(context).await?);
    rows.append(&mut rain(context).await?);
    Ok(rows)
}

/// Returns the address of the review's events from now on.
async fn events(context: &Context) -> Result<String, Error> {
    let page = context.foyer.reader().await?.read(None).await?;
    let page = String::from_utf8_lossy(&page);
    let after: String = page
        .split_once("data-events-after=\"")
        .map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect())
        .unwrap_or_default();
    Ok(format!(
        "{}/events?after={after}",
        context.foyer.review.path
    ))
}

/// Says whether there is a stream: it has no length, and a refusal has one.
async fn has_events(context: &Context) -> Result<bool, Error> {
    let request = get(&events(context).await?, None);
    let mut connection = Connection::open(context.foyer.addr())
        .await
        .map_err(Error::io("a connection"))?;
    Ok(connection.exchange(&request).await.is_err())
}

/// Likes on one connection and waits for the event on another.
async fn like_elsewhere(context: &Context) -> Result<Row, Error> {
    let swarm = Swarm::open(context.foyer.addr(), &events(context).await?, 1, EVENT).await?;
    let mut reader = context.foyer.reader().await?;
    let mut took = Latencies::default();
    for number in 0..LIKES {
        // Not in step with anything.
        tokio::time::sleep(APART + Duration::from_millis(number * 37 % 100)).await;
        swarm.expect_one();
        let sent = Instant::now();
        reader.like().await?;
        took.add(
            swarm
                .reached(PATIENCE)
                .await?
                .saturating_duration_since(sent),
        );
    }
    let row = Row::figure(
        "like in one browser → count in another, p95",
        (millis(took.percentile(0.95)), "ms"),
        Bound::AtMost(300.0),
        Bound::AtMost(50.0),
    );
    Ok(Row {
        foyer: Some(format!(
            "median {}",
            with_unit(millis(took.percentile(0.5)), "ms")
        )),
        ..row
    })
}

/// Opens as many streams as the system allows on both sides in turns.
async fn everywhere(context: &Context) -> Result<Vec<Row>, Error> {
    let streams = STREAMS.min(open_files().saturating_sub(1_000));
    if streams < STREAMS {
        say(&format!(
            "Only {streams} streams: the system allows {} open files.",
            open_files()
        ))?;
    }
    let hub = reference::hub::start(&context.options).await?;
    let (mut last, mut memory) = (Pairs::default(), Pairs::default());
    for round in 0..ROUNDS {
        let path = events(context).await?;
        let foyer = one_side(context, &context.foyer.program, &path, streams).await?;
        let bare = one_side(context, &hub, "/events", streams).await?;
        for (foyer, bare) in foyer.last.iter().zip(&bare.last) {
            last.add(*foyer, *bare);
        }
        // Memory that was used once is used again.
        if round == 0 {
            memory.add(foyer.per_stream, bare.per_stream);
        }
    }
    let each = Row::figure(
        "memory per idle stream",
        (memory.foyer(), "KiB"),
        Bound::AtMost(20.0),
        Bound::AtMost(12.0),
    );
    Ok(vec![
        Row::ratio(
            format!("one event to {streams} open streams, last receipt"),
            &last,
            "ms",
            Bound::AtMost(1.2),
            Bound::AtMost(0.95),
        ),
        Row {
            reference: Some(with_unit(memory.reference(), "KiB")),
            ..each
        },
    ])
}

/// What one side of the comparison came to.
struct Side {
    /// How long events took to the last stream, in milliseconds.
    last: Vec<f64>,
    /// What a stream that waits takes, in KiB.
    per_stream: f64,
}

async fn one_side(
    context: &Context,
    program: &Program,
    path: &str,
    streams: usize,
) -> Result<Side, Error> {
    let before = program.memory()?;
    let swarm = Swarm::open(program.addr, path, streams, EVENT).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let grown = program.memory()?.saturating_sub(before);
    #[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
    let per_stream = grown as f64 / 1_024.0 / streams as f64;
    let mut last = Vec::new();
    let is_foyer = program.addr == context.foyer.addr();
    let mut connection = Connection::open(program.addr)
        .await
        .map_err(Error::io("a connection"))?;
    for number in 0..=EVENTS {
        tokio::time::sleep(APART).await;
        let mut request = Vec::new();
        if is_foyer {
            context.foyer.review.like(&mut request);
        } else {
            request = publish(&format!("{{\"review\":{number}}}"));
        }
        swarm.expect_one();
        let sent = Instant::now();
        let answer = connection.exchange(&request).await;
        let status = answer.map_err(Error::io("an event"))?.status;
        if status != 200 {
            return Err(Error::Unexpected(format!(
                "an event was answered with {status}"
            )));
        }
        let reached = swarm.reached(PATIENCE).await?;
        // The first one finds nothing in any cache.
        if number > 0 {
            last.push(millis(reached.saturating_duration_since(sent)));
        }
    }
    Ok(Side { last, per_stream })
}

/// Writes a request to the reference's hub.
fn publish(data: &str) -> Vec<u8> {
    format!(
        "POST /publish HTTP/1.1\r\nhost: bench\r\ncontent-type: text/plain\r\n\
         content-length: {}\r\n\r\n{data}",
        data.len()
    )
    .into_bytes()
}

/// Sends a thousand likes a second and counts the events on each stream.
async fn rain(context: &Context) -> Result<Vec<Row>, Error> {
    let addr: SocketAddr = context.foyer.addr();
    let swarm = Swarm::open(addr, &events(context).await?, LISTENERS, EVENT).await?;
    let load = Load {
        addr,
        connections: 128,
        duration: context.time(5.0),
        rate: Some(1_000.0),
    };
    let review = context.foyer.review.clone();
    let begin = Instant::now();
    let likes = load.run(move |_, out| review.like(out)).await?;
    let seconds = begin.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a count of events")]
    let events = swarm.received() as f64 / LISTENERS as f64 / seconds;
    let count = context.foyer.reader().await?.like().await?;
    tokio::time::sleep(APART).await;
    let heard = swarm.heard();
    let exact = heard.iter().filter(|data| tells(data, count)).count();
    #[expect(clippy::cast_precision_loss, reason = "a count of streams")]
    let wrong = (LISTENERS - exact) as f64;
    let row = Row::figure(
        "events per stream while 1,000 likes/s arrive",
        (events, "/s"),
        Bound::AtMost(5.0),
        Bound::AtMost(4.0),
    );
    Ok(vec![
        Row {
            foyer: Some(format!("of {}", with_unit(likes.per_second(), "likes/s"))),
            ..row
        },
        Row::figure(
            format!("streams of {LISTENERS} whose last number is wrong"),
            (wrong, ""),
            Bound::AtMost(0.0),
            Bound::AtMost(0.0),
        ),
    ])
}

/// Says whether an event tells of a review's number of likes.
fn tells(data: &str, count: i64) -> bool {
    let event: serde_json::Value = serde_json::from_str(data).unwrap_or_default();
    event["review"].as_i64() == Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_event_with_the_number_tells_of_it() {
        assert!(tells("{\"review\":7,\"comments\":{}}", 7));
        assert!(!tells("{\"comments\":{\"7\":7}}", 7));
        assert!(!tells("", 0));
    }

    #[test]
    fn what_is_published_is_sent_with_its_length() {
        let text = String::from_utf8(publish("{\"review\":1}")).unwrap();
        assert!(
            text.ends_with("content-length: 12\r\n\r\n{\"review\":1}"),
            "{text}"
        );
    }
}
