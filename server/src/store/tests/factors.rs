//! Second factors and passkeys.

use app::model::{AccountId, Role};

use super::{
    builders::{NOON, insert_account},
    refusal, store_tests,
};
use crate::store::{Conn, factors, passkeys};

store_tests!(conn:
    a_second_factor_is_one_of_an_account_and_begins_anew,
    a_code_is_taken_once_and_none_before_it,
    recovery_codes_are_used_up,
    a_passkey_is_found_by_its_credential_and_is_its_accounts,
);

async fn a_second_factor_is_one_of_an_account_and_begins_anew(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Owner).await;
    assert_eq!(factors::find(conn, account).await.unwrap(), None);
    factors::put(conn, account, &[1], NOON).await.unwrap();
    factors::take_step(conn, account, 9).await.unwrap();
    factors::confirm(conn, account, NOON).await.unwrap();
    factors::put_codes(conn, account, &[[1; 32]]).await.unwrap();
    let row = factors::find(conn, account).await.unwrap().unwrap();
    assert_eq!((row.secret, row.last_step), (vec![1], 9));
    assert_eq!(row.confirmed_at, Some(NOON.0));

    let later = NOON.plus_seconds(60);
    factors::put(conn, account, &[2], later).await.unwrap();
    let row = factors::find(conn, account).await.unwrap().unwrap();
    assert_eq!(
        (row.secret, row.last_step, row.confirmed_at),
        (vec![2], 0, None)
    );
    assert_eq!(row.created_at, later.0);

    factors::delete(conn, account).await.unwrap();
    assert_eq!(factors::find(conn, account).await.unwrap(), None);
    assert_eq!(factors::count_codes(conn, account).await.unwrap(), 0);
}

async fn a_code_is_taken_once_and_none_before_it(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Owner).await;
    factors::put(conn, account, &[1], NOON).await.unwrap();
    assert!(factors::take_step(conn, account, 5).await.unwrap());
    assert!(!factors::take_step(conn, account, 5).await.unwrap());
    assert!(!factors::take_step(conn, account, 4).await.unwrap());
    assert!(factors::take_step(conn, account, 6).await.unwrap());
    assert!(!factors::take_step(conn, AccountId(404), 7).await.unwrap());
}

async fn recovery_codes_are_used_up(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Owner).await;
    let other = insert_account(conn, 2, Role::Editor).await;
    factors::put_codes(conn, account, &[[1; 32], [2; 32]])
        .await
        .unwrap();
    assert_eq!(factors::count_codes(conn, account).await.unwrap(), 2);
    assert!(
        !factors::spend_code(conn, other, &[1; 32], NOON)
            .await
            .unwrap()
    );
    assert!(
        factors::spend_code(conn, account, &[1; 32], NOON)
            .await
            .unwrap()
    );
    assert!(
        !factors::spend_code(conn, account, &[1; 32], NOON)
            .await
            .unwrap()
    );
    assert_eq!(factors::count_codes(conn, account).await.unwrap(), 1);
    factors::put_codes(conn, account, &[[3; 32]]).await.unwrap();
    assert!(
        !factors::spend_code(conn, account, &[2; 32], NOON)
            .await
            .unwrap()
    );
}

async fn a_passkey_is_found_by_its_credential_and_is_its_accounts(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Owner).await;
    let other = insert_account(conn, 2, Role::Editor).await;
    passkeys::insert(conn, account, (&[7, 0, 255], "{}", "Laptop"), NOON)
        .await
        .unwrap();
    let again = passkeys::insert(conn, other, (&[7, 0, 255], "{}", "Stolen"), NOON).await;
    assert!(refusal(again).is_some());
    let found = passkeys::find(conn, &[7, 0, 255]).await.unwrap().unwrap();
    assert_eq!((found.account_id, found.used_at), (account.0, None));
    let later = NOON.plus_seconds(60);
    passkeys::update_used(conn, found.id, "{\"n\":1}", later)
        .await
        .unwrap();
    let rows = passkeys::list(conn, account).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].data.as_str(), rows[0].used_at),
        ("{\"n\":1}", Some(later.0))
    );
    assert!(passkeys::list(conn, other).await.unwrap().is_empty());
    assert!(!passkeys::delete(conn, other, found.id).await.unwrap());
    assert!(passkeys::delete(conn, account, found.id).await.unwrap());
    assert!(passkeys::find(conn, &[7, 0, 255]).await.unwrap().is_none());
}
