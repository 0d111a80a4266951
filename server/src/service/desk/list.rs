//! The desk's list, and what is known of what is being typed.

use app::{
    AppError,
    model::{
        AuthorId, DeskFilter, DeskPage, DeskRow, Hint, ReviewId, Stage, TextKind, Timestamp, Viewer,
    },
};

use crate::{
    content,
    service::{
        Core,
        policy::{self, Act, State, Whose},
        reviews::rating,
    },
    store::{
        Error,
        desk_list::{self, DeskListQuery, DeskListRow},
        film_hints::{self, FilmHintRow},
    },
};

/// How many reviews one part of the list has.
const A_PART: i64 = 100;
/// The longest text that is looked for, in characters.
const LONGEST_WORDS: usize = 100;

/// Reads the reviews that a viewer works at: an editor's are everybody's.
pub(super) async fn read(
    core: &Core,
    filter: DeskFilter,
    viewer: &Viewer,
) -> Result<DeskPage, AppError> {
    let (open, write, publish) = match filter.kind {
        TextKind::Review => (Act::OpenDesk, Act::WriteReview, Act::PublishReview),
        TextKind::Page => (Act::WritePage, Act::WritePage, Act::WritePage),
    };
    policy::require_any(viewer, open)?;
    let may = |act| policy::require(viewer, act, Whose::Own, State::Draft).is_ok();
    let sees_all = policy::require(viewer, Act::Read, Whose::Other, State::Draft).is_ok();
    let author = match viewer.signed()?.author {
        _ if sees_all => None,
        // Nobody's author has the number 0, so whoever signs as none sees none.
        own => Some(own.unwrap_or(AuthorId(0))),
    };
    let filter = DeskFilter {
        words: content::plain_line(&filter.words, LONGEST_WORDS),
        part: filter.part.clamp(1, 100),
        ..filter
    };
    let query = DeskListQuery {
        kind: filter.kind.key(),
        author,
        stage: filter.stage,
        words: filter.words.clone(),
        order: filter.order,
        limit: filter.part * A_PART + 1,
    };
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let mut rows = desk_list::list(conn, &query).await?;
    let shown = usize::try_from(filter.part * A_PART).unwrap_or(usize::MAX);
    let has_more = rows.len() > shown;
    rows.truncate(shown);
    let counts = desk_list::count_stages(conn, filter.kind.key(), author).await?;
    let count = |stage: Stage| {
        let row = counts.iter().find(|(key, _)| key == stage.key());
        (stage, row.map_or(0, |row| row.1))
    };
    let now = core.clock.now();
    Ok(DeskPage {
        rows: rows
            .into_iter()
            .map(|row| of_row(core, row, filter.kind, now))
            .collect::<Result<_, _>>()?,
        counts: Stage::ALL.map(count).to_vec(),
        has_more,
        may_write: may(write),
        may_publish: may(publish),
        filter,
    })
}

fn of_row(core: &Core, row: DeskListRow, kind: TextKind, now: Timestamp) -> Result<DeskRow, Error> {
    let stage = Stage::from_key(&row.stage).ok_or(Error::Corrupt {
        table: "reviews",
        column: "stage",
    })?;
    let year = row.film_year.map(|year| year.to_string());
    let film: Vec<_> = [row.film_title, year].into_iter().flatten().collect();
    Ok(DeskRow {
        review: ReviewId(row.id),
        title: row.title,
        stage,
        film_line: film.join(", "),
        byline: row.byline.unwrap_or_default(),
        rating: rating(core, row.rating_halves, row.rating_out_of),
        changed: core.dates.minute(Timestamp(row.changed_at), now),
        dated: row.dated_at.map(|at| core.dates.minute(Timestamp(at), now)),
        has_changes: row.has_changes,
        has_password: row.has_password,
        like_count: row.like_count,
        comment_count: row.comment_count,
        path: (stage == Stage::Published).then(|| kind.path(&row.slug)),
    })
}

/// Finds what is known by the beginning of a name.
pub(super) async fn hints(
    core: &Core,
    of: &str,
    typed: &str,
    viewer: &Viewer,
) -> Result<Vec<Hint>, AppError> {
    policy::require_any(viewer, Act::WriteReview)?;
    let typed = content::plain_line(typed, LONGEST_WORDS);
    if !typed.chars().any(char::is_alphanumeric) {
        return Ok(Vec::new());
    }
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    if of == "films" {
        let (title, year) = title_and_year(&typed);
        let rows = film_hints::list_film_hints(conn, title, year).await?;
        return Ok(rows.into_iter().map(film_hint).collect());
    }
    let rows = desk_list::list_hints(conn, of, &typed).await?;
    let by_slug = of == "reviews";
    Ok(rows
        .into_iter()
        .map(|(slug, label, note)| Hint {
            value: if by_slug { slug } else { label.clone() },
            label,
            note: note.unwrap_or_default(),
        })
        .collect())
}

/// Parts a year from the end of what is typed for a film: `salt 2010` and `salt (2010)`.
fn title_and_year(typed: &str) -> (&str, Option<i32>) {
    let parts = typed.rsplit_once(' ').and_then(|(title, last)| {
        let digits = last.trim_matches(['(', ')', ',']);
        let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let title = title.trim_end_matches([',', ' ']);
        (is_year && !title.is_empty()).then(|| (title, digits.parse().ok()))
    });
    parts.unwrap_or((typed, None))
}

fn film_hint((slug, title, original, year): FilmHintRow) -> Hint {
    let year = year.map(|year| year.to_string());
    let note: Vec<_> = [original, year].into_iter().flatten().collect();
    Hint {
        value: slug,
        label: title,
        note: note.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_behind_a_title_is_a_year() {
        assert_eq!(title_and_year("salt 2010"), ("salt", Some(2010)));
        assert_eq!(
            title_and_year("The Salt Year (2010)"),
            ("The Salt Year", Some(2010))
        );
        assert_eq!(title_and_year("2010"), ("2010", None));
        assert_eq!(title_and_year("Salt 20"), ("Salt 20", None));
    }
}
