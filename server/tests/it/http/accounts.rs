//! Signing in and out, and what an account changes about itself.

use app::model::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use server::http::{RouteKind, route_table};

use crate::support::{Answer, Browser, PASSWORD, TestSite, form, select, value, words};

const SESSION: &str = "foyer-session";

/// What the account's own page says of who it is; nothing when nobody is signed in.
async fn account_page(browser: &mut Browser) -> Option<Answer> {
    let answer = browser.get("/account").await;
    (answer.status == StatusCode::OK).then_some(answer)
}

#[tokio::test]
async fn whoever_signs_in_is_known_until_they_sign_out() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Member).await;
    let mut browser = site.browser();
    browser
        .get("/account")
        .await
        .led_to("/sign-in?next=/account");

    browser.sign_in(&email, PASSWORD).await.led_to("/");

    let page = account_page(&mut browser).await.unwrap();
    assert_eq!(value(&page.html(), "form", "name"), "The member");
    assert_eq!(page.header("cache-control"), "private, no-store");
    let old = browser.clone();
    let out = browser.post("/account", &[("form", "sign-out")]).await;
    out.led_to("/");
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
    for mut browser in [browser, old] {
        assert!(
            account_page(&mut browser).await.is_none(),
            "it ended on the server"
        );
    }
}

#[tokio::test]
async fn the_session_is_a_cookie_no_script_can_read_and_no_token_is_kept_twice() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Member).await;
    let mut browser = site.browser();
    browser.put_cookie(SESSION, "planted-by-somebody-else");
    let answer = browser.sign_in(&email, PASSWORD).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let session = cookies
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .find(|cookie| cookie.starts_with(SESSION))
        .unwrap();
    assert!(session.contains("; HttpOnly; SameSite=Lax"), "{session}");
    assert!(session.contains("Max-Age=7776000"), "{session}");
    assert_eq!(browser.cookie(SESSION).unwrap().len(), 43);
    assert_eq!(browser.cookie("foyer-signed-in"), Some("1"));

    let fields = [
        ("form", "sign-in"),
        ("email", email.as_str()),
        ("password", PASSWORD),
    ];
    let answer = site.browser().post("/sign-in", &fields).await;
    let session = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap().to_owned())
        .find(|cookie| cookie.starts_with(SESSION))
        .unwrap();
    assert!(!session.contains("Max-Age"), "{session}");
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_are_answered_alike() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Member).await;
    let mut texts = Vec::new();
    for (email, password) in [
        (email.as_str(), "another guess entirely"),
        ("nobody@x.example", PASSWORD),
    ] {
        let mut browser = site.browser();
        let answer = browser.sign_in(email, password).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(!browser.has_cookie(SESSION));
        let page = answer.html();
        assert_eq!(value(&page, "main form", "email"), email);
        assert_eq!(value(&page, "main form", "password"), "");
        assert!(!answer.text().contains(password));
        texts.push(words(&page, "[role=alert]"));
    }
    assert_eq!(texts[0], texts[1]);
    assert!(texts[0].contains("do not match"));
    let shouted = email.to_uppercase();
    site.browser().sign_in(&shouted, PASSWORD).await.led_to("/");
}

#[tokio::test]
async fn one_lands_where_one_came_from_and_nowhere_else() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Member).await;
    let page = site.browser().get("/reviews/inventory").await.html();
    let link = select(&page, ".site-header__tools a[href^='/sign-in']")[0]
        .attr("href")
        .unwrap();
    assert_eq!(link, "/sign-in?next=/reviews/inventory");
    let page = site.browser().get(link).await.html();
    assert_eq!(value(&page, "main form", "next"), "/reviews/inventory");
    for (next, place) in [
        (
            "/reviews/inventory#leave-a-reply",
            "/reviews/inventory#leave-a-reply",
        ),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("", "/"),
    ] {
        site.clock.advance_seconds(20);
        let fields = [
            ("form", "sign-in"),
            ("email", email.as_str()),
            ("password", PASSWORD),
            ("next", next),
        ];
        site.browser().post("/sign-in", &fields).await.led_to(place);
    }
}

