//! Accounts, invitations and authors as the owner sees them.

use app::model::{AccountId, AuthorId, MediaId, Role, Slug, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine, links::LinkKind};

/// An account in the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct AccountListRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Vec<u8>,
    pub(crate) role: String,
    pub(crate) author_slug: Option<String>,
    pub(crate) disabled_at: Option<i64>,
    pub(crate) seen_at: Option<i64>,
}

/// An author in the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct AuthorListRow {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) review_count: i64,
    pub(crate) account: Option<String>,
}

/// A link that still works.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct OpenLinkRow {
    pub(crate) id: i64,
    pub(crate) account_id: Option<i64>,
    pub(crate) role: Option<String>,
    pub(crate) author_slug: Option<String>,
    pub(crate) author_name: Option<String>,
    pub(crate) note: String,
    pub(crate) created_at: i64,
    pub(crate) ends_at: i64,
}

/// Lists all accounts by name, with when each was last seen.
pub(crate) async fn list_accounts(conn: &mut Conn<'_>) -> Result<Vec<AccountListRow>, Error> {
    const SQL: &str = "
        SELECT
            accounts.id, accounts.name, accounts.email, accounts.role,
            authors.slug AS author_slug, accounts.disabled_at,
            (
                SELECT MAX(sessions.seen_at) FROM sessions
                WHERE sessions.account_id = accounts.id
            ) AS seen_at
        FROM accounts
        LEFT JOIN authors ON authors.id = accounts.author_id
        ORDER BY LOWER(accounts.name), accounts.id
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .fetch_all(c)
        .await)?)
}

/// Lists all authors by name, with how many published reviews they sign and whose account signs as them.
pub(crate) async fn list_authors(conn: &mut Conn<'_>) -> Result<Vec<AuthorListRow>, Error> {
    const SQL: &str = "
        SELECT
            authors.slug, authors.name,
            (
                SELECT COUNT(*)
                FROM review_authors
                JOIN reviews ON reviews.id = review_authors.review_id
                WHERE review_authors.author_id = authors.id
                    AND reviews.kind = 'review'
                    AND reviews.published_at IS NOT NULL
            ) AS review_count,
            accounts.name AS account
        FROM authors
        LEFT JOIN accounts ON accounts.author_id = authors.id
        ORDER BY LOWER(authors.name), authors.id
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .fetch_all(c)
        .await)?)
}

/// Lists the links of a kind that can still be used, the newest first.
pub(crate) async fn list_links(
    conn: &mut Conn<'_>,
    kind: LinkKind,
    now: Timestamp,
) -> Result<Vec<OpenLinkRow>, Error> {
    const SQL: &str = "
        SELECT
            links.id, links.account_id, links.role, authors.slug AS author_slug,
            authors.name AS author_name, links.note, links.created_at, links.ends_at
        FROM links
        LEFT JOIN authors ON authors.id = links.author_id
        WHERE links.kind = $1 AND links.used_at IS NULL AND links.ends_at > $2
        ORDER BY links.id DESC
        LIMIT 200
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(kind.key())
        .bind(now.0)
        .fetch_all(c)
        .await)?)
}

/// Takes a link of a kind back that was not used, and says whether there was one.
pub(crate) async fn revoke_link(
    conn: &mut Conn<'_>,
    kind: LinkKind,
    link: i64,
) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM links WHERE id = $1 AND kind = $2 AND used_at IS NULL";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(link)
        .bind(kind.key())
        .execute(c)
        .await
        .map(|done| done.rows_affected() > 0))?)
}

/// Gives an account a role.
pub(crate) async fn update_role(
    conn: &mut Conn<'_>,
    account: AccountId,
    role: Role,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE accounts SET role = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(role.key())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Disables an account at a time, or lets it sign in again.
pub(crate) async fn update_disabled(
    conn: &mut Conn<'_>,
    account: AccountId,
    disabled_at: Option<Timestamp>,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE accounts SET disabled_at = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(disabled_at.map(|at| at.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Changes what an author is called and what is said of them.
pub(crate) async fn update_author(
    conn: &mut Conn<'_>,
    author: AuthorId,
    (name, biography): (&str, &str),
) -> Result<(), Error> {
    const SQL: &str = "UPDATE authors SET name = $2, biography = $3 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(author.0)
        .bind(name)
        .bind(biography)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Changes the picture an author is shown with; none for a drawn one.
pub(crate) async fn update_portrait(
    conn: &mut Conn<'_>,
    author: AuthorId,
    portrait: Option<MediaId>,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE authors SET portrait_media_id = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(author.0)
        .bind(portrait.map(|portrait| portrait.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Reads a slug back, where there is one.
pub(crate) fn slug_of(text: Option<String>) -> Result<Option<Slug>, Error> {
    text.map(|text| super::authors::slug(text, "authors"))
        .transpose()
}
