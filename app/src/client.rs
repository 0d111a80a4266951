//! The browser's way to the server: plain fetches of plain JSON.

use leptos::prelude::window;
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use crate::AppError;

/// Fetches a path and reads its JSON; a refusal comes as the server's own error.
pub(crate) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, AppError> {
    let (status, text) = SendWrapper::new(fetch(path.to_owned()))
        .await
        .map_err(|_| AppError::Transport)?;
    if (200..300).contains(&status) {
        serde_json::from_str(&text).map_err(|_| AppError::Transport)
    } else {
        Err(serde_json::from_str(&text).unwrap_or(AppError::Transport))
    }
}

async fn fetch(path: String) -> Result<(u16, String), JsValue> {
    let init = RequestInit::new();
    init.set_method("GET");
    let answer = JsFuture::from(window().fetch_with_str_and_init(&path, &init)).await?;
    let answer: Response = answer.unchecked_into();
    let text = JsFuture::from(answer.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    Ok((answer.status(), text))
}
