//! Likes: numbers that saved pages tell, given to what was taken.

use std::collections::HashMap;

use app::model::{CommentId, LikeTarget, ReviewId, Timestamp};
use url::Url;

use super::{HERE_ALREADY, Taker, filing::subject_of};
use crate::{
    import::{
        report::{Kind, Outcome},
        wxr::WxrItem,
    },
    store::{self, Tx, likes},
};

/// A number of likes for something: what it is here, how it is called in the report.
struct Told {
    target: Option<LikeTarget>,
    subject: String,
    count: i64,
}

/// What became of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Became {
    Counted,
    Known,
    Nothing,
}

impl Taker {
    /// Gives a post and its comments the likes that saved pages tell of; a dry run says which.
    pub(super) async fn take_likes(
        &mut self,
        review: Option<ReviewId>,
        item: &WxrItem,
        title: &str,
    ) -> Result<(), store::Error> {
        let Some(saved) = self.beside.pages.take(&self.addresses_of(item)) else {
            return Ok(());
        };
        for words in &saved.unread {
            let subject = format!("{words} on {title}");
            let message = "this is no number that can be read";
            self.report
                .file(Outcome::Left, Kind::Likes, &subject, message);
        }
        let mut told = Vec::new();
        if saved.post > 0 {
            told.push(Told {
                target: review.map(LikeTarget::Review),
                subject: title.to_owned(),
                count: saved.post,
            });
        }
        let exported: HashMap<_, _> = item.comments.iter().map(|c| (c.id, c)).collect();
        for (number, count) in saved.comments {
            let Some(comment) = exported.get(&number) else {
                let subject = format!("comment {number} on {title}");
                let message = format!("{count}, of a comment that is not in the export");
                self.report
                    .file(Outcome::Left, Kind::Likes, &subject, &message);
                continue;
            };
            let target = self.find("comment", &number.to_string()).await?;
            told.push(Told {
                target: target.map(|id| LikeTarget::Comment(CommentId(id))),
                subject: subject_of(comment, title),
                count,
            });
        }
        let became = self.count(&told).await?;
        let (outcome, message) = if became.contains(&Became::Counted) {
            (Outcome::Taken, format!("it is of “{title}”"))
        } else {
            let message = format!("it is of “{title}” and says nothing new");
            (Outcome::Left, message)
        };
        for file in &saved.files {
            self.report.file(outcome, Kind::SavedPage, file, &message);
        }
        for (told, became) in told.iter().zip(became) {
            let (outcome, message) = match became {
                Became::Counted => (Outcome::Taken, told.count.to_string()),
                Became::Known => (Outcome::Left, HERE_ALREADY.to_owned()),
                Became::Nothing => (
                    Outcome::Left,
                    format!("{}, of what cannot be liked here", told.count),
                ),
            };
            self.report
                .file(outcome, Kind::Likes, &told.subject, &message);
        }
        Ok(())
    }

    /// Lists the addresses that a page of a post may have been saved from.
    fn addresses_of(&self, item: &WxrItem) -> Vec<Url> {
        let written = [&item.link, &item.guid];
        let mut addresses: Vec<Url> = written
            .into_iter()
            .filter_map(|address| Url::parse(address).ok())
            .collect();
        let own = addresses.iter().filter_map(Url::host_str);
        let hosts: Vec<String> = own.map(str::to_owned).chain(self.hosts.clone()).collect();
        let link = Url::parse(&item.link).ok();
        for host in hosts {
            addresses.extend(Url::parse(&format!("https://{host}/?p={}", item.post_id)).ok());
            if let Some(mut link) = link.clone()
                && link.set_host(Some(&host)).is_ok()
            {
                addresses.push(link);
            }
        }
        addresses
    }

    /// Stores the numbers of one post, all of them or none, and says what became of each.
    async fn count(&self, told: &[Told]) -> Result<Vec<Became>, store::Error> {
        if self.is_dry {
            let mut snapshot = self.core.store.snapshot().await?;
            let mut became = Vec::new();
            for told in told {
                // What would be taken first has none yet.
                let known = match told.target {
                    Some(target) => likes::find_brought(&mut snapshot.conn(), target).await?,
                    None => Some(0),
                };
                became.push(match known {
                    None => Became::Nothing,
                    Some(known) if known >= told.count => Became::Known,
                    Some(_) => Became::Counted,
                });
            }
            return Ok(became);
        }
        let wanted: Vec<_> = told.iter().map(|told| (told.target, told.count)).collect();
        let now = self.core.clock.now();
        self.write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let mut became = Vec::new();
                for (target, count) in wanted {
                    became.push(match target {
                        Some(target) => bring(tx, target, count, now).await?,
                        None => Became::Nothing,
                    });
                }
                Ok(became)
            })
        })
        .await
    }
}

async fn bring(
    tx: &mut Tx<'_>,
    target: LikeTarget,
    count: i64,
    now: Timestamp,
) -> Result<Became, store::Error> {
    if likes::bring(&mut tx.conn, target, count).await?.is_none() {
        let known = likes::find_brought(&mut tx.conn, target).await?;
        return Ok(known.map_or(Became::Nothing, |_| Became::Known));
    }
    // Only what can be seen is told to those who look at it.
    let seen = likes::update_count(&mut tx.conn, target, 0).await?;
    match (target, seen) {
        (LikeTarget::Review(_), Some((review, count))) => tx.tell_review_likes(review, count, now),
        (LikeTarget::Comment(id), Some((review, count))) => {
            tx.tell_comment_likes(review, id, count, now);
        }
        (_, None) => {}
    }
    Ok(Became::Counted)
}
