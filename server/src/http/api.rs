//! Server functions under `/api`.

use app::{AppError, backend::Backend, context::SessionSlot};
use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{
        HeaderValue, Method, Request, StatusCode,
        header::{ACCEPT, CONTENT_TYPE, REFERER, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

use super::{
    address::ClientAddress,
    headers::refusal,
    identity::Identity,
    routes::Shared,
    session::{CurrentSession, browser_of, set_cookies},
};

/// No error is longer than this, in bytes.
const LARGEST_ERROR: usize = 64 * 1024;

/// Calls a server function. Its answer is always data: pages post their forms to themselves.
pub(super) async fn call(
    State(shared): State<Shared>,
    Extension(address): Extension<ClientAddress>,
    Extension(session): Extension<CurrentSession>,
    mut request: Request<Body>,
) -> Response {
    let renderer = &shared.renderer;
    let headers = request.headers_mut();
    let was_plain = renderer.cookies.is_plain(headers);
    let is_read = request.method() == Method::GET;
    let headers = request.headers_mut();
    let identity = if is_read {
        Identity::of_reader(renderer.cookies, headers, address)
    } else {
        Identity::of_actor(renderer.cookies, headers, address, &*renderer.entropy)
    };
    let identity = identity.signed_in(&session);
    let browser = browser_of(headers);
    // Leptos answers a browser's own form with a redirect to where it came from; ours do not come
    // this way, so nobody is taken for one.
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.remove(REFERER);
    let (backend, viewer): (Backend, _) = (renderer.backend.clone(), identity.viewer);
    let info = renderer.info().await;
    let slot = SessionSlot::default();
    let turned = slot.clone();
    let context = move || {
        provide_context(backend.clone());
        provide_context(viewer);
        provide_context(info.clone());
        provide_context(browser.clone());
        provide_context(slot.clone());
    };
    let answer = leptos_axum::handle_server_fns_with_context(context, request).await;
    let mut answer = with_own_status(answer.into_response()).await;
    let is_done = answer.status().is_success();
    let headers = answer.headers_mut();
    headers
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static("application/json; charset=utf-8"));
    if let Some(cookie) = identity.set_cookie.filter(|_| is_done) {
        headers.append(SET_COOKIE, cookie);
    }
    if is_done {
        set_cookies(headers, &turned, renderer.cookies);
    }
    // Only the browser's half asks for data, so this browser runs it.
    if is_read && was_plain {
        headers.append(SET_COOKIE, renderer.cookies.clear_plain());
    }
    answer
}

/// Gives an answer the status of the error it carries: what Leptos itself refuses, such as missing
/// arguments, it answers with 500.
async fn with_own_status(answer: Response) -> Response {
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    let (parts, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, LARGEST_ERROR)
        .await
        .unwrap_or_default();
    match serde_json::from_slice::<AppError>(&body) {
        Ok(error) => refusal(&error),
        Err(_) => Response::from_parts(parts, Body::from(body)),
    }
}
