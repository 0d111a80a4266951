//! The allow lists of HTML, one for each dialect, and nothing beside them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use app::markdown::{Dialect, PICTURE_SIZES};
use url::Url;

static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| builder(Dialect::Comment));
static REVIEW: LazyLock<Builder<'static>> = LazyLock::new(|| builder(Dialect::Review));

const TEXT_TAGS: &str = "p br em strong del blockquote code pre ul ol li a";
const SPOILER_TAGS: &str = "label input span";
const REVIEW_TAGS: &str =
    "h2 h3 h4 img figure figcaption table thead tbody tr th td hr sup sub section";

/// What a spoiler's elements look like, whatever somebody wrote into them: a form part with any other
/// type would be a form part.
const SPOILER_ATTRIBUTES: [(&str, &str, &str); 5] = [
    ("label", "class", "spoiler"),
    ("input", "class", "visually-hidden"),
    ("input", "type", "checkbox"),
    ("input", "aria-label", "Show spoiler"),
    ("span", "class", "spoiler__text"),
];

/// The attributes besides a spoiler's; [`is_allowed`] judges their values.
const COMMENT_ATTRIBUTES: [(&str, &str); 2] = [("a", "href rel"), ("ol", "start")];
const REVIEW_ATTRIBUTES: [(&str, &str); 10] = [
    ("a", "href title id aria-label"),
    ("ol", "start"),
    ("code", "class"),
    ("h2", "id"),
    ("h3", "id"),
    ("h4", "id"),
    ("img", "src srcset sizes width height alt loading"),
    ("figure", "class"),
    ("section", "class aria-label"),
    ("li", "id"),
];

/// Takes everything out of HTML that the dialect does not know.
pub(crate) fn sanitize(html: &str, dialect: Dialect) -> String {
    let builder = match dialect {
        Dialect::Comment => &COMMENT,
        Dialect::Review => &REVIEW,
    };
    builder.clean(html).to_string()
}

/// Sanitises HTML that is read away from its page, with every address made a whole one.
pub(super) fn with_whole_addresses(html: &str, dialect: Dialect, page: &Url) -> String {
    builder(dialect)
        // The addresses of candidates are not made whole, and one picture is enough there.
        .rm_tag_attributes("img", ["srcset", "sizes"])
        .url_relative(UrlRelative::RewriteWithBase(page.clone()))
        .clean(html)
        .to_string()
}

fn builder(dialect: Dialect) -> Builder<'static> {
    let mut tags: HashSet<&str> = words(TEXT_TAGS).chain(words(SPOILER_TAGS)).collect();
    let listed: &[(&str, &str)] = match dialect {
        Dialect::Comment => &COMMENT_ATTRIBUTES,
        Dialect::Review => {
            tags.extend(words(REVIEW_TAGS));
            &REVIEW_ATTRIBUTES
        }
    };
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (tag, names) in listed {
        attributes.entry(tag).or_default().extend(words(names));
    }
    let mut builder = Builder::new();
    for (tag, name, value) in SPOILER_ATTRIBUTES {
        attributes.entry(tag).or_default().insert(name);
        builder.set_tag_attribute_value(tag, name, value);
    }
    builder
        .tags(tags)
        .clean_content_tags(words("script style").collect())
        .generic_attributes(HashSet::new())
        .tag_attributes(attributes)
        .url_schemes(words("http https mailto").collect())
        .url_relative(UrlRelative::Custom(Box::new(local_url)))
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|tag, name, value| is_allowed(tag, name, value).then_some(value.into()));
    builder
}

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split_ascii_whitespace()
}

/// Lets places on this site through: `#here` and `/path`, but not `//host` in any of its spellings.
fn local_url(url: &str) -> Option<Cow<'_, str>> {
    let is_path = url.starts_with('/') && !url[1..].starts_with(['/', '\\']);
    let is_local = (is_path || url.starts_with('#')) && !url.chars().any(char::is_control);
    is_local.then_some(url.into())
}

fn is_allowed(tag: &str, name: &str, value: &str) -> bool {
    match (tag, name) {
        (_, "id") => value.starts_with("r-"),
        ("a", "rel") => value == "nofollow ugc",
        ("a", "aria-label") => value == "Back to the text" || value.starts_with("Footnote "),
        ("ol", "start") | ("img", "width" | "height") => is_number(value),
        ("img", "src") => is_stored_image(value),
        ("img", "srcset") => value.split(", ").all(is_candidate),
        ("img", "sizes") => value == PICTURE_SIZES,
        ("img", "loading") => value == "lazy",
        ("code", "class") => value.strip_prefix("language-").is_some_and(is_language),
        ("figure", "class") => matches!(value, "figure" | "figure figure--missing"),
        ("section", "class") => value == "footnotes",
        ("section", "aria-label") => value == "Footnotes",
        // Attributes whose values are free, or fixed by the builder.
        ("a", "href" | "title") | ("img", "alt") | ("label" | "input" | "span", _) => true,
        _ => false,
    }
}

fn is_number(value: &str) -> bool {
    (1..=10).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit())
}

/// `/media/{hash}/{width}.{ext} {width}w`, one of several that a browser chooses from.
fn is_candidate(candidate: &str) -> bool {
    candidate.split_once(' ').is_some_and(|(src, wide)| {
        is_stored_image(src) && wide.strip_suffix('w').is_some_and(is_number)
    })
}

/// `/media/{hash}/{width}.{ext}`, the only place an image may come from.
fn is_stored_image(src: &str) -> bool {
    let Some((hash, file)) = src
        .strip_prefix("/media/")
        .and_then(|path| path.split_once('/'))
    else {
        return false;
    };
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let is_file = file.split_once('.').is_some_and(|(width, extension)| {
        is_number(width) && matches!(extension, "jpg" | "png" | "gif" | "webp" | "svg")
    });
    is_hash && is_file
}

fn is_language(language: &str) -> bool {
    (1..=20).contains(&language.len())
        && language
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'))
}
