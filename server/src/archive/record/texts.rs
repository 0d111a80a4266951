//! Lines with texts: what was typed goes along, what it looks like is made again.

use app::{
    markdown::{self, Dialect},
    model::{CommentState, Stage},
};
use serde::{Deserialize, Serialize};

use super::{Problem, Record, check, people};
use crate::{
    content::{self, Rendered},
    intake::EXCERPT_CHARS,
    secret::Cipher,
    store::rows::{CommentRow, ReviewRow, WatchAlsoRow},
};

/// What stands for the password of a review that came without it: nothing that is typed fits it, so
/// nobody reads the review before its author has set another one.
const NO_PASSWORD_FITS: &str = "*";

/// Says whether a number is nothing, so that it is left out and lines without it stay as they were.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_none(count: &i64) -> bool {
    *count == 0
}

fn render(source: &str, dialect: Dialect) -> Result<Rendered, Problem> {
    content::render(source, dialect).map_err(|_| "its text lies too deep in quotations or lists")
}

/// A review or a page. Of its password only that there is one goes along.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Review {
    id: i64,
    kind: String,
    slug: String,
    title: String,
    film_id: Option<i64>,
    rating_halves: Option<i32>,
    rating_out_of: Option<i32>,
    summary: String,
    epigraph_text: Option<String>,
    epigraph_speaker: Option<String>,
    still_media_id: Option<i64>,
    still_alt: String,
    still_credit: String,
    body_source: String,
    comments_open: bool,
    published_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
    root_count: i32,
    publish_at: Option<i64>,
    publish_problem: String,
    first_published_at: Option<i64>,
    unpublished_at: Option<i64>,
    locked_at: Option<i64>,
    has_password: bool,
    trashed_at: Option<i64>,
    trashed_from: Option<String>,
    edited_at: Option<i64>,
    canonical: String,
    #[serde(default, skip_serializing_if = "is_none")]
    brought_likes: i64,
}

impl Review {
    fn check(&self) -> Result<(), Problem> {
        let is_known = ["review", "page"].contains(&self.kind.as_str());
        check::ensure(is_known, "it is neither a review nor a page")?;
        check::slug(&self.slug)?;
        check::rating(self.rating_halves, self.rating_out_of)?;
        check::ensure(self.root_count >= 0, "its count is below zero")?;
        check::brought_likes(self.brought_likes)?;
        if !self.canonical.is_empty() {
            check::web_address(&self.canonical)?;
        }
        let from = self.trashed_from.as_deref();
        let is_stage = from.is_none_or(|key| Stage::from_key(key).is_some());
        check::ensure(is_stage, "where it stood is unknown")?;
        // Whoever sets both would show a text that was to be read with its password.
        let is_open = self.published_at.is_some();
        check::ensure(
            !(is_open && (self.locked_at.is_some() || self.has_password)),
            "it is for everybody and has a password",
        )?;
        check::ensure(
            !(is_open && (self.trashed_at.is_some() || self.unpublished_at.is_some())),
            "it is published and taken back",
        )?;
        check::times(&[
            self.published_at,
            Some(self.created_at),
            Some(self.updated_at),
            self.publish_at,
            self.first_published_at,
            self.unpublished_at,
            self.locked_at,
            self.trashed_at,
            self.edited_at,
        ])
    }
}

impl Record for Review {
    type Row = ReviewRow;

    fn of(row: ReviewRow, _cipher: &Cipher) -> Result<Self, Problem> {
        Ok(Self {
            id: row.id,
            kind: row.kind,
            slug: row.slug,
            title: row.title,
            film_id: row.film_id,
            rating_halves: row.rating_halves,
            rating_out_of: row.rating_out_of,
            summary: row.summary,
            epigraph_text: row.epigraph_text,
            epigraph_speaker: row.epigraph_speaker,
            still_media_id: row.still_media_id,
            still_alt: row.still_alt,
            still_credit: row.still_credit,
            body_source: row.body_source,
            comments_open: row.comments_open,
            published_at: row.published_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            root_count: row.root_count,
            publish_at: row.publish_at,
            publish_problem: row.publish_problem,
            first_published_at: row.first_published_at,
            unpublished_at: row.unpublished_at,
            locked_at: row.locked_at,
            has_password: row.access_hash.is_some(),
            trashed_at: row.trashed_at,
            trashed_from: row.trashed_from,
            edited_at: row.edited_at,
            canonical: row.canonical,
            brought_likes: row.brought_likes,
        })
    }

