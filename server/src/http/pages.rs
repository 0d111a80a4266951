//! Pages: everybody's from the cache, a viewer's own rendered for them.

use std::sync::Arc;

use app::{
    AppError,
    model::{CommentId, Slug, TextKind, ThreadQuery},
};
use axum::{
    Extension,
    body::Body,
    extract::{OriginalUri, Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{
            CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
            IF_NONE_MATCH, LOCATION, VARY,
        },
    },
    response::{IntoResponse, Response},
};

use super::{
    address::ClientAddress,
    fallback::find_redirect,
    front_door::Kept,
    gates::is_personal,
    identity::Identity,
    page_cache::{Entry, Rendered},
    render::Occasion,
    routes::Shared,
    session::CurrentSession,
};
use crate::service::{archive::ArchiveQuery, desk::is_locked, pages};

/// Shows a page. Everybody without WebAssembly who has acted here gets their own; all others the
/// shared one, unless the address asks for something only a viewer's page has.
pub(super) async fn show(
    State(shared): State<Shared>,
    OriginalUri(uri): OriginalUri,
    Extension(address): Extension<ClientAddress>,
    Extension(session): Extension<CurrentSession>,
    headers: HeaderMap,
) -> Response {
    // A browser takes dots for the way up, also when they are written as numbers; no page has them.
    let is_dots =
        |part: &str| matches!(&*part.to_ascii_lowercase().replace("%2e", "."), "." | "..");
    if uri.path().split('/').any(is_dots) {
        return missing(&shared, &headers).await;
    }
    let renderer = &shared.renderer;
    let address_of_page = uri
        .path_and_query()
        .map_or("/", |full| full.as_str())
        .to_owned();
    let is_plain = renderer.cookies.is_plain(&headers);
    // Old blogs told their posts apart by a query at the front page.
    if uri.path() == "/"
        && uri.query().is_some()
        && let Some(target) = find_redirect(&shared, "", uri.query()).await
    {
        return redirect(StatusCode::MOVED_PERMANENTLY, &target);
    }
    if is_plain
        || is_personal(uri.path())
        || !is_shared(uri.path(), uri.query().unwrap_or_default())
    {
        let identity = Identity::of_reader(renderer.cookies, &headers, address).signed_in(&session);
        let occasion = Occasion {
            viewer: Some(identity.viewer),
            card: session.0.as_ref().map(|session| session.card.clone()),
            refused: None,
            grant: grant_for(&shared, uri.path(), &headers),
        };
        let page = renderer.render(&address_of_page, occasion).await;
        return match moved_review(&shared, &uri, page.status).await {
            Some(place) => moved(&place),
            None => own(page),
        };
    }
    let render = || renderer.render(&address_of_page, Occasion::default());
    let key = key(&shared, uri.path(), &address_of_page);
    let entry = renderer.cache.get(&key, render).await;
    match moved_review(&shared, &uri, entry.page.status).await {
        Some(place) => moved(&place),
        None => ready(&entry, &headers),
    }
}

/// Leads on for good, or for now where a password is asked for.
fn moved(place: &str) -> Response {
    if place.ends_with("/locked") {
        redirect(StatusCode::FOUND, place)
    } else {
        redirect(StatusCode::MOVED_PERMANENTLY, place)
    }
}

/// Finds where a review is now that had an address where nothing is any more.
async fn moved_review(shared: &Shared, uri: &Uri, status: StatusCode) -> Option<String> {
    let is_text = uri.path().starts_with("/reviews/") || uri.path().starts_with("/pages/");
    if status != StatusCode::NOT_FOUND || !is_text {
        return None;
    }
    let place = match find_redirect(shared, uri.path(), None).await {
        Some(place) => place,
        None => match page_of(shared, uri.path()).await {
            Some(place) => place,
            None => locked_review(shared, uri.path()).await?,
        },
    };
    let query = uri.query().map(|query| format!("?{query}"));
    (place != uri.path()).then(|| place + &query.unwrap_or_default())
}

/// Finds the page that is called as a review would be.
async fn page_of(shared: &Shared, path: &str) -> Option<String> {
    let slug: Slug = path.strip_prefix("/reviews/")?.parse().ok()?;
    let is_there = pages::is_there(&shared.core, &slug).await.ok()?;
    is_there.then(|| TextKind::Page.path(slug.as_str()))
}

/// Finds the page that asks for the password of a review.
async fn locked_review(shared: &Shared, path: &str) -> Option<String> {
    let slug: Slug = path.strip_prefix("/reviews/")?.parse().ok()?;
    let is_locked = is_locked(&shared.core, &slug).await.ok()?;
    is_locked.then(|| format!("/reviews/{slug}/locked"))
}

/// Returns what the browser holds to read the review with a password that a path is about.
fn grant_for(shared: &Shared, path: &str, headers: &HeaderMap) -> Option<String> {
    let slug = path.strip_prefix("/reviews/")?.strip_suffix("/locked")?;
    let grant = shared.renderer.cookies.grant(headers, slug)?;
    Some(grant.to_owned())
}

/// Returns what a page is kept under. The front page tells of the last days, so it is another one
/// every day; so is a review that closes for comments some day.
fn key<'a>(shared: &Shared, path: &str, address: &'a str) -> std::borrow::Cow<'a, str> {
    let closes = || shared.core.settings.get().comments_close_after_days > 0;
    if path == "/" || (path.starts_with("/reviews/") && closes()) {
        format!(
            "{address} {}",
            crate::service::day_of(shared.core.clock.now())
        )
        .into()
    } else {
        address.into()
    }
}

