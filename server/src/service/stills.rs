//! The library of stills: what is known of each picture, what they are chosen for, and how they leave.

mod choose;
mod remove;
mod upload;

use std::sync::Arc;

use app::{
    AppError,
    backend::Stills,
    error::{DeskField, Field, FieldError, Problem, Thing},
    markdown,
    model::{
        MediaId, StillFilter, StillForm, StillLine, StillPage, StillTarget, StillUse, StillsPage,
        Timestamp, Viewer,
    },
};
use async_trait::async_trait;

pub(crate) use remove::sweep;
pub(crate) use upload::{NewStill, Upload, begin, refuse};

use super::{
    Core,
    policy::{self, Act, State, Whose},
};
use crate::{
    content,
    store::{
        Conn, Tx,
        stills::{self, LibraryRow, StillFacts, UseRow},
    },
};

/// How many pictures one part of the library has.
const A_PART: usize = 24;
/// The longest description and the longest credit, in code points, as reviews have them.
const LONGEST_ALT: usize = 1_000;
const LONGEST_CREDIT: usize = 300;
/// The longest text that is looked for, in characters.
const LONGEST_WORDS: usize = 100;

/// Implements the port for the library of stills.
pub(crate) struct StillService(pub(crate) Arc<Core>);

#[async_trait]
impl Stills for StillService {
    async fn list(&self, filter: StillFilter, viewer: Viewer) -> Result<StillsPage, AppError> {
        require(&viewer)?;
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let target = StillTarget::from_key(&filter.target);
        let choice = match &target {
            Some(target) => Some(choose::choice(conn, target, &viewer).await?),
            None => None,
        };
        let filter = StillFilter {
            words: content::plain_line(&filter.words, LONGEST_WORDS),
            target: target.map(|target| target.key()).unwrap_or_default(),
            ..filter
        };
        let limit = i64::try_from(A_PART + 1).unwrap_or(i64::MAX);
        let author = viewer.signed()?.author;
        let mut rows = stills::list(conn, &filter.words, filter.before, limit).await?;
        let has_more = rows.len() > A_PART;
        rows.truncate(A_PART);
        let uses = match (rows.last(), rows.first()) {
            (Some(last), Some(first)) => {
                stills::list_uses(conn, (MediaId(last.id), MediaId(first.id)), author).await?
            }
            _ => Vec::new(),
        };
        let next = rows.last().filter(|_| has_more);
        Ok(StillsPage {
            next: next.map(|row| MediaId(row.id)),
            lines: rows
                .into_iter()
                .map(|row| {
                    let own = uses.iter().filter(|used| used.media_id == row.id);
                    line(core, &row, own, &viewer)
                })
                .collect(),
            choice,
            filter,
        })
    }

    async fn open(&self, still: MediaId, viewer: Viewer) -> Result<StillPage, AppError> {
        require(&viewer)?;
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let row = find(conn, still).await?;
        let uses = stills::list_uses(conn, (still, still), viewer.signed()?.author).await?;
        let now = core.clock.now();
        let line = line(core, &row, uses.iter(), &viewer);
        Ok(StillPage {
            markdown: markdown::image(&line.alt, &line.destination, &line.credit),
            sent: row.created_at.map(|at| {
                let by = row.uploader.clone().unwrap_or_default();
                (core.dates.minute(Timestamp(at), now), by)
            }),
            may_change: may_change(&row, &viewer),
            deleted: row.deleted_at.map(|at| {
                let at = Timestamp(at);
                let until = at.plus_seconds(remove::GRACE);
                (core.dates.minute(at, now), core.dates.minute(until, now))
            }),
            line,
        })
    }

