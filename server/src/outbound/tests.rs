//! The client against a server of the test's own, which its gate lets in by its exact address.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::*;

/// Names of the tests' world.
struct Names(Vec<(&'static str, SocketAddr)>);

#[async_trait]
impl Resolve for Names {
    async fn resolve(&self, name: &str, _port: u16) -> Vec<SocketAddr> {
        let known = self.0.iter().filter(|(known, _)| *known == name);
        known.map(|(_, place)| *place).collect()
    }
}

/// A server that gives the same bytes to everybody and remembers what it was asked.
struct Other {
    place: SocketAddr,
    asked: Arc<AtomicUsize>,
    heads: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Other {
    async fn answering(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let other = Self {
            place: listener.local_addr().unwrap(),
            asked: Arc::default(),
            heads: Arc::default(),
        };
        let (asked, heads) = (other.asked.clone(), other.heads.clone());
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                asked.fetch_add(1, Ordering::SeqCst);
                let (heads, answer) = (heads.clone(), answer.clone());
                tokio::spawn(async move {
                    let mut head = vec![0; 8192];
                    let read = stream.read(&mut head).await.unwrap_or(0);
                    let head = String::from_utf8_lossy(&head[..read]).into_owned();
                    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                    heads.lock().unwrap().push(head);
                    let bytes = answer(&path);
                    let _ = stream.write_all(&bytes).await;
                    if bytes.is_empty() {
                        // It never says anything and never hangs up.
                        std::future::pending::<()>().await;
                    }
                });
            }
        });
        other
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Makes a client that may ask this server, by the name `old.example` too.
    fn client(&self) -> Outbound {
        let names = Names(vec![
            ("old.example", self.place),
            ("inside.example", "127.0.0.2:80".parse().unwrap()),
            ("cloud.example", "169.254.169.254:80".parse().unwrap()),
        ]);
        let limits = Limits {
            deadline: Duration::from_secs(1),
            bytes: 1_000,
        };
        Outbound::with(Arc::new(names), Gate::with(vec![self.place]), limits).unwrap()
    }

    async fn fetch(&self, path: &str) -> Result<Vec<u8>, FetchError> {
        let address = format!("http://old.example:{}{path}", self.place.port());
        let address = Url::parse(&address).unwrap();
        self.client().fetch(&address, "image").await
    }
}

fn found(kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nSet-Cookie: a=b\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn moved(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

#[tokio::test]
async fn what_is_there_is_fetched_and_nothing_is_told_about_us() {
    let other = Other::answering(|_| found("image/png", b"a picture")).await;
    assert_eq!(other.fetch("/a.png?w=300#x").await.unwrap(), b"a picture");
    assert_eq!(other.fetch("/a.png").await.unwrap(), b"a picture");
    let heads = other.heads.lock().unwrap();
    let expected = format!(
        "GET /a.png?w=300 HTTP/1.1\r\nhost: old.example:{}\r\nuser-agent: {}\r\naccept: image/*\r\n\r\n",
        other.place.port(),
        concat!("Foyer/", env!("CARGO_PKG_VERSION")),
    );
    assert_eq!(heads[0], expected);
    assert!(!heads[1].contains("ookie"), "{}", heads[1]);
}

#[tokio::test]
async fn a_redirect_is_followed_three_times_and_no_more() {
    let other = Other::answering(|path| match path {
        "/0" => found("image/png", b"a picture"),
        path => {
            let number: usize = path[1..].parse().unwrap();
            moved(&format!("/{}", number - 1))
        }
    })
    .await;
    assert_eq!(other.fetch("/3").await.unwrap(), b"a picture");
    assert_eq!(other.fetch("/4").await, Err(FetchError::Redirects));
    assert_eq!(other.asked(), 8);
}

#[tokio::test]
async fn a_redirect_to_where_nobody_may_ask_is_refused() {
    for (to, why) in [
        (
            "http://inside.example/",
            FetchError::Private("inside.example".to_owned()),
        ),
        (
            "http://cloud.example/",
            FetchError::Private("cloud.example".to_owned()),
        ),
        (
            "http://127.0.0.1/",
            FetchError::Private("127.0.0.1".to_owned()),
        ),
        (
            "http://0x7f.1/",
            FetchError::Private("127.0.0.1".to_owned()),
        ),
        (
            "http://2130706433/",
            FetchError::Private("127.0.0.1".to_owned()),
        ),
        ("http://[::1]/", FetchError::Private("[::1]".to_owned())),
        (
            "http://[::ffff:10.0.0.1]/",
            FetchError::Private("[::ffff:a00:1]".to_owned()),
        ),
        ("http://old.example:22/", FetchError::Port(22)),
        (
            "http://nowhere.example/",
            FetchError::Unknown("nowhere.example".to_owned()),
        ),
        ("file:///etc/passwd", FetchError::NotWeb),
        ("http://u:p@old.example/", FetchError::NotWeb),
    ] {
        let other = Other::answering(move |_| moved(to)).await;
        assert_eq!(other.fetch("/").await, Err(why), "{to}");
        assert_eq!(other.asked(), 1, "{to}");
    }
}

#[tokio::test]
async fn what_is_larger_than_is_taken_is_refused_whatever_it_says_of_its_size() {
    let large = vec![b'x'; 1_001];
    let honest = large.clone();
    let other = Other::answering(move |_| found("image/png", &honest)).await;
    assert_eq!(other.fetch("/").await, Err(FetchError::TooLarge));
    let silent = [
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n",
        &large[..],
    ]
    .concat();
    let other = Other::answering(move |_| silent.clone()).await;
    assert_eq!(other.fetch("/").await, Err(FetchError::TooLarge));
    let other = Other::answering(move |_| found("image/png", &large[..1_000])).await;
    assert_eq!(other.fetch("/").await.unwrap().len(), 1_000);
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    let silent = Other::answering(|_| Vec::new()).await;
    assert_eq!(silent.fetch("/").await, Err(FetchError::TooSlow));
    let half = Other::answering(|path| match path {
        "/" => moved("/slow"),
        _ => Vec::new(),
    })
    .await;
    assert_eq!(half.fetch("/").await, Err(FetchError::TooSlow));
}

#[tokio::test]
async fn what_is_of_another_kind_or_refused_or_broken_is_not_taken() {
    let kind = |found: &str| FetchError::Kind {
        wanted: "image",
        found: found.to_owned(),
    };
    let packed = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Encoding: gzip\r\n\r\nx";
    let cut = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\nx";
    for (answer, why) in [
        (
            found("text/html; charset=utf-8", b"<html>"),
            kind("text/html"),
        ),
        (found("imagery/png", b"x"), kind("imagery/png")),
        (found("", b"x"), kind("of no known kind")),
        (packed.to_vec(), kind("gzip")),
        (
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
            FetchError::Status(404),
        ),
        (
            b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n".to_vec(),
            FetchError::Status(301),
        ),
        (
            cut.to_vec(),
            FetchError::Unreachable("old.example".to_owned()),
        ),
        (
            b"SSH-2.0-x\r\n".to_vec(),
            FetchError::Unreachable("old.example".to_owned()),
        ),
    ] {
        let shown = String::from_utf8_lossy(&answer).into_owned();
        let other = Other::answering(move |_| answer.clone()).await;
        assert_eq!(other.fetch("/").await, Err(why), "{shown}");
    }
}

#[tokio::test]
async fn a_site_that_cannot_speak_tls_is_not_asked_without_it() {
    let other = Other::answering(|_| found("image/png", b"a picture")).await;
    let address = format!("https://old.example:{}/a.png", other.place.port());
    let outcome = other
        .client()
        .fetch(&Url::parse(&address).unwrap(), "image")
        .await;
    assert_eq!(
        outcome,
        Err(FetchError::Unreachable("old.example".to_owned()))
    );
}

#[test]
fn refusals_are_sentences() {
    assert_eq!(FetchError::TooLarge.to_string(), "it is larger than 5 MiB");
    assert_eq!(
        FetchError::TooSlow.to_string(),
        "it takes longer than 5 seconds"
    );
    assert!(Outbound::new().is_ok());
}
