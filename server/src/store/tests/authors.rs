//! Authors.

use app::model::{Author, AuthorId};

use super::{
    builders::{insert_review, slug},
    execute, is_corrupt, refusal, store_tests, texts,
};
use crate::store::{Conn, Constraint, authors};

store_tests!(conn:
    an_author_is_made_once_and_stays_as_first_written,
    authors_are_listed_in_the_order_they_sign,
    a_review_may_be_signed_by_nobody,
    an_unknown_author_cannot_sign,
    an_authors_slug_that_is_none_is_reported,
    an_author_is_found_by_name_and_signs_anew,
);

async fn an_author_is_made_once_and_stays_as_first_written(conn: &mut Conn<'_>) {
    let first = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "Writes at night.")
        .await
        .unwrap();
    let again = authors::find_or_insert(conn, &slug("aud-lind"), "Another", "Else.")
        .await
        .unwrap();
    let other = authors::find_or_insert(conn, &slug("bo-ek"), "Bo Ek", "")
        .await
        .unwrap();

    assert_eq!(again, first);
    assert_ne!(other, first);
    let rows = texts(
        conn,
        "SELECT name || '/' || biography FROM authors ORDER BY id",
    )
    .await;
    assert_eq!(rows, ["Aud Lind/Writes at night.", "Bo Ek/"]);
}

async fn authors_are_listed_in_the_order_they_sign(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    let stranger = authors::find_or_insert(conn, &slug("stranger"), "Stranger", "")
        .await
        .unwrap();
    assert!(!authors::signs(conn, stranger, review).await.unwrap());
    let aud = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    let bo = authors::find_or_insert(conn, &slug("bo-ek"), "Bo Ek", "")
        .await
        .unwrap();

    authors::insert_for_review(conn, review, &[bo, aud])
        .await
        .unwrap();
    authors::insert_for_review(conn, other, &[aud])
        .await
        .unwrap();

    let signed = authors::list_for_review(conn, review).await.unwrap();
    let author = |text, name: &str| Author {
        slug: slug(text),
        name: name.to_owned(),
    };
    assert_eq!(
        signed,
        [author("bo-ek", "Bo Ek"), author("aud-lind", "Aud Lind")]
    );
}

async fn a_review_may_be_signed_by_nobody(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    authors::insert_for_review(conn, review, &[]).await.unwrap();
    assert_eq!(authors::list_for_review(conn, review).await.unwrap(), []);
}

async fn an_unknown_author_cannot_sign(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let outcome = authors::insert_for_review(conn, review, &[AuthorId(404)]).await;
    assert_eq!(refusal(outcome), Some(Constraint::Reference));
}

async fn an_authors_slug_that_is_none_is_reported(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let aud = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    authors::insert_for_review(conn, review, &[aud])
        .await
        .unwrap();
    execute(conn, "UPDATE authors SET slug = 'No Slug'").await;

    let outcome = authors::list_for_review(conn, review).await;

    assert!(is_corrupt(outcome, ("authors", "slug")));
}

async fn an_author_is_found_by_name_and_signs_anew(conn: &mut Conn<'_>) {
    let aud = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    let tor = authors::find_or_insert(conn, &slug("tor"), "Tor Vik", "")
        .await
        .unwrap();
    for (name, found) in [
        ("aud lind", Some(aud)),
        ("Tor Vik", Some(tor)),
        ("tor", Some(tor)),
        ("Liv", None),
    ] {
        assert_eq!(
            authors::find_by_name(conn, name).await.unwrap(),
            found,
            "{name}"
        );
    }
    let review = insert_review(conn, "salt").await;
    authors::insert_for_review(conn, review, &[aud])
        .await
        .unwrap();
    authors::delete_for_review(conn, review).await.unwrap();
    assert!(!authors::signs(conn, aud, review).await.unwrap());
    authors::insert_for_review(conn, review, &[tor, aud])
        .await
        .unwrap();
    let names = authors::list_for_review(conn, review).await.unwrap();
    let names: Vec<_> = names.iter().map(|author| author.name.as_str()).collect();
    assert_eq!(names, ["Tor Vik", "Aud Lind"]);
}
