//! Signed-in people in the thread: under their name, and with their rights.

use app::model::Role;
use axum::http::StatusCode;

use crate::support::{Browser, PASSWORD, TestSite, select, value, words};

/// Moderates a comment on its review's page.
async fn moderate(
    browser: &mut Browser,
    slug: &str,
    id: &str,
    act: &str,
) -> crate::support::Answer {
    let fields = [
        ("form", "moderate-comment"),
        ("id", id),
        ("act", act),
        ("reason", "spoiler"),
    ];
    browser.post(&format!("/reviews/{slug}"), &fields).await
}

async fn shows(browser: &mut Browser, slug: &str, text: &str) -> bool {
    let page = browser.get(&format!("/reviews/{slug}?comments=all")).await;
    select(&page.html(), ".comment__body")
        .iter()
        .any(|body| body.text().collect::<String>().contains(text))
}

#[tokio::test]
async fn an_account_comments_under_its_own_name_whatever_the_form_says() {
    let site = TestSite::demo().await;
    let mut member = site.signed_in(Role::Member).await;
    let fields = [("comment", "Under my name"), ("name", "Somebody else")];
    let id = member.comment_with("inventory", &fields).await.landed();
    let page = site.browser().get("/reviews/inventory?comments=all").await;
    let name = words(&page.html(), &format!("#comment-{id} .comment__name"));
    assert_eq!(name, "The member");
    let own = member.get("/reviews/inventory").await;
    assert!(words(&own.html(), ".signed-as").contains("The member"));
    let shared = site.browser().get("/reviews/inventory").await.html();
    assert_eq!(select(&shared, "form [name=sign-in-first]").len(), 1);
    assert_eq!(select(&shared, ".moderate").len(), 0);
}

#[tokio::test]
async fn an_author_is_marked_under_own_reviews_alone() {
    let site = TestSite::demo().await;
    let email = site.author_account("ines-moreau").await;
    let mut browser = site.browser();
    browser.sign_in(&email, PASSWORD).await.led_to("/");
    let id = browser
        .comment("inventory", "Said by the author")
        .await
        .landed();
    let page = site
        .browser()
        .get("/reviews/inventory?comments=all")
        .await
        .html();
    let mark = format!("#comment-{id} .comment__author-mark");
    assert_eq!(words(&page, &mark), "Author");
}

#[tokio::test]
async fn a_moderator_holds_a_comment_and_puts_it_back_and_its_writer_is_told_why() {
    let site = TestSite::demo().await;
    let mut writer = site.browser();
    let id = writer
        .comment("inventory", "The ending is a canary")
        .await
        .landed();
    let mut moderator = site.signed_in(Role::Moderator).await;

    moderate(&mut moderator, "inventory", &id, "hold")
        .await
        .led_to("/reviews/inventory#withheld");

    for other in [&mut site.browser(), &mut writer.clone(), &mut moderator] {
        assert!(!shows(other, "inventory", "canary").await);
    }
    let own = writer.get("/reviews/inventory").await.html();
    assert!(words(&own, "#withheld .notice").contains("it gives an ending away"));
    assert!(words(&own, ".withheld__text").contains("canary"));
    assert_eq!(
        select(&own, "#withheld button").len(),
        0,
        "a writer cannot put it back"
    );
    let shared = site.browser().get("/reviews/inventory").await.text();
    assert!(!shared.contains("canary"));
    let permalink = site.browser().get(&format!("/comments/{id}")).await;
    assert_eq!(permalink.status, StatusCode::NOT_FOUND);
    let answer = moderate(&mut writer, "inventory", &id, "restore").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);

    let page = moderator.get("/reviews/inventory").await.html();
    assert_eq!(value(&page, "#withheld form", "id"), id);
    let restored = moderate(&mut moderator, "inventory", &id, "restore").await;
    assert_eq!(restored.landed(), id);
    assert!(shows(&mut site.browser(), "inventory", "canary").await);
    let own = writer.get("/reviews/inventory").await.html();
    assert!(select(&own, "#withheld").is_empty());
}

#[tokio::test]
async fn a_comment_with_replies_leaves_its_place_and_comes_back_into_it() {
    let site = TestSite::demo().await;
    let first = site
        .browser()
        .comment("inventory", "To be trashed")
        .await
        .landed();
    let fields = [("comment", "An answer"), ("parent", first.as_str())];
    site.browser()
        .comment_with("inventory", &fields)
        .await
        .landed();
    let mut moderator = site.signed_in(Role::Editor).await;
    let count = || async {
        let page = site.browser().get("/reviews/inventory").await.html();
        words(&page, ".comments__title")
    };
    let before = count().await;
    moderate(&mut moderator, "inventory", &first, "trash")
        .await
        .led_to("/reviews/inventory#withheld");
    let page = site
        .browser()
        .get("/reviews/inventory?comments=all")
        .await
        .html();
    let place = format!("#comment-{first}.comment--removed");
    assert_eq!(select(&page, &place).len(), 1);
    assert!(shows(&mut site.browser(), "inventory", "An answer").await);
    assert_ne!(count().await, before);
    // Twice is once.
    moderate(&mut moderator, "inventory", &first, "trash").await;
    moderate(&mut moderator, "inventory", &first, "restore")
        .await
        .landed();
    moderate(&mut moderator, "inventory", &first, "restore")
        .await
        .landed();
    assert_eq!(count().await, before);
}

