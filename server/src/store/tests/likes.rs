//! Likes and their counts.

use app::model::{CommentId, CommentState, LikeTarget, ReviewId, VisitorId};

use super::{
    TestStore,
    builders::{NOON, comment, draft, insert, insert_review, insert_root, insert_visitor, mention},
    number, refusal, store_tests,
};
use crate::store::{
    Conn, Constraint, Error, Tx,
    comments::{self, NewCommentRow},
    likes, reviews,
};

store_tests!(conn:
    a_visitor_likes_a_thing_once,
    a_like_is_taken_back_once,
    a_count_changes_and_is_told_with_its_review,
    what_cannot_be_read_cannot_be_liked,
    a_like_needs_a_thing_and_a_visitor,
    a_visitors_likes_of_a_review_and_its_comments_are_found,
    foreign_likes_are_counted_once_each,
    foreign_likes_of_what_cannot_be_liked_are_not_kept,
    likes_brought_as_a_number_count_with_those_of_people,
    what_cannot_be_liked_brings_no_likes,
);

/// The case that goes through the writer.
mod random {
    use super::{super::store_tests, counts_stay_equal_to_their_rows};

    store_tests!(store: counts_stay_equal_to_their_rows);
}

async fn things(conn: &mut Conn<'_>) -> [LikeTarget; 2] {
    let review = insert_review(conn, "salt-year").await;
    let comment = insert(conn, &comment(review, "A remark.")).await;
    [LikeTarget::Review(review), LikeTarget::Comment(comment)]
}

async fn a_visitor_likes_a_thing_once(conn: &mut Conn<'_>) {
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    for target in things(conn).await {
        assert!(likes::insert(conn, target, one, NOON).await.unwrap());
        assert!(
            !likes::insert(conn, target, one, NOON.plus_seconds(1))
                .await
                .unwrap()
        );
        assert!(likes::insert(conn, target, two, NOON).await.unwrap());
    }
    assert_eq!(number(conn, "SELECT COUNT(*) FROM review_likes").await, 2);
    assert_eq!(number(conn, "SELECT COUNT(*) FROM comment_likes").await, 2);
    assert_eq!(
        number(conn, "SELECT MAX(created_at) FROM comment_likes").await,
        NOON.0
    );
}

async fn a_like_is_taken_back_once(conn: &mut Conn<'_>) {
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    for target in things(conn).await {
        likes::insert(conn, target, one, NOON).await.unwrap();
        assert!(!likes::delete(conn, target, two).await.unwrap());
        assert!(likes::delete(conn, target, one).await.unwrap());
        assert!(!likes::delete(conn, target, one).await.unwrap());
        assert!(likes::insert(conn, target, one, NOON).await.unwrap());
    }
}

async fn a_count_changes_and_is_told_with_its_review(conn: &mut Conn<'_>) {
    let targets = things(conn).await;
    let LikeTarget::Review(review) = targets[0] else {
        unreachable!()
    };
    insert_root(conn, review, CommentState::Published).await;
    for target in targets {
        for (by, count) in [(0, 0), (1, 1), (2, 3), (-1, 2)] {
            let told = likes::update_count(conn, target, by).await.unwrap();
            assert_eq!(told, Some((review, count)));
        }
    }
    assert_eq!(
        number(conn, "SELECT CAST(SUM(like_count) AS BIGINT) FROM comments").await,
        2
    );
}

async fn what_cannot_be_read_cannot_be_liked(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let draft = reviews::insert(conn, &draft("draft")).await.unwrap();
    let under_draft = insert(conn, &comment(draft, "Too early.")).await;
    let mention = insert(conn, &mention(review, "elsewhere")).await;
    let mut targets = vec![
        LikeTarget::Review(draft),
        LikeTarget::Review(ReviewId(404)),
        LikeTarget::Comment(CommentId(404)),
        LikeTarget::Comment(mention),
        LikeTarget::Comment(under_draft),
    ];
    for state in [
        CommentState::Removed,
        CommentState::Held,
        CommentState::Spam,
        CommentState::Trashed,
    ] {
        let id = insert(
            conn,
            &NewCommentRow {
                state,
                ..comment(review, "Hidden.")
            },
        )
        .await;
        targets.push(LikeTarget::Comment(id));
    }
    for target in targets {
        let told = likes::update_count(conn, target, 1).await.unwrap();
        assert_eq!(told, None, "{target:?}");
    }
    let counted = "
        SELECT COUNT(*)
        FROM (
            SELECT like_count FROM reviews
            UNION ALL
            SELECT like_count FROM comments
        ) AS counts
        WHERE like_count <> 0
    ";
    assert_eq!(number(conn, counted).await, 0);
}

