//! The addresses that search engines are told of.

use app::{
    AppError,
    model::{Still, Timestamp},
};

use super::{Core, reviews::still};
use crate::store::feeds;

/// An address of the sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its path.
    pub(crate) path: String,
    /// When it last changed, as far as that is known.
    pub(crate) changed: Option<Timestamp>,
    /// The path of the picture on it.
    pub(crate) image: Option<String>,
}

/// Lists every public address once, in an order in which new ones come last of their kind.
///
/// # Errors
/// When the database fails.
pub(crate) async fn places(core: &Core) -> Result<Vec<Place>, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let mut places = vec![Place {
        path: "/".to_owned(),
        changed: None,
        image: None,
    }];
    for row in feeds::list_places(conn).await? {
        places.push(Place {
            path: format!("/reviews/{}", row.slug),
            changed: Some(Timestamp(row.changed_at)),
            image: still(row.still)
                .filter(Still::is_present)
                .map(|still| still.src),
        });
    }
    Ok(places)
}
