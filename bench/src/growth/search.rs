//! How long answers to questions take, with as many asking at once as the machine has cores.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use super::{GrowthOptions, questions};
use crate::{
    Error,
    client::{Connection, get},
    plan::say,
    rows::millis,
    stats::Latencies,
    table::{Bound, Row},
};

/// How many ask at once.
const ASKING: usize = 2;

/// Measures the rows of search.
pub(crate) async fn measure(options: &GrowthOptions, addr: SocketAddr) -> Result<Vec<Row>, Error> {
    let mut all = Latencies::default();
    let mut hostile = Duration::ZERO;
    let mut rows = Vec::new();
    for kind in questions::kinds() {
        let mut one = Latencies::default();
        let mut slowest = (Duration::ZERO, String::new());
        for _ in 0..options.rounds {
            for (took, question) in ask(addr, &kind.questions).await? {
                one.add(took);
                if took > slowest.0 {
                    slowest = (took, question);
                }
            }
        }
        let slow: String = slowest.1.chars().take(60).collect();
        say(&format!(
            "{}: p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms ({slow})",
            kind.name,
            millis(one.percentile(0.5)),
            millis(one.percentile(0.99)),
            millis(one.longest()),
        ))?;
        if kind.is_hostile {
            hostile = one.longest();
        } else {
            all.merge(one);
        }
    }
    rows.push(Row::figure(
        "search, what people ask, p50",
        (millis(all.percentile(0.5)), "ms"),
        Bound::AtMost(100.0),
        Bound::AtMost(20.0),
    ));
    rows.push(Row::figure(
        "search, what people ask, p99",
        (millis(all.percentile(0.99)), "ms"),
        Bound::AtMost(100.0),
        Bound::AtMost(50.0),
    ));
    rows.push(Row::figure(
        "search, the longest answer to a question meant to do harm",
        (millis(hostile), "ms"),
        Bound::AtMost(1_000.0),
        Bound::AtMost(250.0),
    ));
    Ok(rows)
}

/// Asks every question once, shared out among those who ask.
async fn ask(addr: SocketAddr, questions: &[String]) -> Result<Vec<(Duration, String)>, Error> {
    let shares = (0..ASKING).map(|share| {
        let questions: Vec<String> = questions
            .iter()
            .skip(share)
            .step_by(ASKING)
            .cloned()
            .collect();
        async move {
            let connection = Connection::open(addr).await;
            let mut connection = connection.map_err(Error::io("a question"))?;
            let mut took = Vec::new();
            for question in questions {
                let request = get(&questions::address(&question), Some("br"));
                let begun = Instant::now();
                let answer = connection.exchange(&request).await;
                let status = answer.map_err(Error::io("a question"))?.status;
                if status >= 500 {
                    return Err(Error::Unexpected(format!(
                        "{question} was answered with {status}"
                    )));
                }
                took.push((begun.elapsed(), question));
            }
            Ok(took)
        }
    });
    let all = futures::future::try_join_all(shares).await?;
    Ok(all.into_iter().flatten().collect())
}
