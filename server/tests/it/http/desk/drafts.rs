//! Saving drafts: nothing that was typed is lost.

use app::model::Role;
use axum::{
    body::Body,
    http::{StatusCode, header},
};

use super::Draft;
use crate::support::{Browser, PASSWORD, TestSite, form, select, value, words};

/// Calls a server function with JSON.
async fn call(browser: &mut Browser, path: &str, body: &str) -> (StatusCode, serde_json::Value) {
    let request = form(path, &[])
        .header(header::ACCEPT, "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap();
    let mut request = request;
    request
        .headers_mut()
        .insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    let answer = browser.send(request).await;
    let json = serde_json::from_slice(&answer.body).unwrap_or_default();
    (answer.status, json)
}

#[tokio::test]
async fn a_draft_comes_back_as_it_was_typed() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    let text = "\n\n  </textarea><b>“Salt”</b> &amp; \u{1f9c2}\n";
    let own = [
        ("body", text),
        ("title", "<Salt> & \"Year\""),
        ("rating", "3"),
        ("comments_open", ""),
    ];
    let saved = draft.send(&mut browser, "save", &own).await;
    draft.was(&saved, "saved");

    let page = browser.get(&draft.path()).await.html();
    assert_eq!(value(&page, "#editor", "body"), text);
    assert_eq!(value(&page, "#editor", "title"), "<Salt> & \"Year\"");
    assert_eq!(value(&page, "#editor", "version"), "1");
    let chosen = select(&page, "[name=rating][checked]");
    assert_eq!(chosen[0].attr("value"), Some("3"));
    assert!(select(&page, "[name=comments_open][checked]").is_empty());
    assert!(words(&page, "#editor-state").starts_with("Saved"));
}

#[tokio::test]
async fn whoever_saves_second_sees_both_texts_and_loses_none() {
    let site = TestSite::demo().await;
    let mut first = site.signed_in(Role::Owner).await;
    let mut second = first.clone();
    let draft = Draft::begin(&mut first).await;
    draft.send(&mut first, "save", &[]).await;
    let known = draft.version(&mut second).await;
    draft
        .send(&mut first, "save", &[("body", "The first one's text.")])
        .await;

    let own = [("body", "The second one's text.")];
    let page = draft.send_from(&mut second, &known, "save", &own).await;

    assert_eq!(page.status, StatusCode::CONFLICT);
    let html = page.html();
    assert_eq!(value(&html, "#editor", "body"), "The second one's text.");
    assert_eq!(value(&html, "#editor", "version"), known);
    assert!(words(&html, ".conflict").contains("The first one's text."));
    // Saving once more without choosing is refused once more.
    let again = draft.send_from(&mut second, &known, "save", &own).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let stands = first.get(&draft.path()).await.html();
    assert_eq!(value(&stands, "#editor", "body"), "The first one's text.");

    let chosen = draft
        .send_from(&mut second, &known, "keep-mine", &own)
        .await;
    draft.was(&chosen, "kept");
    let stands = first.get(&draft.path()).await.html();
    assert_eq!(value(&stands, "#editor", "body"), "The second one's text.");
    assert_eq!(value(&stands, "#editor", "version"), "3");
}

#[tokio::test]
async fn a_save_sent_twice_is_one_and_a_conflict_brings_what_stands() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    let save = |version: i64, key: &str, text: &str| {
        serde_json::json!({
            "review": draft.id.parse::<i64>().unwrap(),
            "version": version,
            "fields": {"title": "Slow Ferry", "body": text},
            "key": key,
        })
        .to_string()
    };
    for _ in 0..2 {
        let (status, json) = call(&mut browser, "/api/desk/save", &save(0, "a", "One.")).await;
        assert_eq!(status, StatusCode::OK, "{json}");
        assert_eq!(json["version"], 1);
        assert!(json["saved_at"].as_i64().unwrap() > 0);
        assert_eq!(json["suggested"], "slow-ferry");
    }
    let (status, json) = call(&mut browser, "/api/desk/save", &save(0, "b", "Two.")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(json["conflict"]["version"], 1);
    assert_eq!(json["conflict"]["fields"]["body"], "One.");
    let (status, json) = call(&mut browser, "/api/desk/save", &save(1, "c", "Two.")).await;
    assert_eq!((status, &json["version"]), (StatusCode::OK, &2.into()));
    let odd = save(2, "d", "x").replace("\"body\"", "\"published_at\"");
    let (status, _) = call(&mut browser, "/api/desk/save", &odd).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_session_that_has_ended_costs_no_word() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    browser.forget("foyer-session");

    let own = [("body", "Typed for an hour.")];
    let page = draft.send_from(&mut browser, "0", "save", &own).await;

    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let html = page.html();
    assert_eq!(value(&html, "form", "kept-body"), "Typed for an hour.");
    let mut fields = vec![
        ("form".to_owned(), "sign-in".to_owned()),
        ("email".to_owned(), "author@accounts.example".to_owned()),
        ("password".to_owned(), PASSWORD.to_owned()),
    ];
    for field in select(
        &html,
        ".sign-in input[type=hidden], .sign-in textarea[hidden]",
    ) {
        let name = field.attr("name").unwrap().to_owned();
        if name != "form" {
            fields.push((name.clone(), value(&html, "form", &name)));
        }
    }
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = browser.post(&draft.path(), &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let html = page.html();
    assert_eq!(value(&html, "#editor", "body"), "Typed for an hour.");
}

#[tokio::test]
async fn what_is_refused_comes_back_with_every_field() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut browser).await;
    let own = [
        ("title", ""),
        ("slug", "Not A Slug"),
        ("canonical", "nowhere"),
        ("watch_also", "A | B C | d"),
        ("epigraph", "We were paid for the waiting."),
    ];
    let page = draft.send(&mut browser, "publish", &own).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    let html = page.html();
    for (name, typed) in own {
        assert_eq!(value(&html, "#editor", name), typed);
    }
    for name in ["title", "slug", "canonical", "watch_also"] {
        let field = &select(&html, &format!("#{name}"))[0];
        assert_eq!(field.attr("aria-invalid"), Some("true"), "{name}");
        assert!(!words(&html, &format!("#{name}-error")).is_empty());
    }
    assert_eq!(value(&html, "#editor", "tags"), "Ferries, Patience");
    // What was typed is on the server as well.
    let saved = browser.get(&draft.path()).await.html();
    assert_eq!(
        value(&saved, "#editor", "epigraph"),
        "We were paid for the waiting."
    );
}
