//! Making a visitor's likes and comments an account's.

use app::model::{CommentState, LikeTarget};

use super::{
    builders::{NOON, comment, insert, insert_review, insert_root, insert_visitor, slug},
    number, store_tests,
};
use crate::store::{
    Conn, authors,
    claims::{self, ClaimRow},
    comments::NewCommentRow,
    likes,
};

store_tests!(conn: what_a_visitor_said_and_liked_becomes_somebody_elses_once);

async fn what_a_visitor_said_and_liked_becomes_somebody_elses_once(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let liked = insert_root(conn, review, CommentState::Published).await;
    let (from, to) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    let author = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    let said = NewCommentRow {
        visitor: Some(from),
        client_key: Some("key".to_owned()),
        ..comment(review, "Said before.")
    };
    insert(conn, &said).await;
    // The review is liked by both, the comment by the visitor alone.
    for (target, who) in [
        (LikeTarget::Review(review), from),
        (LikeTarget::Review(review), to),
        (LikeTarget::Comment(liked), from),
    ] {
        assert!(likes::insert(conn, target, who, NOON).await.unwrap());
        likes::update_count(conn, target, 1).await.unwrap();
    }
    let before = claims::count(conn, from).await.unwrap();
    assert_eq!(
        before,
        ClaimRow {
            comments: 1,
            likes: 2
        }
    );

    claims::move_comments(conn, (from, to), Some(author))
        .await
        .unwrap();
    claims::move_likes(conn, (from, to)).await.unwrap();

    assert_eq!(
        claims::count(conn, from).await.unwrap(),
        ClaimRow::default()
    );
    assert_eq!(claims::count(conn, to).await.unwrap(), before);
    assert_eq!(number(conn, "SELECT like_count FROM reviews").await, 1);
    assert_eq!(number(conn, "SELECT COUNT(*) FROM review_likes").await, 1);
    let sum = "SELECT CAST(SUM(like_count) AS BIGINT) FROM comments";
    assert_eq!(number(conn, sum).await, 1);
    let signed = "SELECT COUNT(*) FROM comments WHERE author_id IS NOT NULL";
    assert_eq!(number(conn, signed).await, 1);
}
