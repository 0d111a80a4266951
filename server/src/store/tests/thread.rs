//! Pages of a thread.

use app::model::{CommentId, CommentKind, CommentState, LikeTarget, ReviewId, Sort};

use super::{
    builders::{NOON, comment, insert, insert_reply, insert_review, insert_root, mention, slug},
    store_tests,
};
use crate::store::{
    Conn, authors,
    comments::{self, NewCommentRow},
    likes,
    thread::{self, CommentRow},
};

const HIDDEN: [CommentState; 3] = [
    CommentState::Held,
    CommentState::Spam,
    CommentState::Trashed,
];
const ALL: (i32, i32) = (1, 25);

store_tests!(conn:
    a_row_has_what_a_thread_shows,
    a_comment_is_the_authors_when_an_author_of_this_review_wrote_it,
    a_page_has_its_roots_and_all_their_replies,
    the_newest_roots_come_first_and_leave_no_gaps,
    the_best_roots_come_first_and_the_older_of_equals,
    a_page_takes_its_roots_first_and_then_the_oldest_replies,
    the_sizes_of_branches_count_what_a_page_leaves_out,
    what_is_not_public_is_in_no_order,
    a_removed_comment_keeps_its_place,
    the_comments_before_one_are_counted,
    mentions_are_listed_oldest_first_and_are_no_comments,
);

fn ids(rows: &[CommentRow]) -> Vec<CommentId> {
    rows.iter().map(|row| CommentId(row.id)).collect()
}

async fn page(
    conn: &mut Conn<'_>,
    review: ReviewId,
    sort: Sort,
    range: (i32, i32),
) -> Vec<CommentId> {
    ids(&thread::list_page(conn, review, sort, range, 50)
        .await
        .unwrap())
}

async fn sizes(
    conn: &mut Conn<'_>,
    review: ReviewId,
    sort: Sort,
    range: (i32, i32),
) -> Vec<(i32, i64)> {
    let mut sizes = thread::count_branches(conn, review, sort, range)
        .await
        .unwrap();
    sizes.sort_unstable();
    sizes
}

async fn roots(conn: &mut Conn<'_>, review: ReviewId, count: usize) -> Vec<CommentId> {
    let mut roots = Vec::new();
    for _ in 0..count {
        roots.push(insert_root(conn, review, CommentState::Published).await);
    }
    roots
}

async fn reply(conn: &mut Conn<'_>, review: ReviewId, to: (CommentId, i32)) -> CommentId {
    insert_reply(conn, review, to, CommentState::Published).await
}

async fn a_row_has_what_a_thread_shows(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let root = insert(conn, &comment(review, "A root.")).await;
    let row = NewCommentRow {
        parent: Some(root),
        website: Some("https://ingrid.example".to_owned()),
        posted_at: NOON.plus_seconds(3),
        ..comment(review, "A reply.")
    };
    let id = insert(conn, &row).await;
    comments::update_edited_at(conn, id, NOON.plus_seconds(9))
        .await
        .unwrap();
    likes::update_count(conn, LikeTarget::Comment(id), 4)
        .await
        .unwrap();

    let mut lists = vec![thread::list_all(conn, review).await.unwrap()];
    for sort in Sort::ALL {
        lists.push(
            thread::list_page(conn, review, sort, ALL, 50)
                .await
                .unwrap(),
        );
    }

    let mut alone = Vec::new();
    for id in [root, id] {
        alone.extend(thread::find(conn, id).await.unwrap());
    }
    lists.push(alone);
    for rows in lists {
        assert_eq!(ids(&rows), [root, id]);
        let row = &rows[1];
        assert_eq!((row.parent_id, row.root_position), (Some(root.0), 1));
        assert_eq!(
            (row.state.as_str(), row.name.as_str()),
            ("published", "Ingrid")
        );
        assert_eq!(row.website.as_deref(), Some("https://ingrid.example"));
        assert_eq!(
            (row.by_author, row.body_html.as_str()),
            (false, "<p>A reply.</p>")
        );
        assert_eq!(row.posted_at, NOON.plus_seconds(3).0);
        assert_eq!(row.edited_at, Some(NOON.plus_seconds(9).0));
        assert_eq!(row.like_count, 4);
        assert_eq!(
            (rows[0].parent_id, rows[0].website.as_deref()),
            (None, None)
        );
        assert_eq!((rows[0].edited_at, rows[0].like_count), (None, 0));
    }
}

