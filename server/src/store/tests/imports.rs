//! What imports have taken, and old addresses.

use super::{refusal, store_tests};
use crate::store::{Conn, Constraint, imports};

const SITE: &str = "https://old.example";

store_tests!(conn:
    what_an_import_took_is_found_by_source_kind_and_old_id,
    nothing_is_taken_twice,
    several_things_are_noted_and_found_at_once,
    an_old_address_leads_where_it_first_led,
);

async fn what_an_import_took_is_found_by_source_kind_and_old_id(conn: &mut Conn<'_>) {
    imports::insert(conn, SITE, "review", "17", 3_000_000_000)
        .await
        .unwrap();
    imports::insert(conn, SITE, "comment", "17", 4)
        .await
        .unwrap();
    imports::insert(conn, "https://other.example", "review", "17", 5)
        .await
        .unwrap();

    assert_eq!(
        imports::find(conn, SITE, "review", "17").await.unwrap(),
        Some(3_000_000_000)
    );
    assert_eq!(
        imports::find(conn, SITE, "comment", "17").await.unwrap(),
        Some(4)
    );
    assert_eq!(
        imports::find(conn, SITE, "review", "18").await.unwrap(),
        None
    );
    assert_eq!(
        imports::find(conn, SITE, "author", "17").await.unwrap(),
        None
    );
}

async fn nothing_is_taken_twice(conn: &mut Conn<'_>) {
    imports::insert(conn, SITE, "review", "17", 3)
        .await
        .unwrap();

    let outcome = imports::insert(conn, SITE, "review", "17", 4).await;

    assert_eq!(refusal(outcome), Some(Constraint::Other));
    assert_eq!(
        imports::find(conn, SITE, "review", "17").await.unwrap(),
        Some(3)
    );
}

async fn several_things_are_noted_and_found_at_once(conn: &mut Conn<'_>) {
    let taken = [("17".to_owned(), 3_000_000_000), ("18".to_owned(), 4)];
    imports::insert_all(conn, SITE, "comment", &taken)
        .await
        .unwrap();
    imports::insert_all(conn, SITE, "comment", &[])
        .await
        .unwrap();
    let asked = ["17", "18", "19"].map(str::to_owned);
    let found = async |conn: &mut Conn<'_>, kind, asked: &[String]| {
        imports::find_all(conn, SITE, kind, asked).await.unwrap()
    };
    let here = found(conn, "comment", &asked).await;
    assert_eq!(here.len(), 2);
    assert_eq!(here["17"], 3_000_000_000);
    assert!(found(conn, "review", &asked).await.is_empty());
    assert!(found(conn, "comment", &[]).await.is_empty());
    let all = imports::list(conn, SITE, "comment").await.unwrap();
    assert_eq!(all, here);
    assert!(
        imports::list(conn, SITE, "review")
            .await
            .unwrap()
            .is_empty()
    );
    let twice = imports::insert_all(conn, SITE, "comment", &taken[..1]).await;
    assert_eq!(refusal(twice), Some(Constraint::Other));
}

async fn an_old_address_leads_where_it_first_led(conn: &mut Conn<'_>) {
    let redirects = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        let pairs = pairs.map(|(path, target)| ((*path).to_owned(), (*target).to_owned()));
        pairs.collect::<Vec<_>>()
    };
    let first = redirects(&[
        ("/?p=17", "/reviews/salt-year"),
        ("/?p=18", "/reviews/winter-light"),
    ]);
    imports::insert_redirects(conn, &first).await.unwrap();
    let again = redirects(&[("/?p=17", "/elsewhere"), ("/?p=19", "/a"), ("/?p=19", "/b")]);
    imports::insert_redirects(conn, &again).await.unwrap();
    imports::insert_redirects(conn, &[]).await.unwrap();

    let target = imports::find_redirect(conn, "/?p=17").await.unwrap();
    assert_eq!(target.as_deref(), Some("/reviews/salt-year"));
    let target = imports::find_redirect(conn, "/?p=19").await.unwrap();
    assert_eq!(target.as_deref(), Some("/a"));
    assert_eq!(imports::find_redirect(conn, "/?p=1").await.unwrap(), None);
}
