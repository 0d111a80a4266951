//! Pictures put into a review that lacked them.

use app::model::Role;

use super::{
    builders::{NOON, insert_account, insert_review, picture},
    number, store_tests, texts,
};
use crate::store::{
    Conn, desk,
    drafts::{self, NewDraft},
    media,
};

store_tests!(conn:
    a_review_gets_other_pictures_and_a_still_where_it_has_none,
    a_draft_says_something_else_in_the_same_version,
);

async fn a_review_gets_other_pictures_and_a_still_where_it_has_none(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    insert_review(conn, "other").await;
    let first = media::find_or_insert(conn, &picture("a")).await.unwrap();
    let second = media::find_or_insert(conn, &picture("b")).await.unwrap();
    let still = "SELECT COALESCE(MAX(still_media_id), 0) FROM reviews";
    for (source, wanted, has) in [
        ("One.", None, 0),
        ("Two.", Some(first), first.0),
        ("Three.", Some(second), first.0),
        ("Four.", None, first.0),
    ] {
        let text = (source, "<p>…</p>", 7);
        desk::update_pictures(conn, review, text, wanted)
            .await
            .unwrap();
        assert_eq!(number(conn, still).await, has, "{source}");
        let row = desk::find(conn, review).await.unwrap().unwrap();
        assert_eq!(row.body_source, source);
    }
    let changed = "SELECT slug FROM reviews WHERE body_html = '<p>…</p>' AND body_rules = 7";
    assert_eq!(texts(conn, changed).await, ["salt-year"]);
}

async fn a_draft_says_something_else_in_the_same_version(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Owner).await;
    let draft = NewDraft {
        version: 3,
        title: "Salt".to_owned(),
        fields: "{\"a\":1}".to_owned(),
        has_changes: true,
    };
    let mut reviews = Vec::new();
    for slug in ["salt-year", "other"] {
        let review = insert_review(conn, slug).await;
        drafts::put(conn, review, &draft, account, NOON)
            .await
            .unwrap();
        reviews.push(review);
    }
    drafts::update_fields(conn, reviews[0], "{\"a\":2}")
        .await
        .unwrap();
    let row = drafts::find(conn, reviews[0]).await.unwrap().unwrap();
    assert_eq!((row.version, row.has_changes), (3, true));
    assert_eq!(row.fields, "{\"a\":2}");
    let other = drafts::find(conn, reviews[1]).await.unwrap().unwrap();
    assert_eq!(other.fields, "{\"a\":1}");
}
