//! Liking and taking it back.

use std::sync::Arc;

use app::{
    AppError,
    backend::Likes,
    error::Thing,
    model::{
        AuthorId, CommentId, LikeState, LikeTarget, Liker, LikersPage, ReviewId, Slug, Viewer,
        VisitorId,
    },
};
use async_trait::async_trait;

use super::{Core, people::portrait, shelves::cut};
use crate::store::{
    Conn, Tx,
    likers::{self, LikedRow},
    likes, roster, visitors,
};

/// How many names a page has.
const NAMES_A_PAGE: i32 = 60;

/// Implements the port for likes.
pub(crate) struct LikeService(pub(crate) Arc<Core>);

impl LikeService {
    async fn set(
        &self,
        target: LikeTarget,
        viewer: Viewer,
        wants: bool,
    ) -> Result<LikeState, AppError> {
        let liker = viewer.identity()?;
        if wants && liker.is_new {
            self.0.limits.count_new_liker(viewer.address)?;
        }
        let now = self.0.clock.now();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let visitor = visitors::find_or_insert(&mut tx.conn, &liker.hash, now).await?;
                    let has_changed = if wants {
                        likes::insert(&mut tx.conn, target, visitor, now).await?
                    } else {
                        likes::delete(&mut tx.conn, target, visitor).await?
                    };
                    let by = i64::from(has_changed) * if wants { 1 } else { -1 };
                    let (review, like_count) = likes::update_count(&mut tx.conn, target, by)
                        .await?
                        .ok_or(missing(target))?;
                    if has_changed {
                        match target {
                            LikeTarget::Review(_) => tx.tell_review_likes(review, like_count, now),
                            LikeTarget::Comment(id) => {
                                tx.tell_comment_likes(review, id, like_count, now);
                            }
                        }
                    }
                    Ok(LikeState {
                        like_count,
                        viewer_has_liked: wants,
                    })
                })
            })
            .await
    }
}

/// Puts a page together of who likes a thing at a path.
async fn page(
    conn: &mut Conn<'_>,
    (target, liked, of): (LikeTarget, LikedRow, String),
    before: Option<VisitorId>,
) -> Result<LikersPage, AppError> {
    let rows = likers::list(conn, target, before, NAMES_A_PAGE + 1).await?;
    let (rows, has_older) = cut(rows, NAMES_A_PAGE);
    let older = rows
        .last()
        .filter(|_| has_older)
        .map(|row| format!("{of}/likes?before={}", row.visitor_id));
    let unnamed = match older {
        Some(_) => 0,
        None => (liked.like_count - likers::count(conn, target).await?).max(0),
    };
    let mut named = Vec::new();
    for row in rows {
        named.push(Liker {
            portrait: match row.author_id {
                Some(author) => portrait(conn, AuthorId(author)).await?,
                None => None,
            },
            author: roster::slug_of(row.author_slug)?,
            name: row.name,
        });
    }
    Ok(LikersPage {
        review: ReviewId(liked.review_id),
        title: liked.title,
        writer: liked.writer,
        count: liked.like_count,
        named,
        unnamed,
        older,
        newest: before.map(|_| format!("{of}/likes")),
        of,
    })
}

fn missing(target: LikeTarget) -> AppError {
    AppError::NotFound(match target {
        LikeTarget::Review(_) => Thing::Review,
        LikeTarget::Comment(_) => Thing::Comment,
    })
}

#[async_trait]
impl Likes for LikeService {
    async fn like(&self, target: LikeTarget, viewer: Viewer) -> Result<LikeState, AppError> {
        self.set(target, viewer, true).await
    }

    async fn unlike(&self, target: LikeTarget, viewer: Viewer) -> Result<LikeState, AppError> {
        self.set(target, viewer, false).await
    }

    async fn of_review(
        &self,
        slug: &Slug,
        before: Option<VisitorId>,
    ) -> Result<LikersPage, AppError> {
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let liked = likers::find_review(conn, slug)
            .await?
            .ok_or(AppError::NotFound(Thing::Review))?;
        let target = LikeTarget::Review(ReviewId(liked.id));
        page(conn, (target, liked, format!("/reviews/{slug}")), before).await
    }

    async fn of_comment(
        &self,
        comment: CommentId,
        before: Option<VisitorId>,
    ) -> Result<LikersPage, AppError> {
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let target = LikeTarget::Comment(comment);
        let liked = likers::find_comment(conn, comment)
            .await?
            .ok_or(missing(target))?;
        page(
            conn,
            (target, liked, format!("/comments/{comment}")),
            before,
        )
        .await
    }
}
