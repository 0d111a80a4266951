//! Stills: what is sent in, what is refused, and what they are chosen for.

mod emblems;
mod leaving;
mod refusals;

use std::{io::Cursor, path::Path};

use app::model::Role;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::Draft;
use crate::support::{Answer, Browser, TestSite, select, value, words};

const UPLOAD: &str = "/desk/stills/upload";

/// A picture of one colour.
fn jpeg(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let picture = RgbImage::from_pixel(width, height, Rgb([shade, 90, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

/// Another, in a format that tells when it is cut.
fn png(side: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(side, side, |x, y| {
        Rgb([(x * y % 251).to_le_bytes()[0], 9, 9])
    });
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// The body of a form with a picture, as a browser writes it.
fn body(file: &[u8], alt: &str, credit: &str) -> Vec<u8> {
    let mut body = Vec::new();
    body.extend_from_slice(
        b"--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"C:\\\\stills\\\\ferry.jpg\"\r\n\
          content-type: text/html\r\n\r\n",
    );
    body.extend_from_slice(file);
    for (name, text) in [("alt", alt), ("credit", credit)] {
        let head = format!("\r\n--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(text.as_bytes());
    }
    body.extend_from_slice(b"\r\n--cut--\r\n");
    body
}

async fn post(browser: &mut Browser, path: &str, body: Body, accept: &str) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .header(header::ACCEPT, accept)
        .header("sec-fetch-site", "same-origin");
    browser.send(request.body(body).unwrap()).await
}

/// Sends a picture in with the library's form.
async fn send(browser: &mut Browser, path: &str, file: &[u8]) -> Answer {
    let body = body(file, "A ferry at night", "Photo: Aud Lind");
    post(browser, path, Body::from(body), "text/html").await
}

/// Lists everything in a folder and those below, but the database.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.push(name);
            found.extend(files(&entry.path()));
        } else if !name.starts_with("foyer.db") {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_picture_is_sent_in_found_described_and_chosen_by_plain_forms() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    // The editor's button keeps what was typed and leads to the library.
    let led = draft.send(&mut author, "still", &[]).await;
    let library = format!("/desk/stills?for=review-{}", draft.id);
    led.led_to(&library);
    let page = author.get(&library).await.html();
    assert!(words(&page, ".notice").contains("Slow Ferry"));
    let form = select(&page, "form.still-upload")[0];
    assert_eq!(form.attr("enctype"), Some("multipart/form-data"));
    let action = form.attr("action").unwrap().to_owned();

    let sent = send(&mut author, &action, &jpeg(800, 400, 10)).await;
    sent.led_to(&format!("{}?done=still#editor-still", draft.path()));

    let editor = author.get(&draft.path()).await;
    let page = editor.html();
    assert_eq!(value(&page, "#editor", "still_alt"), "A ferry at night");
    assert_eq!(value(&page, "#editor", "still_credit"), "Photo: Aud Lind");
    assert!(
        editor.text().contains("There is *no* hurry."),
        "the text is kept"
    );
    let src = select(&page, ".desk-group__still")[0].attr("src").unwrap();
    assert!(src.ends_with("/800.webp"), "{src}");
    let picture = author.get(src).await;
    assert_eq!(picture.header("content-type"), "image/webp");
    let picture = author.get(&src.replace("/800.webp", "/640.jpg")).await;
    assert_eq!(picture.header("content-type"), "image/jpeg");

    // In the library it is found, described and put into another draft.
    let found = author.get("/desk/stills?q=FERRY").await.html();
    assert_eq!(select(&found, ".still-card").len(), 1);
    assert!(
        select(
            &author.get("/desk/stills?q=zeppelin").await.html(),
            ".still-card"
        )
        .is_empty()
    );
    let link = select(&found, ".still-card__link")[0];
    let path = link.attr("href").unwrap().to_owned();
    let sheet = author.get(&path).await;
    assert!(
        sheet.text().contains("ferry.jpg"),
        "only the end of the name"
    );
    assert!(!sheet.text().contains("C:"));
    assert!(words(&sheet.html(), ".still-uses").contains("Slow Ferry"));
    let other = Draft::begin(&mut author).await;
    let id = path.rsplit('/').next().unwrap();
    let target = format!("review-{}", other.id);
    let fields = [("form", "choose-still"), ("for", &*target), ("still", id)];
    let chosen = author.post("/desk/stills", &fields).await;
    chosen.led_to(&format!("{}?done=still#editor-still", other.path()));
    let page = author.get(&other.path()).await.html();
    assert_eq!(value(&page, "#editor", "still_alt"), "A ferry at night");
}

#[tokio::test]
async fn what_is_said_of_a_picture_is_changed_by_whoever_sent_it_in_and_by_editors() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let sent = send(&mut author, UPLOAD, &jpeg(80, 40, 10)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let path = sent
        .header("location")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let id = path.rsplit('/').next().unwrap().to_owned();
    let fields = |x: &'static str| {
        vec![
            ("form", "describe-still".to_owned()),
            ("still", id.clone()),
            ("alt", "A pier, and rain".to_owned()),
            ("credit", "Liv Dahl".to_owned()),
            ("focus_x", x.to_owned()),
            ("focus_y", "90".to_owned()),
        ]
    };
    let describe = async |browser: &mut Browser, x| {
        let fields = fields(x);
        let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        browser.post(&path, &fields).await
    };
    let refused = describe(&mut author, "left").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let page = refused.html();
    assert_eq!(
        value(&page, ".film-record", "focus_x"),
        "left",
        "it is kept as typed"
    );
    assert_eq!(
        words(&page, "#focus_x-error"),
        "Two whole numbers from 0 to 100."
    );

    describe(&mut author, "25")
        .await
        .led_to(&format!("{path}?done=saved"));
    let page = author.get(&path).await.html();
    assert_eq!(value(&page, ".film-record", "focus_x"), "25");
    assert_eq!(words(&page, "h1"), "A pier, and rain");

    site.clock.advance_seconds(60);
    let mut contributor = site.signed_in(Role::Contributor).await;
    assert_eq!(contributor.get(&path).await.status, StatusCode::OK);
    let refused = describe(&mut contributor, "1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let mut editor = site.signed_in(Role::Editor).await;
    describe(&mut editor, "30")
        .await
        .led_to(&format!("{path}?done=saved"));
}

#[tokio::test]
async fn the_same_picture_sent_in_twice_is_one() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let file = jpeg(80, 40, 10);
    let first = send(&mut author, UPLOAD, &file).await;
    let before = files(site.data());
    let again = send(&mut author, UPLOAD, &file).await;
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(files(site.data()), before);
}

#[tokio::test]
async fn the_desks_script_gets_what_it_writes_into_the_text() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let body = Body::from(body(&jpeg(80, 40, 10), "A [wide] ferry", "Aud \"A.\" Lind"));
    let sent = post(&mut author, UPLOAD, body, "application/json").await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    let still: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
    let markdown = still["markdown"].as_str().unwrap();
    assert!(
        markdown.starts_with("![A \\[wide\\] ferry](media:"),
        "{markdown}"
    );
    let credit = " \"Aud ”A.” Lind\")";
    assert!(
        markdown.ends_with(&format!("/80x40.webp{credit}")),
        "{markdown}"
    );
    // The library offers it in the same words.
    let found = author.get("/api/desk/stills?q=WIDE").await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.text());
    let found: serde_json::Value = serde_json::from_slice(&found.body).unwrap();
    assert_eq!(found[0]["value"], still["markdown"]);
    assert_eq!(found[0]["label"], "A [wide] ferry");
    assert_eq!(found[0]["note"], still["line"]["src"]);
    let none = author.get("/api/desk/stills?q=narrow").await;
    assert_eq!(none.text(), "[]");
    let stranger = site.browser().get("/api/desk/stills?q=").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    // In a text it has its size, so that nothing moves when it comes.
    let draft = Draft::begin(&mut author).await;
    draft
        .send(&mut author, "publish", &[("body", markdown)])
        .await;
    let page = site.browser().get("/reviews/slow-ferry").await.html();
    let picture = select(&page, ".figure img")[0];
    assert_eq!(picture.attr("width"), Some("80"));
    assert_eq!(picture.attr("height"), Some("40"));
    assert_eq!(picture.attr("alt"), Some("A [wide] ferry"));
    assert_eq!(words(&page, ".figure figcaption"), "Aud ”A.” Lind");
    let used = author
        .get(&format!("/desk/stills/{}", still["line"]["id"]))
        .await;
    assert!(words(&used.html(), ".still-uses").contains("Slow Ferry"));
}