async fn a_comment_is_the_authors_when_an_author_of_this_review_wrote_it(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let aud = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    let bo = authors::find_or_insert(conn, &slug("bo-ek"), "Bo Ek", "")
        .await
        .unwrap();
    let guest = authors::find_or_insert(conn, &slug("guest"), "Guest", "")
        .await
        .unwrap();
    authors::insert_for_review(conn, review, &[aud, bo])
        .await
        .unwrap();
    for author in [Some(aud), Some(bo), Some(guest), None] {
        insert(
            conn,
            &NewCommentRow {
                author,
                ..comment(review, "A remark.")
            },
        )
        .await;
    }

    let all = thread::list_all(conn, review).await.unwrap();
    let page = thread::list_page(conn, review, Sort::Best, ALL, 50)
        .await
        .unwrap();

    for rows in [all, page] {
        let by_author: Vec<_> = rows.iter().map(|row| row.by_author).collect();
        assert_eq!(by_author, [true, true, false, false]);
    }
}

async fn a_page_has_its_roots_and_all_their_replies(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    roots(conn, other, 3).await;
    let roots = roots(conn, review, 5).await;
    let first = reply(conn, review, (roots[1], 2)).await;
    let deeper = reply(conn, review, (first, 2)).await;
    let elsewhere = reply(conn, review, (roots[4], 5)).await;

    let shown = page(conn, review, Sort::Oldest, (1, 2)).await;
    assert_eq!(shown, [roots[0], roots[1], first, deeper]);
    let shown = page(conn, review, Sort::Oldest, (3, 4)).await;
    assert_eq!(shown, [roots[2], roots[3]]);
    let shown = page(conn, review, Sort::Oldest, (5, 6)).await;
    assert_eq!(shown, [roots[4], elsewhere]);
    assert_eq!(page(conn, review, Sort::Oldest, (7, 8)).await, []);
    assert_eq!(thread::count_roots(conn, review).await.unwrap(), 5);
    assert_eq!(thread::list_all(conn, review).await.unwrap().len(), 8);
}

async fn the_newest_roots_come_first_and_leave_no_gaps(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let roots = roots(conn, review, 5).await;
    comments::update_state(conn, roots[3], CommentState::Spam)
        .await
        .unwrap();
    let reply = reply(conn, review, (roots[2], 3)).await;

    let shown = page(conn, review, Sort::Newest, (1, 2)).await;
    assert_eq!(shown, [roots[2], roots[4], reply]);
    let shown = page(conn, review, Sort::Newest, (3, 4)).await;
    assert_eq!(shown, [roots[0], roots[1]]);
    // As they came, a place that is empty stays empty.
    assert_eq!(
        page(conn, review, Sort::Oldest, (3, 4)).await,
        [roots[2], reply]
    );
    assert_eq!(thread::count_roots(conn, review).await.unwrap(), 4);
}

async fn the_best_roots_come_first_and_the_older_of_equals(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let roots = roots(conn, review, 4).await;
    let reply = reply(conn, review, (roots[0], 1)).await;
    for (id, likes) in [(roots[1], 2), (roots[2], 7), (roots[3], 2), (reply, 50)] {
        likes::update_count(conn, LikeTarget::Comment(id), likes)
            .await
            .unwrap();
    }

    let mut order = Vec::new();
    for place in 1..=4 {
        let shown = page(conn, review, Sort::Best, (place, place)).await;
        order.push(shown[0]);
    }

    assert_eq!(order, [roots[2], roots[1], roots[3], roots[0]]);
    assert_eq!(
        page(conn, review, Sort::Best, (4, 4)).await,
        [roots[0], reply]
    );
    assert_eq!(
        page(conn, review, Sort::Best, (1, 2)).await,
        [roots[1], roots[2]]
    );
}

async fn a_page_takes_its_roots_first_and_then_the_oldest_replies(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let first = insert_root(conn, review, CommentState::Published).await;
    let mut replies = Vec::new();
    for _ in 0..40 {
        replies.push(reply(conn, review, (first, 1)).await);
    }
    let rest = roots(conn, review, 24).await;

    for sort in Sort::ALL {
        let shown = page(conn, review, sort, ALL).await;
        let mut expected = vec![first];
        expected.extend(&replies[..25]);
        expected.extend(&rest);
        assert_eq!(shown, expected, "{sort:?}");
    }
    let three = thread::list_page(conn, review, Sort::Oldest, (1, 2), 3)
        .await
        .unwrap();
    assert_eq!(ids(&three), [first, replies[0], rest[0]]);
}