#[tokio::test]
async fn signing_in_is_tried_so_often_and_no_more() {
    let site = TestSite::with(|options| options.limits.sign_ins_per_account_hour = 4).await;
    let email = site.account(Role::Owner).await;
    for _ in 0..3 {
        let answer = site.browser().sign_in(&email, "wrong").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let answer = site.browser().sign_in(&email, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "21");
    let elsewhere = || site.browser().from("198.51.100.4:1");
    elsewhere().sign_in(&email, PASSWORD).await.led_to("/");
    let answer = elsewhere().sign_in(&email, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_session_ends_when_it_lies_idle_and_after_ninety_days_anyway() {
    const DAY: i64 = 24 * 60 * 60;
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut member = site.signed_in(Role::Member).await;
    site.clock.advance_seconds(12 * 60 * 60 - 1);
    assert!(account_page(&mut owner).await.is_some());
    site.clock.advance_seconds(12 * 60 * 60);
    assert!(account_page(&mut owner).await.is_none());
    for _ in 0..6 {
        assert!(account_page(&mut member).await.is_some());
        site.clock.advance_seconds(14 * DAY - 1);
    }
    assert!(account_page(&mut member).await.is_some());
    site.clock.advance_seconds(6 * DAY);
    assert!(
        account_page(&mut member).await.is_none(),
        "ninety days are over"
    );
}

#[tokio::test]
async fn a_changed_password_asks_for_the_old_one_and_ends_every_other_session() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Editor).await;
    let mut here = site.browser();
    let mut there = site.browser();
    for browser in [&mut here, &mut there] {
        browser.sign_in(&email, PASSWORD).await.led_to("/");
    }
    let before = here.clone();
    let new = "nattens lange lys i gata";
    let change = |password: &'static str, new: &'static str| {
        [
            ("form", "change-password"),
            ("password", password),
            ("new_password", new),
        ]
    };

    for (password, new, field) in [
        ("wrong", new, "account-password"),
        (PASSWORD, "short", "account-new-password"),
        (PASSWORD, "password1", "account-new-password"),
    ] {
        site.clock.advance_seconds(60);
        let answer = here.post("/account", &change(password, new)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{new}");
        let wrong = format!("#{field}[aria-invalid=true]");
        assert_eq!(select(&answer.html(), &wrong).len(), 1, "{field}");
        assert!(!answer.text().contains(new), "no password is shown again");
    }
    site.clock.advance_seconds(60);
    here.post("/account", &change(PASSWORD, new))
        .await
        .led_to("/account?done=password");

    assert!(account_page(&mut here).await.is_some());
    for mut browser in [there, before] {
        assert!(account_page(&mut browser).await.is_none());
    }
    site.clock.advance_seconds(60);
    let answer = site.browser().sign_in(&email, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    site.browser().sign_in(&email, new).await.led_to("/");
}

#[tokio::test]
async fn a_changed_address_asks_for_the_password_and_is_nobody_elses() {
    let site = TestSite::demo().await;
    let taken = site.account(Role::Author).await;
    let mut browser = site.signed_in(Role::Member).await;
    let change = |email: &str, password: &str| {
        [
            ("form", "change-email".to_owned()),
            ("email", email.to_owned()),
            ("password", password.to_owned()),
        ]
    };
    let old = browser.cookie(SESSION).unwrap().to_owned();
    for (email, password, status) in [
        ("new@accounts.example", "wrong", 400),
        ("nonsense", PASSWORD, 400),
        (taken.as_str(), PASSWORD, 409),
    ] {
        site.clock.advance_seconds(60);
        let fields = change(email, password);
        let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let answer = browser.post("/account", &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{email}");
        assert_eq!(
            value(&answer.html(), "[aria-labelledby=email-title]", "email"),
            email
        );
    }
    site.clock.advance_seconds(60);
    let fields = change("new@accounts.example", PASSWORD);
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    browser
        .post("/account", &fields)
        .await
        .led_to("/account?done=email");
    assert_ne!(
        browser.cookie(SESSION).unwrap(),
        old,
        "the session is a new one"
    );
    site.browser()
        .sign_in("new@accounts.example", PASSWORD)
        .await
        .led_to("/");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_at_once() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Member).await;
    let mut browsers = [site.browser(), site.browser(), site.browser()];
    for browser in &mut browsers {
        browser.sign_in(&email, PASSWORD).await.led_to("/");
    }
    let [mut here, mut second, mut third] = browsers;
    let page = here.get("/account").await.html();
    let ids: Vec<_> = select(&page, ".account__session [name=id]")
        .iter()
        .map(|field| field.attr("value").unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2, "this browser has no button of its own");
    // The list has the one used last first: of two used at once, the later.
    here.post("/account", &[("form", "end-session"), ("id", &ids[0])])
        .await
        .led_to("/account?done=session");
    assert!(account_page(&mut third).await.is_none());
    assert!(account_page(&mut second).await.is_some());
    let again = here
        .post("/account", &[("form", "end-session"), ("id", &ids[0])])
        .await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    here.post("/account", &[("form", "end-other-sessions")])
        .await
        .led_to("/account?done=sessions");
    assert!(account_page(&mut second).await.is_none());
    assert!(account_page(&mut here).await.is_some());
}

#[tokio::test]
async fn nobody_ends_a_session_of_somebody_else() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut member = site.signed_in(Role::Member).await;
    for id in [1, 3] {
        let id = id.to_string();
        let answer = member
            .post("/account", &[("form", "end-session"), ("id", &id)])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
    }
    assert!(account_page(&mut owner).await.is_some());
}

#[tokio::test]
async fn a_new_password_from_the_shell_ends_all_sessions() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    site.reset_password("owner@accounts.example", "nattens lange lys i gata")
        .await;
    assert!(account_page(&mut owner).await.is_none());
}

#[tokio::test]
async fn a_session_that_ended_elsewhere_loses_nothing_typed() {
    let site = TestSite::demo().await;
    let mut browser = site.signed_in(Role::Member).await;
    browser.put_cookie(SESSION, "ended-elsewhere");
    let name = "Typed <while> it \"ended\"";
    let answer = browser
        .post("/account", &[("form", "change-name"), ("name", name)])
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let page = answer.html();
    let panel = ".sign-in--panel form";
    assert_eq!(value(&page, panel, "kept-name"), name);
    assert_eq!(value(&page, panel, "resume"), "change-name");
    assert_eq!(select(&page, panel)[0].attr("action"), Some("/account"));

    let mut fields = vec![
        ("form", "sign-in"),
        ("resume", "change-name"),
        ("next", "/account"),
        ("kept-form", "change-name"),
        ("kept-name", name),
        ("email", "member@accounts.example"),
        ("password", "wrong"),
    ];
    let answer = browser.post("/account", &fields).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        value(&answer.html(), panel, "kept-name"),
        name,
        "kept once more"
    );
    fields.pop();
    fields.push(("password", PASSWORD));
    let answer = browser.post("/account", &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let page = answer.html();
    assert_eq!(value(&page, "[aria-labelledby=name-title]", "name"), name);
    assert!(select(&page, panel).is_empty() && select(&page, "[role=alert]").is_empty());
    browser
        .post("/account", &[("form", "change-name"), ("name", name)])
        .await
        .led_to("/account?done=name");
}

#[tokio::test]
async fn a_door_is_shut_before_anything_behind_it_is_read() {
    let site = TestSite::demo().await;
    let own = |path: &str| path.starts_with("/api/accounts/") || path == "/account";
    let open = [
        "/api/accounts/sign_in",
        "/api/accounts/sign_out",
        "/api/accounts/set_up",
        "/api/accounts/setup_page",
        "/api/accounts/accept",
        "/api/accounts/reset",
        "/api/accounts/sign_in_with_code",
        "/api/accounts/ask_to_sign_in",
        "/api/accounts/sign_in_with_passkey",
        "/api/accounts/ask_for_reset",
    ];
    let mut count = 0;
    for route in route_table() {
        if !own(&route.path) || open.contains(&route.path.as_str()) {
            continue;
        }
        let answer = match route.kind {
            RouteKind::Write => {
                let request = form(&route.path, &[]).method(Method::POST);
                site.send(request.body(Body::empty()).unwrap()).await
            }
            _ => {
                site.send(Request::get(&route.path).body(Body::empty()).unwrap())
                    .await
            }
        };
        let is_shut = answer.status == StatusCode::UNAUTHORIZED
            || answer.header("location").starts_with("/sign-in?next=");
        assert!(is_shut, "{} {}", route.path, answer.status);
        count += 1;
    }
    assert!(count >= 7);
}

#[tokio::test]
async fn no_answer_to_others_has_an_address_a_digest_or_a_token_in_it() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    owner
        .comment("inventory", "Said by the owner")
        .await
        .landed();
    let token = owner.cookie(SESSION).unwrap().to_owned();
    let mut paths: Vec<String> = [
        "/",
        "/reviews/inventory",
        "/sign-in",
        "/setup?key=x",
        "/nothing",
    ]
    .map(str::to_owned)
    .to_vec();
    for api in ["home", "page?slug=inventory", "viewer?slug=inventory"] {
        paths.push(format!("/api/reviews/{api}"));
    }
    paths.push("/api/accounts/setup_page?key=x".to_owned());
    paths.push("/api/accounts/page".to_owned());
    let mut visitor = site.browser();
    visitor
        .comment("inventory", "Said by a visitor")
        .await
        .landed();
    for mut browser in [site.browser(), visitor] {
        for path in &paths {
            let answer = browser.get(path).await;
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            for canary in ["accounts.example", "argon2", &token] {
                assert!(!text.contains(canary), "{path} has {canary}");
            }
        }
    }
}
