//! The one task that writes: it takes what has gathered, commits once, then answers everybody.
//!
//! While one commit is on its way to the disk, the next jobs gather in the queue; so under load
//! one `fsync` serves many writes, and without load nobody waits for company. Each job runs in a
//! savepoint of its own: one that fails leaves the others as they are.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use app::model::{CommentId, ReviewId, Timestamp};
use futures::future::BoxFuture;
use sqlx::{Connection, PgConnection, SqliteConnection};
use tokio::sync::{Mutex, mpsc, oneshot};

use super::{
    Conn, Error,
    engine::on_engine,
    events,
    events::{Event, EventKind},
};

/// The most jobs one commit takes.
const LARGEST_GROUP: usize = 256;
/// How many jobs may wait before senders do.
const QUEUE: usize = 1024;
/// How often an idle writer looks for what other programs have written.
const WATCH: Duration = Duration::from_millis(250);

/// Hears of what was committed, before the writers of it do.
pub(crate) trait CommitObserver: Send + Sync {
    /// Takes the events of a commit, in order.
    fn committed(&self, events: &[Event]);
}

/// Everybody who hears of commits, in the order in which they do.
pub(crate) type Observers = Vec<Arc<dyn CommitObserver>>;

/// What a job writes with: the connection, and the news to be told when it is committed.
pub(crate) struct Tx<'c> {
    /// The connection, inside the job's savepoint.
    pub(crate) conn: Conn<'c>,
    news: &'c mut Vec<News>,
}

enum News {
    Event(Event),
    ReviewLikes(ReviewId, i64, Timestamp),
    CommentLikes(ReviewId, CommentId, i64, Timestamp),
}

/// The last numbers of one review's likes in a group.
#[derive(Default)]
struct Likes {
    review: Option<i64>,
    comments: BTreeMap<CommentId, i64>,
    at: Timestamp,
}

impl Tx<'_> {
    /// Writes an event with the change it tells of.
    pub(crate) async fn tell(
        &mut self,
        review: Option<ReviewId>,
        kind: EventKind,
        payload: String,
        now: Timestamp,
    ) -> Result<(), Error> {
        let event = events::insert(&mut self.conn, review, kind, payload, now).await?;
        self.news.push(News::Event(event));
        Ok(())
    }

    /// Notes a review's new number of likes; the group's last number makes one event.
    pub(crate) fn tell_review_likes(&mut self, review: ReviewId, count: i64, now: Timestamp) {
        self.news.push(News::ReviewLikes(review, count, now));
    }

    /// Notes a comment's new number of likes; the group's last number makes one event.
    pub(crate) fn tell_comment_likes(
        &mut self,
        review: ReviewId,
        comment: CommentId,
        count: i64,
        now: Timestamp,
    ) {
        self.news
            .push(News::CommentLikes(review, comment, count, now));
    }
}

/// A connection of the writer's own.
pub(crate) enum WriteConn {
    Sqlite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

impl WriteConn {
    fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(conn) => Conn::Sqlite(conn),
            Self::Postgres(conn) => Conn::Postgres(conn),
        }
    }
}

trait Run: Send {
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool>;
    fn fail(&mut self, error: Error);
    fn answer(self: Box<Self>, commit: Result<(), String>);
}

/// A queued write.
pub(crate) struct Job(Box<dyn Run>);

struct Task<F, T, E> {
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl Job {
    /// Wraps a job with the channel its outcome comes back on.
    pub(crate) fn new<T, E, F>(work: F) -> (Self, oneshot::Receiver<Result<T, E>>)
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        let (answer, receiver) = oneshot::channel();
        (
            Self(Box::new(Task {
                work: Some(work),
                outcome: None,
                answer,
            })),
            receiver,
        )
    }
}

/// The outcome of a job that was handed over.
pub(crate) struct Answer<T, E>(pub(super) oneshot::Receiver<Result<T, E>>);

impl<T, E: From<Error>> Answer<T, E> {
    /// Waits until the job is on disk, or has failed.
    pub(crate) async fn wait(self) -> Result<T, E> {
        self.0.await.unwrap_or_else(|_| Err(Error::Stopped.into()))
    }
}

