//! Taking in whole reviews with their conversations, as imports and the demo bring them.
//!
//! What takes thought, rendering above all, is done before the transaction (`ready`); in it several
//! reviews and all their comments share what statements they can.

mod talk;

use app::{
    markdown::{self, Dialect, MarkdownError},
    model::{AuthorId, FilmId, Rating, ReviewId, Slug, Tag, Timestamp},
};

pub(crate) use talk::{Answered, IncomingComment, Place, ReadyComment, take_talks, tell_of_talk};

use crate::{
    content::{self, RenderError, Rendered},
    store::{
        self, Conn, Tx, authors,
        events::EventKind,
        films::{self, NewFilm},
        reviews::{self, NewReview, NewStill, NewWatchAlso},
        search, stills,
    },
};

/// How long the first words of a text are, in characters.
pub(crate) const EXCERPT_CHARS: usize = 200;

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

/// The text lies too deep in quotations or lists to be rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text lies too deep in quotations or lists")]
pub(crate) struct TooDeep;

impl From<RenderError> for TooDeep {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Markdown(MarkdownError::TooDeep) => Self,
        }
    }
}

/// A review whose texts are rendered.
#[derive(Clone, Debug)]
pub(crate) struct ReadyReview {
    /// The review. What is only known in the transaction, such as its still, can still be filled in.
    pub(crate) incoming: Incoming,
    body: Rendered,
    excerpt: String,
    word_count: i32,
    watch_also: Vec<NewWatchAlso>,
}

impl Incoming {
    /// Renders the texts.
    ///
    /// # Errors
    /// [`TooDeep`] when one of them cannot be rendered.
    pub(crate) fn ready(mut self) -> Result<ReadyReview, TooDeep> {
        let body = content::render(&self.body, Dialect::Review)?;
        let words = markdown::word_count(&body.source);
        let mut watch_also = Vec::new();
        for (title, target, note) in std::mem::take(&mut self.watch_also) {
            let note = content::render(&note, Dialect::Comment)?;
            watch_also.push(NewWatchAlso {
                title,
                target,
                note_source: note.source,
                note_html: note.html,
            });
        }
        Ok(ReadyReview {
            excerpt: markdown::excerpt(&body.source, EXCERPT_CHARS),
            word_count: i32::try_from(words).unwrap_or(i32::MAX),
            watch_also,
            incoming: self,
            body,
        })
    }
}

/// Adds a review with all that belongs to it and returns it with the slug it was given.
pub(crate) async fn take_review(
    tx: &mut Tx<'_>,
    ready: ReadyReview,
    now: Timestamp,
) -> Result<(ReviewId, Slug), store::Error> {
    let taken = insert(&mut tx.conn, ready, now).await?;
    finish(tx, &[taken.0], now).await?;
    Ok(taken)
}

/// Adds several reviews and returns each with its slug, in their order.
pub(crate) async fn take_reviews(
    tx: &mut Tx<'_>,
    list: Vec<ReadyReview>,
    now: Timestamp,
) -> Result<Vec<(ReviewId, Slug)>, store::Error> {
    let mut taken = Vec::with_capacity(list.len());
    for ready in list {
        taken.push(insert(&mut tx.conn, ready, now).await?);
    }
    let reviews: Vec<ReviewId> = taken.iter().map(|(review, _)| *review).collect();
    finish(tx, &reviews, now).await?;
    Ok(taken)
}

async fn insert(
    conn: &mut Conn<'_>,
    ready: ReadyReview,
    now: Timestamp,
) -> Result<(ReviewId, Slug), store::Error> {
    let (incoming, body) = (ready.incoming, ready.body);
    let slug = free_slug(conn, &incoming.slug).await?;
    let film = match &incoming.film {
        Some(film) => Some(take_film(conn, film).await?),
        None => incoming.film_id,
    };
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
        excerpt: ready.excerpt,
        word_count: ready.word_count,
        body_source: body.source,
        body_html: body.html,
        body_rules: body.rules,
        comments_open: incoming.comments_open,
        published_at: incoming.published_at,
        created_at: now,
    };
    let id = reviews::insert(conn, &review).await?;
    authors::insert_for_review(conn, id, &incoming.authors).await?;
    reviews::insert_tags(conn, id, &incoming.tags).await?;
    reviews::insert_watch_also(conn, id, &ready.watch_also).await?;
    Ok((id, slug))
}

/// Lets reviews be found, and tells of them.
async fn finish(tx: &mut Tx<'_>, added: &[ReviewId], now: Timestamp) -> Result<(), store::Error> {
    search::follow_reviews(&mut tx.conn, added).await?;
    for review in added {
        let payload = serde_json::json!({ "id": review }).to_string();
        tx.tell(Some(*review), EventKind::Review, payload, now)
            .await?;
    }
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

#[cfg(test)]
mod tests {
    use app::model::{CommentKind, CommentState};

    use super::*;

    fn comment(body: &str, state: CommentState) -> IncomingComment {
        IncomingComment {
            number: None,
            kind: CommentKind::Comment,
            state,
            author: None,
            name: "Ann".to_owned(),
            email: None,
            website: None,
            body: body.to_owned(),
            posted_at: Timestamp(1),
        }
    }

    #[test]
    fn a_text_that_lies_too_deep_is_refused_before_anything_is_stored() {
        let deep = "> ".repeat(400) + "deep";
        let review = |body: &str, note: &str| Incoming {
            kind: "review",
            slug: "salt-year".parse().unwrap(),
            title: "Salt Year".to_owned(),
            film: None,
            film_id: None,
            rating: None,
            summary: String::new(),
            epigraph: None,
            still: NewStill::default(),
            body: body.to_owned(),
            tags: Vec::new(),
            authors: Vec::new(),
            watch_also: vec![("Winter Light".to_owned(), None, note.to_owned())],
            comments_open: true,
            published_at: None,
        };
        assert_eq!(review(&deep, "Words.").ready().unwrap_err(), TooDeep);
        assert_eq!(review("Words.", &deep).ready().unwrap_err(), TooDeep);
        assert_eq!(
            review("Two words.", "Words.").ready().unwrap().word_count,
            2
        );
        let published = comment(&deep, CommentState::Published);
        assert_eq!(published.ready().unwrap_err(), TooDeep);
        // What only holds a place is not read.
        assert!(comment(&deep, CommentState::Removed).ready().is_ok());
    }
}
