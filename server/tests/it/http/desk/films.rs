//! The records of films.

use app::model::Role;
use axum::http::StatusCode;

use super::Draft;
use crate::support::{Browser, TestSite, select, value, words};

/// Sends the form of a record as it stands, with some fields changed.
async fn change(browser: &mut Browser, path: &str, own: &[(&str, &str)]) -> crate::support::Answer {
    let page = browser.get(path).await.html();
    let mut fields = Vec::new();
    for field in select(&page, ".film-record [name]") {
        let name = field.attr("name").unwrap().to_owned();
        let typed = own.iter().find(|(key, _)| *key == name);
        let value = match typed {
            Some((_, typed)) => (*typed).to_owned(),
            None => value(&page, ".film-record", &name),
        };
        fields.push((name, value));
    }
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

#[tokio::test]
async fn one_record_serves_every_review_and_keeps_its_history() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    let page = editor.get("/desk/reviews/1").await.html();
    let path = select(&page, ".film-chip a")[0]
        .attr("href")
        .unwrap()
        .to_owned();
    let mut reader = site.browser();
    let before = reader.get("/reviews/the-salt-year").await.text();
    assert!(!before.contains("Zanzibar"));

    let own = [
        ("countries", "Norway, dk"),
        ("cast", "Tor Vik as The foreman\nLiv Zanzibar"),
        ("budget", "4,000,000 NOK"),
    ];
    let done = change(&mut editor, &path, &own).await;
    done.led_to(&format!("{path}?done=film"));

    for place in [
        "/reviews/the-salt-year",
        "/films/the-salt-year",
        "/people/liv-zanzibar",
    ] {
        let page = reader.get(place).await;
        assert_eq!(page.status, StatusCode::OK, "{place}");
        assert!(page.text().contains("Zanzibar"), "{place}");
    }
    let page = reader.get("/reviews/the-salt-year").await.text();
    assert!(page.contains("Denmark") && page.contains("4 million NOK"));
    let record = editor.get(&path).await.html();
    let history = words(&record, ".film-history");
    assert!(history.contains("The editor") && history.contains("Liv Zanzibar"));
    assert_eq!(value(&record, ".film-record", "budget"), "4000000 NOK");
    // Sent once more as it stands it is no change.
    change(&mut editor, &path, &[]).await;
    let again = editor.get(&path).await.html();
    assert_eq!(select(&again, ".film-history > li").len(), 1);
}

#[tokio::test]
async fn a_record_that_somebody_changed_meanwhile_is_not_overwritten() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    let path = "/desk/films/1";
    let opened = editor.get(path).await.html();
    let title = value(&opened, ".film-record", "title");
    change(&mut editor, path, &[("year", "1999")]).await;
    let fields = [
        ("form", "film-record"),
        ("film", "1"),
        ("version", "0"),
        ("title", title.as_str()),
        ("year", "1998"),
    ];
    let refused = editor.post(path, &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let html = refused.html();
    assert_eq!(value(&html, ".film-record", "year"), "1998");
    assert!(words(&html, "[role=alert]").contains("1999"));
}

#[tokio::test]
async fn a_film_is_made_of_a_line_of_credits_and_wrong_fields_come_back() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let own = [
        ("title", "Slow Ferry"),
        ("year", "19"),
        ("countries", "Atlantis"),
        (
            "credits",
            "Director: Aud Lind. With: Tor Vik, Liv Dahl. Norway, 103 min. IMDb: 7.2.",
        ),
    ];
    let refused = change(&mut author, "/desk/films", &own).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let html = refused.html();
    for (name, typed) in own {
        assert_eq!(value(&html, ".film-record", name), typed);
    }
    assert!(!words(&html, "#year-error").is_empty());
    let own = [own[0], ("year", "2019"), ("countries", ""), own[3]];
    let made = change(&mut author, "/desk/films", &own).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let record = author.get(made.header("location")).await.html();
    for (name, said) in [
        ("directors", "Aud Lind"),
        ("cast", "Tor Vik\nLiv Dahl"),
        ("countries", "Norway"),
        ("runtime", "103"),
        ("year", "2019"),
        ("outside_value", "7.2"),
    ] {
        assert_eq!(value(&record, ".film-record", name), said, "{name}");
    }
    // A review that names it is of this film.
    let draft = Draft::begin(&mut author).await;
    draft
        .send(
            &mut author,
            "save",
            &[("film", "slow ferry"), ("credits", "")],
        )
        .await;
    let editor = author.get(&draft.path()).await.html();
    assert_eq!(words(&editor, ".film-chip__name"), "Slow Ferry");
}
