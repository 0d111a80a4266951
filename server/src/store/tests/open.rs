//! Opening a database: what the connections are set to, and what is refused without a trace.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use super::{
    Conn, Heard, TestStore,
    builders::{NOON, insert_review},
    execute, store_tests,
};
use crate::store::{
    Error, OpenError, Store, Tx,
    events::{self, EventKind},
    reviews,
};

store_tests!(store: a_database_of_a_newer_schema_is_refused);

/// A folder that goes with its test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("foyer.db")
    }

    /// Returns everything in the folder, by name.
    fn content(&self) -> BTreeMap<String, Vec<u8>> {
        let files = std::fs::read_dir(self.0.path())
            .unwrap()
            .map(Result::unwrap);
        files
            .map(|file| {
                let bytes = std::fs::read(file.path()).unwrap();
                (file.file_name().into_string().unwrap(), bytes)
            })
            .collect()
    }

    /// Opens the folder's file, which must be refused and left as it was.
    async fn refusal(&self) -> OpenError {
        let before = self.content();
        let outcome = open(&self.file()).await;
        let Err(error) = outcome else {
            panic!("the file was opened")
        };
        assert!(
            self.content() == before,
            "the folder is another: {:?}",
            self.content().keys()
        );
        error
    }
}

async fn open(path: &Path) -> Result<Store, OpenError> {
    Store::open(
        &format!("sqlite:{}", path.display()),
        vec![Arc::new(Heard::default())],
    )
    .await
}

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    options.connect().await.unwrap()
}

/// Makes a database with a review in it and closes it.
async fn make(path: &Path) {
    let store = open(path).await.unwrap();
    store.close().await;
    let mut conn = connect(path).await;
    insert_review(&mut Conn::Sqlite(&mut conn), "salt-year").await;
    conn.close().await.unwrap();
}

/// Changes bytes of a file.
fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

/// Copies a file at work with its log, as a power cut would leave them.
fn cut_power(from: &Path, to: &Path) {
    let log = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        PathBuf::from(name)
    };
    std::fs::copy(from, to).unwrap();
    std::fs::copy(log(from), log(to)).unwrap();
}

#[tokio::test]
async fn the_writers_connection_keeps_what_it_acknowledges() {
    let folder = Folder::new();
    let store = open(&folder.file()).await.unwrap();
    let settings = store.write(|tx: &mut Tx<'_>| {
        Box::pin(async move {
            let Conn::Sqlite(conn) = &mut tx.conn else {
                panic!("not SQLite")
            };
            let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
                .fetch_one(&mut **conn)
                .await?;
            let foreign_keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys")
                .fetch_one(&mut **conn)
                .await?;
            let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
                .fetch_one(&mut **conn)
                .await?;
            let version: String = sqlx::query_scalar("SELECT sqlite_version()")
                .fetch_one(&mut **conn)
                .await?;
            Ok::<_, sqlx::Error>((synchronous, foreign_keys, mode, version)).map_err(Error::from)
        })
    });
    let (synchronous, foreign_keys, mode, version) = settings.await.unwrap();

    assert_eq!((synchronous, foreign_keys, mode.as_str()), (2, 1, "wal"));
    let version: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    assert!(version >= vec![3, 51, 3], "{version:?}");
    store.close().await;
}

#[tokio::test]
async fn a_new_file_bears_foyers_mark() {
    let folder = Folder::new();
    make(&folder.file()).await;
    // Bytes 68 to 71 of the header are the application id.
    assert_eq!(std::fs::read(folder.file()).unwrap()[68..72], *b"Foyr");
    open(&folder.file()).await.unwrap().close().await;
}

#[tokio::test]
async fn an_empty_file_becomes_a_database() {
    let folder = Folder::new();
    std::fs::write(folder.file(), "").unwrap();
    make(&folder.file()).await;
    open(&folder.file()).await.unwrap().close().await;
}

#[tokio::test]
async fn a_text_file_is_refused() {
    for text in [
        "Notes about films.".to_owned(),
        "Notes about films. ".repeat(500),
    ] {
        let folder = Folder::new();
        std::fs::write(folder.file(), text).unwrap();
        assert!(matches!(folder.refusal().await, OpenError::Foreign(_)));
    }
}

#[tokio::test]
async fn a_file_of_another_program_is_refused() {
    let folder = Folder::new();
    let mut conn = connect(&folder.file()).await;
    execute(
        &mut Conn::Sqlite(&mut conn),
        "PRAGMA application_id = 1181710707",
    )
    .await;
    execute(
        &mut Conn::Sqlite(&mut conn),
        "CREATE TABLE recipes (name TEXT)",
    )
    .await;
    conn.close().await.unwrap();

    let error = folder.refusal().await;

    assert!(matches!(&error, OpenError::Foreign(_)));
    assert!(
        error
            .to_string()
            .contains("is not a Foyer database; nothing was changed")
    );
}

