//! The two engines: opening, pools, snapshots, and the macro that runs one text on either.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection,
    SqlitePool, Transaction,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{
    Error,
    writer::{Answer, Job, Observers, Tx, WriteConn, Writer},
};

/// A borrowed connection to whichever engine this site runs on.
pub(crate) enum Conn<'c> {
    /// A connection to the data folder's file.
    Sqlite(&'c mut SqliteConnection),
    /// A connection to a PostgreSQL server.
    Postgres(&'c mut PgConnection),
}

/// Evaluates the same sqlx expression against whichever engine is behind `$conn`.
macro_rules! on_engine {
    ($conn:expr, |$c:ident| $run:expr) => {
        match $conn {
            $crate::store::Conn::Sqlite(c) => {
                let $c = &mut **c;
                $run
            }
            $crate::store::Conn::Postgres(c) => {
                let $c = &mut **c;
                $run
            }
        }
    };
}
pub(crate) use on_engine;

/// Fetches the rows of a statement that goes on with a list of numbers and has an end behind it. There must be
/// numbers, and no more than an engine binds.
macro_rules! fetch_listed {
    ($conn:expr, $begin:expr, $numbers:expr, $end:expr) => {
        $crate::store::engine::on_engine!($conn, |c| {
            let mut select = sqlx::QueryBuilder::new($begin);
            let mut list = select.separated(", ");
            for number in $numbers {
                list.push_bind(number);
            }
            select.push($end);
            select.build_query_as().fetch_all(c).await
        })
    };
}
pub(crate) use fetch_listed;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// "Foyr" in ASCII: the mark in a SQLite file's header by which Foyer knows its own.
const APPLICATION_ID: u32 = 0x466f_7972;

/// The first bundled SQLite without the bug that loses commits when a log is reset under two
/// writers (sqlite.org, "WAL-reset bug", fixed in 3.51.3).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Why a database cannot be used. Each is one sentence for the person who starts Foyer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    /// The file is something else.
    #[error("{0} is not a Foyer database; nothing was changed. Point --data at another folder")]
    Foreign(String),
    /// The file ends before its content does.
    #[error(
        "{0} is damaged: it is {1} bytes long where {2} are expected; nothing was changed. Put a backup in its place"
    )]
    Truncated(String, u64, u64),
    /// The file cannot be read as a database.
    #[error("{0} is damaged ({1}); nothing was changed. Put a backup in its place")]
    Damaged(String, String),
    /// A newer release has written it.
    #[error(
        "{place} has schema {found}, which is newer than this Foyer's {known}; nothing was changed. Use the release that wrote it, or a newer one"
    )]
    Newer {
        /// The database.
        place: String,
        /// Its schema.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// The SQLite in this executable has the bug that loses commits.
    #[error(
        "this executable was built with SQLite {0}, which can lose commits; build it with 3.51.3 or newer"
    )]
    OldSqlite(String),
    /// The address of the database is none.
    #[error("{0} is no database address; it begins with sqlite: or postgres:")]
    Address(String),
    /// Anything else.
    #[error("the database cannot be opened: {0}")]
    Driver(#[from] sqlx::Error),
    /// A migration failed.
    #[error("the database cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// The database of one site.
#[derive(Clone)]
pub(crate) struct Store {
    read: ReadPool,
    writer: Writer,
}

#[derive(Clone)]
enum ReadPool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A consistent view of the database: all reads of one page see the same moment.
pub(crate) enum Snapshot {
    /// A read transaction on the file.
    Sqlite(Transaction<'static, Sqlite>),
    /// A read transaction on the server.
    Postgres(Transaction<'static, Postgres>),
}

impl Snapshot {
    /// Borrows the connection.
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(tx) => Conn::Sqlite(tx),
            Self::Postgres(tx) => Conn::Postgres(tx),
        }
    }
}

impl Store {
    /// Opens the database, brings its schema up to date and starts the writer.
    ///
    /// # Errors
    /// [`OpenError`], before anything was changed unless a migration itself fails.
    pub(crate) async fn open(address: &str, observers: Observers) -> Result<Self, OpenError> {
        let (read, write) = if let Some(path) = address.strip_prefix("sqlite:") {
            open_sqlite(Path::new(path)).await?
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            open_postgres(address).await?
        } else {
            return Err(OpenError::Address(address.to_owned()));
        };
        Ok(Self {
            read,
            writer: Writer::start(write, observers).await?,
        })
    }

    /// Begins a consistent view for reading.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, Error> {
        Ok(match &self.read {
            ReadPool::Sqlite(pool) => Snapshot::Sqlite(pool.begin().await?),
            ReadPool::Postgres(pool) => Snapshot::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        })
    }

    /// Runs a job in the writer's next transaction and returns once that is on disk.
    ///
    /// When the job fails, nothing it wrote is kept and the others of its transaction are not
    /// touched.
    pub(crate) async fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx<'_>) -> futures::future::BoxFuture<'a, Result<T, E>>
            + Send
            + 'static,
    {
        self.queue(job).await?.wait().await
    }

    /// Hands a job to the writer, as [`Store::write`] does, and leaves waiting for its outcome to the caller.
    pub(crate) async fn queue<T, E, F>(&self, job: F) -> Result<Answer<T, E>, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx<'_>) -> futures::future::BoxFuture<'a, Result<T, E>>
            + Send
            + 'static,
    {
        let (task, answer) = Job::new(job);
        self.writer.send(task).await?;
        Ok(Answer(answer))
    }

    /// Finishes what is queued, tidies the log and closes all connections.
    pub(crate) async fn close(&self) {
        // The log goes back into the file only when nobody reads from it any more.
        match &self.read {
            ReadPool::Sqlite(pool) => pool.close().await,
            ReadPool::Postgres(pool) => pool.close().await,
        }
        self.writer.stop().await;
    }
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(512)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("mmap_size", "0")
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

async fn open_sqlite(path: &Path) -> Result<(ReadPool, WriteConn), OpenError> {
    if inspect_sqlite(path).await? {
        create_sqlite(path).await?;
    }
    // The writer opens first: it makes the log that read-only connections need.
    let mut write = sqlite_options(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .optimize_on_close(true, None)
        .pragma("journal_size_limit", "33554432")
        .pragma("wal_autocheckpoint", "1000")
        .connect()
        .await?;
    check_sqlite_version(&mut write).await?;
    SQLITE.run_direct(None, &mut write, false).await?;
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let read = SqlitePoolOptions::new()
        .max_connections(u32::try_from(cores.clamp(2, 8)).unwrap_or(2))
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(
            sqlite_options(path)
                .read_only(true)
                .pragma("query_only", "ON"),
        )
        .await?;
    Ok((ReadPool::Sqlite(read), WriteConn::Sqlite(Box::new(write))))
}

/// Makes an empty database with Foyer's mark in its header, before there is any log it could be in.
async fn create_sqlite(path: &Path) -> Result<(), OpenError> {
    let mut conn = sqlite_options(path)
        .create_if_missing(true)
        .connect()
        .await?;
    // PRAGMA takes no parameters, so the mark stands in the text; a test holds them equal.
    sqlx::query("PRAGMA application_id = 1181710706")
        .execute(&mut conn)
        .await?;
    conn.close().await?;
    Ok(())
}

async fn check_sqlite_version(conn: &mut SqliteConnection) -> Result<(), OpenError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(conn)
        .await?;
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    if (part(), part(), part()) < OLDEST_SQLITE {
        return Err(OpenError::OldSqlite(version));
    }
    Ok(())
}

/// Looks at a file without changing it; says whether there is none yet.
async fn inspect_sqlite(path: &Path) -> Result<bool, OpenError> {
    let place = path.display().to_string();
    let header = match read_start(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(OpenError::Driver(sqlx::Error::Io(error))),
        Ok((0, _)) => return Ok(true),
        Ok((length, bytes)) => Header::read(&bytes, length),
    };
    let Some(header) = header else {
        return Err(OpenError::Foreign(place));
    };
    if header.application_id != APPLICATION_ID {
        return Err(OpenError::Foreign(place));
    }
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let has_log = std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    if !has_log && header.length < header.expected {
        return Err(OpenError::Truncated(place, header.length, header.expected));
    }
    // Without a log nobody is at work on the file, and it can be read without any trace.
    let options = sqlite_options(path).read_only(true).immutable(!has_log);
    let damaged = |error: sqlx::Error| OpenError::Damaged(place.clone(), error.to_string());
    let mut conn = options.connect().await.map_err(damaged)?;
    let schema = newest_sqlite_migration(&mut conn).await.map_err(damaged)?;
    conn.close().await?;
    refuse_newer(&SQLITE, schema, place)?;
    Ok(false)
}

fn read_start(path: &Path) -> std::io::Result<(u64, Vec<u8>)> {
    let file = std::fs::File::open(path)?;
    let mut start = Vec::new();
    let length = file.metadata()?.len();
    std::io::Read::read_to_end(&mut std::io::Read::take(file, 100), &mut start)?;
    Ok((length, start))
}

/// What the first hundred bytes of a SQLite file say (sqlite.org/fileformat.html, section 1.3).
struct Header {
    application_id: u32,
    length: u64,
    expected: u64,
}

impl Header {
    fn read(bytes: &[u8], length: u64) -> Option<Self> {
        if bytes.len() < 100 || !bytes.starts_with(b"SQLite format 3\0") {
            return None;
        }
        let number = |at: usize| {
            u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let page = match u16::from_be_bytes([bytes[16], bytes[17]]) {
            1 => 65_536,
            size => u64::from(size),
        };
        // The number of pages counts only when it was written together with the last change.
        let pages = if number(24) == number(92) {
            u64::from(number(28))
        } else {
            0
        };
        Some(Self {
            application_id: number(68),
            length,
            expected: pages * page,
        })
    }
}

async fn newest_sqlite_migration(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    const TABLE: &str = "SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'";
    const NEWEST: &str = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";
    let tables: i64 = sqlx::query_scalar(TABLE).fetch_one(&mut *conn).await?;
    if tables == 0 {
        return Ok(0);
    }
    sqlx::query_scalar(NEWEST).fetch_one(conn).await
}

async fn open_postgres(address: &str) -> Result<(ReadPool, WriteConn), OpenError> {
    const TABLE: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
    const NEWEST: &str = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";
    let options = PgConnectOptions::from_str(address)?.disable_statement_logging();
    let mut write = options.connect().await?;
    let has_table: bool = sqlx::query_scalar(TABLE).fetch_one(&mut write).await?;
    if has_table {
        let schema: i64 = sqlx::query_scalar(NEWEST).fetch_one(&mut write).await?;
        refuse_newer(&POSTGRES, schema, "The PostgreSQL database".to_owned())?;
    }
    POSTGRES.run_direct(None, &mut write, false).await?;
    let read = PgPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await?;
    Ok((
        ReadPool::Postgres(read),
        WriteConn::Postgres(Box::new(write)),
    ))
}

fn refuse_newer(migrator: &Migrator, found: i64, place: String) -> Result<(), OpenError> {
    let known = migrator
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0);
    if found > known {
        Err(OpenError::Newer {
            place,
            found,
            known,
        })
    } else {
        Ok(())
    }
}
