//! Who liked a review or a comment.

use app::model::Role;
use axum::http::StatusCode;

use crate::support::{Browser, PASSWORD, TestSite, select, words};

const REVIEW: &str = "/reviews/inventory/likes";

async fn like(browser: &mut Browser, form: &str, id: &str) {
    let fields = [("form", form), ("id", id)];
    let answer = browser.post("/reviews/inventory", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

/// The names on a page in their order, and what it says of the others.
async fn read(browser: &mut Browser, path: &str) -> (Vec<String>, String) {
    let page = browser.get(path).await.html();
    let names = select(&page, ".likers__list bdi");
    let names = names.iter().map(|name| name.text().collect()).collect();
    let rest = select(&page, ".likers__rest");
    let rest = rest.first().map(|rest| rest.text().collect());
    (names, rest.unwrap_or_default())
}

#[tokio::test]
async fn the_number_of_likes_leads_to_those_who_have_a_name() {
    let site = TestSite::demo().await;
    let mut writer = site.browser();
    let id = writer.comment("inventory", "Like me.").await.landed();
    let count = format!("#comment-{id} a.likes__count");
    let page = writer.get("/reviews/inventory?comments=all").await.html();
    assert_eq!(select(&page, &count)[0].attr("href"), None, "nobody yet");

    let mut member = site.signed_in(Role::Member).await;
    like(&mut member, "like-comment", &id).await;
    site.clock.advance_seconds(1);
    let author = site.author_account("ines-moreau").await;
    let mut author_browser = site.browser();
    author_browser.sign_in(&author, PASSWORD).await.led_to("/");
    like(&mut author_browser, "like-comment", &id).await;
    like(&mut site.browser(), "like-comment", &id).await;

    let page = writer.get("/reviews/inventory?comments=all").await.html();
    assert_eq!(words(&page, &count), "Liked by 3 people");
    let path = format!("/comments/{id}/likes");
    assert_eq!(select(&page, &count)[0].attr("href"), Some(path.as_str()));
    let answer = site.browser().get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.text().contains("accounts.example"), "no addresses");
    let page = answer.html();
    assert_eq!(
        words(&page, "h1"),
        "Who liked Row F’s comment on “Inventory”"
    );
    assert_eq!(
        select(&page, "h1 a")[0].attr("href"),
        Some(format!("/comments/{id}").as_str())
    );
    let robots = select(&page, "meta[name=robots]")[0];
    assert_eq!(robots.attr("content"), Some("noindex"));
    let author = select(
        &page,
        ".likers__list li:first-child a[href='/authors/ines-moreau']",
    );
    assert_eq!(author.len(), 1);
    let listed = read(&mut site.browser(), &path).await;
    let names = vec!["Ines Moreau".to_owned(), "The member".to_owned()];
    assert_eq!(listed, (names, "and 1 reader without a name".to_owned()));

    like(&mut member, "unlike-comment", &id).await;
    like(&mut author_browser, "unlike-comment", &id).await;
    // A browser that has posted a form gets pages of its own, which are never a second old.
    let listed = read(&mut writer, &path).await;
    assert_eq!(listed, (vec![], "1 reader without a name".to_owned()));
}

#[tokio::test]
async fn a_name_is_shown_as_it_is_now() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut member = site.signed_in(Role::Member).await;
    like(&mut member, "like-review", "5").await;
    let mut reader = site.browser();
    assert_eq!(read(&mut reader, REVIEW).await.0, ["The member"]);
    let name = [("form", "change-name"), ("name", "Nora New")];
    let answer = member.post("/account", &name).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(read(&mut reader, REVIEW).await.0, ["Nora New"]);

    let people = owner.get("/desk/people").await.html();
    let line = select(&people, ".people__line[id]")
        .into_iter()
        .find(|line| line.text().any(|text| text == "member@accounts.example"))
        .unwrap();
    let account = line.attr("id").unwrap().replace("account-", "");
    let act = |act| {
        [
            ("form", "account"),
            ("account", account.as_str()),
            ("act", act),
        ]
    };
    owner.post("/desk/people", &act("disable")).await;
    let (names, rest) = read(&mut reader, REVIEW).await;
    assert!(
        names.is_empty() && rest.contains("without a name"),
        "{names:?}"
    );
    owner.post("/desk/people", &act("enable")).await;
    assert_eq!(read(&mut reader, REVIEW).await.0, ["Nora New"]);
}

#[tokio::test]
async fn what_nobody_likes_says_so_and_what_is_not_there_has_no_list() {
    let site = TestSite::demo().await;
    let mut writer = site.browser();
    let id = writer.comment("inventory", "Nobody will.").await.landed();
    let path = format!("/comments/{id}/likes");
    let page = site.browser().get(&path).await.html();
    assert!(words(&page, "main").contains("Nobody has liked it yet."));
    let delete = [("form", "delete-comment"), ("id", id.as_str())];
    writer.post("/reviews/inventory", &delete).await;
    for path in [
        path.as_str(),
        "/comments/99999/likes",
        "/comments/one/likes",
        "/reviews/nothing/likes",
    ] {
        let answer = site.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}