async fn a_like_needs_a_thing_and_a_visitor(conn: &mut Conn<'_>) {
    let visitor = insert_visitor(conn, 1).await;
    for target in [
        LikeTarget::Review(ReviewId(404)),
        LikeTarget::Comment(CommentId(404)),
    ] {
        let added = likes::insert(conn, target, visitor, NOON).await.unwrap();
        assert!(!added, "{target:?}");
    }
    for target in things(conn).await {
        let outcome = likes::insert(conn, target, VisitorId(404), NOON).await;
        assert_eq!(refusal(outcome), Some(Constraint::Reference));
    }
}

async fn a_visitors_likes_of_a_review_and_its_comments_are_found(conn: &mut Conn<'_>) {
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    let mut ids = Vec::new();
    for review in [review, other, review, review] {
        ids.push(insert(conn, &comment(review, "A remark.")).await);
    }
    for (target, visitor) in [
        (LikeTarget::Review(review), one),
        (LikeTarget::Review(other), two),
        (LikeTarget::Comment(ids[2]), one),
        (LikeTarget::Comment(ids[1]), one),
        (LikeTarget::Comment(ids[0]), one),
        (LikeTarget::Comment(ids[3]), two),
    ] {
        likes::insert(conn, target, visitor, NOON).await.unwrap();
    }

    assert!(likes::exists_for_review(conn, review, one).await.unwrap());
    assert!(!likes::exists_for_review(conn, other, one).await.unwrap());
    assert!(!likes::exists_for_review(conn, review, two).await.unwrap());
    let liked = likes::list_comments(conn, review, one).await.unwrap();
    assert_eq!(liked, [ids[0], ids[2]]);
    assert_eq!(
        likes::list_comments(conn, review, two).await.unwrap(),
        [ids[3]]
    );
}

async fn foreign_likes_are_counted_once_each(conn: &mut Conn<'_>) {
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    for target in things(conn).await {
        assert_eq!(
            likes::add_foreign(conn, target, &[one], NOON)
                .await
                .unwrap(),
            1
        );
        assert_eq!(
            likes::add_foreign(conn, target, &[one, two, two], NOON)
                .await
                .unwrap(),
            1
        );
        let told = likes::update_count(conn, target, 0).await.unwrap();
        assert_eq!(told.map(|told| told.1), Some(2));
    }
}

async fn foreign_likes_of_what_cannot_be_liked_are_not_kept(conn: &mut Conn<'_>) {
    let visitor = insert_visitor(conn, 1).await;
    let draft = reviews::insert(conn, &draft("draft")).await.unwrap();
    let target = LikeTarget::Review(draft);
    assert_eq!(
        likes::add_foreign(conn, target, &[visitor], NOON)
            .await
            .unwrap(),
        0
    );
    assert_eq!(number(conn, "SELECT COUNT(*) FROM review_likes").await, 0);
}

async fn likes_brought_as_a_number_count_with_those_of_people(conn: &mut Conn<'_>) {
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    let targets = things(conn).await;
    let LikeTarget::Review(review) = targets[0] else {
        unreachable!()
    };
    for target in targets {
        assert_eq!(likes::find_brought(conn, target).await.unwrap(), Some(0));
        assert_eq!(press(conn, target, one, true).await.unwrap(), 1);

        // More are believed, as many or fewer change nothing.
        for (count, told) in [(3, Some(4)), (3, None), (2, None), (7, Some(8)), (0, None)] {
            let outcome = likes::bring(conn, target, count).await.unwrap();
            assert_eq!(outcome, told.map(|count| (review, count)));
        }

        assert_eq!(likes::find_brought(conn, target).await.unwrap(), Some(7));
        assert_eq!(press(conn, target, two, true).await.unwrap(), 9);
        assert_eq!(press(conn, target, one, false).await.unwrap(), 8);
        assert_eq!(number(conn, WRONG_COUNTS).await, 0);
    }
}

