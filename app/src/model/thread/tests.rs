use super::*;
use crate::model::{CommentState, Markup, Timestamp};

fn comment(id: i64, parent: i64) -> Comment {
    Comment {
        id: CommentId(id),
        parent: (parent != 0).then_some(CommentId(parent)),
        name: format!("reader {id}"),
        website: None,
        by_author: false,
        posted: Moment {
            at: Timestamp(id),
            ..Moment::default()
        },
        edited: None,
        body: Markup::default(),
        like_count: 0,
        state: CommentState::Published,
    }
}

fn comments(parents: &[(i64, i64)]) -> Vec<Comment> {
    parents
        .iter()
        .map(|&(id, parent)| comment(id, parent))
        .collect()
}

/// Writes a thread as `id:depth` in drawing order.
fn drawn(branches: &[Branch]) -> Vec<String> {
    branches
        .iter()
        .flat_map(|branch| {
            let flattened = if branch.is_flattened { "…" } else { "" };
            let own = format!("{}:{}{flattened}", branch.comment.id, branch.depth);
            std::iter::once(own).chain(drawn(&branch.replies))
        })
        .collect()
}

#[test]
fn replies_stand_under_their_parent_oldest_first() {
    let thread = build_thread(comments(&[(1, 0), (2, 0), (5, 1), (3, 1), (4, 3)]), 5);
    assert_eq!(drawn(&thread), ["1:1", "3:2", "4:3", "5:2", "2:1"]);
    assert_eq!(
        thread[0].replies[0].replies[0]
            .answers
            .as_ref()
            .unwrap()
            .name,
        "reader 3"
    );
    assert!(thread[0].answers.is_none());
}

#[test]
fn what_lies_deeper_follows_at_the_last_level_in_thread_order() {
    let chain = [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 3)];
    let thread = build_thread(comments(&chain), 3);
    assert_eq!(
        drawn(&thread),
        ["1:1", "2:2", "3:3", "4:3…", "5:3…", "6:3…"]
    );
    let last_level = &thread[0].replies[0].replies;
    assert_eq!(last_level[2].answers.as_ref().unwrap().id, CommentId(4));
    assert_eq!(drawn(&build_thread(comments(&chain), 1)).len(), 6);
}

#[test]
fn the_drawn_depth_may_change_at_any_time() {
    let chain = [(1, 0), (2, 1), (3, 2)];
    assert_eq!(
        drawn(&build_thread(comments(&chain), 2)),
        ["1:1", "2:2", "3:2…"]
    );
    assert_eq!(
        drawn(&build_thread(comments(&chain), 9)),
        ["1:1", "2:2", "3:3"]
    );
}

#[test]
fn roots_keep_the_order_of_the_list() {
    let thread = build_thread(comments(&[(3, 0), (1, 0), (2, 1)]), 5);
    assert_eq!(drawn(&thread), ["3:1", "1:1", "2:2"]);
}

#[test]
fn a_reply_to_nothing_known_becomes_a_root() {
    let thread = build_thread(comments(&[(1, 0), (2, 99), (3, 2)]), 5);
    assert_eq!(drawn(&thread), ["1:1", "2:1", "3:2"]);
    assert!(thread[1].answers.is_none());
}

#[test]
fn a_cycle_is_opened_at_its_first_comment_and_loses_nobody() {
    let thread = build_thread(comments(&[(1, 0), (2, 4), (3, 2), (4, 3), (5, 5)]), 5);
    assert_eq!(drawn(&thread), ["1:1", "2:1", "3:2", "4:3", "5:1"]);
}

#[test]
fn a_chain_of_ten_thousand_replies_is_built_without_recursion() {
    let chain: Vec<_> = (1..=10_000).map(|id| (id, id - 1)).collect();
    let thread = build_thread(comments(&chain), 5);
    assert_eq!(thread.len(), 1);
    let all = drawn(&thread);
    assert_eq!(all.len(), 10_000);
    assert_eq!(all[9_999], "10000:5…");
}

#[test]
fn a_removed_comment_is_answered_without_its_name() {
    let mut list = comments(&[(1, 0), (2, 1)]);
    list[0].state = CommentState::Removed;
    let thread = build_thread(list, 5);
    assert_eq!(
        thread[0].replies[0].answers.as_ref().unwrap().name,
        REMOVED_NAME
    );
}

#[test]
fn an_address_is_read_and_written_alike() {
    for query in [
        "",
        "?comments=3",
        "?comments=all&sort=best",
        "?sort=newest&reply-to=7",
    ] {
        let read = ThreadQuery::parse(query);
        assert_eq!(read.to_query(), query);
    }
    let odd = ThreadQuery::from_pairs(|_| Some("-3"));
    assert_eq!(odd.view, ThreadView::Page(1));
}