/// Leads to the place of a comment.
pub(super) async fn permalink(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let place = match id.parse() {
        Ok(id) => shared.renderer.backend.comments.place(CommentId(id)).await,
        Err(_) => Err(AppError::NotFound(app::error::Thing::Comment)),
    };
    match place {
        Ok(place) => redirect(StatusCode::FOUND, &place),
        Err(AppError::NotFound(_)) => missing(&shared, &headers).await,
        Err(error) => super::headers::refusal(&error),
    }
}

/// Shows that there is nothing here; the same page for every address.
pub(super) async fn missing(shared: &Shared, headers: &HeaderMap) -> Response {
    let renderer = &shared.renderer;
    let render = || async {
        let mut page = renderer.render("/not-found", Occasion::default()).await;
        page.status = StatusCode::NOT_FOUND;
        page
    };
    let entry = renderer.cache.get("404", render).await;
    ready(&entry, headers)
}

/// Says whether everybody's page has all that an address asks for. Only addresses as Foyer itself
/// writes them are kept ready, so nobody can fill the cache with made-up ones.
fn is_shared(path: &str, query: &str) -> bool {
    if query.is_empty() {
        return true;
    }
    let number = |key: &str| {
        let value = query.strip_prefix(key).unwrap_or_default();
        value.parse::<i64>().is_ok_and(|id| id.to_string() == value)
    };
    let mut parts = path.trim_start_matches('/').split('/');
    let (first, second) = (parts.next(), parts.next());
    match (first, second) {
        (Some(""), None) | (Some("archive" | "tags" | "authors"), Some(_)) => {
            return number("before=");
        }
        (Some("archive"), None) => {
            // Of all that can be chosen at once there is too much to be kept.
            let asked = ArchiveQuery::parse(query);
            return asked.count() <= 2 && asked.to_query() == query;
        }
        (Some("films" | "people" | "tags" | "authors"), None) => {
            let slug = query.strip_prefix("after=").unwrap_or_default();
            return slug.parse::<Slug>().is_ok();
        }
        (Some("films" | "people"), Some(_)) => return false,
        (Some("reviews" | "comments"), Some(_)) if parts.next() == Some("likes") => {
            return number("before=");
        }
        _ => {}
    }
    let asked = ThreadQuery::parse(query);
    !asked.has_focus() && asked.to_query().trim_start_matches('?') == query
}

/// Answers with a page kept ready.
pub(super) fn ready(entry: &Arc<Entry>, headers: &HeaderMap) -> Response {
    let form = entry.form(headers);
    let encoding = form.encoding();
    let etag = format!(
        "\"{}{}\"",
        entry.etag,
        encoding.map(|e| format!("-{e}")).unwrap_or_default()
    );
    let is_known = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || known.trim().trim_start_matches("W/") == etag);
    let is_ok = entry.page.status == StatusCode::OK;
    let mut answer = if is_known && is_ok {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = Body::from(entry.body(form));
        let mut answer = (entry.page.status, body).into_response();
        answer.extensions_mut().insert(Kept(entry.clone(), form));
        if let Some(encoding) = encoding {
            answer
                .headers_mut()
                .insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        answer
    };
    let out = answer.headers_mut();
    describe(out, &entry.page);
    // Every use is checked against the validator, so nobody sees a page after a change.
    out.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    out.insert(VARY, HeaderValue::from_static("accept-encoding, cookie"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(ETAG, etag);
    }
    answer
}

/// Answers with a page made for one viewer.
pub(super) fn own(page: Rendered) -> Response {
    let mut answer = (page.status, Body::from(page.body.clone())).into_response();
    describe(answer.headers_mut(), &page);
    answer
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    answer
}

fn describe(headers: &mut HeaderMap, page: &Rendered) {
    headers.insert(CONTENT_TYPE, page.kind.clone());
    headers.insert(CONTENT_SECURITY_POLICY, page.policy.clone());
}

/// Leads to another path of this site.
pub(super) fn redirect(status: StatusCode, path: &str) -> Response {
    let is_own = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    match HeaderValue::from_str(path) {
        Ok(location) if is_own => (status, [(LOCATION, location)]).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_as_foyer_writes_them_are_kept_ready() {
        for query in [
            "",
            "comments=2",
            "comments=all&sort=best",
            "sort=newest",
            "sort=oldest",
        ] {
            assert!(is_shared("/reviews/salt", query), "{query}");
        }
        for query in [
            "x=1",
            "comments=1",
            "comments=02",
            "reply-to=3",
            "edit=3",
            "sort=loudest",
            "sort=best&comments=2",
        ] {
            assert!(!is_shared("/reviews/salt", query), "{query}");
        }
        assert!(is_shared("/", "before=12") && !is_shared("/", "before=012"));
        for (path, query, is_kept) in [
            ("/tags/work", "before=12", true),
            ("/tags/work", "before=12&x=1", false),
            ("/archive/2018/11", "before=3", true),
            ("/films", "after=the-salt-year", true),
            ("/films", "after=A", false),
            ("/films/the-salt-year", "x=1", false),
            ("/reviews/salt/likes", "before=12", true),
            ("/comments/7/likes", "before=12", true),
            ("/reviews/salt/likes", "comments=2", false),
            ("/archive", "director=a&tag=b", true),
            ("/archive", "tag=b&director=a", false),
            ("/archive", "director=a&actor=b&tag=c", false),
        ] {
            assert_eq!(is_shared(path, query), is_kept, "{path}?{query}");
        }
    }

    #[test]
    fn a_redirect_never_leaves_the_site() {
        for path in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/a\r\nb: c",
        ] {
            assert_eq!(
                redirect(StatusCode::FOUND, path).status(),
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        assert_eq!(
            redirect(StatusCode::FOUND, "/reviews/a#b").status(),
            StatusCode::FOUND
        );
    }
}
