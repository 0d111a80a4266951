//! The release under test: a server of its own with a data folder of its own, in which the
//! fixture's review stands.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Error, RunOptions,
    client::{Connection, form, get},
    process::Program,
};

/// All limits are off: every request comes from one address.
const SETTINGS: &str = "[limits]\ncomment_every_seconds = 0\ncomments_per_minute = 0\n\
                        new_likers_per_day = 0\nstreams_per_address = 0\n";

/// A site at work.
pub(crate) struct Foyer {
    /// Its process.
    pub(crate) program: Program,
    /// The review that is measured.
    pub(crate) review: Review,
}

/// A review as its page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Review {
    /// The path of its page.
    pub(crate) path: String,
    /// Its id, as its forms send it.
    pub(crate) id: i64,
}

impl Foyer {
    /// Imports the fixture into a fresh folder and serves it.
    pub(crate) async fn start(options: &RunOptions, name: &str) -> Result<Self, Error> {
        let folder = options.folder.join(name);
        let settings = options.folder.join("settings.toml");
        fs::write(&settings, SETTINGS).map_err(Error::io(settings.display().to_string()))?;
        let foyer = fs::canonicalize(&options.foyer).map_err(|error| {
            let hint = format!("{}: run make release", options.foyer.display());
            Error::Io(hint, error)
        })?;
        import(&foyer, &options.fixture, &folder)?;
        let mut serve = Command::new(&foyer);
        serve
            .args(["serve", "--addr", "127.0.0.1:0", "--data"])
            .arg(&folder)
            .arg("--config")
            .arg(&settings)
            .env("FOYER_LOG", "warn");
        let log = options.folder.join(format!("{name}.log"));
        let program = Program::start(&mut serve, &log).await?;
        let review = find_review(program.addr).await?;
        Ok(Self { program, review })
    }

    /// Returns where it listens.
    pub(crate) fn addr(&self) -> SocketAddr {
        self.program.addr
    }

    /// Opens a reader's connection to it.
    pub(crate) async fn reader(&self) -> Result<Reader, Error> {
        let connection = Connection::open(self.addr()).await;
        Ok(Reader {
            connection: connection.map_err(Error::io("a connection"))?,
            review: self.review.clone(),
            request: Vec::new(),
            cookie: None,
        })
    }
}

/// Brings the fixture in.
fn import(foyer: &Path, fixture: &Path, folder: &PathBuf) -> Result<(), Error> {
    let done = Command::new(foyer)
        .args(["import", "wxr"])
        .arg(fixture)
        .arg("--data")
        .arg(folder)
        .output()
        .map_err(Error::io("foyer import"))?;
    if done.status.success() {
        Ok(())
    } else {
        let cause = String::from_utf8_lossy(&done.stderr).into_owned();
        Err(Error::Unexpected(format!("foyer import: {}", cause.trim())))
    }
}

/// Finds the first review of the front page, and its id in its forms.
async fn find_review(addr: SocketAddr) -> Result<Review, Error> {
    let mut connection = Connection::open(addr)
        .await
        .map_err(Error::io("the front page"))?;
    let home = connection.exchange(&get("/", None)).await;
    let home = home.map_err(Error::io("the front page"))?.text();
    let slug = between(&home, "href=\"/reviews/", |letter| {
        letter == '-' || letter.is_ascii_alphanumeric()
    });
    let slug =
        slug.ok_or_else(|| Error::Unexpected("the front page lists no review".to_owned()))?;
    let path = format!("/reviews/{slug}");
    let page = connection.exchange(&get(&path, None)).await;
    let page = page.map_err(Error::io("the review's page"))?.text();
    let id = between(&page, "name=\"review\" value=\"", |letter| {
        letter.is_ascii_digit()
    })
    .and_then(|digits| digits.parse().ok())
    .ok_or_else(|| Error::Unexpected("the review's page has no comment form".to_owned()))?;
    Ok(Review { path, id })
}

/// Returns what follows a mark, as long as its letters are of a kind.
fn between(text: &str, mark: &str, is_part: impl Fn(char) -> bool) -> Option<String> {
    let rest = text.split_once(mark)?.1;
    let part: String = rest.chars().take_while(|letter| is_part(*letter)).collect();
    (!part.is_empty()).then_some(part)
}

