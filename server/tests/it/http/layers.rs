use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use server::http::{RouteKind, route_table};

use crate::support::{Answer, TestSite, form};

/// An address that a route answers.
fn example(path: &str) -> String {
    path.replace("{slug}", "the-salt-year")
        .replace("{id}", "1")
        .replace("{*file}", "none.js")
        .replace("{hash}", &"0".repeat(64))
        .replace("{file}", "100.jpg")
        .replace("{part}", "1.xml")
}

fn assert_headers(answer: &Answer, what: &str) {
    for (name, part) in [
        ("content-security-policy", "default-src 'none'"),
        ("content-security-policy", "frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=()"),
        ("cache-control", ""),
    ] {
        let has = answer.headers.contains_key(name) && answer.header(name).contains(part);
        assert!(has, "{what}: {name} is {:?}", answer.header(name));
    }
    if !answer.body.is_empty() {
        let kind = answer.header("content-type");
        assert!(!kind.is_empty(), "{what} has no content type");
        assert!(
            !kind.starts_with("text/") || kind.contains("charset=utf-8"),
            "{what}: {kind}"
        );
    }
}

#[tokio::test]
async fn every_answer_of_every_route_has_its_headers() {
    let site = TestSite::demo().await;
    let mut count = 0;
    for route in route_table() {
        for method in [
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::OPTIONS,
        ] {
            let request = Request::builder().method(&method).uri(example(&route.path));
            let answer = site.send(request.body(Body::empty()).unwrap()).await;
            let what = format!("{method} {} → {}", route.path, answer.status);
            assert_headers(&answer, &what);
            assert!(
                !answer.headers.contains_key("strict-transport-security"),
                "{what}"
            );
            assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{what}");
            if !route.methods().contains(&method) {
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{what}");
            }
            count += 1;
        }
    }
    assert!(count > 80, "the table was walked");
    for path in ["/nothing", "/comments/1", "/reviews/the-salt-year/"] {
        let answer = site
            .send(Request::get(path).body(Body::empty()).unwrap())
            .await;
        assert_headers(&answer, path);
    }
}

#[tokio::test]
async fn a_site_on_https_says_so_for_two_years() {
    let site =
        TestSite::with(|options| options.origin = "https://reviews.example".to_owned()).await;
    let answer = site
        .send(Request::get("/nothing").body(Body::empty()).unwrap())
        .await;
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=63072000; includeSubDomains"
    );
}

#[tokio::test]
async fn no_route_that_writes_can_be_reached_from_another_site() {
    let site = TestSite::demo().await;
    let bad: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://reviews.example"),
        ],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[("cookie", "foyer-visitor=x")],
    ];
    for route in route_table()
        .iter()
        .filter(|route| route.methods().contains(&Method::POST))
    {
        for headers in bad {
            let mut request = Request::post(example(&route.path))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = site
                .send(request.body(Body::from("form=like-review&id=1")).unwrap())
                .await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{} {headers:?}",
                route.path
            );
            assert_headers(&answer, &route.path);
        }
    }
}

#[tokio::test]
async fn a_body_over_the_limit_of_its_route_is_refused() {
    let site = TestSite::demo().await;
    for route in route_table()
        .iter()
        .filter(|route| route.methods().contains(&Method::POST))
    {
        let body = "x".repeat(route.body_limit + 1);
        let request = form(&example(&route.path), &[]).header(header::CONTENT_LENGTH, body.len());
        let answer = site.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(
            answer.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{}",
            route.path
        );
        assert_headers(&answer, &route.path);
    }
}

