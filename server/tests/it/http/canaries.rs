//! What nobody but its owner may ever be shown: planted, and looked for in every answer.

use std::collections::{BTreeSet, VecDeque};

use app::model::Role;
use axum::http::StatusCode;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use server::http::{RouteKind, route_table};
use sha2::{Digest as _, Sha256};

use crate::support::{Answer, Browser, TestSite, select, value};

const EMAIL: &str = "canary-in-row-f@readers.example";
/// How many addresses are looked at; the demo has fewer that are written without a query.
const MOST: usize = 1_500;

/// Lists the ways a token could come out: as it is, and as the digest that the database keeps.
fn token_canaries(token: &str) -> Vec<String> {
    let digest = Sha256::digest(token);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    vec![
        token.to_owned(),
        STANDARD.encode(digest),
        URL_SAFE_NO_PAD.encode(digest),
        hex,
    ]
}

/// Sees that an answer holds nothing that was planted, neither in its body nor in its headers.
fn assert_clean(answer: &Answer, path: &str, canaries: &[String]) {
    let mut all = String::from_utf8_lossy(&answer.body).into_owned();
    for (name, value) in &answer.headers {
        // A browser gets its own cookie again where it is renewed.
        if name != "set-cookie" {
            all.push_str(&String::from_utf8_lossy(value.as_bytes()));
            all.push('\n');
        }
    }
    for canary in canaries {
        assert!(!all.contains(canary.as_str()), "{path} gives {canary} away");
    }
    assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
}

/// Lists the addresses of this site that an answer names.
fn links(answer: &Answer) -> Vec<String> {
    let own = |link: &str| {
        let path = link.strip_prefix("http://reviews.example").unwrap_or(link);
        let path = path.split('#').next().unwrap_or_default();
        (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
    };
    if answer.header("content-type").contains("xml") {
        let text = answer.text();
        let places = text.split("<loc>").skip(1);
        return places
            .filter_map(|rest| own(rest.split('<').next()?))
            .collect();
    }
    if !answer.header("content-type").starts_with("text/html") {
        return Vec::new();
    }
    let page = answer.html();
    ["href", "src"]
        .into_iter()
        .flat_map(|name| {
            select(&page, &format!("[{name}]"))
                .into_iter()
                .filter_map(|element| own(element.attr(name)?))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Opens every route and everything that is linked from there, and returns how many addresses.
async fn crawl(mut browser: Browser, canaries: &[String]) -> usize {
    let mut waiting: VecDeque<String> = route_table()
        .into_iter()
        .filter(|route| route.kind != RouteKind::Write)
        .map(|route| {
            let path = route.path.replace("{slug}", "the-salt-year");
            path.replace("{id}", "1").replace("{part}", "1.xml")
        })
        .filter(|path| !path.contains('{'))
        .collect();
    waiting.push_back("/reviews/the-salt-year?comments=all".to_owned());
    waiting.push_back("/api/reviews/page?slug=the-salt-year".to_owned());
    waiting.push_back("/api/reviews/viewer?slug=the-salt-year".to_owned());
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        if seen.len() >= MOST || !seen.insert(path.clone()) {
            continue;
        }
        let answer = browser.get(&path).await;
        assert_clean(&answer, &path, canaries);
        // Of what can be chosen together in the archive there is no end.
        let next = links(&answer);
        waiting.extend(
            next.into_iter()
                .filter(|path| path.matches('&').count() == 0),
        );
    }
    seen.len()
}

#[tokio::test]
async fn no_answer_to_nobody_or_a_visitor_holds_an_address_a_digest_or_a_token() {
    let site = TestSite::demo().await;
    let link = site.setup_path().await.unwrap();
    let mut canaries = vec![EMAIL.to_owned(), "$argon2".to_owned()];
    canaries.extend(token_canaries(link.rsplit('=').next().unwrap()));
    for role in [Role::Member, Role::Moderator, Role::Author] {
        let email = format!("{}@accounts.example", role.key());
        let mut signed = site.signed_in(role).await;
        canaries.extend(token_canaries(signed.cookie("foyer-session").unwrap()));
        let own = signed.get("/account").await.html();
        assert_eq!(value(&own, "main form", "email"), email, "it can be found");
        canaries.push(email);
        site.clock.advance_seconds(60);
    }
    let mut writer = site.browser();
    let fields = [
        ("comment", "A thought with an address behind it."),
        ("email", EMAIL),
        ("remember", "true"),
    ];
    writer.comment_with("the-salt-year", &fields).await.landed();
    let own = writer.get("/reviews/the-salt-year").await.text();
    assert!(own.contains(EMAIL), "its own writer is shown it");
    canaries.extend(token_canaries(writer.cookie("foyer-visitor").unwrap()));

    site.clock.advance_seconds(60);
    let mut visitor = site.browser();
    visitor.comment("the-salt-year", "Another thought.").await;
    let own_token = visitor.cookie("foyer-visitor").unwrap().to_owned();
    for browser in [site.browser(), visitor] {
        let mut canaries = canaries.clone();
        canaries.extend(token_canaries(&own_token));
        let count = crawl(browser, &canaries).await;
        assert!(count > 100, "only {count} addresses were opened");
    }
}
