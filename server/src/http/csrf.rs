//! Refuses what another site makes a browser send.
//!
//! The rule of Go 1.25's `CrossOriginProtection`, a little stricter: a request that may change
//! something is let through when `Sec-Fetch-Site` says that it comes from here or from nowhere;
//! without that header, when `Origin` is the site's own; without both, only when it brings no cookie.

use app::{AppError, error::Action};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, Method,
        header::{COOKIE, ORIGIN},
    },
    middleware::Next,
    response::Response,
};

use super::{headers::refusal, routes::Shared};

/// Lets a request through, or refuses it with 403.
pub(super) async fn refuse_cross_site(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let is_safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if is_safe || is_from_here(request.headers(), &shared.origin) {
        next.run(request).await
    } else {
        tracing::warn!(
            path = request.uri().path(),
            "a request from another site was refused"
        );
        refusal(&AppError::Forbidden(Action::CrossSite))
    }
}

fn is_from_here(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name| {
        headers
            .get(name)
            .map(|value: &axum::http::HeaderValue| value.as_bytes())
    };
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => site == b"same-origin" || site == b"none",
        (None, Some(from)) => from == origin.as_bytes(),
        (None, None) => !headers.contains_key(COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn comes_from_here(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        is_from_here(&headers, "https://reviews.example")
    }

    #[test]
    fn only_the_sites_own_pages_may_post() {
        assert!(comes_from_here(&[("sec-fetch-site", "same-origin")]));
        assert!(comes_from_here(&[("sec-fetch-site", "none")]));
        assert!(comes_from_here(&[
            ("origin", "https://reviews.example"),
            ("cookie", "a=b")
        ]));
        assert!(comes_from_here(&[]));
        assert!(!comes_from_here(&[("sec-fetch-site", "cross-site")]));
        assert!(!comes_from_here(&[("sec-fetch-site", "same-site")]));
        assert!(!comes_from_here(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://reviews.example"),
        ]));
        assert!(!comes_from_here(&[(
            "origin",
            "https://reviews.example.evil.example"
        )]));
        assert!(!comes_from_here(&[("origin", "http://reviews.example")]));
        assert!(!comes_from_here(&[("origin", "null")]));
        assert!(!comes_from_here(&[("cookie", "a=b")]));
    }
}