impl<F, T, E> Run for Task<F, T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'a> FnOnce(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
{
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let Some(work) = self.work.take() else {
                return false;
            };
            let outcome = work(tx).await;
            let is_kept = outcome.is_ok();
            self.outcome = Some(outcome);
            is_kept
        })
    }

    fn fail(&mut self, error: Error) {
        self.outcome = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>, commit: Result<(), String>) {
        let outcome = match (commit, self.outcome) {
            (_, Some(Err(error))) => Err(error),
            (Ok(()), Some(Ok(value))) => Ok(value),
            (Err(cause), _) => Err(Error::Commit(cause).into()),
            (Ok(()), None) => Err(Error::Stopped.into()),
        };
        // A caller that has gone away needs no answer.
        let _ = self.answer.send(outcome);
    }
}

/// The way to the writing task.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: Arc<Mutex<Option<mpsc::Sender<Job>>>>,
    sender: mpsc::WeakSender<Job>,
    ended: Arc<Mutex<Option<tokio::task::JoinHandle<()>>>>,
}

impl Writer {
    /// Starts the task on its connection.
    pub(crate) async fn start(
        mut conn: WriteConn,
        observers: Observers,
    ) -> Result<Self, sqlx::Error> {
        let seen = events::newest(&mut conn.conn())
            .await
            .map_err(|error| match error {
                Error::Driver(error) => error,
                other => sqlx::Error::Protocol(other.to_string()),
            })?;
        let (sender, jobs) = mpsc::channel(QUEUE);
        let weak = sender.downgrade();
        let task = WriterTask {
            conn,
            observers,
            seen,
            outside: None,
            is_dirty: false,
        };
        let ended = tokio::spawn(task.run(jobs));
        Ok(Self {
            queue: Arc::new(Mutex::new(Some(sender))),
            sender: weak,
            ended: Arc::new(Mutex::new(Some(ended))),
        })
    }

    /// Queues a job, waiting for a place.
    pub(crate) async fn send(&self, job: Job) -> Result<(), Error> {
        let sender = self.sender.upgrade().ok_or(Error::Stopped)?;
        sender.send(job).await.map_err(|_| Error::Stopped)
    }

    /// Takes no more jobs, finishes those queued and waits for the task's end.
    pub(crate) async fn stop(&self) {
        self.queue.lock().await.take();
        if let Some(ended) = self.ended.lock().await.take()
            && let Err(error) = ended.await
        {
            tracing::error!(%error, "the writer broke off");
        }
    }
}

struct WriterTask {
    conn: WriteConn,
    observers: Observers,
    /// The newest event that was told of.
    seen: i64,
    /// SQLite's count of what other connections have committed.
    outside: Option<i64>,
    /// Whether the log has grown since it was last tidied.
    is_dirty: bool,
}

