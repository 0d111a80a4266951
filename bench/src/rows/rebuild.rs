//! What a change costs until the first fresh answer, and how fast pages are that nobody keeps
//! ready.

use std::time::Duration;

use super::millis;
use crate::{
    Error,
    client::get,
    load::Load,
    plan::Context,
    reference,
    stats::{Pairs, median},
    table::{Bound, Row},
};

/// How many changes are made.
const CHANGES: usize = 150;
/// How long the server is left alone until all its threads rest.
const REST: Duration = Duration::from_millis(4);
const ROUNDS: usize = 3;
const SECONDS: f64 = 2.5;

/// Measures the rows of pages that have to be made.
pub(crate) async fn measure(context: &Context) -> Result<Vec<Row>, Error> {
    let cpu = cpu_of_a_change(context).await?;
    let uncached = uncached(context).await?;
    Ok(vec![cpu, uncached])
}

/// Measures the server's processor time between an acknowledged change and the page with it.
async fn cpu_of_a_change(context: &Context) -> Result<Row, Error> {
    let mut reader = context.foyer.reader().await?;
    let comment = reader.comment("A thought to be measured").await?;
    let mut costs = Vec::new();
    for number in 0..CHANGES {
        // Of the same length every time, so that the page is, too.
        let text = format!("A thought in measured form {number:06}");
        reader.edit(comment, &text).await?;
        tokio::time::sleep(REST).await;
        let before = context.foyer.program.cpu()?;
        reader.read(Some("br")).await?;
        tokio::time::sleep(REST).await;
        costs.push(millis(context.foyer.program.cpu()?.saturating_sub(before)));
    }
    Ok(Row::figure(
        "CPU from a write to the first fresh answer, in brotli",
        (median(&costs).unwrap_or(f64::NAN), "ms"),
        Bound::AtMost(2.0),
        Bound::AtMost(0.5),
    ))
}

async fn uncached(context: &Context) -> Result<Row, Error> {
    // A query that Foyer does not know has its page made for this request alone.
    let path = format!("{}?bench=1", context.foyer.review.path);
    let plain = context.foyer.reader().await?.read(None).await?;
    let handler = reference::page::start(&context.options, &plain, &plain).await?;
    let mut pairs = Pairs::default();
    for _ in 0..ROUNDS {
        let mut sides = [0.0; 2];
        let targets = [
            (context.foyer.addr(), path.as_str()),
            (handler.addr, "/plain"),
        ];
        for (side, (addr, path)) in sides.iter_mut().zip(targets) {
            let load = Load {
                addr,
                connections: 16,
                duration: context.time(SECONDS),
                rate: None,
            };
            let request = get(path, None);
            let outcome = load.run(move |_, out| out.clone_from(&request)).await?;
            *side = outcome.per_second();
        }
        pairs.add(sides[0], sides[1]);
    }
    Ok(Row::ratio(
        "uncached renders, 16 connections",
        &pairs,
        "/s",
        Bound::AtLeast(0.05),
        Bound::AtLeast(0.14),
    ))
}
