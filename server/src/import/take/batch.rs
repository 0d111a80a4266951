//! Posts on their way to the disk: several with their comments in one transaction, and while that is being
//! written, the next are made ready.

use std::{collections::HashMap, mem};

use app::model::{ReviewId, TextKind, Timestamp};

use super::{
    Taker,
    comments::{COMMENTS_A_GROUP, Group, News, TakenGroup, take_groups},
    filing::file_post,
};
use crate::{
    import::{
        report::{Kind, Outcome, Report},
        wxr::WxrItem,
    },
    intake::{self, ReadyReview},
    store::{self, Answer, Tx, imports, media, media::MediaRow},
};

/// How many posts one transaction takes, so that a server beside it never waits long.
pub(super) const POSTS_A_BATCH: usize = 16;

/// A post with all that is stored in its transaction.
pub(super) struct NewPost {
    /// The text, but for its still.
    pub(super) review: ReadyReview,
    /// Its pictures.
    pub(super) pictures: Vec<MediaRow>,
    /// The one that is its still.
    pub(super) still: Option<MediaRow>,
    /// Its number on the old site.
    pub(super) number: String,
    /// The addresses it had.
    pub(super) paths: Vec<String>,
    /// Its first comments.
    pub(super) comments: Group,
}

/// A post whose outcome is still to come, with what is to be filed then.
pub(super) struct Waiting {
    pub(super) item: WxrItem,
    pub(super) title: String,
    pub(super) kind: Kind,
    /// What is different about it.
    pub(super) notes: Vec<String>,
    /// What was filed while it was made ready.
    pub(super) filed: Report,
}

/// What became of a post.
struct TakenPost {
    review: ReviewId,
    redirects: usize,
    comments: TakenGroup,
}

/// Posts that are stored together, each with what waits for it.
#[derive(Default)]
pub(super) struct Batch {
    posts: Vec<NewPost>,
    waiting: Vec<Waiting>,
}

impl Batch {
    /// Adds a post.
    pub(super) fn add(&mut self, post: NewPost, waiting: Waiting) {
        self.posts.push(post);
        self.waiting.push(waiting);
    }

    /// Says whether it is to be stored before another post is added.
    pub(super) fn is_full(&self) -> bool {
        let comments: usize = self.posts.iter().map(|post| post.comments.len()).sum();
        self.posts.len() >= POSTS_A_BATCH || comments >= COMMENTS_A_GROUP
    }
}

/// A batch that the writer has.
pub(super) struct Sent {
    waiting: Vec<Waiting>,
    answer: Answer<Vec<TakenPost>, store::Error>,
}

impl Taker {
    /// Says whether a post is among those whose outcome is still to come.
    pub(super) fn is_on_its_way(&self, number: &str) -> bool {
        let sent = self.sent.iter().flat_map(|sent| &sent.waiting);
        let mut waiting = sent.chain(&self.batch.waiting);
        waiting.any(|waiting| waiting.item.post_id.to_string() == number)
    }

    /// Hands the batch to the writer, once it has stored the one before.
    pub(super) async fn send(&mut self) -> Result<(), store::Error> {
        let batch = mem::take(&mut self.batch);
        let before = self.sent.take();
        let (source, now) = (self.source.clone(), self.core.clock.now());
        let answer = self
            .core
            .store
            .queue(move |tx: &mut Tx<'_>| {
                Box::pin(async move { store_posts(tx, &source, batch.posts, now).await })
            })
            .await?;
        self.sent = Some(Sent {
            waiting: batch.waiting,
            answer,
        });
        match before {
            Some(before) => self.receive(before).await,
            None => Ok(()),
        }
    }

    /// Waits until everything is stored, and files it.
    pub(super) async fn settle(&mut self) -> Result<(), store::Error> {
        if !self.batch.posts.is_empty() {
            self.send().await?;
        }
        match self.sent.take() {
            Some(sent) => self.receive(sent).await,
            None => Ok(()),
        }
    }

    async fn receive(&mut self, sent: Sent) -> Result<(), store::Error> {
        let taken = sent.answer.wait().await?;
        for (waiting, taken) in sent.waiting.into_iter().zip(taken) {
            let Waiting {
                item,
                title,
                kind,
                notes,
                filed,
            } = waiting;
            self.report.append(filed);
            file_post(&mut self.report, kind, &title, &notes);
            for _ in 0..taken.redirects {
                self.report
                    .file(Outcome::Taken, Kind::Redirect, &item.link, "");
            }
            let number = item.post_id.to_string();
            self.posts
                .get_or_insert_with(HashMap::new)
                .insert(number, taken.review.0);
            self.take_comments(taken.review, &item, Some(taken.comments))
                .await?;
            self.take_likes(Some(taken.review), &item, &title).await?;
        }
        Ok(())
    }
}

/// Stores posts with their pictures, old addresses and first comments.
async fn store_posts(
    tx: &mut Tx<'_>,
    source: &str,
    posts: Vec<NewPost>,
    now: Timestamp,
) -> Result<Vec<TakenPost>, store::Error> {
    let (mut reviews, mut numbers, mut old, mut groups) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for post in posts {
        let mut review = post.review;
        for row in &post.pictures {
            let id = media::find_or_insert(&mut tx.conn, row).await?;
            let still = post.still.as_ref();
            if still.is_some_and(|still| still.hash == row.hash) {
                review.incoming.still.media = Some(id);
            }
        }
        old.push((TextKind::from_key(review.incoming.kind), post.paths));
        reviews.push(review);
        numbers.push(post.number);
        groups.push(post.comments);
    }
    let added = intake::take_reviews(tx, reviews, now).await?;
    let ids: Vec<ReviewId> = added.iter().map(|(review, _)| *review).collect();
    let noted = numbers.into_iter().zip(ids.iter().map(|id| id.0));
    let noted: Vec<_> = noted.collect();
    imports::insert_all(&mut tx.conn, source, "review", &noted).await?;
    let (mut redirects, mut counts) = (Vec::new(), Vec::new());
    for ((kind, paths), (_, slug)) in old.into_iter().zip(added) {
        let target = kind.path(slug.as_str());
        let before = redirects.len();
        let paths = paths.into_iter().filter(|path| *path != target);
        redirects.extend(paths.map(|path| (path, target.clone())));
        counts.push(redirects.len() - before);
    }
    imports::insert_redirects(&mut tx.conn, &redirects).await?;
    let groups = ids.iter().copied().zip(groups).collect();
    let comments = take_groups(tx, source, groups, News::Told).await?;
    let taken = ids.into_iter().zip(counts).zip(comments);
    Ok(taken
        .map(|((review, redirects), comments)| TakenPost {
            review,
            redirects,
            comments,
        })
        .collect())
}
