//! Authors: what they are called and what is said of them.

use app::{
    AppError,
    error::{Field, FieldError, Problem, Thing},
    model::{AuthorForm, AuthorId, AuthorPage, MediaId, Portrait, Slug, Viewer},
};

use crate::{
    content,
    service::{
        Core,
        policy::{self, Act, State, Whose},
    },
    store::{Conn, Error, Tx, authors, events::EventKind, roster, search},
};

/// The longest name, in code points, and the longest biography.
const LONGEST_NAME: usize = 80;
const LONGEST_BIOGRAPHY: usize = 1_500;

/// Returns an author as the desk shows them.
pub(super) async fn page(
    core: &Core,
    slug: &Slug,
    viewer: &Viewer,
) -> Result<AuthorPage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let (author, name, biography) = find_for(conn, slug, viewer).await?;
    Ok(AuthorPage {
        slug: slug.clone(),
        portrait: portrait(conn, author).await?,
        form: AuthorForm { name, biography },
    })
}

/// Changes what an author is called and what is said of them, on every page at once.
pub(super) async fn change(
    core: &Core,
    slug: Slug,
    form: AuthorForm,
    viewer: Viewer,
) -> Result<(), AppError> {
    let name = content::plain_line(&form.name, LONGEST_NAME + 1);
    let biography = content::plain_line(&form.biography, LONGEST_BIOGRAPHY + 1);
    let mut problems = Vec::new();
    let mut refuse = |field, problem| problems.push(FieldError { field, problem });
    if name.is_empty() {
        refuse(Field::Name, Problem::Empty);
    } else if name.chars().count() > LONGEST_NAME {
        refuse(Field::Name, Problem::TooLong);
    }
    if biography.chars().count() > LONGEST_BIOGRAPHY {
        refuse(Field::Biography, Problem::TooLong);
    }
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let (author, ..) = find_for(&mut tx.conn, &slug, &viewer).await?;
                roster::update_author(&mut tx.conn, author, (&name, &biography)).await?;
                for review in authors::list_reviews(&mut tx.conn, author).await? {
                    search::follow_review(&mut tx.conn, review).await?;
                }
                tx.tell(None, EventKind::Review, "{}".to_owned(), now)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// Returns the picture an author is shown with; none for the drawn one.
pub(crate) async fn portrait(
    conn: &mut Conn<'_>,
    author: AuthorId,
) -> Result<Option<Portrait>, Error> {
    let row = authors::find_portrait(conn, author).await?;
    Ok(row.map(|row| {
        let smallest = row.widths.split(',').next().unwrap_or_default();
        Portrait {
            src: format!("/media/{}/{smallest}.{}", row.hash, row.extension),
            focus: ((row.focus_x + 50) / 100, (row.focus_y + 50) / 100),
        }
    }))
}

/// Returns the name of an author that the viewer may change.
///
/// # Errors
/// [`AppError`] when there is none, or not the viewer's to change.
pub(crate) async fn author_name(
    conn: &mut Conn<'_>,
    slug: &Slug,
    viewer: &Viewer,
) -> Result<String, AppError> {
    Ok(find_for(conn, slug, viewer).await?.1)
}

/// Chooses the picture an author is shown with; none for the drawn one.
///
/// # Errors
/// [`AppError`] when there is no such author, or not the viewer's to change.
pub(crate) async fn put_portrait(
    core: &Core,
    slug: Slug,
    still: Option<MediaId>,
    viewer: Viewer,
) -> Result<(), AppError> {
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let (author, ..) = find_for(&mut tx.conn, &slug, &viewer).await?;
                roster::update_portrait(&mut tx.conn, author, still).await?;
                tx.tell(None, EventKind::Review, "{}".to_owned(), now)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// Finds an author that the viewer may change.
async fn find_for(
    conn: &mut Conn<'_>,
    slug: &Slug,
    viewer: &Viewer,
) -> Result<(AuthorId, String, String), AppError> {
    policy::require_any(viewer, Act::ChangeAuthor)?;
    let found = authors::find(conn, slug)
        .await?
        .ok_or(AppError::NotFound(Thing::Author))?;
    let is_own = viewer.signed()?.author == Some(found.0);
    let whose = if is_own { Whose::Own } else { Whose::Other };
    policy::require(viewer, Act::ChangeAuthor, whose, State::Public)?;
    Ok(found)
}
