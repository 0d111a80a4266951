//! Single comments.

use app::model::{CommentId, CommentState, ReviewId};

use super::{
    builders::{
        NOON, comment, draft, insert, insert_reply, insert_review, insert_visitor, mention, slug,
    },
    number, refusal, store_tests, texts,
};
use crate::store::{
    Conn, Constraint, authors,
    comments::{self, NewCommentRow},
    reviews,
};

store_tests!(conn:
    a_comment_is_found_as_it_was_added,
    a_comment_is_found_in_every_state,
    a_comment_under_a_draft_is_not_found,
    a_comment_needs_a_review_and_a_parent_that_are_there,
    a_clients_key_is_good_for_one_comment,
    a_comment_is_found_by_its_clients_key,
    the_same_text_by_the_same_visitor_is_a_duplicate,
    the_same_text_by_the_same_name_is_a_duplicate_for_a_while,
    the_same_text_in_another_place_is_no_duplicate,
    a_text_that_is_gone_has_no_duplicates,
    the_newest_duplicate_is_found,
    the_last_time_a_visitor_posted_is_found,
    a_visitors_own_recent_comments_are_listed,
    a_changed_text_keeps_the_earlier_ones,
    two_changes_at_the_same_moment_keep_the_first_text,
    a_comment_is_marked_as_edited,
    an_erased_comment_leaves_nothing_of_its_writer,
    only_replies_that_can_be_seen_count,
);

async fn a_comment_is_found_as_it_was_added(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let visitor = insert_visitor(conn, 1).await;
    let author = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    let root = insert(conn, &comment(review, "A root.")).await;
    let new = NewCommentRow {
        parent: Some(root),
        visitor: Some(visitor),
        author: Some(author),
        email: Some(vec![0, 1, 255]),
        website: Some("https://ingrid.example".to_owned()),
        client_key: Some("key".to_owned()),
        posted_at: NOON.plus_seconds(5),
        ..comment(review, "A reply.")
    };
    let id = insert(conn, &new).await;

    let facts = comments::find(conn, id).await.unwrap().unwrap();

    assert_eq!(
        (facts.id, facts.review_id, facts.parent_id),
        (id.0, review.0, Some(root.0))
    );
    assert_eq!((facts.root_position, facts.kind.as_str()), (1, "comment"));
    assert_eq!(
        (facts.state.as_str(), facts.visitor_id),
        ("published", Some(visitor.0))
    );
    assert_eq!(
        (facts.name.as_str(), facts.body_source.as_str()),
        ("Ingrid", "A reply.")
    );
    assert_eq!(facts.posted_at, NOON.0 + 5_000_000);
    let rest = "
        SELECT website || ' ' || body_html || ' ' || client_key
        FROM comments
        WHERE author_id IS NOT NULL AND email IS NOT NULL AND body_rules = 1 AND edited_at IS NULL
    ";
    assert_eq!(
        texts(conn, rest).await,
        ["https://ingrid.example <p>A reply.</p> key"]
    );
    assert!(
        comments::find(conn, CommentId(404))
            .await
            .unwrap()
            .is_none()
    );
}

async fn a_comment_is_found_in_every_state(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let id = insert(conn, &comment(review, "A remark.")).await;
    let other = insert(conn, &comment(review, "Another.")).await;
    for state in [
        CommentState::Removed,
        CommentState::Held,
        CommentState::Spam,
        CommentState::Trashed,
        CommentState::Published,
    ] {
        comments::update_state(conn, id, state).await.unwrap();
        let facts = comments::find(conn, id).await.unwrap().unwrap();
        assert_eq!(
            (facts.state.as_str(), facts.body_source.as_str()),
            (state.key(), "A remark.")
        );
    }
    let other = comments::find(conn, other).await.unwrap().unwrap();
    assert_eq!(other.state, "published");
    let mention = insert(conn, &mention(review, "elsewhere")).await;
    let mention = comments::find(conn, mention).await.unwrap().unwrap();
    assert_eq!(
        (mention.kind.as_str(), mention.root_position),
        ("pingback", 0)
    );
}

async fn a_comment_under_a_draft_is_not_found(conn: &mut Conn<'_>) {
    let review = reviews::insert(conn, &draft("salt-year")).await.unwrap();
    let id = insert(conn, &comment(review, "Too early.")).await;
    assert!(comments::find(conn, id).await.unwrap().is_none());
}

async fn a_comment_needs_a_review_and_a_parent_that_are_there(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let nowhere = comments::insert(conn, &comment(ReviewId(404), "Lost.")).await;
    assert_eq!(refusal(nowhere), Some(Constraint::Reference));
    let orphan = NewCommentRow {
        parent: Some(CommentId(404)),
        ..comment(review, "Lost.")
    };
    assert_eq!(
        refusal(comments::insert(conn, &orphan).await),
        Some(Constraint::Reference)
    );
}

