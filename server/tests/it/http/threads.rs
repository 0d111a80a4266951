use axum::http::StatusCode;

use crate::support::{Browser, TestSite, select, words};

async fn site() -> TestSite {
    TestSite::with(|options| {
        options.limits.comment_every_seconds = 0;
        options.limits.comments_per_minute = 0;
    })
    .await
}

async fn ids(browser: &mut Browser, query: &str) -> Vec<String> {
    let page = browser
        .get(&format!("/reviews/inventory{query}"))
        .await
        .html();
    select(&page, "article[id^=comment-]")
        .iter()
        .map(|comment| comment.attr("id").unwrap().replace("comment-", ""))
        .collect()
}

#[tokio::test]
async fn a_long_thread_comes_in_pages_that_hold_every_comment_once() {
    let site = site().await;
    for n in 0..60 {
        site.browser()
            .comment("inventory", &format!("Number {n}"))
            .await
            .landed();
    }
    let mut browser = site.browser();
    let all = ids(&mut browser, "?comments=all").await;
    let mut paged = Vec::new();
    for page in 1..=3 {
        let on_page = ids(&mut browser, &format!("?comments={page}")).await;
        assert!(
            (1..=50).contains(&on_page.len()),
            "page {page} has {}",
            on_page.len()
        );
        paged.extend(on_page);
    }
    assert_eq!(paged, all, "pages in a row are the whole thread");
    let page = browser.get("/reviews/inventory").await.html();
    assert_eq!(
        select(&page, "a[rel=next]")
            .last()
            .unwrap()
            .text()
            .collect::<String>()
            .trim(),
        "More comments"
    );
    let newest = ids(&mut browser, "?sort=newest").await;
    assert_eq!(newest[0], *all.last().unwrap());
    assert!(
        !ids(&mut browser, "?comments=99").await.is_empty(),
        "a page too far is the last one"
    );
}

#[tokio::test]
async fn permalinks_find_their_comment_on_later_pages_and_in_cut_branches() {
    let site = site().await;
    let mut writer = site.browser();
    let mut parent = String::new();
    let mut chain = Vec::new();
    for n in 0..70 {
        let text = format!("Link {n}");
        let mut own = vec![("comment", text.as_str())];
        if !parent.is_empty() {
            own.push(("parent", parent.as_str()));
        }
        parent = writer.comment_with("inventory", &own).await.landed();
        chain.push(parent.clone());
    }
    for n in 0..30 {
        chain.push(
            site.browser()
                .comment("inventory", &format!("Root {n}"))
                .await
                .landed(),
        );
    }
    let first = ids(&mut site.browser(), "").await;
    assert!(first.len() <= 50, "{}", first.len());
    let page = site.browser().get("/reviews/inventory").await.html();
    assert!(words(&page, ".comment-item__more a").ends_with("more replies in this thread"));
    for id in chain.iter().step_by(9) {
        let answer = site.browser().get(&format!("/comments/{id}")).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        let (path, anchor) = answer.header("location").split_once('#').unwrap();
        assert_eq!(anchor, format!("comment-{id}"));
        let answer = site.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let page = answer.html();
        assert_eq!(
            select(&page, &format!("#comment-{id}")).len(),
            1,
            "{path} lacks {id}"
        );
    }
}

#[tokio::test]
async fn the_best_liked_come_first_and_then_as_they_came() {
    let site = site().await;
    let before = ids(&mut site.browser(), "?sort=best").await;
    let id = site
        .browser()
        .comment("inventory", "The best")
        .await
        .landed();
    for _ in 0..20 {
        let fields = [("form", "like-comment"), ("id", id.as_str())];
        site.browser().post("/reviews/inventory", &fields).await;
    }
    let mut browser = site.browser();
    browser
        .comment("low-season", "To see a page of one's own.")
        .await
        .landed();
    let after = ids(&mut browser, "?sort=best").await;
    assert_eq!(after[0], id);
    assert_eq!(after[1..], before, "the others stay as they were");
}
