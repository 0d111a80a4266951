//! Whole rows: every column of the schema goes along in an archive, or is left out for a reason.

use std::collections::BTreeSet;

use app::model::CommentState;

use super::{
    Conn,
    builders::{insert_review, insert_root, insert_visitor, picture},
    execute, migrations, number, refusal, store_tests,
};
use crate::store::{
    Constraint, authors, likes, media,
    rows::{
        self, AccountRow, AuthorRow, CommentLikeRow, CommentRevisionRow, CommentRow, CountryRow,
        CreditRow, DraftRow, FilmHistoryRow, FilmRatingRow, FilmRow, ImportRow, MediaRow,
        ModerationRow, OutsideRatingRow, PersonRow, RedirectRow, ReviewAuthorRow, ReviewLikeRow,
        ReviewRow, ReviewTagRow, RevisionRow, Row, SettingRow, TagRow, VisitorRow, WatchAlsoRow,
    },
};

store_tests!(
    conn: every_column_goes_along_or_is_left_out_for_a_reason,
    rows_are_handed_over_in_the_order_of_their_bytes,
    a_row_comes_back_as_it_was,
    counts_are_made_again_and_wrong_ones_are_found,
    comments_in_a_thread_that_is_not_theirs_are_counted,
    new_rows_are_numbered_after_those_that_came,
);

/// What an archive leaves out, because … A table without a column is left out as a whole.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    (
        "accounts",
        "password_hash",
        "passwords stay: an archive may be kept by somebody else",
    ),
    (
        "comments",
        "client_key",
        "it is for a minute, so that a comment sent twice is one",
    ),
    ("comments", "like_count", "it is counted again"),
    (
        "draft_saves",
        "",
        "they are for a minute, so that a draft sent twice is one",
    ),
    ("events", "", "they are for a day, for pages that are open"),
    ("links", "", "they let people in"),
    ("media", "deleted_at", "what is deleted does not go along"),
    (
        "passkeys",
        "",
        "they let people in, on the site they were made for",
    ),
    ("preview_links", "", "they let people in"),
    ("recovery_codes", "", "they let people in"),
    ("reviews", "comment_count", "it is counted again"),
    ("reviews", "event_seq", "events stay"),
    ("reviews", "like_count", "it is counted again"),
    ("search_entries", "", "the index is made again"),
    ("search_grams", "", "the index is made again"),
    ("search_state", "", "the index is made again"),
    ("search_vocabulary", "", "the index is made again"),
    (
        "second_factors",
        "",
        "what they let in asks for a password first, which stays",
    ),
    ("sessions", "", "they let people in"),
    ("telling_words", "", "they are made again with the index"),
];

type Columns = BTreeSet<(&'static str, &'static str)>;

fn archived() -> Columns {
    fn of<R: Row>() -> impl Iterator<Item = (&'static str, &'static str)> {
        R::COLUMNS.iter().map(|column| (R::TABLE, *column))
    }
    of::<AccountRow>()
        .chain(of::<AuthorRow>())
        .chain(of::<CommentLikeRow>())
        .chain(of::<CommentRevisionRow>())
        .chain(of::<CommentRow>())
        .chain(of::<CountryRow>())
        .chain(of::<CreditRow>())
        .chain(of::<DraftRow>())
        .chain(of::<FilmHistoryRow>())
        .chain(of::<FilmRatingRow>())
        .chain(of::<FilmRow>())
        .chain(of::<ImportRow>())
        .chain(of::<MediaRow>())
        .chain(of::<ModerationRow>())
        .chain(of::<OutsideRatingRow>())
        .chain(of::<PersonRow>())
        .chain(of::<RedirectRow>())
        .chain(of::<ReviewAuthorRow>())
        .chain(of::<ReviewLikeRow>())
        .chain(of::<ReviewRow>())
        .chain(of::<ReviewTagRow>())
        .chain(of::<RevisionRow>())
        .chain(of::<SettingRow>())
        .chain(of::<TagRow>())
        .chain(of::<VisitorRow>())
        .chain(of::<WatchAlsoRow>())
        .collect()
}

async fn every_column_goes_along_or_is_left_out_for_a_reason(conn: &mut Conn<'_>) {
    let archived = archived();
    let is_left = |table: &str, column: &str| {
        LEFT_OUT
            .iter()
            .any(|(t, c, _)| *t == table && (c.is_empty() || *c == column))
    };
    let schema = migrations::columns(conn).await;
    for (table, column, ..) in &schema {
        let goes = archived.contains(&(table.as_str(), column.as_str()));
        assert!(
            goes != is_left(table, column),
            "{table}.{column}: put it into store/rows and docs/archive.md, or into LEFT_OUT with the reason"
        );
    }
    let known: BTreeSet<_> = schema
        .iter()
        .map(|(t, c, ..)| (t.as_str(), c.as_str()))
        .collect();
    assert!(archived.iter().all(|column| known.contains(column)));
    for (table, column, why) in LEFT_OUT {
        let is_there = known
            .iter()
            .any(|(t, c)| t == table && (column.is_empty() || c == column));
        assert!(
            is_there && !why.is_empty(),
            "{table}.{column} is not in the schema"
        );
    }
}

