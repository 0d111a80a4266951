//! Load: many connections that ask again as soon as they were answered, or a fixed number of
//! requests a second.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{Error, client::Connection, stats::Latencies};

/// How many threads make the load.
const THREADS: usize = 2;
/// How long load runs before it is measured.
const WARM_UP: Duration = Duration::from_millis(300);
/// How long the last answers may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which request is to be made: the connection, and how many it has made before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    /// The connection's number.
    pub(crate) connection: usize,
    /// How many requests the connection has made.
    pub(crate) number: u64,
}

/// What came of a load.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// How many requests were answered while it was measured.
    pub(crate) measured: u64,
    /// How many were answered in all, the time before and after included.
    pub(crate) answered: u64,
    /// How long it was measured.
    pub(crate) seconds: f64,
    /// How long the answers took.
    pub(crate) latencies: Latencies,
}

impl Outcome {
    /// Returns the requests answered in a second.
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    pub(crate) fn per_second(&self) -> f64 {
        self.measured as f64 / self.seconds
    }

    fn merge(&mut self, other: Self) {
        self.measured += other.measured;
        self.answered += other.answered;
        self.latencies.merge(other.latencies);
    }
}

/// A load on one address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// Where to.
    pub(crate) addr: SocketAddr,
    /// On how many connections.
    pub(crate) connections: usize,
    /// How long it is measured.
    pub(crate) duration: Duration,
    /// How many requests a second there are in all; none for as many as are answered.
    pub(crate) rate: Option<f64>,
}

impl Load {
    /// Makes the load; every answer must be 200.
    pub(crate) async fn run<M>(self, make: M) -> Result<Outcome, Error>
    where
        M: Fn(Turn, &mut Vec<u8>) + Send + Sync + 'static,
    {
        let make = Arc::new(make);
        let begin = Instant::now();
        let threads: Vec<_> = (0..THREADS.min(self.connections))
            .map(|thread| {
                let make = make.clone();
                // A runtime of its own, and no work that wanders between threads.
                tokio::task::spawn_blocking(move || self.run_thread(thread, begin, &*make))
            })
            .collect();
        let mut all = Outcome {
            seconds: self.duration.as_secs_f64(),
            ..Outcome::default()
        };
        for thread in threads {
            let outcome = thread
                .await
                .map_err(|error| Error::Unexpected(error.to_string()))??;
            all.merge(outcome);
        }
        Ok(all)
    }

    fn run_thread<M>(self, thread: usize, begin: Instant, make: &M) -> Result<Outcome, Error>
    where
        M: Fn(Turn, &mut Vec<u8>),
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::io("a runtime for the load"))?;
        let connections = (thread..self.connections).step_by(THREADS);
        let all = futures::future::try_join_all(
            connections.map(|connection| self.run_connection(connection, begin, make)),
        );
        let all = runtime.block_on(async {
            let patience = WARM_UP + self.duration + PATIENCE;
            tokio::time::timeout(patience, all)
                .await
                .map_err(|_| Error::Unexpected("an answer did not come".to_owned()))?
        })?;
        let mut outcome = Outcome::default();
        for one in all {
            outcome.merge(one);
        }
        Ok(outcome)
    }

    async fn run_connection<M>(
        self,
        connection: usize,
        begin: Instant,
        make: &M,
    ) -> Result<Outcome, Error>
    where
        M: Fn(Turn, &mut Vec<u8>),
    {
        let (from, until) = (begin + WARM_UP, begin + WARM_UP + self.duration);
        let mut socket = Connection::open(self.addr)
            .await
            .map_err(Error::io("a connection for the load"))?;
        let mut outcome = Outcome::default();
        let mut request = Vec::new();
        loop {
            let turn = Turn {
                connection,
                number: outcome.answered,
            };
            if let Some(due) = self.due(turn, begin) {
                tokio::time::sleep_until(due.into()).await;
            }
            let sent = Instant::now();
            if sent >= until {
                return Ok(outcome);
            }
            make(turn, &mut request);
            let answer = socket
                .exchange(&request)
                .await
                .map_err(Error::io("an answer to the load"))?;
            if answer.status != 200 {
                let (status, text) = (answer.status, answer.text());
                let text: String = text.chars().take(200).collect();
                return Err(Error::Unexpected(format!(
                    "the load was answered with {status}: {text}"
                )));
            }
            outcome.answered += 1;
            if sent >= from {
                outcome.measured += 1;
                outcome.latencies.add(sent.elapsed());
            }
        }
    }

    /// Returns when a request is due where there is a rate; connections take turns.
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    fn due(&self, turn: Turn, begin: Instant) -> Option<Instant> {
        let rate = self.rate?;
        let place = turn.number as f64 * self.connections as f64 + turn.connection as f64;
        Some(begin + Duration::from_secs_f64(place / rate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_shared_by_the_connections() {
        let load = Load {
            addr: ([127, 0, 0, 1], 1).into(),
            connections: 4,
            duration: Duration::from_secs(1),
            rate: Some(100.0),
        };
        let begin = Instant::now();
        let due = |connection, number| {
            let turn = Turn { connection, number };
            load.due(turn, begin).unwrap() - begin
        };
        assert_eq!(due(0, 0), Duration::ZERO);
        assert_eq!(due(3, 0), Duration::from_millis(30));
        assert_eq!(due(0, 1), Duration::from_millis(40));
        assert_eq!(due(1, 24), Duration::from_millis(970));
    }

    #[tokio::test]
    async fn only_answers_within_the_measured_time_count() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let router = axum::Router::new().route("/", axum::routing::get(|| async { "hello" }));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let load = Load {
            addr,
            connections: 3,
            duration: Duration::from_millis(200),
            rate: Some(300.0),
        };
        let request = crate::client::get("/", None);
        let outcome = load
            .run(move |_, out| out.clone_from(&request))
            .await
            .unwrap();
        assert!(
            (40..=62).contains(&outcome.measured),
            "{}",
            outcome.measured
        );
        assert!(outcome.answered > outcome.measured);
        let missing = crate::client::get("/missing", None);
        let refused = load.run(move |_, out| out.clone_from(&missing)).await;
        assert!(refused.unwrap_err().to_string().contains("404"));
    }
}
