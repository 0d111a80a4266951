//! The addresses that search engines are told of.

use app::{
    AppError,
    model::{Still, TextKind, Timestamp},
};

use super::{Core, reviews::still, shelves::years};
use crate::store::{
    archive,
    directory::{self, DirectoryOf},
    feeds, pages,
};

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
    let mut places = vec![plain("/".to_owned())];
    for row in feeds::list_places(conn).await? {
        places.push(Place {
            path: format!("/reviews/{}", row.slug),
            changed: Some(Timestamp(row.changed_at)),
            image: still(row.still)
                .filter(Still::is_present)
                .map(|still| still.src),
        });
    }
    for row in pages::list(conn).await? {
        places.push(Place {
            changed: Some(Timestamp(row.changed_at)),
            ..plain(TextKind::Page.path(&row.slug))
        });
    }
    // Lists of names change with every review of theirs, which search engines see for themselves.
    for (list, path) in [
        (DirectoryOf::Films, "films"),
        (DirectoryOf::People, "people"),
        (DirectoryOf::Tags, "tags"),
        (DirectoryOf::Authors, "authors"),
    ] {
        places.push(plain(format!("/{path}")));
        for row in directory::list_names(conn, list, None, i32::MAX).await? {
            places.push(plain(format!("/{path}/{}", row.slug)));
        }
    }
    places.push(plain("/archive".to_owned()));
    for year in years(core, &archive::list_times(conn).await?) {
        let path = format!("/archive/{:04}", year.year);
        for (month, _, _) in &year.months {
            places.push(plain(format!("{path}/{month:02}")));
        }
        places.push(plain(path));
    }
    Ok(places)
}

fn plain(path: String) -> Place {
    Place {
        path,
        changed: None,
        image: None,
    }
}
