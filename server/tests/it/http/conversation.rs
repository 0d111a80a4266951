use axum::http::StatusCode;

use crate::support::{TestSite, select, value, words};

#[tokio::test]
async fn a_comment_lands_on_its_page_and_makes_its_writer_known() {
    let site = TestSite::demo().await;
    let mut browser = site.browser();
    let before = words(
        &browser.get("/reviews/inventory").await.html(),
        "h2.comments__title",
    );
    let answer = browser.comment("inventory", "A *first* thought.").await;
    let id = answer.landed();
    assert!(answer.header("location").starts_with("/reviews/inventory"));
    for cookie in answer.headers.get_all("set-cookie") {
        let text = cookie.to_str().unwrap();
        assert!(
            text.contains("HttpOnly") && text.contains("SameSite=Lax"),
            "{text}"
        );
        assert!(
            text.contains("Path=/") && text.contains("Max-Age="),
            "{text}"
        );
    }
    assert!(browser.has_cookie("foyer-visitor") && browser.has_cookie("foyer-plain"));
    let answer = browser.get("/reviews/inventory").await;
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let page = answer.html();
    assert_ne!(words(&page, "h2.comments__title"), before);
    let own = format!("#comment-{id}");
    assert_eq!(select(&page, &format!("{own} em")).len(), 1);
    assert_eq!(
        select(&page, &format!("{own} [aria-label='Edit your comment']")).len(),
        1
    );
    let shared = site.browser().get("/reviews/inventory").await;
    assert_eq!(shared.header("cache-control"), "no-cache");
    assert!(select(&shared.html(), "[aria-label='Edit your comment']").is_empty());
}

