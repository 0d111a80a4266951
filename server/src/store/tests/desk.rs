//! Reviews at the desk: drafts, stages, revisions, links, the list.

use app::model::{DeskOrder, ReviewId, Role, Stage};

use super::{
    builders::{NOON, draft, insert_account, insert_review, picture, review, slug, tag},
    execute, refusal, store_tests,
};
use crate::store::{
    Conn, Constraint, authors, desk,
    desk_list::{self, DeskListQuery},
    drafts::{self, NewDraft},
    films::{self, NewFilm},
    imports, media, preview_links,
    reviews::{self, NewReview, NewWatchAlso},
    revisions::{self, NewRevision},
};

store_tests!(conn:
    a_draft_is_replaced_and_says_who_saved_it,
    a_save_is_found_by_its_key_for_a_while,
    a_review_goes_through_its_stages_and_keeps_its_day,
    what_is_scheduled_is_due_once,
    a_password_takes_a_review_out_of_every_list,
    a_text_is_replaced_with_its_tags_and_a_slug_is_one_reviews_own,
    addresses_follow_and_lead_no_circle,
    revisions_are_numbered_and_drafts_among_them_are_not_for_readers,
    a_link_works_until_it_is_taken_back,
    the_list_is_narrowed_searched_and_ordered,
    what_is_known_is_found_by_the_beginning_of_a_word,
    a_picture_is_found_by_its_digest,
);

async fn stage(conn: &mut Conn<'_>, review: ReviewId) -> Stage {
    desk::find(conn, review).await.unwrap().unwrap().stage()
}

fn a_draft(version: i64) -> NewDraft {
    NewDraft {
        version,
        title: format!("Title {version}"),
        fields: format!("{{\"title\":\"{version}\"}}"),
        has_changes: true,
    }
}

async fn a_draft_is_replaced_and_says_who_saved_it(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Author).await;
    let review = reviews::insert(conn, &draft("salt")).await.unwrap();
    assert_eq!(drafts::find(conn, review).await.unwrap(), None);
    for version in [1, 2] {
        let now = NOON.plus_seconds(version);
        drafts::put(conn, review, &a_draft(version), account, now)
            .await
            .unwrap();
    }
    let row = drafts::find(conn, review).await.unwrap().unwrap();
    assert_eq!((row.version, row.has_changes), (2, true));
    assert_eq!(row.fields, "{\"title\":\"2\"}");
    assert_eq!(row.saved_at, NOON.plus_seconds(2).0);
    assert_eq!(row.saved_by.as_deref(), Some("Account 1"));
    drafts::update_published(conn, review, "{}").await.unwrap();
    let row = drafts::find(conn, review).await.unwrap().unwrap();
    assert_eq!((row.fields.as_str(), row.has_changes), ("{}", false));
}

async fn a_save_is_found_by_its_key_for_a_while(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt").await;
    let other = insert_review(conn, "tide").await;
    for version in [1, 2] {
        drafts::insert_save(conn, review, "a", (version, NOON))
            .await
            .unwrap();
    }
    let found = drafts::find_save(conn, review, "a").await.unwrap();
    assert_eq!(found, Some((1, NOON)), "the first one counts");
    assert_eq!(drafts::find_save(conn, other, "a").await.unwrap(), None);
    drafts::insert_save(conn, review, "b", (300, NOON))
        .await
        .unwrap();
    assert_eq!(drafts::find_save(conn, review, "a").await.unwrap(), None);
}

async fn a_review_goes_through_its_stages_and_keeps_its_day(conn: &mut Conn<'_>) {
    let review = reviews::insert(conn, &draft("salt")).await.unwrap();
    assert_eq!(stage(conn, review).await, Stage::Draft);
    let later = NOON.plus_seconds(60);
    desk::update_schedule(conn, review, Some(later), "")
        .await
        .unwrap();
    assert_eq!(stage(conn, review).await, Stage::Scheduled);
    desk::update_published(conn, review, NOON).await.unwrap();
    assert_eq!(stage(conn, review).await, Stage::Published);
    assert!(
        reviews::find_published(conn, &slug("salt"))
            .await
            .unwrap()
            .is_some()
    );
    desk::update_edited(conn, review, later).await.unwrap();
    desk::update_unpublished(conn, review, later).await.unwrap();
    assert_eq!(stage(conn, review).await, Stage::Unpublished);
    assert!(
        reviews::find_published(conn, &slug("salt"))
            .await
            .unwrap()
            .is_none()
    );
    desk::update_trashed(conn, review, Stage::Unpublished, later)
        .await
        .unwrap();
    let row = desk::find(conn, review).await.unwrap().unwrap();
    assert_eq!(row.stage(), Stage::Trashed);
    assert_eq!(row.trashed_from.as_deref(), Some("unpublished"));
    assert_eq!(row.day(), Some(NOON));
    assert_eq!(row.edited_at, Some(later.0));
    desk::update_restored(conn, review).await.unwrap();
    assert_eq!(stage(conn, review).await, Stage::Unpublished);
}

