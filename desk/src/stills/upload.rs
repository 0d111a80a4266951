//! One picture on its way to the server, with how far it is.

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, FormData, ProgressEvent, XmlHttpRequest};

use crate::{json, page};

/// Where pictures are sent to.
const PATH: &str = "/desk/stills/upload";

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// It is in the library, as the server describes it.
    Taken(JsValue),
    /// It is not; the word says why, as the page has words for it.
    Refused(&'static str),
}

/// A picture on its way.
#[derive(Clone)]
pub(super) struct Upload(XmlHttpRequest);

impl Upload {
    /// Makes ready to send. `on_progress` is told how much has been sent, in hundredths.
    pub(super) fn new(on_progress: impl Fn(f64) + 'static) -> Option<Self> {
        let request = XmlHttpRequest::new().ok()?;
        request.open("POST", PATH).ok()?;
        request
            .set_request_header("accept", "application/json")
            .ok()?;
        let upload = request.upload().ok()?;
        page::on(&upload, "progress", move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                on_progress(100.0 * event.loaded() / event.total());
            }
        });
        Some(Self(request))
    }

    /// Sends a picture and waits for what comes of it.
    pub(super) async fn send(&self, file: &File) -> Outcome {
        let request = self.0.clone();
        let Ok(form) = FormData::new() else {
            return Outcome::Refused("Busy");
        };
        let _ = form.append_with_blob_and_filename("file", file, &file.name());
        let ended = Promise::new(&mut |resolve, _| {
            let ended = Closure::once_into_js(move |_: Event| {
                let _ = resolve.call0(&JsValue::NULL);
            });
            request.set_onloadend(Some(ended.unchecked_ref()));
        });
        // What is not sent does not end either.
        if request.send_with_opt_form_data(Some(&form)).is_err() {
            return Outcome::Refused("Busy");
        }
        let _ = JsFuture::from(ended).await;
        let status = self.0.status().unwrap_or(0);
        let text = self.0.response_text().ok().flatten().unwrap_or_default();
        outcome(status, &text)
    }

    /// Breaks it off; what has arrived of it is thrown away by the server.
    pub(super) fn stop(&self) {
        let _ = self.0.abort();
    }
}

fn outcome(status: u16, text: &str) -> Outcome {
    let read = || json::read(text).filter(|page| json::get(page, "line").is_some());
    if status == 200 {
        return read().map_or(Outcome::Refused("Busy"), Outcome::Taken);
    }
    Outcome::Refused(refusal(status, text))
}

/// Returns the word for a refusal.
fn refusal(status: u16, text: &str) -> &'static str {
    let says = |word: &&str| text.contains(&format!("\"{word}\""));
    match status {
        0 => "NotReached",
        401 => "SignedOut",
        403 => "NotYours",
        413 => "TooLong",
        429 => "TooMany",
        507 => "NoRoom",
        400 | 422 => ["TooManyPixels", "CutShort", "TooLong", "Malformed"]
            .into_iter()
            .find(says)
            .unwrap_or("Malformed"),
        _ => "Busy",
    }
}

/// Says whether the same picture may be taken another time.
pub(super) fn is_worth_another_try(word: &str) -> bool {
    matches!(
        word,
        "NotReached" | "SignedOut" | "TooMany" | "NoRoom" | "CutShort" | "Busy"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_has_its_word() {
        for (status, text, word) in [
            (0, "", "NotReached"),
            (401, "\"SignInRequired\"", "SignedOut"),
            (
                400,
                r#"{"Invalid":[{"problem":"TooManyPixels"}]}"#,
                "TooManyPixels",
            ),
            (400, r#"{"Invalid":[{"problem":"Malformed"}]}"#, "Malformed"),
            (400, "", "Malformed"),
            (413, "", "TooLong"),
            (507, "", "NoRoom"),
            (503, "", "Busy"),
            (502, "<html>", "Busy"),
        ] {
            assert_eq!(refusal(status, text), word, "{status} {text}");
        }
        assert!(is_worth_another_try("NotReached"));
        assert!(!is_worth_another_try("Malformed"));
    }
}
