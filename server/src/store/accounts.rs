//! Accounts.

use app::model::{AccountId, AuthorId, Role, Timestamp, VisitorId};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// An account to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewAccount {
    /// The name.
    pub(crate) name: String,
    /// The e-mail address, encrypted.
    pub(crate) email: Vec<u8>,
    /// The digest the address is found by.
    pub(crate) email_digest: [u8; 32],
    /// The password as an argon2id string.
    pub(crate) password_hash: Option<String>,
    /// What it may do.
    pub(crate) role: Role,
    /// Whose likes and comments are its own.
    pub(crate) visitor: VisitorId,
}

/// An account as it is kept.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct AccountRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Vec<u8>,
    pub(crate) email_digest: Vec<u8>,
    pub(crate) password_hash: Option<String>,
    pub(crate) role: String,
    pub(crate) disabled_at: Option<i64>,
}

impl AccountRow {
    /// Returns the account.
    pub(crate) fn id(&self) -> AccountId {
        AccountId(self.id)
    }

    /// Returns what the account may do.
    pub(crate) fn role(&self) -> Result<Role, Error> {
        role(&self.role)
    }
}

/// Reads a role back from a column.
pub(crate) fn role(key: &str) -> Result<Role, Error> {
    Role::from_key(key).ok_or(Error::Corrupt {
        table: "accounts",
        column: "role",
    })
}

/// Adds an account.
///
/// # Errors
/// [`super::error::Constraint::AccountEmail`] when another account has the address.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    account: &NewAccount,
    now: Timestamp,
) -> Result<AccountId, Error> {
    const SQL: &str = "
        INSERT INTO accounts (
            name, email, email_digest, password_hash, role, visitor_id, created_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        RETURNING id
    ";
    let id = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(&account.name)
        .bind(account.email.as_slice())
        .bind(account.email_digest.as_slice())
        .bind(account.password_hash.as_deref())
        .bind(account.role.key())
        .bind(account.visitor.0)
        .bind(now.0)
        .fetch_one(c)
        .await)?;
    Ok(AccountId(id))
}

/// Finds an account.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    account: AccountId,
) -> Result<Option<AccountRow>, Error> {
    const SQL: &str = "
        SELECT id, name, email, email_digest, password_hash, role, disabled_at
        FROM accounts
        WHERE id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .fetch_optional(c)
        .await)?)
}

/// Finds an account by the digest of its e-mail address.
pub(crate) async fn find_by_email(
    conn: &mut Conn<'_>,
    email_digest: &[u8],
) -> Result<Option<AccountRow>, Error> {
    const SQL: &str = "
        SELECT id, name, email, email_digest, password_hash, role, disabled_at
        FROM accounts
        WHERE email_digest = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(email_digest)
        .fetch_optional(c)
        .await)?)
}

/// Finds whose likes and comments are an account's, and the author it signs as.
pub(crate) async fn find_visitor(
    conn: &mut Conn<'_>,
    account: AccountId,
) -> Result<(VisitorId, Option<AuthorId>), Error> {
    const SQL: &str = "SELECT visitor_id, author_id FROM accounts WHERE id = $1";
    let (visitor, author): (i64, Option<i64>) = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .fetch_one(c)
        .await)?;
    Ok((VisitorId(visitor), author.map(AuthorId)))
}

/// Counts the accounts of a role that may sign in.
pub(crate) async fn count_role(conn: &mut Conn<'_>, role: Role) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM accounts WHERE role = $1 AND disabled_at IS NULL";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(role.key())
        .fetch_one(c)
        .await)?)
}

/// Replaces an account's password.
pub(crate) async fn update_password(
    conn: &mut Conn<'_>,
    account: AccountId,
    password_hash: &str,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE accounts SET password_hash = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(password_hash)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Replaces an account's e-mail address.
///
/// # Errors
/// [`super::error::Constraint::AccountEmail`] when another account has the address.
pub(crate) async fn update_email(
    conn: &mut Conn<'_>,
    account: AccountId,
    (email, email_digest): (&[u8], &[u8]),
) -> Result<(), Error> {
    const SQL: &str = "UPDATE accounts SET email = $2, email_digest = $3 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(email)
        .bind(email_digest)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Replaces an account's name.
pub(crate) async fn update_name(
    conn: &mut Conn<'_>,
    account: AccountId,
    name: &str,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE accounts SET name = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(name)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Links an account with the author it signs reviews as, or with none.
///
/// # Errors
/// [`super::error::Constraint::AccountAuthor`] when another account has the author.
pub(crate) async fn update_author(
    conn: &mut Conn<'_>,
    account: AccountId,
    author: Option<AuthorId>,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE accounts SET author_id = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(author.map(|author| author.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
