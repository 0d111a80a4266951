//! Search: by words, phrases and filters, and what is never found.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use scraper::Html;
use url::form_urlencoded::byte_serialize;

use crate::support::{Answer, TestSite, select, words};

async fn ask(site: &TestSite, query: &str) -> Answer {
    ask_for(site, query, "").await
}

async fn ask_for(site: &TestSite, query: &str, more: &str) -> Answer {
    let value: String = byte_serialize(query.as_bytes()).collect();
    let answer = site
        .browser()
        .get(&format!("/search?q={value}{more}"))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{query}");
    answer
}

/// Lists where the results lead.
fn paths(page: &Html) -> Vec<String> {
    select(page, ".search-result h3 a")
        .iter()
        .map(|link| link.attr("href").unwrap().to_owned())
        .collect()
}

async fn found(site: &TestSite, query: &str) -> Vec<String> {
    paths(&ask(site, query).await.html())
}

fn has(found: &[String], path: &str) -> bool {
    found.iter().any(|other| other == path)
}

#[tokio::test]
async fn words_find_reviews_films_people_and_comments() {
    let site = TestSite::demo().await;
    let page = ask(&site, "salt year").await.html();
    let all = paths(&page);
    assert!(has(&all, "/reviews/the-salt-year"), "{all:?}");
    assert!(has(&all, "/films/the-salt-year"), "{all:?}");
    let marks: Vec<String> = select(&page, "mark")
        .iter()
        .map(|mark| mark.text().collect())
        .collect();
    assert!(marks.iter().any(|mark| mark == "Salt"), "{marks:?}");
    assert!(words(&page, "[role=status]").ends_with("results for salt year"));
    assert!(has(
        &found(&site, "kaldestad").await,
        "/people/marit-kaldestad"
    ));
    let comments = ask_for(&site, "the", "&in=comments").await.html();
    let comments = paths(&comments);
    assert!(!comments.is_empty() && comments.iter().all(|path| path.starts_with("/comments/")));
    let to = site.browser().get(&comments[0]).await;
    assert!(to.header("location").contains("#comment-"));
}

#[tokio::test]
async fn the_first_result_is_the_one_whose_title_it_is() {
    let site = TestSite::demo().await;
    for (query, path) in [
        ("the salt year", "/reviews/the-salt-year"),
        ("Inventory", "/reviews/inventory"),
        ("low season", "/reviews/low-season"),
        ("invent", "/reviews/inventory"),
    ] {
        assert_eq!(found(&site, query).await[0], path, "{query}");
    }
}

#[tokio::test]
async fn the_word_itself_comes_before_longer_ones_that_begin_with_it() {
    let site = TestSite::demo().await;
    let mut ids = Vec::new();
    for text in ["A wherry.", "Wherrymen.", "Two wherries, a wherry."] {
        site.clock.advance_seconds(60);
        let answer = site.browser().comment("inventory", text).await;
        ids.push(format!("/comments/{}", answer.landed()));
    }
    let comments = ask_for(&site, "wherry", "&in=comments").await.html();
    let [exact, begun, newest] = [&ids[0], &ids[1], &ids[2]];
    assert_eq!(paths(&comments), [newest, exact, begun].map(String::as_str));
    assert_eq!(
        words(&comments, ".search-scope [aria-current]"),
        "Comments 3"
    );
    let begun_alone = ask_for(&site, "wherryme", "&in=comments").await.html();
    assert_eq!(paths(&begun_alone), [begun.as_str()]);
}

#[tokio::test]
async fn slips_in_titles_and_names_are_put_right() {
    let site = TestSite::demo().await;
    for (query, path, right) in [
        ("inventroy", "/reviews/inventory", "inventory"),
        ("kaldestat", "/people/marit-kaldestad", "kaldestad"),
        ("undrestudy", "/reviews/the-understudy", "understudy"),
    ] {
        let page = ask(&site, query).await.html();
        assert!(has(&paths(&page), path), "{query}");
        assert_eq!(words(&page, ".search-note a"), right);
    }
    let page = ask(&site, "zoetrope").await.html();
    assert!(paths(&page).is_empty());
    assert!(words(&page, ".empty-state h2").contains("zoetrope"));
}

#[tokio::test]
async fn filters_narrow_reviews_and_films_down() {
    let site = TestSite::demo().await;
    let by = found(&site, "director:kaldestad").await;
    assert!(has(&by, "/reviews/the-salt-year") && has(&by, "/films/the-salt-year"));
    assert!(by.iter().all(|path| !path.starts_with("/comments")));
    let none = found(&site, "director:kaldestad year:1850").await;
    assert!(none.is_empty(), "{none:?}");
    let norway = found(&site, "country:norway").await;
    assert!(has(&norway, "/reviews/the-salt-year"));
    assert_eq!(norway, found(&site, "country:NO").await);
    let rated = found(&site, "rating:2.5/4").await;
    assert!(has(&rated, "/reviews/the-salt-year"), "{rated:?}");
    // On another scale it is asked for as it is shown there.
    let other = TestSite::with(|options| options.site.rating_scale = 10).await;
    let rated = found(&other, "rating:6.5").await;
    assert!(has(&rated, "/reviews/the-salt-year"), "{rated:?}");
    assert!(!has(
        &found(&other, "rating:2.5").await,
        "/reviews/the-salt-year"
    ));
    let page = ask(&site, "year:soon").await.html();
    assert!(words(&page, ".empty-state h2").contains("year:"));
}

