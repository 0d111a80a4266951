//! Liking and taking it back.

use std::sync::Arc;

use app::{
    AppError,
    backend::Likes,
    error::Thing,
    model::{LikeState, LikeTarget, Viewer},
};
use async_trait::async_trait;

use super::Core;
use crate::store::{Tx, likes, visitors};

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
}
