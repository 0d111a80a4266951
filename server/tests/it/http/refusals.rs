use axum::http::StatusCode;

use crate::support::{Answer, TestSite, select, value, words};

/// Asserts that a refusal gives back everything that was typed.
fn assert_kept(answer: &Answer, status: StatusCode, text: &str) {
    assert_eq!(answer.status, status);
    let page = answer.html();
    assert!(
        words(&page, "[role=alert]").contains("still here"),
        "{status}"
    );
    assert_eq!(value(&page, "#leave-a-reply", "comment"), text, "{status}");
    assert_eq!(value(&page, "#leave-a-reply", "name"), "Row F", "{status}");
    assert_eq!(
        value(&page, "#leave-a-reply", "email"),
        "f@row.example",
        "{status}"
    );
    assert_eq!(answer.header("cache-control"), "private, no-store");
}

fn own(text: &str) -> [(&str, &str); 2] {
    [("comment", text), ("email", "f@row.example")]
}

#[tokio::test]
async fn an_empty_comment_is_refused_with_the_field_named() {
    let site = TestSite::demo().await;
    let answer = site
        .browser()
        .comment_with("inventory", &own(" \n\t "))
        .await;
    assert_kept(&answer, StatusCode::BAD_REQUEST, " \n\t ");
    let page = answer.html();
    assert_eq!(words(&page, "[role=alert] a"), "the comment");
    assert_eq!(
        select(&page, "#leave-a-reply-text[aria-invalid=true]").len(),
        1
    );
    assert!(
        !answer
            .headers
            .get_all("set-cookie")
            .iter()
            .any(|c| c.to_str().unwrap().contains("visitor"))
    );
}

