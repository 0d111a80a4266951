//! Migrations: twins in both engines, and harmless to what is there.

use std::{collections::BTreeSet, path::Path, sync::Mutex};

use app::model::{AccountId, CommentState, FilmId, LikeTarget, ModerationAct, ReviewId, Role};

use super::{
    Conn, TestStore,
    builders::{
        NOON, insert_account, insert_review, insert_root, insert_session, insert_visitor, mention,
        picture, slug, tag,
    },
    number, on_engine, on_postgres, on_sqlite, postgres_server, store_tests, texts,
};
use crate::store::{
    authors, comments, drafts,
    events::{self, EventKind},
    film_history, films, imports, likes,
    links::{self, LinkKind, NewLink},
    media, moderation, preview_links, reviews, revisions, settings,
};

store_tests!(store: a_database_with_rows_survives_being_opened_again);

fn names(engine: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(engine);
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = [names("sqlite"), names("postgres")];
    assert!(!names[0].is_empty());
    assert_eq!(names[0], names[1]);
}

#[test]
fn no_two_migrations_have_one_number() {
    let names = names("sqlite");
    let numbers: BTreeSet<&str> = names.iter().map(|name| &name[..4]).collect();
    assert!(numbers.iter().all(|number| number.parse::<u16>().is_ok()));
    assert_eq!(numbers.len(), names.len(), "{names:?}");
}

/// A column: its table, its name, its type's family and whether it may be NULL.
pub(super) type Column = (String, String, String, bool);

/// Lists the columns of all tables but the words to be looked for, which each engine keeps its own way.
pub(super) async fn columns(conn: &mut Conn<'_>) -> Vec<Column> {
    // A key of type INTEGER is SQLite's row number: eight bytes, never NULL.
    const SQLITE: &str = "
        SELECT
            tables.name,
            columns.name,
            CASE
                WHEN columns.pk = 1 AND columns.type = 'INTEGER' AND columns.\"notnull\" = 0
                    THEN 'bigint'
                WHEN columns.type = 'BLOB' THEN 'bytea'
                ELSE LOWER(columns.type)
            END,
            columns.\"notnull\" = 0 AND NOT (columns.pk = 1 AND columns.type = 'INTEGER')
        FROM sqlite_schema AS tables
        JOIN pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table'
            AND tables.name NOT LIKE 'sqlite_%'
            AND tables.name NOT LIKE 'search_words%'
            AND tables.name <> '_sqlx_migrations'
        ORDER BY tables.name, columns.name
    ";
    const POSTGRES: &str = "
        SELECT
            CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT),
            is_nullable = 'YES'
        FROM information_schema.columns
        WHERE table_schema = 'public'
            AND table_name <> '_sqlx_migrations'
            AND table_name NOT LIKE 'search_words%'
        ORDER BY table_name, column_name
    ";
    let sql = match conn {
        Conn::Sqlite(_) => SQLITE,
        Conn::Postgres(_) => POSTGRES,
    };
    on_engine!(conn, |c| sqlx::query_as(sql).fetch_all(c).await).unwrap()
}

/// Names the indexes that were made by name, not by a key of a table.
async fn indexes(conn: &mut Conn<'_>) -> Vec<String> {
    const SQLITE: &str = "
        SELECT name
        FROM sqlite_schema
        WHERE type = 'index' AND sql IS NOT NULL
        ORDER BY name
    ";
    const POSTGRES: &str = "
        SELECT CAST(pg_class.relname AS TEXT)
        FROM pg_index
        JOIN pg_class ON pg_class.oid = pg_index.indexrelid
        WHERE pg_class.relnamespace = 'public'::regnamespace
            AND pg_class.relname NOT LIKE 'search_words%'
            AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = pg_class.oid)
        ORDER BY pg_class.relname
    ";
    let sql = match conn {
        Conn::Sqlite(_) => SQLITE,
        Conn::Postgres(_) => POSTGRES,
    };
    texts(conn, sql).await
}

#[tokio::test]
async fn both_engines_end_in_the_same_schema() {
    if postgres_server().is_none() {
        return;
    }
    let found = Mutex::new(Vec::new());
    let read = async |db: &TestStore| {
        let mut link = db.connect().await;
        let conn = &mut link.conn();
        let schema = (columns(conn).await, indexes(conn).await);
        found.lock().unwrap().push(schema);
    };
    on_sqlite(read).await;
    on_postgres(read).await;
    let [sqlite, postgres] = found.into_inner().unwrap().try_into().unwrap();
    assert!(sqlite.0.len() > 80 && sqlite.1.len() > 8);
    assert_eq!(sqlite, postgres);
}

async fn a_database_with_rows_survives_being_opened_again(db: &TestStore) {
    let mut link = db.connect().await;
    fill(&mut link.conn()).await;
    let mut before = Vec::new();
    for sql in COUNTS {
        before.push(number(&mut link.conn(), sql).await);
    }
    link.close().await;
    db.store.close().await;

    let again = db.open_again().await;

    let mut link = again.connect().await;
    let mut after = Vec::new();
    for sql in COUNTS {
        after.push(number(&mut link.conn(), sql).await);
    }
    link.close().await;
    assert!(before.iter().all(|count| *count > 0));
    assert_eq!(after, before);
    let mut snapshot = again.store.snapshot().await.unwrap();
    let row = reviews::find_published(&mut snapshot.conn(), &slug("salt-year"))
        .await
        .unwrap();
    assert_eq!(row.unwrap().like_count, 1);
    drop(snapshot);
    again.store.close().await;
}

