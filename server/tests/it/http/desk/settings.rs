//! What the owner sets, and that every page shows it on the next request.

use app::model::Role;
use axum::http::StatusCode;

use crate::support::{Browser, TestSite, select, value, words};

/// Sends the form of the settings with some of them changed.
async fn change(browser: &mut Browser, changes: &[(&str, &str)]) -> crate::support::Answer {
    let mut form = vec![("form", "change-settings")];
    form.extend_from_slice(changes);
    browser.post("/desk/settings", &form).await
}

async fn set(browser: &mut Browser, changes: &[(&str, &str)]) {
    change(browser, changes)
        .await
        .led_to("/desk/settings?done=1");
}

#[tokio::test]
async fn settings_are_the_owners() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    let page = editor.get("/desk/settings").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let refused = change(&mut editor, &[("name", "Mine")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    site.browser()
        .get("/desk/settings")
        .await
        .led_to("/sign-in?next=/desk/settings");
}

#[tokio::test]
async fn the_next_request_shows_what_was_set() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut reader = site.browser();
    let before = reader.get("/reviews/the-salt-year").await;
    assert!(reader.get("/theme.css").await.status == StatusCode::NOT_FOUND);
    set(
        &mut owner,
        &[
            ("name", "Salt & Light"),
            ("tagline", "Films, slowly."),
            ("language", "nb"),
            ("direction", "rtl"),
            ("time_zone", "Pacific/Auckland"),
            ("accent", "8A1C2B"),
            (
                "footer_links",
                "Letters | /pages/letters\r\nClub | https://club.example/",
            ),
        ],
    )
    .await;
    let home = reader.get("/").await.html();
    assert_eq!(words(&home, ".site-header__name"), "Salt & Light");
    let root = select(&home, "html")[0];
    assert_eq!(
        (root.attr("lang"), root.attr("dir")),
        (Some("nb"), Some("rtl"))
    );
    let footer = words(&home, ".site-footer nav");
    assert!(footer.starts_with("LettersClub"), "{footer}");
    let sheet = select(&home, "link[href^='/theme.css']")[0];
    assert_eq!(sheet.attr("href"), Some("/theme.css?8a1c2b"));
    let theme = reader.get("/theme.css?8a1c2b").await;
    assert_eq!(theme.header("content-type"), "text/css; charset=utf-8");
    assert!(
        theme.text().contains("--accent:#8a1c2b"),
        "{}",
        theme.text()
    );
    let after = reader.get("/reviews/the-salt-year").await;
    assert_ne!(before.header("etag"), after.header("etag"));
    assert!(
        after.text().contains("+13:00\""),
        "times are of the new zone"
    );

    let page = owner.get("/desk/settings").await.html();
    assert_eq!(value(&page, ".settings", "name"), "Salt & Light");
    let history = words(&page, ".film-history");
    assert!(history.contains("Name: "), "{history}");
    assert!(
        history.contains("Salt & Light") && history.contains("The owner"),
        "{history}"
    );

    // What is set again as it is makes no history.
    let lines = select(&page, ".film-history li").len();
    set(&mut owner, &[("name", "Salt & Light")]).await;
    let page = owner.get("/desk/settings").await.html();
    assert_eq!(select(&page, ".film-history li").len(), lines);

    // And a server that starts again has them.
    let site = site.restarted().await;
    let home = site.browser().get("/").await.html();
    assert_eq!(words(&home, ".site-header__name"), "Salt & Light");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_it_and_nothing_is_changed() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let refused = change(
        &mut owner,
        &[
            ("name", "Salt"),
            ("accent", "#ffee00"),
            ("thread_roots", "many"),
        ],
    )
    .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let page = refused.html();
    assert_eq!(
        value(&page, ".settings", "name"),
        "Salt",
        "what was typed stands"
    );
    assert!(words(&page, "#accent-error").contains("Too pale"));
    assert!(!words(&page, "#thread_roots-error").is_empty());
    let home = site.browser().get("/").await.html();
    assert_ne!(words(&home, ".site-header__name"), "Salt");
}