async fn the_sizes_of_branches_count_what_a_page_leaves_out(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let roots = roots(conn, review, 3).await;
    for (count, root, position) in [(2, roots[0], 1), (3, roots[2], 3)] {
        for _ in 0..count {
            reply(conn, review, (root, position)).await;
        }
    }
    insert_reply(conn, review, (roots[2], 3), CommentState::Removed).await;
    insert_reply(conn, review, (roots[2], 3), CommentState::Held).await;
    likes::update_count(conn, LikeTarget::Comment(roots[1]), 1)
        .await
        .unwrap();

    assert_eq!(
        sizes(conn, review, Sort::Oldest, (1, 2)).await,
        [(1, 3), (2, 1)]
    );
    assert_eq!(
        sizes(conn, review, Sort::Newest, (1, 2)).await,
        [(2, 1), (3, 5)]
    );
    assert_eq!(
        sizes(conn, review, Sort::Best, (1, 2)).await,
        [(1, 3), (2, 1)]
    );
    assert_eq!(sizes(conn, review, Sort::Best, (3, 3)).await, [(3, 5)]);
}

async fn what_is_not_public_is_in_no_order(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let root = insert_root(conn, review, CommentState::Published).await;
    for state in HIDDEN {
        insert_root(conn, review, state).await;
        insert_reply(conn, review, (root, 1), state).await;
        insert(
            conn,
            &NewCommentRow {
                state,
                ..mention(review, state.key())
            },
        )
        .await;
    }
    insert(conn, &mention(review, "elsewhere")).await;

    for sort in Sort::ALL {
        assert_eq!(page(conn, review, sort, ALL).await, [root], "{sort:?}");
        assert_eq!(sizes(conn, review, sort, ALL).await, [(1, 1)], "{sort:?}");
    }
    assert_eq!(ids(&thread::list_all(conn, review).await.unwrap()), [root]);
    assert_eq!(thread::count_roots(conn, review).await.unwrap(), 1);
    let before = thread::count_before(conn, review, ALL, CommentId(i64::MAX))
        .await
        .unwrap();
    assert_eq!(before, (0, 1));
    assert_eq!(thread::list_mentions(conn, review).await.unwrap().len(), 1);
}

async fn a_removed_comment_keeps_its_place(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let roots = roots(conn, review, 2).await;
    let reply = reply(conn, review, (roots[0], 1)).await;
    comments::erase(conn, roots[0], CommentState::Removed)
        .await
        .unwrap();

    for sort in Sort::ALL {
        let rows = thread::list_page(conn, review, sort, ALL, 50)
            .await
            .unwrap();
        assert_eq!(ids(&rows), [roots[0], roots[1], reply], "{sort:?}");
        assert_eq!(
            (rows[0].state.as_str(), rows[0].body_html.as_str()),
            ("removed", "")
        );
    }
    assert_eq!(thread::count_roots(conn, review).await.unwrap(), 2);
}

async fn the_comments_before_one_are_counted(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let roots = roots(conn, review, 4).await;
    let first = reply(conn, review, (roots[0], 1)).await;
    insert_reply(conn, review, (roots[0], 1), CommentState::Held).await;
    reply(conn, review, (roots[3], 4)).await;
    let second = reply(conn, review, (roots[1], 2)).await;
    let third = reply(conn, review, (first, 1)).await;

    for (comment, before) in [(first, 0), (second, 1), (third, 2)] {
        let counts = thread::count_before(conn, review, (1, 3), comment)
            .await
            .unwrap();
        assert_eq!(counts, (before, 3));
    }
}

async fn mentions_are_listed_oldest_first_and_are_no_comments(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    insert_root(conn, review, CommentState::Published).await;
    let mut ids = Vec::new();
    for (name, kind, seconds) in [
        ("late", CommentKind::Pingback, 9),
        ("early", CommentKind::Trackback, 1),
        ("late-too", CommentKind::Trackback, 9),
    ] {
        let posted_at = NOON.plus_seconds(seconds);
        let row = NewCommentRow {
            kind,
            posted_at,
            ..mention(review, name)
        };
        ids.push(insert(conn, &row).await.0);
    }
    insert(conn, &mention(other, "other")).await;

    let mentions = thread::list_mentions(conn, review).await.unwrap();

    let found: Vec<_> = mentions.iter().map(|row| row.id).collect();
    assert_eq!(found, [ids[1], ids[0], ids[2]]);
    assert_eq!(mentions[0].name, "early");
    assert_eq!(
        mentions[0].website.as_deref(),
        Some("https://early.example/film")
    );
    assert_eq!(mentions[0].posted_at, NOON.plus_seconds(1).0);
    assert_eq!(thread::list_all(conn, review).await.unwrap().len(), 1);
}