async fn what_is_scheduled_is_due_once(conn: &mut Conn<'_>) {
    let at = NOON.plus_seconds(60);
    let review = reviews::insert(conn, &draft("salt")).await.unwrap();
    let trashed = reviews::insert(conn, &draft("tide")).await.unwrap();
    for id in [review, trashed] {
        desk::update_schedule(conn, id, Some(at), "").await.unwrap();
    }
    desk::update_trashed(conn, trashed, Stage::Scheduled, NOON)
        .await
        .unwrap();
    assert!(desk::list_due(conn, NOON).await.unwrap().is_empty());
    assert_eq!(desk::list_due(conn, at).await.unwrap(), [(review, at)]);
    assert!(!desk::take_due(conn, review, NOON).await.unwrap());
    assert!(desk::take_due(conn, review, at).await.unwrap());
    assert!(!desk::take_due(conn, review, at).await.unwrap());
    assert!(!desk::take_due(conn, trashed, at).await.unwrap());
    desk::update_schedule(conn, review, None, "slug")
        .await
        .unwrap();
    let row = desk::find(conn, review).await.unwrap().unwrap();
    assert_eq!(
        (row.stage(), row.publish_problem.as_str()),
        (Stage::Draft, "slug")
    );
}

async fn a_password_takes_a_review_out_of_every_list(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt").await;
    desk::update_access(conn, review, Some("$argon2id$1"))
        .await
        .unwrap();
    let row = desk::find(conn, review).await.unwrap().unwrap();
    assert_eq!((row.published_at, row.locked_at), (None, Some(NOON.0)));
    assert_eq!(row.stage(), Stage::Published);
    desk::update_published(conn, review, NOON).await.unwrap();
    assert!(
        reviews::find_published(conn, &slug("salt"))
            .await
            .unwrap()
            .is_none()
    );
    desk::update_access(conn, review, None).await.unwrap();
    let row = desk::find(conn, review).await.unwrap().unwrap();
    assert_eq!((row.published_at, row.locked_at), (Some(NOON.0), None));
}

async fn a_text_is_replaced_with_its_tags_and_a_slug_is_one_reviews_own(conn: &mut Conn<'_>) {
    let id = insert_review(conn, "salt").await;
    insert_review(conn, "tide").await;
    reviews::insert_tags(conn, id, &[tag("Silence")])
        .await
        .unwrap();
    let item = NewWatchAlso {
        title: "Winter Light".to_owned(),
        target: Some(slug("tide")),
        note_source: "A *note*.".to_owned(),
        note_html: String::new(),
    };
    reviews::insert_watch_also(conn, id, &[item]).await.unwrap();
    let sources = reviews::list_watch_also_sources(conn, id).await.unwrap();
    assert_eq!(
        sources,
        [(
            "Winter Light".to_owned(),
            Some("tide".to_owned()),
            "A *note*.".to_owned()
        )]
    );
    let text = NewReview {
        title: "Another".to_owned(),
        body_source: "New.".to_owned(),
        comments_open: false,
        ..review("salt-again")
    };
    desk::update_text(conn, id, &text, "https://a.example/")
        .await
        .unwrap();
    let row = desk::find(conn, id).await.unwrap().unwrap();
    assert_eq!(
        (
            row.slug.as_str(),
            row.title.as_str(),
            row.body_source.as_str()
        ),
        ("salt-again", "Another", "New.")
    );
    assert_eq!(row.canonical, "https://a.example/");
    assert!(!row.comments_open && row.published_at.is_some());
    assert!(reviews::list_tags(conn, id).await.unwrap().is_empty());
    assert!(
        reviews::list_watch_also_sources(conn, id)
            .await
            .unwrap()
            .is_empty()
    );
    let found = desk::find_by_slug(conn, &slug("salt-again")).await.unwrap();
    assert_eq!(found, Some(id));
    let taken = desk::update_text(conn, id, &review("tide"), "").await;
    assert_eq!(refusal(taken), Some(Constraint::ReviewSlug));
}

