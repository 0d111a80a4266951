//! Tags by themselves; filing reviews under them is [`super::reviews`]'s.

use app::model::{Slug, TagId};

use super::{Conn, Error, engine::on_engine};

/// Finds a tag by its slug, with its name.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    slug: &Slug,
) -> Result<Option<(TagId, String)>, Error> {
    const SQL: &str = "SELECT id, name FROM tags WHERE slug = $1";
    let row: Option<(i64, String)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, name)| (TagId(id), name)))
}
