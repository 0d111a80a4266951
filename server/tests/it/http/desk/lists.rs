//! The desk's list.

use app::model::Role;
use axum::http::StatusCode;

use super::Draft;
use crate::support::{Browser, TestSite, select};

/// The titles in the list of an address.
async fn titles(browser: &mut Browser, path: &str) -> Vec<String> {
    let page = browser.get(path).await.html();
    select(&page, ".desk-row__title")
        .into_iter()
        .map(|title| title.text().collect::<String>().trim().to_owned())
        .collect()
}

#[tokio::test]
async fn the_list_can_be_narrowed_searched_and_ordered() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    let draft = Draft::begin(&mut editor).await;
    draft.send(&mut editor, "save", &[]).await;

    assert_eq!(
        titles(&mut editor, "/desk?stage=draft").await,
        ["Slow Ferry"]
    );
    assert_eq!(titles(&mut editor, "/desk").await[0], "Slow Ferry");
    assert_eq!(
        titles(&mut editor, "/desk?q=SALT+ye").await,
        ["The Salt Year"]
    );
    assert!(titles(&mut editor, "/desk?q=%25").await.is_empty());
    let by_title = titles(&mut editor, "/desk?sort=title").await;
    let mut sorted = by_title.clone();
    sorted.sort_by_key(|title| title.to_lowercase());
    assert_eq!(by_title, sorted);
    assert!(by_title.len() > 5);
    assert!(titles(&mut editor, "/desk?stage=trashed").await.is_empty());
}

#[tokio::test]
async fn an_author_sees_their_own_alone() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    assert!(titles(&mut author, "/desk").await.is_empty());
    let draft = Draft::begin(&mut author).await;
    draft.send(&mut author, "save", &[]).await;
    assert_eq!(titles(&mut author, "/desk").await, ["Slow Ferry"]);
}

#[tokio::test]
async fn several_are_taken_back_and_put_back_at_once() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    let fields = |act| {
        [
            ("form", "desk-bulk"),
            ("act", act),
            ("id", "1"),
            ("id", "5"),
            ("id", "999"),
            ("back", "/desk?sort=title"),
        ]
    };
    let day = async || site.browser().get("/reviews/inventory").await;
    let before = day().await.text();
    editor
        .post("/desk", &fields("unpublish"))
        .await
        .led_to("/desk?sort=title&done=unpublish&ids=1-5");
    for slug in ["the-salt-year", "inventory"] {
        let page = site.browser().get(&format!("/reviews/{slug}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    editor
        .post("/desk", &fields("put-back"))
        .await
        .led_to("/desk?sort=title&done=put-back&ids=1-5");
    let events = |text: &str| text.split("data-events-after").next().unwrap().to_owned();
    assert_eq!(events(&day().await.text()), events(&before));

    let elsewhere = [
        ("form", "desk-bulk"),
        ("act", "trash"),
        ("id", "999"),
        ("back", "//evil.example"),
    ];
    let refused = editor.post("/desk", &elsewhere).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
