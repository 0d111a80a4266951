//! The library of stills.

use app::model::{AccountId, MediaId, Role};

use super::{
    builders::{NOON, insert_account, picture, review, slug},
    store_tests, texts,
};
use crate::store::{
    Conn, authors, drafts, media,
    media::MediaRow,
    reviews::{self, NewReview, NewStill},
    roster,
    stills::{self, StillFacts},
};

store_tests!(conn:
    a_picture_is_found_by_the_words_of_its_name_its_description_or_its_credit,
    a_part_of_the_library_begins_where_the_one_before_ends,
    what_is_said_of_a_picture_and_who_sent_it_in_is_kept,
    what_an_account_has_sent_in_is_counted_by_the_day,
    a_picture_is_known_to_be_used_wherever_it_is,
    a_deleted_picture_is_out_of_the_library_until_it_is_put_back_or_swept,
);

async fn insert(conn: &mut Conn<'_>, digit: &str, name: &str) -> MediaId {
    let row = MediaRow {
        name: name.to_owned(),
        ..picture(digit)
    };
    media::find_or_insert(conn, &row).await.unwrap()
}

async fn describe(conn: &mut Conn<'_>, still: MediaId, alt: &str, credit: &str) {
    let facts = StillFacts {
        alt: alt.to_owned(),
        credit: credit.to_owned(),
        focus: (250, 1_000),
    };
    stills::update_facts(conn, still, &facts).await.unwrap();
}

async fn found(conn: &mut Conn<'_>, words: &str) -> Vec<String> {
    let rows = stills::list(conn, words, None, 10).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

async fn a_picture_is_found_by_the_words_of_its_name_its_description_or_its_credit(
    conn: &mut Conn<'_>,
) {
    insert(conn, "a", "Ferry_1.png").await;
    let pier = insert(conn, "b", "pier.png").await;
    describe(conn, pier, "A pier in the Rain", "").await;
    let wheel = insert(conn, "c", "wheel.png").await;
    describe(conn, wheel, "", "Photo: Aud Lind, 100 %").await;

    assert_eq!(
        found(conn, "").await,
        ["wheel.png", "pier.png", "Ferry_1.png"]
    );
    assert_eq!(found(conn, "FERRY_").await, ["Ferry_1.png"]);
    assert_eq!(found(conn, "rain").await, ["pier.png"]);
    assert_eq!(found(conn, "aud").await, ["wheel.png"]);
    assert_eq!(found(conn, "100 %").await, ["wheel.png"]);
    assert!(found(conn, "r_y").await.is_empty(), "signs mean themselves");
}

async fn a_part_of_the_library_begins_where_the_one_before_ends(conn: &mut Conn<'_>) {
    for digit in ["a", "b", "c"] {
        insert(conn, digit, digit).await;
    }
    let first = stills::list(conn, "", None, 2).await.unwrap();
    let last = MediaId(first[1].id);
    let rest = stills::list(conn, "", Some(last), 2).await.unwrap();
    let names: Vec<_> = first.iter().chain(&rest).map(|row| &*row.name).collect();
    assert_eq!(names, ["c", "b", "a"]);
}

async fn what_is_said_of_a_picture_and_who_sent_it_in_is_kept(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Author).await;
    let still = insert(conn, "a", "ferry.png").await;
    let row = stills::find(conn, still).await.unwrap().unwrap();
    assert_eq!((row.focus_x, row.focus_y), (500, 500));
    assert_eq!(
        (row.uploaded_by, row.uploader, row.created_at),
        (None, None, None)
    );

    stills::update_origin(conn, still, account, NOON)
        .await
        .unwrap();
    describe(conn, still, "A ferry", "Aud Lind").await;

    let row = stills::find(conn, still).await.unwrap().unwrap();
    assert_eq!((&*row.alt, &*row.credit), ("A ferry", "Aud Lind"));
    assert_eq!((row.focus_x, row.focus_y), (250, 1_000));
    assert_eq!(row.uploader.as_deref(), Some("Account 1"));
    assert_eq!(row.created_at, Some(NOON.0));

    let other = insert(conn, "b", "pier.png").await;
    for still in [still, other] {
        let said = ("A pier", "Liv Dahl");
        stills::fill_facts(conn, still, said).await.unwrap();
    }
    let row = stills::find(conn, other).await.unwrap().unwrap();
    assert_eq!((&*row.alt, &*row.credit), ("A pier", "Liv Dahl"));
    let row = stills::find(conn, still).await.unwrap().unwrap();
    assert_eq!((&*row.alt, &*row.credit), ("A ferry", "Aud Lind"));
    assert_eq!(stills::find(conn, MediaId(99)).await.unwrap(), None);
}

