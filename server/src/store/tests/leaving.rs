//! What an export for another program reads.

use app::model::{CommentId, CommentState, ReviewId, Role};

use super::{
    Conn,
    builders::{
        comment, draft, insert, insert_account, insert_review, insert_root, insert_visitor,
    },
    store_tests,
};
use crate::store::{comments, film_ratings, leaving, reviews};

store_tests!(
    conn: reviews_and_drafts_leave_in_the_order_they_came,
    all_comments_of_a_review_leave_group_by_group,
    a_comment_keeps_a_number_that_is_free,
    an_accounts_ratings_are_its_visitors,
);

async fn reviews_and_drafts_leave_in_the_order_they_came(conn: &mut Conn<'_>) {
    insert_review(conn, "salt-year").await;
    reviews::insert(conn, &draft("a-draft")).await.unwrap();
    assert_eq!(
        leaving::list_reviews(conn).await.unwrap(),
        [ReviewId(1), ReviewId(2)]
    );
}

async fn all_comments_of_a_review_leave_group_by_group(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "other").await;
    for state in [
        CommentState::Published,
        CommentState::Held,
        CommentState::Removed,
    ] {
        insert_root(conn, review, state).await;
        insert_root(conn, other, state).await;
    }
    let first = leaving::list_comments(conn, review, i64::MIN, 2)
        .await
        .unwrap();
    let ids: Vec<i64> = first.iter().map(|row| row.id).collect();
    assert_eq!(ids, [1, 3]);
    let rest = leaving::list_comments(conn, review, ids[1], 2)
        .await
        .unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!((rest[0].id, rest[0].state.as_str()), (5, "removed"));
}

async fn a_comment_keeps_a_number_that_is_free(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let row = comment(review, "Words.");
    let id = CommentId(12);
    let added = comments::insert_numbered(conn, id, &row).await.unwrap();
    assert_eq!(added, Some(id));
    assert_eq!(
        comments::insert_numbered(conn, id, &row).await.unwrap(),
        None
    );
    assert_eq!(
        insert(conn, &row).await,
        CommentId(13),
        "the next one comes after it"
    );
    let earlier = CommentId(3);
    let added = comments::insert_numbered(conn, earlier, &row)
        .await
        .unwrap();
    assert_eq!(added, Some(earlier));
    assert_eq!(insert(conn, &row).await, CommentId(14));
}

async fn an_accounts_ratings_are_its_visitors(conn: &mut Conn<'_>) {
    insert_account(conn, 1, Role::Owner).await;
    let visitor = insert_visitor(conn, 101).await;
    let found = film_ratings::find_rater(conn, &[1; 32]).await.unwrap();
    assert_eq!(found, Some(visitor));
    assert_eq!(
        film_ratings::find_rater(conn, &[2; 32]).await.unwrap(),
        None
    );
}
