//! Putting an archive into an empty site: all of it in one transaction, or nothing.
//!
//! One thread unpacks, checks and renders, the writer stores; between them a few hundred rows wait.

use std::{path::PathBuf, sync::Arc};

use app::model::Timestamp;
use tokio::sync::mpsc;

use super::{
    ArchiveError, each_kind,
    open::Archive,
    pictures,
    record::{Account, Comment, Record, Review, Visitor, WatchAlso},
};
use crate::{
    secret::Cipher,
    store::{
        Conn, Constraint, Error, Store, Tx,
        events::EventKind,
        imports, rows,
        rows::{
            AuthorRow, CommentLikeRow, CommentRevisionRow, CountryRow, CreditRow, DraftRow,
            FilmHistoryRow, FilmRatingRow, FilmRow, ImportRow, MediaRow, ModerationRow,
            OutsideRatingRow, PersonRow, RedirectRow, ReviewAuthorRow, ReviewLikeRow, ReviewTagRow,
            RevisionRow, Row, SettingRow, TagRow,
        },
        search,
    },
};

/// How many batches wait between the thread that unpacks and the writer, and the rows of one.
const QUEUE: usize = 4;
const TOGETHER: usize = 100;
/// Under which source and kind it is noted that an archive was taken.
const NOTE: &str = "archive";

/// What came of it.
#[derive(Debug)]
pub(crate) struct Taken {
    /// What the archive said of itself.
    pub(crate) manifest: super::manifest::Manifest,
    /// Whether this very archive had been taken before, so that nothing was added.
    pub(crate) was_there: bool,
    /// How many files of pictures the old site had lost already.
    pub(crate) missing: usize,
}

/// Where an archive goes.
pub(crate) struct Target<'a> {
    /// The database, which has to be empty.
    pub(crate) store: &'a Store,
    /// What closes e-mail addresses there.
    pub(crate) cipher: &'a Cipher,
    /// The folder for pictures; without one they are looked at only.
    pub(crate) media: Option<PathBuf>,
    /// The time.
    pub(crate) now: Timestamp,
    /// Whether nothing is to be kept.
    pub(crate) is_dry: bool,
}

/// A row on its way to the database.
struct Parcel {
    row: Box<dyn Insert>,
    member: &'static str,
    line: u64,
}

/// What the thread sends: rows, and at last that these were all.
enum Message {
    Rows(Vec<Parcel>),
    Failed(ArchiveError),
    Finished,
}

/// A row of any kind.
trait Insert: Send + Sync {
    fn insert<'a>(
        &'a self,
        conn: &'a mut Conn<'_>,
    ) -> futures::future::BoxFuture<'a, Result<(), Error>>;
}

impl<R: Row> Insert for R {
    fn insert<'a>(
        &'a self,
        conn: &'a mut Conn<'_>,
    ) -> futures::future::BoxFuture<'a, Result<(), Error>> {
        Row::insert(self, conn)
    }
}

/// Takes an archive in, and tells of each row how many there have been. The search index is left to be
/// made again, which goes on by itself when it is interrupted.
///
/// # Errors
/// [`ArchiveError`]; the site is as it was then.
pub(crate) async fn take(
    target: Target<'_>,
    mut archive: Archive,
    told: impl Fn(u64) + Send + Sync + 'static,
) -> Result<Taken, ArchiveError> {
    let digest = archive.digest.clone();
    let mut taken = Taken {
        manifest: archive.manifest.clone(),
        was_there: true,
        missing: 0,
    };
    {
        let mut snapshot = target.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        if imports::find(conn, NOTE, NOTE, &digest).await?.is_some() {
            return Ok(taken);
        }
        refuse_filled(conn).await?;
    }
    taken.was_there = false;
    archive.check_digests(|_| ())?;
    let folder = target.media.as_deref().filter(|_| !target.is_dry);
    let placed = pictures::place(&mut archive, target.cipher, folder)?;
    taken.missing = placed.missing;
    let (sender, mut messages) = mpsc::channel(QUEUE);
    let cipher = target.cipher.clone();
    let thread = tokio::task::spawn_blocking(move || unpack(&mut archive, &cipher, &sender));
    let (now, is_dry) = (target.now, target.is_dry);
    let told = Arc::new(told);
    let outcome = target
        .store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                refuse_filled(&mut tx.conn).await?;
                insert_all(tx, &mut messages, told.as_ref()).await?;
                finish(tx, &digest, now).await?;
                if is_dry {
                    return Err(ArchiveError::DryRun);
                }
                Ok(())
            })
        })
        .await;
    // The thread ends by itself: whoever would take its rows is gone.
    let _ = thread.await;
    match outcome {
        Ok(()) => placed.keep(),
        Err(ArchiveError::DryRun) => {}
        Err(error) => return Err(error),
    }
    Ok(taken)
}

