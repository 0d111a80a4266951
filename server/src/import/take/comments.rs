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
    intake::{self, Answered, IncomingComment, ReadyComment},
    service::comments::website,
    store::{self, Conn, Tx, comments, imports},
};

/// How many comments of a post one transaction takes, so that a server beside it never waits long.
pub(super) const COMMENTS_A_GROUP: usize = 200;

/// What comments of a post are called here, with the places of their roots, by their old numbers.
pub(super) type Known = HashMap<i64, (CommentId, i32)>;

/// Comments of one post that are taken together.
#[derive(Default)]
pub(super) struct Group {
    rows: Vec<Row>,
    /// Those of the groups before it.
    known: Known,
    /// Those that are left, and why.
    left: HashMap<i64, String>,
}

struct Row {
    number: i64,
    parent: Option<i64>,
    comment: ReadyComment,
}

/// What became of a group.
#[derive(Default)]
pub(super) struct TakenGroup {
    /// All comments of the post so far.
    known: Known,
    /// Those that were left, and why.
    left: HashMap<i64, String>,
}

impl Group {
    /// Says how many comments it has.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl Taker {
    /// Takes the comments of a post that is here, or those behind its first group.
    pub(super) async fn take_comments(
        &mut self,
        review: ReviewId,
        item: &WxrItem,
        first: Option<TakenGroup>,
    ) -> Result<(), store::Error> {
        let order = in_order(&item.comments);
        let mut groups = order.chunks(COMMENTS_A_GROUP);
        let mut known = Known::new();
        if let Some(first) = first {
            self.file_comments(groups.next().unwrap_or_default(), item, &first.left);
            known = first.known;
        }
        for placed in groups {
            let mut group = self.group(placed, item);
            if self.is_dry {
                group.left.extend(self.find_comments(placed).await?);
                self.file_comments(placed, item, &group.left);
                continue;
            }
            group.known = known;
            let source = self.source.clone();
            let mut taken = self
                .write(move |tx: &mut Tx<'_>| {
                    Box::pin(async move {
                        let groups = vec![(review, group)];
                        take_groups(tx, &source, groups, News::Tell).await
                    })
                })
                .await?;
            let taken = taken.pop().unwrap_or_default();
            self.file_comments(placed, item, &taken.left);
            known = taken.known;
        }
        Ok(())
    }

    /// Makes the first group of a post's comments.
    pub(super) fn first_group(&self, item: &WxrItem) -> Group {
        let order = in_order(&item.comments);
        let first = order.chunks(COMMENTS_A_GROUP).next();
        self.group(first.unwrap_or_default(), item)
    }

    /// Renders comments. One that cannot be rendered is left, and those that answer it answer nothing.
    fn group(&self, placed: &[Placed<'_>], item: &WxrItem) -> Group {
        let mut group = Group::default();
        for placed in placed {
            let Some(kind) = kind_of(placed.comment) else {
                continue;
            };
            let number = placed.comment.id;
            match self.incoming(placed, kind, item).ready() {
                Ok(comment) => group.rows.push(Row {
                    number,
                    parent: placed.parent,
                    comment,
                }),
                Err(error) => {
                    group.left.insert(number, error.to_string());
                }
            }
        }
        group
    }

    /// Files a group of comments.
    fn file_comments(
        &mut self,
        placed: &[Placed<'_>],
        item: &WxrItem,
        left: &HashMap<i64, String>,
    ) {
        let title = title_of(item);
        for placed in placed {
            let comment = placed.comment;
            if let Some(why) = left.get(&comment.id) {
                let subject = subject_of(comment, &title);
                self.report
                    .file(Outcome::Left, Kind::Comment, &subject, why);
            } else {
                file_comment(&mut self.report, comment, &title);
            }
        }
    }

    /// Files the comments of a post that a dry run would take.
    pub(super) fn file_all_comments(&mut self, item: &WxrItem) {
        let order = in_order(&item.comments);
        let left = self.group(&order, item).left;
        self.file_comments(&order, item, &left);
    }

    /// Finds which comments are here already, all of them in one look.
    async fn find_comments(
        &self,
        group: &[Placed<'_>],
    ) -> Result<HashMap<i64, String>, store::Error> {
        let numbers = group.iter().map(|placed| placed.comment.id);
        let mut snapshot = self.core.store.snapshot().await?;
        let found = find_here(&mut snapshot.conn(), &self.source, numbers).await?;
        let here = found.into_keys();
        Ok(here
            .map(|number| (number, HERE_ALREADY.to_owned()))
            .collect())
    }

    fn incoming(&self, placed: &Placed<'_>, kind: CommentKind, item: &WxrItem) -> IncomingComment {
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

/// Whether open pages have to be told of comments; those of a review that is new are told with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    Tell,
    Told,
}

/// Stores groups of comments of different posts, all of them in a few statements. What is here is left.
pub(super) async fn take_groups(
    tx: &mut Tx<'_>,
    source: &str,
    groups: Vec<(ReviewId, Group)>,
    news: News,
) -> Result<Vec<TakenGroup>, store::Error> {
    let rows = groups.iter().flat_map(|(_, group)| &group.rows);
    let numbers: Vec<i64> = rows.map(|row| row.number).collect();
    let mut here = find_here(&mut tx.conn, source, numbers.iter().copied()).await?;
    let there: Vec<CommentId> = here.values().copied().collect();
    let known = comments::list_places(&mut tx.conn, &there).await?;
    let known: HashMap<_, _> = known
        .into_iter()
        .map(|(id, review, root)| (id, (review, root)))
        .collect();
    let (mut outcomes, mut talks, mut olds) = (Vec::new(), Vec::new(), Vec::new());
    for (review, group) in groups {
        let mut outcome = TakenGroup {
            known: group.known,
            left: group.left,
        };
        let (mut talk, mut old): (Vec<ReadyComment>, Vec<i64>) = (Vec::new(), Vec::new());
        let mut indexes: HashMap<i64, usize> = HashMap::new();
        for mut row in group.rows {
            if let Some(id) = here.get(&row.number) {
                outcome.left.insert(row.number, HERE_ALREADY.to_owned());
                // An answer goes below it only where it is under the same review.
                if let Some((_, root)) = known.get(id).filter(|place| place.0 == review) {
                    outcome.known.insert(row.number, (*id, *root));
                }
                continue;
            }
            row.comment.answers = row.parent.and_then(|parent| {
                let before = indexes.get(&parent).map(|index| Answered::Before(*index));
                before.or_else(|| outcome.known.get(&parent).copied().map(Answered::Here))
            });
            // The same number once more, under another post, is that of the first.
            here.insert(row.number, CommentId(0));
            indexes.insert(row.number, talk.len());
            talk.push(row.comment);
            old.push(row.number);
        }
        outcomes.push(outcome);
        talks.push((review, talk));
        olds.push(old);
    }
    let placed = intake::take_talks(tx, &talks).await?;
    let mut noted = Vec::new();
    for ((outcome, old), placed) in outcomes.iter_mut().zip(olds).zip(placed) {
        for (number, place) in old.into_iter().zip(placed) {
            noted.push((number.to_string(), place.0.0));
            outcome.known.insert(number, place);
        }
    }
    imports::insert_all(&mut tx.conn, source, "comment", &noted).await?;
    if news == News::Tell {
        for (review, talk) in &talks {
            let shown = talk.iter().filter(|comment| comment.is_shown());
            let last = shown.map(ReadyComment::posted_at).max();
            if let Some(last) = last {
                intake::tell_of_talk(tx, *review, last).await?;
            }
        }
    }
    Ok(outcomes)
}

async fn find_here(
    conn: &mut Conn<'_>,
    source: &str,
    numbers: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, CommentId>, store::Error> {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    let found = imports::find_all(conn, source, "comment", &numbers).await?;
    let here = found.into_iter();
    Ok(here
        .filter_map(|(number, id)| Some((number.parse().ok()?, CommentId(id))))
        .collect())
}

fn kind_of(comment: &WxrComment) -> Option<CommentKind> {
    match comment.kind {
        wxr::CommentKind::Comment => Some(CommentKind::Comment),
        wxr::CommentKind::Pingback => Some(CommentKind::Pingback),
        wxr::CommentKind::Trackback => Some(CommentKind::Trackback),
        wxr::CommentKind::Other(_) => None,
    }
}
