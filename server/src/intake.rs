//! Taking in whole reviews with their conversations, as imports and the demo bring them.

use app::{
    markdown::{self, Dialect, MarkdownError},
    model::{
        AuthorId, CommentId, CommentKind, CommentState, FilmId, Rating, ReviewId, Slug, Tag,
        Timestamp,
    },
};

use crate::{
    content::{self, RenderError},
    store::{
        self, Conn, Tx, authors, comments,
        comments::NewCommentRow,
        events::EventKind,
        films::{self, NewFilm},
        reviews::{self, NewReview, NewStill, NewWatchAlso},
        search, stills,
    },
};

/// How long the first words of a text are, in characters.
pub(crate) const EXCERPT_CHARS: usize = 200;

/// The highest number a comment may bring along. No blog has that many, and numbers have to be left.
const HIGHEST_NUMBER: i64 = 1 << 40;

/// A review from elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    /// `review` or `page`.
    pub(crate) kind: &'static str,
    /// The slug it would have.
    pub(crate) slug: Slug,
    /// The title.
    pub(crate) title: String,
    /// The film.
    pub(crate) film: Option<NewFilm>,
    /// The film's record, where it is known already.
    pub(crate) film_id: Option<FilmId>,
    /// The author's rating.
    pub(crate) rating: Option<Rating>,
    /// The author's own one line.
    pub(crate) summary: String,
    /// The words it opens with and who says them.
    pub(crate) epigraph: Option<(String, String)>,
    /// The picture it opens with.
    pub(crate) still: NewStill,
    /// The text, Markdown.
    pub(crate) body: String,
    /// Its topics.
    pub(crate) tags: Vec<Tag>,
    /// Who signs it.
    pub(crate) authors: Vec<AuthorId>,
    /// What to watch besides: title, slug of the review here, note in Markdown.
    pub(crate) watch_also: Vec<(String, Option<Slug>, String)>,
    /// Whether it takes comments.
    pub(crate) comments_open: bool,
    /// When it was published; none for a draft.
    pub(crate) published_at: Option<Timestamp>,
}

/// A comment from elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct IncomingComment {
    /// The number it had, which it keeps where that is free here, so that `#comment-12` still leads to it.
    pub(crate) number: Option<i64>,
    /// The comment it answers, as it is called here, with the place of its root.
    pub(crate) parent: Option<(CommentId, i32)>,
    /// What kind of remark it is.
    pub(crate) kind: CommentKind,
    /// What becomes of it.
    pub(crate) state: CommentState,
    /// The author who wrote it.
    pub(crate) author: Option<AuthorId>,
    /// The name it is signed with.
    pub(crate) name: String,
    /// The e-mail address, encrypted.
    pub(crate) email: Option<Vec<u8>>,
    /// The website.
    pub(crate) website: Option<String>,
    /// The text, Markdown.
    pub(crate) body: String,
    /// When.
    pub(crate) posted_at: Timestamp,
}

/// Why something could not be taken in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IntakeError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The text cannot be rendered.
    #[error("the text lies too deep in quotations or lists")]
    TooDeep,
}

impl From<RenderError> for IntakeError {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Markdown(MarkdownError::TooDeep) => Self::TooDeep,
        }
    }
}

/// Adds a review with all that belongs to it and returns it with the slug it was given.
pub(crate) async fn take_review(
    tx: &mut Tx<'_>,
    incoming: Incoming,
    now: Timestamp,
) -> Result<(ReviewId, Slug), IntakeError> {
    let conn = &mut tx.conn;
    let slug = free_slug(conn, &incoming.slug).await?;
    let film = match &incoming.film {
        Some(film) => Some(take_film(conn, film).await?),
        None => incoming.film_id,
    };
    let body = content::render(&incoming.body, Dialect::Review)?;
    let words = markdown::word_count(&body.source);
    if let Some(media) = incoming.still.media {
        let said = (&*incoming.still.alt, &*incoming.still.credit);
        stills::fill_facts(conn, media, said).await?;
    }
    let review = NewReview {
        kind: incoming.kind,
        slug: slug.clone(),
        title: incoming.title,
        film,
        rating: incoming.rating,
        summary: incoming.summary,
        epigraph: incoming.epigraph,
        still: incoming.still,
        excerpt: markdown::excerpt(&body.source, EXCERPT_CHARS),
        word_count: i32::try_from(words).unwrap_or(i32::MAX),
        body_source: body.source,
        body_html: body.html,
        body_rules: body.rules,
        comments_open: incoming.comments_open,
        published_at: incoming.published_at,
        created_at: now,
    };
    let id = reviews::insert(conn, &review).await?;
    authors::insert_for_review(conn, id, &incoming.authors).await?;
    for (position, tag) in (1..).zip(&incoming.tags) {
        reviews::insert_tag(conn, id, position, tag).await?;
    }
    let mut items = Vec::new();
    for (title, target, note) in incoming.watch_also {
        let note = content::render(&note, Dialect::Comment)?;
        items.push(NewWatchAlso {
            title,
            target,
            note_source: note.source,
            note_html: note.html,
        });
    }
    reviews::insert_watch_also(conn, id, &items).await?;
    search::follow_review(conn, id).await?;
    let payload = serde_json::json!({ "id": id }).to_string();
    tx.tell(Some(id), EventKind::Review, payload, now).await?;
    Ok((id, slug))
}

