use std::{collections::BTreeMap, sync::Arc};

use app::model::Timestamp;

use super::*;
use crate::{
    clock::{CountedEntropy, ManualClock},
    site::{Site, SiteOptions},
    store::{Conn, engine::on_engine},
};

const EXTENT: Extent = Extent {
    reviews: 30,
    comments: 400,
    seed: 7,
};

async fn open(folder: &tempfile::TempDir, at: i64) -> Site {
    let mut options = SiteOptions::new(folder.path(), "http://reviews.example");
    options.clock = Arc::new(ManualClock::at(Timestamp(at)));
    options.entropy = Arc::new(CountedEntropy::default());
    Site::open(options).await.unwrap()
}

/// Reads every column that readers may see as one text.
async fn contents(conn: &mut Conn<'_>) -> Vec<String> {
    const SQL: &str = "
        SELECT
            slug || '|' || title || '|' || body_source || '|' || published_at || '|' || like_count
                || '|' || comment_count
        FROM reviews
        UNION ALL
        SELECT
            id || '|' || review_id || '|' || COALESCE(parent_id, 0) || '|' || name || '|'
                || body_source || '|' || posted_at || '|' || like_count || '|' || state
        FROM comments
        UNION ALL
        SELECT slug || '|' || title || '|' || year FROM films
        UNION ALL
        SELECT film_id || '|' || visitor_id || '|' || halves FROM film_ratings
    ";
    on_engine!(conn, |c| sqlx::query_scalar(SQL).fetch_all(c).await).unwrap()
}

async fn grown(extent: Extent, at: i64) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let site = open(&folder, at).await;
    fill(&site.core, extent, false, |_, _| ()).await.unwrap();
    let mut snapshot = site.core.store.snapshot().await.unwrap();
    let all = contents(&mut snapshot.conn()).await;
    drop(snapshot);
    site.close().await;
    all
}

#[tokio::test]
async fn a_seed_makes_the_same_site_whenever_it_is_used() {
    let one = grown(EXTENT, 1_733_054_400_000_000).await;
    let same = grown(EXTENT, 1_833_054_400_000_000).await;
    let other = grown(Extent { seed: 8, ..EXTENT }, 1_733_054_400_000_000).await;
    assert!(one.len() > 430 && one == same);
    assert_ne!(one, other);
}

#[tokio::test]
async fn a_site_has_as_much_as_was_asked_for_and_counts_that_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let site = open(&folder, 1_733_054_400_000_000).await;
    fill(&site.core, EXTENT, false, |_, _| ()).await.unwrap();
    let again = fill(&site.core, EXTENT, false, |_, _| ()).await;
    assert!(matches!(again, Err(GrowError::Filled)));
    let more = Extent {
        reviews: 2,
        comments: 9,
        seed: 1,
    };
    fill(&site.core, more, true, |_, _| ()).await.unwrap();
    let mut snapshot = site.core.store.snapshot().await.unwrap();
    let conn = &mut snapshot.conn();
    for (sql, expected) in [
        ("SELECT COUNT(*) FROM reviews", 32),
        ("SELECT COUNT(*) FROM comments", 409),
        (
            "SELECT COUNT(*) FROM reviews WHERE comment_count <> (
                SELECT COUNT(*) FROM comments
                WHERE review_id = reviews.id AND state = 'published'
            )",
            0,
        ),
        (
            "SELECT COUNT(*) FROM comments WHERE like_count <> (
                SELECT COUNT(*) FROM comment_likes WHERE comment_id = comments.id
            )",
            0,
        ),
        (
            "SELECT COUNT(*) FROM search_entries WHERE kind = 'comment' AND target_id IN (
                SELECT id FROM comments WHERE state <> 'published'
            )",
            0,
        ),
    ] {
        let found: i64 = on_engine!(conn, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
        assert_eq!(found, expected, "{sql}");
    }
    drop(snapshot);
    site.close().await;
}

#[test]
fn comments_are_shared_out_to_the_last_one_and_unevenly() {
    for (reviews, comments) in [(1, 10), (7, 0), (100, 10_000), (3, 2), (0, 5)] {
        let extent = Extent {
            reviews,
            comments,
            seed: 3,
        };
        let shares = talk::shares(extent);
        let expected = if reviews == 0 { 0 } else { comments };
        assert_eq!(shares.iter().sum::<u64>(), expected, "{reviews} {comments}");
    }
    let mut shares = talk::shares(Extent {
        reviews: 1000,
        comments: 100_000,
        seed: 3,
    });
    shares.sort_unstable();
    assert!(
        shares[999] > 20 * shares[500],
        "{} {}",
        shares[999],
        shares[500]
    );
}

#[test]
fn sentences_are_whole() {
    let film = films::film(&mut Dice::of(1, 4, 1));
    let telling = prose::Telling::of(&film);
    let mut seen = BTreeMap::new();
    for number in 0..200 {
        let mut dice = Dice::of(1, 9, number);
        for text in [telling.review(&mut dice), telling.remark(&mut dice)] {
            assert!(!text.contains(['{', '}']), "{text}");
            *seen.entry(text).or_insert(0) += 1;
        }
    }
    assert!(seen.len() > 300);
}
