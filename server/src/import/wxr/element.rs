//! Which element of an export means what, whatever its prefix.

use std::fmt;

use super::error::Problem;

/// An element of an export, named by its customary name whatever its prefix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Rss,
    Channel,
    Author,
    Category,
    Tag,
    Item,
    Comment,
    PostMeta,
    CommentMeta,
    Leaf(&'static str),
    Ignored,
}

impl Element {
    /// Says whether its end completes an entry.
    pub(super) fn is_record(self) -> bool {
        matches!(self, Self::Author | Self::Category | Self::Tag | Self::Item)
    }

    fn leaves(self) -> &'static [&'static str] {
        match self {
            Self::Channel => &[
                "title",
                "link",
                "description",
                "language",
                "wp:wxr_version",
                "wp:base_site_url",
                "wp:base_blog_url",
            ],
            Self::Author => &[
                "wp:author_id",
                "wp:author_login",
                "wp:author_email",
                "wp:author_display_name",
                "wp:author_first_name",
                "wp:author_last_name",
            ],
            Self::Category => &["wp:category_nicename", "wp:cat_name", "wp:category_parent"],
            Self::Tag => &["wp:tag_slug", "wp:tag_name"],
            Self::Item => &[
                "title",
                "link",
                "pubDate",
                "dc:creator",
                "guid",
                "content:encoded",
                "excerpt:encoded",
                "wp:post_id",
                "wp:post_date",
                "wp:post_date_gmt",
                "wp:post_modified_gmt",
                "wp:post_name",
                "wp:status",
                "wp:post_type",
                "wp:post_parent",
                "wp:comment_status",
                "wp:is_sticky",
                "wp:post_password",
                "wp:attachment_url",
                "category",
            ],
            Self::PostMeta | Self::CommentMeta => &["wp:meta_key", "wp:meta_value"],
            Self::Comment => &[
                "wp:comment_id",
                "wp:comment_author",
                "wp:comment_author_email",
                "wp:comment_author_url",
                "wp:comment_date",
                "wp:comment_date_gmt",
                "wp:comment_content",
                "wp:comment_approved",
                "wp:comment_type",
                "wp:comment_parent",
                "wp:comment_user_id",
            ],
            Self::Rss | Self::Leaf(_) | Self::Ignored => &[],
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Rss => "rss",
            Self::Channel => "channel",
            Self::Author => "wp:author",
            Self::Category => "wp:category",
            Self::Tag => "wp:tag",
            Self::Item => "item",
            Self::Comment => "wp:comment",
            Self::PostMeta => "wp:postmeta",
            Self::CommentMeta => "wp:commentmeta",
            Self::Leaf(name) => name,
            Self::Ignored => "…",
        })
    }
}

/// The prefixes an export declares on its root, with the customary ones they stand for.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<(String, &'static str)>);

impl Names {
    /// Reads the declarations of the root element and refuses any other root than an export's.
    pub(super) fn of_root(name: &str, attributes: &[(String, String)]) -> Result<Self, Problem> {
        if name != "rss" {
            return Err(Problem::NotAnExport(
                match name.to_ascii_lowercase().as_str() {
                    "html" => "it is an HTML page",
                    "feed" => "it is an Atom feed",
                    _ => "it is XML, but its root is not <rss>",
                },
            ));
        }
        let prefixes = attributes.iter().filter_map(|(name, uri)| {
            Some((
                name.strip_prefix("xmlns:")?.to_owned(),
                customary_prefix(uri)?,
            ))
        });
        let names = Self(prefixes.collect());
        if !names.0.iter().any(|(_, prefix)| *prefix == "wp") {
            return Err(Problem::NotAnExport(
                "it is RSS without WordPress's namespace, so a feed and not an export",
            ));
        }
        Ok(names)
    }

    /// Says whether no root has been read yet.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Finds what `name` means inside `parent`.
    pub(super) fn element(&self, parent: Option<Element>, name: &str) -> Element {
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => match self.0.iter().find(|(known, _)| known == prefix) {
                Some((_, customary)) => (*customary, local),
                None => return Element::Ignored,
            },
            None => ("", name),
        };
        match (parent, prefix, local) {
            (None, "", "rss") => Element::Rss,
            (Some(Element::Rss), "", "channel") => Element::Channel,
            (Some(Element::Channel), "", "item") => Element::Item,
            (Some(Element::Channel), "wp", "author") => Element::Author,
            (Some(Element::Channel), "wp", "category") => Element::Category,
            (Some(Element::Channel), "wp", "tag") => Element::Tag,
            (Some(Element::Item), "wp", "comment") => Element::Comment,
            (Some(Element::Item), "wp", "postmeta") => Element::PostMeta,
            (Some(Element::Comment), "wp", "commentmeta") => Element::CommentMeta,
            (Some(parent), ..) => parent
                .leaves()
                .iter()
                .find(|leaf| leaf.split_once(':').unwrap_or(("", leaf)) == (prefix, local))
                .map_or(Element::Ignored, |leaf| Element::Leaf(leaf)),
            (None, ..) => Element::Ignored,
        }
    }
}

fn customary_prefix(uri: &str) -> Option<&'static str> {
    let wordpress = |uri: &str| {
        let version = uri.split_once("://wordpress.org/export/1.")?.1;
        match version.trim_start_matches(|c: char| c.is_ascii_digit()) {
            "/" => Some("wp"),
            "/excerpt/" => Some("excerpt"),
            _ => None,
        }
    };
    match uri {
        "http://purl.org/rss/1.0/modules/content/" => Some("content"),
        "http://purl.org/dc/elements/1.1/" => Some("dc"),
        uri => wordpress(uri),
    }
}