async fn what_cannot_be_liked_brings_no_likes(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let mention = insert(conn, &mention(review, "elsewhere")).await;
    for target in [
        LikeTarget::Review(ReviewId(404)),
        LikeTarget::Comment(CommentId(404)),
        LikeTarget::Comment(mention),
    ] {
        assert_eq!(likes::bring(conn, target, 3).await.unwrap(), None);
        assert_eq!(likes::find_brought(conn, target).await.unwrap(), None);
    }
    // What is not published yet has its likes all the same.
    let draft = LikeTarget::Review(reviews::insert(conn, &draft("draft")).await.unwrap());
    let told = likes::bring(conn, draft, 3).await.unwrap();
    assert_eq!(told.map(|told| told.1), Some(3));
}

/// Numbers that look random and are the same in every run (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// Likes a thing or takes the like back, as the service does it.
async fn press(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    visitor: VisitorId,
    wants: bool,
) -> Result<i64, Error> {
    let has_changed = if wants {
        likes::insert(conn, target, visitor, NOON).await?
    } else {
        likes::delete(conn, target, visitor).await?
    };
    let by = i64::from(has_changed) * if wants { 1 } else { -1 };
    let told = likes::update_count(conn, target, by).await?;
    told.map(|told| told.1).ok_or(Error::Stopped)
}

async fn counts_stay_equal_to_their_rows(db: &TestStore) {
    let mut link = db.connect().await;
    let conn = &mut link.conn();
    let mut targets = Vec::new();
    for text in ["salt-year", "winter-light"] {
        let review = insert_review(conn, text).await;
        targets.push(LikeTarget::Review(review));
        for _ in 0..2 {
            let id = insert_root(conn, review, CommentState::Published).await;
            targets.push(LikeTarget::Comment(id));
        }
    }
    let held = targets[2];
    let LikeTarget::Comment(held_id) = held else {
        unreachable!()
    };
    comments::update_state(conn, held_id, CommentState::Held)
        .await
        .unwrap();
    let mut visitors = Vec::new();
    for number in 0..4 {
        visitors.push(insert_visitor(conn, number).await);
    }

    let mut numbers = Numbers(0x5eed_f00d_cafe_d00d);
    for _ in 0..25 {
        let presses: Vec<_> = (0..12)
            .map(|_| {
                let target = targets[numbers.below(targets.len())];
                (
                    target,
                    visitors[numbers.below(visitors.len())],
                    numbers.below(3) > 0,
                )
            })
            .collect();
        let jobs = presses.iter().map(|&(target, visitor, wants)| {
            db.store.write(move |tx: &mut Tx<'_>| {
                Box::pin(async move { press(&mut tx.conn, target, visitor, wants).await })
            })
        });
        let outcomes = futures::future::join_all(jobs).await;
        for ((target, ..), outcome) in presses.iter().zip(outcomes) {
            assert_eq!(outcome.is_err(), *target == held);
        }
        assert_eq!(number(conn, WRONG_COUNTS).await, 0);
    }
    assert!(number(conn, "SELECT COUNT(*) FROM comment_likes").await > 0);
}

/// Counts the things whose count is not that of their likes.
const WRONG_COUNTS: &str = "
    SELECT
        (
            SELECT COUNT(*)
            FROM reviews
            WHERE like_count
                <> brought_likes + (SELECT COUNT(*) FROM review_likes WHERE review_id = reviews.id)
        )
        + (
            SELECT COUNT(*)
            FROM comments
            WHERE like_count
                <> brought_likes + (SELECT COUNT(*) FROM comment_likes WHERE comment_id = comments.id)
        )
";
