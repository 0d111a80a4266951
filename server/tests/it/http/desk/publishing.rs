//! Publishing, taking back, throwing away, and moving to another address.

use app::model::Role;
use axum::http::StatusCode;

use super::Draft;
use crate::support::{TestSite, select, value, words};

#[tokio::test]
async fn a_preview_is_the_page_that_readers_get() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    let answer = draft.send(&mut browser, "preview", &[]).await;
    answer.led_to(&format!("{}?preview=1#preview", draft.path()));
    let preview = browser
        .get(&format!("{}?preview=1", draft.path()))
        .await
        .html();
    draft.send(&mut browser, "publish", &[]).await;
    let page = site.browser().get("/reviews/slow-ferry").await.html();
    for part in [".review-body", ".watch-also__list", ".review-header__title"] {
        let inner = |page, part: &str| select(page, part)[0].inner_html();
        let (seen, shown) = (
            inner(&page, part),
            inner(&preview, &format!("#preview {part}")),
        );
        assert!(!seen.is_empty());
        if part == ".review-body" {
            assert_eq!(shown, seen);
        }
    }
    assert_eq!(
        words(&preview, "#preview .review-header__summary"),
        words(&page, ".review-header__summary")
    );
    assert!(words(&preview, ".card-preview").contains("A crossing that takes its time."));
}

#[tokio::test]
async fn a_published_review_is_everywhere_and_a_taken_back_one_nowhere() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    let places = [
        "/",
        "/feed.atom",
        "/archive",
        "/films/slow-ferry",
        "/people/tor-vik",
        "/tags/ferries",
        "/authors/the-author",
        "/sitemaps/reviews-1.xml",
        "/reviews/slow-ferry",
    ];
    let seen = async || {
        let mut seen = Vec::new();
        for place in places {
            let answer = site.browser().get(place).await;
            let is_there = answer.status == StatusCode::OK;
            seen.push(is_there && answer.text().to_lowercase().contains("slow-ferry"));
        }
        seen
    };
    let before = seen().await;
    draft.send(&mut browser, "publish", &[]).await;
    let during = seen().await;
    let done = draft.send(&mut browser, "unpublish", &[]).await;
    draft.was(&done, "unpublished");
    let after = seen().await;
    assert!(before.iter().all(|is_seen| !is_seen), "{before:?}");
    for (place, is_seen) in places.iter().zip(during) {
        // Which part of the sitemap has it is the sitemap's to say.
        assert!(is_seen || place.starts_with("/sitemaps"), "{place}");
    }
    assert!(after.iter().all(|is_seen| !is_seen), "{after:?}");
}

#[tokio::test]
async fn changes_wait_until_they_are_published_and_leave_a_revision() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    draft.send(&mut browser, "publish", &[]).await;
    let saved = draft
        .send(&mut browser, "save", &[("body", "Another text.")])
        .await;
    draft.was(&saved, "saved");
    let page = site.browser().get("/reviews/slow-ferry").await.text();
    assert!(page.contains("hurry") && !page.contains("Another text."));
    let list = browser.get("/desk").await.text();
    assert!(list.contains("Changes not published yet"));

    draft
        .send(&mut browser, "publish", &[("body", "Another text.")])
        .await;

    let page = site.browser().get("/reviews/slow-ferry").await.text();
    assert!(page.contains("Another text.") && !page.contains("hurry"));
    let list = browser.get("/desk").await.text();
    assert!(!list.contains("Changes not published yet"));
}

#[tokio::test]
async fn a_review_that_was_not_written_here_is_edited_without_losing_anything() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Editor).await;
    let before = site.browser().get("/reviews/the-salt-year").await.html();
    let page = browser.get("/desk/reviews/1").await.html();
    let fields: Vec<_> = select(&page, "#editor [name]")
        .into_iter()
        .filter(|field| {
            let kind = field.attr("type").unwrap_or_default();
            let is_box = matches!(kind, "radio" | "checkbox");
            field.value().name() != "button" && (!is_box || field.attr("checked").is_some())
        })
        .map(|field| {
            let name = field.attr("name").unwrap().to_owned();
            let value = match field.value().name() {
                "textarea" => field.text().collect(),
                _ => field.attr("value").unwrap_or_default().to_owned(),
            };
            (name, value)
        })
        .chain([("act".to_owned(), "publish".to_owned())])
        .collect();
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = browser.post("/desk/reviews/1", &fields).await;
    answer.led_to("/desk/reviews/1?done=published");

    let after = site.browser().get("/reviews/the-salt-year").await.html();
    for part in [
        "article .review-columns",
        ".review-header",
        ".review-screen",
    ] {
        let inner = |page| select(page, part)[0].inner_html();
        assert_eq!(inner(&after), inner(&before), "{part}");
    }
}

