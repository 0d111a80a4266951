//! Authors: what they are called and what is said of them.

use app::{
    AppError,
    error::{Field, FieldError, Problem, Thing},
    model::{AuthorForm, AuthorId, AuthorPage, Slug, Viewer},
};

use crate::{
    content,
    service::{
        Core,
        policy::{self, Act, State, Whose},
    },
    store::{Conn, Tx, authors, events::EventKind, roster, search},
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
    let (_, name, biography) = find_for(&mut snapshot.conn(), slug, viewer).await?;
    Ok(AuthorPage {
        slug: slug.clone(),
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
