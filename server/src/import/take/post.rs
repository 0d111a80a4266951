//! Posts and pages: each stored in one transaction with its pictures and old addresses.

use app::model::{ReviewId, TextKind, Timestamp};

use super::{
    HERE_ALREADY, Taker,
    fields::{incoming, old_paths, published_at, title_of},
    filing::{file_comment, file_post},
    gather::{addresses, convert},
};
use crate::{
    import::{
        recognize::recognize,
        report::{Kind, Outcome},
        wxr::{PostKind, PostStatus, WxrItem},
    },
    intake::{self, Incoming, IntakeError},
    store::{self, Tx, imports, media, media::MediaRow},
};

impl Taker {
    pub(super) async fn take_item(&mut self, item: WxrItem) -> Result<(), store::Error> {
        let title = title_of(&item);
        let kind = match &item.kind {
            PostKind::Post => Kind::Post,
            PostKind::Page => Kind::Page,
            PostKind::Attachment => {
                let message = "pictures come from --media, with the post they stand in";
                self.report
                    .file(Outcome::Left, Kind::Picture, &title, message);
                return Ok(());
            }
            PostKind::Other(name) => {
                self.report.file(
                    Outcome::Left,
                    Kind::Other,
                    &title,
                    &format!("it is a {name}"),
                );
                return Ok(());
            }
        };
        if matches!(item.status, PostStatus::Trash | PostStatus::AutoDraft) {
            self.report.file(
                Outcome::Left,
                kind,
                &title,
                "it was in the trash or never begun",
            );
            return Ok(());
        }
        let number = item.post_id.to_string();
        let review = match self.find("review", &number).await? {
            Some(id) => {
                self.report.file(Outcome::Left, kind, &title, HERE_ALREADY);
                self.mend(ReviewId(id), &item, &title).await?;
                Some(ReviewId(id))
            }
            None => self.take_post(&item, &title, kind).await?,
        };
        if let Some(review) = review {
            self.take_comments(review, &item).await?;
        }
        if review.is_some() || self.is_dry {
            self.take_likes(review, &item, &title).await?;
        }
        Ok(())
    }

    /// Takes a post or page; none when it could not be taken or this is a dry run.
    async fn take_post(
        &mut self,
        item: &WxrItem,
        title: &str,
        kind: Kind,
    ) -> Result<Option<ReviewId>, store::Error> {
        let gathered = self.gather(addresses(&item.content)).await;
        self.file_pictures(&gathered, title);
        let found = gathered.found;
        let converted = convert(&item.content, &found);
        let mut notes = converted.notes.clone();
        let recognized = recognize(title, converted);
        notes.extend(recognized.left.iter().cloned());
        let published_at = published_at(item, &mut notes);
        let is_review = recognized.is_review;
        let author = match item.creator.as_str() {
            "" => None,
            login => Some(self.author(login, login).await?),
        };
        let pictures: Vec<MediaRow> = found.values().cloned().collect();
        let still = recognized
            .still
            .as_ref()
            .and_then(|still| found.get(&still.url))
            .cloned();
        let incoming = incoming(item, title, recognized, (author, published_at));
        let kind = if is_review { Kind::Review } else { kind };
        for tag in &incoming.tags {
            if let Some(kind) = self.terms.remove(&tag.name) {
                self.report.file(Outcome::Taken, kind, &tag.name, "");
            }
        }
        if self.is_dry {
            file_post(&mut self.report, kind, title, &notes);
            for comment in &item.comments {
                file_comment(&mut self.report, comment, title);
            }
            return Ok(None);
        }
        let (source, number) = (self.source.clone(), item.post_id.to_string());
        let paths = old_paths(item);
        let now = self.core.clock.now();
        let post = NewPost {
            incoming,
            pictures,
            still,
            source,
            number,
            paths,
            now,
        };
        let outcome: Result<(ReviewId, u64), IntakeError> = self
            .core
            .store
            .write(move |tx: &mut Tx<'_>| Box::pin(store_post(tx, post)))
            .await;
        match outcome {
            Ok((id, redirects)) => {
                file_post(&mut self.report, kind, title, &notes);
                for _ in 0..redirects {
                    self.report
                        .file(Outcome::Taken, Kind::Redirect, &item.link, "");
                }
                Ok(Some(id))
            }
            Err(IntakeError::Store(error)) => Err(error),
            Err(error @ IntakeError::TooDeep) => {
                self.report
                    .file(Outcome::Left, kind, title, &error.to_string());
                Ok(None)
            }
        }
    }
}

/// A post with all that is stored in its transaction.
struct NewPost {
    incoming: Incoming,
    pictures: Vec<MediaRow>,
    still: Option<MediaRow>,
    source: String,
    number: String,
    paths: Vec<String>,
    now: Timestamp,
}

/// Stores a post with its pictures and old addresses; returns how many of those there were.
async fn store_post(tx: &mut Tx<'_>, post: NewPost) -> Result<(ReviewId, u64), IntakeError> {
    let mut incoming = post.incoming;
    for row in &post.pictures {
        let id = media::find_or_insert(&mut tx.conn, row).await?;
        if post
            .still
            .as_ref()
            .is_some_and(|still| still.hash == row.hash)
        {
            incoming.still.media = Some(id);
        }
    }
    let kind = TextKind::from_key(incoming.kind);
    let (id, slug) = intake::take_review(tx, incoming, post.now).await?;
    imports::insert(&mut tx.conn, &post.source, "review", &post.number, id.0).await?;
    let target = kind.path(slug.as_str());
    let mut count = 0;
    for path in post.paths.into_iter().filter(|path| *path != target) {
        imports::insert_redirect(&mut tx.conn, &path, &target).await?;
        count += 1;
    }
    Ok((id, count))
}