#[tokio::test]
async fn nobody_moderates_beyond_their_role() {
    let site = TestSite::demo().await;
    let id = site.browser().comment("inventory", "Stays").await.landed();
    for role in [Role::Member, Role::Contributor] {
        let mut browser = site.signed_in(role).await;
        let answer = moderate(&mut browser, "inventory", &id, "trash").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let email = site.author_account("daniel-fenwick").await;
    let mut stranger = site.browser().from("198.51.100.9:1");
    stranger.sign_in(&email, PASSWORD).await.led_to("/");
    let answer = moderate(&mut stranger, "inventory", &id, "trash").await;
    assert_eq!(
        answer.status,
        StatusCode::FORBIDDEN,
        "an author under another's review"
    );
    let answer = moderate(&mut site.browser(), "inventory", &id, "trash").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(shows(&mut site.browser(), "inventory", "Stays").await);
}

#[tokio::test]
async fn what_its_writer_took_back_cannot_be_put_back() {
    let site = TestSite::demo().await;
    let mut writer = site.browser();
    let id = writer.comment("inventory", "Taken back").await.landed();
    writer
        .post(
            "/reviews/inventory",
            &[("form", "delete-comment"), ("id", &id)],
        )
        .await;
    let mut moderator = site.signed_in(Role::Owner).await;
    let answer = moderate(&mut moderator, "inventory", &id, "restore").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_said_and_liked_before_becomes_the_accounts_on_request() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Member).await;
    let mut browser = site.browser();
    let id = browser.comment("inventory", "Said before").await.landed();
    browser
        .post(
            "/reviews/inventory",
            &[("form", "like-review"), ("id", "5")],
        )
        .await;
    browser.sign_in(&email, PASSWORD).await.led_to("/");
    let liked = "[value=unlike-review]";
    let page = browser.get("/reviews/inventory").await.html();
    assert!(
        select(&page, liked).is_empty(),
        "not before it is asked for"
    );
    let account = browser.get("/account").await.html();
    assert!(words(&account, "[aria-labelledby=claim-title] p").contains("1 comment and 1 like"));

    browser
        .post("/account", &[("form", "claim")])
        .await
        .led_to("/account?done=claim");

    let page = browser.get("/reviews/inventory").await.html();
    assert_eq!(select(&page, liked).len(), 1);
    let edit = format!("#comment-{id} a[href*='edit=']");
    assert_eq!(
        select(&page, &edit).len(),
        1,
        "it can be changed as one's own"
    );
    let account = browser.get("/account").await.html();
    assert!(select(&account, "[aria-labelledby=claim-title]").is_empty());
}

#[tokio::test]
async fn signing_in_from_the_comment_form_keeps_what_was_written() {
    let site = TestSite::demo().await;
    site.account(Role::Member).await;
    let text = "Half a thought,\n\n</textarea> & more";
    let mut browser = site.browser();
    let fields = [("comment", text), ("name", ""), ("sign-in-first", "1")];
    let answer = browser.comment_with("inventory", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.html();
    let panel = ".sign-in--panel form";
    assert_eq!(
        select(&page, panel)[0].attr("action"),
        Some("/reviews/inventory")
    );
    let kept: Vec<(String, String)> = select(&page, &format!("{panel} input[type=hidden]"))
        .iter()
        .map(|field| {
            let text = |name| field.attr(name).unwrap_or_default().to_owned();
            (text("name"), text("value"))
        })
        .collect();
    let mut fields: Vec<(&str, &str)> =
        kept.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    fields.extend([("email", "member@accounts.example"), ("password", PASSWORD)]);
    let answer = browser.post("/reviews/inventory", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.html();
    assert_eq!(value(&page, "#leave-a-reply", "comment"), text);
    assert!(words(&page, ".signed-as").contains("The member"));
}

#[tokio::test]
async fn what_a_browser_has_left_is_claimed_at_the_sign_in_when_that_is_asked_for() {
    let site = TestSite::demo().await;
    let email = site.account(Role::Member).await;
    for claims in [false, true] {
        site.clock.advance_seconds(120);
        let mut browser = site.browser();
        let text = format!("Said before, {claims}.");
        browser.comment("low-season", &text).await.landed();
        let page = browser.get("/sign-in").await.html();
        let label = words(&page, ".sign-in__form label:has([name=claim])");
        assert!(label.contains("1 comment"), "{label}");
        let mut form = vec![
            ("form", "sign-in"),
            ("email", email.as_str()),
            ("password", PASSWORD),
            ("next", "/account"),
        ];
        if claims {
            form.push(("claim", "true"));
        }
        browser.post("/sign-in", &form).await.led_to("/account");
        let account = browser.get("/account").await.text();
        assert_eq!(account.contains("has left 1 comment"), !claims, "{claims}");
    }
    let page = site.browser().get("/sign-in").await.html();
    assert!(
        select(&page, "[name=claim]").is_empty(),
        "nothing was left here"
    );
}
