//! Reading reviews.

use std::sync::Arc;

use app::{
    AppError,
    backend::Reviews,
    error::Thing,
    markdown,
    model::{
        CommentId, CommentState, Discussed, Epigraph, FilmId, Focus, FocusAct, HomePage,
        LatestThought, Markup, Rating, Remembered, Review, ReviewCard, ReviewId, ReviewPage, Slug,
        Still, ThreadQuery, Timestamp, Viewer, ViewerAccount, ViewerState, VisitorId, WatchAlso,
    },
};
use async_trait::async_trait;

use super::{
    Core,
    comments::takes_comments,
    day_of, moderation,
    policy::{self, Ownership},
    related, thread,
};
use crate::store::{
    Conn, Error, authors, cards,
    cards::{CardRow, LatestRow},
    comments, films, likes, reviews,
    reviews::{ReviewRow, StillRow},
    visitors,
};

/// How many reviews the front page and the pages after it list.
const CARDS_A_PAGE: i32 = 15;
/// How many comments the front page quotes, and how much of each.
const LATEST_THOUGHTS: i32 = 5;
const THOUGHT_CHARS: usize = 160;
/// How many reviews are named as much discussed, and within how many days.
const DISCUSSED: i32 = 4;
const DISCUSSED_DAYS: i64 = 7;

/// Implements the port for reading reviews.
pub(crate) struct ReviewService(pub(crate) Arc<Core>);

#[async_trait]
impl Reviews for ReviewService {
    async fn home(&self, before: Option<ReviewId>) -> Result<HomePage, AppError> {
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let mut rows = cards::list_published(conn, before, CARDS_A_PAGE + 1).await?;
        let has_older = rows.len() > usize::try_from(CARDS_A_PAGE).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(CARDS_A_PAGE).unwrap_or(usize::MAX));
        let older = rows
            .last()
            .filter(|_| has_older)
            .map(|row| format!("/?before={}", row.id));
        let latest = match before {
            None => cards::list_latest_comments(conn, LATEST_THOUGHTS).await?,
            Some(_) => Vec::new(),
        };
        Ok(HomePage {
            reviews: rows
                .into_iter()
                .map(|row| card(core, row))
                .collect::<Result<_, _>>()?,
            thoughts: latest
                .into_iter()
                .map(|row| thought(core, row))
                .collect::<Result<_, _>>()?,
            discussed: match before {
                None => discussed(core, conn).await?,
                Some(_) => (Vec::new(), false),
            },
            older,
            newer: before.map(|_| "/".to_owned()),
        })
    }

    async fn review_page(
        &self,
        slug: &Slug,
        query: ThreadQuery,
        viewer: Option<Viewer>,
    ) -> Result<ReviewPage, AppError> {
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let row = reviews::find_published(conn, slug)
            .await?
            .ok_or(AppError::NotFound(Thing::Review))?;
        let (events_after, review) = (row.event_seq, ReviewId(row.id));
        let under = thread::Under {
            review,
            root_count: row.root_count,
            published_at: Timestamp(row.published_at),
        };
        let thread = thread::read(core, conn, under, query).await?;
        let visitor = find_visitor(conn, viewer).await?;
        let focus = find_focus(core, conn, review, query, visitor).await?;
        let mut state = match visitor {
            Some(visitor) => viewer_state(core, conn, review, visitor).await?,
            None => ViewerState::default(),
        };
        if let Some(viewer) = &viewer {
            state.account = moderation::viewer_account(conn, review, viewer, visitor).await?;
        }
        let viewer = state;
        let review = assemble(core, conn, row).await?;
        Ok(ReviewPage {
            review,
            thread,
            viewer,
            focus,
            events_after,
        })
    }

    async fn viewer_state(&self, slug: &Slug, viewer: Viewer) -> Result<ViewerState, AppError> {
        let mut snapshot = self.0.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let row = reviews::find_published(conn, slug)
            .await?
            .ok_or(AppError::NotFound(Thing::Review))?;
        let review = ReviewId(row.id);
        let visitor = find_visitor(conn, Some(viewer)).await?;
        let mut state = match visitor {
            Some(visitor) => viewer_state(&self.0, conn, review, visitor).await?,
            None => ViewerState::default(),
        };
        state.account = moderation::viewer_account(conn, review, &viewer, visitor).await?;
        Ok(state)
    }
}

