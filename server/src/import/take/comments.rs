//! Comments: in groups, parents first, under the numbers they had.

use std::collections::HashMap;

use app::model::{CommentId, CommentKind, CommentState, ReviewId, Timestamp};

use super::{
    HERE_ALREADY, NAMELESS, Taker,
    fields::title_of,
    filing::{file_comment, subject_of},
};
use crate::{
    import::{
        html,
        order::{Placed, in_order},
        report::{Kind, Outcome},
        wxr,
        wxr::{WxrComment, WxrItem},
    },
    intake::{self, IncomingComment, IntakeError, Talk},
    service::comments::website,
    store::{self, Tx, comments, imports},
};

/// How many comments one transaction takes, so that a server beside it never waits long.
const COMMENTS_A_GROUP: usize = 200;

/// What comments of a post are called here, with the places of their roots, by their old numbers.
type Known = HashMap<i64, (CommentId, i32)>;

impl Taker {
    pub(super) async fn take_comments(
        &mut self,
        review: ReviewId,
        item: &WxrItem,
    ) -> Result<(), store::Error> {
        let title = title_of(item);
        let order = in_order(&item.comments);
        let mut known: Known = HashMap::new();
        for group in order.chunks(COMMENTS_A_GROUP) {
            let mut rows = Vec::new();
            let here = self.find_comments(group).await?;
            for placed in group {
                let comment = placed.comment;
                if let Some(id) = here.get(&comment.id).copied() {
                    self.note_known(&mut known, comment.id, CommentId(id))
                        .await?;
                    let subject = subject_of(comment, &title);
                    self.report
                        .file(Outcome::Left, Kind::Comment, &subject, HERE_ALREADY);
                    continue;
                }
                if let Some(kind) = kind_of(comment) {
                    rows.push((comment.id, placed.parent, self.row(placed, kind, item)));
                }
                file_comment(&mut self.report, comment, &title);
            }
            if self.is_dry || rows.is_empty() {
                continue;
            }
            let source = self.source.clone();
            let before = known.clone();
            let outcome: Result<Known, IntakeError> = self
                .core
                .store
                .write(move |tx: &mut Tx<'_>| {
                    Box::pin(take_group(tx, review, source, rows, before))
                })
                .await;
            known = match outcome {
                Ok(known) => known,
                Err(IntakeError::Store(error)) => return Err(error),
                Err(error @ IntakeError::TooDeep) => {
                    self.report
                        .file(Outcome::Left, Kind::Comment, &title, &error.to_string());
                    known
                }
            };
        }
        Ok(())
    }

    /// Finds which comments are here already, all of them in one look.
    async fn find_comments(&self, group: &[Placed<'_>]) -> Result<HashMap<i64, i64>, store::Error> {
        let numbers = group.iter().map(|placed| placed.comment.id.to_string());
        let numbers: Vec<_> = numbers.collect();
        let mut snapshot = self.core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let found = imports::find_all(conn, &self.source, "comment", &numbers).await?;
        let here = found.into_iter();
        Ok(here
            .filter_map(|(number, id)| Some((number.parse().ok()?, id)))
            .collect())
    }

    async fn note_known(
        &self,
        known: &mut Known,
        number: i64,
        id: CommentId,
    ) -> Result<(), store::Error> {
        let mut snapshot = self.core.store.snapshot().await?;
        let place = comments::find_root_position(&mut snapshot.conn(), id).await?;
        known.insert(number, (id, place.unwrap_or_default()));
        Ok(())
    }

    fn row(&self, placed: &Placed<'_>, kind: CommentKind, item: &WxrItem) -> IncomingComment {
        let comment = placed.comment;
        let state = match comment.state {
            _ if placed.holds_place => CommentState::Removed,
            wxr::CommentState::Approved => CommentState::Published,
            wxr::CommentState::Held => CommentState::Held,
            wxr::CommentState::Spam => CommentState::Spam,
            wxr::CommentState::Trash => CommentState::Trashed,
        };
        let name = crate::content::plain_line(&html::plain_line(&comment.author), 80);
        let at = comment.created_at.or(item.published_at);
        IncomingComment {
            number: Some(comment.id),
            parent: None,
            kind,
            state,
            author: self
                .author_numbers
                .get(&comment.user_id)
                .copied()
                .filter(|_| comment.user_id > 0),
            name: if name.is_empty() {
                NAMELESS.to_owned()
            } else {
                name
            },
            email: self.core.cipher.close(comment.email.trim()),
            website: website(&comment.url).ok().flatten(),
            body: html::comment_markdown(&comment.content),
            posted_at: at.map_or_else(|| self.core.clock.now(), Timestamp),
        }
    }
}

async fn take_group(
    tx: &mut Tx<'_>,
    review: ReviewId,
    source: String,
    rows: Vec<(i64, Option<i64>, IncomingComment)>,
    mut known: Known,
) -> Result<Known, IntakeError> {
    let mut is_seen = false;
    let (mut talk, mut taken) = (Talk::under(review), Vec::new());
    let mut last = Timestamp::default();
    for (number, parent, row) in rows {
        let parent = parent.and_then(|parent| known.get(&parent).copied());
        is_seen |= row.state == CommentState::Published;
        last = last.max(row.posted_at);
        let placed = talk.take(tx, IncomingComment { parent, ..row }).await?;
        taken.push((number.to_string(), placed.0.0));
        known.insert(number, placed);
    }
    talk.finish(tx).await?;
    imports::insert_all(&mut tx.conn, &source, "comment", &taken).await?;
    if is_seen {
        intake::tell_of_talk(tx, review, last).await?;
    }
    Ok(known)
}

fn kind_of(comment: &WxrComment) -> Option<CommentKind> {
    match comment.kind {
        wxr::CommentKind::Comment => Some(CommentKind::Comment),
        wxr::CommentKind::Pingback => Some(CommentKind::Pingback),
        wxr::CommentKind::Trackback => Some(CommentKind::Trackback),
        wxr::CommentKind::Other(_) => None,
    }
}
