//! Whole rows, as they leave a site in an archive and come into an empty one with the numbers they have.
//!
//! Each row names its table and its columns once; the texts of its statements are made of that when
//! Foyer is compiled. What an archive leaves out of a table, and which tables it leaves out, is listed
//! with the reasons in the suite (`store/tests/rows.rs`), which knows every column of the schema.

mod comments;
mod films;
mod people;
mod reviews;
mod site;
mod whole;

use futures::{TryStreamExt as _, future::BoxFuture};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};

use super::{Conn, Error, engine::on_engine};

pub(crate) use comments::{
    CommentLikeRow, CommentRevisionRow, CommentRow, ModerationRow, ReviewLikeRow,
};
pub(crate) use films::{
    CountryRow, CreditRow, FilmHistoryRow, FilmRatingRow, FilmRow, OutsideRatingRow, PersonRow,
};
pub(crate) use people::{AccountRow, AuthorRow, VisitorRow};
pub(crate) use reviews::{
    DraftRow, ReviewAuthorRow, ReviewRow, ReviewTagRow, RevisionRow, TagRow, WatchAlsoRow,
};
pub(crate) use site::{ImportRow, MediaRow, RedirectRow, SettingRow};
pub(crate) use whole::{count_astray, find_wrong_count, recount, release_numbers};

/// A row of a table, whole but for what is left out on purpose.
pub(crate) trait Row:
    Serialize
    + DeserializeOwned
    + for<'r> FromRow<'r, SqliteRow>
    + for<'r> FromRow<'r, PgRow>
    + Send
    + Sync
    + Unpin
    + 'static
{
    /// The table.
    const TABLE: &'static str;
    /// Its columns that go along.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the suite compares them with the schema")
    )]
    const COLUMNS: &'static [&'static str];
    /// All rows in the order of their keys, for SQLite.
    const SELECT_SQLITE: &'static str;
    /// The same for PostgreSQL, where texts have to be told to sort by their bytes.
    const SELECT_POSTGRES: &'static str;
    /// How many rows there are.
    const COUNT: &'static str;

    /// Adds the row as it is.
    fn insert<'a>(&'a self, conn: &'a mut Conn<'_>) -> BoxFuture<'a, Result<(), Error>>;
}

/// Makes a row's struct with its statements: `NUMBER column: type`, numbered from 1 as the parameters
/// are. The order is said twice where texts are in it.
macro_rules! row {
    (
        $(#[$doc:meta])*
        $name:ident of $table:literal: $sqlite:literal, $postgres:literal;
        1 $first:ident: $first_type:ty,
        $($number:literal $column:ident: $type:ty,)*
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Debug, PartialEq, Eq, sqlx::FromRow, serde::Serialize, serde::Deserialize,
        )]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            pub(crate) $first: $first_type,
            $(pub(crate) $column: $type,)*
        }

        impl $crate::store::rows::Row for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] =
                &[stringify!($first), $(stringify!($column)),*];
            const SELECT_SQLITE: &'static str = concat!(
                "SELECT ", stringify!($first), $(", ", stringify!($column),)*
                " FROM ", $table, " ", $sqlite,
            );
            const SELECT_POSTGRES: &'static str = concat!(
                "SELECT ", stringify!($first), $(", ", stringify!($column),)*
                " FROM ", $table, " ", $postgres,
            );
            const COUNT: &'static str = concat!("SELECT COUNT(*) FROM ", $table);

            fn insert<'a>(
                &'a self,
                conn: &'a mut $crate::store::Conn<'_>,
            ) -> futures::future::BoxFuture<'a, Result<(), $crate::store::Error>> {
                const SQL: &str = concat!(
                    "INSERT INTO ", $table, " (", stringify!($first),
                    $(", ", stringify!($column),)* ") VALUES ($1", $(", $", $number,)* ")",
                );
                Box::pin(async move {
                    $crate::store::engine::on_engine!(conn, |c| sqlx::query(SQL)
                        .bind(&self.$first)
                        $(.bind(&self.$column))*
                        .execute(c)
                        .await
                        .map(|_| ()))?;
                    Ok(())
                })
            }
        }
    };
}
pub(crate) use row;

/// Hands over every row of a table, one after the other, in the order of their keys.
pub(crate) async fn for_each<R: Row, E: From<Error>>(
    conn: &mut Conn<'_>,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let sql = match conn {
        Conn::Sqlite(_) => R::SELECT_SQLITE,
        Conn::Postgres(_) => R::SELECT_POSTGRES,
    };
    on_engine!(conn, |c| {
        let mut rows = sqlx::query_as::<_, R>(sql).fetch(c);
        while let Some(row) = rows.try_next().await.map_err(Error::from)? {
            take(row)?;
        }
    });
    Ok(())
}

/// Counts the rows of a table.
pub(crate) async fn count<R: Row>(conn: &mut Conn<'_>) -> Result<i64, Error> {
    Ok(on_engine!(conn, |c| sqlx::query_scalar(R::COUNT)
        .fetch_one(c)
        .await)?)
}