#[tokio::test]
async fn ratings_are_shown_on_the_new_scale_and_kept_on_the_old() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut reader = site.browser();
    let figure = async |reader: &mut Browser| {
        let page = reader.get("/reviews/the-salt-year").await.html();
        words(&page, ".rating--large .rating__figure")
    };
    let first = figure(&mut reader).await;
    let points: f64 = first
        .trim_start_matches("Rated ")
        .split('/')
        .next()
        .unwrap()
        .replace('½', ".5")
        .parse()
        .unwrap();
    set(
        &mut owner,
        &[
            ("rating_scale", "8"),
            ("rating_marks", "figures"),
            (
                "rating_labels",
                &format!("{} As good as it gets", points * 2.0),
            ),
        ],
    )
    .await;
    let page = reader.get("/reviews/the-salt-year").await.html();
    assert_eq!(
        words(&page, ".rating--large .rating__figure"),
        format!("Rated {}/8", points * 2.0)
    );
    assert_eq!(words(&page, ".rating__label"), "As good as it gets");
    assert!(select(&page, ".rating__marks").is_empty());
    let archive = reader.get("/archive").await.html();
    let link = select(&archive, ".facet a[href*='rating=']")
        .into_iter()
        .find(|link| {
            link.text()
                .collect::<String>()
                .starts_with(&format!("{}/8", points * 2.0))
        })
        .unwrap();
    let narrowed = reader.get(link.attr("href").unwrap()).await.html();
    assert!(!select(&narrowed, "a[href='/reviews/the-salt-year']").is_empty());
    let old = reader.get("/archive?rating=2.5-4").await.html();
    assert!(words(&old, ".chosen").contains("Rating: 5/8"));
    let data = words(&page, "script[type='application/ld+json']");
    assert!(
        data.contains("\"bestRating\":8") || data.contains("\"bestRating\":\"8\""),
        "{data}"
    );
    set(
        &mut owner,
        &[("rating_scale", "4"), ("rating_marks", "stars")],
    )
    .await;
    assert_eq!(
        figure(&mut reader).await,
        first,
        "nothing was lost on the way"
    );
    let page = reader.get("/reviews/the-salt-year").await.html();
    assert!(
        !select(&page, ".rating--large path.on").is_empty(),
        "stars are drawn"
    );
}

#[tokio::test]
async fn the_conversation_follows_its_settings() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut reader = site.browser();
    set(
        &mut owner,
        &[
            ("thread_order", "newest"),
            ("thread_roots", "5"),
            ("comment_every_seconds", "0"),
            ("comments_per_minute", "0"),
        ],
    )
    .await;
    for number in 1..=7 {
        let sent = reader
            .comment("low-season", &format!("Thought number {number}."))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    }
    let shown = site.browser().get("/reviews/low-season").await.html();
    let here = select(&shown, ".comments__sort [aria-current]")[0];
    assert_eq!(here.text().collect::<String>(), "Newest");
    assert_eq!(here.attr("href"), Some("/reviews/low-season#comments"));
    let text = words(&shown, ".comments");
    assert!(
        text.contains("number 7") && !text.contains("number 1."),
        "{text}"
    );
    assert!(!select(&shown, ".pagination").is_empty());
    let oldest = site
        .browser()
        .get("/reviews/low-season?sort=oldest")
        .await
        .html();
    let text = words(&oldest, ".comments");
    assert!(!text.contains("number 7."), "{text}");
    // The place of a comment is found also when it is not on the first page.
    let link = select(&shown, "a[href^='/comments/']");
    assert!(!link.is_empty());

    set(&mut owner, &[("comments_close_after_days", "3")]).await;
    let closed = reader.comment("low-season", "Too late?").await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN, "{}", closed.text());
    assert!(
        closed.text().contains("Too late?"),
        "what was typed is still there"
    );
    let page = site.browser().get("/reviews/low-season").await.html();
    assert!(select(&page, "#leave-a-reply textarea").is_empty());

    let mut author = owner;
    set(&mut author, &[("comments_open", "no")]).await;
    let draft = super::Draft::begin(&mut author).await;
    let editor = author.get(&draft.path()).await.html();
    let is_open = select(&editor, "[name=comments_open][checked]");
    assert!(is_open.is_empty(), "new reviews are closed");
}
