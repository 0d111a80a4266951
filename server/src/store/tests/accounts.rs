//! Accounts.

use app::model::{AccountId, Role};

use super::{
    builders::{insert_account, slug},
    execute, is_corrupt, refusal, store_tests,
};
use crate::store::{Conn, Constraint, accounts, authors};

store_tests!(conn:
    an_account_is_found_by_id_and_by_the_digest_of_its_address,
    two_accounts_have_two_addresses,
    owners_who_may_sign_in_are_counted,
    password_address_and_name_can_be_replaced,
    an_author_is_one_accounts_at_most,
    an_unknown_role_is_named,
);

async fn an_account_is_found_by_id_and_by_the_digest_of_its_address(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Editor).await;
    insert_account(conn, 2, Role::Member).await;

    let by_id = accounts::find(conn, account).await.unwrap().unwrap();
    let by_email = accounts::find_by_email(conn, &[1; 32])
        .await
        .unwrap()
        .unwrap();

    assert_eq!((by_id.id(), by_email.id()), (account, account));
    assert_eq!(by_id.role().unwrap(), Role::Editor);
    assert_eq!(by_id.name, "Account 1");
    assert_eq!(by_id.email, [1, 0, 255]);
    assert_eq!(by_id.email_digest, [1; 32]);
    assert_eq!(by_id.password_hash.as_deref(), Some("$argon2id$1"));
    assert_eq!(by_id.disabled_at, None);
    assert!(
        accounts::find(conn, AccountId(404))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        accounts::find_by_email(conn, &[9; 32])
            .await
            .unwrap()
            .is_none()
    );
}

async fn two_accounts_have_two_addresses(conn: &mut Conn<'_>) {
    insert_account(conn, 1, Role::Owner).await;
    let other = insert_account(conn, 2, Role::Owner).await;
    let change = accounts::update_email(conn, other, (&[7], &[1; 32])).await;
    assert_eq!(refusal(change), Some(Constraint::AccountEmail));
}

async fn owners_who_may_sign_in_are_counted(conn: &mut Conn<'_>) {
    assert_eq!(accounts::count_role(conn, Role::Owner).await.unwrap(), 0);
    insert_account(conn, 1, Role::Owner).await;
    insert_account(conn, 2, Role::Owner).await;
    insert_account(conn, 3, Role::Editor).await;
    assert_eq!(accounts::count_role(conn, Role::Owner).await.unwrap(), 2);
    execute(
        conn,
        "UPDATE accounts SET disabled_at = 1 WHERE name = 'Account 2'",
    )
    .await;
    assert_eq!(accounts::count_role(conn, Role::Owner).await.unwrap(), 1);
}

async fn password_address_and_name_can_be_replaced(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    let other = insert_account(conn, 2, Role::Member).await;

    accounts::update_password(conn, account, "$argon2id$new")
        .await
        .unwrap();
    accounts::update_email(conn, account, (&[7, 7], &[7; 32]))
        .await
        .unwrap();
    accounts::update_name(conn, account, "Row F").await.unwrap();

    let row = accounts::find(conn, account).await.unwrap().unwrap();
    assert_eq!(row.password_hash.as_deref(), Some("$argon2id$new"));
    assert_eq!((row.email, row.email_digest), (vec![7, 7], vec![7; 32]));
    assert_eq!(row.name, "Row F");
    let untouched = accounts::find(conn, other).await.unwrap().unwrap();
    assert_eq!(untouched.password_hash.as_deref(), Some("$argon2id$2"));
    assert_eq!(untouched.name, "Account 2");
}

async fn an_author_is_one_accounts_at_most(conn: &mut Conn<'_>) {
    let author = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    let first = insert_account(conn, 1, Role::Author).await;
    let second = insert_account(conn, 2, Role::Author).await;
    accounts::update_author(conn, first, Some(author))
        .await
        .unwrap();
    accounts::update_author(conn, first, None).await.unwrap();
    accounts::update_author(conn, second, Some(author))
        .await
        .unwrap();
    let taken = accounts::update_author(conn, first, Some(author)).await;
    assert_eq!(refusal(taken), Some(Constraint::AccountAuthor));
    let third = insert_account(conn, 9, Role::Member).await;
    let (visitor, author) = accounts::find_visitor(conn, third).await.unwrap();
    assert!(visitor.0 > 0 && author.is_none());
}

async fn an_unknown_role_is_named(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    execute(conn, "UPDATE accounts SET role = 'emperor'").await;
    let row = accounts::find(conn, account).await.unwrap().unwrap();
    assert!(is_corrupt(row.role(), ("accounts", "role")));
}