async fn addresses_follow_and_lead_no_circle(conn: &mut Conn<'_>) {
    imports::insert_redirects(conn, &[("/?p=1".to_owned(), "/reviews/a".to_owned())])
        .await
        .unwrap();
    for (from, to) in [("/reviews/a", "/reviews/b"), ("/reviews/b", "/reviews/a")] {
        desk::move_address(conn, from, to).await.unwrap();
    }
    for (path, target) in [
        ("/?p=1", Some("/reviews/a")),
        ("/reviews/a", None),
        ("/reviews/b", Some("/reviews/a")),
    ] {
        let found = imports::find_redirect(conn, path).await.unwrap();
        assert_eq!(found.as_deref(), target, "{path}");
    }
}

async fn revisions_are_numbered_and_drafts_among_them_are_not_for_readers(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Author).await;
    let review = insert_review(conn, "salt").await;
    for (number, is_published) in [(1, true), (2, false), (3, true)] {
        let revision = NewRevision {
            is_published,
            fields: "{}".to_owned(),
            made_at: NOON.plus_seconds(i64::from(number)),
            account: (number == 3).then_some(account),
        };
        let got = revisions::insert(conn, review, &revision).await.unwrap();
        assert_eq!(got, number);
    }
    let numbers = |rows: Vec<revisions::RevisionRow>| {
        let numbers = rows.into_iter().map(|row| row.number);
        numbers.collect::<Vec<_>>()
    };
    let all = revisions::list(conn, review, false).await.unwrap();
    assert_eq!(all[0].made_by.as_deref(), Some("Account 1"));
    assert_eq!(numbers(all), [3, 2, 1]);
    let seen = revisions::list(conn, review, true).await.unwrap();
    assert_eq!(numbers(seen), [3, 1]);
    assert_eq!(revisions::count(conn, review, false).await.unwrap(), 3);
    assert_eq!(revisions::count(conn, review, true).await.unwrap(), 2);
    let second = revisions::find(conn, review, 2).await.unwrap().unwrap();
    assert!(!second.is_published);
    assert_eq!(revisions::find(conn, review, 4).await.unwrap(), None);
}

async fn a_link_works_until_it_is_taken_back(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Author).await;
    let review = insert_review(conn, "salt").await;
    let other = insert_review(conn, "tide").await;
    let link = preview_links::insert(conn, review, &[7; 32], account, NOON)
        .await
        .unwrap();
    let found = preview_links::find(conn, &[7; 32]).await.unwrap();
    assert_eq!(found, Some(review));
    assert_eq!(preview_links::find(conn, &[8; 32]).await.unwrap(), None);
    let listed = preview_links::list(conn, review).await.unwrap();
    assert_eq!((listed.len(), listed[0].id), (1, link));
    assert_eq!(listed[0].made_by, "Account 1");
    let revoke = async |conn: &mut Conn<'_>, review| {
        preview_links::revoke(conn, review, link, NOON)
            .await
            .unwrap()
    };
    assert!(!revoke(conn, other).await);
    assert!(revoke(conn, review).await);
    assert!(!revoke(conn, review).await);
    assert_eq!(preview_links::find(conn, &[7; 32]).await.unwrap(), None);
}

