//! What an export holds, as plain records.

/// One thing read from an export, in the order of the file.
#[derive(Debug)]
pub(crate) enum Entry {
    /// What the export says of the site; always the first entry.
    Site(SiteHeader),
    /// Somebody who signs posts.
    Author(WxrAuthor),
    /// A category as the site lists it.
    Category(WxrTerm),
    /// A tag as the site lists it.
    Tag(WxrTerm),
    /// A post, page, attachment or anything else with a title.
    Item(Box<WxrItem>),
}

/// What the export says of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SiteHeader {
    /// The site's name.
    pub(crate) title: String,
    /// The site's address.
    pub(crate) link: String,
    /// The site's tag line.
    pub(crate) description: String,
    /// The site's language, such as `en`.
    pub(crate) language: String,
    /// The version of the format, such as `1.2`.
    pub(crate) version: String,
    /// The address of the installation.
    pub(crate) base_site_url: String,
    /// The address of this site of the installation.
    pub(crate) base_blog_url: String,
}

/// Somebody who signs posts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WxrAuthor {
    /// The old site's number, 0 if the export has none.
    pub(crate) id: i64,
    /// The login, which items name as their creator.
    pub(crate) login: String,
    /// The e-mail address.
    pub(crate) email: String,
    /// The name shown to readers.
    pub(crate) display_name: String,
    /// The first name.
    pub(crate) first_name: String,
    /// The last name.
    pub(crate) last_name: String,
}

/// A category or tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WxrTerm {
    /// `category`, `post_tag` or another taxonomy.
    pub(crate) domain: String,
    /// The part of the address.
    pub(crate) nicename: String,
    /// The name shown to readers.
    pub(crate) name: String,
    /// The parent category's nicename; empty for a tag, a root and an item's own terms.
    pub(crate) parent: String,
}

/// A post, page, attachment or anything else with a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WxrItem {
    /// The title; may hold HTML entities and tags, both allowed there.
    pub(crate) title: String,
    /// The old permalink.
    pub(crate) link: String,
    /// When it was published, in Unix microseconds; none for a draft without a date.
    pub(crate) published_at: Option<i64>,
    /// When it was last changed, if the export says so.
    pub(crate) modified_at: Option<i64>,
    /// The author's login.
    pub(crate) creator: String,
    /// The globally unique id, which never changes.
    pub(crate) guid: String,
    /// The text, as HTML.
    pub(crate) content: String,
    /// The hand-written excerpt, as HTML.
    pub(crate) excerpt: String,
    /// The old site's number, 0 if the export has none.
    pub(crate) post_id: i64,
    /// The part of the address; empty for a draft.
    pub(crate) slug: String,
    /// Whether readers see it.
    pub(crate) status: PostStatus,
    /// What it is.
    pub(crate) kind: PostKind,
    /// The number of the page or post it belongs to, or 0.
    pub(crate) parent: i64,
    /// Whether readers may comment.
    pub(crate) comments_open: bool,
    /// Whether it is kept at the top of the list.
    pub(crate) is_sticky: bool,
    /// Whether readers need a password; the password itself is not taken.
    pub(crate) has_password: bool,
    /// Its categories and tags.
    pub(crate) terms: Vec<WxrTerm>,
    /// Further fields, as written.
    pub(crate) meta: Vec<(String, String)>,
    /// The file of an attachment.
    pub(crate) attachment_url: String,
    /// Its comments, in the order of the file.
    pub(crate) comments: Vec<WxrComment>,
}

/// Whether readers see a post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum PostStatus {
    /// Everybody sees it.
    Publish,
    /// It will be published at its date.
    Future,
    /// It is being written.
    #[default]
    Draft,
    /// It waits for an editor.
    Pending,
    /// Only its author and editors see it.
    Private,
    /// It was thrown away.
    Trash,
    /// It was never saved by hand.
    AutoDraft,
    /// It follows the post it belongs to, as attachments do.
    Inherit,
    /// A plugin's own state.
    Other(String),
}

impl PostStatus {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "publish" => Self::Publish,
            "future" => Self::Future,
            "" | "draft" => Self::Draft,
            "pending" => Self::Pending,
            "private" => Self::Private,
            "trash" => Self::Trash,
            "auto-draft" => Self::AutoDraft,
            "inherit" => Self::Inherit,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// What an item is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum PostKind {
    /// A post.
    #[default]
    Post,
    /// A page.
    Page,
    /// A picture or another file.
    Attachment,
    /// A menu entry, a block template or a plugin's own kind.
    Other(String),
}

impl PostKind {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "" | "post" => Self::Post,
            "page" => Self::Page,
            "attachment" => Self::Attachment,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// A comment. Its address on the network is read over and dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WxrComment {
    /// The old site's number, 0 if the export has none.
    pub(crate) id: i64,
    /// The number of the comment it answers, or 0.
    pub(crate) parent: i64,
    /// The name as given.
    pub(crate) author: String,
    /// The e-mail address as given.
    pub(crate) email: String,
    /// The website as given.
    pub(crate) url: String,
    /// When it was written, in Unix microseconds.
    pub(crate) created_at: Option<i64>,
    /// The text, as the little HTML allowed there.
    pub(crate) content: String,
    /// Whether readers may see it.
    pub(crate) state: CommentState,
    /// What it is.
    pub(crate) kind: CommentKind,
    /// The number of the account it was written with, or 0.
    pub(crate) user_id: i64,
    /// Further fields, as written.
    pub(crate) meta: Vec<(String, String)>,
}

/// Whether readers may see a comment. A state this reader does not know counts as held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CommentState {
    /// Everybody sees it.
    Approved,
    /// It waits for a moderator.
    #[default]
    Held,
    /// It is spam.
    Spam,
    /// It was thrown away.
    Trash,
}

impl CommentState {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "1" | "approve" | "approved" => Self::Approved,
            "spam" => Self::Spam,
            "trash" | "post-trashed" => Self::Trash,
            _ => Self::Held,
        }
    }
}

/// What a comment is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum CommentKind {
    /// A reader's words.
    #[default]
    Comment,
    /// Another site's link, checked when it came.
    Pingback,
    /// Another site's link, as that site told it.
    Trackback,
    /// A plugin's own kind.
    Other(String),
}

impl CommentKind {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "" | "comment" => Self::Comment,
            "pingback" => Self::Pingback,
            "trackback" => Self::Trackback,
            other => Self::Other(other.to_owned()),
        }
    }
}