/// A part of a review's conversation on its way in. It is counted and put into the index when all of it is
/// there.
#[derive(Debug)]
pub(crate) struct Talk {
    review: ReviewId,
    taken: Vec<CommentId>,
    /// How many of them readers see.
    count: i64,
}

impl Talk {
    /// Begins a part of a review's conversation.
    pub(crate) fn under(review: ReviewId) -> Self {
        Self {
            review,
            taken: Vec::new(),
            count: 0,
        }
    }

    /// Adds a comment and returns it with the place of its root.
    pub(crate) async fn take(
        &mut self,
        tx: &mut Tx<'_>,
        incoming: IncomingComment,
    ) -> Result<(CommentId, i32), IntakeError> {
        let is_shown =
            incoming.state == CommentState::Published && incoming.kind == CommentKind::Comment;
        let placed = take_comment(tx, self.review, incoming).await?;
        self.taken.push(placed.0);
        self.count += i64::from(is_shown);
        Ok(placed)
    }

    /// Counts what was taken and lets it be found.
    pub(crate) async fn finish(self, tx: &mut Tx<'_>) -> Result<(), IntakeError> {
        if self.count > 0 {
            reviews::update_comment_count(&mut tx.conn, self.review, self.count).await?;
        }
        search::follow_comments(&mut tx.conn, &self.taken).await?;
        Ok(())
    }
}

async fn take_comment(
    tx: &mut Tx<'_>,
    review: ReviewId,
    incoming: IncomingComment,
) -> Result<(CommentId, i32), IntakeError> {
    let is_mention = incoming.kind != CommentKind::Comment;
    let root_position = match incoming.parent {
        _ if is_mention => 0,
        Some((_, root_position)) => root_position,
        None => reviews::take_root_position(&mut tx.conn, review).await?,
    };
    // A place that is held for its replies needs no text.
    let text = if incoming.state == CommentState::Removed {
        ""
    } else {
        &incoming.body
    };
    let body = content::render(text, Dialect::Comment)?;
    let row = NewCommentRow {
        review,
        parent: incoming
            .parent
            .map(|parent| parent.0)
            .filter(|_| !is_mention),
        root_position,
        kind: incoming.kind,
        state: incoming.state,
        visitor: None,
        author: incoming.author,
        name: incoming.name,
        email: incoming.email,
        website: incoming.website,
        body_source: body.source,
        body_html: body.html,
        body_rules: body.rules,
        client_key: None,
        posted_at: incoming.posted_at,
    };
    let id = insert(&mut tx.conn, incoming.number, &row).await?;
    Ok((id, root_position))
}

/// Adds a comment under its old number where it can have that.
async fn insert(
    conn: &mut Conn<'_>,
    number: Option<i64>,
    row: &NewCommentRow,
) -> Result<CommentId, store::Error> {
    // Replies come after what they answer, also when they are read in the order of their numbers.
    let is_sound = |number: &i64| {
        (1..=HIGHEST_NUMBER).contains(number) && row.parent.is_none_or(|parent| parent.0 < *number)
    };
    if let Some(number) = number.filter(is_sound)
        && let Some(id) = comments::insert_numbered(conn, CommentId(number), row).await?
    {
        return Ok(id);
    }
    comments::insert_unindexed(conn, row).await
}

/// Tells open pages and lists that a review's thread has grown by more than one comment.
pub(crate) async fn tell_of_talk(
    tx: &mut Tx<'_>,
    review: ReviewId,
    now: Timestamp,
) -> Result<(), IntakeError> {
    let payload = serde_json::json!({ "id": review }).to_string();
    tx.tell(Some(review), EventKind::Review, payload, now)
        .await?;
    Ok(())
}

/// Returns the record of a film, made now when there is none of its title and year.
pub(crate) async fn take_film(conn: &mut Conn<'_>, film: &NewFilm) -> Result<FilmId, store::Error> {
    let plain = Slug::from_title(&film.title);
    let with_year = film
        .year
        .and_then(|year| u32::try_from(year).ok())
        .map(|y| plain.numbered(y));
    for slug in [Some(&plain), with_year.as_ref()].into_iter().flatten() {
        match films::find_by_slug(conn, slug).await? {
            // The same title in the same year is the same film.
            Some((id, year)) if year == film.year => return Ok(id),
            Some(_) => {}
            None => return films::insert(conn, slug, film).await,
        }
    }
    let mut number = 2;
    loop {
        let slug = plain.numbered(number);
        if films::find_by_slug(conn, &slug).await?.is_none() {
            return films::insert(conn, &slug, film).await;
        }
        number += 1;
    }
}

/// Finds a slug that is not taken: the one wished for, or the first free number of it.
pub(crate) async fn free_slug(conn: &mut Conn<'_>, wished: &Slug) -> Result<Slug, store::Error> {
    let mut slug = wished.clone();
    let mut number = 2;
    while reviews::exists_slug(conn, &slug).await? {
        slug = wished.numbered(number);
        number += 1;
    }
    Ok(slug)
}
