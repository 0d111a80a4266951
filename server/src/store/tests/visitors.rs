//! Visitors.

use app::model::VisitorId;

use super::{builders::NOON, number, store_tests};
use crate::store::{
    Conn,
    visitors::{self, RememberedRow},
};

store_tests!(conn:
    a_visitor_is_known_by_the_cookies_digest,
    a_visitors_return_is_noted,
    what_a_visitor_asks_to_be_remembered_is_kept_until_forgotten,
);

async fn a_visitor_is_known_by_the_cookies_digest(conn: &mut Conn<'_>) {
    assert_eq!(visitors::find(conn, &[1; 32]).await.unwrap(), None);

    let first = visitors::find_or_insert(conn, &[1; 32], NOON)
        .await
        .unwrap();
    let again = visitors::find_or_insert(conn, &[1; 32], NOON)
        .await
        .unwrap();
    let other = visitors::find_or_insert(conn, &[2; 32], NOON)
        .await
        .unwrap();

    assert_eq!(again, first);
    assert_ne!(other, first);
    assert_eq!(visitors::find(conn, &[1; 32]).await.unwrap(), Some(first));
    assert_eq!(visitors::find(conn, &[2; 32]).await.unwrap(), Some(other));
}

async fn a_visitors_return_is_noted(conn: &mut Conn<'_>) {
    visitors::find_or_insert(conn, &[1; 32], NOON)
        .await
        .unwrap();
    visitors::find_or_insert(conn, &[1; 32], NOON.plus_seconds(60))
        .await
        .unwrap();

    assert_eq!(
        number(conn, "SELECT created_at FROM visitors").await,
        NOON.0
    );
    assert_eq!(
        number(conn, "SELECT seen_at FROM visitors").await,
        NOON.plus_seconds(60).0
    );
}

async fn what_a_visitor_asks_to_be_remembered_is_kept_until_forgotten(conn: &mut Conn<'_>) {
    let visitor = visitors::find_or_insert(conn, &[1; 32], NOON)
        .await
        .unwrap();
    let other = visitors::find_or_insert(conn, &[2; 32], NOON)
        .await
        .unwrap();
    let nothing = Some(RememberedRow::default());
    assert_eq!(
        visitors::find_remembered(conn, visitor).await.unwrap(),
        nothing
    );
    let remembered = RememberedRow {
        name: "Ingrid".to_owned(),
        email: Some(vec![0, 255, 7]),
        website: "https://ingrid.example".to_owned(),
    };

    visitors::update_remembered(conn, visitor, &remembered)
        .await
        .unwrap();
    visitors::find_or_insert(conn, &[1; 32], NOON)
        .await
        .unwrap();
    assert_eq!(
        visitors::find_remembered(conn, visitor).await.unwrap(),
        Some(remembered)
    );
    assert_eq!(
        visitors::find_remembered(conn, other).await.unwrap(),
        nothing
    );

    visitors::update_remembered(conn, visitor, &RememberedRow::default())
        .await
        .unwrap();
    assert_eq!(
        visitors::find_remembered(conn, visitor).await.unwrap(),
        nothing
    );
    assert_eq!(
        visitors::find_remembered(conn, VisitorId(404))
            .await
            .unwrap(),
        None
    );
}
