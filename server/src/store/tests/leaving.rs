//! What an export for another program reads.

use app::model::{CommentId, CommentState, ReviewId, Role};

use super::{
    Conn,
    builders::{
        comment, draft, insert, insert_account, insert_review, insert_root, insert_visitor,
    },
    refusal, store_tests,
};
use crate::store::{Constraint, comments, comments::NewCommentRow, film_ratings, leaving, reviews};

store_tests!(
    conn: reviews_and_drafts_leave_in_the_order_they_came,
    all_comments_of_a_review_leave_group_by_group,
    a_comment_keeps_a_number_that_is_free,
    new_numbers_are_those_of_no_comment,
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
    let numbers = [12, 15, 9].map(CommentId);
    assert!(
        comments::take_numbers(conn, &numbers)
            .await
            .unwrap()
            .is_empty()
    );
    let answer = NewCommentRow {
        parent: Some(CommentId(12)),
        ..row.clone()
    };
    comments::insert_numbered(
        conn,
        &[(CommentId(12), row.clone()), (CommentId(15), answer)],
    )
    .await
    .unwrap();
    let facts = comments::find(conn, CommentId(15)).await.unwrap().unwrap();
    assert_eq!(facts.parent_id, Some(12));
    assert_eq!(
        insert(conn, &row).await,
        CommentId(16),
        "the next one comes after them"
    );
    let mut taken = comments::take_numbers(conn, &numbers).await.unwrap();
    taken.sort();
    assert_eq!(taken, [12, 15].map(CommentId));
    comments::insert_numbered(conn, &[(CommentId(9), row.clone())])
        .await
        .unwrap();
    assert_eq!(insert(conn, &row).await, CommentId(17));
    let twice = comments::insert_numbered(conn, &[(CommentId(9), row.clone())]).await;
    assert_eq!(refusal(twice), Some(Constraint::Other));
}

async fn new_numbers_are_those_of_no_comment(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let row = comment(review, "Words.");
    let last = insert(conn, &row).await;
    let highest = CommentId(40);
    let taken = comments::take_numbers(conn, &[highest]).await.unwrap();
    assert!(taken.is_empty());
    let new = comments::take_new_numbers(conn, highest, 3).await.unwrap();
    assert_eq!(new, [41, 42, 43].map(CommentId));
    comments::insert_numbered(conn, &[(new[2], row.clone())])
        .await
        .unwrap();
    assert_eq!(insert(conn, &row).await, CommentId(44));
    let none = comments::take_new_numbers(conn, highest, 0).await.unwrap();
    assert!(none.is_empty());
    let places = comments::list_places(conn, &[new[2], last, CommentId(900)]).await;
    let root = row.root_position;
    assert_eq!(
        places.unwrap(),
        [(last, review, root), (new[2], review, root)]
    );
    assert!(comments::list_places(conn, &[]).await.unwrap().is_empty());
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
