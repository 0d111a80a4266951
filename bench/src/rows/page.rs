//! A page that is kept ready: requests a second and waiting times beside a bare handler that
//! serves the same bytes, and whether it is never old.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use super::millis;
use crate::{
    Error,
    client::get,
    load::{Load, Outcome},
    plan::{Context, say},
    reference,
    stats::{Latencies, Pairs},
    table::{Bound, Row, with_unit},
};

const ROUNDS: usize = 4;
const SECONDS: f64 = 2.5;
/// How many changes are looked for in the next answer.
const CHANGES: usize = 40;
/// How many likes are waited for.
const LIKES: usize = 6;

/// Measures the rows of the page that is kept ready.
pub(crate) async fn measure(context: &Context) -> Result<Vec<Row>, Error> {
    let mut reader = context.foyer.reader().await?;
    let plain = reader.read(None).await?;
    let brotli = reader.read(Some("br")).await?;
    let handler = reference::page::start(&context.options, &plain, &brotli).await?;
    let mut rows = Vec::new();
    for connections in [64, 256] {
        let (mut speed, mut wait) = (Pairs::default(), Pairs::default());
        let mut cpu = Pairs::default();
        for _ in 0..ROUNDS {
            let before = (context.foyer.program.cpu()?, handler.cpu()?);
            let foyer = load(context, context.foyer.addr(), connections).await?;
            let bare = load(context, handler.addr, connections).await?;
            cpu.add(
                micros(context.foyer.program.cpu()?, before.0, foyer.answered),
                micros(handler.cpu()?, before.1, bare.answered),
            );
            speed.add(foyer.per_second(), bare.per_second());
            wait.add(p99(&foyer), p99(&bare));
        }
        say(&format!(
            "processor time a request, {connections} connections: {} beside {}",
            with_unit(cpu.foyer(), "µs"),
            with_unit(cpu.reference(), "µs")
        ))?;
        if connections == 64 {
            rows.push(Row::ratio(
                "review page, fresh, 64 connections",
                &speed,
                "/s",
                Bound::AtLeast(0.6),
                Bound::AtLeast(0.9),
            ));
        }
        rows.push(Row::ratio(
            format!("its p99, {connections} connections"),
            &wait,
            "ms",
            Bound::AtMost(2.0),
            Bound::AtMost(1.5),
        ));
    }
    rows.push(while_liked(context, handler.addr).await?);
    rows.append(&mut fresh(context).await?);
    Ok(rows)
}

/// Returns what each request had of the processor time between two readings.
#[expect(clippy::cast_precision_loss, reason = "a count of requests")]
fn micros(after: Duration, before: Duration, requests: u64) -> f64 {
    after.saturating_sub(before).as_secs_f64() * 1_000_000.0 / requests as f64
}

fn p99(outcome: &Outcome) -> f64 {
    millis(outcome.latencies.percentile(0.99))
}

/// Asks for the page in brotli on so many connections.
async fn load(context: &Context, addr: SocketAddr, connections: usize) -> Result<Outcome, Error> {
    let path = if addr == context.foyer.addr() {
        &context.foyer.review.path
    } else {
        "/brotli"
    };
    let request = get(path, Some("br"));
    let load = Load {
        addr,
        connections,
        duration: context.time(SECONDS),
        rate: None,
    };
    load.run(move |_, out| out.clone_from(&request)).await
}

async fn while_liked(context: &Context, handler: SocketAddr) -> Result<Row, Error> {
    let mut wait = Pairs::default();
    for _ in 0..ROUNDS {
        let likes = Load {
            addr: context.foyer.addr(),
            connections: 32,
            duration: context.time(SECONDS),
            rate: Some(100.0),
        };
        let review = context.foyer.review.clone();
        let (foyer, likes) = tokio::join!(
            load(context, context.foyer.addr(), 64),
            likes.run(move |_, out| review.like(out)),
        );
        let likes = likes?.per_second();
        if likes < 90.0 {
            let text = format!("only {likes:.0} of 100 likes a second were taken");
            return Err(Error::Unexpected(text));
        }
        let bare = load(context, handler, 64).await?;
        wait.add(p99(&foyer?), p99(&bare));
    }
    Ok(Row::ratio(
        "its p99 while 100 likes/s arrive, 64 connections",
        &wait,
        "ms",
        Bound::AtMost(3.0),
        Bound::AtMost(2.0),
    ))
}

/// Changes the page while many read it, and looks whether the next answer shows the change.
async fn fresh(context: &Context) -> Result<Vec<Row>, Error> {
    let crowd = Load {
        addr: context.foyer.addr(),
        connections: 16,
        duration: Duration::from_secs(30),
        rate: Some(4_000.0),
    };
    let request = get(&context.foyer.review.path, Some("br"));
    // It is broken off once the changes are through.
    let crowd = tokio::spawn(crowd.run(move |_, out| out.clone_from(&request)));
    let changed = change(context).await;
    crowd.abort();
    let (stale, likes) = changed?;
    #[expect(clippy::cast_precision_loss, reason = "a count of answers")]
    let stale = stale as f64;
    Ok(vec![
        Row::figure(
            format!("answers without the write before them, of {CHANGES}"),
            (stale, ""),
            Bound::AtMost(0.0),
            Bound::AtMost(0.0),
        ),
        Row::figure(
            "like on the page after it was acknowledged, longest",
            (millis(likes.longest()), "ms"),
            Bound::AtMost(1_000.0),
            Bound::AtMost(1_000.0),
        ),
    ])
}

/// Returns how many answers lacked the write before them, and how long likes took to be seen.
async fn change(context: &Context) -> Result<(usize, Latencies), Error> {
    let mut writer = context.foyer.reader().await?;
    let mut reader = context.foyer.reader().await?;
    let comment = writer.comment("A thought that is going to change").await?;
    let mut stale = 0;
    for number in 0..CHANGES {
        let text = format!("A thought in form {number}");
        writer.edit(comment, &text).await?;
        let page = reader.read(None).await?;
        if !String::from_utf8_lossy(&page).contains(&text) {
            stale += 1;
        }
    }
    let mut likes = Latencies::default();
    for _ in 0..LIKES {
        let count = writer.like().await?;
        let since = Instant::now();
        let seen = [format!("Liked by {count} p"), format!(">{count}<")];
        while since.elapsed() < Duration::from_secs(3) {
            let page = reader.read(None).await?;
            let page = String::from_utf8_lossy(&page);
            if seen.iter().any(|text| page.contains(text)) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        likes.add(since.elapsed());
    }
    Ok((stale, likes))
}
