//! One kept-alive HTTP/1.1 connection over a plain socket: a load that costs as little as it can
//! leaves the machine to what is measured.

use std::{
    fmt::Write as _,
    io::{Error, ErrorKind},
    net::SocketAddr,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// The most headers an answer may have.
const HEADERS: usize = 64;
/// How much is read at a time, in bytes.
const READ: usize = 64 * 1024;

/// A connection on which one request follows the other.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer that has arrived in whole.
#[derive(Clone, Copy)]
pub(crate) struct Answer<'c> {
    /// Its status.
    pub(crate) status: u16,
    /// Its head as it was sent.
    head: &'c [u8],
    /// Its body, encoded as it was sent.
    pub(crate) body: &'c [u8],
}

impl Connection {
    /// Connects.
    #[expect(
        clippy::disallowed_methods,
        reason = "what is measured is asked without a client between"
    )]
    pub(crate) async fn open(addr: SocketAddr) -> Result<Self, Error> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(READ),
        })
    }

    /// Sends a request and waits for the whole answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>, Error> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut known: Option<Head> = None;
        loop {
            self.buffer.reserve(READ);
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if known.is_none() {
                known = Head::read(&self.buffer)?;
            }
            if let Some(head) = &known
                && self.buffer.len() >= head.length + head.body
            {
                return Ok(Answer {
                    status: head.status,
                    head: &self.buffer[..head.length],
                    body: &self.buffer[head.length..head.length + head.body],
                });
            }
        }
    }
}

/// What matters of an answer's head.
struct Head {
    status: u16,
    /// How long it is, in bytes.
    length: usize,
    /// How long the body behind it is, in bytes.
    body: usize,
}

impl Head {
    /// Reads a head; nothing while it is not complete.
    fn read(bytes: &[u8]) -> Result<Option<Self>, Error> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut answer = httparse::Response::new(&mut headers);
        let parsed = answer.parse(bytes).map_err(Error::other)?;
        let httparse::Status::Complete(length) = parsed else {
            return Ok(None);
        };
        let status = answer.code.unwrap_or(0);
        let declared = answer
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-length"))
            .and_then(|header| std::str::from_utf8(header.value).ok()?.parse().ok());
        let body = match (declared, status) {
            (Some(body), _) => body,
            (None, 204 | 304) => 0,
            (None, _) => return Err(Error::other("an answer does not say how long it is")),
        };
        Ok(Some(Self {
            status,
            length,
            body,
        }))
    }
}

impl Answer<'_> {
    /// Finds a header by its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut answer = httparse::Response::new(&mut headers);
        answer.parse(self.head).ok()?;
        answer
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| String::from_utf8_lossy(header.value).into_owned())
    }

    /// Returns the body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.body).into_owned()
    }
}

/// Writes a request for a page in one encoding; none asks for it as it is.
pub(crate) fn get(path: &str, encoding: Option<&str>) -> Vec<u8> {
    let encoding = encoding.map_or_else(String::new, |name| format!("accept-encoding: {name}\r\n"));
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept: text/html\r\n{encoding}\r\n")
        .into_bytes()
}

/// Writes a form as the page's own script sends it, into a buffer that is used again.
pub(crate) fn form(out: &mut Vec<u8>, path: &str, cookie: Option<&str>, fields: &str) {
    let cookie = cookie.map_or_else(String::new, |cookie| format!("cookie: {cookie}\r\n"));
    let mut text = String::with_capacity(256 + fields.len());
    // Writing into memory cannot fail.
    let _ = write!(
        text,
        "POST {path} HTTP/1.1\r\nhost: bench\r\naccept: application/json\r\n\
         sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         {cookie}content-length: {}\r\n\r\n{fields}",
        fields.len()
    );
    out.clear();
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_complete() {
        let text = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nx: y\r\n\r\nhe";
        assert!(Head::read(&text[..30]).unwrap().is_none());
        let head = Head::read(text).unwrap().unwrap();
        assert_eq!(
            (head.status, head.length, head.body),
            (200, text.len() - 2, 5)
        );
        let none = b"HTTP/1.1 304 Not Modified\r\n\r\n";
        assert_eq!(Head::read(none).unwrap().unwrap().body, 0);
    }

    #[test]
    fn an_answer_of_unknown_length_is_an_error() {
        assert!(Head::read(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }

    #[test]
    fn a_form_says_how_long_it_is() {
        let mut out = b"left over".to_vec();
        form(&mut out, "/reviews/a", Some("a=b"), "form=like-review&id=1");
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("POST /reviews/a HTTP/1.1\r\n"), "{text}");
        assert!(
            text.contains("cookie: a=b\r\ncontent-length: 21\r\n\r\nform="),
            "{text}"
        );
    }
}