async fn what_an_account_has_sent_in_is_counted_by_the_day(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Author).await;
    for (digit, later) in [("a", 0), ("b", 60)] {
        let still = insert(conn, digit, digit).await;
        let at = NOON.plus_seconds(later);
        stills::update_origin(conn, still, account, at)
            .await
            .unwrap();
    }
    insert(conn, "c", "c").await;
    let count = async |conn: &mut Conn<'_>, account, since| {
        stills::count_since(conn, account, since).await.unwrap()
    };
    assert_eq!(count(conn, account, NOON.plus_seconds(-1)).await, 2);
    assert_eq!(count(conn, account, NOON).await, 1);
    assert_eq!(count(conn, AccountId(99), NOON.plus_seconds(-1)).await, 0);
}

async fn a_picture_is_known_to_be_used_wherever_it_is(conn: &mut Conn<'_>) {
    let still = insert(conn, "a", "ferry.png").await;
    let other = insert(conn, "b", "pier.png").await;
    let hash = "a".repeat(64);
    let opens = NewReview {
        still: NewStill {
            media: Some(still),
            ..NewStill::default()
        },
        ..review("opens")
    };
    reviews::insert(conn, &opens).await.unwrap();
    let inside = NewReview {
        body_source: format!("![](media:{hash}/1600x900.webp)"),
        published_at: None,
        kind: "page",
        ..review("inside")
    };
    let page = reviews::insert(conn, &inside).await.unwrap();
    let draft = reviews::insert(conn, &review("draft")).await.unwrap();
    let account = insert_account(conn, 1, Role::Author).await;
    let typed = drafts::NewDraft {
        version: 1,
        title: "As typed".to_owned(),
        fields: format!("{{\"still\":\"{hash}\"}}"),
        has_changes: true,
    };
    drafts::put(conn, draft, &typed, account, NOON)
        .await
        .unwrap();
    let author = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    roster::update_portrait(conn, author, Some(still))
        .await
        .unwrap();

    let words = |rows: Vec<stills::UseRow>| -> Vec<String> {
        rows.into_iter()
            .map(|row| format!("{} {} {} {}", row.kind, row.slug, row.title, row.is_known))
            .collect()
    };
    let uses = async |conn: &mut Conn<'_>, range, asking| {
        stills::list_uses(conn, range, asking).await.unwrap()
    };
    let all = words(uses(conn, (still, other), None).await);
    assert_eq!(all[0], "author aud-lind Aud Lind true");
    assert!(
        all[1].starts_with("page ") && all[1].ends_with(" false"),
        "{all:?}"
    );
    assert!(
        all[2].starts_with("review ") && all[2].ends_with(" true"),
        "{all:?}"
    );
    assert_eq!(all[3], "review  As typed true");
    assert_eq!(all.len(), 4);
    assert!(uses(conn, (other, other), None).await.is_empty());

    // Who signs a text knows what it is called before readers do.
    authors::insert_for_review(conn, page, &[author])
        .await
        .unwrap();
    let known = uses(conn, (still, still), Some(author)).await;
    assert!(known.iter().all(|row| row.is_known), "{known:?}");

    let portrait = authors::find_portrait(conn, author).await.unwrap().unwrap();
    assert_eq!((portrait.hash, portrait.focus_x), (hash, 500));
    roster::update_portrait(conn, author, None).await.unwrap();
    assert_eq!(authors::find_portrait(conn, author).await.unwrap(), None);
    let portrait = "SELECT CAST(COUNT(portrait_media_id) AS TEXT) FROM authors";
    assert_eq!(texts(conn, portrait).await, ["0"]);
}

async fn a_deleted_picture_is_out_of_the_library_until_it_is_put_back_or_swept(
    conn: &mut Conn<'_>,
) {
    let still = insert(conn, "a", "ferry.png").await;
    insert(conn, "b", "pier.png").await;
    let deleted = async |conn: &mut Conn<'_>| {
        let before = NOON.plus_seconds(1);
        stills::list_deleted(conn, before).await.unwrap()
    };
    stills::update_deleted(conn, still, Some(NOON))
        .await
        .unwrap();
    assert_eq!(found(conn, "").await, ["pier.png"]);
    assert_eq!(deleted(conn).await, [still]);
    assert!(stills::list_deleted(conn, NOON).await.unwrap().is_empty());
    let row = stills::find(conn, still).await.unwrap().unwrap();
    assert_eq!(row.deleted_at, Some(NOON.0));

    // Whoever brings the same picture again puts it back.
    assert_eq!(insert(conn, "a", "ferry.png").await, still);
    assert_eq!(found(conn, "").await, ["pier.png", "ferry.png"]);
    stills::delete(conn, still).await.unwrap();
    assert_eq!(found(conn, "ferry").await, ["ferry.png"], "it is in use");

    stills::update_deleted(conn, still, Some(NOON))
        .await
        .unwrap();
    stills::delete(conn, still).await.unwrap();
    assert!(deleted(conn).await.is_empty());
    assert_eq!(stills::find(conn, still).await.unwrap(), None);
    assert_eq!(media::list_hashes(conn).await.unwrap(), ["b".repeat(64)]);
}