#[tokio::test]
async fn only_a_form_reaches_a_form_handler() {
    let site = TestSite::demo().await;
    for kind in [
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/json",
    ] {
        let request = Request::post("/reviews/the-salt-year")
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        let answer = site
            .send(request.body(Body::from("form=like-review&id=1")).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
}

#[test]
fn the_table_has_the_pages_and_every_server_function_and_none_that_writes_is_a_get() {
    let table = route_table();
    let kind = |path: &str| {
        table
            .iter()
            .find(|route| route.path == path)
            .map(|route| route.kind)
    };
    assert_eq!(kind("/"), Some(RouteKind::Page));
    assert_eq!(kind("/reviews/{slug}"), Some(RouteKind::Page));
    for path in [
        "reviews/home",
        "reviews/page",
        "reviews/viewer",
        "comments/source",
        "accounts/page",
        "accounts/setup_page",
        "desk/review",
        "desk/films",
        "desk/people",
        "desk/tags",
        "desk/stills",
        "desk/reviews",
        "pages/page",
    ] {
        assert_eq!(
            kind(&format!("/api/{path}")),
            Some(RouteKind::Read),
            "{path}"
        );
    }
    for path in [
        "reviews/like",
        "reviews/unlike",
        "comments/like",
        "comments/unlike",
        "comments/post",
        "comments/edit",
        "comments/delete",
        "accounts/sign_in",
        "accounts/sign_out",
        "accounts/set_up",
        "accounts/change_password",
        "accounts/change_email",
        "accounts/change_name",
        "accounts/end_session",
        "accounts/end_other_sessions",
        "accounts/claim",
        "desk/create_page",
        "desk/change_settings",
        "accounts/sign_in_with_code",
        "accounts/ask_for_passkey",
        "accounts/add_passkey",
        "accounts/remove_passkey",
        "accounts/ask_to_sign_in",
        "accounts/sign_in_with_passkey",
        "accounts/ask_for_reset",
        "accounts/begin_factor",
        "accounts/confirm_factor",
        "accounts/end_factor",
        "people/invite",
        "people/revoke_invitation",
        "people/act",
        "people/change_author",
        "accounts/accept",
        "accounts/reset",
        "comments/moderate",
        "films/rate",
        "films/unrate",
        "reviews/unlock",
        "desk/create",
        "desk/save",
        "desk/act",
        "desk/bulk",
        "desk/restore",
        "desk/make_link",
        "desk/revoke_link",
        "desk/access",
        "desk/change_film",
        "desk/add_film",
        "stills/describe",
        "stills/delete",
        "stills/restore",
        "stills/choose",
    ] {
        assert_eq!(
            kind(&format!("/api/{path}")),
            Some(RouteKind::Write),
            "{path}"
        );
    }
    let functions = table
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .count();
    assert_eq!(
        functions, 74,
        "a new server function belongs into this test"
    );
}

#[tokio::test]
async fn reading_never_writes() {
    let site = TestSite::demo().await;
    let before = site
        .browser()
        .get("/reviews/the-salt-year?comments=all")
        .await
        .text();
    for route in route_table() {
        for query in [
            "",
            "?form=like-review&id=1",
            "?review=1",
            "?comment=1&new[review]=1",
        ] {
            let path = format!("{}{query}", example(&route.path));
            let answer = site
                .send(Request::get(path).body(Body::empty()).unwrap())
                .await;
            assert!(!answer.headers.contains_key("set-cookie"), "{}", route.path);
        }
    }
    let after = site
        .browser()
        .get("/reviews/the-salt-year?comments=all")
        .await
        .text();
    assert_eq!(before, after);
}

#[tokio::test]
async fn pictures_are_looked_for_by_their_names_alone_and_can_do_nothing() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/reviews/the-salt-year").await.html();
    let src = crate::support::select(&page, "img.still__image")[0]
        .attr("src")
        .unwrap()
        .to_owned();
    let answer = site.browser().get(&src).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "image/svg+xml");
    assert!(answer.header("content-security-policy").contains("sandbox"));
    assert!(answer.header("cache-control").contains("immutable"));
    for path in [
        "/media/..%2f..%2fsecret/1.jpg",
        "/media/%2e%2e/secret",
        "/media/x/1.jpg",
        &format!("/media/{}/..%2f..%2ffoyer.db", "0".repeat(64)),
    ] {
        assert_eq!(
            site.browser().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_person_is_shown_a_page_where_a_program_gets_data() {
    let site = TestSite::demo().await;
    let post = |accept: &'static str| {
        let request = Request::post("/reviews/the-salt-year")
            .header("origin", "http://evil.example")
            .header(header::ACCEPT, accept);
        site.send(request.body(Body::empty()).unwrap())
    };
    let page = post("text/html,*/*").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(crate::support::words(&page.html(), "h1"), "Not sent.");
    assert_headers(&page, "the page");
    let data = post("*/*").await;
    assert_eq!(data.text(), r#"{"Forbidden":"CrossSite"}"#);
}

#[tokio::test]
async fn a_review_that_is_closed_gives_the_text_back() {
    // A WordPress export of the fixture's kind carries "closed"; here the row is closed by hand.
    let site = TestSite::demo().await;
    site.close_comments("inventory").await;
    let answer = site
        .browser()
        .comment("inventory", "Too late for this one")
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let page = answer.html();
    assert!(crate::support::words(&page, "[role=alert]").contains("closed"));
    let kept = crate::support::select(&page, "#kept")[0]
        .text()
        .collect::<String>();
    assert_eq!(kept, "Too late for this one");
    assert!(crate::support::select(&page, "#leave-a-reply").is_empty());
}
