use app::model::Role;
use axum::http::StatusCode;
use serde_json::json;

use crate::support::{PASSWORD, TestSite, select};

const SALT: &str = "/reviews/the-salt-year";

/// Returns the number of the last event that a page includes.
async fn events_after(site: &TestSite, slug: &str) -> i64 {
    let page = site.browser().get(&format!("/reviews/{slug}")).await.html();
    let comments = select(&page, "#comments")[0];
    comments.attr("data-events-after").unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_was_written_between_the_page_and_the_stream_arrives() {
    let site = TestSite::demo().await;
    let after = events_after(&site, "the-salt-year").await;
    let written = site
        .browser()
        .comment("the-salt-year", "In *between*")
        .await;
    let id: i64 = written.landed().parse().unwrap();

    let mut stream = site
        .browser()
        .listen(&format!("{SALT}/events?after={after}"), &[])
        .await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.kind, "comment");
    assert!(event.id > after);
    assert_eq!(event.data["id"], id);
    assert_eq!(event.data["in"], 1);
    assert_eq!(event.data["parent"], json!(null));
    assert_eq!(event.data["html"], "<p>In <em>between</em></p>");
    assert_eq!(event.data["author"]["name"], "Row F");
    assert_eq!(event.data["like_count"], 0);
    assert_eq!(event.data["posted"]["iso"], "2024-12-01T12:00:00+00:00");

    // And what is written now arrives too, once.
    let mut writer = site.browser();
    writer
        .post_for_json(SALT, &[("form", "like-comment"), ("id", &id.to_string())])
        .await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.kind, "likes");
    assert_eq!(
        event.data,
        json!({"in": 1, "comments": {id.to_string(): 1}})
    );
}

#[tokio::test]
async fn an_edit_and_a_removal_are_told() {
    let site = TestSite::demo().await;
    let mut writer = site.browser();
    let id = writer
        .comment("the-salt-year", "First words")
        .await
        .landed();
    let mut stream = site.browser().listen(&format!("{SALT}/events"), &[]).await;
    let edit = [
        ("form", "edit-comment"),
        ("id", id.as_str()),
        ("comment", "Second words"),
    ];
    writer.post_for_json(SALT, &edit).await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.kind, "comment-changed");
    assert_eq!(event.data["html"], "<p>Second words</p>");
    assert_eq!(event.data["edited"]["iso"], "2024-12-01T12:00:00+00:00");
    writer
        .post_for_json(SALT, &[("form", "delete-comment"), ("id", &id)])
        .await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.kind, "comment-removed");
    assert_eq!(
        event.data,
        json!({"in": 1, "id": id.parse::<i64>().unwrap()})
    );
}

#[tokio::test]
async fn the_last_event_a_browser_has_seen_wins_over_the_address() {
    let site = TestSite::demo().await;
    let after = events_after(&site, "the-salt-year").await;
    let mut writer = site.browser();
    writer.comment("the-salt-year", "One").await;
    site.clock.advance_seconds(60);
    let seen = events_after(&site, "the-salt-year").await.to_string();
    let two = writer.comment("the-salt-year", "Two").await.landed();
    let mut stream = site
        .browser()
        .listen(
            &format!("{SALT}/events?after={after}"),
            &[("last-event-id", &seen)],
        )
        .await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.data["id"].to_string(), two);
}

#[tokio::test]
async fn one_stream_carries_several_reviews() {
    let site = TestSite::demo().await;
    let salt = events_after(&site, "the-salt-year").await;
    let inventory = events_after(&site, "inventory").await;
    let early = site.browser().comment("inventory", "Early").await.landed();
    let mut stream = site
        .browser()
        .listen(
            &format!("{SALT}/events?after={salt}&with=5.{inventory}"),
            &[],
        )
        .await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.data["in"], 5);
    assert_eq!(event.data["id"].to_string(), early);
    let mut reader = site.browser();
    reader
        .post_for_json(
            "/reviews/inventory",
            &[("form", "like-review"), ("id", "5")],
        )
        .await;
    assert_eq!(stream.next().await.unwrap().data["in"], 5);
    reader
        .post_for_json(SALT, &[("form", "like-review"), ("id", "1")])
        .await;
    assert_eq!(stream.next().await.unwrap().data["in"], 1);
}