#[tokio::test]
async fn on_https_the_cookies_are_tied_to_the_host() {
    let site =
        TestSite::with(|options| options.origin = "https://reviews.example".to_owned()).await;
    let mut browser = site.browser();
    let answer = browser.comment("inventory", "Hello.").await;
    answer.landed();
    for cookie in answer.headers.get_all("set-cookie") {
        let text = cookie.to_str().unwrap();
        assert!(
            text.starts_with("__Host-") && text.contains("Secure"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn replies_nest_to_the_drawn_depth_and_then_say_whom_they_answer() {
    let site = TestSite::with(|options| {
        options.site.drawn_depth = 3;
        options.limits.comment_every_seconds = 0;
    })
    .await;
    let mut browser = site.browser();
    let mut parent = browser.comment("inventory", "Root").await.landed();
    for depth in 2..=5 {
        let path = format!("/reviews/inventory?reply-to={parent}");
        let page = browser.get(&path).await.html();
        assert!(
            words(&page, "form#reply").starts_with("Reply to Row F"),
            "{depth}"
        );
        assert_eq!(value(&page, "form#reply", "parent"), parent);
        let text = format!("At {depth}");
        let own = [("comment", text.as_str()), ("parent", parent.as_str())];
        let id = browser.comment_with("inventory", &own).await.landed();
        let page = browser.get("/reviews/inventory?comments=all").await.html();
        let reply = select(&page, &format!("#comment-{id}"))[0];
        assert_eq!(reply.attr("data-parent"), Some(parent.as_str()));
        assert_eq!(
            reply.attr("data-depth"),
            Some(depth.min(3).to_string().as_str())
        );
        let answers = words(&page, &format!("#comment-{id} .comment__answers"));
        assert_eq!(answers, "in reply to Row F");
        assert_eq!(
            select(
                &page,
                &format!("#comment-{id} [aria-label='Reply to Row F']")
            )
            .len(),
            1
        );
        parent = id;
    }
}

#[tokio::test]
async fn what_a_visitor_types_is_remembered_only_when_asked() {
    let site = TestSite::with(|options| options.limits.comment_every_seconds = 0).await;
    let mut browser = site.browser();
    browser
        .comment_with(
            "inventory",
            &[("comment", "One"), ("email", "f@row.example")],
        )
        .await
        .landed();
    let page = browser.get("/reviews/inventory").await.html();
    assert_eq!(value(&page, "#leave-a-reply", "name"), "");
    let own = [
        ("comment", "Two"),
        ("email", "f@row.example"),
        ("website", "row.example"),
        ("remember", "true"),
    ];
    browser.comment_with("inventory", &own).await.landed();
    let page = browser.get("/reviews/inventory").await.html();
    assert_eq!(value(&page, "#leave-a-reply", "name"), "Row F");
    assert_eq!(value(&page, "#leave-a-reply", "email"), "f@row.example");
    assert_eq!(
        value(&page, "#leave-a-reply", "website"),
        "https://row.example/"
    );
    browser.forget("foyer-plain");
    let shared = browser.get("/reviews/inventory").await.text();
    assert!(
        !shared.contains("f@row.example"),
        "the shared page knows nobody"
    );
    browser
        .comment_with("inventory", &[("comment", "Three")])
        .await
        .landed();
    let page = browser.get("/reviews/inventory").await.html();
    assert_eq!(
        value(&page, "#leave-a-reply", "name"),
        "",
        "no tick forgets again"
    );
}

#[tokio::test]
async fn an_own_comment_can_be_changed_for_half_an_hour_by_its_writer_alone() {
    let site = TestSite::demo().await;
    let mut writer = site.browser();
    let id = writer.comment("inventory", "Befroe").await.landed();
    let path = format!("/reviews/inventory?edit={id}");
    let page = writer.get(&path).await.html();
    assert_eq!(value(&page, "form#edit", "comment"), "Befroe");
    let edit = |text| {
        [
            ("form", "edit-comment"),
            ("id", id.as_str()),
            ("comment", text),
        ]
    };
    let mut other = site.browser();
    other.comment("low-season", "Somebody else.").await.landed();
    assert!(select(&other.get(&path).await.html(), "form#edit").is_empty());
    let answer = other.post(&path, &edit("Stolen")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(writer.post(&path, &edit("Before")).await.landed(), id);
    let page = site.browser().get("/reviews/inventory").await.html();
    assert_eq!(
        words(&page, &format!("#comment-{id} .comment__body")),
        "Before"
    );
    assert!(words(&page, &format!("#comment-{id} .comment__edited")).starts_with("edited"));
    let empty = writer.post(&path, &edit("  ")).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    site.clock.advance_seconds(30 * 60);
    let late = writer.post(&path, &edit("Too late")).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    assert!(words(&late.html(), "[role=alert]").contains("half an hour"));
    let delete = [("form", "delete-comment"), ("id", id.as_str())];
    assert_eq!(
        writer.post("/reviews/inventory", &delete).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_comment_taken_back_leaves_its_place_to_its_replies() {
    let site = TestSite::with(|options| options.limits.comment_every_seconds = 0).await;
    let mut browser = site.browser();
    let root = browser.comment("inventory", "Root words").await.landed();
    let own = [("comment", "Leaf words"), ("parent", root.as_str())];
    let leaf = browser.comment_with("inventory", &own).await.landed();
    let delete = |id| [("form", "delete-comment"), ("id", id)];
    let mut other = site.browser();
    other.comment("low-season", "Somebody else.").await.landed();
    assert_eq!(
        other
            .post("/reviews/inventory", &delete(&root))
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        browser
            .post("/reviews/inventory", &delete(&root))
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let page = site.browser().get("/reviews/inventory").await;
    assert!(!page.text().contains("Root words"));
    assert!(
        words(&page.html(), &format!("#comment-{root}")).contains("Its replies keep their place")
    );
    assert!(words(&page.html(), &format!("#comment-{leaf}")).contains("Leaf words"));
    // With its last reply the empty place goes too.
    browser.post("/reviews/inventory", &delete(&leaf)).await;
    let page = site.browser().get("/reviews/inventory").await.html();
    assert!(select(&page, &format!("#comment-{root}")).is_empty());
}

#[tokio::test]
async fn a_key_of_the_pages_script_posts_once_only() {
    let site = TestSite::with(|options| options.limits.comment_every_seconds = 0).await;
    let mut browser = site.browser();
    let fields = |text| {
        [
            ("form", "post-comment"),
            ("review", "5"),
            ("name", "Row F"),
            ("comment", text),
            ("key", "k-1"),
        ]
    };
    let first = browser
        .post_for_json("/reviews/inventory", &fields("Once"))
        .await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(
        first.header("content-type"),
        "application/json; charset=utf-8"
    );
    let again = browser
        .post_for_json("/reviews/inventory", &fields("Once, changed"))
        .await;
    assert_eq!(again.text(), first.text());
    assert!(
        !browser
            .get("/reviews/inventory")
            .await
            .text()
            .contains("Once, changed")
    );
}
