//! Feeds, the sitemap, tags and the scopes of lists.

use app::model::{CommentState, ReviewId};

use super::{
    builders::{
        NOON, comment, draft, insert, insert_review, insert_review_at, mention, review, slug, tag,
    },
    execute, store_tests,
};
use crate::store::{
    Conn, authors,
    comments::NewCommentRow,
    feeds,
    films::{self, NewFilm},
    reviews::{self, NewReview},
    scope::Scope,
    tags,
};

store_tests!(conn:
    a_feed_has_the_newest_of_its_scope_first,
    drafts_and_pages_are_in_no_feed,
    a_review_has_changed_when_it_was_edited_after_it_was_published,
    a_feed_of_comments_has_only_those_that_stand,
    the_sitemap_has_no_drafts_and_pages_come_from_their_own_list,
    tags_and_authors_are_found_by_their_slugs,
);

async fn slugs(conn: &mut Conn<'_>, scope: Scope) -> Vec<String> {
    let rows = feeds::list_entries(conn, scope, 2).await.unwrap();
    rows.into_iter().map(|row| row.slug).collect()
}

async fn a_feed_has_the_newest_of_its_scope_first(conn: &mut Conn<'_>) {
    let film = NewFilm {
        title: "Tide".to_owned(),
        ..NewFilm::default()
    };
    let film = films::insert(conn, &slug("tide"), &film).await.unwrap();
    let author = authors::find_or_insert(conn, &slug("aud"), "Aud", "")
        .await
        .unwrap();
    for (number, name) in (1..).zip(["one", "two", "three", "four"]) {
        let new = NewReview {
            film: (number != 3).then_some(film),
            published_at: Some(NOON.plus_seconds(number)),
            ..review(name)
        };
        let id = reviews::insert(conn, &new).await.unwrap();
        if number != 4 {
            reviews::insert_tags(conn, id, &[tag("Sea")]).await.unwrap();
        }
        if number == 2 {
            authors::insert_for_review(conn, id, &[author])
                .await
                .unwrap();
        }
    }
    let (sea, _) = tags::find(conn, &slug("sea")).await.unwrap().unwrap();

    assert_eq!(slugs(conn, Scope::All).await, ["four", "three"]);
    assert_eq!(slugs(conn, Scope::Tag(sea)).await, ["three", "two"]);
    assert_eq!(slugs(conn, Scope::Author(author)).await, ["two"]);
    assert_eq!(slugs(conn, Scope::Film(film)).await, ["four", "two"]);
}

async fn drafts_and_pages_are_in_no_feed(conn: &mut Conn<'_>) {
    let page = NewReview {
        kind: "page",
        ..review("about")
    };
    reviews::insert(conn, &page).await.unwrap();
    reviews::insert(conn, &draft("later")).await.unwrap();
    assert!(slugs(conn, Scope::All).await.is_empty());
}

async fn a_review_has_changed_when_it_was_edited_after_it_was_published(conn: &mut Conn<'_>) {
    // Imported: written into the database long after it was published.
    insert_review_at(conn, "imported", -5_000).await;
    insert_review_at(conn, "edited", 0).await;
    execute(
        conn,
        "UPDATE reviews SET updated_at = created_at + 7000000 WHERE slug = 'edited'",
    )
    .await;
    let rows = feeds::list_entries(conn, Scope::All, 9).await.unwrap();
    let times: Vec<_> = rows
        .iter()
        .map(|row| (row.slug.as_str(), row.changed_at))
        .collect();
    let imported = NOON.plus_seconds(-5_000).0;
    assert_eq!(
        times,
        [("edited", NOON.plus_seconds(7).0), ("imported", imported)]
    );
}

async fn a_feed_of_comments_has_only_those_that_stand(conn: &mut Conn<'_>) {
    let here = insert_review(conn, "here").await;
    let there = insert_review(conn, "there").await;
    let add = async |conn: &mut Conn<'_>, review: ReviewId, text: &str, state, seconds| {
        let row = NewCommentRow {
            state,
            posted_at: NOON.plus_seconds(seconds),
            ..comment(review, text)
        };
        insert(conn, &row).await
    };
    add(conn, here, "first", CommentState::Published, 1).await;
    add(conn, here, "third", CommentState::Published, 3).await;
    add(conn, here, "second", CommentState::Published, 2).await;
    add(conn, there, "elsewhere", CommentState::Published, 9).await;
    for state in [
        CommentState::Removed,
        CommentState::Held,
        CommentState::Spam,
        CommentState::Trashed,
    ] {
        add(conn, here, "hidden", state, 8).await;
    }
    insert(conn, &mention(here, "tide")).await;

    let texts = async |conn: &mut Conn<'_>, limit| -> Vec<String> {
        let rows = feeds::list_comment_entries(conn, here, limit)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.body_source).collect()
    };
    assert_eq!(texts(conn, 9).await, ["third", "second", "first"]);
    assert_eq!(texts(conn, 1).await, ["third"]);
}

async fn the_sitemap_has_no_drafts_and_pages_come_from_their_own_list(conn: &mut Conn<'_>) {
    insert_review(conn, "salt").await;
    reviews::insert(conn, &draft("later")).await.unwrap();
    let page = NewReview {
        kind: "page",
        ..review("about")
    };
    reviews::insert(conn, &page).await.unwrap();
    let rows = feeds::list_places(conn).await.unwrap();
    let places: Vec<_> = rows
        .iter()
        .map(|row| (row.slug.as_str(), row.changed_at))
        .collect();
    assert_eq!(places, [("salt", NOON.0)]);
}

async fn tags_and_authors_are_found_by_their_slugs(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt").await;
    reviews::insert_tags(conn, review, &[tag("Deep Sea")])
        .await
        .unwrap();
    let (_, name) = tags::find(conn, &slug("deep-sea")).await.unwrap().unwrap();
    assert_eq!(name, "Deep Sea");
    assert_eq!(tags::find(conn, &slug("sea")).await.unwrap(), None);

    let id = authors::find_or_insert(conn, &slug("aud"), "Aud", "Writes.")
        .await
        .unwrap();
    let found = authors::find(conn, &slug("aud")).await.unwrap();
    assert_eq!(found, Some((id, "Aud".to_owned(), "Writes.".to_owned())));
    assert_eq!(authors::find(conn, &slug("bo")).await.unwrap(), None);
}
