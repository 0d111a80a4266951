use axum::http::StatusCode;

use crate::support::{Browser, TestSite, select, words};

async fn label(browser: &mut Browser, id: &str) -> (String, String) {
    let page = browser.get("/reviews/inventory?comments=all").await.html();
    let pressed = select(&page, &format!("#comment-{id} .likes button"))[0];
    let pressed = pressed.attr("aria-pressed").unwrap().to_owned();
    (
        words(&page, &format!("#comment-{id} .likes__count")),
        pressed,
    )
}

async fn press(browser: &mut Browser, id: &str, form: &str) {
    let answer = browser
        .post("/reviews/inventory", &[("form", form), ("id", id)])
        .await;
    assert_eq!(answer.landed(), id);
}

#[tokio::test]
async fn a_like_counts_once_for_each_visitor_and_can_be_taken_back() {
    let site = TestSite::demo().await;
    let mut writer = site.browser();
    let id = writer.comment("inventory", "Like me.").await.landed();
    assert_eq!(
        label(&mut writer, &id).await,
        (String::new(), "false".to_owned())
    );
    let mut readers: Vec<Browser> = (0..3).map(|_| site.browser()).collect();
    for (reader, text) in readers.iter_mut().zip([
        "Liked by 1 person",
        "Liked by 2 people",
        "Liked by 3 people",
    ]) {
        press(reader, &id, "like-comment").await;
        press(reader, &id, "like-comment").await;
        assert_eq!(
            label(reader, &id).await,
            (text.to_owned(), "true".to_owned())
        );
    }
    let first = &mut readers[0];
    press(first, &id, "unlike-comment").await;
    press(first, &id, "unlike-comment").await;
    assert_eq!(
        label(first, &id).await,
        ("Liked by 2 people".to_owned(), "false".to_owned())
    );
}

#[tokio::test]
async fn what_is_not_there_cannot_be_liked() {
    let site = TestSite::demo().await;
    for form in ["like-comment", "like-review", "unlike-comment"] {
        let fields = [("form", form), ("id", "99999")];
        let answer = site.browser().post("/reviews/inventory", &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{form}");
        assert!(words(&answer.html(), "[role=alert]").contains("no longer here"));
        let answer = site
            .browser()
            .post_for_json("/reviews/inventory", &fields)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{form}");
    }
}

#[tokio::test]
async fn the_pages_script_gets_the_new_count() {
    let site = TestSite::demo().await;
    let fields = [("form", "like-review"), ("id", "5")];
    let answer = site
        .browser()
        .post_for_json("/reviews/inventory", &fields)
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.text().contains("\"viewer_has_liked\":true"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn one_address_brings_so_many_new_likers_a_day_and_no_more() {
    let site = TestSite::with(|options| options.limits.new_likers_per_day = 3).await;
    let fields = [("form", "like-review"), ("id", "5")];
    for peer in [
        "[2001:db8:1:2::1]:1",
        "[2001:db8:1:2::2]:1",
        "[2001:db8:1:2:ffff::3]:1",
    ] {
        let answer = site
            .browser()
            .from(peer)
            .post("/reviews/inventory", &fields)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{peer}");
    }
    let answer = site
        .browser()
        .from("[2001:db8:1:2::4]:1")
        .post("/reviews/inventory", &fields)
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 3_600);
    let other = site
        .browser()
        .from("[2001:db8:1:3::1]:1")
        .post("/reviews/inventory", &fields)
        .await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    let home = site
        .browser()
        .from("192.168.1.7:1")
        .post("/reviews/inventory", &fields)
        .await;
    assert_eq!(
        home.status,
        StatusCode::SEE_OTHER,
        "limits spare neighbours while no proxy is named"
    );
}
