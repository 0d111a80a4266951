//! Links that work once.

use app::model::{AccountId, AuthorId, Role, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkKind {
    /// Making the first owner of a new site.
    Setup,
    /// An account for somebody invited.
    Invitation,
    /// A new password for an account.
    Reset,
}

impl LinkKind {
    /// Returns the word of the database.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// A link to be given out.
#[derive(Clone, Debug)]
pub(crate) struct NewLink {
    /// What it is for.
    pub(crate) kind: LinkKind,
    /// SHA-256 of the word in it.
    pub(crate) token_hash: [u8; 32],
    /// The account it is for, or the one that made it.
    pub(crate) account: Option<AccountId>,
    /// The role it gives.
    pub(crate) role: Option<Role>,
    /// The author it gives.
    pub(crate) author: Option<AuthorId>,
    /// For whom it is, in the words of whoever made it.
    pub(crate) note: String,
    /// When it ends.
    pub(crate) ends_at: Timestamp,
}

/// A link that can still be used.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct LinkRow {
    pub(crate) id: i64,
    pub(crate) account_id: Option<i64>,
    pub(crate) role: Option<String>,
    pub(crate) author_id: Option<i64>,
}

/// Gives out a link.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    link: &NewLink,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO links (
            kind, token_hash, account_id, role, created_at, ends_at, author_id, note
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(link.kind.key())
        .bind(link.token_hash.as_slice())
        .bind(link.account.map(|account| account.0))
        .bind(link.role.map(Role::key))
        .bind(now.0)
        .bind(link.ends_at.0)
        .bind(link.author.map(|author| author.0))
        .bind(&link.note)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Finds a link by the digest of its word, unless it was used or is too old.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    kind: LinkKind,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<LinkRow>, Error> {
    const SQL: &str = "
        SELECT id, account_id, role, author_id
        FROM links
        WHERE kind = $1 AND token_hash = $2 AND used_at IS NULL AND ends_at > $3
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(kind.key())
        .bind(token_hash)
        .bind(now.0)
        .fetch_optional(c)
        .await)?)
}

/// Uses a link up; of many who try at once, one succeeds.
pub(crate) async fn spend(
    conn: &mut Conn<'_>,
    kind: LinkKind,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<LinkRow>, Error> {
    const SQL: &str = "
        UPDATE links
        SET used_at = $3
        WHERE kind = $1 AND token_hash = $2 AND used_at IS NULL AND ends_at > $3
        RETURNING id, account_id, role, author_id
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(kind.key())
        .bind(token_hash)
        .bind(now.0)
        .fetch_optional(c)
        .await)?)
}

/// Takes back every link of a kind that was not used.
pub(crate) async fn revoke(
    conn: &mut Conn<'_>,
    kind: LinkKind,
    account: Option<AccountId>,
) -> Result<u64, Error> {
    const SQL: &str = "
        DELETE FROM links
        WHERE kind = $1 AND used_at IS NULL
            AND (CAST($2 AS BIGINT) IS NULL OR account_id = $2)
    ";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(kind.key())
        .bind(account.map(|account| account.0))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}