    async fn describe(
        &self,
        still: MediaId,
        form: StillForm,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        require(&viewer)?;
        let facts = facts(&form)?;
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let row = find(&mut tx.conn, still).await?;
                    if !may_change(&row, &viewer) {
                        return Err(AppError::Forbidden(app::error::Action::BeyondRole));
                    }
                    stills::update_facts(&mut tx.conn, still, &facts).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn delete(&self, still: MediaId, viewer: Viewer) -> Result<(), AppError> {
        require(&viewer)?;
        remove::delete(&self.0, still, viewer).await
    }

    async fn restore(&self, still: MediaId, viewer: Viewer) -> Result<(), AppError> {
        require(&viewer)?;
        remove::restore(&self.0, still, viewer).await
    }

    async fn choose(
        &self,
        target: StillTarget,
        still: Option<MediaId>,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        choose::choose(&self.0, target, still, viewer).await
    }
}

fn require(viewer: &Viewer) -> Result<(), AppError> {
    policy::require_any(viewer, Act::WriteReview)
}

/// Says whether a viewer may change what is said of a picture: whoever sent it in, and editors.
fn may_change(row: &LibraryRow, viewer: &Viewer) -> bool {
    let is_own = viewer
        .account
        .is_some_and(|signed| row.uploaded_by == Some(signed.account.0));
    is_own || is_editor(viewer)
}

fn is_editor(viewer: &Viewer) -> bool {
    policy::require(viewer, Act::EditReview, Whose::Other, State::Public).is_ok()
}

async fn find(conn: &mut Conn<'_>, still: MediaId) -> Result<LibraryRow, AppError> {
    stills::find(conn, still)
        .await?
        .ok_or(AppError::NotFound(Thing::Still))
}

/// Reads what is typed of a picture.
fn facts(form: &StillForm) -> Result<StillFacts, AppError> {
    let mut problems = Vec::new();
    let mut refuse = |field, problem| {
        problems.push(FieldError {
            field: Field::Desk(field),
            problem,
        });
    };
    let alt = content::plain_line(&form.alt, LONGEST_ALT + 1);
    if alt.chars().count() > LONGEST_ALT {
        refuse(DeskField::Alt, Problem::TooLong);
    }
    let credit = content::plain_line(&form.credit, LONGEST_CREDIT + 1);
    if credit.chars().count() > LONGEST_CREDIT {
        refuse(DeskField::Credit, Problem::TooLong);
    }
    let hundredths = |typed: &str| match typed.trim() {
        "" => Some(50),
        typed => typed.parse().ok().filter(|value| (0..=100).contains(value)),
    };
    let focus = hundredths(&form.focus_x).zip(hundredths(&form.focus_y));
    if focus.is_none() {
        refuse(DeskField::Focus, Problem::Malformed);
    }
    match focus {
        Some((x, y)) if problems.is_empty() => Ok(StillFacts {
            alt,
            credit,
            focus: (x * 10, y * 10),
        }),
        _ => Err(AppError::Invalid(problems)),
    }
}

/// Shows a picture with where it is used, as far as that is the viewer's to know.
fn line<'a>(
    core: &Core,
    row: &LibraryRow,
    uses: impl Iterator<Item = &'a UseRow>,
    viewer: &Viewer,
) -> StillLine {
    let path = |width: &str| format!("/media/{}/{width}.{}", row.hash, row.extension);
    let smallest = row.widths.split(',').next().unwrap_or_default();
    let sees_all = is_editor(viewer);
    let mut uses: Vec<_> = uses.map(|used| of_use(used, sees_all)).collect();
    uses.extend(choose::settings_with(core, &row.hash));
    StillLine {
        id: MediaId(row.id),
        src: path(smallest),
        full: path(&row.width.to_string()),
        destination: markdown::stored_destination(
            &row.hash,
            (row.width, row.height),
            &row.extension,
        ),
        width: row.width,
        height: row.height,
        name: row.name.clone(),
        alt: row.alt.clone(),
        credit: row.credit.clone(),
        focus: (row.focus_x / 10, row.focus_y / 10),
        uses,
    }
}

/// Names a use. What is written in somebody else's draft is not everybody's to know.
fn of_use(row: &UseRow, sees_all: bool) -> StillUse {
    let path = match row.kind.as_str() {
        "author" => format!("/desk/authors/{}", row.slug),
        _ => format!("/desk/reviews/{}", row.id),
    };
    if sees_all || row.is_known {
        let label = match row.title.trim() {
            "" => "Untitled".to_owned(),
            title => title.to_owned(),
        };
        StillUse { label, path }
    } else {
        StillUse {
            label: "A draft".to_owned(),
            path: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_of_a_picture_is_read_or_refused_field_by_field() {
        let form = |alt: &str, x: &str, y: &str| StillForm {
            alt: alt.to_owned(),
            credit: " Aud  Lind ".to_owned(),
            focus_x: x.to_owned(),
            focus_y: y.to_owned(),
        };
        let read = facts(&form("A ferry\r\nat night", "", "30")).unwrap();
        assert_eq!(read.alt, "A ferry at night");
        assert_eq!((read.credit.as_str(), read.focus), ("Aud Lind", (500, 300)));
        for (x, y) in [("101", "0"), ("-1", "0"), ("0", "x"), ("1.5", "0")] {
            let refused = facts(&form("", x, y)).unwrap_err();
            let wrong = refused.problem_of(Field::Desk(DeskField::Focus));
            assert_eq!(wrong, Some(Problem::Malformed), "{x} {y}");
        }
        let refused = facts(&form(&"x".repeat(1_001), "", "")).unwrap_err();
        assert_eq!(refused.status(), 413);
    }
}
