//! Posting, editing and taking back comments.

mod form;

use std::sync::Arc;

use app::{
    AppError,
    backend::Comments,
    error::{Action, Conflict, Thing},
    model::{
        Comment, CommentEdit, CommentId, CommentKind, CommentState, NewComment, ReviewId, Sort,
        ThreadQuery, Timestamp, Viewer, VisitorId,
    },
};
use async_trait::async_trait;

pub(crate) use form::{is_email, website};

use form::{check, render};

use super::{
    Core, day_of, live,
    policy::{self, Ownership},
    thread,
};
use crate::store::{
    Conn, Tx, accounts, comments,
    comments::{CommentFacts, NewCommentRow},
    events::EventKind,
    reviews, thread as thread_rows, visitors,
    visitors::RememberedRow,
};

/// Within this time the same text again is the same comment, in seconds.
const SAME_WITHIN_SECONDS: i64 = 60;

/// Implements the port for the conversation.
pub(crate) struct CommentService(pub(crate) Arc<Core>);

#[async_trait]
impl Comments for CommentService {
    async fn post(&self, new: NewComment, viewer: Viewer) -> Result<Comment, AppError> {
        let core = &self.0;
        let writer = viewer.identity()?;
        let now = core.clock.now();
        let new = signed(core, new, viewer).await?;
        let (row, remembered) = check(core, &new, now)?;
        let author = viewer.account.and_then(|signed| signed.author);
        core.limits.count_comment(viewer.address)?;
        let writing = core.clone();
        core.store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let visitor = visitors::find_or_insert(&mut tx.conn, &writer.hash, now).await?;
                    let row = NewCommentRow {
                        visitor: Some(visitor),
                        author,
                        ..row
                    };
                    insert(&writing, tx, row, remembered, now).await
                })
            })
            .await
    }

    async fn edit(&self, edit: CommentEdit, viewer: Viewer) -> Result<Comment, AppError> {
        let core = &self.0;
        let writer = viewer.identity()?;
        let now = core.clock.now();
        let body = render(&edit.body)?;
        let comment = CommentId(edit.comment);
        let writing = core.clone();
        core.store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let facts = find_own(&mut tx.conn, comment, &writer.hash, now).await?;
                    let review = ReviewId(facts.review_id);
                    if facts.body_source == body.source {
                        return find_shown(&writing, &mut tx.conn, review, comment).await;
                    }
                    let text = (body.source.as_str(), body.html.as_str(), body.rules);
                    comments::update_text(&mut tx.conn, comment, text, now).await?;
                    let shown = find_shown(&writing, &mut tx.conn, review, comment).await?;
                    let edited = shown.edited.clone().unwrap_or_default();
                    let payload = live::changed_payload(comment, &body.html, &edited);
                    tx.tell(Some(review), EventKind::CommentChanged, payload, now)
                        .await?;
                    Ok(shown)
                })
            })
            .await
    }

    async fn delete(&self, comment: CommentId, viewer: Viewer) -> Result<(), AppError> {
        let writer = viewer.identity()?;
        let now = self.0.clock.now();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let facts = find_own(&mut tx.conn, comment, &writer.hash, now).await?;
                    take_back(tx, &facts, now).await
                })
            })
            .await
    }

    async fn source(&self, comment: CommentId, viewer: Viewer) -> Result<String, AppError> {
        let writer = viewer.identity()?;
        let now = self.0.clock.now();
        let mut snapshot = self.0.store.snapshot().await?;
        let facts = find_own(&mut snapshot.conn(), comment, &writer.hash, now).await?;
        Ok(facts.body_source)
    }

    async fn place(&self, comment: CommentId) -> Result<String, AppError> {
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let missing = AppError::NotFound(Thing::Comment);
        let facts = comments::find(conn, comment)
            .await?
            .ok_or(missing.clone())?;
        let can_be_seen = [CommentState::Published, CommentState::Removed]
            .iter()
            .any(|s| s.key() == facts.state);
        if !can_be_seen {
            return Err(missing);
        }
        let review = ReviewId(facts.review_id);
        let state = reviews::find_state(conn, review).await?.ok_or(missing)?;
        let where_ = (comment, facts.root_position, facts.parent_id.is_some());
        let view = thread::find_view(core, conn, review, where_).await?;
        // Places are counted as they came.
        let is_first = thread::first_sort(core) == Sort::Oldest;
        let query = ThreadQuery {
            view,
            sort: (!is_first).then_some(Sort::Oldest),
            ..ThreadQuery::default()
        };
        Ok(format!(
            "/reviews/{}{}#comment-{comment}",
            state.slug,
            query.to_query()
        ))
    }
}

/// Signs a comment with the account's name, whatever the form said; the account's address is kept
/// with the account alone.
async fn signed(core: &Core, new: NewComment, viewer: Viewer) -> Result<NewComment, AppError> {
    let Some(signed) = viewer.account else {
        return Ok(new);
    };
    let mut snapshot = core.store.snapshot().await?;
    let account = accounts::find(&mut snapshot.conn(), signed.account)
        .await?
        .ok_or(AppError::SignInRequired)?;
    Ok(NewComment {
        name: account.name,
        email: String::new(),
        remember: true,
        ..new
    })
}

/// Says whether a review takes comments today: it is open, and its time has not passed.
pub(super) fn takes_comments(core: &Core, is_open: bool, published_at: Timestamp) -> bool {
    let days = i64::from(core.settings.get().comments_close_after_days);
    let (first, today) = (day_of(published_at), day_of(core.clock.now()));
    is_open && policy::is_open_after(today - first, days)
}

