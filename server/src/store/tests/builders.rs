//! Rows for the cases, complete but for what a case is about.

use app::model::{
    AccountId, CommentId, CommentKind, CommentState, ReviewId, Role, SessionId, Slug, Tag,
    Timestamp, VisitorId,
};

use crate::store::{
    Conn,
    accounts::{self, NewAccount},
    comments::{self, NewCommentRow},
    media::MediaRow,
    reviews::{self, NewReview, NewStill},
    sessions::{self, NewSession},
    visitors,
};

/// When things happen, unless a case says otherwise.
pub(super) const NOON: Timestamp = Timestamp(1_731_582_000_000_000);

/// Returns a slug.
pub(super) fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

/// Returns a tag of a name.
pub(super) fn tag(name: &str) -> Tag {
    Tag {
        slug: Slug::from_title(name),
        name: name.to_owned(),
    }
}

/// Returns a picture with a digest of one digit repeated.
pub(super) fn picture(digit: &str) -> MediaRow {
    MediaRow {
        hash: digit.repeat(64),
        extension: "webp".to_owned(),
        width: 1600,
        height: 900,
        widths: "400,800,1600".to_owned(),
        name: "lighthouse.png".to_owned(),
    }
}

/// Returns a review published at noon, without a film, a rating or a picture.
pub(super) fn review(slug_text: &str) -> NewReview {
    NewReview {
        kind: "review",
        slug: slug(slug_text),
        title: format!("Title of {slug_text}"),
        film: None,
        rating: None,
        summary: String::new(),
        epigraph: None,
        still: NewStill::default(),
        body_source: "A *quiet* film.".to_owned(),
        body_html: "<p>A <em>quiet</em> film.</p>".to_owned(),
        body_rules: 1,
        excerpt: "A quiet film.".to_owned(),
        word_count: 3,
        comments_open: true,
        published_at: Some(NOON),
        created_at: NOON,
    }
}

/// Returns a review nobody may read yet.
pub(super) fn draft(slug_text: &str) -> NewReview {
    NewReview {
        published_at: None,
        ..review(slug_text)
    }
}

/// Adds a review published at noon.
pub(super) async fn insert_review(conn: &mut Conn<'_>, slug_text: &str) -> ReviewId {
    reviews::insert(conn, &review(slug_text)).await.unwrap()
}

/// Adds a review published so many seconds after noon.
pub(super) async fn insert_review_at(
    conn: &mut Conn<'_>,
    slug_text: &str,
    seconds: i64,
) -> ReviewId {
    let published_at = Some(NOON.plus_seconds(seconds));
    reviews::insert(
        conn,
        &NewReview {
            published_at,
            ..review(slug_text)
        },
    )
    .await
    .unwrap()
}

/// Returns a root at the first place of a review's thread, by nobody known.
pub(super) fn comment(review: ReviewId, text: &str) -> NewCommentRow {
    NewCommentRow {
        review,
        parent: None,
        root_position: 1,
        kind: CommentKind::Comment,
        state: CommentState::Published,
        visitor: None,
        author: None,
        name: "Ingrid".to_owned(),
        email: None,
        website: None,
        body_source: text.to_owned(),
        body_html: format!("<p>{text}</p>"),
        body_rules: 1,
        client_key: None,
        posted_at: NOON,
    }
}

/// Returns the note of another site that it links to a review.
pub(super) fn mention(review: ReviewId, name: &str) -> NewCommentRow {
    NewCommentRow {
        root_position: 0,
        kind: CommentKind::Pingback,
        name: name.to_owned(),
        website: Some(format!("https://{name}.example/film")),
        ..comment(review, "A link.")
    }
}

/// Adds a comment.
pub(super) async fn insert(conn: &mut Conn<'_>, comment: &NewCommentRow) -> CommentId {
    comments::insert(conn, comment).await.unwrap()
}

/// Adds a root at the next place of a review's thread.
pub(super) async fn insert_root(
    conn: &mut Conn<'_>,
    review: ReviewId,
    state: CommentState,
) -> CommentId {
    let root_position = reviews::take_root_positions(conn, review, 1).await.unwrap();
    let text = format!("Root {root_position}");
    insert(
        conn,
        &NewCommentRow {
            root_position,
            state,
            ..comment(review, &text)
        },
    )
    .await
}

/// Adds a reply to a comment, in the same branch.
pub(super) async fn insert_reply(
    conn: &mut Conn<'_>,
    review: ReviewId,
    (parent, root_position): (CommentId, i32),
    state: CommentState,
) -> CommentId {
    let row = NewCommentRow {
        parent: Some(parent),
        root_position,
        state,
        ..comment(review, "A reply.")
    };
    insert(conn, &row).await
}

/// Adds the visitor of a number.
pub(super) async fn insert_visitor(conn: &mut Conn<'_>, number: u8) -> VisitorId {
    visitors::find_or_insert(conn, &[number; 32], NOON)
        .await
        .unwrap()
}

/// Adds the account of a number, below 100, with a visitor of its own.
pub(super) async fn insert_account(conn: &mut Conn<'_>, number: u8, role: Role) -> AccountId {
    let account = NewAccount {
        name: format!("Account {number}"),
        email: vec![number, 0, 255],
        email_digest: [number; 32],
        password_hash: Some(format!("$argon2id${number}")),
        role,
        visitor: insert_visitor(conn, 100 + number).await,
    };
    accounts::insert(conn, &account, NOON).await.unwrap()
}

/// Begins a session of an account at noon for ten minutes, with the digest of a number.
pub(super) async fn insert_session(
    conn: &mut Conn<'_>,
    account: AccountId,
    number: u8,
) -> SessionId {
    let session = NewSession {
        token_hash: [number; 32],
        account,
        browser: "Firefox on Linux".to_owned(),
        is_lasting: true,
        signed_in_at: NOON,
        ends_at: NOON.plus_seconds(600),
    };
    sessions::insert(conn, &session).await.unwrap()
}
