//! The conversation of such a site.

use super::{FIRST, NOW, Wild};
use crate::{
    secret::Cipher,
    store::{
        self, Conn,
        rows::{CommentLikeRow, CommentRevisionRow, CommentRow, ModerationRow, ReviewLikeRow, Row},
    },
};

impl Wild {
    pub(super) async fn add_talk(
        &self,
        conn: &mut Conn<'_>,
        cipher: &Cipher,
    ) -> Result<(), store::Error> {
        let states = ["published", "removed", "held", "spam", "trashed"];
        let comments = (0..12_i32).map(|place| {
            let number = i64::from(place);
            let is_mention = number > 9;
            let is_root = number % 3 == 0;
            let root_position = if is_mention { 0 } else { 1 + place / 3 % 3 };
            let at = usize::try_from(number).unwrap();
            CommentRow {
                id: FIRST + number,
                review_id: FIRST + 1,
                parent_id: (!is_mention && !is_root).then_some(FIRST + number / 3 * 3),
                root_position,
                kind: if is_mention { "pingback" } else { "comment" }.to_owned(),
                state: states[at % states.len()].to_owned(),
                visitor_id: Some(FIRST + number % 3),
                author_id: (number == 4).then_some(1),
                name: self.line(at),
                email: cipher.close(["", "reader@readers.example"][at % 2]),
                website: (number % 4 == 1).then(|| "https://reader.example/".to_owned()),
                body_source: self.text(at),
                body_html: "<p>not taken from here</p>".to_owned(),
                body_rules: 0,
                posted_at: NOW.0 + number,
                edited_at: (number == 5).then_some(NOW.0 * 2),
                brought_likes: if is_mention { 0 } else { number % 4 },
            }
        });
        for comment in comments {
            comment.insert(conn).await?;
        }
        for replaced_at in [NOW.0, NOW.0 + 1] {
            CommentRevisionRow {
                comment_id: FIRST + 5,
                replaced_at,
                body_source: self.text(0),
            }
            .insert(conn)
            .await?;
        }
        for (id, act, reason) in [(FIRST, "hold", "rude"), (FIRST + 1, "restore", "")] {
            ModerationRow {
                id,
                comment_id: FIRST + 2,
                account_id: (id == FIRST).then_some(FIRST),
                act: act.to_owned(),
                reason: reason.to_owned(),
                created_at: NOW.0,
            }
            .insert(conn)
            .await?;
        }
        for visitor_id in [FIRST, FIRST + 2] {
            ReviewLikeRow {
                review_id: FIRST + 1,
                visitor_id,
                created_at: NOW.0,
            }
            .insert(conn)
            .await?;
            CommentLikeRow {
                comment_id: FIRST,
                visitor_id,
                created_at: NOW.0,
            }
            .insert(conn)
            .await?;
        }
        Ok(())
    }
}