async fn insert(
    core: &Core,
    tx: &mut Tx<'_>,
    mut row: NewCommentRow,
    remembered: RememberedRow,
    now: Timestamp,
) -> Result<Comment, AppError> {
    let visitor = row.visitor.unwrap_or(VisitorId(0));
    if let Some(key) = &row.client_key
        && let Some(first) = comments::find_by_key(&mut tx.conn, visitor, key).await?
    {
        return find_shown(core, &mut tx.conn, row.review, first).await;
    }
    let review = reviews::find_state(&mut tx.conn, row.review)
        .await?
        .ok_or(AppError::NotFound(Thing::Review))?;
    let day = Timestamp(review.published_at);
    if !takes_comments(core, review.comments_open, day) {
        return Err(AppError::Forbidden(Action::CommentOnClosed));
    }
    let parent = match row.parent {
        Some(parent) => Some(find_parent(&mut tx.conn, parent, row.review).await?),
        None => None,
    };
    let recently = now.plus_seconds(-SAME_WITHIN_SECONDS);
    if let Some((first, at)) = comments::find_duplicate(&mut tx.conn, &row, recently).await? {
        return if at >= recently {
            find_shown(core, &mut tx.conn, row.review, first).await
        } else {
            Err(AppError::Conflict(Conflict::DuplicateComment))
        };
    }
    let last = comments::find_last_posted(&mut tx.conn, visitor).await?;
    policy::may_comment_again(last, core.limits.comment_every_seconds(), now)?;
    row.root_position = match parent {
        Some(root_position) => root_position,
        None => reviews::take_root_positions(&mut tx.conn, row.review, 1).await?,
    };
    let comment = comments::insert(&mut tx.conn, &row).await?;
    reviews::update_comment_count(&mut tx.conn, row.review, 1).await?;
    visitors::update_remembered(&mut tx.conn, visitor, &remembered).await?;
    let shown = find_shown(core, &mut tx.conn, row.review, comment).await?;
    let payload = live::comment_payload(&shown);
    tx.tell(Some(row.review), EventKind::Comment, payload, now)
        .await?;
    Ok(shown)
}

/// Tells open pages of a comment that has come back.
pub(super) async fn tell_comment(
    core: &Core,
    tx: &mut Tx<'_>,
    review: ReviewId,
    comment: CommentId,
    now: Timestamp,
) -> Result<(), AppError> {
    let shown = find_shown(core, &mut tx.conn, review, comment).await?;
    let payload = live::comment_payload(&shown);
    tx.tell(Some(review), EventKind::Comment, payload, now)
        .await?;
    Ok(())
}

/// Finds a comment as it stands in its thread.
async fn find_shown(
    core: &Core,
    conn: &mut Conn<'_>,
    review: ReviewId,
    comment: CommentId,
) -> Result<Comment, AppError> {
    let missing = AppError::NotFound(Thing::Comment);
    let row = thread_rows::find(conn, comment)
        .await?
        .ok_or(missing.clone())?;
    let state = reviews::find_state(conn, review).await?.ok_or(missing)?;
    Ok(thread::comment(core, row, Timestamp(state.published_at))?)
}

/// Finds the place of the root that a comment to be answered belongs to.
async fn find_parent(
    conn: &mut Conn<'_>,
    parent: CommentId,
    review: ReviewId,
) -> Result<i32, AppError> {
    let facts = comments::find(conn, parent).await?.filter(|facts| {
        facts.review_id == review.0
            && facts.state == CommentState::Published.key()
            && facts.kind == CommentKind::Comment.key()
    });
    Ok(facts
        .ok_or(AppError::Forbidden(Action::ReplyToMissing))?
        .root_position)
}

async fn find_own(
    conn: &mut Conn<'_>,
    comment: CommentId,
    hash: &[u8],
    now: Timestamp,
) -> Result<CommentFacts, AppError> {
    let facts = comments::find(conn, comment)
        .await?
        .ok_or(AppError::NotFound(Thing::Comment))?;
    let ownership = Ownership {
        writer: facts.visitor_id.map(VisitorId),
        is_published: facts.state == CommentState::Published.key(),
        posted_at: Timestamp(facts.posted_at),
    };
    let visitor = visitors::find(conn, hash)
        .await?
        .ok_or(AppError::Forbidden(Action::ChangeOthers))?;
    policy::may_change_comment(ownership, visitor, now)?;
    Ok(facts)
}

/// Takes a comment away. With replies its place stays; without, it goes, and so do the empty
/// places above it that it was the last to hold.
async fn take_back(tx: &mut Tx<'_>, facts: &CommentFacts, now: Timestamp) -> Result<(), AppError> {
    let review = ReviewId(facts.review_id);
    let comment = CommentId(facts.id);
    let state = if comments::has_visible_replies(&mut tx.conn, comment).await? {
        CommentState::Removed
    } else {
        CommentState::Trashed
    };
    comments::erase(&mut tx.conn, comment, state).await?;
    reviews::update_comment_count(&mut tx.conn, review, -1).await?;
    let mut above = facts
        .parent_id
        .map(CommentId)
        .filter(|_| state == CommentState::Trashed);
    while let Some(parent) = above {
        let Some(facts) = comments::find(&mut tx.conn, parent).await? else {
            break;
        };
        if facts.state != CommentState::Removed.key()
            || comments::has_visible_replies(&mut tx.conn, parent).await?
        {
            break;
        }
        comments::update_state(&mut tx.conn, parent, CommentState::Trashed).await?;
        above = facts.parent_id.map(CommentId);
    }
    let payload = serde_json::json!({ "id": comment }).to_string();
    tx.tell(Some(review), EventKind::CommentRemoved, payload, now)
        .await?;
    Ok(())
}
