//! Sending a draft, and what the server says to it.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Response};

use crate::{fields::Fields, json, page};

/// How long an answer may take, in milliseconds; the server's own limit is ten seconds.
const LONGEST: u32 = 15_000;
/// The most that is sent by a page that is going away, in bytes; browsers allow 64 KiB.
const LARGEST_LAST: usize = 60_000;

/// What is to be done with a draft on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Save it, once, whatever becomes of the answer.
    Save {
        /// What makes two of them one.
        key: String,
    },
    /// Save it over what somebody else saved.
    KeepMine,
    /// Put it aside for what somebody else saved.
    TakeTheirs,
}

/// A draft on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parcel {
    /// What is to be done with it.
    pub(crate) errand: Errand,
    /// The version it was begun with.
    pub(crate) version: i64,
    /// What is in it.
    pub(crate) fields: Fields,
}

/// What somebody else saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Theirs {
    /// Its version.
    pub(crate) version: i64,
    /// What is in it.
    pub(crate) fields: Fields,
    /// When it was saved and by whom, in words.
    pub(crate) who: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is on the server, with this version from now on, and would get this address from its title.
    Saved(i64, String),
    /// Somebody else saved meanwhile; nothing was changed.
    Conflict(Box<Theirs>),
    /// Nobody is signed in any more.
    SignedOut,
    /// The review is not there, or not the viewer's to change.
    NotYours,
    /// The server does not take it: it is larger than any review.
    TooLong,
    /// It did not reach the server, or the answer did not reach the page.
    NotReached,
    /// The server cannot do it now.
    Busy,
}

/// Sends a draft and returns what came of it.
pub(crate) async fn send(review: &str, parcel: &Parcel) -> Answer {
    ask(review, parcel).await.unwrap_or(Answer::NotReached)
}

async fn ask(review: &str, parcel: &Parcel) -> Option<Answer> {
    let (path, body) = request(review, parcel);
    let options = json::posted(&body);
    options.set_signal(Some(&AbortSignal::timeout_with_u32(LONGEST)));
    let asked = page::window()?.fetch_with_str_and_init(path, &options);
    let response: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    let body = JsFuture::from(response.text().ok()?).await.ok()?;
    let body = json::read(&body.as_string()?).unwrap_or(JsValue::NULL);
    Some(answer(response.status(), &body))
}

/// Sends a draft from a page that is going away, without waiting for an answer.
pub(crate) fn send_last(review: &str, parcel: &Parcel) {
    let (path, body) = request(review, parcel);
    if body.len() > LARGEST_LAST {
        return;
    }
    let options = json::posted(&body);
    let _ = js_sys::Reflect::set(&options, &"keepalive".into(), &true.into());
    if let Some(window) = page::window() {
        let asked = window.fetch_with_str_and_init(path, &options);
        // Nobody is there to be told when it fails; the text is kept in the browser.
        let ignored = Closure::once(|_: JsValue| {});
        let _ = asked.catch(&ignored);
        ignored.forget();
    }
}

fn request(review: &str, parcel: &Parcel) -> (&'static str, String) {
    let review = review.parse().unwrap_or(0);
    let mut entries = vec![
        ("review", json::from_number(review)),
        ("version", json::from_number(parcel.version)),
        ("fields", parcel.fields.to_json()),
    ];
    let path = match &parcel.errand {
        Errand::Save { key } => {
            entries.push(("key", key.as_str().into()));
            "/api/desk/save"
        }
        Errand::KeepMine => {
            entries.push(("act", "KeepMine".into()));
            "/api/desk/act"
        }
        Errand::TakeTheirs => {
            entries.push(("act", "TakeTheirs".into()));
            "/api/desk/act"
        }
    };
    (path, json::write(&json::object(entries)))
}

fn answer(status: u16, body: &JsValue) -> Answer {
    match status {
        200 => match json::number(body, "version") {
            Some(version) => Answer::Saved(version, json::text(body, "suggested")),
            None => Answer::Busy,
        },
        409 => json::get(body, "conflict")
            .and_then(|conflict| theirs(&conflict))
            .map_or(Answer::Busy, |theirs| Answer::Conflict(Box::new(theirs))),
        401 => Answer::SignedOut,
        403 | 404 => Answer::NotYours,
        413 | 400 | 422 => Answer::TooLong,
        _ => Answer::Busy,
    }
}

fn theirs(conflict: &JsValue) -> Option<Theirs> {
    let saved = json::get(conflict, "saved").unwrap_or(JsValue::NULL);
    let (by, at) = (json::text(conflict, "by"), json::text(&saved, "label"));
    let who = if by.is_empty() {
        format!("Saved {at}")
    } else {
        format!("Saved by {by}, {at}")
    };
    Some(Theirs {
        version: json::number(conflict, "version")?,
        fields: Fields::of_json(&json::get(conflict, "fields")?),
        who,
    })
}
