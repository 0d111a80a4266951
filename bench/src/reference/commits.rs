//! A bare writer: one row, its count, one commit; as durable as Foyer's, on the same disk.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::Error;

const TABLES: [&str; 3] = [
    "CREATE TABLE things (id INTEGER PRIMARY KEY, count INTEGER NOT NULL)",
    "CREATE TABLE likes (thing INTEGER NOT NULL, liker INTEGER NOT NULL, PRIMARY KEY (thing, liker)) WITHOUT ROWID",
    "CREATE TABLE comments (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL)",
];

/// A database of its own.
pub(crate) struct Commits {
    conn: SqliteConnection,
    next: i64,
}

/// What is committed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A like.
    Like,
    /// A comment.
    Comment,
}

impl Commits {
    /// Makes the database.
    pub(crate) async fn open(path: &Path) -> Result<Self, Error> {
        let mut conn = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .disable_statement_logging()
            .connect()
            .await?;
        for table in TABLES {
            sqlx::query(table).execute(&mut conn).await?;
        }
        sqlx::query("INSERT INTO things (id, count) VALUES (1, 0)")
            .execute(&mut conn)
            .await?;
        Ok(Self { conn, next: 0 })
    }

    /// Commits one after the other for a while; returns how many a second.
    #[expect(clippy::cast_precision_loss, reason = "a count of commits")]
    pub(crate) async fn run(&mut self, what: What, duration: Duration) -> Result<f64, Error> {
        let (begin, first) = (Instant::now(), self.next);
        while begin.elapsed() < duration {
            self.next += 1;
            self.commit(what).await?;
        }
        Ok((self.next - first) as f64 / begin.elapsed().as_secs_f64())
    }

    async fn commit(&mut self, what: What) -> Result<(), Error> {
        const LIKE: &str = "INSERT INTO likes (thing, liker) VALUES (1, $1)";
        const COMMENT: &str =
            "INSERT INTO comments (id, thing, name, body) VALUES ($1, 1, 'Row F', $2)";
        const COUNT: &str = "UPDATE things SET count = count + 1 WHERE id = 1";
        let mut tx = self.conn.begin_with("BEGIN IMMEDIATE").await?;
        match what {
            What::Like => sqlx::query(LIKE).bind(self.next).execute(&mut *tx).await?,
            What::Comment => {
                let text = format!("A thought of the reference, number {}", self.next);
                sqlx::query(COMMENT)
                    .bind(self.next)
                    .bind(text)
                    .execute(&mut *tx)
                    .await?
            }
        };
        sqlx::query(COUNT).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Returns how many were counted.
    #[cfg(test)]
    async fn count(&mut self) -> Result<i64, Error> {
        let count = sqlx::query_scalar("SELECT count FROM things");
        Ok(count.fetch_one(&mut self.conn).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_commit_is_counted() {
        let folder = std::env::temp_dir().join(format!("foyer-commits-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut commits = Commits::open(&folder.join("reference.db")).await.unwrap();
        let time = Duration::from_millis(50);
        assert!(commits.run(What::Like, time).await.unwrap() > 0.0);
        assert!(commits.run(What::Comment, time).await.unwrap() > 0.0);
        assert_eq!(commits.count().await.unwrap(), commits.next);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