#[tokio::test]
async fn names_addresses_and_websites_are_checked_each_with_its_message() {
    let site = TestSite::demo().await;
    let long = "n".repeat(81);
    for (field, bad, status) in [
        ("name", "", 400),
        ("name", "\u{202e}\u{200e}", 400),
        ("name", long.as_str(), 413),
        ("email", "a@b", 400),
        ("website", "javascript://a.b/%0aalert(1)", 400),
    ] {
        let mut fields = vec![("comment", "Words"), (field, bad)];
        if field != "name" {
            fields.push(("name", "Row F"));
        }
        let answer = site.browser().comment_with("inventory", &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{field} {bad}");
        let page = answer.html();
        assert_eq!(value(&page, "#leave-a-reply", field), bad);
        assert_eq!(
            select(&page, &format!("#leave-a-reply-{field}[aria-invalid=true]")).len(),
            1
        );
        assert_eq!(
            select(&page, &format!("#leave-a-reply-{field}-error")).len(),
            1
        );
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_comes_back_whole() {
    let site = TestSite::demo().await;
    let fits = "a".repeat(65_525);
    site.browser().comment("inventory", &fits).await.landed();
    let long = "é".repeat(32_763);
    let answer = site.browser().comment_with("inventory", &own(&long)).await;
    assert_kept(&answer, StatusCode::PAYLOAD_TOO_LARGE, &long);
}

#[tokio::test]
async fn hostile_text_is_given_back_as_it_was_and_changes_no_page() {
    let site = TestSite::demo().await;
    let plain = site
        .browser()
        .comment_with("inventory", &own(" "))
        .await
        .html();
    let count = |page: &scraper::Html, what: &str| select(page, what).len();
    for text in [
        "\n\n</textarea><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\" onfocus=\"alert(1)",
        "&lt;b&gt; &amp; <b>",
        "{{7*7}}${7*7}",
        "a\u{0}b<!--",
    ] {
        let answer = site
            .browser()
            .comment_with("inventory", &[("comment", text), ("email", text)])
            .await;
        let page = answer.html();
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{text}");
        let back = value(&page, "#leave-a-reply", "comment");
        assert_eq!(back, text.replace('\u{0}', "\u{fffd}"));
        for what in ["script", "img", "form", "textarea", "input"] {
            assert_eq!(count(&page, what), count(&plain, what), "{text}: {what}");
        }
        // As a posted comment, in the name and in the text.
        let fields = [("comment", text), ("name", text)];
        site.browser()
            .comment_with("low-season", &fields)
            .await
            .landed();
    }
    let page = site.browser().get("/reviews/low-season?comments=all").await;
    let html = page.html();
    assert!(select(&html, "[onerror], [onfocus]").is_empty());
    assert!(
        select(
            &html,
            ".comment__body script, .comment__body img, .comment__name script"
        )
        .is_empty()
    );
    let home = site.browser().get("/").await.html();
    assert!(select(&home, "[onerror], .latest-thought script").is_empty());
}

#[tokio::test]
async fn the_same_text_again_is_the_first_comment_for_a_minute_and_then_a_duplicate() {
    let site = TestSite::demo().await;
    let mut browser = site.browser();
    let first = browser
        .comment_with("inventory", &own("Again"))
        .await
        .landed();
    assert_eq!(
        browser
            .comment_with("inventory", &own("Again"))
            .await
            .landed(),
        first
    );
    site.clock.advance_seconds(61);
    let answer = browser.comment_with("inventory", &own("Again")).await;
    assert_kept(&answer, StatusCode::CONFLICT, "Again");
}

#[tokio::test]
async fn a_second_comment_too_soon_says_how_long_to_wait() {
    let site = TestSite::demo().await;
    let mut browser = site.browser();
    browser.comment("inventory", "One").await.landed();
    site.clock.advance_seconds(5);
    let answer = browser.comment_with("inventory", &own("Two")).await;
    assert_kept(&answer, StatusCode::TOO_MANY_REQUESTS, "Two");
    assert_eq!(answer.header("retry-after"), "10");
    site.clock.advance_seconds(10);
    browser
        .comment_with("inventory", &own("Two"))
        .await
        .landed();
}

#[tokio::test]
async fn one_address_posts_so_many_comments_a_minute() {
    let site = TestSite::with(|options| options.limits.comments_per_minute = 2).await;
    for text in ["One", "Two"] {
        site.browser().comment("inventory", text).await.landed();
    }
    let answer = site
        .browser()
        .comment_with("inventory", &own("Three"))
        .await;
    assert_kept(&answer, StatusCode::TOO_MANY_REQUESTS, "Three");
    site.browser()
        .from("203.0.113.8:1")
        .comment("inventory", "Three")
        .await
        .landed();
}

#[tokio::test]
async fn a_reply_to_what_is_not_there_is_refused() {
    let site = TestSite::demo().await;
    let elsewhere = site
        .browser()
        .comment("low-season", "Elsewhere")
        .await
        .landed();
    for parent in ["99999", elsewhere.as_str()] {
        let mut fields = own("An answer").to_vec();
        fields.push(("parent", parent));
        let answer = site.browser().comment_with("inventory", &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{parent}");
        assert!(answer.text().contains("no longer here"));
    }
}

#[tokio::test]
async fn a_refused_reply_stands_open_under_its_comment() {
    let site = TestSite::demo().await;
    let mut browser = site.browser();
    let id = browser.comment("inventory", "Answer me").await.landed();
    let path = format!("/reviews/inventory?reply-to={id}");
    let fields = [
        ("form", "post-comment"),
        ("review", "5"),
        ("parent", id.as_str()),
        ("name", "Row F"),
        ("comment", "Too soon"),
    ];
    let answer = browser.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    let page = answer.html();
    assert_eq!(value(&page, "form#reply", "comment"), "Too soon");
    assert_eq!(value(&page, "#leave-a-reply", "comment"), "");
}

#[tokio::test]
async fn a_form_of_no_known_kind_is_refused() {
    let site = TestSite::demo().await;
    for fields in [
        &[][..],
        &[("form", "drop-tables")],
        &[("form", "like-review"), ("id", "x")],
    ] {
        let answer = site.browser().post("/reviews/inventory", fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let answer = site
        .browser()
        .post("/reviews/nothing", &[("form", "like-review"), ("id", "1")])
        .await;
    assert!(answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::NOT_FOUND);
}
