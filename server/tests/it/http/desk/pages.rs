//! Pages such as About and Privacy.

use app::model::Role;
use axum::http::StatusCode;

use crate::support::{Browser, TestSite, select, value, words};

/// Begins a page and returns the path of its editor.
async fn begin(browser: &mut Browser, template: &str) -> String {
    let answer = browser
        .post(
            "/desk/pages",
            &[("form", "new-page"), ("template", template)],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

async fn publish(browser: &mut Browser, editor: &str, fields: &[(&str, &str)]) {
    let id = editor.rsplit('/').next().unwrap();
    let version = value(&browser.get(editor).await.html(), "#editor", "version");
    let mut form = vec![
        ("form", "save-draft"),
        ("kind", "page"),
        ("review", id),
        ("version", &version),
        ("act", "publish"),
    ];
    form.extend_from_slice(fields);
    let answer = browser.post(editor, &form).await;
    answer.led_to(&format!("{editor}?done=published"));
}

#[tokio::test]
async fn a_privacy_page_is_linked_from_everywhere_once_it_is_published() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let editor = begin(&mut owner, "privacy").await;
    let page = owner.get(&editor).await.html();
    let text = words(&page, "#body");
    assert!(text.contains("No cookie is set by reading"), "{text}");
    assert!(select(&page, "[name=film], [name=rating], [name=tags]").is_empty());
    let mut reader = site.browser();
    let before = reader.get("/").await.text();
    assert!(!before.contains("/pages/privacy"));

    publish(
        &mut owner,
        &editor,
        &[("title", "Privacy"), ("slug", "privacy"), ("body", &text)],
    )
    .await;
    let page = reader.get("/pages/privacy").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(words(&page.html(), "h1"), "Privacy");
    assert_eq!(page.header("cache-control"), "no-cache");
    for path in ["/", "/films", "/reviews/the-salt-year"] {
        let html = reader.get(path).await.html();
        let links = select(&html, ".site-footer a[href='/pages/privacy']");
        assert_eq!(links.len(), 1, "{path}");
    }
    let review = reader.get("/reviews/the-salt-year").await.html();
    let told = select(&review, "#leave-a-reply .reply-form__terms a");
    assert_eq!(told[0].attr("href"), Some("/pages/privacy"));
    let found = reader.get("/search?q=responsible").await.text();
    assert!(found.contains("href=\"/pages/privacy\""), "{found}");
    let map = reader.get("/sitemap.xml").await.text();
    assert!(map.contains("/pages/privacy</loc>"), "{map}");
    let home = reader.get("/").await.html();
    assert!(select(&home, "main a[href='/pages/privacy']").is_empty());
}

#[tokio::test]
async fn a_page_has_no_address_among_the_reviews_and_leaves_one_behind_when_it_moves() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    let place = begin(&mut editor, "about").await;
    let fields = |slug| [("title", "About"), ("slug", slug), ("body", "We *write*.")];
    publish(&mut editor, &place, &fields("about")).await;
    let mut reader = site.browser();
    let moved = reader.get("/reviews/about").await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.header("location"), "/pages/about");
    assert_eq!(
        reader.get("/pages/the-salt-year").await.status,
        StatusCode::NOT_FOUND
    );

    publish(&mut editor, &place, &fields("who-we-are")).await;
    let moved = reader.get("/pages/about").await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.header("location"), "/pages/who-we-are");
    let list = editor.get("/desk/pages").await.html();
    assert_eq!(words(&list, ".desk-row__title"), "About");
    assert!(!words(&editor.get("/desk").await.html(), ".desk-list").contains("About"));

    let id = place.rsplit('/').next().unwrap();
    let trashed = editor
        .post(
            "/desk/pages",
            &[
                ("form", "desk-bulk"),
                ("act", "trash"),
                ("id", id),
                ("back", "/desk/pages"),
            ],
        )
        .await;
    trashed.led_to(&format!("/desk/pages?done=trash&ids={id}"));
    let told = words(&editor.get(&trashed.landed()).await.html(), ".desk__undo");
    assert!(told.contains("One page is in the trash"), "{told}");
    let gone = reader.get("/pages/who-we-are").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_are_written_by_those_who_look_after_everything() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let list = author.get("/desk/pages").await;
    assert_eq!(list.status, StatusCode::FORBIDDEN);
    let refused = author
        .post(
            "/desk/pages",
            &[("form", "new-page"), ("template", "about")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let desk = author.get("/desk").await.html();
    assert_eq!(words(&desk, ".desk-bar"), "ReviewsStills");
    site.clock.advance_seconds(60);
    let mut editor = site.signed_in(Role::Editor).await;
    let desk = editor.get("/desk").await.html();
    assert_eq!(words(&desk, ".desk-bar"), "ReviewsPagesStills");
}
