//! Pages to wander: shelves, films, people, the archive.

use axum::http::StatusCode;

use crate::support::{TestSite, select, words};

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    let site = TestSite::demo().await;
    let mut waiting = vec!["/".to_owned()];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) || seen.len() > 400 {
            continue;
        }
        let answer = site.browser().get(&path).await;
        if answer.status == StatusCode::FOUND {
            assert!(path.starts_with("/comments/"), "{path}");
            continue;
        }
        if path == "/account" {
            answer.led_to("/sign-in?next=/account");
            continue;
        }
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let page = answer.html();
        assert_eq!(select(&page, "h1").len(), 1, "{path}");
        assert!(!words(&page, "title").is_empty(), "{path}");
        let address = words(&page, "title");
        for link in select(&page, "a[href^='/']") {
            let href = link.attr("href").unwrap();
            let to = href.split('#').next().unwrap();
            assert!(
                !to.contains("//") && !to.contains(' '),
                "{path} ({address}): {href}"
            );
            // What was chosen combines endlessly; one choice from each page is enough here.
            if to.matches('=').count() <= 1 {
                waiting.push(to.to_owned());
            }
        }
    }
    for path in [
        "/archive",
        "/tags/work",
        "/authors/ines-moreau",
        "/films/the-salt-year",
        "/people/marit-kaldestad",
        "/archive/2024/11",
    ] {
        assert!(seen.contains(path), "{path} is linked from somewhere");
    }
}

#[tokio::test]
async fn two_renderings_of_each_kind_of_page_are_the_same() {
    let site = TestSite::demo().await;
    for path in [
        "/archive?director=marit-kaldestad",
        "/tags/work",
        "/films/inventory",
        "/people",
        "/archive/2024",
    ] {
        let separator = if path.contains('?') { '&' } else { '?' };
        let again = format!("{path}{separator}x=1");
        let one = site.browser().get(&again).await.body;
        assert!(one == site.browser().get(&again).await.body, "{path}");
        let kept = site.browser().get(path).await;
        assert!(kept.header("etag").starts_with('"'), "{path} is kept ready");
    }
}

