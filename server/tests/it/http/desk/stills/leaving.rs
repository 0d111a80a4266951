//! Pictures that leave the library, and the room they take.

use std::{
    fs,
    time::{Duration, UNIX_EPOCH},
};

use app::model::Role;
use axum::http::StatusCode;
use server::clock::Clock as _;

use super::{Draft, UPLOAD, files, jpeg, send};
use crate::support::{Answer, Browser, TestSite, select, words};

const A_DAY: i64 = 24 * 60 * 60;

/// Sends a picture in and returns the address of its page.
async fn sent(browser: &mut Browser, shade: u8) -> String {
    let sent = send(browser, UPLOAD, &jpeg(80, 40, shade)).await;
    let place = sent.header("location").split('?').next();
    place.unwrap().to_owned()
}

async fn act(browser: &mut Browser, form: &str, path: &str) -> Answer {
    let id = path.rsplit('/').next().unwrap();
    browser.post(path, &[("form", form), ("still", id)]).await
}

async fn cards(browser: &mut Browser) -> usize {
    let page = browser.get("/desk/stills").await.html();
    select(&page, ".still-card__title")
        .iter()
        .filter(|title| title.text().any(|text| text == "A ferry at night"))
        .count()
}

#[tokio::test]
async fn a_picture_that_nothing_uses_is_deleted_put_back_and_gone_after_a_day() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let before = files(site.data());
    let path = sent(&mut author, 10).await;
    let src = select(&author.get(&path).await.html(), ".still-focus img")[0]
        .attr("src")
        .unwrap()
        .to_owned();
    assert_eq!(cards(&mut author).await, 1);

    act(&mut author, "delete-still", &path).await.led_to(&path);
    assert_eq!(cards(&mut author).await, 0);
    let page = author.get(&path).await.html();
    assert!(words(&page, ".notice").contains("It can be put back until"));
    assert!(select(&page, ".film-record").is_empty());
    // Nobody can choose what is on its way out.
    let draft = Draft::begin(&mut author).await;
    let target = format!("review-{}", draft.id);
    let id = path.rsplit('/').next().unwrap();
    let fields = [("form", "choose-still"), ("for", &*target), ("still", id)];
    let chosen = author.post("/desk/stills", &fields).await;
    assert_eq!(chosen.status, StatusCode::NOT_FOUND);

    act(&mut author, "restore-still", &path)
        .await
        .led_to(&format!("{path}?done=restored"));
    assert_eq!(cards(&mut author).await, 1);

    act(&mut author, "delete-still", &path).await;
    site.clock.advance_seconds(A_DAY - 1);
    // Sent once more, the day does not begin again.
    act(&mut author, "delete-still", &path).await;
    assert_eq!(site.sweep_library().await, 0, "it can still be put back");
    assert_eq!(site.browser().get(&src).await.status, StatusCode::OK);
    site.clock.advance_seconds(2);
    assert_eq!(site.sweep_library().await, 1);
    assert_eq!(author.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.browser().get(&src).await.status, StatusCode::NOT_FOUND);
    assert_eq!(files(site.data()), before, "nothing is left of it");
    let late = act(&mut author, "restore-still", &path).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_something_uses_is_not_deleted_and_it_is_said_what_does() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let path = sent(&mut author, 10).await;
    let sheet = author.get(&path).await.html();
    let markdown = select(&sheet, "#markdown")[0]
        .attr("value")
        .unwrap()
        .to_owned();
    let draft = Draft::begin(&mut author).await;
    draft
        .send(&mut author, "save", &[("body", &markdown)])
        .await;

    let refused = act(&mut author, "delete-still", &path).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let page = refused.html();
    assert!(words(&page, ".error-summary").contains("something uses it"));
    assert!(words(&page, ".still-uses").contains("Slow Ferry"));
    assert!(select(&page, ".still-removal").is_empty());
    // The library's list says so as well, though it stands inside a text.
    let list = author.get("/desk/stills").await.html();
    let card = words(&list, ".still-card");
    assert!(
        card.contains("Used in") && card.contains("Slow Ferry"),
        "{card}"
    );

    // A text that named it while it was deleted keeps it.
    draft
        .send(&mut author, "save", &[("body", "Nothing.")])
        .await;
    act(&mut author, "delete-still", &path).await.led_to(&path);
    draft
        .send(&mut author, "save", &[("body", &markdown)])
        .await;
    site.clock.advance_seconds(A_DAY + 1);
    assert_eq!(site.sweep_library().await, 0);
    assert_eq!(cards(&mut author).await, 1);
}

#[tokio::test]
async fn only_whoever_sent_it_in_and_editors_delete_a_picture() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let path = sent(&mut author, 10).await;
    let mut contributor = site.signed_in(Role::Contributor).await;
    let page = contributor.get(&path).await.html();
    assert!(select(&page, ".still-removal").is_empty());
    let refused = act(&mut contributor, "delete-still", &path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let nobody = act(&mut site.browser(), "delete-still", &path).await;
    assert!(nobody.status == StatusCode::UNAUTHORIZED || nobody.status == StatusCode::SEE_OTHER);
    assert_eq!(cards(&mut author).await, 1);
    let mut editor = site.signed_in(Role::Editor).await;
    act(&mut editor, "delete-still", &path).await.led_to(&path);
    assert_eq!(cards(&mut author).await, 0);
}

#[tokio::test]
async fn the_same_picture_sent_in_again_is_back() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let path = sent(&mut author, 10).await;
    act(&mut author, "delete-still", &path).await.led_to(&path);
    assert_eq!(sent(&mut author, 10).await, path);
    assert_eq!(cards(&mut author).await, 1);
}

#[tokio::test]
async fn files_of_no_picture_are_swept_when_they_are_a_day_old() {
    let site = TestSite::demo().await;
    let media = site.data().join("media");
    let kept = files(site.data());
    let orphan = media.join("a".repeat(64));
    fs::create_dir(&orphan).unwrap();
    fs::write(orphan.join("640.webp"), b"half").unwrap();
    // What is no picture's is not ours to remove.
    fs::create_dir(media.join("mine")).unwrap();
    let made = site.clock.now().plus_seconds(60 - A_DAY).0;
    let made = UNIX_EPOCH + Duration::from_micros(u64::try_from(made).unwrap());
    fs::File::open(&orphan).unwrap().set_modified(made).unwrap();
    assert_eq!(
        site.sweep_library().await,
        0,
        "an upload may still be at it"
    );
    site.clock.advance_seconds(120);
    assert_eq!(site.sweep_library().await, 1);
    fs::remove_dir(media.join("mine")).unwrap();
    assert_eq!(files(site.data()), kept);
}

#[tokio::test]
async fn a_library_that_is_full_takes_no_more_until_something_is_deleted() {
    let site = TestSite::with(|options| options.limits.library_megabytes = 1).await;
    site.sweep_library().await;
    let mut author = site.signed_in(Role::Author).await;
    let path = sent(&mut author, 10).await;
    let media = site.data().join("media").join("b".repeat(64));
    fs::create_dir(&media).unwrap();
    fs::write(media.join("640.webp"), vec![0; 1_000_000]).unwrap();
    site.sweep_library().await;
    let refused = send(&mut author, UPLOAD, &jpeg(80, 40, 20)).await;
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(words(&refused.html(), "#file-error").contains("no room left"));
    assert_eq!(cards(&mut author).await, 1);
    assert_eq!(author.get(&path).await.status, StatusCode::OK);

    fs::remove_dir_all(&media).unwrap();
    site.sweep_library().await;
    sent(&mut author, 20).await;
    assert_eq!(cards(&mut author).await, 2);
}
