//! Pages kept ready: rendered once per change, compressed once, the same for everybody.
//!
//! Each page is tagged with what it shows. A commit notes for every tag it touches the turn at
//! which it happened, before its writers are answered; a page rendered before that turn is never
//! given out again, and one that was being rendered meanwhile is thrown away.

use std::{
    collections::HashMap,
    io::Write as _,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use app::model::{FilmId, ReviewId, Timestamp};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use bytes::Bytes;

use super::assets::accepts;
use crate::store::{CommitObserver, events::Event, events::EventKind};

/// How much memory the pages may take, in bytes.
const CAPACITY: u64 = 24 * 1024 * 1024;
/// How old a number of likes may be.
const LIKES_EVERY: Duration = Duration::from_millis(950);

/// What a page shows, as far as it can change.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub(crate) enum Tag {
    /// A review with its thread.
    Review(ReviewId),
    /// The lists with their counts, and the latest comments.
    Lists,
    /// Which reviews there are.
    Shelf,
    /// A film with what readers give it.
    Film(FilmId),
    /// What accounts are called.
    Names,
}

/// A page as it was rendered.
pub(crate) struct Rendered {
    /// Its status.
    pub(crate) status: StatusCode,
    /// What it is, as the header says it.
    pub(crate) kind: HeaderValue,
    /// Its HTML, or what else it is.
    pub(crate) body: Bytes,
    /// Its content security policy.
    pub(crate) policy: HeaderValue,
    /// What it shows.
    pub(crate) tags: Vec<Tag>,
    /// When it was made; only for what is validated by a date as well.
    pub(crate) made: Option<Timestamp>,
}

/// A page kept ready.
pub(crate) struct Entry {
    /// The page.
    pub(crate) page: Rendered,
    /// Its strong validator without quotation marks.
    pub(crate) etag: String,
    /// The turn before it was rendered.
    turn: u64,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
    /// The headers of its answer in each form, once one has gone through all layers.
    headers: [OnceLock<HeaderMap>; 3],
}

/// The forms in which a page is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Compressed with brotli.
    Brotli,
    /// Compressed with gzip.
    Gzip,
    /// As it is.
    Plain,
}

impl Form {
    /// Chooses the best form that a browser takes.
    fn wanted(headers: &HeaderMap) -> Self {
        if accepts(headers, "br") {
            Self::Brotli
        } else if accepts(headers, "gzip") {
            Self::Gzip
        } else {
            Self::Plain
        }
    }

    /// Returns the form's name, as `Content-Encoding` has it.
    pub(crate) fn encoding(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }
}

impl Entry {
    fn new(page: Rendered, turn: u64) -> Self {
        let etag = blake3::hash(&page.body).to_hex()[..32].to_owned();
        Self {
            page,
            etag,
            turn,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
            headers: [const { OnceLock::new() }; 3],
        }
    }

    /// Chooses the best form that a browser takes; a picture is compressed in itself.
    pub(crate) fn form(&self, headers: &HeaderMap) -> Form {
        if self.page.kind.as_bytes().starts_with(b"image/") {
            Form::Plain
        } else {
            Form::wanted(headers)
        }
    }

    /// Returns the body in a form.
    pub(crate) fn body(&self, form: Form) -> Bytes {
        match form {
            Form::Brotli => self.brotli.get_or_init(|| brotli(&self.page.body)).clone(),
            Form::Gzip => self.gzip.get_or_init(|| gzip(&self.page.body)).clone(),
            Form::Plain => self.page.body.clone(),
        }
    }

    /// Returns the headers of its answer in a form, if one has been finished.
    pub(crate) fn headers(&self, form: Form) -> Option<&HeaderMap> {
        self.headers[form as usize].get()
    }

    /// Keeps the headers of a finished answer.
    pub(crate) fn keep_headers(&self, form: Form, headers: &HeaderMap) {
        // Two finished at once have the same ones.
        let _ = self.headers[form as usize].set(headers.clone());
    }

    /// Says whether it may be kept: what broke is rendered again.
    fn may_stay(&self) -> bool {
        self.page.status == StatusCode::OK || self.page.status == StatusCode::NOT_FOUND
    }
}

/// Compresses a page. Quality 3 with a window of 18 bits costs a fifth of a millisecond for a
/// review, and quality 5 three times that for a tenth fewer bytes.
fn brotli(body: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 3, 18);
    let written = writer.write_all(body);
    drop(writer);
    debug_assert!(written.is_ok(), "writing into memory cannot fail");
    out.into()
}

fn gzip(body: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    let written = writer.write_all(body);
    debug_assert!(written.is_ok(), "writing into memory cannot fail");
    writer.finish().unwrap_or_default().into()
}

/// The pages kept ready.
pub(crate) struct PageCache {
    entries: moka::future::Cache<String, Arc<Entry>>,
    changes: Arc<Changes>,
}