#[tokio::test]
async fn the_archive_narrows_down_by_links_and_back() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/archive").await.html();
    assert_eq!(words(&page, ".kicker"), "10 reviews");
    let choose = |page: &scraper::Html, label: &str| {
        let link = select(page, ".facet a")
            .into_iter()
            .find(|link| link.text().collect::<String>() == label);
        link.unwrap_or_else(|| panic!("{label} is not offered"))
            .attr("href")
            .unwrap()
            .to_owned()
    };
    let norway = choose(&page, "Norway");
    assert_eq!(norway, "/archive?country=NO");
    let page = site.browser().get(&norway).await.html();
    let count: usize = words(&page, ".kicker")
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap_or(1);
    assert_eq!(select(&page, ".review-row").len(), count);
    let next = choose(&page, "Marit Kaldestad");
    assert_eq!(next, "/archive?director=marit-kaldestad&country=NO");
    let page = site.browser().get(&next).await.html();
    assert!(page.html().contains("The Salt Year"));
    assert_eq!(
        select(&page, "meta[name=robots]").len(),
        1,
        "endless combinations are not listed"
    );
    let back: Vec<_> = select(&page, ".chosen a")
        .iter()
        .map(|link| link.attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(
        back,
        [
            "/archive?country=NO",
            "/archive?director=marit-kaldestad",
            "/archive"
        ]
    );
    let none = site
        .browser()
        .get("/archive?country=NO&tag=nothing-such")
        .await;
    assert_eq!(none.status, StatusCode::OK);
    assert!(none.text().contains("Nothing stands here"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let site = TestSite::demo().await;
    for path in [
        "/tags/nothing",
        "/authors/nobody",
        "/films/none",
        "/people/no-one",
        "/archive/1999",
        "/archive/2024/13",
        "/archive/2024/1",
        "/archive/x",
        "/tags/%2e%2e",
        "/people/A",
    ] {
        let answer = site.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            words(&answer.html(), "h1"),
            "This reel is missing",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_reader_rates_a_film_in_half_steps_and_takes_it_back() {
    let site = TestSite::demo().await;
    let path = "/films/inventory";
    let page = site.browser().get(path).await.html();
    assert!(words(&page, ".distribution figcaption").starts_with("No reader has rated it yet"));
    let id = select(&page, ".rate [name=id]")[0]
        .attr("value")
        .unwrap()
        .to_owned();
    let rate = |rating: &'static str| [("form", "rate-film"), ("id", ""), ("rating", rating)];
    let mut ann = site.browser();
    let mut fields = rate("5");
    fields[1].1 = &id;
    let answer = ann.post(path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/films/inventory#readers");
    let mut bo = site.browser();
    fields[2].1 = "8";
    bo.post(path, &fields).await;
    let everybody = site.browser().get(path).await.html();
    assert!(
        words(&everybody, ".distribution figcaption")
            .starts_with("2 readers, 3.3 out of 4 on average")
    );
    assert_eq!(words(&everybody, "#readers-desc"), "1 gave 2½, 1 gave 4.");
    assert!(select(&everybody, ".distribution__bar--mine").is_empty());
    let own = ann.get(path).await.html();
    assert_eq!(
        words(&own, "#readers-desc"),
        "1 gave 2½, 1 gave 4. You gave 2½."
    );
    assert_eq!(select(&own, ".distribution__bar--mine").len(), 1);
    assert_eq!(select(&own, "option[selected]")[0].attr("value"), Some("5"));
    let mine = ann.get("/api/films/viewer?slug=inventory").await;
    assert_eq!(mine.text(), "5");
    ann.post(path, &[("form", "unrate-film"), ("id", &id)])
        .await;
    let left = site.browser().get(path).await.html();
    assert!(words(&left, ".distribution figcaption").starts_with("One reader, 4 out of 4"));
}

#[tokio::test]
async fn a_rating_that_is_on_no_scale_is_refused_on_the_page() {
    let site = TestSite::demo().await;
    for rating in ["", "0", "9", "-1", "x", "99999999999"] {
        let fields = [("form", "rate-film"), ("id", "1"), ("rating", rating)];
        let answer = site.browser().post("/films/the-salt-year", &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{rating}");
        let page = answer.html();
        assert_eq!(words(&page, "h1"), "The Salt Year", "{rating}");
        assert!(words(&page, "[role=alert]").contains("rating"), "{rating}");
        assert!(
            !answer.headers.contains_key("set-cookie")
                || !answer.header("set-cookie").contains("visitor")
        );
    }
    let fields = [("form", "rate-film"), ("id", "9999"), ("rating", "4")];
    let nothing = site.browser().post("/films/the-salt-year", &fields).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_front_page_says_what_is_talked_about_this_week() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/").await.html();
    assert_eq!(
        words(&page, "#discussed-title"),
        "Most discussed",
        "the demo's talk is older"
    );
    assert_eq!(select(&page, ".discussed li").len(), 4);
    site.browser()
        .comment("low-season", "Now it is talked about.")
        .await
        .landed();
    let page = site.browser().get("/").await.html();
    assert_eq!(words(&page, "#discussed-title"), "Most discussed this week");
    assert_eq!(words(&page, ".discussed li a"), "Low Season");
    assert_eq!(words(&page, ".discussed li span"), "One thought");
    // Nothing is written any more, and yet the page of another week is another one.
    site.clock.advance_seconds(7 * 24 * 60 * 60);
    let page = site.browser().get("/").await.html();
    assert_eq!(words(&page, "#discussed-title"), "Most discussed");
}

#[tokio::test]
async fn a_review_leads_to_its_film_its_people_and_others_like_it() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/reviews/the-salt-year").await.html();
    let hrefs: Vec<_> = select(&page, "a[href]")
        .iter()
        .map(|link| link.attr("href").unwrap().to_owned())
        .collect();
    for href in [
        "/films/the-salt-year",
        "/people/marit-kaldestad",
        "/people/ada-brandt",
        "/tags/work",
        "/authors/ines-moreau",
    ] {
        assert!(hrefs.contains(&href.to_owned()), "{href}");
    }
    let reasons = select(&page, ".related p");
    assert!(!reasons.is_empty());
    for reason in reasons {
        let reason = reason.text().collect::<String>();
        let is_told = ["Also ", "Both speak of "]
            .iter()
            .any(|why| reason.starts_with(why));
        assert!(is_told, "{reason}");
    }
}

#[tokio::test]
async fn a_film_is_told_as_data_with_what_readers_gave_it() {
    let site = TestSite::demo().await;
    let data = |text: String| -> serde_json::Value {
        let page = scraper::Html::parse_document(&text);
        let script = select(&page, "script[type='application/ld+json']");
        serde_json::from_str(&script[0].text().collect::<String>()).unwrap()
    };
    let film = data(site.browser().get("/films/the-salt-year").await.text());
    assert_eq!(
        (&film["@type"], &film["name"]),
        (&"Movie".into(), &"The Salt Year".into())
    );
    assert!(film["aggregateRating"].is_null(), "nobody has rated it");
    let fields = [("form", "rate-film"), ("id", "1"), ("rating", "7")];
    site.browser().post("/films/the-salt-year", &fields).await;
    let film = data(site.browser().get("/films/the-salt-year").await.text());
    assert_eq!(film["aggregateRating"]["ratingValue"], 3.5);
    assert_eq!(film["aggregateRating"]["ratingCount"], 1);
    let author = data(site.browser().get("/authors/ines-moreau").await.text());
    assert_eq!(author["mainEntity"]["name"], "Ines Moreau");
}