async fn refuse_filled(conn: &mut Conn<'_>) -> Result<(), ArchiveError> {
    macro_rules! refuse {
        ($kind:ident) => {
            if rows::count::<<$kind as Record>::Row>(conn).await? > 0 {
                return Err(ArchiveError::Filled(<<$kind as Record>::Row as Row>::TABLE));
            }
        };
    }
    each_kind!(refuse);
    Ok(())
}

async fn insert_all(
    tx: &mut Tx<'_>,
    messages: &mut mpsc::Receiver<Message>,
    told: &(dyn Fn(u64) + Send + Sync),
) -> Result<(), ArchiveError> {
    let mut done = 0;
    loop {
        match messages.recv().await {
            Some(Message::Rows(parcels)) => {
                for Parcel { row, member, line } in parcels {
                    let added = row.insert(&mut tx.conn).await;
                    added.map_err(|error| refused(error, member, line))?;
                    done += 1;
                }
                told(done);
            }
            Some(Message::Failed(error)) => return Err(error),
            Some(Message::Finished) => return Ok(()),
            None => return Err(ArchiveError::broken("it could not be read to its end")),
        }
    }
}

/// Says which line the database refused, when it did because of the line.
fn refused(error: Error, member: &str, line: u64) -> ArchiveError {
    let problem = match &error {
        Error::Constraint(Constraint::Reference) => "it refers to something that is not there",
        Error::Constraint(_) => "there is another one like it",
        _ => return ArchiveError::Store(error),
    };
    ArchiveError::Line {
        member: format!("{member}.jsonl"),
        line,
        problem: problem.to_owned(),
    }
}

/// Does what can be done only once all rows are there.
async fn finish(tx: &mut Tx<'_>, digest: &str, now: Timestamp) -> Result<(), ArchiveError> {
    let conn = &mut tx.conn;
    if rows::count_astray(conn).await? > 0 {
        return Err(ArchiveError::broken(
            "a comment stands in another thread than the one it answers",
        ));
    }
    rows::recount(conn).await?;
    rows::release_numbers(conn).await?;
    imports::insert(conn, NOTE, NOTE, digest, 1).await?;
    search::begin_again(conn).await?;
    tx.tell(None, EventKind::Review, "{}".to_owned(), now)
        .await?;
    Ok(())
}

/// Sends every row of an archive, checked and rendered.
fn unpack(archive: &mut Archive, cipher: &Cipher, sender: &mpsc::Sender<Message>) {
    let outcome = unpack_all(archive, cipher, sender);
    let last = match outcome {
        Ok(()) => Message::Finished,
        Err(error) => Message::Failed(error),
    };
    let _ = sender.blocking_send(last);
}

fn unpack_all(
    archive: &mut Archive,
    cipher: &Cipher,
    sender: &mpsc::Sender<Message>,
) -> Result<(), ArchiveError> {
    macro_rules! unpack {
        ($kind:ident) => {
            unpack_member::<$kind>(archive, cipher, sender)?
        };
    }
    each_kind!(unpack);
    Ok(())
}

fn unpack_member<R: Record>(
    archive: &mut Archive,
    cipher: &Cipher,
    sender: &mpsc::Sender<Message>,
) -> Result<(), ArchiveError> {
    let member = <R::Row as Row>::TABLE;
    let send = |parcels: Vec<Parcel>| {
        let gone = |_| ArchiveError::Store(Error::Stopped);
        sender.blocking_send(Message::Rows(parcels)).map_err(gone)
    };
    let mut batch = Vec::with_capacity(TOGETHER);
    archive.for_each_line(|line, record: R| {
        let row = record.into_row(cipher);
        let row = row.map_err(|problem| ArchiveError::line::<R::Row>(line, problem))?;
        batch.push(Parcel {
            row: Box::new(row),
            member,
            line,
        });
        if batch.len() == TOGETHER {
            send(std::mem::replace(&mut batch, Vec::with_capacity(TOGETHER)))?;
        }
        Ok(())
    })?;
    send(batch)
}
