//! What must not be in an archive, and what comes back closed.

use app::model::{Slug, Viewer};

use super::{
    house::{House, Parts},
    wild::Wild,
};
use crate::{
    service::accounts,
    store::rows::{self, ReviewRow},
};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_lets_anybody_in_is_in_an_archive() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    crate::testing::add_account(
        &house.site,
        ("Ines Aas", "ines@reviews.example"),
        app::model::Role::Owner,
        "a long enough password",
        None,
    )
    .await;
    let secret = std::fs::read(house.folder.path().join("secret")).unwrap();
    for (name, content) in Parts::of(&house.leave().await).members {
        for word in [&b"argon2"[..], b"password_hash", &secret] {
            let is_in = content.windows(word.len()).any(|bytes| bytes == word);
            assert!(!is_in, "{name} has {}", String::from_utf8_lossy(word));
        }
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_with_a_password_comes_back_closed_to_everybody() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    let other = House::empty().await;
    other.enter(&house.leave().await).await.unwrap();
    let mut snapshot = other.site.core.store.snapshot().await.unwrap();
    let mut closed = 0;
    rows::for_each(&mut snapshot.conn(), |row: ReviewRow| {
        if let Some(hash) = row.access_hash {
            assert_eq!(hash, "*");
            assert_eq!(row.published_at, None);
            closed += 1;
        }
        Ok::<(), crate::store::Error>(())
    })
    .await
    .unwrap();
    drop(snapshot);
    assert_eq!(closed, 2);
    let slug: Slug = "wild-10003".parse().unwrap();
    for password in ["", "*", "a-secret"] {
        let opened = other
            .site
            .backend
            .revisions
            .unlock(&slug, password.to_owned(), Viewer::default())
            .await;
        assert!(opened.is_err(), "{password} opens it");
    }
    house.close().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_comes_back_without_a_password_and_can_be_given_one() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    let other = House::empty().await;
    other.enter(&house.leave().await).await.unwrap();
    let core = &other.site.core;
    let found = accounts::reset(
        core,
        "Person0@reviews.example",
        "a long enough password".to_owned(),
    );
    assert!(
        found.await.unwrap(),
        "its address is found with the new secret"
    );
    house.close().await;
    other.close().await;
}
