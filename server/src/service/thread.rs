//! Pages of a thread and the places of its comments.

use app::{
    AppError,
    model::{
        Branch, Comment, CommentId, CommentState, Markup, Mention, ReviewId, Sort, ThreadPage,
        ThreadQuery, ThreadView, Timestamp, build_thread,
    },
};

use super::Core;
use crate::store::{
    Conn, Error,
    thread::{self, CommentRow, MentionRow},
};

/// How large the pages of a thread are.
#[derive(Clone, Copy, Debug)]
struct PageSize {
    /// How many roots one takes.
    roots: i32,
    /// How many comments it shows at most.
    comments: i32,
}

impl PageSize {
    fn of(core: &Core) -> Self {
        let roots = core.settings.get().thread_roots.clamp(1, 100);
        Self {
            roots,
            comments: 2 * roots,
        }
    }
}

/// What is known of the review a thread hangs under.
#[derive(Clone, Copy)]
pub(crate) struct Under {
    /// The review.
    pub(crate) review: ReviewId,
    /// How many places of roots were given out.
    pub(crate) root_count: i32,
    /// When it was published.
    pub(crate) published_at: Timestamp,
}

/// Reads the part of a thread that an address asks for.
pub(crate) async fn read(
    core: &Core,
    conn: &mut Conn<'_>,
    under: Under,
    query: ThreadQuery,
) -> Result<ThreadPage, AppError> {
    let (size, first_sort) = (PageSize::of(core), first_sort(core));
    let sort = query.sort.unwrap_or(first_sort);
    let places = match sort {
        Sort::Oldest => i64::from(under.root_count),
        Sort::Newest | Sort::Best => thread::count_roots(conn, under.review).await?,
    };
    let pages = pages_of(places, size);
    let (rows, sizes) = match query.view {
        ThreadView::All => (thread::list_all(conn, under.review).await?, Vec::new()),
        ThreadView::Page(page) => {
            let range = roots_of(page.min(pages), size);
            let rows = thread::list_page(conn, under.review, sort, range, size.comments).await?;
            let is_cut = rows.len() >= usize::try_from(size.comments).unwrap_or(usize::MAX);
            let sizes = if is_cut {
                thread::count_branches(conn, under.review, sort, range).await?
            } else {
                Vec::new()
            };
            (rows, sizes)
        }
    };
    let view = match query.view {
        ThreadView::Page(page) => ThreadView::Page(page.min(pages)),
        ThreadView::All => ThreadView::All,
    };
    let mentions = match view {
        ThreadView::Page(1) | ThreadView::All => thread::list_mentions(conn, under.review).await?,
        ThreadView::Page(_) => Vec::new(),
    };
    Ok(ThreadPage {
        branches: branches(core, rows, &sizes, under, sort)?,
        sort,
        first_sort,
        view,
        pages,
        drawn_depth: core.settings.get().drawn_depth.max(1),
        mentions: mentions
            .into_iter()
            .map(|row| mention(core, row, under))
            .collect(),
    })
}

fn branches(
    core: &Core,
    mut rows: Vec<CommentRow>,
    sizes: &[(i32, i64)],
    under: Under,
    sort: Sort,
) -> Result<Vec<Branch>, Error> {
    match sort {
        Sort::Oldest => {}
        Sort::Newest => rows.sort_by_key(|row| (std::cmp::Reverse(row.root_position), row.id)),
        Sort::Best => rows.sort_by_key(|row| (std::cmp::Reverse(row.like_count), row.id)),
    }
    let mut shown = std::collections::HashMap::new();
    let mut places = std::collections::HashMap::new();
    for row in &rows {
        *shown.entry(row.root_position).or_insert(0_i64) += 1;
        places.insert(CommentId(row.id), row.root_position);
    }
    let comments = rows
        .into_iter()
        .map(|row| comment(core, row, under.published_at))
        .collect::<Result<Vec<_>, _>>()?;
    let mut branches = build_thread(comments, core.settings.get().drawn_depth);
    for branch in &mut branches {
        let place = places.get(&branch.comment.id).copied().unwrap_or_default();
        let size = sizes
            .iter()
            .find(|(position, _)| *position == place)
            .map_or(0, |size| size.1);
        branch.left_out = (size - shown.get(&place).copied().unwrap_or_default()).max(0);
    }
    Ok(branches)
}

/// Makes what everybody may read of a comment's row.
pub(crate) fn comment(
    core: &Core,
    row: CommentRow,
    published_at: Timestamp,
) -> Result<Comment, Error> {
    let state = CommentState::from_key(&row.state).ok_or(Error::Corrupt {
        table: "comments",
        column: "state",
    })?;
    let stands = state == CommentState::Published;
    Ok(Comment {
        id: CommentId(row.id),
        parent: row.parent_id.map(CommentId),
        name: if stands { row.name } else { String::new() },
        website: row.website.filter(|_| stands),
        by_author: row.by_author && stands,
        posted: core.dates.minute(Timestamp(row.posted_at), published_at),
        edited: row
            .edited_at
            .filter(|_| stands)
            .map(|at| core.dates.minute(Timestamp(at), published_at)),
        body: Markup::sanitized(if stands { row.body_html } else { String::new() }),
        like_count: row.like_count,
        state,
    })
}

fn mention(core: &Core, row: MentionRow, under: Under) -> Mention {
    Mention {
        id: CommentId(row.id),
        name: row.name,
        website: row.website,
        posted: core
            .dates
            .minute(Timestamp(row.posted_at), under.published_at),
    }
}

/// Finds the page, in the order they came, on which a comment is shown.
pub(crate) async fn find_view(
    core: &Core,
    conn: &mut Conn<'_>,
    review: ReviewId,
    (comment, root_position, is_reply): (CommentId, i32, bool),
) -> Result<ThreadView, Error> {
    if root_position == 0 {
        return Ok(ThreadView::Page(1));
    }
    let size = PageSize::of(core);
    let page = (root_position - 1) / size.roots + 1;
    if is_reply {
        let (before, roots) =
            thread::count_before(conn, review, roots_of(page, size), comment).await?;
        if before + roots >= i64::from(size.comments) {
            return Ok(ThreadView::All);
        }
    }
    Ok(ThreadView::Page(page))
}

/// Returns the order in which threads are shown first.
pub(crate) fn first_sort(core: &Core) -> Sort {
    Sort::from_key(&core.settings.get().thread_order).unwrap_or_default()
}

fn pages_of(places: i64, size: PageSize) -> i32 {
    let roots = i64::from(size.roots);
    let pages = (places + roots - 1) / roots;
    i32::try_from(pages).unwrap_or(i32::MAX).max(1)
}

fn roots_of(page: i32, size: PageSize) -> (i32, i32) {
    let last = page.saturating_mul(size.roots);
    (last - size.roots + 1, last)
}
