//! Links that work once.

use app::model::Role;

use super::{
    builders::{NOON, insert_account},
    store_tests,
};
use crate::store::{
    Conn,
    links::{self, LinkKind, NewLink},
};

store_tests!(conn:
    a_link_can_be_used_once,
    a_link_ends_with_its_time,
    links_that_were_not_used_can_be_taken_back,
);

fn link(number: u8) -> NewLink {
    NewLink {
        kind: LinkKind::Setup,
        token_hash: [number; 32],
        account: None,
        role: None,
        author: None,
        note: String::new(),
        ends_at: NOON.plus_seconds(60),
    }
}

async fn a_link_can_be_used_once(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Owner).await;
    let full = NewLink {
        account: Some(account),
        role: Some(Role::Editor),
        ..link(1)
    };
    links::insert(conn, &full, NOON).await.unwrap();
    let found = links::find(conn, LinkKind::Setup, &[1; 32], NOON)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.account_id, Some(account.0));
    assert_eq!(found.role.as_deref(), Some("editor"));
    assert_eq!(
        links::spend(conn, LinkKind::Setup, &[1; 32], NOON)
            .await
            .unwrap(),
        Some(found)
    );
    assert_eq!(
        links::spend(conn, LinkKind::Setup, &[1; 32], NOON)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        links::find(conn, LinkKind::Setup, &[1; 32], NOON)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        links::find(conn, LinkKind::Setup, &[2; 32], NOON)
            .await
            .unwrap(),
        None
    );
}

async fn a_link_ends_with_its_time(conn: &mut Conn<'_>) {
    links::insert(conn, &link(1), NOON).await.unwrap();
    let late = NOON.plus_seconds(60);
    assert_eq!(
        links::find(conn, LinkKind::Setup, &[1; 32], late)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        links::spend(conn, LinkKind::Setup, &[1; 32], late)
            .await
            .unwrap(),
        None
    );
}

async fn links_that_were_not_used_can_be_taken_back(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Owner).await;
    for number in [1, 2] {
        links::insert(conn, &link(number), NOON).await.unwrap();
    }
    let own = NewLink {
        account: Some(account),
        ..link(3)
    };
    links::insert(conn, &own, NOON).await.unwrap();
    links::spend(conn, LinkKind::Setup, &[1; 32], NOON)
        .await
        .unwrap();
    assert_eq!(
        links::revoke(conn, LinkKind::Setup, Some(account))
            .await
            .unwrap(),
        1
    );
    assert_eq!(links::revoke(conn, LinkKind::Setup, None).await.unwrap(), 1);
    assert_eq!(
        links::find(conn, LinkKind::Setup, &[2; 32], NOON)
            .await
            .unwrap(),
        None
    );
}
