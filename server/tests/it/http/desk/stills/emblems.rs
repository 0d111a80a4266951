//! Portraits, the logo, the icon.

use app::model::Role;
use axum::http::StatusCode;

use super::{UPLOAD, jpeg, send};
use crate::support::{TestSite, select, words};

#[tokio::test]
async fn an_author_is_drawn_until_a_portrait_is_chosen() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/authors/ines-moreau").await.html();
    let drawn = select(&page, "svg.portrait text");
    assert_eq!(drawn.len(), 1, "somebody signs the demo's reviews");
    let email = site.author_account("ines-moreau").await;
    let mut author = site.browser();
    author
        .sign_in(&email, crate::support::PASSWORD)
        .await
        .led_to("/");
    let path = "/desk/authors/ines-moreau";
    let desk = author.get(path).await.html();
    let choose = select(&desk, ".author-portrait a")[0]
        .attr("href")
        .unwrap()
        .to_owned();
    assert_eq!(choose, "/desk/stills?for=author-ines-moreau");
    let library = author.get(&choose).await.html();
    let action = select(&library, ".still-upload")[0]
        .attr("action")
        .unwrap()
        .to_owned();
    let sent = send(&mut author, &action, &jpeg(700, 900, 10)).await;
    sent.led_to(&format!("{path}?done=1"));

    let page = site.browser().get("/authors/ines-moreau").await.html();
    assert!(
        select(&page, "svg.portrait").is_empty(),
        "the page is made anew"
    );
    let portrait = select(&page, "img.portrait")[0];
    assert!(portrait.attr("src").unwrap().ends_with("/640.webp"));
    assert_eq!(
        portrait.attr("class"),
        Some("portrait portrait--x5 portrait--y5")
    );

    let fields = [("form", "choose-still"), ("for", "author-ines-moreau")];
    author
        .post(path, &fields)
        .await
        .led_to(&format!("{path}?done=1"));
    let page = site.browser().get("/authors/ines-moreau").await.html();
    assert_eq!(select(&page, "svg.portrait").len(), 1);
}

#[tokio::test]
async fn the_owner_chooses_a_logo_and_an_icon_and_takes_them_away() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let refused = author.get("/desk/stills?for=logo").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let mut owner = site.signed_in(Role::Owner).await;
    let mut reader = site.browser();
    let before = reader.get("/").await.html();
    assert_eq!(words(&before, ".site-header__name"), "Foyer");
    for key in ["logo", "icon"] {
        let path = format!("{UPLOAD}?for={key}");
        let sent = send(&mut owner, &path, &jpeg(1280, 320, 10)).await;
        sent.led_to("/desk/settings?done=1");
    }
    let page = reader.get("/").await.html();
    let logo = select(&page, ".site-header__name img")[0];
    assert_eq!(logo.attr("alt"), Some("Foyer"));
    assert_eq!(
        (logo.attr("width"), logo.attr("height")),
        (Some("640"), Some("160"))
    );
    let src = logo.attr("src").unwrap();
    let icon = select(&page, "link[rel=icon]")[0];
    assert_eq!(icon.attr("href"), Some(src));
    assert_eq!(reader.get(src).await.status, StatusCode::OK);
    // Saving other settings leaves both as they are; a tick takes one away.
    let fields = [("form", "change-settings"), ("tagline", "Films, slowly.")];
    owner
        .post("/desk/settings", &fields)
        .await
        .led_to("/desk/settings?done=1");
    assert_eq!(
        select(&reader.get("/").await.html(), ".site-header__logo").len(),
        1
    );
    let fields = [("form", "change-settings"), ("logo", "")];
    owner
        .post("/desk/settings", &fields)
        .await
        .led_to("/desk/settings?done=1");
    let page = reader.get("/").await.html();
    assert_eq!(words(&page, ".site-header__name"), "Foyer");
    let icon = select(&page, "link[rel=icon]")[0].attr("href").unwrap();
    assert_eq!(icon.rsplit('.').next(), Some("webp"), "{icon}");
}
