//! What moderators did with comments.

use app::model::{CommentState, ModerationAct, ModerationReason, Role};

use super::{
    builders::{NOON, comment, insert, insert_account, insert_review, insert_root, insert_visitor},
    store_tests,
};
use crate::store::{
    Conn,
    comments::{self, NewCommentRow},
    moderation,
};

store_tests!(conn: what_was_done_last_with_a_comment_is_in_force);

async fn what_was_done_last_with_a_comment_is_in_force(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    let account = insert_account(conn, 1, Role::Moderator).await;
    let visitor = insert_visitor(conn, 1).await;
    let own = NewCommentRow {
        visitor: Some(visitor),
        ..comment(review, "Mine.")
    };
    let own = insert(conn, &own).await;
    let second = insert_root(conn, review, CommentState::Published).await;
    let elsewhere = insert_root(conn, other, CommentState::Published).await;
    let hold = (ModerationAct::Hold, Some(ModerationReason::Spoiler));
    let trash = (ModerationAct::Trash, Some(ModerationReason::Spam));
    for id in [own, second, elsewhere] {
        moderation::insert(conn, id, account, hold, NOON)
            .await
            .unwrap();
        comments::update_state(conn, id, CommentState::Held)
            .await
            .unwrap();
    }
    moderation::insert(conn, second, account, trash, NOON)
        .await
        .unwrap();

    let all = moderation::list_withheld(conn, review, None).await.unwrap();
    let facts: Vec<_> = all
        .iter()
        .map(|row| (row.id, row.act.as_str(), row.reason.as_str()))
        .collect();
    assert_eq!(
        facts,
        [(second.0, "trash", "spam"), (own.0, "hold", "spoiler")]
    );
    let mine = moderation::list_withheld(conn, review, Some(visitor))
        .await
        .unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(
        (mine[0].visitor_id, mine[0].body_source.as_str()),
        (Some(visitor.0), "Mine.")
    );
    assert_eq!(mine[0].name, "Ingrid");

    moderation::insert(conn, own, account, (ModerationAct::Restore, None), NOON)
        .await
        .unwrap();
    comments::update_state(conn, own, CommentState::Published)
        .await
        .unwrap();
    comments::erase(conn, second, CommentState::Trashed)
        .await
        .unwrap();
    assert!(
        moderation::list_withheld(conn, review, None)
            .await
            .unwrap()
            .is_empty()
    );
}