#[tokio::test]
async fn a_file_that_another_program_has_in_use_is_refused() {
    let (source, folder) = (Folder::new(), Folder::new());
    let mut conn = connect(&source.file()).await;
    execute(&mut Conn::Sqlite(&mut conn), "PRAGMA journal_mode = WAL").await;
    execute(
        &mut Conn::Sqlite(&mut conn),
        "CREATE TABLE recipes (name TEXT)",
    )
    .await;
    cut_power(&source.file(), &folder.file());

    assert!(matches!(folder.refusal().await, OpenError::Foreign(_)));
}

#[tokio::test]
async fn a_truncated_file_is_refused() {
    let folder = Folder::new();
    make(&folder.file()).await;
    let mut expected = 0;
    edit(&folder.file(), |bytes| {
        expected = bytes.len() as u64;
        bytes.truncate(bytes.len() / 2);
    });

    match folder.refusal().await {
        OpenError::Truncated(_, found, whole) => {
            assert_eq!((found, whole), (expected / 2, expected));
        }
        error => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_file_with_a_damaged_first_page_is_refused() {
    let folder = Folder::new();
    make(&folder.file()).await;
    edit(&folder.file(), |bytes| bytes[100..2048].fill(0xA5));
    let error = folder.refusal().await;
    assert!(matches!(error, OpenError::Damaged(..)), "{error}");
}

#[tokio::test]
async fn a_file_in_a_folder_that_is_not_there_is_refused() {
    let folder = Folder::new();
    let outcome = open(&folder.0.path().join("missing").join("foyer.db")).await;
    assert!(matches!(outcome, Err(OpenError::Driver(_))));
    assert!(folder.content().is_empty());
}

#[tokio::test]
async fn an_address_of_no_known_engine_is_refused() {
    let outcome = Store::open("mysql://localhost/foyer", vec![Arc::new(Heard::default())]).await;
    assert!(matches!(outcome, Err(OpenError::Address(address)) if address.starts_with("mysql:")));
}

const NEWER: &str = "
    INSERT INTO _sqlx_migrations (
        version, description, installed_on, success, checksum, execution_time
    )
    SELECT 9999, 'later', installed_on, success, checksum, execution_time
    FROM _sqlx_migrations
    WHERE version = 1
";

async fn a_database_of_a_newer_schema_is_refused(db: &TestStore) {
    db.store.close().await;
    let mut link = db.connect().await;
    execute(&mut link.conn(), NEWER).await;
    link.close().await;

    let outcome = Store::open(&db.address, vec![Arc::new(Heard::default())]).await;

    let Err(OpenError::Newer { found, known, .. }) = outcome else {
        panic!("it was opened")
    };
    assert_eq!(found, 9999);
    assert!((1..9999).contains(&known));
}

#[tokio::test]
async fn a_file_of_a_newer_schema_is_refused_without_a_trace() {
    let folder = Folder::new();
    make(&folder.file()).await;
    let mut conn = connect(&folder.file()).await;
    execute(&mut Conn::Sqlite(&mut conn), NEWER).await;
    conn.close().await.unwrap();
    assert!(matches!(
        folder.refusal().await,
        OpenError::Newer { found: 9999, .. }
    ));
}

/// What was acknowledged is there after a power cut, whatever the file is called.
#[tokio::test]
async fn an_acknowledged_write_survives_a_power_cut() {
    for name in ["foyer.db", "site.sqlite", "site"] {
        let (source, folder) = (Folder::new(), Folder::new());
        let path = folder.0.path().join(name);
        let store = open(&source.file()).await.unwrap();
        let write = store.write(|tx: &mut Tx<'_>| {
            Box::pin(async move {
                let review = insert_review(&mut tx.conn, "salt-year").await;
                tx.tell(Some(review), EventKind::Review, "{}".to_owned(), NOON)
                    .await
            })
        });
        write.await.unwrap();
        cut_power(&source.file(), &path);

        let again = open(&path)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));

        let mut snapshot = again.snapshot().await.unwrap();
        assert_eq!(reviews::count(&mut snapshot.conn()).await.unwrap(), 1);
        assert_eq!(events::newest(&mut snapshot.conn()).await.unwrap(), 1);
        drop(snapshot);
        again.close().await;
        store.close().await;
    }
}

#[tokio::test]
async fn a_closed_database_is_one_file() {
    let folder = Folder::new();
    let store = open(&folder.file()).await.unwrap();
    store.snapshot().await.unwrap();
    store.close().await;
    let left: u64 = folder
        .content()
        .into_iter()
        .filter(|(name, _)| name.ends_with("-wal"))
        .map(|(_, bytes)| bytes.len() as u64)
        .sum();
    assert_eq!(left, 0, "the log still holds something");
}