#[tokio::test]
async fn who_was_away_for_too_long_fetches_the_page_again() {
    let site = TestSite::demo().await;
    let after = events_after(&site, "the-salt-year").await;
    site.browser().comment("the-salt-year", "Missed").await;
    site.forget_events().await;
    let listen = |after: i64| {
        let path = format!("{SALT}/events?after={after}");
        let browser = site.browser();
        async move { browser.listen(&path, &[]).await.next().await.unwrap() }
    };
    let event = listen(after).await;
    assert_eq!(event.kind, "resync");
    assert_eq!(event.data, json!({"in": 1}));
    // A number from the future is one of another database.
    assert_eq!(listen(9_999_999).await.kind, "resync");
}

#[tokio::test]
async fn nobody_who_is_up_to_date_fetches_anything() {
    let site = TestSite::demo().await;
    site.browser().comment("the-salt-year", "Seen").await;
    let after = events_after(&site, "the-salt-year").await;
    site.forget_events().await;
    let mut stream = site
        .browser()
        .listen(&format!("{SALT}/events?after={after}"), &[])
        .await;
    let liked = [("form", "like-review"), ("id", "1")];
    site.browser().post_for_json(SALT, &liked).await;
    assert_eq!(stream.next().await.unwrap().kind, "likes");
}

#[tokio::test]
async fn there_are_places_for_so_many_and_no_review_no_stream() {
    let site = TestSite::with(|options| options.limits.streams_per_address = 2).await;
    let path = format!("{SALT}/events");
    let one = site.browser().listen(&path, &[]).await;
    let _two = site.browser().listen(&path, &[]).await;
    let refused = site.browser().get(&path).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "30");
    let other = site.browser().from("198.51.100.1:9").get(&path).await;
    assert_eq!(other.status, StatusCode::OK);
    drop(one);
    assert_eq!(site.browser().get(&path).await.status, StatusCode::OK);
    let missing = site.browser().get("/reviews/nothing/events").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_stream_begins_with_how_to_come_back_and_passes_every_proxy() {
    let site = TestSite::demo().await;
    let answer = site.browser().get(&format!("{SALT}/events")).await;
    assert_eq!(
        answer.header("content-type"),
        "text/event-stream; charset=utf-8"
    );
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(answer.header("x-accel-buffering"), "no");
    let text = answer.text();
    let retry: u32 = text.lines().next().unwrap()["retry: ".len()..]
        .parse()
        .unwrap();
    assert!((1_000..4_000).contains(&retry), "{text}");
    assert!(text.contains("event: build\ndata: {\"build\":"), "{text}");
}

#[tokio::test]
async fn a_stream_ends_with_the_session_that_opened_it_and_no_other_does() {
    let site = TestSite::demo().await;
    let mut member = site.signed_in(Role::Member).await;
    let email = "member@accounts.example";
    site.clock.advance_seconds(60);
    let mut elsewhere = site.browser();
    elsewhere.sign_in(email, PASSWORD).await.led_to("/");
    let after = events_after(&site, "the-salt-year").await;
    let path = format!("{SALT}/events?after={after}");
    let mut theirs = member.listen(&path, &[]).await;
    let mut others = elsewhere.listen(&path, &[]).await;
    let mut readers = site.browser().listen(&path, &[]).await;

    member
        .post("/account", &[("form", "sign-out")])
        .await
        .led_to("/");
    assert!(theirs.next().await.is_none(), "it ends at once");
    site.browser().comment("the-salt-year", "Still here?").await;
    for stream in [&mut others, &mut readers] {
        assert_eq!(stream.next().await.unwrap().kind, "comment");
    }
    // A password that the shell has replaced ends the rest.
    site.reset_password(email, "a whole new tide table").await;
    assert!(others.next().await.is_none());
}
