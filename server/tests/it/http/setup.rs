//! The first start.

use app::model::Role;
use axum::http::StatusCode;

use crate::support::{PASSWORD, TestSite, select, value, words};

fn fields<'a>(key: &'a str, own: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'a str)> {
    let mut all = vec![
        ("form", "set-up"),
        ("key", key),
        ("site_name", "Salt & Light"),
        ("tagline", "On film."),
        ("rating_scale", "10"),
        ("name", "Ines Aas"),
        ("email", "ines@reviews.example"),
        ("new_password", PASSWORD),
    ];
    for (name, value) in own {
        all.retain(|(known, _)| known != name);
        all.push((name, value));
    }
    all
}

fn key(path: &str) -> &str {
    path.split_once("key=").unwrap().1
}

#[tokio::test]
async fn the_link_leads_to_the_first_owner_and_the_publications_name() {
    let site = TestSite::demo().await;
    let before = site.browser().get("/").await.text();
    let path = site.setup_path().await.unwrap();
    let mut browser = site.browser();
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(value(&page.html(), "main form", "rating_scale"), "4");

    browser
        .post(&path, &fields(key(&path), &[]))
        .await
        .led_to("/setup");

    let next = browser.get("/setup").await;
    assert_eq!(words(&next.html(), "h1"), "Salt & Light is yours");
    let home = site.browser().get("/").await.text();
    assert!(before != home && home.contains("Salt &amp; Light") && home.contains("On film."));
    assert_eq!(site.setup_path().await, None, "there is an owner now");
    site.browser()
        .sign_in("ines@reviews.example", PASSWORD)
        .await
        .led_to("/");
}

#[tokio::test]
async fn looking_at_the_link_does_not_use_it_and_using_it_twice_fails() {
    let site = TestSite::demo().await;
    let path = site.setup_path().await.unwrap();
    for _ in 0..3 {
        let page = site.browser().get(&path).await.html();
        assert_eq!(select(&page, "main form").len(), 1);
    }
    site.browser()
        .post(&path, &fields(key(&path), &[]))
        .await
        .led_to("/setup");
    let own = [("email", "second@reviews.example")];
    let answer = site.browser().post(&path, &fields(key(&path), &own)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let page = site.browser().get(&path).await.html();
    assert_eq!(words(&page, "h1"), "This link no longer works");
}

#[tokio::test]
async fn of_many_who_race_for_the_set_up_one_wins() {
    let site = TestSite::demo().await;
    let path = site.setup_path().await.unwrap();
    let emails = ["a@x.example", "b@x.example", "c@x.example", "d@x.example"];
    let tries = emails.map(|email| {
        let (mut browser, path) = (site.browser(), path.clone());
        async move {
            let fields = fields(key(&path), &[("email", email)]);
            browser.post(&path, &fields).await.status
        }
    });
    let mut outcomes = futures::future::join_all(tries).await;
    outcomes.sort();
    assert_eq!(outcomes[0], StatusCode::SEE_OTHER);
    assert!(
        outcomes[1..]
            .iter()
            .all(|status| *status == StatusCode::FORBIDDEN),
        "{outcomes:?}"
    );
}

#[tokio::test]
async fn the_link_dies_after_half_an_hour_and_with_the_next_one() {
    let site = TestSite::demo().await;
    let first = site.setup_path().await.unwrap();
    let second = site.setup_path().await.unwrap();
    let answer = site.browser().post(&first, &fields(key(&first), &[])).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    site.clock.advance_seconds(30 * 60);
    let answer = site
        .browser()
        .post(&second, &fields(key(&second), &[]))
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = site.browser().post("/setup", &fields("", &[])).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_with_its_message_and_the_link_still_works() {
    let site = TestSite::demo().await;
    let path = site.setup_path().await.unwrap();
    for (field, bad, id) in [
        ("site_name", " ", "setup-site-name"),
        ("rating_scale", "0", "setup-rating-scale"),
        ("rating_scale", "four", "setup-rating-scale"),
        ("name", "", "setup-name"),
        ("email", "ines", "setup-email"),
        ("new_password", "password", "setup-password"),
        ("new_password", "ines aas", "setup-password"),
    ] {
        let answer = site
            .browser()
            .post(&path, &fields(key(&path), &[(field, bad)]))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {bad}");
        let page = answer.html();
        assert_eq!(
            select(&page, &format!("#{id}[aria-invalid=true]")).len(),
            1,
            "{field} {bad}"
        );
        let kept = if field == "new_password" { "" } else { bad };
        assert_eq!(value(&page, "main form", field), kept);
        if field != "email" {
            assert_eq!(value(&page, "main form", "email"), "ines@reviews.example");
        }
    }
    site.browser()
        .post(&path, &fields(key(&path), &[]))
        .await
        .led_to("/setup");
}

#[tokio::test]
async fn an_owner_from_the_shell_ends_the_set_up() {
    let site = TestSite::demo().await;
    let path = site.setup_path().await.unwrap();
    site.account(Role::Owner).await;
    let answer = site.browser().post(&path, &fields(key(&path), &[])).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
