//! What is refused, and that nothing of it is left.

use app::model::Role;
use axum::{
    body::{Body, Bytes},
    http::StatusCode,
};

use super::{Draft, UPLOAD, body, files, jpeg, png, post, send};
use crate::support::{TestSite, select, value, words};

#[tokio::test]
async fn what_is_no_picture_is_refused_in_plain_words_and_leaves_nothing() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let before = files(site.data());
    // The head of a lossless WebP, 40 bytes, that claims to be as large as one can be.
    let mut claim = b"RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f".to_vec();
    claim.extend((0x3ffe_u32 | 0x3ffe << 14).to_le_bytes());
    claim.resize(40, 0);
    let whole = png(300);
    let large = vec![7; 21 * 1024 * 1024];
    for (what, file, status, said) in [
        (
            "a drawing",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".as_slice(),
            400,
            "JPEG, PNG",
        ),
        ("a claim", &claim, 400, "more pixels"),
        ("half of one", &whole[..whole.len() / 2], 400, "JPEG, PNG"),
        ("nothing", b"", 400, "Choose a picture first"),
        ("a large one", &large, 413, "at most 20 MB"),
    ] {
        let refused = send(&mut author, UPLOAD, file).await;
        assert_eq!(refused.status.as_u16(), status, "{what}");
        let page = refused.html();
        assert!(words(&page, "#file-error").contains(said), "{what}");
        assert_eq!(
            value(&page, ".still-upload", "alt"),
            "A ferry at night",
            "{what}"
        );
        assert_eq!(
            value(&page, ".still-upload", "credit"),
            "Photo: Aud Lind",
            "{what}"
        );
        let json = post(
            &mut author,
            UPLOAD,
            Body::from(body(file, "", "")),
            "application/json",
        );
        let json = json.await;
        assert_eq!(json.status.as_u16(), status, "{what}");
        assert!(json.text().contains("Picture"), "{what}: {}", json.text());
    }
    assert_eq!(files(site.data()), before);
    let library = author.get("/desk/stills?q=ferry.jpg").await.html();
    assert!(select(&library, ".still-card").is_empty());
}

#[tokio::test]
async fn a_connection_that_is_cut_leaves_nothing() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let before = files(site.data());
    let file = jpeg(300, 300, 10);
    let whole = body(&file, "A ferry", "");
    // The line breaks off in the middle of the picture.
    let half = Bytes::copy_from_slice(&whole[..whole.len() / 2]);
    let gone = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let parts: [Result<Bytes, std::io::Error>; 2] = [Ok(half.clone()), Err(gone)];
    let cut = Body::from_stream(futures::stream::iter(parts));
    let refused = post(&mut author, UPLOAD, cut, "text/html").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(words(&refused.html(), "#file-error").contains("did not arrive whole"));
    // It ends early without an error, or is no form of several parts at all.
    let refused = post(&mut author, UPLOAD, Body::from(half), "text/html").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let refused = author.post(UPLOAD, &[("form", "upload-still")]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(files(site.data()), before);
}

#[tokio::test]
async fn only_those_who_write_send_pictures_in() {
    let site = TestSite::demo().await;
    let file = jpeg(80, 40, 10);
    let before = files(site.data());
    let mut nobody = site.browser();
    let led = send(&mut nobody, &format!("{UPLOAD}?for=review-1"), &file).await;
    led.led_to("/sign-in?next=/desk/stills%3Ffor%3Dreview-1");
    let data = post(
        &mut nobody,
        UPLOAD,
        Body::from(body(&file, "", "")),
        "application/json",
    );
    assert_eq!(data.await.status, StatusCode::UNAUTHORIZED);
    for role in [Role::Member, Role::Moderator] {
        let mut other = site.signed_in(role).await;
        let refused = send(&mut other, UPLOAD, &file).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
        let page = other.get("/desk/stills").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    assert_eq!(files(site.data()), before);
    nobody
        .get(UPLOAD)
        .await
        .led_to("/sign-in?next=/desk/stills/upload");
}

#[tokio::test]
async fn a_picture_goes_into_nobody_elses_draft_or_portrait() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let draft = Draft::begin(&mut owner).await;
    draft.send(&mut owner, "save", &[]).await;
    let mut author = site.signed_in(Role::Author).await;
    for target in [
        format!("review-{}", draft.id),
        "author-the-owner".to_owned(),
    ] {
        let page = author.get(&format!("/desk/stills?for={target}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{target}");
        assert!(!page.text().contains("Slow Ferry"));
        let path = format!("{UPLOAD}?for={target}");
        let refused = send(&mut author, &path, &jpeg(80, 40, 10)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{target}");
        let fields = [
            ("form", "choose-still"),
            ("for", target.as_str()),
            ("still", "1"),
        ];
        let refused = author.post("/desk/stills", &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{target}");
    }
    let page = owner.get(&draft.path()).await.html();
    assert_eq!(value(&page, "#editor", "still"), "");
}
