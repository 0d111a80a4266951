//! Pictures.

use super::{builders::picture, number, refusal, store_tests, texts};
use crate::store::{
    Conn, Constraint,
    media::{self, MediaRow},
    reviews::{self, NewReview, NewStill},
};

store_tests!(conn:
    a_picture_is_kept_once_by_its_digest,
    a_picture_keeps_what_its_files_are,
    an_unknown_picture_cannot_open_a_review,
);

async fn a_picture_is_kept_once_by_its_digest(conn: &mut Conn<'_>) {
    let first = media::find_or_insert(conn, &picture("a")).await.unwrap();
    let renamed = MediaRow {
        name: "copy.png".to_owned(),
        ..picture("a")
    };
    let again = media::find_or_insert(conn, &renamed).await.unwrap();
    let other = media::find_or_insert(conn, &picture("b")).await.unwrap();

    assert_eq!(again, first);
    assert_ne!(other, first);
    assert_eq!(number(conn, "SELECT COUNT(*) FROM media").await, 2);
}

async fn a_picture_keeps_what_its_files_are(conn: &mut Conn<'_>) {
    media::find_or_insert(conn, &picture("a")).await.unwrap();

    let files = "SELECT extension || ' ' || widths || ' ' || name FROM media";
    assert_eq!(
        texts(conn, files).await,
        ["webp 400,800,1600 lighthouse.png"]
    );
    let width = "SELECT CAST(width AS BIGINT) FROM media";
    assert_eq!(number(conn, width).await, 1600);
    let height = "SELECT CAST(height AS BIGINT) FROM media";
    assert_eq!(number(conn, height).await, 900);
}

async fn an_unknown_picture_cannot_open_a_review(conn: &mut Conn<'_>) {
    let still = NewStill {
        media: Some(app::model::MediaId(404)),
        ..NewStill::default()
    };
    let review = NewReview {
        still,
        ..super::builders::review("salt-year")
    };
    let outcome = reviews::insert(conn, &review).await;
    assert_eq!(refusal(outcome), Some(Constraint::Reference));
}
