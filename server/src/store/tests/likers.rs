//! Who likes a thing, as far as they have accounts.

use app::model::{AccountId, CommentId, CommentState, LikeTarget, Role, VisitorId};

use super::{
    builders::{
        NOON, comment, draft, insert, insert_account, insert_review, insert_visitor, mention, slug,
    },
    store_tests,
};
use crate::store::{
    Conn, accounts, authors,
    comments::NewCommentRow,
    likers::{self, LikedRow, LikerRow},
    likes, reviews, roster,
};

store_tests!(conn:
    those_with_accounts_are_listed_and_counted_the_last_first,
    the_list_goes_on_after_somebody_who_likes_it,
    an_author_is_called_as_reviews_are_signed,
    an_account_that_may_not_sign_in_is_nobody_here,
    what_can_be_read_is_found_as_something_liked,
);

/// Adds the account of a number, and returns the visitor whose likes are its own.
async fn member(conn: &mut Conn<'_>, number: u8) -> (AccountId, VisitorId) {
    let account = insert_account(conn, number, Role::Member).await;
    let (visitor, _) = accounts::find_visitor(conn, account).await.unwrap();
    (account, visitor)
}

async fn things(conn: &mut Conn<'_>) -> [LikeTarget; 2] {
    let review = insert_review(conn, "salt-year").await;
    let comment = insert(conn, &comment(review, "A remark.")).await;
    [LikeTarget::Review(review), LikeTarget::Comment(comment)]
}

async fn names(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    before: Option<VisitorId>,
    limit: i32,
) -> Vec<String> {
    let rows = likers::list(conn, target, before, limit).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

async fn those_with_accounts_are_listed_and_counted_the_last_first(conn: &mut Conn<'_>) {
    let guest = insert_visitor(conn, 1).await;
    let (_, one) = member(conn, 1).await;
    let (_, two) = member(conn, 2).await;
    let (_, three) = member(conn, 3).await;
    let [review, comment] = things(conn).await;
    for (target, visitor, seconds) in [
        (review, two, 1),
        (review, guest, 2),
        (review, one, 3),
        (comment, three, 4),
    ] {
        let now = NOON.plus_seconds(seconds);
        likes::insert(conn, target, visitor, now).await.unwrap();
    }

    assert_eq!(
        names(conn, review, None, 9).await,
        ["Account 1", "Account 2"]
    );
    assert_eq!(names(conn, review, None, 1).await, ["Account 1"]);
    assert_eq!(likers::count(conn, review).await.unwrap(), 2);
    assert_eq!(names(conn, comment, None, 9).await, ["Account 3"]);
    assert_eq!(likers::count(conn, comment).await.unwrap(), 1);
}

async fn the_list_goes_on_after_somebody_who_likes_it(conn: &mut Conn<'_>) {
    let mut members = Vec::new();
    for number in 1..=3 {
        members.push(member(conn, number).await.1);
    }
    for target in things(conn).await {
        // At one time all three: then the numbers tell who is before whom.
        for visitor in &members {
            likes::insert(conn, target, *visitor, NOON).await.unwrap();
        }
        let before = Some(members[2]);
        assert_eq!(
            names(conn, target, before, 9).await,
            ["Account 2", "Account 1"]
        );
        assert_eq!(names(conn, target, Some(members[0]), 9).await, [""; 0]);
        likes::delete(conn, target, members[2]).await.unwrap();
        let from_the_last = ["Account 2", "Account 1"];
        assert_eq!(names(conn, target, before, 9).await, from_the_last);
    }
}

async fn an_author_is_called_as_reviews_are_signed(conn: &mut Conn<'_>) {
    let (account, visitor) = member(conn, 1).await;
    let author = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    accounts::update_author(conn, account, Some(author))
        .await
        .unwrap();
    let [review, _] = things(conn).await;
    likes::insert(conn, review, visitor, NOON).await.unwrap();
    let draft = reviews::insert(conn, &draft("draft")).await.unwrap();
    authors::insert_for_review(conn, draft, &[author])
        .await
        .unwrap();
    let liker = |author_slug: Option<&str>| LikerRow {
        visitor_id: visitor.0,
        name: "Aud Lind".to_owned(),
        author_id: Some(author.0),
        author_slug: author_slug.map(str::to_owned),
    };
    let rows = likers::list(conn, review, None, 9).await.unwrap();
    assert_eq!(rows, [liker(None)], "there is nothing of theirs to read");

    let signed = insert_review(conn, "winter-light").await;
    authors::insert_for_review(conn, signed, &[author])
        .await
        .unwrap();

    let rows = likers::list(conn, review, None, 9).await.unwrap();
    assert_eq!(rows, [liker(Some("aud-lind"))]);
}

async fn an_account_that_may_not_sign_in_is_nobody_here(conn: &mut Conn<'_>) {
    let (account, visitor) = member(conn, 1).await;
    for target in things(conn).await {
        likes::insert(conn, target, visitor, NOON).await.unwrap();
        for (disabled_at, count) in [(Some(NOON), 0), (None, 1)] {
            roster::update_disabled(conn, account, disabled_at)
                .await
                .unwrap();
            assert_eq!(likers::count(conn, target).await.unwrap(), count);
            let listed = likers::list(conn, target, None, 9).await.unwrap();
            assert_eq!(i64::try_from(listed.len()), Ok(count));
        }
    }
}

async fn what_can_be_read_is_found_as_something_liked(conn: &mut Conn<'_>) {
    let [review, remark] = things(conn).await;
    for (target, by) in [(review, 2), (remark, 3)] {
        likes::update_count(conn, target, by).await.unwrap();
    }
    let (LikeTarget::Review(id), LikeTarget::Comment(remark)) = (review, remark) else {
        unreachable!()
    };
    let row = LikedRow {
        id: id.0,
        review_id: id.0,
        title: "Title of salt-year".to_owned(),
        writer: None,
        like_count: 2,
    };
    let found = likers::find_review(conn, &slug("salt-year")).await.unwrap();
    assert_eq!(found, Some(row.clone()));
    let found = likers::find_comment(conn, remark).await.unwrap();
    let of_comment = LikedRow {
        id: remark.0,
        writer: Some("Ingrid".to_owned()),
        like_count: 3,
        ..row
    };
    assert_eq!(found, Some(of_comment));

    let unread = reviews::insert(conn, &draft("draft")).await.unwrap();
    let mut hidden = vec![
        CommentId(404),
        insert(conn, &comment(unread, "Too early.")).await,
        insert(conn, &mention(id, "elsewhere")).await,
    ];
    for state in [CommentState::Removed, CommentState::Held] {
        let text = comment(id, "Hidden.");
        hidden.push(insert(conn, &NewCommentRow { state, ..text }).await);
    }
    for comment in hidden {
        let found = likers::find_comment(conn, comment).await.unwrap();
        assert_eq!(found, None, "{comment}");
    }
    for gone in ["draft", "nowhere"] {
        let found = likers::find_review(conn, &slug(gone)).await.unwrap();
        assert_eq!(found, None, "{gone}");
    }
}
