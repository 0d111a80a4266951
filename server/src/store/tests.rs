//! The conformance suite: every function of the store on both engines, each case on a fresh
//! database.

use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    sync::{Arc, Mutex},
    time::Duration,
};

use futures::FutureExt;
use sqlx::{
    ConnectOptions, Connection, PgConnection, QueryBuilder, SqliteConnection,
    postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
};
use tempfile::TempDir;
use tokio::sync::Notify;
use url::Url;

use super::{CommitObserver, Conn, Error, Store, engine::on_engine, events::Event};

mod accounts;
mod authors;
mod builders;
mod cards;
mod claims;
mod comments;
mod desk;
mod events;
mod factors;
mod feeds;
mod films;
mod imports;
mod leaving;
mod likers;
mod likes;
mod links;
mod media;
mod mending;
mod migrations;
mod moderation;
mod open;
mod outside;
mod pages;
mod reviews;
mod roster;
mod rows;
mod search;
mod sessions;
mod settings;
mod stills;
mod telling_words;
mod thread;
mod visitors;
mod wander;
mod writer;

/// Expands each case to `sqlite::<case>` and `postgres::<case>`. A case after `conn:` takes a
/// connection to a fresh database, one after `store:` the opened store.
macro_rules! store_tests {
    (@conn $case:ident) => {
        async |db: &$crate::store::tests::TestStore| {
            super::$case(&mut db.connect().await.conn()).await;
        }
    };
    (@store $case:ident) => { super::$case };
    ($kind:ident: $($case:ident),* $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test]
                async fn $case() {
                    $crate::store::tests::on_sqlite($crate::store::tests::store_tests!(@$kind $case)).await;
                }
            )*
        }

        mod postgres {
            $(
                #[tokio::test]
                async fn $case() {
                    $crate::store::tests::on_postgres($crate::store::tests::store_tests!(@$kind $case)).await;
                }
            )*
        }
    };
}
use store_tests;

/// The longest a test waits for what it says it waits for.
const PATIENCE: Duration = Duration::from_secs(2);

/// A store on a fresh database, with what its observer has heard.
struct TestStore {
    store: Store,
    heard: Arc<Heard>,
    address: String,
}

impl TestStore {
    /// Opens the database of an address.
    async fn open(address: &str) -> Self {
        let heard = Arc::new(Heard::default());
        let store = Store::open(address, vec![heard.clone()]).await.unwrap();
        Self {
            store,
            heard,
            address: address.to_owned(),
        }
    }

    /// Opens the same database once more, as another process would.
    async fn open_again(&self) -> Self {
        Self::open(&self.address).await
    }

    /// Connects to the database past the store.
    async fn connect(&self) -> TestConn {
        if let Some(path) = self.address.strip_prefix("sqlite:") {
            let options = SqliteConnectOptions::new().filename(path);
            TestConn::Sqlite(options.connect().await.unwrap())
        } else {
            let options: PgConnectOptions = self.address.parse().unwrap();
            TestConn::Postgres(options.connect().await.unwrap())
        }
    }
}

/// A connection that belongs to the test.
enum TestConn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl TestConn {
    fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(conn) => Conn::Sqlite(conn),
            Self::Postgres(conn) => Conn::Postgres(conn),
        }
    }

    async fn close(self) {
        match self {
            Self::Sqlite(conn) => conn.close().await.unwrap(),
            Self::Postgres(conn) => conn.close().await.unwrap(),
        }
    }
}

/// An observer that keeps what it hears, one entry a call.
#[derive(Default)]
struct Heard {
    calls: Mutex<Vec<Vec<Event>>>,
    news: Notify,
}

impl CommitObserver for Heard {
    fn committed(&self, events: &[Event]) {
        self.calls.lock().unwrap().push(events.to_vec());
        self.news.notify_one();
    }
}

impl Heard {
    /// Returns the events of each call.
    fn calls(&self) -> Vec<Vec<Event>> {
        self.calls.lock().unwrap().clone()
    }

    /// Returns all events heard, in the order they were heard.
    fn events(&self) -> Vec<Event> {
        self.calls().concat()
    }