#[tokio::test]
async fn another_address_leads_on_from_the_old_one() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    draft.send(&mut browser, "publish", &[]).await;
    for slug in ["ferry", "the-ferry"] {
        let moved = draft.send(&mut browser, "publish", &[("slug", slug)]).await;
        draft.was(&moved, "published");
    }
    for old in ["slow-ferry", "ferry"] {
        let answer = site.browser().get(&format!("/reviews/{old}")).await;
        assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY);
        assert_eq!(answer.header("location"), "/reviews/the-ferry");
    }
    // Back to the first: it is a page again, and the last one leads to it.
    draft
        .send(&mut browser, "publish", &[("slug", "slow-ferry")])
        .await;
    let page = site.browser().get("/reviews/slow-ferry").await;
    assert_eq!(page.status, StatusCode::OK);
    for old in ["ferry", "the-ferry?comments=all"] {
        let answer = site.browser().get(&format!("/reviews/{old}")).await;
        let to = old.replacen("the-ferry", "slow-ferry", 1);
        let to = to
            .strip_prefix("ferry")
            .map_or(to.as_str(), |_| "slow-ferry");
        assert_eq!(answer.header("location"), format!("/reviews/{to}"));
    }
    let taken = draft
        .send(&mut browser, "publish", &[("slug", "inventory")])
        .await;
    assert_eq!(taken.status, StatusCode::BAD_REQUEST);
    assert!(words(&taken.html(), "#slug-error").contains("Another review"));
}

#[tokio::test]
async fn what_is_thrown_away_can_be_fetched_back_as_it_was() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    draft.send(&mut browser, "publish", &[]).await;
    let page = site.browser().get("/reviews/slow-ferry").await.html();

    let gone = draft.send(&mut browser, "trash", &[]).await;
    gone.led_to(&format!("/desk?done=trash&ids={}", draft.id));
    let missing = site.browser().get("/reviews/slow-ferry").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let told = browser.get(gone.header("location")).await.html();
    assert_eq!(value(&told, ".desk__undo form", "id"), draft.id);
    let fields = [
        ("form", "desk-bulk"),
        ("act", "restore"),
        ("id", draft.id.as_str()),
        ("back", "/desk"),
    ];
    browser
        .post("/desk", &fields)
        .await
        .led_to(&format!("/desk?done=restore&ids={}", draft.id));

    let again = site.browser().get("/reviews/slow-ferry").await.html();
    assert_eq!(
        words(&again, ".review-header"),
        words(&page, ".review-header")
    );
}

#[tokio::test]
async fn of_a_review_that_was_taken_back_its_conversation_is_gone_too() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    let mut reader = site.browser();
    let quoted = reader.get("/").await.text();
    assert!(quoted.contains("/comments/"));
    let fields = [
        ("form", "desk-bulk"),
        ("act", "unpublish"),
        ("id", "1"),
        ("back", "/desk"),
    ];
    editor.post("/desk", &fields).await;
    for place in [
        "/comments/1",
        "/reviews/the-salt-year/comments.atom",
        "/reviews/the-salt-year/card.png",
        "/reviews/the-salt-year/events",
        "/reviews/the-salt-year/changes",
        "/reviews/the-salt-year/locked",
        "/api/reviews/page?slug=the-salt-year&query=",
        "/api/reviews/viewer?slug=the-salt-year",
    ] {
        let answer = reader.get(place).await;
        assert!(
            answer.status == StatusCode::NOT_FOUND || answer.status == StatusCode::BAD_REQUEST,
            "{place}: {}",
            answer.status
        );
    }
    let front = reader.get("/").await.text();
    assert!(
        !front.contains("the-salt-year"),
        "and no thought of it is quoted"
    );
    let refused = reader.comment("the-salt-year", "Too late.").await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    let like = [("form", "like-review"), ("id", "1")];
    let refused = reader.post("/reviews/the-salt-year", &like).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

#[tokio::test]
async fn a_text_that_stands_elsewhere_first_says_so_to_machines() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    let own = [("canonical", "https://journal.example/slow-ferry")];
    draft.send(&mut browser, "publish", &own).await;
    let page = site.browser().get("/reviews/slow-ferry").await.html();
    let link = select(&page, "link[rel=canonical]")[0].attr("href");
    assert_eq!(link, Some("https://journal.example/slow-ferry"));
}

#[tokio::test]
async fn several_authors_sign_one_review_in_order() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let draft = Draft::begin(&mut owner).await;
    let alone = draft
        .send(&mut owner, "publish", &[("authors", "Nobody At All")])
        .await;
    assert_eq!(alone.status, StatusCode::BAD_REQUEST);
    assert!(words(&alone.html(), "#authors-error").contains("Nobody of one of these names"));
    let stolen = draft
        .send(&mut owner, "publish", &[("authors", "Ines Moreau")])
        .await;
    assert_eq!(
        stolen.status,
        StatusCode::BAD_REQUEST,
        "not in the name of others alone"
    );
    let both = [("authors", "ines moreau, The owner")];
    draft.was(&draft.send(&mut owner, "publish", &both).await, "published");
    let page = site.browser().get("/reviews/slow-ferry").await.html();
    let bylines: Vec<_> = select(&page, "main a[href^='/authors/']")
        .iter()
        .map(|link| link.text().collect::<String>())
        .collect();
    assert_eq!(bylines[..2], ["Ines Moreau", "The owner"], "{bylines:?}");
    let shelf = site.browser().get("/authors/ines-moreau").await.text();
    assert!(shelf.contains("/reviews/slow-ferry"));
    let editor = owner.get(&draft.path()).await.html();
    assert_eq!(
        value(&editor, "#editor", "authors"),
        "Ines Moreau, The owner"
    );
}
