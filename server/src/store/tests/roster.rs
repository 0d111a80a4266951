//! Accounts, invitations and authors as the owner sees them.

use app::model::{Role, Slug};

use super::{
    builders::{NOON, draft, insert_account, insert_review, insert_session, slug},
    store_tests,
};
use crate::store::{
    Conn, accounts, authors,
    links::{self, LinkKind, NewLink},
    reviews, roster,
};

store_tests!(conn:
    accounts_are_listed_by_name_with_author_and_when_they_were_seen,
    authors_are_listed_with_their_reviews_and_accounts,
    links_that_work_are_listed_and_can_be_taken_back,
    a_role_can_be_given_and_an_account_disabled,
    an_author_can_be_renamed_and_has_reviews,
);

async fn author(conn: &mut Conn<'_>, name: &str) -> app::model::AuthorId {
    let slug = Slug::from_title(name);
    authors::find_or_insert(conn, &slug, name, "")
        .await
        .unwrap()
}

async fn accounts_are_listed_by_name_with_author_and_when_they_were_seen(conn: &mut Conn<'_>) {
    let second = insert_account(conn, 2, Role::Author).await;
    let first = insert_account(conn, 1, Role::Owner).await;
    let ines = author(conn, "Ines").await;
    accounts::update_author(conn, second, Some(ines))
        .await
        .unwrap();
    insert_session(conn, second, 7).await;
    let rows = roster::list_accounts(conn).await.unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [first.0, second.0]);
    assert_eq!((rows[0].role.as_str(), rows[0].seen_at), ("owner", None));
    assert_eq!(rows[1].author_slug.as_deref(), Some("ines"));
    assert_eq!((rows[1].seen_at, rows[1].disabled_at), (Some(NOON.0), None));
    assert_eq!(rows[1].email, [2, 0, 255]);
}

async fn authors_are_listed_with_their_reviews_and_accounts(conn: &mut Conn<'_>) {
    let ines = author(conn, "Ines").await;
    author(conn, "Aud").await;
    let account = insert_account(conn, 1, Role::Author).await;
    accounts::update_author(conn, account, Some(ines))
        .await
        .unwrap();
    let review = insert_review(conn, "salt").await;
    let hidden = reviews::insert(conn, &draft("later")).await.unwrap();
    for review in [review, hidden] {
        authors::insert_for_review(conn, review, &[ines])
            .await
            .unwrap();
    }
    let rows = roster::list_authors(conn).await.unwrap();
    let listed: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.review_count, row.account.as_deref()))
        .collect();
    assert_eq!(listed, [("Aud", 0, None), ("Ines", 1, Some("Account 1"))]);
}

fn invitation(number: u8, author: Option<app::model::AuthorId>) -> NewLink {
    NewLink {
        kind: LinkKind::Invitation,
        token_hash: [number; 32],
        account: None,
        role: Some(Role::Author),
        author,
        note: format!("Number {number}"),
        ends_at: NOON.plus_seconds(i64::from(number)),
    }
}

async fn links_that_work_are_listed_and_can_be_taken_back(conn: &mut Conn<'_>) {
    let ines = author(conn, "Ines").await;
    for number in [10, 20, 30] {
        let link = invitation(number, (number == 20).then_some(ines));
        links::insert(conn, &link, NOON).await.unwrap();
    }
    let later = NOON.plus_seconds(10);
    let rows = roster::list_links(conn, LinkKind::Invitation, later)
        .await
        .unwrap();
    let notes: Vec<_> = rows.iter().map(|row| row.note.as_str()).collect();
    assert_eq!(notes, ["Number 30", "Number 20"], "one has ended");
    assert_eq!(rows[1].author_name.as_deref(), Some("Ines"));
    assert_eq!(rows[1].author_slug.as_deref(), Some("ines"));
    assert_eq!(rows[1].role.as_deref(), Some("author"));
    let found = links::find(conn, LinkKind::Invitation, &[20; 32], NOON)
        .await
        .unwrap();
    assert_eq!(found.unwrap().author_id, Some(ines.0));

    let id = rows[0].id;
    assert!(
        !roster::revoke_link(conn, LinkKind::Reset, id)
            .await
            .unwrap()
    );
    assert!(
        roster::revoke_link(conn, LinkKind::Invitation, id)
            .await
            .unwrap()
    );
    assert!(
        !roster::revoke_link(conn, LinkKind::Invitation, id)
            .await
            .unwrap()
    );
    links::spend(conn, LinkKind::Invitation, &[20; 32], NOON)
        .await
        .unwrap();
    let rows = roster::list_links(conn, LinkKind::Invitation, later)
        .await
        .unwrap();
    assert!(rows.is_empty(), "a used one is no more");
}

async fn a_role_can_be_given_and_an_account_disabled(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Member).await;
    roster::update_role(conn, account, Role::Editor)
        .await
        .unwrap();
    roster::update_disabled(conn, account, Some(NOON))
        .await
        .unwrap();
    let row = accounts::find(conn, account).await.unwrap().unwrap();
    assert_eq!(
        (row.role().unwrap(), row.disabled_at),
        (Role::Editor, Some(NOON.0))
    );
    roster::update_disabled(conn, account, None).await.unwrap();
    let row = accounts::find(conn, account).await.unwrap().unwrap();
    assert_eq!(row.disabled_at, None);
}

async fn an_author_can_be_renamed_and_has_reviews(conn: &mut Conn<'_>) {
    let ines = author(conn, "Ines").await;
    let review = insert_review(conn, "salt").await;
    authors::insert_for_review(conn, review, &[ines])
        .await
        .unwrap();
    roster::update_author(conn, ines, ("Inès", "Writes."))
        .await
        .unwrap();
    let found = authors::find(conn, &slug("ines")).await.unwrap();
    assert_eq!(found, Some((ines, "Inès".to_owned(), "Writes.".to_owned())));
    assert_eq!(
        authors::name(conn, ines).await.unwrap().as_deref(),
        Some("Inès")
    );
    assert_eq!(authors::list_reviews(conn, ines).await.unwrap(), [review]);
    let nobody = app::model::AuthorId(404);
    assert_eq!(authors::name(conn, nobody).await.unwrap(), None);
}
