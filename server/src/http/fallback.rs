//! Addresses that are not in the route table: old permalinks, and nothing.

use axum::{
    extract::{OriginalUri, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
};

use super::{
    moved::{Moved, moved},
    pages::{missing, redirect},
    routes::Shared,
};
use crate::store::{Conn, authors, imports, tags};

/// Leads an old address to its new one, or says that there is nothing here.
pub(super) async fn unknown(
    State(shared): State<Shared>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::NOT_FOUND, "There is nothing here to post to.\n").into_response();
    }
    match find_redirect(&shared, uri.path(), uri.query()).await {
        Some(target) => redirect(StatusCode::MOVED_PERMANENTLY, &target),
        None => missing(&shared, &headers).await,
    }
}

/// Finds where an address of an old site leads now.
pub(super) async fn find_redirect(
    shared: &Shared,
    path: &str,
    query: Option<&str>,
) -> Option<String> {
    let plain = path.trim_end_matches('/');
    let key = match query {
        Some(query) => format!("{plain}/?{query}"),
        None => plain.to_owned(),
    };
    let mut snapshot = shared.core.store.snapshot().await.ok()?;
    let mut found = imports::find_redirect(&mut snapshot.conn(), &key)
        .await
        .ok()?;
    // What others have hung on a permalink, such as where a reader came from, leads no other way.
    if found.is_none() && query.is_some() && !plain.is_empty() {
        found = imports::find_redirect(&mut snapshot.conn(), plain)
            .await
            .ok()?;
    }
    // A text's own address with a slash at its end is the same address.
    let is_text = path.starts_with("/reviews/") || path.starts_with("/pages/");
    let own = || (path.ends_with('/') && is_text).then(|| plain.to_owned());
    if let Some(found) = found.or_else(own) {
        return Some(found);
    }
    by_form(&mut snapshot.conn(), moved(plain, query)?).await
}

/// Finds where an old address leads that is known by its form alone.
async fn by_form(conn: &mut Conn<'_>, moved: Moved) -> Option<String> {
    match moved {
        Moved::Always(path) => Some(path.to_owned()),
        Moved::Archive(path) => Some(path),
        Moved::Shelf(kind, slug, is_feed) => {
            let is_there = match kind {
                "tags" => tags::find(conn, &slug).await.ok()?.is_some(),
                _ => authors::find(conn, &slug).await.ok()?.is_some(),
            };
            let feed = if is_feed { "/feed.atom" } else { "" };
            is_there.then(|| format!("/{kind}/{slug}{feed}"))
        }
        Moved::Post(path, is_feed) => {
            let target = imports::find_redirect(conn, &path).await.ok()??;
            Some(if is_feed {
                format!("{target}/comments.atom")
            } else {
                target
            })
        }
    }
}

/// Says that the process is alive.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Says whether requests can be served, which takes the database.
pub(super) async fn ready(State(shared): State<Shared>) -> Response {
    match shared.core.store.snapshot().await {
        Ok(_) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response(),
    }
}
