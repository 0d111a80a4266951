use std::io::Read as _;

use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use crate::support::{TestSite, select, words};

#[tokio::test]
async fn two_renderings_of_a_page_are_the_same_to_the_byte() {
    let site = TestSite::demo().await;
    for path in [
        "/",
        "/reviews/the-salt-year",
        "/reviews/the-salt-year?sort=best",
        "/nothing",
    ] {
        // An unknown query is rendered anew each time; the address in the page stays the same.
        let separator = if path.contains('?') { '&' } else { '?' };
        let one = site
            .browser()
            .get(&format!("{path}{separator}x=1"))
            .await
            .body;
        let two = site
            .browser()
            .get(&format!("{path}{separator}x=1"))
            .await
            .body;
        assert!(one == two, "{path}");
        // A page without the browser's half, as a test build has it, is short but whole.
        let page = String::from_utf8(one.to_vec()).unwrap();
        assert!(page.contains("<main") && page.contains("</html>"), "{path}");
    }
}

#[tokio::test]
async fn every_inline_script_is_named_in_the_policy() {
    let site = TestSite::demo().await;
    for path in [
        "/",
        "/reviews/the-salt-year",
        "/nothing",
        "/reviews/the-salt-year?x=1",
    ] {
        let answer = site.browser().get(path).await;
        let page = answer.html();
        let scripts = select(&page, "script:not([src])");
        assert!(!scripts.is_empty());
        for script in &scripts {
            let digest = STANDARD.encode(Sha256::digest(script.text().collect::<String>()));
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains(&format!("'sha256-{digest}'")),
                "{path}: {policy}"
            );
        }
        assert!(!answer.text().contains("nonce"), "{path}");
        assert!(
            select(&page, "[style], style, [onclick], [onload]").is_empty(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_browser_that_knows_a_page_is_told_that_it_is_the_same() {
    let site = TestSite::demo().await;
    let get = |etag: String, encoding: &'static str| {
        let mut request = axum::http::Request::get("/reviews/the-understudy");
        if !etag.is_empty() {
            request = request.header("if-none-match", etag);
        }
        let request = request.header("accept-encoding", encoding);
        site.send(request.body(axum::body::Body::empty()).unwrap())
    };
    let plain = get(String::new(), "identity").await;
    let small = get(String::new(), "br").await;
    assert_eq!(small.header("content-encoding"), "br");
    assert_ne!(
        plain.header("etag"),
        small.header("etag"),
        "each form has its own validator"
    );
    let mut back = Vec::new();
    brotli::Decompressor::new(&small.body[..], 4096)
        .read_to_end(&mut back)
        .unwrap();
    assert!(back == plain.body);
    let again = get(small.header("etag").to_owned(), "br").await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
    let mut browser = site.browser();
    browser.comment("the-understudy", "New.").await.landed();
    assert_eq!(
        get(small.header("etag").to_owned(), "br").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_comment_is_in_the_next_answer_and_a_like_within_a_second() {
    let site = TestSite::demo().await;
    let likes = |text: &str| -> i64 {
        let page = scraper::Html::parse_document(text);
        words(&page, "#likes .likes__count")
            .split(' ')
            .nth(2)
            .unwrap()
            .parse()
            .unwrap()
    };
    let before = likes(&site.browser().get("/reviews/the-salt-year").await.text());
    for n in 0..5 {
        let text = format!("Fresh {n}");
        site.browser()
            .comment("the-salt-year", &text)
            .await
            .landed();
        assert!(
            site.browser()
                .get("/reviews/the-salt-year")
                .await
                .text()
                .contains(&text)
        );
        let home = site.browser().get("/").await.text();
        assert!(home.contains(&text), "the front page quotes the latest");
    }
    for _ in 0..3 {
        let fields = [("form", "like-review"), ("id", "1")];
        site.browser().post("/reviews/the-salt-year", &fields).await;
    }
    let begun = std::time::Instant::now();
    while likes(&site.browser().get("/reviews/the-salt-year").await.text()) != before + 3 {
        assert!(
            begun.elapsed().as_millis() < 1_500,
            "waited for three likes"
        );
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_page_says_what_it_is_and_where() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/reviews/the-salt-year").await.html();
    assert_eq!(words(&page, "title"), "The Salt Year · Foyer");
    let canonical = select(&page, "link[rel=canonical]")[0]
        .attr("href")
        .unwrap();
    assert_eq!(canonical, "http://reviews.example/reviews/the-salt-year");
    let after: i64 = select(&page, "[data-events-after]")[0]
        .attr("data-events-after")
        .unwrap()
        .parse()
        .unwrap();
    assert!(after > 0);
    assert!(select(&page, "meta[name=robots]").is_empty());
    let sorted = site
        .browser()
        .get("/reviews/the-salt-year?sort=best")
        .await
        .html();
    assert_eq!(
        select(&sorted, "meta[name=robots]")[0].attr("content"),
        Some("noindex")
    );
}

#[tokio::test]
async fn addresses_with_nothing_behind_them_help() {
    let site = TestSite::demo().await;
    for path in [
        "/nothing",
        "/reviews/nothing",
        "/reviews/NOT A SLUG".replace(' ', "%20").as_str(),
        "/comments/999999",
        "/comments/x",
        "/reviews/%252e%252e",
    ] {
        let answer = site.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            words(&answer.html(), "h1"),
            "This reel is missing",
            "{path}"
        );
    }
    let answer = site.browser().get("/reviews/the-salt-year/").await;
    assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(answer.header("location"), "/reviews/the-salt-year");
    assert_eq!(site.browser().get("/healthz").await.text(), "alive\n");
    assert_eq!(site.browser().get("/readyz").await.text(), "ready\n");
}

#[tokio::test]
async fn nobody_gets_a_cookie_for_reading() {
    let site = TestSite::demo().await;
    let mut browser = site.browser();
    for path in [
        "/",
        "/reviews/the-salt-year",
        "/nothing",
        "/api/reviews/viewer?slug=inventory",
    ] {
        let answer = browser.get(path).await;
        assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    }
}

#[tokio::test]
async fn the_data_for_the_browsers_half_is_there_and_forgets_the_plain_cookie() {
    let site = TestSite::demo().await;
    let mut browser = site.browser();
    browser.comment("inventory", "Mine.").await.landed();
    assert!(browser.has_cookie("foyer-plain"));
    let answer = browser.get("/api/reviews/viewer?slug=inventory").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.text().contains("\"own_comments\":["),
        "{}",
        answer.text()
    );
    assert!(!browser.has_cookie("foyer-plain") && browser.has_cookie("foyer-visitor"));
    let page = browser
        .get("/api/reviews/page?slug=inventory&query=sort%3Dbest")
        .await;
    assert!(page.text().contains("\"Best\""), "{}", &page.text()[..200]);
    let missing = browser.get("/api/reviews/page?slug=nothing").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.text(), r#"{"NotFound":"Review"}"#);
}

#[tokio::test]
async fn the_other_addresses_of_an_old_blog_lead_on_for_good() {
    let site = TestSite::demo().await;
    for (old, new) in [
        ("/feed/", "/feed.rss"),
        ("/feed/atom/", "/feed.atom"),
        ("/?feed=rss2", "/feed.rss"),
        ("/tag/work/", "/tags/work"),
        ("/category/film/work/feed/", "/tags/work/feed.atom"),
        ("/author/ines-moreau", "/authors/ines-moreau"),
        ("/2024/11/", "/archive/2024/11"),
        ("/2024/11/14/", "/archive/2024/11"),
        ("/?m=202411", "/archive/2024/11"),
    ] {
        let answer = site.browser().get(old).await;
        assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY, "{old}");
        assert_eq!(answer.header("location"), new, "{old}");
        let there = site.browser().get(new).await;
        assert_eq!(
            there.status,
            StatusCode::OK,
            "one redirect and no more: {new}"
        );
    }
    for old in [
        "/tag/nothing/",
        "/author/nobody/",
        "/2024/11/14/no-such-post/feed/",
    ] {
        assert_eq!(
            site.browser().get(old).await.status,
            StatusCode::NOT_FOUND,
            "{old}"
        );
    }
}