#[derive(Default)]
struct Changes {
    /// Counts changes.
    turn: AtomicU64,
    /// The turn at which each tag last changed.
    last: Mutex<HashMap<Tag, u64>>,
    /// When each review's likes last made its page stale, and whether they are about to again.
    likes: Mutex<HashMap<ReviewId, (Instant, bool)>>,
}

impl Default for PageCache {
    fn default() -> Self {
        let weigh = |key: &String, entry: &Arc<Entry>| {
            // Both compressed forms together take less than half of the plain one.
            let size = key.len() + entry.page.body.len() * 3 / 2;
            u32::try_from(size).unwrap_or(u32::MAX)
        };
        let entries = moka::future::Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(weigh)
            .build();
        Self {
            entries,
            changes: Arc::new(Changes::default()),
        }
    }
}

impl PageCache {
    /// Returns the page of a key if it is kept ready and nothing it shows has changed.
    pub(crate) async fn find_fresh(&self, key: &str) -> Option<Arc<Entry>> {
        let entry = self.entries.get(key).await?;
        self.changes.is_fresh(&entry).then_some(entry)
    }

    /// Returns the page of a key, rendered now unless it is kept ready; many who ask at once wait
    /// for one rendering.
    ///
    /// What is returned was rendered after every change committed before this call.
    pub(crate) async fn get<F, R>(&self, key: &str, render: F) -> Arc<Entry>
    where
        F: Fn() -> R,
        R: Future<Output = Rendered>,
    {
        let asked_at = self.changes.turn.load(Ordering::SeqCst);
        loop {
            if let Some(entry) = self.find_fresh(key).await {
                return entry;
            }
            let changes = self.changes.clone();
            let init = async {
                let turn = self.changes.turn.load(Ordering::SeqCst);
                Arc::new(Entry::new(render().await, turn))
            };
            let entry = self
                .entries
                .entry_by_ref(key)
                .or_insert_with_if(init, |old| !changes.is_fresh(old))
                .await
                .into_value();
            // One that somebody else began to render before this call may lack a change.
            if entry.turn >= asked_at || self.changes.is_fresh(&entry) {
                return entry;
            }
        }
    }
}

impl Changes {
    fn is_fresh(&self, entry: &Entry) -> bool {
        let Ok(last) = self.last.lock() else {
            return false;
        };
        entry.may_stay()
            && entry
                .page
                .tags
                .iter()
                .all(|tag| last.get(tag).is_none_or(|changed| *changed <= entry.turn))
    }

    fn touch(&self, tags: &[Tag]) {
        let Ok(mut last) = self.last.lock() else {
            return;
        };
        let turn = self.turn.fetch_add(1, Ordering::SeqCst) + 1;
        for tag in tags {
            last.insert(*tag, turn);
        }
    }

    /// Makes a review's page stale for its likes: at once when that was not done lately, else as
    /// soon as it may be done again.
    fn touch_likes(self: &Arc<Self>, review: ReviewId) {
        let Ok(mut likes) = self.likes.lock() else {
            return;
        };
        let now = Instant::now();
        match likes.get_mut(&review) {
            Some((last, is_waiting)) if now.duration_since(*last) < LIKES_EVERY => {
                if std::mem::replace(is_waiting, true) {
                    return;
                }
                let until = *last + LIKES_EVERY;
                let changes = self.clone();
                tokio::spawn(async move {
                    tokio::time::sleep_until(until.into()).await;
                    if let Ok(mut likes) = changes.likes.lock() {
                        likes.insert(review, (Instant::now(), false));
                    }
                    changes.touch(&[Tag::Review(review)]);
                });
            }
            _ => {
                likes.insert(review, (now, false));
                self.touch(&[Tag::Review(review)]);
            }
        }
    }
}

impl CommitObserver for PageCache {
    fn committed(&self, events: &[Event]) {
        for event in events {
            match (event.kind, event.review) {
                (EventKind::Likes, Some(review)) => self.changes.touch_likes(review),
                (
                    EventKind::Comment | EventKind::CommentChanged | EventKind::CommentRemoved,
                    Some(review),
                ) => self.changes.touch(&[Tag::Review(review), Tag::Lists]),
                (EventKind::Review, Some(review)) => {
                    self.changes
                        .touch(&[Tag::Review(review), Tag::Lists, Tag::Shelf]);
                }
                (EventKind::FilmRatings, _) => match film_of(&event.payload) {
                    Some(film) => self.changes.touch(&[Tag::Film(film)]),
                    None => self.changes.touch(&[Tag::Lists, Tag::Shelf]),
                },
                (EventKind::Names, _) => self.changes.touch(&[Tag::Names]),
                (EventKind::Sessions, _) => {}
                (_, None) => self.changes.touch(&[Tag::Lists, Tag::Shelf]),
            }
        }
    }
}

/// Reads the film that an event is about.
fn film_of(payload: &str) -> Option<FilmId> {
    let payload: serde_json::Value = serde_json::from_str(payload).ok()?;
    payload["film"].as_i64().map(FilmId)
}

#[cfg(test)]
mod tests;
