//! One exchange with another site, at an address that has passed the gate.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{
    HeaderMap, Request, StatusCode,
    header::{ACCEPT, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HOST, LOCATION, USER_AGENT},
};
use http_body_util::{BodyExt as _, Empty};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinSet,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};
use url::{Position, Url};

use super::FetchError;

/// How Foyer calls itself. It names no site: whoever is asked need not know who imports from it.
const AGENT: &str = concat!("Foyer/", env!("CARGO_PKG_VERSION"));
/// The most bytes that an answer's head may have.
const MOST_HEAD: usize = 64 * 1024;

/// What another site answered.
pub(super) enum Answer {
    /// What was asked for.
    Body(Vec<u8>),
    /// That it is somewhere else.
    Elsewhere(Url),
}

/// Asks for what is at an address: of this kind, of at most so many bytes.
pub(super) async fn ask(
    tls: &TlsConnector,
    address: &Url,
    places: &[SocketAddr],
    wanted: (&'static str, usize),
) -> Result<Answer, FetchError> {
    let unreachable = || FetchError::Unreachable(address.host_str().unwrap_or_default().to_owned());
    let stream = connect(places).await.ok_or_else(unreachable)?;
    if address.scheme() == "http" {
        return exchange(stream, address, wanted).await;
    }
    let name = address.host_str().unwrap_or_default();
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(name.to_owned()).map_err(|_| FetchError::NotWeb)?;
    let stream = tls.connect(name, stream).await;
    let stream = stream.map_err(|_| unreachable())?;
    exchange(stream, address, wanted).await
}

/// Connects to the first place that answers.
#[expect(
    clippy::disallowed_methods,
    reason = "connections go out from here and from nowhere else"
)]
async fn connect(places: &[SocketAddr]) -> Option<TcpStream> {
    for place in places {
        if let Ok(stream) = TcpStream::connect(place).await {
            return Some(stream);
        }
    }
    None
}

#[expect(
    clippy::disallowed_methods,
    reason = "connections go out from here and from nowhere else"
)]
async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    address: &Url,
    (kind, most): (&'static str, usize),
) -> Result<Answer, FetchError> {
    let unreachable = || FetchError::Unreachable(address.host_str().unwrap_or_default().to_owned());
    let mut client = http1::Builder::new();
    client.max_buf_size(MOST_HEAD);
    let (mut sender, connection) = client
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| unreachable())?;
    // Ends with this function, whichever way that does.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let request = Request::get(&address[Position::BeforePath..Position::AfterQuery])
        .header(HOST, &address[Position::BeforeHost..Position::AfterPort])
        .header(USER_AGENT, AGENT)
        .header(ACCEPT, format!("{kind}/*"))
        .body(Empty::<Bytes>::new())
        .map_err(|_| FetchError::NotWeb)?;
    let answer = sender.send_request(request).await;
    let (head, body) = answer.map_err(|_| unreachable())?.into_parts();
    if head.status.is_redirection() {
        let next = elsewhere(address, &head.headers);
        return next.ok_or(FetchError::Status(head.status.as_u16()));
    }
    if head.status != StatusCode::OK {
        return Err(FetchError::Status(head.status.as_u16()));
    }
    check_kind(&head.headers, kind)?;
    let length = text(&head.headers, CONTENT_LENGTH.as_str()).parse();
    if length.is_ok_and(|length: u64| length > most as u64) {
        return Err(FetchError::TooLarge);
    }
    let bytes = read(body, most).await?;
    bytes.map(Answer::Body).ok_or_else(unreachable)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().trim()
}

fn elsewhere(address: &Url, headers: &HeaderMap) -> Option<Answer> {
    let location = text(headers, LOCATION.as_str());
    let next = (!location.is_empty()).then(|| address.join(location).ok());
    next.flatten().map(Answer::Elsewhere)
}

/// Asks for the kind to be the one wanted. It is not believed: whoever fetches looks at what came.
fn check_kind(headers: &HeaderMap, wanted: &'static str) -> Result<(), FetchError> {
    let found = text(headers, CONTENT_TYPE.as_str());
    let found = found.split(';').next().unwrap_or_default().trim();
    let main = found.split('/').next().unwrap_or_default();
    let coding = text(headers, CONTENT_ENCODING.as_str());
    let found = match (main.eq_ignore_ascii_case(wanted), coding) {
        (true, "" | "identity") => return Ok(()),
        (true, coding) => coding,
        (false, _) => found,
    };
    Err(FetchError::Kind {
        wanted,
        found: if found.is_empty() {
            "of no known kind".to_owned()
        } else {
            found.chars().take(80).collect()
        },
    })
}

/// Reads a body to its end; nothing when it is broken off.
async fn read(mut body: Incoming, most: usize) -> Result<Option<Vec<u8>>, FetchError> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Ok(None);
        };
        if let Some(data) = frame.data_ref() {
            if bytes.len() + data.len() > most {
                return Err(FetchError::TooLarge);
            }
            bytes.extend_from_slice(data);
        }
    }
    Ok(Some(bytes))
}
