//! Pages.

use super::{
    builders::{NOON, draft, insert_review, review, slug},
    store_tests,
};
use crate::store::{
    Conn, desk, pages,
    reviews::{self, NewReview},
};

store_tests!(
    conn: a_page_is_found_once_it_is_published,
    pages_are_listed_in_their_order_without_reviews,
);

fn page(slug: &str, seconds: i64) -> NewReview {
    NewReview {
        kind: "page",
        published_at: Some(NOON.plus_seconds(seconds)),
        ..review(slug)
    }
}

async fn a_page_is_found_once_it_is_published(conn: &mut Conn<'_>) {
    let hidden = NewReview {
        kind: "page",
        ..draft("privacy")
    };
    let id = reviews::insert(conn, &hidden).await.unwrap();
    insert_review(conn, "salt").await;
    for nothing in ["privacy", "salt", "missing"] {
        let found = pages::find(conn, &slug(nothing)).await.unwrap();
        assert!(found.is_none(), "{nothing}");
    }
    desk::update_published(conn, id, NOON).await.unwrap();
    let found = pages::find(conn, &slug("privacy")).await.unwrap().unwrap();
    assert_eq!(found.title, "Title of privacy");
    assert_eq!(found.body_html, "<p>A <em>quiet</em> film.</p>");
    assert_eq!(found.changed_at, NOON.0);
    let edited = NOON.plus_seconds(60);
    desk::update_edited(conn, id, edited).await.unwrap();
    let found = pages::find(conn, &slug("privacy")).await.unwrap().unwrap();
    assert_eq!(found.changed_at, edited.0);
    let as_review = reviews::find_published(conn, &slug("privacy")).await;
    assert!(as_review.unwrap().is_none(), "a page is no review");
}

async fn pages_are_listed_in_their_order_without_reviews(conn: &mut Conn<'_>) {
    insert_review(conn, "salt").await;
    reviews::insert(conn, &page("privacy", 60)).await.unwrap();
    reviews::insert(conn, &page("about", 0)).await.unwrap();
    let hidden = NewReview {
        kind: "page",
        ..draft("later")
    };
    reviews::insert(conn, &hidden).await.unwrap();
    let rows = pages::list(conn).await.unwrap();
    let names: Vec<_> = rows.iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(names, ["about", "privacy"]);
    assert_eq!(rows[1].changed_at, NOON.plus_seconds(60).0);
}
