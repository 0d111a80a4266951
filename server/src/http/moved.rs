//! Addresses that a WordPress blog had besides those of its posts: feeds, tags, categories, authors,
//! archives, and what hung on a post's own address.

use app::model::Slug;

/// Where an old address leads, as far as its form says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// To a path that is always there.
    Always(&'static str),
    /// To a shelf, which may not be there: `tags` or `authors`, its slug, and whether its feed is meant.
    Shelf(&'static str, Slug, bool),
    /// To the archive of a time; there may be nothing in it.
    Archive(String),
    /// To the same as another old address, and there to the feed of the comments or to the page.
    Post(String, bool),
}

/// Reads an old address by its form: the path without a slash at its end, and the query.
pub(super) fn moved(path: &str, query: Option<&str>) -> Option<Moved> {
    if path.is_empty() {
        return by_query(query?);
    }
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    if let Some(feed) = feed_of(&parts) {
        return Some(Moved::Always(feed));
    }
    let (parts, is_feed) = match parts.as_slice() {
        [rest @ .., "feed"] | [rest @ .., "feed", "rss" | "rss2" | "atom"] => (rest, true),
        rest => (rest, false),
    };
    match parts {
        // A category inside another one is named by the last of them.
        ["tag", slug] | ["category", .., slug] => shelf("tags", slug, is_feed),
        ["author", slug] => shelf("authors", slug, is_feed),
        [year] if is_number(year, 4) => Some(Moved::Archive(format!("/archive/{year}"))),
        [year, month] | [year, month, _]
            if is_number(year, 4)
                && is_number(month, 2)
                && parts.get(2).is_none_or(|day| is_number(day, 2)) =>
        {
            Some(Moved::Archive(format!("/archive/{year}/{month}")))
        }
        [rest @ .., last] if !rest.is_empty() && last.starts_with("comment-page-") => {
            Some(Moved::Post(format!("/{}", rest.join("/")), false))
        }
        rest if is_feed && !rest.is_empty() => {
            Some(Moved::Post(format!("/{}", rest.join("/")), true))
        }
        _ => None,
    }
}

/// Returns the feed that an old address of the whole site's feed leads to.
fn feed_of(parts: &[&str]) -> Option<&'static str> {
    match parts {
        ["feed" | "rss" | "rss2" | "feed.xml" | "rss.xml"] | ["feed", "rss" | "rss2" | "rdf"] => {
            Some("/feed.rss")
        }
        ["feed", "atom"] | ["atom" | "atom.xml"] => Some("/feed.atom"),
        ["wp-sitemap.xml" | "sitemap_index.xml"] => Some("/sitemap.xml"),
        _ => None,
    }
}

/// Reads an old address that says everything in its query.
fn by_query(query: &str) -> Option<Moved> {
    let (key, value) = query.split('&').next()?.split_once('=')?;
    match (key, value) {
        ("feed", "atom") => Some(Moved::Always("/feed.atom")),
        ("feed", "rss" | "rss2" | "rdf") => Some(Moved::Always("/feed.rss")),
        ("tag" | "category_name", slug) => shelf("tags", slug, false),
        ("author_name", slug) => shelf("authors", slug, false),
        ("m", time) if is_number(time, 6) || is_number(time, 8) => Some(Moved::Archive(format!(
            "/archive/{}/{}",
            &time[..4],
            &time[4..6]
        ))),
        ("m", time) if is_number(time, 4) => Some(Moved::Archive(format!("/archive/{time}"))),
        _ => None,
    }
}

fn shelf(kind: &'static str, slug: &str, is_feed: bool) -> Option<Moved> {
    Some(Moved::Shelf(kind, slug.parse().ok()?, is_feed))
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_a_blog_are_known_by_their_form() {
        let archive = |path: &str| Some(Moved::Archive(path.to_owned()));
        let post = |path: &str, is_feed| Some(Moved::Post(path.to_owned(), is_feed));
        for (path, query, to) in [
            ("/feed", None, Some(Moved::Always("/feed.rss"))),
            ("/feed/atom", None, Some(Moved::Always("/feed.atom"))),
            ("", Some("feed=rss2"), Some(Moved::Always("/feed.rss"))),
            ("/tag/salt-water", None, shelf("tags", "salt-water", false)),
            (
                "/tag/salt-water/feed",
                None,
                shelf("tags", "salt-water", true),
            ),
            (
                "/category/film/norway",
                None,
                shelf("tags", "norway", false),
            ),
            (
                "/author/ines/feed/atom",
                None,
                shelf("authors", "ines", true),
            ),
            ("", Some("tag=work"), shelf("tags", "work", false)),
            ("/2018", None, archive("/archive/2018")),
            ("/2018/11", None, archive("/archive/2018/11")),
            ("/2018/11/20", None, archive("/archive/2018/11")),
            ("", Some("m=201811"), archive("/archive/2018/11")),
            (
                "/2018/11/20/salt/feed",
                None,
                post("/2018/11/20/salt", true),
            ),
            (
                "/2018/11/20/salt/comment-page-2",
                None,
                post("/2018/11/20/salt", false),
            ),
            ("/2018/11/20/salt", None, None),
            ("/tag/%2e%2e", None, None),
            ("/wp-login.php", None, None),
            ("", Some("p=1"), None),
            ("/comment-page-2", None, None),
        ] {
            assert_eq!(moved(path, query), to, "{path}?{query:?}");
        }
    }
}