/// Reads all rows of a kind.
async fn all<R: Row>(conn: &mut Conn<'_>) -> Vec<R> {
    let mut found = Vec::new();
    rows::for_each(conn, |row: R| {
        found.push(row);
        Ok::<(), crate::store::Error>(())
    })
    .await
    .unwrap();
    found
}

async fn rows_are_handed_over_in_the_order_of_their_bytes(conn: &mut Conn<'_>) {
    for path in ["/é", "/a", "/Z", "/?p=1", "/b"] {
        let row = RedirectRow {
            path: path.to_owned(),
            target: "/".to_owned(),
        };
        row.insert(conn).await.unwrap();
    }
    for (source, kind, old_id) in [
        ("https://b.example", "review", "2"),
        ("https://B.example", "review", "10"),
        ("https://b.example", "comment", "1"),
        ("archive", "archive", "a"),
    ] {
        let row = ImportRow {
            source: source.to_owned(),
            kind: kind.to_owned(),
            old_id: old_id.to_owned(),
            new_id: 1,
        };
        row.insert(conn).await.unwrap();
    }
    let paths: Vec<String> = all::<RedirectRow>(conn)
        .await
        .into_iter()
        .map(|r| r.path)
        .collect();
    assert_eq!(paths, ["/?p=1", "/Z", "/a", "/b", "/é"]);
    let imports: Vec<String> = all::<ImportRow>(conn)
        .await
        .into_iter()
        .map(|r| format!("{} {} {}", r.source, r.kind, r.old_id))
        .collect();
    assert_eq!(
        imports,
        [
            "https://B.example review 10",
            "https://b.example comment 1",
            "https://b.example review 2",
        ],
        "that an archive was taken stays here"
    );
}

async fn a_row_comes_back_as_it_was(conn: &mut Conn<'_>) {
    let picture = media::find_or_insert(conn, &picture("a")).await.unwrap();
    insert_review(conn, "salt-year").await;
    let mut review = all::<ReviewRow>(conn).await.remove(0);
    review.id = 77;
    review.slug = "other".to_owned();
    review.still_media_id = Some(picture.0);
    review.access_hash = Some("*".to_owned());
    review.comments_open = false;
    review.insert(conn).await.unwrap();
    assert_eq!(all::<ReviewRow>(conn).await[1], review);
    assert_eq!(rows::count::<ReviewRow>(conn).await.unwrap(), 2);
}

async fn counts_are_made_again_and_wrong_ones_are_found(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let comment = insert_root(conn, review, CommentState::Published).await;
    insert_root(conn, review, CommentState::Held).await;
    let visitor = insert_visitor(conn, 1).await;
    for target in [
        app::model::LikeTarget::Review(review),
        app::model::LikeTarget::Comment(comment),
    ] {
        likes::add_foreign(conn, target, &[visitor], super::builders::NOON)
            .await
            .unwrap();
        likes::bring(conn, target, 2).await.unwrap();
    }
    for (sql, place) in [
        ("UPDATE reviews SET like_count = 5", "reviews.like_count"),
        (
            "UPDATE reviews SET comment_count = 5",
            "reviews.comment_count",
        ),
        ("UPDATE comments SET like_count = 5", "comments.like_count"),
    ] {
        rows::recount(conn).await.unwrap();
        execute(conn, sql).await;
        // Both comments were set to five, one of them rightly has none.
        let found = rows::find_wrong_count(conn).await.unwrap();
        assert_eq!(found, Some(place));
        execute(conn, "UPDATE comments SET like_count = 0").await;
    }
    rows::recount(conn).await.unwrap();
    assert_eq!(rows::find_wrong_count(conn).await.unwrap(), None);
    let count = "SELECT comment_count * 100 + like_count FROM reviews";
    assert_eq!(number(conn, count).await, 103);
}

async fn comments_in_a_thread_that_is_not_theirs_are_counted(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "other").await;
    let root = insert_root(conn, review, CommentState::Published).await;
    assert_eq!(rows::count_astray(conn).await.unwrap(), 0);
    let mut row = all::<CommentRow>(conn).await.remove(0);
    row.id = 50;
    row.parent_id = Some(root.0);
    row.review_id = other.0;
    row.insert(conn).await.unwrap();
    // Under another review than its parent, and in a branch that review has not.
    assert_eq!(rows::count_astray(conn).await.unwrap(), 2);
}

async fn new_rows_are_numbered_after_those_that_came(conn: &mut Conn<'_>) {
    let author = AuthorRow {
        id: 40,
        slug: "aud-lind".to_owned(),
        name: "Aud Lind".to_owned(),
        biography: String::new(),
        portrait_media_id: None,
    };
    author.insert(conn).await.unwrap();
    assert_eq!(refusal(author.insert(conn).await), Some(Constraint::Other));
    rows::release_numbers(conn).await.unwrap();
    let next = authors::find_or_insert(conn, &super::builders::slug("tor-vik"), "Tor Vik", "")
        .await
        .unwrap();
    assert_eq!(next.0, 41);
    let review = insert_review(conn, "first").await;
    assert_eq!(review.0, 1, "a table without rows begins at one");
}