    /// Waits until `count` events were heard, and returns them.
    async fn wait_for(&self, count: usize) -> Vec<Event> {
        let all = async {
            while self.events().len() < count {
                self.news.notified().await;
            }
        };
        let outcome = tokio::time::timeout(PATIENCE, all).await;
        assert!(
            outcome.is_ok(),
            "waited for {count} events, heard {:?}",
            self.events()
        );
        self.events()
    }
}

/// Runs a case on a new SQLite file.
async fn on_sqlite(case: impl AsyncFnOnce(&TestStore)) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("foyer.db");
    let db = TestStore::open(&format!("sqlite:{}", path.display())).await;
    case(&db).await;
    db.store.close().await;
}

/// Runs a case on a new database of the PostgreSQL server, where there is one.
async fn on_postgres(case: impl AsyncFnOnce(&TestStore)) {
    let Some(server) = postgres_server() else {
        return;
    };
    let database = PostgresDatabase::create(&server).await;
    let work = async {
        let db = TestStore::open(&database.address).await;
        case(&db).await;
        db.store.close().await;
    };
    let outcome = AssertUnwindSafe(work).catch_unwind().await;
    database.drop(&server).await;
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Returns the PostgreSQL server's address; none where its cases are left out.
#[expect(
    clippy::disallowed_methods,
    reason = "what tests run on is no setting of a site"
)]
pub(crate) fn postgres_server() -> Option<Url> {
    if std::env::var("FOYER_TEST_ENGINES").is_ok_and(|engines| engines == "sqlite") {
        eprintln!("left out: FOYER_TEST_ENGINES names SQLite alone");
        return None;
    }
    let Ok(server) = std::env::var("FOYER_TEST_POSTGRES") else {
        panic!("start the tests with `make test`, or set FOYER_TEST_ENGINES=sqlite");
    };
    Some(server.parse().unwrap())
}

/// A database of one case's own.
pub(crate) struct PostgresDatabase {
    name: String,
    pub(crate) address: String,
}

impl PostgresDatabase {
    pub(crate) async fn create(server: &Url) -> Self {
        let mut random = [0; 8];
        getrandom::fill(&mut random).unwrap();
        let name = format!("foyer_test_{:016x}", u64::from_be_bytes(random));
        let mut address = server.clone();
        address.set_path(&name);
        let mut conn = PgConnection::connect(server.as_str()).await.unwrap();
        // A statement of this kind takes no parameters. The empty template is nobody's to block.
        QueryBuilder::new("CREATE DATABASE ")
            .push(&name)
            .push(" TEMPLATE template0")
            .build()
            .execute(&mut conn)
            .await
            .unwrap();
        conn.close().await.unwrap();
        Self {
            name,
            address: address.into(),
        }
    }

    /// Drops the database; one that stays goes with its server.
    pub(crate) async fn drop(&self, server: &Url) {
        let Ok(mut conn) = PgConnection::connect(server.as_str()).await else {
            return;
        };
        let _ = QueryBuilder::new("DROP DATABASE ")
            .push(&self.name)
            .push(" WITH (FORCE)")
            .build()
            .execute(&mut conn)
            .await;
        let _ = conn.close().await;
    }
}

/// Runs a statement past the store.
async fn execute(conn: &mut Conn<'_>, sql: &'static str) {
    on_engine!(conn, |c| sqlx::query(sql).execute(c).await.map(|_| ())).unwrap();
}

/// Reads a number past the store.
async fn number(conn: &mut Conn<'_>, sql: &'static str) -> i64 {
    on_engine!(conn, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

/// Reads texts past the store.
async fn texts(conn: &mut Conn<'_>, sql: &'static str) -> Vec<String> {
    on_engine!(conn, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
}

/// Says whether a failure is that of a column with an unknown content.
fn is_corrupt<T>(outcome: Result<T, Error>, place: (&str, &str)) -> bool {
    matches!(outcome, Err(Error::Corrupt { table, column }) if (table, column) == place)
}

/// Returns the rule of the schema that refused a row.
fn refusal<T>(outcome: Result<T, Error>) -> Option<super::Constraint> {
    match outcome {
        Err(Error::Constraint(constraint)) => Some(constraint),
        _ => None,
    }
}
