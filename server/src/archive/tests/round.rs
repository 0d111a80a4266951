//! Out, in, and out again: the same bytes.

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::{
    house::{Engine, House, NOW, Parts},
    wild::{Wild, wild},
};
use crate::{
    archive::{ArchiveError, Workshop, verify_file, verify_site},
    clock::CountedEntropy,
    store::rows,
};

fn workshop() -> Workshop {
    Workshop {
        entropy: std::sync::Arc::new(CountedEntropy::default()),
        now: NOW,
    }
}

/// Moves a site along engines and returns what it was at each.
async fn journey(wild: &Wild, way: &[Engine]) -> Option<Vec<Vec<u8>>> {
    let first = House::open(way[0]).await?;
    wild.fill(&first).await;
    let mut archives = vec![first.leave().await];
    first.close().await;
    for engine in &way[1..] {
        let house = House::open(*engine).await?;
        let taken = house.enter(&archives[0]).await.unwrap();
        assert!(!taken.was_there && taken.missing == 0);
        let core = &house.site.core;
        let wrong = rows::find_wrong_count(&mut core.store.snapshot().await.unwrap().conn()).await;
        assert_eq!(wrong.unwrap(), None);
        archives.push(house.leave().await);
        house.close().await;
    }
    Some(archives)
}

fn prove(cases: u32, way: &'static [Engine]) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let mut runner = TestRunner::new(Config {
        cases,
        max_shrink_iters: 20,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&wild(), |wild| {
        let Some(archives) = runtime.block_on(journey(&wild, way)) else {
            return Ok(());
        };
        let first = Parts::of(&archives[0]);
        for again in &archives[1..] {
            for ((name, before), (_, after)) in first.members.iter().zip(Parts::of(again).members) {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                prop_assert_eq!(text(before), text(&after), "{}", name);
            }
            prop_assert!(again == &archives[0], "the files differ");
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_site_comes_out_of_sqlite_as_it_went_in() {
    prove(12, &[Engine::Sqlite, Engine::Sqlite]);
}

#[test]
fn any_site_comes_out_of_postgres_as_it_went_in() {
    prove(4, &[Engine::Postgres, Engine::Postgres]);
}

#[test]
fn any_site_moves_from_engine_to_engine_and_back() {
    prove(4, &[Engine::Sqlite, Engine::Postgres, Engine::Sqlite]);
    prove(3, &[Engine::Postgres, Engine::Sqlite]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_member_of_the_round_has_rows() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    for (name, content) in Parts::of(&house.leave().await).members {
        assert!(!content.is_empty(), "nothing of {name} was tried");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_site_gives_the_same_bytes_and_a_check_finds_it_sound() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    let archive = house.leave().await;
    assert!(archive == house.leave().await);
    let file = house.folder.path().join("site.zip");
    std::fs::write(&file, &archive).unwrap();
    let checked = verify_file(workshop(), &file, |_| ()).await.unwrap();
    assert_eq!(checked.manifest.rows_of("accounts"), 3);
    let core = &house.site.core;
    let parts = (&core.store, &core.cipher);
    verify_site(workshop(), parts, &house.media(), |_| ())
        .await
        .unwrap();
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_tells_of_what_does_not_come_back_and_of_wrong_counts() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    let mut parts = Parts::of(&house.leave().await);
    // Two letters where composition makes one: it would come back changed.
    parts.replace(
        "comments.jsonl",
        "\"body_source\":\"Words number 0.",
        "\"body_source\":\"Cafe\u{301}",
    );
    let file = house.folder.path().join("site.zip");
    std::fs::write(&file, parts.pack()).unwrap();
    let outcome = verify_file(workshop(), &file, |_| ()).await;
    assert!(
        matches!(&outcome, Err(ArchiveError::Differs(name)) if name == "comments.jsonl"),
        "{outcome:?}"
    );
    let spoiled: Result<(), crate::store::Error> = house
        .site
        .core
        .store
        .write(|tx: &mut crate::store::Tx<'_>| {
            Box::pin(async move {
                crate::store::reviews::update_comment_count(
                    &mut tx.conn,
                    app::model::ReviewId(1),
                    1,
                )
                .await
            })
        })
        .await;
    spoiled.unwrap();
    let core = &house.site.core;
    let outcome = verify_site(
        workshop(),
        (&core.store, &core.cipher),
        &house.media(),
        |_| (),
    )
    .await;
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains("reviews.comment_count"), "{error}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_is_taken_once_into_an_empty_site_and_a_dry_run_keeps_nothing() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    let archive = house.leave().await;
    let other = House::empty().await;
    other.try_entering(&archive, true).await.unwrap();
    assert_eq!(std::fs::read_dir(other.media()).unwrap().count(), 0);
    assert!(!other.enter(&archive).await.unwrap().was_there);
    let before = other.leave().await;
    assert!(other.enter(&archive).await.unwrap().was_there);
    assert!(other.leave().await == before);
    let mut changed = Parts::of(&archive);
    changed.replace("reviews.jsonl", "Words number 3.", "Other words.");
    let refused = other.enter(&changed.pack()).await;
    assert!(
        matches!(refused, Err(ArchiveError::Filled("media"))),
        "{refused:?}"
    );
    assert!(other.leave().await == before);
    house.close().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_picture_is_told_of_and_keeps_nobody_from_moving() {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    let lost = std::fs::read_dir(house.media())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    std::fs::remove_file(lost.path().join("640.jpg")).unwrap();
    let archive = house.leave().await;
    let other = House::empty().await;
    assert_eq!(other.enter(&archive).await.unwrap().missing, 1);
    assert!(other.leave().await == archive);
    house.close().await;
    other.close().await;
}
