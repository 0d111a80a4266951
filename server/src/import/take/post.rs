//! Posts and pages: what one becomes here, with its pictures, its old addresses and its first comments.

use app::model::ReviewId;

use super::{
    HERE_ALREADY, Taker,
    batch::{NewPost, Waiting},
    fields::{incoming, old_paths, published_at, title_of},
    filing::file_post,
    gather::{addresses, convert},
};
use crate::{
    import::{
        recognize::recognize,
        report::{Kind, Outcome},
        wxr::{PostKind, PostStatus, WxrItem},
    },
    store::{self, imports, media::MediaRow},
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
        if let Some(review) = self.find_post(&number).await? {
            // What is said of it comes behind what is said of those before it.
            self.settle().await?;
            self.report.file(Outcome::Left, kind, &title, HERE_ALREADY);
            self.mend(review, &item, &title).await?;
            self.take_comments(review, &item, None).await?;
            return self.take_likes(Some(review), &item, &title).await;
        }
        // It is filed when it is stored, behind those before it.
        let part = self.report.part();
        let before = std::mem::replace(&mut self.report, part);
        let prepared = self.prepare(&item, &title, kind).await?;
        let filed = std::mem::replace(&mut self.report, before);
        let Some((post, kind, notes)) = prepared else {
            self.settle().await?;
            self.report.append(filed);
            return Ok(());
        };
        if self.is_dry {
            self.report.append(filed);
            file_post(&mut self.report, kind, &title, &notes);
            self.file_all_comments(&item);
            return self.take_likes(None, &item, &title).await;
        }
        let waiting = Waiting {
            item,
            title,
            kind,
            notes,
            filed,
        };
        self.batch.add(post, waiting);
        if self.batch.is_full() {
            self.send().await?;
        }
        Ok(())
    }

    /// Finds what a post of the old site became here.
    async fn find_post(&mut self, number: &str) -> Result<Option<ReviewId>, store::Error> {
        if self.is_on_its_way(number) {
            self.settle().await?;
        }
        if self.posts.is_none() {
            let mut snapshot = self.core.store.snapshot().await?;
            let posts = imports::list(&mut snapshot.conn(), &self.source, "review").await?;
            self.posts = Some(posts);
        }
        let posts = self.posts.as_ref();
        Ok(posts.and_then(|posts| posts.get(number).copied().map(ReviewId)))
    }

    /// Gathers all that is to be stored of a post or page; none when it cannot be taken.
    async fn prepare(
        &mut self,
        item: &WxrItem,
        title: &str,
        kind: Kind,
    ) -> Result<Option<(NewPost, Kind, Vec<String>)>, store::Error> {
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
        let review = match incoming.ready() {
            Ok(review) => review,
            Err(error) => {
                self.report
                    .file(Outcome::Left, kind, title, &error.to_string());
                return Ok(None);
            }
        };
        let post = NewPost {
            review,
            pictures,
            still,
            number: item.post_id.to_string(),
            paths: old_paths(item),
            comments: self.first_group(item),
        };
        Ok(Some((post, kind, notes)))
    }
}
