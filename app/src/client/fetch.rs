//! Plain fetches of plain JSON.

use leptos::prelude::window;
use miniserde::{Deserialize, json};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, Headers, HtmlFormElement, RequestInit, Response, UrlSearchParams};

use crate::AppError;

/// Fetches a path and reads its JSON; a refusal comes as the server's own error.
pub(crate) async fn get<T: Deserialize>(path: &str) -> Result<T, AppError> {
    let init = RequestInit::new();
    init.set_method("GET");
    read(SendWrapper::new(fetch(path.to_owned(), init)).await)
}

/// Fetches what a page shows, written as a page is sent with it; none when it cannot be had.
pub(crate) fn page(path: String) -> impl Future<Output = Option<String>> + Send {
    SendWrapper::new(async move {
        let init = RequestInit::new();
        init.set_method("GET");
        let answer = fetch(path, init).await.ok();
        answer.and_then(|(status, text)| (status == 200).then(|| ["{\"Ok\":", &text, "}"].concat()))
    })
}

/// Sends a form with some fields besides to its own address and reads the outcome.
pub(crate) async fn submit<T: Deserialize>(
    form: &HtmlFormElement,
    besides: &[(&str, &str)],
) -> Result<T, AppError> {
    let init = request_of(form, besides).map_err(|_| AppError::Transport)?;
    // Without its fragment: that is for browsers without scripts, which land there.
    let address = form.action();
    let path = address.split('#').next().unwrap_or_default().to_owned();
    read(SendWrapper::new(fetch(path, init)).await)
}

/// Reads JSON; none when it is not what was expected.
pub(crate) fn decode<T: Deserialize>(text: &str) -> Option<T> {
    json::from_str(text).ok()
}

fn request_of(form: &HtmlFormElement, besides: &[(&str, &str)]) -> Result<RequestInit, JsValue> {
    let fields = FormData::new_with_form(form)?;
    let body = UrlSearchParams::new_with_str_sequence_sequence(&fields)?;
    for (name, value) in besides {
        body.set(name, value);
    }
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body);
    Ok(init)
}

fn read<T: Deserialize>(answer: Result<(u16, String), JsValue>) -> Result<T, AppError> {
    let (status, text) = answer.map_err(|_| AppError::Transport)?;
    if (200..300).contains(&status) {
        decode(&text).ok_or(AppError::Transport)
    } else {
        Err(decode(&text).unwrap_or(AppError::Transport))
    }
}

async fn fetch(path: String, init: RequestInit) -> Result<(u16, String), JsValue> {
    let answer = JsFuture::from(window().fetch_with_str_and_init(&path, &init)).await?;
    let answer: Response = answer.unchecked_into();
    let text = JsFuture::from(answer.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    Ok((answer.status(), text))
}
