//! A swarm: thousands of open event streams, and when an event has reached the last of them.

use std::{
    net::{Ipv4Addr, SocketAddr, SocketAddrV4},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures::{StreamExt as _, TryStreamExt as _, stream};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    sync::Notify,
    task::JoinHandle,
};

use crate::Error;

/// How many streams are opened at a time.
const OPENING: usize = 64;
/// How many streams come from one address of the loopback network, so that ports do not run out.
const PER_ADDRESS: usize = 5_000;
/// How long a stream may take to open.
const PATIENCE: Duration = Duration::from_secs(20);

/// Open streams, closed when this is dropped.
pub(crate) struct Swarm {
    tasks: Vec<JoinHandle<()>>,
    tally: Arc<Tally>,
}

/// What has arrived of one kind of event.
struct Tally {
    received: AtomicUsize,
    /// At how many somebody is woken.
    wanted: AtomicUsize,
    reached: Notify,
    /// When as many had arrived.
    last: Mutex<Option<Instant>>,
    /// What each stream heard last.
    heard: Vec<Mutex<String>>,
}

impl Tally {
    fn note(&self, number: usize, data: &str) {
        if let Some(Ok(mut heard)) = self.heard.get(number).map(Mutex::lock) {
            data.clone_into(&mut heard);
        }
        let received = self.received.fetch_add(1, Ordering::SeqCst) + 1;
        if received == self.wanted.load(Ordering::SeqCst)
            && let Ok(mut last) = self.last.lock()
        {
            *last = Some(Instant::now());
            self.reached.notify_one();
        }
    }
}

impl Swarm {
    /// Opens streams and waits until each has been answered; counts the events of a name.
    pub(crate) async fn open(
        addr: SocketAddr,
        path: &str,
        count: usize,
        event: &'static str,
    ) -> Result<Self, Error> {
        let tally = Arc::new(Tally {
            received: AtomicUsize::new(0),
            wanted: AtomicUsize::new(0),
            reached: Notify::new(),
            last: Mutex::new(None),
            heard: (0..count).map(|_| Mutex::default()).collect(),
        });
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: bench\r\naccept: text/event-stream\r\n\
             sec-fetch-site: same-origin\r\n\r\n"
        );
        let tasks = stream::iter(0..count)
            .map(|number| {
                let (request, tally) = (request.as_str(), tally.clone());
                async move {
                    let opened = tokio::time::timeout(PATIENCE, open_stream(addr, request, number));
                    let (stream, lines) = opened.await.map_err(|_| {
                        Error::Unexpected(format!("stream {number} was not answered"))
                    })??;
                    Ok::<_, Error>(tokio::spawn(listen(stream, lines, event, number, tally)))
                }
            })
            .buffer_unordered(OPENING)
            .try_collect()
            .await?;
        Ok(Self { tasks, tally })
    }

    /// Returns how many events have arrived.
    pub(crate) fn received(&self) -> usize {
        self.tally.received.load(Ordering::SeqCst)
    }

    /// Says that what comes next is to be waited for: one event on every stream.
    pub(crate) fn expect_one(&self) {
        self.tally.received.store(0, Ordering::SeqCst);
        self.tally.wanted.store(self.tasks.len(), Ordering::SeqCst);
    }

    /// Lists what each stream heard last.
    pub(crate) fn heard(&self) -> Vec<String> {
        let heard = self.tally.heard.iter();
        heard
            .map(|data| data.lock().map(|data| data.clone()).unwrap_or_default())
            .collect()
    }

    /// Waits until the expected event has reached every stream; returns when it reached the last.
    pub(crate) async fn reached(&self, patience: Duration) -> Result<Instant, Error> {
        let wait = tokio::time::timeout(patience, self.tally.reached.notified()).await;
        let last = self.tally.last.lock().ok().and_then(|mut last| last.take());
        last.filter(|_| wait.is_ok()).ok_or_else(|| {
            let (received, all) = (self.received(), self.tasks.len());
            Error::Unexpected(format!("an event reached {received} of {all} streams"))
        })
    }
}

