//! Holding, trashing and restoring comments, and claiming what one said before one had an account.

use std::sync::Arc;

use app::{
    AppError,
    backend::Moderation,
    error::Thing,
    model::{
        AccountId, Claimable, CommentId, CommentState, ModerationAct, ModerationReason, ReviewId,
        Timestamp, Viewer, ViewerAccount, VisitorId, VisitorKey, Withheld,
    },
};
use async_trait::async_trait;

use super::{
    Core,
    policy::{self, Act, State, Whose},
};
use crate::store::{
    Conn, Error, Tx, accounts, authors, claims, comments,
    comments::CommentFacts,
    events::EventKind,
    moderation::{self, WithheldRow},
    reviews, visitors,
};

/// Implements the port for moderation.
pub(crate) struct ModerationService(pub(crate) Arc<Core>);

#[async_trait]
impl Moderation for ModerationService {
    async fn moderate(
        &self,
        comment: CommentId,
        act: ModerationAct,
        reason: ModerationReason,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        let now = self.0.clock.now();
        // Asked here too, so that nobody without any right learns which comments there are.
        policy::require_any(&viewer, Act::Moderate)?;
        let signed = viewer.signed()?;
        let core = self.0.clone();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let missing = AppError::NotFound(Thing::Comment);
                    let facts = comments::find(&mut tx.conn, comment)
                        .await?
                        // One that its writer took back has no text to be restored.
                        .filter(|facts| !facts.body_source.is_empty())
                        .ok_or(missing)?;
                    let review = ReviewId(facts.review_id);
                    let whose = whose_review(&mut tx.conn, review, &viewer).await?;
                    policy::require(&viewer, Act::Moderate, whose, state_of(&facts))?;
                    let is_done = match act {
                        ModerationAct::Restore => restore(&core, tx, &facts, now).await?,
                        ModerationAct::Hold => {
                            withhold(tx, &facts, CommentState::Held, now).await?
                        }
                        ModerationAct::Trash => {
                            withhold(tx, &facts, CommentState::Trashed, now).await?
                        }
                    };
                    if is_done {
                        let reason = (act != ModerationAct::Restore).then_some(reason);
                        let done = (act, reason);
                        moderation::insert(&mut tx.conn, comment, signed.account, done, now)
                            .await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn claimable(&self, viewer: Viewer) -> Result<Claimable, AppError> {
        viewer.signed()?;
        left_by(&self.0, viewer).await
    }

    async fn claim(&self, viewer: Viewer) -> Result<(), AppError> {
        let account = viewer.signed()?.account;
        let Some(cookie) = viewer.cookie else {
            return Ok(());
        };
        let now = self.0.clock.now();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move { claim_for(tx, account, cookie, now).await })
            })
            .await
    }

    async fn left_here(&self, viewer: Viewer) -> Result<Claimable, AppError> {
        if viewer.account.is_some() {
            return Ok(Claimable::default());
        }
        left_by(&self.0, viewer).await
    }
}

/// Counts what a browser has said and liked without an account.
async fn left_by(core: &Core, viewer: Viewer) -> Result<Claimable, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let Some(cookie) = viewer.cookie.filter(|cookie| !cookie.is_new) else {
        return Ok(Claimable::default());
    };
    let Some(visitor) = visitors::find(conn, &cookie.hash).await? else {
        return Ok(Claimable::default());
    };
    let found = claims::count(conn, visitor).await?;
    Ok(Claimable {
        comments: found.comments,
        likes: found.likes,
    })
}

/// Makes what a browser has said and liked an account's own.
pub(super) async fn claim_for(
    tx: &mut Tx<'_>,
    account: AccountId,
    cookie: VisitorKey,
    now: Timestamp,
) -> Result<(), AppError> {
    let from = visitors::find(&mut tx.conn, &cookie.hash).await?;
    let Some(from) = from else { return Ok(()) };
    let (to, author) = accounts::find_visitor(&mut tx.conn, account).await?;
    if from == to {
        return Ok(());
    }
    claims::move_comments(&mut tx.conn, (from, to), author).await?;
    claims::move_likes(&mut tx.conn, (from, to)).await?;
    // Counts and marks may be others on any page.
    tx.tell(None, EventKind::Review, "{}".to_owned(), now)
        .await?;
    Ok(())
}

