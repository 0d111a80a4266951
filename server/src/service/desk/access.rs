//! Who can read what is not for everybody: links to a draft, and reviews with a password.

use app::{
    AppError,
    error::{Action, DeskField, Field, Problem, Thing},
    model::{LockedPage, PreviewLinkLine, Review, ReviewId, Slug, Timestamp, Viewer},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{find_for, open, publish, save::Current};
use crate::{
    service::{Core, accounts::Token, policy::Act},
    store::{
        Conn, Error, Tx, desk,
        desk::DeskReview,
        preview_links::{self, PreviewLinkRow},
    },
};

/// How long whoever has given a password may read without giving it again, in seconds: 30 days.
pub(crate) const GRANT_SECONDS: i64 = 30 * 24 * 60 * 60;
/// A password that readers are told is no account's: it may be short, but not a letter or two.
const SHORTEST: usize = 4;
const LONGEST: usize = 256;

/// Returns the word of a link: it follows from the link's row and a key that is not in the database, so
/// that the desk can show it again and a copy of the database opens nothing.
fn word(core: &Core, review: ReviewId, account: i64, made: i64) -> String {
    let text = format!("preview {review} {account} {made}");
    URL_SAFE_NO_PAD.encode(core.cipher.sign(&text))
}

/// Lists the links to a review that work.
pub(super) async fn links(
    core: &Core,
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Vec<PreviewLinkLine>, Error> {
    let now = core.clock.now();
    let rows = preview_links::list(conn, review).await?;
    let line = |row: PreviewLinkRow| PreviewLinkLine {
        id: row.id,
        path: format!(
            "/preview/{}",
            word(core, review, row.account_id, row.created_at)
        ),
        made: core.dates.minute(Timestamp(row.created_at), now),
        by: row.made_by,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Makes a link to a draft for somebody without an account.
pub(super) async fn make_link(
    core: &Core,
    review: ReviewId,
    viewer: Viewer,
) -> Result<(), AppError> {
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    let hash = Token::digest(&word(core, review, account.0, now.0));
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                // Pressed twice at once it is one link.
                if preview_links::find(&mut tx.conn, &hash).await?.is_none() {
                    preview_links::insert(&mut tx.conn, review, &hash, account, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Takes a link back; one that does not work any more stays so.
pub(super) async fn revoke_link(
    core: &Core,
    review: ReviewId,
    link: i64,
    viewer: Viewer,
) -> Result<(), AppError> {
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                preview_links::revoke(&mut tx.conn, review, link, now).await?;
                Ok(())
            })
        })
        .await
}

/// Returns the draft that a link leads to, as readers would see it.
pub(super) async fn preview(core: &Core, word: &str) -> Result<Review, AppError> {
    let spent = AppError::Forbidden(Action::UseSpentLink);
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let found = preview_links::find(conn, &Token::digest(word)).await?;
    let row = match found {
        Some(review) => desk::find(conn, review).await?,
        None => None,
    };
    let row = row.filter(|row| row.trashed_at.is_none()).ok_or(spent)?;
    let current = Current::read(conn, &row).await?;
    open::preview(core, conn, &row, &current.fields).await
}

/// Sets the password a review is read with, or lets everybody read it.
pub(super) async fn set_access(
    core: &Core,
    review: ReviewId,
    password: Option<String>,
    viewer: Viewer,
) -> Result<(), AppError> {
    // Asked first, so that nobody without the right makes the server hash passwords.
    let mut snapshot = core.store.snapshot().await?;
    find_for(&mut snapshot.conn(), review, Act::PublishReview, &viewer).await?;
    drop(snapshot);
    let hash = match password {
        Some(password) => {
            let refuse = |problem| AppError::field(Field::Desk(DeskField::AccessPassword), problem);
            if password.chars().count() < SHORTEST {
                return Err(refuse(Problem::TooShort));
            }
            if password.len() > LONGEST {
                return Err(refuse(Problem::TooLong));
            }
            Some(core.passwords.hash(password).await?)
        }
        None => None,
    };
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                find_for(&mut tx.conn, review, Act::PublishReview, &viewer).await?;
                desk::update_access(&mut tx.conn, review, hash.as_deref()).await?;
                publish::tell(tx, review, now).await?;
                Ok(())
            })
        })
        .await
}

/// Finds a review that is read with a password.
async fn find_locked(conn: &mut Conn<'_>, slug: &Slug) -> Result<DeskReview, AppError> {
    let missing = AppError::NotFound(Thing::Review);
    let row = match desk::find_by_slug(conn, slug).await? {
        Some(review) => desk::find(conn, review).await?,
        None => None,
    };
    row.filter(|row| row.locked_at.is_some() && row.trashed_at.is_none())
        .ok_or(missing)
}

/// Says whether an address is that of a review with a password.
pub(crate) async fn is_locked(core: &Core, slug: &Slug) -> Result<bool, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    match find_locked(&mut snapshot.conn(), slug).await {
        Ok(_) => Ok(true),
        Err(AppError::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Returns a review with a password: its title, and the review to those whose grant holds.
pub(super) async fn locked_page(
    core: &Core,
    slug: &Slug,
    grant: Option<&str>,
) -> Result<LockedPage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let row = find_locked(conn, slug).await?;
    let is_granted = grant.is_some_and(|grant| holds(core, &row, grant));
    let review = if is_granted {
        // What was published, not the draft beside it.
        let fields = super::fields::of_published(conn, &row).await?;
        Some(open::preview(core, conn, &row, &fields).await?)
    } else {
        None
    };
    Ok(LockedPage {
        // Without the password not even the title is told.
        title: if is_granted { row.title } else { String::new() },
        review,
    })
}

/// Gives a grant for a password, to be kept in a cookie.
pub(super) async fn unlock(
    core: &Core,
    slug: &Slug,
    password: String,
    viewer: &Viewer,
) -> Result<(ReviewId, String), AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let row = find_locked(&mut snapshot.conn(), slug).await?;
    drop(snapshot);
    let digest = core.cipher.sign(&format!("unlock {}", row.id));
    core.limits.count_sign_in(viewer.address, digest)?;
    let fits = core
        .passwords
        .verify(password, row.access_hash.clone())
        .await?;
    if !fits {
        return Err(AppError::field(Field::Password, Problem::Wrong));
    }
    let until = core.clock.now().plus_seconds(GRANT_SECONDS).0;
    let review = ReviewId(row.id);
    Ok((review, format!("{until}.{}", mark(core, &row, until))))
}

/// Says whether a grant is one that was given, is not too old, and for the password as it is now.
fn holds(core: &Core, row: &DeskReview, grant: &str) -> bool {
    let Some((until, given)) = grant.split_once('.') else {
        return false;
    };
    let Ok(until) = until.parse::<i64>() else {
        return false;
    };
    // Digests of both are compared, so that the time it takes says nothing about how much fits.
    let is_given =
        blake3::hash(mark(core, row, until).as_bytes()) == blake3::hash(given.as_bytes());
    is_given && Timestamp(until) > core.clock.now()
}

fn mark(core: &Core, row: &DeskReview, until: i64) -> String {
    let hash = row.access_hash.as_deref().unwrap_or_default();
    let text = format!("grant {} {until} {hash}", row.id);
    URL_SAFE_NO_PAD.encode(core.cipher.sign(&text))
}
