//! What imports have taken, and where old addresses lead now.

use std::collections::HashMap;

use sqlx::QueryBuilder;

use super::{Conn, Error, engine::on_engine};

/// Finds what something of another site became here.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    source: &str,
    kind: &str,
    old_id: &str,
) -> Result<Option<i64>, Error> {
    const SQL: &str = "SELECT new_id FROM imports WHERE source = $1 AND kind = $2 AND old_id = $3";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(source)
        .bind(kind)
        .bind(old_id)
        .fetch_optional(c)
        .await)?)
}

/// Lists what everything of one kind became here, by its old number.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    source: &str,
    kind: &str,
) -> Result<HashMap<String, i64>, Error> {
    const SQL: &str = "SELECT old_id, new_id FROM imports WHERE source = $1 AND kind = $2";
    let rows: Vec<(String, i64)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(source)
        .bind(kind)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().collect())
}

/// Finds what several things of one kind became here, by their old numbers.
pub(crate) async fn find_all(
    conn: &mut Conn<'_>,
    source: &str,
    kind: &str,
    old_ids: &[String],
) -> Result<HashMap<String, i64>, Error> {
    const SQL: &str = "SELECT old_id, new_id FROM imports WHERE source = ";
    if old_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, i64)> = on_engine!(conn, |c| {
        let mut select = QueryBuilder::new(SQL);
        select
            .push_bind(source)
            .push(" AND kind = ")
            .push_bind(kind);
        select.push(" AND old_id IN (");
        let mut list = select.separated(", ");
        for old_id in old_ids {
            list.push_bind(old_id.as_str());
        }
        select.push(")");
        select.build_query_as().fetch_all(c).await
    })?;
    Ok(rows.into_iter().collect())
}

/// Notes what several things of one kind became here: old numbers with new ones.
pub(crate) async fn insert_all(
    conn: &mut Conn<'_>,
    source: &str,
    kind: &str,
    taken: &[(String, i64)],
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO imports (source, kind, old_id, new_id) ";
    if taken.is_empty() {
        return Ok(());
    }
    on_engine!(conn, |c| {
        let mut insert = QueryBuilder::new(SQL);
        insert.push_values(taken, |mut row, (old_id, new_id)| {
            row.push_bind(source)
                .push_bind(kind)
                .push_bind(old_id.as_str())
                .push_bind(*new_id);
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Notes what something of another site became here.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    source: &str,
    kind: &str,
    old_id: &str,
    new_id: i64,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO imports (source, kind, old_id, new_id) VALUES ($1, $2, $3, $4)";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(source)
        .bind(kind)
        .bind(old_id)
        .bind(new_id)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Lets old addresses lead to new ones; an address that leads somewhere already stays.
pub(crate) async fn insert_redirects(
    conn: &mut Conn<'_>,
    redirects: &[(String, String)],
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO redirects (path, target) ";
    if redirects.is_empty() {
        return Ok(());
    }
    on_engine!(conn, |c| {
        let mut insert = QueryBuilder::new(SQL);
        insert.push_values(redirects, |mut row, (path, target)| {
            row.push_bind(path.as_str()).push_bind(target.as_str());
        });
        insert.push(" ON CONFLICT DO NOTHING");
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Finds where an old address leads.
pub(crate) async fn find_redirect(
    conn: &mut Conn<'_>,
    path: &str,
) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT target FROM redirects WHERE path = $1";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(path)
        .fetch_optional(c)
        .await)?)
}