/// Puts a row into every table.
async fn fill(conn: &mut Conn<'_>) {
    let film = films::NewFilm {
        countries: vec![app::model::Country {
            code: None,
            name: "Norway".to_owned(),
        }],
        credits: vec![(app::model::CreditRole::Cast, "Tor Vik".to_owned(), None)],
        ..films::NewFilm::default()
    };
    let film = films::insert(conn, &slug("film"), &film).await.unwrap();
    media::find_or_insert(conn, &picture("a")).await.unwrap();
    let review = insert_review(conn, "salt-year").await;
    let author = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    authors::insert_for_review(conn, review, &[author])
        .await
        .unwrap();
    reviews::insert_tags(conn, review, &[tag("Silence")])
        .await
        .unwrap();
    let item = reviews::NewWatchAlso {
        title: "Winter Light".to_owned(),
        target: None,
        note_source: String::new(),
        note_html: String::new(),
    };
    reviews::insert_watch_also(conn, review, &[item])
        .await
        .unwrap();
    let visitor = insert_visitor(conn, 1).await;
    let comment = insert_root(conn, review, CommentState::Published).await;
    comments::insert(conn, &mention(review, "elsewhere"))
        .await
        .unwrap();
    comments::update_text(conn, comment, ("New.", "", 1), NOON)
        .await
        .unwrap();
    for target in [LikeTarget::Review(review), LikeTarget::Comment(comment)] {
        likes::add_foreign(conn, target, &[visitor], NOON)
            .await
            .unwrap();
    }
    events::insert(conn, Some(review), EventKind::Review, "{}".to_owned(), NOON)
        .await
        .unwrap();
    imports::insert(conn, "https://old.example", "review", "1", review.0)
        .await
        .unwrap();
    imports::insert_redirects(
        conn,
        &[("/?p=1".to_owned(), "/reviews/salt-year".to_owned())],
    )
    .await
    .unwrap();
    let account = insert_account(conn, 1, Role::Owner).await;
    insert_session(conn, account, 1).await;
    let link = NewLink {
        kind: LinkKind::Setup,
        token_hash: [1; 32],
        account: None,
        role: None,
        author: None,
        note: String::new(),
        ends_at: NOON,
    };
    links::insert(conn, &link, NOON).await.unwrap();
    let done = (ModerationAct::Restore, None);
    moderation::insert(conn, comment, account, done, NOON)
        .await
        .unwrap();
    settings::insert(conn, ("name", "Salt"), None, NOON)
        .await
        .unwrap();
    fill_desk(conn, review, film, account).await;
}

/// Puts a row into every table of the desk.
async fn fill_desk(conn: &mut Conn<'_>, review: ReviewId, film: FilmId, account: AccountId) {
    let draft = drafts::NewDraft {
        version: 1,
        title: String::new(),
        fields: "{}".to_owned(),
        has_changes: true,
    };
    drafts::put(conn, review, &draft, account, NOON)
        .await
        .unwrap();
    drafts::insert_save(conn, review, "a", (1, NOON))
        .await
        .unwrap();
    let revision = revisions::NewRevision {
        is_published: true,
        fields: "{}".to_owned(),
        made_at: NOON,
        account: None,
    };
    revisions::insert(conn, review, &revision).await.unwrap();
    preview_links::insert(conn, review, &[1; 32], account, NOON)
        .await
        .unwrap();
    film_history::insert(conn, film, "{}", account, NOON)
        .await
        .unwrap();
}

const COUNTS: [&str; 28] = [
    "SELECT COUNT(*) FROM accounts",
    "SELECT COUNT(*) FROM authors",
    "SELECT COUNT(*) FROM comment_likes",
    "SELECT COUNT(*) FROM comment_revisions",
    "SELECT COUNT(*) FROM comments",
    "SELECT COUNT(*) FROM credits",
    "SELECT COUNT(*) FROM draft_saves",
    "SELECT COUNT(*) FROM drafts",
    "SELECT COUNT(*) FROM events",
    "SELECT COUNT(*) FROM film_countries",
    "SELECT COUNT(*) FROM film_history",
    "SELECT COUNT(*) FROM films",
    "SELECT COUNT(*) FROM imports",
    "SELECT COUNT(*) FROM links",
    "SELECT COUNT(*) FROM media",
    "SELECT COUNT(*) FROM moderation",
    "SELECT COUNT(*) FROM people",
    "SELECT COUNT(*) FROM preview_links",
    "SELECT COUNT(*) FROM redirects",
    "SELECT COUNT(*) FROM review_authors",
    "SELECT COUNT(*) FROM review_likes",
    "SELECT COUNT(*) FROM review_tags",
    "SELECT COUNT(*) FROM revisions",
    "SELECT COUNT(*) FROM sessions",
    "SELECT COUNT(*) FROM settings",
    "SELECT COUNT(*) FROM tags",
    "SELECT COUNT(*) FROM visitors",
    "SELECT COUNT(*) FROM watch_also",
];
