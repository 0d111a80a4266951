//! The front door: pages kept ready are handed out before any layer is entered.
//!
//! The first answer goes through the router with all its layers, and what headers they gave it is
//! kept beside the page; the next ones are the same answer again. Whoever brings a cookie or has
//! the page already goes the long way, and so does every page that has changed.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{
        Method, Request,
        header::{COOKIE, IF_MODIFIED_SINCE, IF_NONE_MATCH, SET_COOKIE},
    },
    response::Response,
};

use super::page_cache::{Entry, Form, PageCache};

/// Marks an answer as a page kept ready, in one of its forms.
#[derive(Clone)]
pub(super) struct Kept(pub(super) Arc<Entry>, pub(super) Form);

/// Hands out a page whose answer is known already.
pub(super) async fn answer<B>(cache: &PageCache, request: &Request<B>) -> Option<Response> {
    let headers = request.headers();
    let is_plain_reading = request.method() == Method::GET
        && !headers.contains_key(COOKIE)
        && !headers.contains_key(IF_NONE_MATCH)
        && !headers.contains_key(IF_MODIFIED_SINCE);
    if !is_plain_reading {
        return None;
    }
    let entry = cache
        .find_fresh(request.uri().path_and_query()?.as_str())
        .await?;
    let form = entry.form(headers);
    let headers = entry.headers(form)?.clone();
    let mut answer = Response::new(Body::from(entry.body(form)));
    *answer.status_mut() = entry.page.status;
    *answer.headers_mut() = headers;
    Some(answer)
}

/// Keeps what the layers have made of a page's answer.
pub(super) fn learn(answer: &mut Response) {
    if let Some(Kept(entry, form)) = answer.extensions_mut().remove::<Kept>()
        && answer.status() == entry.page.status
        // What is validated by a date as well says so by the clock.
        && entry.page.made.is_none()
        && !answer.headers().contains_key(SET_COOKIE)
    {
        entry.keep_headers(form, answer.headers());
    }
}

#[cfg(test)]
mod tests {
    use app::model::{ReviewId, Timestamp};
    use axum::http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, X_CONTENT_TYPE_OPTIONS},
    };

    use super::*;
    use crate::{
        http::{
            page_cache::{Rendered, Tag},
            pages::ready,
        },
        store::{
            CommitObserver as _,
            events::{Event, EventKind},
        },
    };

    const PATH: &str = "/reviews/salt";

    fn request(headers: &[(axum::http::HeaderName, &'static str)]) -> Request<()> {
        let mut request = Request::get(PATH).body(()).unwrap();
        for (name, value) in headers {
            let value = HeaderValue::from_static(value);
            request.headers_mut().insert(name, value);
        }
        request
    }

    /// Asks the long way, as the router with its layers would.
    async fn long_way(cache: &PageCache, request: &Request<()>) -> Response {
        let render = || async {
            Rendered {
                status: StatusCode::OK,
                kind: HeaderValue::from_static("text/html; charset=utf-8"),
                body: "salt ".repeat(100).into(),
                policy: HeaderValue::from_static("default-src 'none'"),
                tags: vec![Tag::Review(ReviewId(1))],
                made: None,
            }
        };
        let entry = cache.get(PATH, render).await;
        let mut answer = ready(&entry, request.headers());
        let nosniff = HeaderValue::from_static("nosniff");
        answer.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, nosniff);
        learn(&mut answer);
        answer
    }

    async fn parts(answer: Response) -> (StatusCode, HeaderMap, bytes::Bytes) {
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 10_000).await.unwrap();
        (parts.status, parts.headers, body)
    }

    #[tokio::test]
    async fn the_second_answer_is_the_first_again() {
        let cache = PageCache::default();
        for encoding in ["br", "gzip", "identity"] {
            let request = request(&[(ACCEPT_ENCODING, encoding)]);
            assert!(answer(&cache, &request).await.is_none(), "{encoding}");
            let first = parts(long_way(&cache, &request).await).await;
            let second = parts(answer(&cache, &request).await.unwrap()).await;
            assert_eq!(first, second, "{encoding}");
            assert!(second.1.contains_key(X_CONTENT_TYPE_OPTIONS));
            let named = second.1.get(CONTENT_ENCODING);
            assert_eq!(named.is_some(), encoding != "identity");
        }
    }

    #[tokio::test]
    async fn a_change_closes_the_door_until_the_page_is_made_again() {
        let cache = PageCache::default();
        let request = request(&[]);
        long_way(&cache, &request).await;
        assert!(answer(&cache, &request).await.is_some());
        cache.committed(&[Event {
            seq: 1,
            review: Some(ReviewId(1)),
            kind: EventKind::Comment,
            payload: String::new(),
            at: Timestamp(0),
        }]);
        assert!(answer(&cache, &request).await.is_none());
        long_way(&cache, &request).await;
        assert!(answer(&cache, &request).await.is_some());
    }

    #[tokio::test]
    async fn who_is_somebody_or_has_the_page_goes_the_long_way() {
        let cache = PageCache::default();
        let first = long_way(&cache, &request(&[])).await;
        let etag = first.headers().get(ETAG).unwrap().clone();
        assert!(answer(&cache, &request(&[])).await.is_some());
        let somebody = request(&[(COOKIE, "foyer-plain=1")]);
        assert!(answer(&cache, &somebody).await.is_none());
        let mut known = request(&[]);
        known.headers_mut().insert(IF_NONE_MATCH, etag);
        assert!(answer(&cache, &known).await.is_none());
        let unchanged = long_way(&cache, &known).await;
        assert_eq!(unchanged.status(), StatusCode::NOT_MODIFIED);
        let mut post = request(&[]);
        *post.method_mut() = Method::POST;
        assert!(answer(&cache, &post).await.is_none());
        let kept = answer(&cache, &request(&[])).await.unwrap();
        assert_eq!(
            kept.status(),
            StatusCode::OK,
            "304 was not kept as the answer"
        );
    }
}