impl Drop for Swarm {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "what is measured is asked without a client between"
)]
async fn open_stream(
    addr: SocketAddr,
    request: &str,
    number: usize,
) -> Result<(TcpStream, Lines), Error> {
    let doing = || Error::io(format!("stream {number}"));
    let socket = TcpSocket::new_v4().map_err(doing())?;
    let host = u8::try_from(2 + number / PER_ADDRESS).unwrap_or(u8::MAX);
    let from = SocketAddrV4::new(Ipv4Addr::new(127, 0, 0, host), 0);
    socket.bind(from.into()).map_err(doing())?;
    let mut stream = socket.connect(addr).await.map_err(doing())?;
    stream
        .write_all(request.as_bytes())
        .await
        .map_err(doing())?;
    let mut head = Vec::with_capacity(2_048);
    loop {
        if stream.read_buf(&mut head).await.map_err(doing())? == 0 {
            return Err(Error::Unexpected(format!("stream {number} was closed")));
        }
        if let Some(end) = head.windows(4).position(|part| part == b"\r\n\r\n") {
            if !head.starts_with(b"HTTP/1.1 200 ") {
                let first = String::from_utf8_lossy(&head[..end]);
                let first = first.lines().next().unwrap_or_default();
                return Err(Error::Unexpected(format!("stream {number}: {first}")));
            }
            let mut lines = Lines::default();
            lines.push(&head[end + 4..], |_, _| {});
            return Ok((stream, lines));
        }
    }
}

async fn listen(
    mut stream: TcpStream,
    mut lines: Lines,
    event: &str,
    number: usize,
    tally: Arc<Tally>,
) {
    let mut buffer = Vec::with_capacity(1_024);
    loop {
        buffer.clear();
        match stream.read_buf(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(_) => lines.push(&buffer, |name, data| {
                if name == event {
                    tally.note(number, data);
                }
            }),
        }
    }
}

/// Finds events in what arrives. The marks between chunks are lines that no event has, and a server
/// sends whole events.
#[derive(Default)]
struct Lines {
    rest: Vec<u8>,
    name: String,
}

impl Lines {
    fn push(&mut self, bytes: &[u8], mut found: impl FnMut(&str, &str)) {
        self.rest.extend_from_slice(bytes);
        let mut begin = 0;
        while let Some(length) = self.rest[begin..].iter().position(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(&self.rest[begin..begin + length]);
            let line = line.trim_end();
            if let Some(name) = line.strip_prefix("event:") {
                name.trim().clone_into(&mut self.name);
            } else if let Some(data) = line.strip_prefix("data:") {
                found(&self.name, data.trim());
            }
            begin += length + 1;
        }
        self.rest.drain(..begin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_found_between_the_marks_of_chunks() {
        let mut lines = Lines::default();
        let mut found = Vec::new();
        let text = "2b\r\nid: 7\nevent: likes\ndata: {\"review\":3}\n\n\r\n3\r\n:\n\n\r\n";
        for part in text.as_bytes().chunks(5) {
            lines.push(part, |name, data| {
                found.push((name.to_owned(), data.to_owned()));
            });
        }
        assert_eq!(found, [("likes".to_owned(), "{\"review\":3}".to_owned())]);
    }

    #[tokio::test]
    async fn the_last_receipt_is_that_of_the_last_stream() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (sender, _) = tokio::sync::broadcast::channel::<&'static str>(4);
        let subscriber = sender.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut events = subscriber.subscribe();
                tokio::spawn(async move {
                    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                    while let Ok(event) = events.recv().await {
                        stream.write_all(event.as_bytes()).await.unwrap();
                    }
                });
            }
        });
        let swarm = Swarm::open(addr, "/", 5, "likes").await.unwrap();
        let patience = Duration::from_secs(5);
        swarm.expect_one();
        let sent = Instant::now();
        sender.send("event: other\ndata: 0\n\n").unwrap();
        sender.send("event: likes\ndata: 1\n\n").unwrap();
        assert!(swarm.reached(patience).await.unwrap() > sent);
        assert_eq!(swarm.received(), 5);
        assert_eq!(swarm.heard(), ["1"; 5]);
        swarm.expect_one();
        let nothing = swarm.reached(Duration::from_millis(20)).await;
        assert!(nothing.unwrap_err().to_string().contains("reached 0 of 5"));
    }
}