#[tokio::test]
async fn results_of_one_kind_go_on_page_by_page() {
    let site = TestSite::demo().await;
    let mut seen = Vec::new();
    let mut next = Some("/search?q=the&in=comments".to_owned());
    while let Some(path) = next {
        let page = site.browser().get(&path).await.html();
        let here = paths(&page);
        assert!(!here.is_empty() && here.len() <= 20, "{path}");
        seen.extend(here);
        next = select(&page, "a[rel=next]")
            .first()
            .map(|link| link.attr("href").unwrap().to_owned());
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count, "nothing stands twice");
    let page = ask_for(&site, "the", "&in=comments").await.html();
    let scope = words(&page, ".search-scope [aria-current]");
    assert_eq!(scope, format!("Comments {count}"));
}

#[tokio::test]
async fn a_comment_is_found_from_the_moment_it_stands_until_it_is_taken_back() {
    let site = TestSite::demo().await;
    let mut browser = site.browser();
    let id = browser
        .comment("the-salt-year", "Xylophones, and ||the wuthering end||.")
        .await
        .landed();
    let path = format!("/comments/{id}");
    assert_eq!(found(&site, "xylophone").await, std::slice::from_ref(&path));
    let page = ask(&site, "xylophones").await.html();
    let text: String = select(&page, ".search-result p")[0].text().collect();
    assert!(text.contains("[spoiler]"), "{text}");
    assert!(found(&site, "wuthering").await.is_empty());
    let fields = [
        ("form", "edit-comment"),
        ("id", id.as_str()),
        ("comment", "Ocarinas."),
    ];
    browser.post("/reviews/the-salt-year", &fields).await;
    assert_eq!(found(&site, "ocarinas").await, [path]);
    assert!(found(&site, "xylophone").await.is_empty());
    let fields = [("form", "delete-comment"), ("id", id.as_str())];
    browser.post("/reviews/the-salt-year", &fields).await;
    assert!(found(&site, "ocarinas").await.is_empty());
    assert!(found(&site, "xylophone").await.is_empty());
}

#[tokio::test]
async fn a_hostile_question_has_a_plain_answer_within_a_second() {
    let site = TestSite::demo().await;
    let long = "a".repeat(20_000);
    let many = "the ".repeat(2_000);
    let mixed = "\"a\" OR ".repeat(60);
    for query in [
        long.as_str(),
        many.as_str(),
        mixed.as_str(),
        "\"",
        "\"\"\"\"",
        "* * *",
        "AND OR NOT",
        "NEAR(a b, 5)",
        "title:salt",
        "body : ^salt",
        "_kcomment",
        "{title}: x",
        "'; DROP TABLE search_words; --",
        "a' & 'b':*",
        "!!!! | <-> ()",
        "-a -b -c",
        "year:1000-9999",
        "\u{0}\u{1}\u{fffe}",
        "%00 <script>alert(1)</script>",
        "ｆｕｌｌ 東京 한국 עברית",
        "director:",
    ] {
        let begun = Instant::now();
        let answer = ask(&site, query).await;
        assert!(begun.elapsed() < Duration::from_secs(1), "{query:.40}");
        let text = answer.text();
        assert!(!text.contains("<script>alert"), "{query:.40}");
        let page = Html::parse_document(&text);
        let is_clear = !select(&page, ".search-result").is_empty()
            || !select(&page, ".empty-state").is_empty();
        assert!(is_clear, "{query:.40}");
    }
}

#[tokio::test]
async fn the_page_is_nobodys_to_keep_and_its_script_is_its_own() {
    let site = TestSite::demo().await;
    let answer = ask(&site, "sea").await;
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let page = answer.html();
    assert_eq!(select(&page, "meta[name=robots]").len(), 1);
    assert_eq!(select(&page, "h1").len(), 1);
    assert_eq!(
        select(&page, "form[role=search] input[name=q]")[0].attr("value"),
        Some("sea")
    );
    let scripts = select(&page, "main script");
    assert_eq!(scripts.len(), 1);
    let empty = site.browser().get("/search").await.html();
    assert_eq!(select(&empty, ".search-advice dt").len(), 7);
    let api = site
        .browser()
        .get("/api/search/find?q=salt&within=films")
        .await;
    assert!(api.text().contains("/films/the-salt-year"));
}
