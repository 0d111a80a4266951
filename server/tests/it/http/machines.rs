//! What programs read of a page besides its text: the sitemap, its data, its card.

use axum::http::StatusCode;
use quick_xml::{Reader, events::Event};
use serde_json::Value;

use crate::support::{TestSite, select};

/// Reads the texts of one element, with a parser that checks that every element ends.
fn texts(file: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(file);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut inside, mut found) = (0, false, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(start) => {
                depth += 1;
                inside = start.name().as_ref() == name;
            }
            Event::End(_) => {
                depth -= 1;
                inside = false;
            }
            Event::Text(text) if inside => found.push(text.to_string()),
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    found
}

#[tokio::test]
async fn the_sitemap_has_every_page_once_and_each_is_there() {
    let site = TestSite::demo().await;
    let answer = site.browser().get("/sitemap.xml").await;
    assert_eq!(
        answer.header("content-type"),
        "application/xml; charset=utf-8"
    );
    let text = answer.text();
    let places = texts(&text, "loc");
    let mut once = places.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), places.len());
    assert!(places.contains(&"http://reviews.example/reviews/inventory".to_owned()));
    for place in &places {
        let path = place.strip_prefix("http://reviews.example").unwrap();
        let page = site.browser().get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{place}");
        assert!(
            select(&page.html(), "meta[name=robots]").is_empty(),
            "{place}"
        );
    }
    assert!(texts(&text, "image:loc").len() >= 9);
    assert!(texts(&text, "lastmod").contains(&"2024-11-14T18:30:00Z".to_owned()));
    let part = site.browser().get("/sitemaps/1.xml").await;
    assert_eq!(part.status, StatusCode::NOT_FOUND, "one file has all");
}

#[tokio::test]
async fn robots_are_led_to_the_sitemap_of_this_address() {
    let site = TestSite::with(|options| options.origin = "https://salt.example".to_owned()).await;
    let text = site.browser().get("/robots.txt").await.text();
    assert!(text.contains("\nDisallow: /api/\n"), "{text}");
    assert!(
        text.contains("Sitemap: https://salt.example/sitemap.xml"),
        "{text}"
    );
}

async fn data(site: &TestSite, path: &str) -> Value {
    let page = site.browser().get(path).await.html();
    let scripts = select(&page, "script[type='application/ld+json']");
    assert_eq!(scripts.len(), 1, "{path}");
    serde_json::from_str(&scripts[0].text().collect::<String>()).unwrap()
}

/// Checks that a value has the fields schema.org's type needs for what search engines show.
fn assert_shape(value: &Value, kind: &str, fields: &[&str]) {
    assert_eq!(value["@type"], kind, "{value}");
    for field in fields {
        let has = match &value[field] {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(list) => !list.is_empty(),
            _ => true,
        };
        assert!(has, "{kind} has no {field}: {value}");
    }
}

#[tokio::test]
async fn a_review_is_told_as_data_with_its_film_its_rating_and_its_comments() {
    let site = TestSite::demo().await;
    let id = site
        .browser()
        .comment("the-salt-year", "||The dike|| </script><script>x()")
        .await
        .landed();
    let review = data(&site, "/reviews/the-salt-year").await;
    let fields = [
        "name",
        "author",
        "datePublished",
        "itemReviewed",
        "reviewRating",
        "image",
        "url",
        "description",
    ];
    assert_shape(&review, "Review", &fields);
    assert_eq!(review["@context"], "https://schema.org");
    assert_eq!(
        review["url"],
        "http://reviews.example/reviews/the-salt-year"
    );
    assert_eq!(review["author"][0]["name"], "Ines Moreau");
    let film = &review["itemReviewed"];
    assert_shape(
        film,
        "Movie",
        &[
            "name",
            "director",
            "actor",
            "countryOfOrigin",
            "datePublished",
            "duration",
        ],
    );
    assert_eq!(film["director"][0]["@type"], "Person");
    assert_eq!(film["director"][0]["name"], "Marit Kaldestad");
    let rating = &review["reviewRating"];
    assert_shape(
        rating,
        "Rating",
        &["ratingValue", "bestRating", "worstRating"],
    );
    assert_eq!(
        (
            rating["ratingValue"].as_f64(),
            rating["bestRating"].as_i64()
        ),
        (Some(2.5), Some(4))
    );
    let comments = review["comment"].as_array().unwrap();
    assert_eq!(
        review["commentCount"].as_u64(),
        u64::try_from(comments.len()).ok()
    );
    for comment in comments {
        assert_shape(
            comment,
            "Comment",
            &["text", "author", "datePublished", "url"],
        );
        let id = comment["url"].as_str().unwrap().rsplit('/').next().unwrap();
        assert!(
            comment["parentItem"].is_null() || comment["parentItem"]["@id"] != comment["@id"],
            "{id}"
        );
    }
    let mine = comments
        .iter()
        .find(|comment| comment["url"] == format!("http://reviews.example/comments/{id}"))
        .unwrap();
    assert_eq!(mine["text"], "[spoiler] </script><script>x()");
}

#[tokio::test]
async fn a_shared_address_has_a_card_and_a_picture_that_is_one() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/reviews/inventory").await.html();
    let meta = |name: &str| {
        let found = select(
            &page,
            &format!("meta[property='{name}'], meta[name='{name}']"),
        );
        assert_eq!(found.len(), 1, "{name}");
        found[0].attr("content").unwrap().to_owned()
    };
    assert_eq!(meta("og:title"), "Inventory");
    assert_eq!(meta("og:type"), "article");
    assert_eq!(meta("og:url"), "http://reviews.example/reviews/inventory");
    assert_eq!(meta("og:site_name"), "Foyer");
    assert_eq!(meta("twitter:card"), "summary_large_image");
    assert!(
        meta("og:description").contains("stocktaker"),
        "{}",
        meta("og:description")
    );
    assert!(meta("article:published_time").starts_with("2024-"));
    let image = meta("og:image");
    let path = image.strip_prefix("http://reviews.example").unwrap();
    let answer = site.browser().get(path).await;
    assert_eq!(answer.header("content-type"), "image/png");
    assert!(answer.header("etag").starts_with('"'));
    let picture =
        image::load_from_memory_with_format(&answer.body, image::ImageFormat::Png).unwrap();
    assert_eq!(picture.width().to_string(), meta("og:image:width"));
    assert_eq!(picture.height().to_string(), meta("og:image:height"));
    // A drawing is no picture for other sites, so a review with one has a card as well.
    let drawn = site.browser().get("/reviews/the-salt-year").await.text();
    assert!(drawn.contains("content=\"http://reviews.example/reviews/the-salt-year/card.png\""));
    assert_eq!(
        site.browser().get("/reviews/none/card.png").await.status,
        StatusCode::NOT_FOUND
    );
}
