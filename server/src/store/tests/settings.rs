//! Settings.

use app::model::Role;

use super::{
    builders::{NOON, insert_account},
    number, store_tests,
};
use crate::store::{Conn, settings};

store_tests!(conn: of_each_setting_the_newest_is_in_force_and_all_are_kept);

async fn of_each_setting_the_newest_is_in_force_and_all_are_kept(conn: &mut Conn<'_>) {
    assert!(settings::list(conn).await.unwrap().is_empty());
    let owner = insert_account(conn, 1, Role::Owner).await;
    for (key, value) in [
        ("name", "Salt"),
        ("tagline", "On film."),
        ("name", "Salt & light"),
    ] {
        settings::insert(conn, (key, value), Some(owner), NOON)
            .await
            .unwrap();
    }
    settings::insert(conn, ("language", "nn"), None, NOON)
        .await
        .unwrap();
    let rows: Vec<_> = settings::list(conn)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.key, row.value))
        .collect();
    let set = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(
        rows,
        [
            set("language", "nn"),
            set("name", "Salt & light"),
            set("tagline", "On film.")
        ]
    );
    assert_eq!(number(conn, "SELECT COUNT(*) FROM settings").await, 4);
    let changes: Vec<_> = settings::list_changes(conn, 3)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.key, row.before, row.value, row.by.is_some()))
        .collect();
    let change = |key: &str, before: Option<&str>, value: &str, is_by_somebody| {
        let before = before.map(str::to_owned);
        (key.to_owned(), before, value.to_owned(), is_by_somebody)
    };
    assert_eq!(
        changes,
        [
            change("language", None, "nn", false),
            change("name", Some("Salt"), "Salt & light", true),
            change("tagline", None, "On film.", true),
        ]
    );
}
