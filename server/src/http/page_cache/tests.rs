use std::sync::atomic::AtomicUsize;

use app::model::Timestamp;
use tokio::sync::Notify;

use super::*;

const REVIEW: ReviewId = ReviewId(1);

fn page(text: &str) -> Rendered {
    Rendered {
        status: StatusCode::OK,
        kind: HeaderValue::from_static("text/html; charset=utf-8"),
        body: Bytes::from(text.to_owned()),
        policy: HeaderValue::from_static(""),
        tags: vec![Tag::Review(REVIEW), Tag::Shelf],
        made: None,
    }
}

fn event(kind: EventKind, review: i64) -> Event {
    Event {
        seq: 1,
        review: Some(ReviewId(review)),
        kind,
        payload: String::new(),
        at: Timestamp(0),
    }
}

fn encoded(entry: &Entry, headers: &HeaderMap) -> (Bytes, Option<&'static str>) {
    let form = entry.form(headers);
    (entry.body(form), form.encoding())
}

async fn body(cache: &PageCache, text: &str) -> Bytes {
    cache
        .get("k", || async { page(text) })
        .await
        .page
        .body
        .clone()
}

#[tokio::test]
async fn a_page_is_rendered_once_until_what_it_shows_changes() {
    let cache = PageCache::default();
    assert_eq!(body(&cache, "first").await, "first");
    assert_eq!(body(&cache, "second").await, "first");
    cache.committed(&[event(EventKind::Comment, 2)]);
    assert_eq!(
        body(&cache, "third").await,
        "first",
        "another review's comment changes nothing"
    );
    cache.committed(&[event(EventKind::Comment, 1)]);
    assert_eq!(body(&cache, "fourth").await, "fourth");
    cache.committed(&[event(EventKind::Review, 2)]);
    assert_eq!(
        body(&cache, "fifth").await,
        "fifth",
        "a new neighbour changes its links"
    );
}

#[tokio::test]
async fn many_who_ask_at_once_wait_for_one_rendering() {
    let cache = Arc::new(PageCache::default());
    let count = Arc::new(AtomicUsize::new(0));
    let askers: Vec<_> = (0..50)
        .map(|_| {
            let (cache, count) = (cache.clone(), count.clone());
            tokio::spawn(async move {
                let render = || async {
                    count.fetch_add(1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    page("once")
                };
                cache.get("k", render).await.page.body.clone()
            })
        })
        .collect();
    for asker in askers {
        assert_eq!(asker.await.unwrap(), "once");
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_page_begun_before_a_change_is_not_given_to_who_asks_after_it() {
    let cache = Arc::new(PageCache::default());
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = {
        let (cache, begun, go_on) = (cache.clone(), begun.clone(), go_on.clone());
        tokio::spawn(async move {
            let render = || async {
                begun.notify_one();
                go_on.notified().await;
                page("old")
            };
            cache.get("k", render).await.page.body.clone()
        })
    };
    begun.notified().await;
    cache.committed(&[event(EventKind::Comment, 1)]);
    let after = {
        let cache = cache.clone();
        tokio::spawn(async move { body(&cache, "new").await })
    };
    tokio::task::yield_now().await;
    go_on.notify_one();
    assert_eq!(after.await.unwrap(), "new");
    slow.await.unwrap();
    assert_eq!(body(&cache, "newer").await, "new");
}

#[tokio::test(start_paused = true)]
async fn likes_make_a_page_stale_at_most_once_a_second_and_the_last_one_counts() {
    let cache = PageCache::default();
    body(&cache, "0").await;
    cache.committed(&[event(EventKind::Likes, 1)]);
    assert_eq!(body(&cache, "1").await, "1");
    cache.committed(&[event(EventKind::Likes, 1)]);
    cache.committed(&[event(EventKind::Likes, 1)]);
    assert_eq!(body(&cache, "2").await, "1");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(body(&cache, "3").await, "3");
}

#[tokio::test]
async fn what_broke_is_rendered_again() {
    let cache = PageCache::default();
    let broken = || async {
        Rendered {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            ..page("broken")
        }
    };
    assert_eq!(cache.get("k", broken).await.page.body, "broken");
    assert_eq!(body(&cache, "mended").await, "mended");
}

#[tokio::test]
async fn a_page_is_given_in_the_form_the_browser_takes() {
    let cache = PageCache::default();
    let text = "salt ".repeat(500);
    let entry = cache.get("k", || async { page(&text) }).await;
    let asked = |value| {
        HeaderMap::from_iter([(
            axum::http::header::ACCEPT_ENCODING,
            HeaderValue::from_static(value),
        )])
    };
    let (plain, name) = encoded(&entry, &HeaderMap::new());
    assert_eq!((plain.len(), name), (text.len(), None));
    let (small, name) = encoded(&entry, &asked("gzip, br"));
    assert_eq!(name, Some("br"));
    let mut back = Vec::new();
    std::io::Read::read_to_end(&mut brotli::Decompressor::new(&small[..], 4096), &mut back)
        .unwrap();
    assert_eq!(back, text.as_bytes());
    let (small, name) = encoded(&entry, &asked("br;q=0, gzip"));
    assert_eq!(name, Some("gzip"));
    let mut back = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&small[..]), &mut back)
        .unwrap();
    assert_eq!(back, text);
}
