//! The conversation, with what was done about it.

use super::row;

row! {
    /// A comment in whatever state. Its count of likes is made again of the likes and of those
    /// it brought.
    CommentRow of "comments": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 review_id: i64,
    3 parent_id: Option<i64>,
    4 root_position: i32,
    5 kind: String,
    6 state: String,
    7 visitor_id: Option<i64>,
    8 author_id: Option<i64>,
    9 name: String,
    10 email: Option<Vec<u8>>,
    11 website: Option<String>,
    12 body_source: String,
    13 body_html: String,
    14 body_rules: i32,
    15 posted_at: i64,
    16 edited_at: Option<i64>,
    17 brought_likes: i64,
}

row! {
    /// What a comment said before.
    CommentRevisionRow of "comment_revisions":
        "ORDER BY comment_id, replaced_at", "ORDER BY comment_id, replaced_at";
    1 comment_id: i64,
    2 replaced_at: i64,
    3 body_source: String,
}

row! {
    /// What a moderator did with a comment.
    ModerationRow of "moderation": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 comment_id: i64,
    3 account_id: Option<i64>,
    4 act: String,
    5 reason: String,
    6 created_at: i64,
}

row! {
    /// A like of a review.
    ReviewLikeRow of "review_likes": "ORDER BY review_id, visitor_id", "ORDER BY review_id, visitor_id";
    1 review_id: i64,
    2 visitor_id: i64,
    3 created_at: i64,
}

row! {
    /// A like of a comment.
    CommentLikeRow of "comment_likes":
        "ORDER BY comment_id, visitor_id", "ORDER BY comment_id, visitor_id";
    1 comment_id: i64,
    2 visitor_id: i64,
    3 created_at: i64,
}