async fn a_clients_key_is_good_for_one_comment(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    let keyed = |visitor, text| NewCommentRow {
        visitor: Some(visitor),
        client_key: Some("key".to_owned()),
        ..comment(review, text)
    };
    insert(conn, &keyed(one, "Once.")).await;

    let again = comments::insert(conn, &keyed(one, "Again.")).await;

    assert_eq!(refusal(again), Some(Constraint::CommentKey));
    // Another visitor's key, and comments without any, are nobody's business.
    insert(conn, &keyed(two, "Somebody else.")).await;
    for _ in 0..2 {
        let visitor = Some(one);
        insert(
            conn,
            &NewCommentRow {
                visitor,
                ..comment(review, "Without.")
            },
        )
        .await;
    }
}

async fn a_comment_is_found_by_its_clients_key(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    let row = NewCommentRow {
        visitor: Some(one),
        client_key: Some("key".to_owned()),
        ..comment(review, "Once.")
    };
    let id = insert(conn, &row).await;

    assert_eq!(
        comments::find_by_key(conn, one, "key").await.unwrap(),
        Some(id)
    );
    assert_eq!(
        comments::find_by_key(conn, one, "other").await.unwrap(),
        None
    );
    assert_eq!(comments::find_by_key(conn, two, "key").await.unwrap(), None);
}

async fn the_same_text_by_the_same_visitor_is_a_duplicate(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    let row = |visitor, name: &str, text| NewCommentRow {
        visitor: Some(visitor),
        name: name.to_owned(),
        ..comment(review, text)
    };
    let id = insert(conn, &row(one, "Ingrid", "Yes!")).await;
    let later = NOON.plus_seconds(1);

    let renamed = comments::find_duplicate(conn, &row(one, "Somebody", "Yes!"), later).await;
    assert_eq!(renamed.unwrap(), Some((id, NOON)));
    let other_text = comments::find_duplicate(conn, &row(one, "Ingrid", "No!"), NOON).await;
    assert_eq!(other_text.unwrap(), None);
    let other_visitor = comments::find_duplicate(conn, &row(two, "Somebody", "Yes!"), NOON).await;
    assert_eq!(other_visitor.unwrap(), None);
}

async fn the_same_text_by_the_same_name_is_a_duplicate_for_a_while(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let visitor = Some(insert_visitor(conn, 1).await);
    let id = insert(conn, &comment(review, "Yes!")).await;
    let row = NewCommentRow {
        visitor,
        ..comment(review, "Yes!")
    };

    let soon = comments::find_duplicate(conn, &row, NOON).await.unwrap();
    assert_eq!(soon, Some((id, NOON)));
    let nobody = comments::find_duplicate(conn, &comment(review, "Yes!"), NOON)
        .await
        .unwrap();
    assert_eq!(nobody, Some((id, NOON)));
    let late = comments::find_duplicate(conn, &row, NOON.plus_seconds(1))
        .await
        .unwrap();
    assert_eq!(late, None);
}

async fn the_same_text_in_another_place_is_no_duplicate(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    let root = insert(conn, &comment(review, "Yes!")).await;
    let reply = NewCommentRow {
        parent: Some(root),
        ..comment(review, "Yes!")
    };

    let elsewhere = comments::find_duplicate(conn, &comment(other, "Yes!"), NOON)
        .await
        .unwrap();
    assert_eq!(elsewhere, None);
    assert_eq!(
        comments::find_duplicate(conn, &reply, NOON).await.unwrap(),
        None
    );
    let id = insert(conn, &reply).await;
    let found = comments::find_duplicate(conn, &reply, NOON).await.unwrap();
    assert_eq!(found, Some((id, NOON)));
    let found = comments::find_duplicate(conn, &comment(review, "Yes!"), NOON)
        .await
        .unwrap();
    assert_eq!(found, Some((root, NOON)));
}

async fn a_text_that_is_gone_has_no_duplicates(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let id = insert(conn, &comment(review, "Yes!")).await;
    for (state, is_found) in [
        (CommentState::Removed, false),
        (CommentState::Trashed, false),
        (CommentState::Held, true),
        (CommentState::Spam, true),
    ] {
        comments::update_state(conn, id, state).await.unwrap();
        let found = comments::find_duplicate(conn, &comment(review, "Yes!"), NOON)
            .await
            .unwrap();
        assert_eq!(found.is_some(), is_found, "{state:?}");
    }
}

async fn the_newest_duplicate_is_found(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    insert(conn, &comment(review, "Yes!")).await;
    let posted_at = NOON.plus_seconds(9);
    let newest = insert(
        conn,
        &NewCommentRow {
            posted_at,
            ..comment(review, "Yes!")
        },
    )
    .await;
    let found = comments::find_duplicate(conn, &comment(review, "Yes!"), NOON)
        .await
        .unwrap();
    assert_eq!(found, Some((newest, posted_at)));
}

async fn the_last_time_a_visitor_posted_is_found(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    for seconds in [30, 10] {
        let posted_at = NOON.plus_seconds(seconds);
        let visitor = Some(one);
        insert(
            conn,
            &NewCommentRow {
                visitor,
                posted_at,
                ..comment(review, "Yes!")
            },
        )
        .await;
    }
    let last = comments::find_last_posted(conn, one).await.unwrap();
    assert_eq!(last, Some(NOON.plus_seconds(30)));
    assert_eq!(comments::find_last_posted(conn, two).await.unwrap(), None);
}

