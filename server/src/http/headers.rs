//! The headers that every answer has, and what a panic answers with.

use std::any::Any;

use app::AppError;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
            STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::routes::Shared;

/// What every answer says unless it says it itself.
const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        ),
    ),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Sets on an answer what it does not say itself.
pub(super) async fn set_headers(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let wants_page = accepts_html(request.headers());
    let mut answer = next.run(request).await;
    if wants_page && let Some(Refusal(error)) = answer.extensions().get::<Refusal>().cloned() {
        answer = page_of(&error, answer.status(), &shared);
    }
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert_with(|| policy(""));
    if shared.origin.starts_with("https:") {
        headers
            .entry(STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static(
                "max-age=63072000; includeSubDomains",
            ));
    }
    answer
}

/// Returns the content security policy of a document: the one policy of the site with the digest
/// of every inline script in it.
pub(super) fn policy(html: &str) -> HeaderValue {
    let scripts: Vec<String> = inline_scripts(html)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    let text = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
        scripts.concat()
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// Finds the text of every script element without a source.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[find(rest, "<script")?..];
            let start = rest.find('>')? + 1;
            let tag = &rest[..start];
            let end = start + find(&rest[start..], "</script")?;
            let script = &rest[start..end];
            rest = &rest[end..];
            if !tag.contains(" src=") {
                return Some(script);
            }
        }
    })
}

/// Finds a text as `str::find` does, many bytes at a time: pages are long.
fn find(text: &str, wanted: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), wanted.as_bytes())
}

/// Answers a request whose handler panicked; the log has the cause.
pub(super) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let cause = cause
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    let reference = blake3::hash(cause.as_bytes()).to_hex()[..8].to_owned();
    tracing::error!(cause, reference, "a handler panicked");
    refusal(&AppError::Internal { reference })
}

/// The error an answer carries, for a browser to which it is to be shown as a page.
#[derive(Clone)]
struct Refusal(AppError);

/// Says whether somebody looks at the answer, rather than a program.
fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(axum::http::header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Shows an error as a page of its own, which needs nothing that may be broken.
fn page_of(error: &AppError, status: StatusCode, shared: &Shared) -> Response {
    let [small, title, text] = app::components::feedback::error_words(error);
    let css = shared
        .assets
        .client_files()
        .map_or_else(String::new, |files| {
            format!("<link rel=\"stylesheet\" href=\"{}\">", files.css)
        });
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title>{css}</head><body><main class=\"screen screen--full\">\
         <div class=\"wrap lost\"><p class=\"small\">{small}</p><h1 class=\"lost__title\">{title}</h1>\
         <p class=\"lost__text\">{text}</p><div class=\"lost__links\">\
         <a class=\"button\" href=\"/\">Latest reviews</a></div></div></main></body></html>"
    );
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let mut answer = (status, [(CONTENT_TYPE, kind)], html).into_response();
    add_retry_after(answer.headers_mut(), error);
    answer
}

/// Answers with an error as JSON; a browser is shown a page instead.
pub(super) fn refusal(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    add_retry_after(&mut headers, error);
    let body = serde_json::to_string(error).unwrap_or_default();
    let mut answer = (status, headers, Body::from(body)).into_response();
    answer.extensions_mut().insert(Refusal(error.clone()));
    answer
}

/// Says when to try again, where an error knows.
pub(super) fn add_retry_after(headers: &mut HeaderMap, error: &AppError) {
    use axum::http::header::RETRY_AFTER;
    if let AppError::RateLimited { retry_after } = error {
        headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_has_the_digest_of_every_inline_script_and_of_no_other() {
        let html = "<script>a()</script><script src=\"/x.js\"></script>\
                    <script type=\"module\">b('<i>')</script>";
        let scripts: Vec<_> = inline_scripts(html).collect();
        assert_eq!(scripts, ["a()", "b('<i>')"]);
        let policy = policy(html);
        let digest = STANDARD.encode(Sha256::digest("a()"));
        assert!(
            policy
                .to_str()
                .unwrap()
                .contains(&format!("'sha256-{digest}'"))
        );
        assert_eq!(policy.to_str().unwrap().matches("sha256-").count(), 2);
    }

    #[tokio::test]
    async fn a_panic_is_one_answer_and_tells_nothing_of_its_cause() {
        use axum::{Router, routing::get};
        use tower::ServiceExt as _;
        use tower_http::catch_panic::CatchPanicLayer;

        async fn broken() -> &'static str {
            panic!("the secret cause")
        }
        let router = Router::new()
            .route("/", get(broken))
            .layer(CatchPanicLayer::custom(panicked));
        let answer = router
            .oneshot(Request::get("/").body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = axum::body::to_bytes(answer.into_body(), 1_000)
            .await
            .unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(
            text.starts_with("{\"Internal\"") && !text.contains("secret"),
            "{text}"
        );
    }
}
