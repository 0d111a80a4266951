//! Words that reviews share.

use app::model::ReviewId;

use super::{
    builders::{NOON, draft, insert_review, insert_review_at, review},
    execute, number, store_tests,
};
use crate::store::{
    Conn,
    reviews::{self, NewReview},
    search,
    search::TellingWord,
    telling_words::{self, SharedWordRow},
};

store_tests!(conn:
    words_that_a_few_reviews_share_are_listed_the_newest_of_them_first,
    the_words_of_a_review_are_replaced_and_taken_out,
    what_tells_of_a_review_follows_its_text,
    published_reviews_are_counted_no_further_than_a_limit,
);

async fn say(conn: &mut Conn<'_>, review: ReviewId, words: &[&str]) {
    let words: Vec<TellingWord> = words
        .iter()
        .map(|written| TellingWord {
            word: written.to_lowercase(),
            written: (*written).to_owned(),
        })
        .collect();
    telling_words::replace(conn, &[(review, words)])
        .await
        .unwrap();
}

fn shared(id: ReviewId, slug: &str, written: &str, uses: i64) -> SharedWordRow {
    SharedWordRow {
        id: id.0,
        slug: slug.to_owned(),
        title: format!("Title of {slug}"),
        written: written.to_owned(),
        uses,
    }
}

async fn words_that_a_few_reviews_share_are_listed_the_newest_of_them_first(conn: &mut Conn<'_>) {
    let salt = insert_review(conn, "salt-year").await;
    let older = insert_review_at(conn, "older", -60).await;
    let newer = insert_review_at(conn, "newer", 60).await;
    let hidden = reviews::insert(conn, &draft("hidden")).await.unwrap();
    let page = NewReview {
        kind: "page",
        ..review("about")
    };
    let page = reviews::insert(conn, &page).await.unwrap();
    say(conn, salt, &["Sluice", "harbour", "sea", "alone"]).await;
    say(conn, older, &["sluice", "harbour", "sea"]).await;
    say(conn, newer, &["sluice", "sea", "ferry"]).await;
    say(conn, hidden, &["harbour", "sea"]).await;
    say(conn, page, &["alone"]).await;

    let listed = telling_words::list_shared(conn, salt, 3).await.unwrap();

    assert_eq!(
        listed[..1],
        [shared(newer, "newer", "Sluice", 3)],
        "as the review itself writes it; the sea is everywhere"
    );
    let mut of_older = listed[1..].to_vec();
    of_older.sort_by(|a, b| a.written.cmp(&b.written));
    assert_eq!(
        of_older,
        [
            shared(older, "older", "Sluice", 3),
            shared(older, "older", "harbour", 3),
        ]
    );
    let of_two = telling_words::list_shared(conn, salt, 2).await.unwrap();
    assert!(of_two.is_empty(), "{of_two:?}");
}

async fn the_words_of_a_review_are_replaced_and_taken_out(conn: &mut Conn<'_>) {
    const COUNT: &str = "SELECT COUNT(*) FROM telling_words";
    let salt = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "other").await;
    say(conn, salt, &["sluice", "harbour"]).await;
    say(conn, other, &["harbour"]).await;
    say(conn, salt, &["ferry"]).await;
    assert_eq!(number(conn, COUNT).await, 2);
    let listed = telling_words::list_shared(conn, other, 8).await.unwrap();
    assert!(listed.is_empty(), "{listed:?}");
    say(conn, salt, &[]).await;
    assert_eq!(number(conn, COUNT).await, 1);
}

async fn what_tells_of_a_review_follows_its_text(conn: &mut Conn<'_>) {
    const COUNT: &str = "SELECT COUNT(*) FROM telling_words WHERE word = 'sluice'";
    let telling = |slug: &str, kind| NewReview {
        kind,
        body_source: "A *sluice*, a sluice.".to_owned(),
        ..review(slug)
    };
    for (slug, kind) in [("salt-year", "review"), ("about", "page")] {
        let id = reviews::insert(conn, &telling(slug, kind)).await.unwrap();
        search::follow_review(conn, id).await.unwrap();
        assert_eq!(number(conn, COUNT).await, 1, "{kind}");
    }
    execute(conn, "UPDATE reviews SET published_at = NULL").await;
    let salt = number(conn, "SELECT id FROM reviews WHERE slug = 'salt-year'").await;
    search::follow_review(conn, ReviewId(salt)).await.unwrap();
    assert_eq!(number(conn, COUNT).await, 0);
}

async fn published_reviews_are_counted_no_further_than_a_limit(conn: &mut Conn<'_>) {
    for slug in ["one", "two", "three"] {
        insert_review(conn, slug).await;
    }
    let hidden = NewReview {
        published_at: None,
        created_at: NOON,
        ..review("hidden")
    };
    reviews::insert(conn, &hidden).await.unwrap();
    for (limit, count) in [(9, 3), (2, 2)] {
        let counted = telling_words::count_reviews(conn, limit).await.unwrap();
        assert_eq!(counted, count);
    }
}
