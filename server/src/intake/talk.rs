//! Conversations on their way in: numbered, counted and put into the index together.

use std::collections::{HashSet, VecDeque};

use app::{
    markdown::Dialect,
    model::{AuthorId, CommentId, CommentKind, CommentState, ReviewId, Timestamp},
};

use super::TooDeep;
use crate::{
    content::{self, Rendered},
    store::{
        self, Conn, Tx, comments, comments::NewCommentRow, events::EventKind, reviews, search,
    },
};

/// The highest number a comment may bring along. No blog has that many, and numbers have to be left.
const HIGHEST_NUMBER: i64 = 1 << 40;

/// A comment as it is called here, with the place of its root.
pub(crate) type Place = (CommentId, i32);

/// A comment from elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct IncomingComment {
    /// The number it had, which it keeps where that is free here, so that `#comment-12` still leads to it.
    pub(crate) number: Option<i64>,
    /// What kind of remark it is.
    pub(crate) kind: CommentKind,
    /// What becomes of it.
    pub(crate) state: CommentState,
    /// The author who wrote it.
    pub(crate) author: Option<AuthorId>,
    /// The name it is signed with.
    pub(crate) name: String,
    /// The e-mail address, encrypted.
    pub(crate) email: Option<Vec<u8>>,
    /// The website.
    pub(crate) website: Option<String>,
    /// The text, Markdown.
    pub(crate) body: String,
    /// When.
    pub(crate) posted_at: Timestamp,
}

/// The comment that another one answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// One that is here.
    Here(Place),
    /// One before it among those that are taken with it, by its index.
    Before(usize),
}

/// A comment whose text is rendered.
#[derive(Clone, Debug)]
pub(crate) struct ReadyComment {
    /// The comment it answers.
    pub(crate) answers: Option<Answered>,
    incoming: IncomingComment,
    body: Rendered,
}

impl IncomingComment {
    /// Renders the text.
    ///
    /// # Errors
    /// [`TooDeep`] when it cannot be rendered.
    pub(crate) fn ready(self) -> Result<ReadyComment, TooDeep> {
        // A place that is held for its replies needs no text.
        let text = match self.state {
            CommentState::Removed => "",
            _ => &self.body,
        };
        Ok(ReadyComment {
            answers: None,
            body: content::render(text, Dialect::Comment)?,
            incoming: self,
        })
    }
}

impl ReadyComment {
    /// Says whether readers see it.
    pub(crate) fn is_shown(&self) -> bool {
        self.incoming.state == CommentState::Published
    }

    /// Returns when it was posted.
    pub(crate) fn posted_at(&self) -> Timestamp {
        self.incoming.posted_at
    }

    fn is_mention(&self) -> bool {
        self.incoming.kind != CommentKind::Comment
    }

    /// Says whether it begins a conversation of its own.
    fn is_root(&self) -> bool {
        !self.is_mention() && self.answers.is_none()
    }

    fn row(&self, review: ReviewId, place: (Option<CommentId>, i32)) -> NewCommentRow {
        let incoming = &self.incoming;
        NewCommentRow {
            review,
            parent: place.0,
            root_position: place.1,
            kind: incoming.kind,
            state: incoming.state,
            visitor: None,
            author: incoming.author,
            name: incoming.name.clone(),
            email: incoming.email.clone(),
            website: incoming.website.clone(),
            body_source: self.body.source.clone(),
            body_html: self.body.html.clone(),
            body_rules: self.body.rules,
            client_key: None,
            posted_at: incoming.posted_at,
        }
    }
}

