//! Revisions, what readers are told of them, links to drafts, and passwords.

use app::model::Role;
use axum::http::StatusCode;

use super::Draft;
use crate::support::{Browser, TestSite, select, words};

/// A published review of an author, with the author's browser.
async fn published(site: &TestSite) -> (Browser, Draft) {
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    draft.send(&mut author, "publish", &[]).await;
    (author, draft)
}

#[tokio::test]
async fn readers_see_that_a_review_was_edited_and_what_changed() {
    let site = TestSite::demo().await;
    let (mut author, draft) = published(&site).await;
    let mut reader = site.browser();
    let fresh = reader.get("/reviews/slow-ferry").await.text();
    assert!(!fresh.contains("what changed"));
    // Published again without a change it is not edited.
    draft.send(&mut author, "publish", &[]).await;
    let same = reader.get("/reviews/slow-ferry").await.text();
    assert!(!same.contains("what changed"));

    site.clock.advance_seconds(24 * 60 * 60);
    let own = [
        ("body", "There is *some* hurry.\n\n||They sink.||"),
        ("rating", "6"),
    ];
    draft.send(&mut author, "publish", &own).await;

    let page = reader.get("/reviews/slow-ferry").await.html();
    let link = &select(&page, ".review-header__kicker a")[0];
    assert_eq!(link.attr("href"), Some("/reviews/slow-ferry/changes"));
    assert!(words(&page, ".review-header__kicker").contains("Edited 2 December 2024"));
    let changes = reader.get("/reviews/slow-ferry/changes").await;
    let html = changes.html();
    let gone: Vec<_> = select(&html, "del")
        .into_iter()
        .map(|e| e.inner_html())
        .collect();
    let new: Vec<_> = select(&html, "ins")
        .into_iter()
        .map(|e| e.inner_html())
        .collect();
    assert_eq!(gone, ["2½/4", "no"]);
    assert_eq!(new, ["3/4", "some"]);
    assert!(!changes.text().contains("They"), "a spoiler stays one");
    assert!(changes.text().contains("noindex"));
}

#[tokio::test]
async fn a_revision_becomes_the_draft_again_and_nothing_is_lost() {
    let site = TestSite::demo().await;
    let (mut author, draft) = published(&site).await;
    draft
        .send(&mut author, "publish", &[("body", "Second.")])
        .await;
    draft.send(&mut author, "save", &[("body", "Third.")]).await;
    let path = format!("{}/revisions", draft.path());
    let page = author.get(&format!("{path}?show=1")).await.html();
    assert_eq!(select(&page, ".revisions__line").len(), 2);
    assert!(words(&page, ".revision").contains("Third."));

    let id = draft.id.as_str();
    let fields = [
        ("form", "restore-revision"),
        ("review", id),
        ("number", "1"),
    ];
    let done = author.post(&draft.path(), &fields).await;
    done.led_to(&format!("{}?done=revision#sharing", draft.path()));

    let editor = author.get(&draft.path()).await.text();
    assert!(editor.contains("There is *no* hurry."));
    let page = author.get(&format!("{path}?show=3")).await.text();
    assert!(page.contains("Put aside by The author") && page.contains("Third."));
    let read = site.browser().get("/reviews/slow-ferry").await.text();
    assert!(read.contains("Second."), "readers see what is published");
    let changes = site.browser().get("/reviews/slow-ferry/changes").await;
    assert!(!changes.text().contains("Third."), "and no draft");
    let mut other = site.signed_in(Role::Contributor).await;
    assert_eq!(other.get(&path).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_link_shows_the_draft_until_it_is_taken_back() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    draft.send(&mut author, "save", &[]).await;
    let id = draft.id.as_str();
    let make = [("form", "make-link"), ("review", id)];
    author.post(&draft.path(), &make).await;
    let page = author.get(&draft.path()).await.html();
    let link = &select(&page, ".desk-sharing__link > a")[0];
    let path = link.attr("href").unwrap().to_owned();
    assert!(path.len() > "/preview/".len() + 40, "{path}");

    let mut friend = site.browser();
    let seen = friend.get(&path).await;
    assert_eq!(seen.status, StatusCode::OK);
    let html = seen.html();
    assert_eq!(words(&html, "h1"), "Slow Ferry");
    assert_eq!(words(&html, ".review-body em"), "no");
    assert_eq!(seen.header("cache-control"), "private, no-store");
    assert!(seen.text().contains("noindex"));
    draft.send(&mut author, "save", &[("body", "Newer.")]).await;
    assert!(friend.get(&path).await.text().contains("Newer."));
    let other = friend.get(&format!("{path}x")).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);

    let link = select(&page, "[name=link]")[0]
        .attr("value")
        .unwrap()
        .to_owned();
    let revoke = [
        ("form", "revoke-link"),
        ("review", id),
        ("link", link.as_str()),
    ];
    author.post(&draft.path(), &revoke).await;
    let gone = friend.get(&path).await;
    assert_eq!(gone.status, StatusCode::FORBIDDEN);
    assert!(!gone.text().contains("Newer."));
}