impl Review {
    /// Writes a like by somebody new.
    pub(crate) fn like(&self, out: &mut Vec<u8>) {
        form(
            out,
            &self.path,
            None,
            &format!("form=like-review&id={}", self.id),
        );
    }

    /// Writes a comment by somebody new. The text has letters, digits and spaces only.
    pub(crate) fn comment(&self, text: &str, out: &mut Vec<u8>) {
        let text = text.replace(' ', "+");
        let fields = format!(
            "form=post-comment&review={}&comment={text}&name=Row+F&email=&website=",
            self.id
        );
        form(out, &self.path, None, &fields);
    }
}

/// One reader, one request after the other.
pub(crate) struct Reader {
    connection: Connection,
    review: Review,
    request: Vec<u8>,
    cookie: Option<String>,
}

impl Reader {
    /// Reads the review's page as it is, or with a query behind its path.
    pub(crate) async fn read(&mut self, encoding: Option<&str>) -> Result<Vec<u8>, Error> {
        let request = get(&self.review.path, encoding);
        let answer = self.connection.exchange(&request).await;
        let answer = answer.map_err(Error::io("the review's page"))?;
        if answer.status != 200 || answer.header("content-encoding").as_deref() != encoding {
            let (status, got) = (answer.status, answer.header("content-encoding"));
            return Err(Error::Unexpected(format!(
                "the review's page came with {status} in {got:?}, asked for in {encoding:?}"
            )));
        }
        Ok(answer.body.to_vec())
    }

    /// Likes as somebody new; returns the number of likes.
    pub(crate) async fn like(&mut self) -> Result<i64, Error> {
        let mut request = std::mem::take(&mut self.request);
        self.review.like(&mut request);
        let answer = self.post(request).await?;
        let state: serde_json::Value = serde_json::from_str(&answer).unwrap_or_default();
        state["like_count"]
            .as_i64()
            .ok_or_else(|| Error::Unexpected(format!("a like was answered with {answer}")))
    }

    /// Posts a comment and keeps the cookie it was given; returns the comment's id.
    pub(crate) async fn comment(&mut self, text: &str) -> Result<i64, Error> {
        let mut request = std::mem::take(&mut self.request);
        self.review.comment(text, &mut request);
        let answer = self.post(request).await?;
        let id: serde_json::Value = serde_json::from_str(&answer).unwrap_or_default();
        // The id alone, or an object that has it.
        id.as_i64()
            .or_else(|| id["id"].as_i64())
            .ok_or_else(|| Error::Unexpected(format!("a comment was answered with {answer}")))
    }

    /// Changes a comment of its own.
    pub(crate) async fn edit(&mut self, comment: i64, text: &str) -> Result<(), Error> {
        let mut request = std::mem::take(&mut self.request);
        let fields = format!(
            "form=edit-comment&id={comment}&comment={}",
            text.replace(' ', "+")
        );
        form(
            &mut request,
            &self.review.path,
            self.cookie.as_deref(),
            &fields,
        );
        self.post(request).await.map(|_| ())
    }

    async fn post(&mut self, request: Vec<u8>) -> Result<String, Error> {
        let answer = self.connection.exchange(&request).await;
        let answer = answer.map_err(Error::io("a form"))?;
        let text = answer.text();
        if answer.status != 200 {
            let status = answer.status;
            return Err(Error::Unexpected(format!(
                "a form was refused with {status}: {text}"
            )));
        }
        if self.cookie.is_none()
            && let Some(cookie) = answer.header("set-cookie")
        {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        self.request = request;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_found_where_pages_name_it() {
        let home = "<a href=\"/reviews/a-house-2\">A House</a>";
        let is_slug = |letter: char| letter == '-' || letter.is_ascii_alphanumeric();
        assert_eq!(
            between(home, "/reviews/", is_slug).as_deref(),
            Some("a-house-2")
        );
        assert_eq!(between(home, "/films/", is_slug), None);
        assert_eq!(
            between("id=\"x", "id=\"", |letter| letter.is_ascii_digit()),
            None
        );
    }

    #[test]
    fn a_comments_text_is_sent_as_a_form_sends_it() {
        let review = Review {
            path: "/reviews/a".to_owned(),
            id: 7,
        };
        let mut out = Vec::new();
        review.comment("two words", &mut out);
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("review=7&comment=two+words&name="), "{text}");
    }
}