    fn into_row(self, _cipher: &Cipher) -> Result<ReviewRow, Problem> {
        self.check()?;
        let body = render(&self.body_source, Dialect::Review)?;
        let words = markdown::word_count(&body.source);
        Ok(ReviewRow {
            id: self.id,
            kind: self.kind,
            slug: self.slug,
            title: self.title,
            film_id: self.film_id,
            rating_halves: self.rating_halves,
            rating_out_of: self.rating_out_of,
            summary: self.summary,
            epigraph_text: self.epigraph_text,
            epigraph_speaker: self.epigraph_speaker,
            still_media_id: self.still_media_id,
            still_alt: self.still_alt,
            still_credit: self.still_credit,
            excerpt: markdown::excerpt(&body.source, EXCERPT_CHARS),
            word_count: i32::try_from(words).unwrap_or(i32::MAX),
            body_source: body.source,
            body_html: body.html,
            body_rules: body.rules,
            comments_open: self.comments_open,
            published_at: self.published_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
            root_count: self.root_count,
            publish_at: self.publish_at,
            publish_problem: self.publish_problem,
            first_published_at: self.first_published_at,
            unpublished_at: self.unpublished_at,
            locked_at: self.locked_at,
            access_hash: self.has_password.then(|| NO_PASSWORD_FITS.to_owned()),
            trashed_at: self.trashed_at,
            trashed_from: self.trashed_from,
            edited_at: self.edited_at,
            canonical: self.canonical,
            brought_likes: self.brought_likes,
        })
    }
}

/// What to watch besides.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WatchAlso {
    review_id: i64,
    position: i32,
    title: String,
    target_slug: Option<String>,
    note_source: String,
}

impl Record for WatchAlso {
    type Row = WatchAlsoRow;

    fn of(row: WatchAlsoRow, _cipher: &Cipher) -> Result<Self, Problem> {
        Ok(Self {
            review_id: row.review_id,
            position: row.position,
            title: row.title,
            target_slug: row.target_slug,
            note_source: row.note_source,
        })
    }

    fn into_row(self, _cipher: &Cipher) -> Result<WatchAlsoRow, Problem> {
        self.target_slug.as_deref().map_or(Ok(()), check::slug)?;
        let note = render(&self.note_source, Dialect::Comment)?;
        Ok(WatchAlsoRow {
            review_id: self.review_id,
            position: self.position,
            title: self.title,
            target_slug: self.target_slug,
            note_source: note.source,
            note_html: note.html,
        })
    }
}

/// A comment in whatever state.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comment {
    id: i64,
    review_id: i64,
    parent_id: Option<i64>,
    root_position: i32,
    kind: String,
    state: String,
    visitor_id: Option<i64>,
    author_id: Option<i64>,
    name: String,
    email: Option<String>,
    website: Option<String>,
    body_source: String,
    posted_at: i64,
    edited_at: Option<i64>,
    #[serde(default, skip_serializing_if = "is_none")]
    brought_likes: i64,
}

impl Record for Comment {
    type Row = CommentRow;

    fn of(row: CommentRow, cipher: &Cipher) -> Result<Self, Problem> {
        Ok(Self {
            id: row.id,
            review_id: row.review_id,
            parent_id: row.parent_id,
            root_position: row.root_position,
            kind: row.kind,
            state: row.state,
            visitor_id: row.visitor_id,
            author_id: row.author_id,
            name: row.name,
            email: people::open(row.email, cipher)?,
            website: row.website,
            body_source: row.body_source,
            posted_at: row.posted_at,
            edited_at: row.edited_at,
            brought_likes: row.brought_likes,
        })
    }

    fn into_row(self, cipher: &Cipher) -> Result<CommentRow, Problem> {
        let is_comment = self.kind == "comment";
        let is_known = is_comment || ["pingback", "trackback"].contains(&self.kind.as_str());
        check::ensure(is_known, "it is no kind of comment")?;
        let state = CommentState::from_key(&self.state);
        check::ensure(state.is_some(), "what became of it is unknown")?;
        // Mentions stand beside the thread, everything else in one of its branches.
        check::ensure(
            (self.root_position > 0) == is_comment && self.root_position >= 0,
            "its place in the thread is none",
        )?;
        self.website.as_deref().map_or(Ok(()), check::web_address)?;
        check::times(&[Some(self.posted_at), self.edited_at])?;
        check::brought_likes(self.brought_likes)?;
        check::ensure(
            is_comment || self.brought_likes == 0,
            "it is nothing that can be liked",
        )?;
        let body = render(&self.body_source, Dialect::Comment)?;
        Ok(CommentRow {
            id: self.id,
            review_id: self.review_id,
            parent_id: self.parent_id,
            root_position: self.root_position,
            kind: self.kind,
            state: self.state,
            visitor_id: self.visitor_id,
            author_id: self.author_id,
            name: self.name,
            email: self.email.and_then(|email| cipher.close(&email)),
            website: self.website,
            body_source: body.source,
            body_html: body.html,
            body_rules: body.rules,
            posted_at: self.posted_at,
            edited_at: self.edited_at,
            brought_likes: self.brought_likes,
        })
    }
}