/// Adds comments to the conversations of reviews, counts them and lets them be found. Each comes after
/// those it answers. Returns their places, in their order.
pub(crate) async fn take_talks(
    tx: &mut Tx<'_>,
    talks: &[(ReviewId, Vec<ReadyComment>)],
) -> Result<Vec<Vec<Place>>, store::Error> {
    let conn = &mut tx.conn;
    let wished = talks.iter().flat_map(|(_, talk)| talk);
    let wished: Vec<_> = wished.map(|comment| comment.incoming.number).collect();
    let mut numbering = Numbering::begin(conn, &wished).await?;
    let mut all = Vec::with_capacity(talks.len());
    for (review, talk) in talks {
        let mut placed: Vec<Place> = Vec::with_capacity(talk.len());
        let roots = talk.iter().filter(|comment| comment.is_root()).count();
        let mut next = match i32::try_from(roots) {
            Ok(roots @ 1..) => reviews::take_root_positions(conn, *review, roots).await?,
            _ => 0,
        };
        for comment in talk {
            let answered = match comment.answers.filter(|_| !comment.is_mention()) {
                Some(Answered::Here(place)) => Some(place),
                Some(Answered::Before(index)) => placed.get(index).copied(),
                None => None,
            };
            let root_position = match answered {
                Some((_, root_position)) => root_position,
                None if comment.is_mention() => 0,
                None => {
                    next += 1;
                    next - 1
                }
            };
            let row = comment.row(*review, (answered.map(|place| place.0), root_position));
            let id = numbering.take(conn, comment.incoming.number, row).await?;
            placed.push((id, root_position));
        }
        all.push(placed);
    }
    numbering.write(conn).await?;
    for (review, talk) in talks {
        let shown = talk
            .iter()
            .filter(|comment| comment.is_shown() && !comment.is_mention());
        let count = i64::try_from(shown.count()).unwrap_or(i64::MAX);
        if count > 0 {
            reviews::update_comment_count(conn, *review, count).await?;
        }
    }
    let ids: Vec<CommentId> = all.iter().flatten().map(|place| place.0).collect();
    search::follow_comments(conn, &ids).await?;
    Ok(all)
}

/// Gives comments their numbers and writes them together.
struct Numbering {
    /// Numbers that others have.
    taken: HashSet<CommentId>,
    /// Numbers for those that bring none along.
    new: VecDeque<CommentId>,
    /// What has its number and is not written yet.
    rows: Vec<(CommentId, NewCommentRow)>,
}

impl Numbering {
    async fn begin(conn: &mut Conn<'_>, wished: &[Option<i64>]) -> Result<Self, store::Error> {
        let mut free: Vec<CommentId> = wished
            .iter()
            .flatten()
            .filter(|number| (1..=HIGHEST_NUMBER).contains(*number))
            .map(|number| CommentId(*number))
            .collect();
        free.sort_unstable();
        free.dedup();
        let highest = free.last().copied().unwrap_or(CommentId(0));
        let taken: HashSet<_> = comments::take_numbers(conn, &free)
            .await?
            .into_iter()
            .collect();
        free.retain(|number| !taken.contains(number));
        let count = i64::try_from(wished.len() - free.len()).unwrap_or_default();
        let new = comments::take_new_numbers(conn, highest, count).await?;
        Ok(Self {
            taken,
            new: new.into(),
            rows: Vec::new(),
        })
    }

    async fn take(
        &mut self,
        conn: &mut Conn<'_>,
        wished: Option<i64>,
        row: NewCommentRow,
    ) -> Result<CommentId, store::Error> {
        // Replies come after what they answer, also when they are read in the order of their numbers.
        let is_sound = |id: &CommentId| row.parent.is_none_or(|parent| parent < *id);
        let wished = wished
            .filter(|number| (1..=HIGHEST_NUMBER).contains(number))
            .map(CommentId)
            .filter(is_sound);
        if let Some(id) = wished.filter(|id| self.taken.insert(*id)) {
            self.rows.push((id, row));
            return Ok(id);
        }
        while let Some(id) = self.new.pop_front() {
            if is_sound(&id) && self.taken.insert(id) {
                self.rows.push((id, row));
                return Ok(id);
            }
        }
        // More than expected could not keep theirs. What this one answers may be among those not written.
        self.write(conn).await?;
        let id = comments::insert_unindexed(conn, &row).await?;
        self.taken.insert(id);
        Ok(id)
    }

    async fn write(&mut self, conn: &mut Conn<'_>) -> Result<(), store::Error> {
        comments::insert_numbered(conn, &std::mem::take(&mut self.rows)).await
    }
}

/// Tells open pages and lists that a review's thread has grown by more than one comment.
pub(crate) async fn tell_of_talk(
    tx: &mut Tx<'_>,
    review: ReviewId,
    now: Timestamp,
) -> Result<(), store::Error> {
    let payload = serde_json::json!({ "id": review }).to_string();
    tx.tell(Some(review), EventKind::Review, payload, now).await
}