/// Lists the reviews most talked about in the last seven days; when nobody has talked, of all time.
async fn discussed(core: &Core, conn: &mut Conn<'_>) -> Result<(Vec<Discussed>, bool), Error> {
    // By whole days, because the page is kept for a day at most.
    let first_day = day_of(core.clock.now()) - DISCUSSED_DAYS + 1;
    let since = Timestamp(0).plus_seconds(first_day * 24 * 60 * 60);
    let recent = cards::list_discussed_since(conn, since, DISCUSSED).await?;
    let is_recent = !recent.is_empty();
    let rows = if is_recent {
        recent
    } else {
        cards::list_discussed(conn, DISCUSSED).await?
    };
    let discussed = rows
        .into_iter()
        .map(|(slug, title, comment_count)| {
            Ok(Discussed {
                slug: authors::slug(slug, "reviews")?,
                title,
                comment_count,
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok((discussed, is_recent))
}

pub(super) async fn find_visitor(
    conn: &mut Conn<'_>,
    viewer: Option<Viewer>,
) -> Result<Option<VisitorId>, Error> {
    match viewer.and_then(|viewer| viewer.visitor) {
        Some(key) if !key.is_new => visitors::find(conn, &key.hash).await,
        _ => Ok(None),
    }
}

async fn viewer_state(
    core: &Core,
    conn: &mut Conn<'_>,
    review: ReviewId,
    visitor: VisitorId,
) -> Result<ViewerState, Error> {
    let since = core
        .clock
        .now()
        .plus_seconds(1 - policy::CHANGE_WITHIN_SECONDS);
    let remembered = visitors::find_remembered(conn, visitor)
        .await?
        .unwrap_or_default();
    let email = remembered
        .email
        .and_then(|closed| core.cipher.open(&closed))
        .unwrap_or_default();
    Ok(ViewerState {
        has_liked_review: likes::exists_for_review(conn, review, visitor).await?,
        liked_comments: likes::list_comments(conn, review, visitor).await?,
        own_comments: comments::list_own(conn, review, visitor, since).await?,
        remembered: Remembered {
            name: remembered.name,
            email,
            website: remembered.website,
        },
        account: ViewerAccount::default(),
    })
}

/// Finds the comment a form is to be opened for; one that cannot be had opens none.
async fn find_focus(
    core: &Core,
    conn: &mut Conn<'_>,
    review: ReviewId,
    query: ThreadQuery,
    visitor: Option<VisitorId>,
) -> Result<Option<Focus>, Error> {
    let asked: Option<(FocusAct, CommentId)> = query
        .edit
        .map(|id| (FocusAct::Edit, id))
        .or(query.delete.map(|id| (FocusAct::Delete, id)))
        .or(query.reply_to.map(|id| (FocusAct::Reply, id)));
    let Some((act, comment)) = asked else {
        return Ok(None);
    };
    let Some(facts) = comments::find(conn, comment).await? else {
        return Ok(None);
    };
    let is_published = facts.state == CommentState::Published.key();
    if facts.review_id != review.0 || !is_published {
        return Ok(None);
    }
    let ownership = Ownership {
        writer: facts.visitor_id.map(VisitorId),
        is_published,
        posted_at: Timestamp(facts.posted_at),
    };
    let may_change = visitor.is_some_and(|visitor| {
        policy::may_change_comment(ownership, visitor, core.clock.now()).is_ok()
    });
    if act != FocusAct::Reply && !may_change {
        return Ok(None);
    }
    let source = if act == FocusAct::Edit {
        facts.body_source
    } else {
        String::new()
    };
    Ok(Some(Focus {
        act,
        comment,
        name: facts.name,
        source,
    }))
}

async fn assemble(core: &Core, conn: &mut Conn<'_>, row: ReviewRow) -> Result<Review, AppError> {
    let id = ReviewId(row.id);
    let published_at = Timestamp(row.published_at);
    let mut film = match row.film_id {
        Some(film) => films::find(conn, FilmId(film)).await?,
        None => None,
    };
    if let Some(outside) = film.as_mut().and_then(|film| film.outside_rating.as_mut()) {
        outside.read_on = core.dates.day(outside.read_on.at);
    }
    let (previous, next) = reviews::find_neighbours(conn, id, published_at).await?;
    let watch_also = reviews::list_watch_also(conn, id).await?;
    Ok(Review {
        id,
        slug: authors::slug(row.slug, "reviews")?,
        title: row.title,
        summary: row.summary,
        rating: rating(core, row.rating_halves, row.rating_out_of),
        epigraph: row.epigraph_text.map(|text| Epigraph {
            text,
            speaker: row.epigraph_speaker.unwrap_or_default(),
        }),
        film,
        authors: authors::list_for_review(conn, id).await?,
        tags: reviews::list_tags(conn, id).await?,
        still: still(row.still),
        body: Markup::sanitized(row.body_html),
        excerpt: row.excerpt,
        published: core.dates.day(published_at),
        edited: row.edited_at.map(|at| core.dates.day(Timestamp(at))),
        canonical: row.canonical,
        reading_minutes: markdown::reading_minutes(row.word_count),
        related: related::like(conn, id, row.film_id.map(FilmId)).await?,
        watch_also: watch_also
            .into_iter()
            .map(|row| WatchAlso {
                title: row.title,
                review: row.review_slug.and_then(|slug| slug.parse().ok()),
                still: still(row.still).filter(Still::is_present),
                note: Markup::sanitized(row.note_html),
            })
            .collect(),
        comments_open: takes_comments(core, row.comments_open, Timestamp(row.published_at)),
        like_count: row.like_count,
        comment_count: row.comment_count,
        // Pages stand outside the order of reviews.
        previous,
        next,
    })
}

pub(super) fn card(core: &Core, row: CardRow) -> Result<ReviewCard, Error> {
    let parts = [
        row.director,
        row.country,
        row.year.map(|year| year.to_string()),
    ];
    Ok(ReviewCard {
        slug: authors::slug(row.slug, "reviews")?,
        title: row.title,
        summary: row.summary,
        rating: rating(core, row.rating_halves, row.rating_out_of),
        film_line: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        byline: row.byline.unwrap_or_default(),
        still: still(row.still).filter(Still::is_present),
        published: core.dates.day(Timestamp(row.published_at)),
        comment_count: row.comment_count,
    })
}

fn thought(core: &Core, row: LatestRow) -> Result<LatestThought, Error> {
    Ok(LatestThought {
        comment: CommentId(row.id),
        name: row.name,
        excerpt: app::markdown::excerpt(&row.body_source, THOUGHT_CHARS),
        review: authors::slug(row.slug, "reviews")?,
        title: row.title,
        posted: core.dates.day(Timestamp(row.posted_at)),
    })
}

/// Makes the rating of a row as it stands on the publication's scale.
pub(super) fn rating(core: &Core, halves: Option<i32>, out_of: Option<i32>) -> Option<Rating> {
    let given = halves
        .zip(out_of)
        .and_then(|(halves, out_of)| Rating::new(halves, out_of))?;
    Some(given.on_scale(core.settings.get().rating_scale))
}

/// Makes the still of a row; one that has only its words is a missing picture.
pub(super) fn still(row: StillRow) -> Option<Still> {
    let files = row
        .still_hash
        .zip(row.still_extension)
        .zip(row.still_width.zip(row.still_height));
    let Some(((hash, extension), (width, height))) = files else {
        return (!row.still_alt.is_empty()).then_some(Still {
            src: String::new(),
            srcset: String::new(),
            width: 0,
            height: 0,
            alt: row.still_alt,
            credit: row.still_credit,
        });
    };
    let widths: Vec<&str> = row
        .still_widths
        .as_deref()
        .unwrap_or_default()
        .split(',')
        .collect();
    let path = |width: &str| format!("/media/{hash}/{width}.{extension}");
    let srcset = if widths.len() > 1 {
        let candidates: Vec<_> = widths
            .iter()
            .map(|width| format!("{} {width}w", path(width)))
            .collect();
        candidates.join(", ")
    } else {
        String::new()
    };
    Some(Still {
        src: path(&width.to_string()),
        srcset,
        width,
        height,
        alt: row.still_alt,
        credit: row.still_credit,
    })
}