#[tokio::test]
async fn a_review_with_a_password_is_read_by_those_who_know_it_and_listed_nowhere() {
    let site = TestSite::demo().await;
    let (mut author, draft) = published(&site).await;
    let id = draft.id.as_str();
    let lock = |password| {
        [
            ("form", "review-access"),
            ("review", id),
            ("access", "password"),
            ("password", password),
        ]
    };
    let refused = author.post(&draft.path(), &lock("abc")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(words(&refused.html(), "#access_password-error").contains("4 characters"));
    let set = author.post(&draft.path(), &lock("sluice")).await;
    set.led_to(&format!("{}?done=access#sharing", draft.path()));

    let mut reader = site.browser();
    for place in [
        "/",
        "/feed.atom",
        "/archive",
        "/tags/ferries",
        "/films/slow-ferry",
    ] {
        let text = reader.get(place).await.text();
        assert!(!text.contains("Slow Ferry"), "{place}");
    }
    let card = reader.get("/reviews/slow-ferry/card.png").await;
    assert_eq!(card.status, StatusCode::NOT_FOUND);
    let asked = reader.get("/reviews/slow-ferry").await;
    assert_eq!(asked.status, StatusCode::FOUND);
    assert_eq!(asked.header("location"), "/reviews/slow-ferry/locked");
    let place = "/reviews/slow-ferry/locked";
    let page = reader.get(place).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("noindex") && !page.text().contains("Slow Ferry"));
    let unlock = |password| {
        [
            ("form", "unlock"),
            ("slug", "slow-ferry"),
            ("password", password),
        ]
    };
    let wrong = reader.post(place, &unlock("wheel")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    reader.post(place, &unlock("sluice")).await.led_to(place);
    let page = reader.get(place).await;
    assert_eq!(words(&page.html(), "h1"), "Slow Ferry");
    assert_eq!(page.header("cache-control"), "private, no-store");
    // Another browser asks again, and a made-up cookie opens nothing.
    let mut other = site.browser();
    other.put_cookie("foyer-unlocked-slow-ferry", "9999999999999999.made-up");
    assert!(!other.get(place).await.text().contains("hurry"));
    // A new password shuts out whoever knew the old one.
    author.post(&draft.path(), &lock("another")).await;
    assert!(!reader.get(place).await.text().contains("hurry"));

    let open = [
        ("form", "review-access"),
        ("review", id),
        ("access", "everyone"),
    ];
    author.post(&draft.path(), &open).await;
    let page = reader.get("/reviews/slow-ferry").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(reader.get("/feed.atom").await.text().contains("Slow Ferry"));
}

#[tokio::test]
async fn the_search_finds_what_can_be_read_and_nothing_else() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    let found = async || {
        let page = site.browser().get("/search?q=ferry").await;
        assert_eq!(page.status, StatusCode::OK);
        page.text().contains("/reviews/slow-ferry")
    };
    draft.send(&mut author, "save", &[]).await;
    assert!(!found().await, "a draft");
    draft.send(&mut author, "publish", &[]).await;
    assert!(found().await, "a published review");
    let id = draft.id.as_str();
    let access = |access| {
        [
            ("form", "review-access"),
            ("review", id),
            ("access", access),
            ("password", "sluice"),
        ]
    };
    author.post(&draft.path(), &access("password")).await;
    assert!(!found().await, "one with a password");
    author.post(&draft.path(), &access("everyone")).await;
    assert!(found().await, "one that everybody may read again");
    draft.send(&mut author, "unpublish", &[]).await;
    assert!(!found().await, "one that was taken back");
    draft.send(&mut author, "publish", &[]).await;
    draft.send(&mut author, "trash", &[]).await;
    assert!(!found().await, "one in the trash");
}