async fn the_list_is_narrowed_searched_and_ordered(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Author).await;
    let author = authors::find_or_insert(conn, &slug("aud"), "Aud", "")
        .await
        .unwrap();
    let film = NewFilm {
        title: "Tide".to_owned(),
        year: Some(2010),
        ..NewFilm::default()
    };
    let film = films::insert(conn, &slug("tide"), &film).await.unwrap();
    let with_film = NewReview {
        film: Some(film),
        ..review("one")
    };
    let one = reviews::insert(conn, &with_film).await.unwrap();
    let two = reviews::insert(conn, &draft("two")).await.unwrap();
    let three = insert_review(conn, "three").await;
    authors::insert_for_review(conn, two, &[author])
        .await
        .unwrap();
    let typed = NewDraft {
        title: "100 % salt".to_owned(),
        ..a_draft(1)
    };
    drafts::put(conn, two, &typed, account, NOON.plus_seconds(5))
        .await
        .unwrap();
    desk::update_trashed(conn, three, Stage::Published, NOON)
        .await
        .unwrap();
    execute(conn, "UPDATE reviews SET like_count = 3 WHERE slug = 'one'").await;
    let all = DeskListQuery {
        kind: "review",
        author: None,
        stage: None,
        words: String::new(),
        order: DeskOrder::Changed,
        limit: 10,
    };
    let trashed = DeskListQuery {
        stage: Some(Stage::Trashed),
        ..all.clone()
    };
    let own = DeskListQuery {
        author: Some(author),
        ..all.clone()
    };
    let looked_for = |words: &str| DeskListQuery {
        words: words.to_owned(),
        ..all.clone()
    };
    let ordered = |order| DeskListQuery {
        order,
        ..all.clone()
    };
    for (query, ids) in [
        (all.clone(), vec![two, one]),
        (trashed, vec![three]),
        (own, vec![two]),
        (looked_for("TIDE"), vec![one]),
        (looked_for("% salt"), vec![two]),
        (looked_for("_"), vec![]),
        (ordered(DeskOrder::Title), vec![two, one]),
        (ordered(DeskOrder::Published), vec![one, two]),
        (ordered(DeskOrder::Likes), vec![one, two]),
        (ordered(DeskOrder::Comments), vec![two, one]),
    ] {
        let rows = desk_list::list(conn, &query).await.unwrap();
        let found: Vec<_> = rows.iter().map(|row| ReviewId(row.id)).collect();
        assert_eq!(found, ids, "{query:?}");
    }
    let rows = desk_list::list(conn, &all).await.unwrap();
    assert_eq!(rows[1].film_title.as_deref(), Some("Tide"));
    assert_eq!(
        (rows[1].stage.as_str(), rows[1].has_password),
        ("published", false)
    );
    assert_eq!(
        (rows[0].byline.as_deref(), rows[0].has_changes),
        (Some("Aud"), true)
    );
    let mut counts = desk_list::count_stages(conn, "review", None).await.unwrap();
    counts.sort();
    let count = |stage: &str| (stage.to_owned(), 1);
    assert_eq!(
        counts,
        [count("draft"), count("published"), count("trashed")]
    );
    let own = desk_list::count_stages(conn, "review", Some(author))
        .await
        .unwrap();
    assert_eq!(own, [count("draft")]);
}

async fn what_is_known_is_found_by_the_beginning_of_a_word(conn: &mut Conn<'_>) {
    let film = NewFilm {
        title: "The Salt Year".to_owned(),
        year: Some(2010),
        credits: vec![(app::model::CreditRole::Director, "Sal Vik".to_owned(), None)],
        ..NewFilm::default()
    };
    films::insert(conn, &slug("the-salt-year"), &film)
        .await
        .unwrap();
    let review = insert_review(conn, "salt").await;
    reviews::insert(conn, &draft("salt-draft")).await.unwrap();
    reviews::insert_tags(conn, review, &[tag("Salt water")])
        .await
        .unwrap();
    for (of, found) in [
        ("films", vec!["The Salt Year"]),
        ("people", vec!["Sal Vik"]),
        ("tags", vec!["Salt water"]),
        ("reviews", vec!["Title of salt"]),
    ] {
        let rows = desk_list::list_hints(conn, of, "Sal").await.unwrap();
        let names: Vec<_> = rows.iter().map(|row| row.1.as_str()).collect();
        assert_eq!(names, found, "{of}");
    }
    let films = desk_list::list_films(conn).await.unwrap();
    let film = (
        "the-salt-year".to_owned(),
        "The Salt Year".to_owned(),
        Some("2010".to_owned()),
    );
    assert_eq!(films, [film]);
    let rows = desk_list::list_hints(conn, "films", "salt").await.unwrap();
    assert_eq!(rows[0].2.as_deref(), Some("2010"));
    assert!(
        desk_list::list_hints(conn, "films", "alt")
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_picture_is_found_by_its_digest(conn: &mut Conn<'_>) {
    let id = media::find_or_insert(conn, &picture("a")).await.unwrap();
    let hash = "a".repeat(64);
    assert_eq!(media::find_id(conn, &hash).await.unwrap(), Some(id));
    assert_eq!(media::find(conn, &hash).await.unwrap(), Some(picture("a")));
    assert_eq!(media::find_id(conn, "b").await.unwrap(), None);
    assert_eq!(media::find(conn, "b").await.unwrap(), None);
}