impl WriterTask {
    async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut idle = 0_u32;
        loop {
            match tokio::time::timeout(WATCH, jobs.recv()).await {
                Ok(Some(first)) => {
                    idle = 0;
                    let mut group = vec![first];
                    while group.len() < LARGEST_GROUP
                        && let Ok(job) = jobs.try_recv()
                    {
                        group.push(job);
                    }
                    self.commit(group).await;
                }
                Ok(None) => break,
                Err(_) => {
                    idle += 1;
                    self.watch().await;
                    // After ten quiet seconds the log goes back into the file.
                    if idle == 40 && std::mem::take(&mut self.is_dirty) {
                        self.checkpoint().await;
                    }
                }
            }
        }
        self.checkpoint().await;
        let closed = match self.conn {
            WriteConn::Sqlite(conn) => conn.close().await,
            WriteConn::Postgres(conn) => conn.close().await,
        };
        if let Err(error) = closed {
            tracing::warn!(%error, "the writer's connection did not close cleanly");
        }
    }

    async fn commit(&mut self, mut group: Vec<Job>) {
        let outcome = self.write(&mut group).await;
        let commit = match outcome {
            Ok(told) => {
                self.is_dirty = true;
                self.tell(told).await;
                Ok(())
            }
            Err(error) => {
                tracing::error!(%error, jobs = group.len(), "a group of writes was not committed");
                if let Err(error) = self.execute("ROLLBACK").await {
                    tracing::error!(%error, "the rollback failed");
                }
                Err(error.to_string())
            }
        };
        for job in group {
            job.0.answer(commit.clone());
        }
    }

    async fn write(&mut self, group: &mut [Job]) -> Result<Vec<Event>, Error> {
        self.execute(match self.conn {
            WriteConn::Sqlite(_) => "BEGIN IMMEDIATE",
            WriteConn::Postgres(_) => "BEGIN",
        })
        .await?;
        let mut news = Vec::new();
        self.execute("SAVEPOINT job").await?;
        for job in group {
            let known = news.len();
            let mut tx = Tx {
                conn: self.conn.conn(),
                news: &mut news,
            };
            let mut is_kept = job.0.run(&mut tx).await;
            // A job that went on after a refusal has left PostgreSQL's savepoint unusable.
            if is_kept && let Err(error) = self.next_savepoint().await {
                job.0.fail(error);
                is_kept = false;
            }
            if !is_kept {
                news.truncate(known);
                // The savepoint itself stays, for the next job.
                self.execute("ROLLBACK TO SAVEPOINT job").await?;
            }
        }
        let told = self.write_news(news).await?;
        self.execute("COMMIT").await?;
        Ok(told)
    }

    /// Keeps what a job wrote and begins the next one's savepoint; the commit ends the last.
    async fn next_savepoint(&mut self) -> Result<(), Error> {
        match self.conn {
            // Each way to SQLite's thread and back costs more than what is done there.
            WriteConn::Sqlite(_) => self.execute("RELEASE SAVEPOINT job; SAVEPOINT job").await,
            WriteConn::Postgres(_) => {
                self.execute("RELEASE SAVEPOINT job").await?;
                self.execute("SAVEPOINT job").await
            }
        }
    }

    /// Writes the likes of a group as one event a review, with the last number of each thing.
    async fn write_news(&mut self, news: Vec<News>) -> Result<Vec<Event>, Error> {
        let mut told = Vec::new();
        let mut likes: BTreeMap<ReviewId, Likes> = BTreeMap::new();
        for item in news {
            match item {
                News::Event(event) => told.push(event),
                News::ReviewLikes(review, count, at) => {
                    let likes = likes.entry(review).or_default();
                    likes.review = Some(count);
                    likes.at = at;
                }
                News::CommentLikes(review, comment, count, at) => {
                    let likes = likes.entry(review).or_default();
                    likes.comments.insert(comment, count);
                    likes.at = at;
                }
            }
        }
        for (review, likes) in likes {
            let payload = events::likes_payload(likes.review, &likes.comments);
            let conn = &mut self.conn.conn();
            told.push(
                events::insert(conn, Some(review), EventKind::Likes, payload, likes.at).await?,
            );
        }
        Ok(told)
    }

    /// Tells of a commit's events, and first of those that another program put before them.
    async fn tell(&mut self, told: Vec<Event>) {
        let Some(last) = told.last() else { return };
        let gap = told.first().is_some_and(|first| first.seq > self.seen + 1);
        if gap {
            self.catch_up().await;
            return;
        }
        self.seen = last.seq;
        self.notify(&told);
    }

    fn notify(&self, events: &[Event]) {
        for observer in &self.observers {
            observer.committed(events);
        }
    }

    async fn watch(&mut self) {
        if let WriteConn::Sqlite(conn) = &mut self.conn {
            let version: Result<i64, _> = sqlx::query_scalar("PRAGMA data_version")
                .fetch_one(&mut **conn)
                .await;
            match version {
                Ok(version) if self.outside.replace(version) == Some(version) => return,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "looking for changes from outside failed"),
            }
        }
        self.catch_up().await;
    }

    async fn catch_up(&mut self) {
        loop {
            match events::list_after(&mut self.conn.conn(), None, self.seen).await {
                Ok(events) => {
                    let Some(last) = events.last() else { return };
                    self.seen = last.seq;
                    self.notify(&events);
                }
                Err(error) => {
                    tracing::warn!(%error, "reading events from outside failed");
                    return;
                }
            }
        }
    }

    async fn checkpoint(&mut self) {
        if matches!(self.conn, WriteConn::Sqlite(_))
            && let Err(error) = self.execute("PRAGMA wal_checkpoint(TRUNCATE)").await
        {
            tracing::warn!(%error, "the log could not be tidied");
        }
    }

    async fn execute(&mut self, sql: &'static str) -> Result<(), Error> {
        on_engine!(&mut self.conn.conn(), |c| sqlx::query(sql)
            .execute(c)
            .await
            .map(|_| ()))?;
        Ok(())
    }
}
