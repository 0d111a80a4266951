//! What can go wrong between Foyer and its database.

/// A failure of the database. Absence is no failure: it is `Ok(None)`.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A rule of the schema refused a row.
    #[error("the database refused a row: {0:?}")]
    Constraint(Constraint),
    /// A row holds what Foyer never writes.
    #[error("the database holds something unknown in {table}.{column}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// The writer has stopped, because the server is stopping.
    #[error("the writer has stopped")]
    Stopped,
    /// The commit failed; nothing of the write was kept.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// Anything else the driver says.
    #[error(transparent)]
    Driver(sqlx::Error),
}

/// A rule of the schema, by what it protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constraint {
    /// Two reviews with one slug.
    ReviewSlug,
    /// Two rows of one kind with one slug.
    Slug,
    /// A client's key used for two comments.
    CommentKey,
    /// Two accounts with one e-mail address.
    AccountEmail,
    /// Two accounts with one author.
    AccountAuthor,
    /// A reference to a row that is not there.
    Reference,
    /// Any other rule.
    Other,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match constraint(&error) {
            Some(constraint) => Self::Constraint(constraint),
            None => Self::Driver(error),
        }
    }
}

/// Finds the rule behind a refusal. PostgreSQL names the constraint, SQLite the columns in its
/// message ("UNIQUE constraint failed: reviews.slug").
fn constraint(error: &sqlx::Error) -> Option<Constraint> {
    let sqlx::Error::Database(error) = error else {
        return None;
    };
    if error.is_foreign_key_violation() {
        return Some(Constraint::Reference);
    }
    if !error.is_unique_violation() {
        return (error.is_check_violation()
            || error.kind() == sqlx::error::ErrorKind::NotNullViolation)
            .then_some(Constraint::Other);
    }
    let rule = error.constraint().unwrap_or_else(|| error.message());
    Some(
        if rule.contains("reviews_slug") || rule.contains("reviews.slug") {
            Constraint::ReviewSlug
        } else if rule.contains("client_key") {
            Constraint::CommentKey
        } else if rule.contains("email_digest") {
            Constraint::AccountEmail
        } else if rule.contains("accounts_author") || rule.contains("accounts.author") {
            Constraint::AccountAuthor
        } else if rule.contains("slug") {
            Constraint::Slug
        } else {
            Constraint::Other
        },
    )
}