async fn a_visitors_own_recent_comments_are_listed(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other_review = insert_review(conn, "winter-light").await;
    let (one, two) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    let mut own = Vec::new();
    for (visitor, review, seconds, state) in [
        (one, review, 10, CommentState::Published),
        (two, review, 10, CommentState::Published),
        (one, other_review, 10, CommentState::Published),
        (one, review, 9, CommentState::Published),
        (one, review, 20, CommentState::Held),
        (one, review, 20, CommentState::Removed),
        (one, review, 20, CommentState::Published),
    ] {
        let posted_at = NOON.plus_seconds(seconds);
        let visitor = Some(visitor);
        let row = NewCommentRow {
            state,
            visitor,
            posted_at,
            ..comment(review, "Yes!")
        };
        own.push(insert(conn, &row).await);
    }

    let listed = comments::list_own(conn, review, one, NOON.plus_seconds(10))
        .await
        .unwrap();

    assert_eq!(listed, [own[0], own[6]]);
}

async fn a_changed_text_keeps_the_earlier_ones(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let id = insert(conn, &comment(review, "First.")).await;
    let other = insert(conn, &comment(review, "Other.")).await;
    for (text, seconds) in [("Second.", 10), ("Third.", 20)] {
        let change = (text, "<p>Changed</p>", 2);
        comments::update_text(conn, id, change, NOON.plus_seconds(seconds))
            .await
            .unwrap();
    }

    let facts = comments::find(conn, id).await.unwrap().unwrap();
    assert_eq!(facts.body_source, "Third.");
    assert_eq!(
        comments::list_revisions(conn, id).await.unwrap(),
        ["First.", "Second."]
    );
    assert_eq!(
        comments::list_revisions(conn, other).await.unwrap(),
        [""; 0]
    );
    let changed =
        "SELECT edited_at FROM comments WHERE body_html = '<p>Changed</p>' AND body_rules = 2";
    assert_eq!(number(conn, changed).await, NOON.plus_seconds(20).0);
}

async fn two_changes_at_the_same_moment_keep_the_first_text(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let id = insert(conn, &comment(review, "First.")).await;
    for text in ["Second.", "Third."] {
        comments::update_text(conn, id, (text, "", 1), NOON)
            .await
            .unwrap();
    }
    assert_eq!(
        comments::list_revisions(conn, id).await.unwrap(),
        ["First."]
    );
    assert_eq!(
        comments::find(conn, id).await.unwrap().unwrap().body_source,
        "Third."
    );
}

async fn a_comment_is_marked_as_edited(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let id = insert(conn, &comment(review, "First.")).await;
    insert(conn, &comment(review, "Other.")).await;
    comments::update_edited_at(conn, id, NOON.plus_seconds(7))
        .await
        .unwrap();
    let edited = "SELECT edited_at FROM comments WHERE edited_at IS NOT NULL";
    assert_eq!(number(conn, edited).await, NOON.plus_seconds(7).0);
    assert_eq!(comments::list_revisions(conn, id).await.unwrap(), [""; 0]);
}

async fn an_erased_comment_leaves_nothing_of_its_writer(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let row = NewCommentRow {
        email: Some(vec![1]),
        website: Some("https://ingrid.example".to_owned()),
        ..comment(review, "First.")
    };
    let id = insert(conn, &row).await;
    let other = insert(conn, &row).await;
    for id in [id, other] {
        comments::update_text(conn, id, ("Second.", "<p>Second.</p>", 1), NOON)
            .await
            .unwrap();
    }

    comments::erase(conn, id, CommentState::Removed)
        .await
        .unwrap();

    let facts = comments::find(conn, id).await.unwrap().unwrap();
    assert_eq!((facts.state.as_str(), facts.name.as_str()), ("removed", ""));
    assert_eq!(facts.body_source, "");
    assert_eq!(comments::list_revisions(conn, id).await.unwrap(), [""; 0]);
    let traces = "SELECT COUNT(*) FROM comments WHERE email IS NOT NULL OR website IS NOT NULL OR body_html <> ''";
    assert_eq!(number(conn, traces).await, 1);
    assert_eq!(
        comments::list_revisions(conn, other).await.unwrap(),
        ["First."]
    );
}

async fn only_replies_that_can_be_seen_count(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let root = insert(conn, &comment(review, "A root.")).await;
    for state in [
        CommentState::Held,
        CommentState::Spam,
        CommentState::Trashed,
    ] {
        insert_reply(conn, review, (root, 1), state).await;
    }
    assert!(!comments::has_visible_replies(conn, root).await.unwrap());

    for state in [CommentState::Published, CommentState::Removed] {
        let reply = insert_reply(conn, review, (root, 1), state).await;
        assert!(
            comments::has_visible_replies(conn, root).await.unwrap(),
            "{state:?}"
        );
        assert!(!comments::has_visible_replies(conn, reply).await.unwrap());
        comments::update_state(conn, reply, CommentState::Trashed)
            .await
            .unwrap();
    }
}
