//! Feeds, read back by a reader of somebody else's.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use feed_rs::model::{Entry, Feed, FeedType};

use crate::support::{Answer, TestSite};

fn read(answer: &Answer) -> Feed {
    assert_eq!(answer.status, StatusCode::OK);
    feed_rs::parser::parse(&answer.body[..]).unwrap_or_else(|error| panic!("{error}"))
}

fn html(entry: &Entry) -> &str {
    entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref())
        .unwrap()
}

fn link(entry: &Entry) -> &str {
    &entry.links[0].href
}

async fn get_with(site: &TestSite, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    site.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn both_feeds_of_the_site_have_every_review_whole() {
    let site = TestSite::demo().await;
    let atom = read(&site.browser().get("/feed.atom").await);
    let rss = read(&site.browser().get("/feed.rss").await);
    assert_eq!(
        (&atom.feed_type, &rss.feed_type),
        (&FeedType::Atom, &FeedType::RSS2)
    );
    assert_eq!(atom.entries.len(), 10);
    for feed in [&atom, &rss] {
        assert_eq!(feed.title.as_ref().unwrap().content, "Foyer");
        let newest = &feed.entries[0];
        assert_eq!(newest.title.as_ref().unwrap().content, "The Salt Year");
        assert_eq!(link(newest), "http://reviews.example/reviews/the-salt-year");
        assert_eq!(newest.authors[0].name.as_deref(), Some("Ines Moreau"));
        assert_eq!(
            newest.published.unwrap().to_rfc3339(),
            "2024-11-14T18:30:00+00:00"
        );
        let tags: Vec<_> = newest
            .categories
            .iter()
            .map(|tag| tag.label.as_ref().unwrap_or(&tag.term))
            .collect();
        assert_eq!(tags, ["Norway", "Work", "Water"]);
        assert!(
            newest
                .summary
                .as_ref()
                .unwrap()
                .content
                .contains("keeping count")
        );
        let text = html(newest);
        assert!(
            text.contains("2½/4") && text.contains("Marit Kaldestad, Norway, 2010"),
            "{text}"
        );
        assert!(
            text.contains("src=\"http://reviews.example/media/"),
            "{text}"
        );
        assert!(text.contains("[spoiler]") && !text.contains("sluices are opened by night"));
        assert!(
            text.contains("I would have given an hour of raking for six more."),
            "the whole text"
        );
        for entry in &feed.entries {
            let text = html(entry);
            for part in [
                "<input", "<label", "href=\"/", "href=\"#", "src=\"/", "<script",
            ] {
                assert!(!text.contains(part), "{}: {part}", entry.id);
            }
        }
    }
    let ids: BTreeSet<_> = atom.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), 10);
    assert_eq!(
        atom.entries.iter().map(link).collect::<Vec<_>>(),
        rss.entries.iter().map(link).collect::<Vec<_>>()
    );
    let own = atom
        .links
        .iter()
        .find(|link| link.rel.as_deref() == Some("self"))
        .unwrap();
    assert_eq!(own.href, "http://reviews.example/feed.atom");
}

#[tokio::test]
async fn a_shelf_has_a_feed_of_its_own_reviews() {
    let site = TestSite::demo().await;
    for (path, title, newest) in [
        ("/tags/work/feed.atom", "Foyer: Work", "The Salt Year"),
        (
            "/authors/ines-moreau/feed.atom",
            "Foyer: reviews by Ines Moreau",
            "The Salt Year",
        ),
        (
            "/films/inventory/feed.atom",
            "Foyer: reviews of Inventory",
            "Inventory",
        ),
    ] {
        let answer = site.browser().get(path).await;
        assert_eq!(
            answer.header("content-type"),
            "application/atom+xml; charset=utf-8"
        );
        let feed = read(&answer);
        assert_eq!(feed.title.unwrap().content, title);
        assert_eq!(
            feed.entries[0].title.as_ref().unwrap().content,
            newest,
            "{path}"
        );
        assert!(feed.entries.len() < 10, "{path}");
    }
    for path in [
        "/tags/nothing/feed.atom",
        "/authors/nobody/feed.atom",
        "/films/none/feed.atom",
        "/reviews/none/comments.atom",
        "/tags/%2e%2e/feed.atom",
    ] {
        assert_eq!(
            site.browser().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_comment_is_in_the_next_feed_and_answers_what_it_answers() {
    let site = TestSite::demo().await;
    let path = "/reviews/inventory/comments.atom";
    let before = read(&site.browser().get(path).await).entries.len();
    let mut browser = site.browser();
    let text = "She ||*keeps*|| it. <b>&amp;</b> [x](/reviews/low-season)";
    let id = browser.comment("inventory", text).await.landed();
    let raw = site.browser().get(path).await;
    let feed = read(&raw);
    assert_eq!(feed.entries.len(), before + 1);
    let newest = &feed.entries[0];
    assert_eq!(
        newest.title.as_ref().unwrap().content,
        "Row F on “Inventory”"
    );
    assert_eq!(
        link(newest),
        format!("http://reviews.example/comments/{id}")
    );
    let text = html(newest);
    assert!(
        text.contains("She [spoiler] it. &lt;b&gt;&amp;&lt;/b&gt;"),
        "{text}"
    );
    assert!(
        text.contains("href=\"http://reviews.example/reviews/low-season\""),
        "{text}"
    );
    assert!(!raw.text().contains("keeps"));
    let answers = "<thr:in-reply-to ref=\"http://reviews.example/reviews/inventory\"";
    assert!(raw.text().contains(answers));
    browser
        .post(
            "/reviews/inventory",
            &[("form", "delete-comment"), ("id", &id)],
        )
        .await;
    assert_eq!(read(&site.browser().get(path).await).entries.len(), before);
}

#[tokio::test]
async fn a_reader_that_has_a_feed_is_told_so_by_either_validator() {
    let site = TestSite::demo().await;
    let path = "/reviews/inventory/comments.atom";
    let first = get_with(&site, path, &[]).await;
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with('"'), "a strong validator");
    assert_eq!(
        first.header("last-modified"),
        "",
        "not within the second it was made in"
    );
    site.clock.advance_seconds(1);
    let later = get_with(&site, path, &[]).await;
    let date = later.header("last-modified").to_owned();
    assert_eq!(date, "Sun, 01 Dec 2024 12:00:00 GMT");
    for validator in [
        ("if-none-match", etag.as_str()),
        ("if-modified-since", &date),
    ] {
        let again = get_with(&site, path, &[validator]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{validator:?}");
        assert!(again.body.is_empty() && again.header("etag") == etag);
    }
    let both = [
        ("if-none-match", "\"other\""),
        ("if-modified-since", date.as_str()),
    ];
    assert_eq!(
        get_with(&site, path, &both).await.status,
        StatusCode::OK,
        "the tag decides"
    );

    site.browser()
        .comment("inventory", "One more.")
        .await
        .landed();
    for validator in [
        ("if-none-match", etag.as_str()),
        ("if-modified-since", &date),
    ] {
        let changed = get_with(&site, path, &[validator]).await;
        assert_eq!(changed.status, StatusCode::OK, "{validator:?}");
        assert!(changed.text().contains("One more."));
    }
}

#[tokio::test]
async fn a_page_names_its_feeds() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/reviews/inventory").await.html();
    let feeds: Vec<_> = crate::support::select(&page, "link[rel=alternate]")
        .iter()
        .map(|link| link.attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(
        feeds,
        [
            "/reviews/inventory/comments.atom",
            "/feed.atom",
            "/feed.rss"
        ]
    );
    for feed in feeds {
        read(&site.browser().get(&feed).await);
    }
}
