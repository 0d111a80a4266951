//! Sessions.

use app::model::{AccountId, Role, SessionId};

use super::{
    builders::{NOON, insert_account, insert_session},
    execute, store_tests,
};
use crate::store::{Conn, sessions};

store_tests!(conn:
    a_session_is_found_with_its_account_by_the_cookies_digest,
    a_disabled_account_has_no_session,
    sessions_are_listed_the_one_used_last_first,
    a_session_is_ended_by_its_own_account_alone,
    all_sessions_but_one_end_together,
    what_has_ended_is_forgotten,
);

async fn a_session_is_found_with_its_account_by_the_cookies_digest(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Moderator).await;
    let session = insert_session(conn, account, 5).await;

    let row = sessions::find(conn, &[5; 32]).await.unwrap().unwrap();

    assert_eq!((row.id, row.account_id), (session.0, account.0));
    assert_eq!(
        (row.name.as_str(), row.role.as_str()),
        ("Account 1", "moderator")
    );
    assert_eq!(
        (row.browser.as_str(), row.is_lasting),
        ("Firefox on Linux", true)
    );
    assert_eq!((row.signed_in_at, row.seen_at), (NOON.0, NOON.0));
    assert_eq!(row.ends_at, NOON.plus_seconds(600).0);
    assert_eq!((row.author_id, row.visitor_hash), (None, vec![101; 32]));
    assert!(sessions::find(conn, &[6; 32]).await.unwrap().is_none());
}

async fn a_disabled_account_has_no_session(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    insert_session(conn, account, 5).await;
    execute(conn, "UPDATE accounts SET disabled_at = 1").await;
    assert!(sessions::find(conn, &[5; 32]).await.unwrap().is_none());
}

async fn sessions_are_listed_the_one_used_last_first(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    let other = insert_account(conn, 2, Role::Member).await;
    let first = insert_session(conn, account, 5).await;
    let second = insert_session(conn, account, 6).await;
    insert_session(conn, other, 7).await;
    let ids = async |conn: &mut Conn<'_>| -> Vec<i64> {
        let rows = sessions::list(conn, account).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(conn).await, [second.0, first.0]);
    sessions::update_seen(conn, first, NOON.plus_seconds(5))
        .await
        .unwrap();
    assert_eq!(ids(conn).await, [first.0, second.0]);
    assert!(
        sessions::list(conn, AccountId(404))
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_session_is_ended_by_its_own_account_alone(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    let other = insert_account(conn, 2, Role::Owner).await;
    let session = insert_session(conn, account, 5).await;
    assert!(!sessions::delete(conn, other, session).await.unwrap());
    assert!(sessions::find(conn, &[5; 32]).await.unwrap().is_some());
    assert!(sessions::delete(conn, account, session).await.unwrap());
    assert!(sessions::find(conn, &[5; 32]).await.unwrap().is_none());
    assert!(
        !sessions::delete(conn, account, SessionId(404))
            .await
            .unwrap()
    );
}

async fn all_sessions_but_one_end_together(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    let other = insert_account(conn, 2, Role::Member).await;
    let kept = insert_session(conn, account, 5).await;
    insert_session(conn, account, 6).await;
    insert_session(conn, other, 7).await;
    assert_eq!(
        sessions::delete_others(conn, account, Some(kept))
            .await
            .unwrap(),
        1
    );
    assert_eq!(sessions::list(conn, account).await.unwrap().len(), 1);
    assert_eq!(
        sessions::delete_others(conn, account, None).await.unwrap(),
        1
    );
    assert!(sessions::list(conn, account).await.unwrap().is_empty());
    assert_eq!(sessions::list(conn, other).await.unwrap().len(), 1);
}

async fn what_has_ended_is_forgotten(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    let idle = insert_session(conn, account, 5).await;
    let used = insert_session(conn, account, 6).await;
    sessions::update_seen(conn, used, NOON.plus_seconds(60))
        .await
        .unwrap();
    let gone = sessions::delete_ended(conn, NOON, NOON).await.unwrap();
    assert_eq!(gone, 0);
    let gone = sessions::delete_ended(conn, NOON, NOON.plus_seconds(30))
        .await
        .unwrap();
    assert_eq!(gone, 1);
    assert!(!sessions::delete(conn, account, idle).await.unwrap());
    let gone = sessions::delete_ended(conn, NOON.plus_seconds(601), NOON)
        .await
        .unwrap();
    assert_eq!(gone, 1);
}