/// Finds what a viewer's account adds to a review's page.
pub(super) async fn viewer_account(
    conn: &mut Conn<'_>,
    review: ReviewId,
    viewer: &Viewer,
    visitor: Option<VisitorId>,
) -> Result<ViewerAccount, Error> {
    let card = match viewer.account {
        Some(signed) => accounts::find(conn, signed.account).await?,
        None => None,
    };
    let whose = whose_review(conn, review, viewer).await?;
    let may_moderate = policy::require(viewer, Act::Moderate, whose, State::Public).is_ok();
    let rows = match (may_moderate, visitor) {
        (true, _) => moderation::list_withheld(conn, review, None).await?,
        (false, Some(visitor)) => moderation::list_withheld(conn, review, Some(visitor)).await?,
        (false, None) => Vec::new(),
    };
    Ok(ViewerAccount {
        card: match card {
            Some(row) => Some(app::model::AccountCard {
                role: row.role()?,
                name: row.name,
            }),
            None => None,
        },
        may_moderate,
        withheld: rows
            .into_iter()
            .map(|row| withheld(row, visitor, may_moderate))
            .collect::<Result<_, _>>()?,
        html: None,
    })
}

fn withheld(
    row: WithheldRow,
    visitor: Option<VisitorId>,
    may_restore: bool,
) -> Result<Withheld, Error> {
    let corrupt = |column| Error::Corrupt {
        table: "moderation",
        column,
    };
    Ok(Withheld {
        id: CommentId(row.id),
        name: row.name,
        text: row.body_source,
        act: ModerationAct::from_key(&row.act).ok_or(corrupt("act"))?,
        reason: ModerationReason::from_key(&row.reason).ok_or(corrupt("reason"))?,
        is_own: visitor.is_some() && row.visitor_id == visitor.map(|visitor| visitor.0),
        may_restore,
    })
}

/// Says whether a review is signed by the viewer's author.
pub(super) async fn whose_review(
    conn: &mut Conn<'_>,
    review: ReviewId,
    viewer: &Viewer,
) -> Result<Whose, Error> {
    let Some(author) = viewer.account.and_then(|signed| signed.author) else {
        return Ok(Whose::Other);
    };
    Ok(if authors::signs(conn, author, review).await? {
        Whose::Own
    } else {
        Whose::Other
    })
}

fn state_of(facts: &CommentFacts) -> State {
    match CommentState::from_key(&facts.state) {
        Some(CommentState::Published) => State::Public,
        Some(CommentState::Held | CommentState::Spam) => State::Held,
        _ => State::Trashed,
    }
}

/// Takes a comment out of sight and says whether that changed anything. With replies its place stays,
/// as when its writer takes it back; the text stays in the database alone.
async fn withhold(
    tx: &mut Tx<'_>,
    facts: &CommentFacts,
    to: CommentState,
    now: Timestamp,
) -> Result<bool, AppError> {
    let comment = CommentId(facts.id);
    let review = ReviewId(facts.review_id);
    let was_published = facts.state == CommentState::Published.key();
    if facts.state == to.key() {
        return Ok(false);
    }
    let keeps_place = comments::has_visible_replies(&mut tx.conn, comment).await?;
    let state = if keeps_place {
        CommentState::Removed
    } else {
        to
    };
    comments::update_state(&mut tx.conn, comment, state).await?;
    if was_published {
        reviews::update_comment_count(&mut tx.conn, review, -1).await?;
        let payload = serde_json::json!({ "id": comment }).to_string();
        tx.tell(Some(review), EventKind::CommentRemoved, payload, now)
            .await?;
    }
    Ok(true)
}

/// Puts a comment back and says whether that changed anything. The places of those it answers come
/// back with it.
async fn restore(
    core: &Core,
    tx: &mut Tx<'_>,
    facts: &CommentFacts,
    now: Timestamp,
) -> Result<bool, AppError> {
    let comment = CommentId(facts.id);
    let review = ReviewId(facts.review_id);
    if facts.state == CommentState::Published.key() {
        return Ok(false);
    }
    comments::update_state(&mut tx.conn, comment, CommentState::Published).await?;
    reviews::update_comment_count(&mut tx.conn, review, 1).await?;
    let mut above = facts.parent_id.map(CommentId);
    while let Some(parent) = above {
        let Some(facts) = comments::find(&mut tx.conn, parent).await? else {
            break;
        };
        let can_be_seen = [CommentState::Published, CommentState::Removed]
            .iter()
            .any(|state| state.key() == facts.state);
        if can_be_seen {
            break;
        }
        comments::update_state(&mut tx.conn, parent, CommentState::Removed).await?;
        above = facts.parent_id.map(CommentId);
    }
    super::comments::tell_comment(core, tx, review, comment, now).await?;
    Ok(true)
}
