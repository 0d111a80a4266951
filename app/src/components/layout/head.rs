//! What a page says about itself: title, description, address.

#[cfg(feature = "ssr")]
mod about;
#[cfg(feature = "ssr")]
mod film;
#[cfg(feature = "ssr")]
mod places;
#[cfg(feature = "ssr")]
mod structured;
#[cfg(feature = "ssr")]
mod told;

use leptos::prelude::*;

use crate::components::{IntoWhole, Whole};
#[cfg(feature = "ssr")]
pub use about::About;

/// A page's title and what machines are told of it.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The whole title.
    pub title: String,
    /// A sentence for search results and cards; empty for none.
    pub description: String,
    /// The canonical path, when there is one.
    pub path: Option<String>,
    /// Whether search engines may list this address.
    pub is_indexed: bool,
    /// The path of the picture that goes with it.
    pub image: Option<String>,
    /// The address that is to be taken for the text's own, when it stands elsewhere first.
    pub elsewhere: Option<String>,
    /// What else machines are told.
    pub about: About,
}

#[cfg(feature = "ssr")]
impl Default for Head {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            path: None,
            is_indexed: true,
            image: None,
            elsewhere: None,
            about: About::default(),
        }
    }
}

/// A page's title; the rest of a head is the server's matter.
#[cfg(feature = "hydrate")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The whole title; empty when it stands already.
    pub title: String,
}

/// Shows a page under its title. The server puts the whole head into the document; the browser
/// changes the title alone, so that nothing of the rest is linked into its half.
pub fn with_head(head: Head, page: impl IntoView + 'static) -> Whole {
    #[cfg(feature = "ssr")]
    if let Some(slot) = use_context::<crate::context::HeadSlot>() {
        slot.put(head);
    }
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if !head.title.is_empty() {
            document().set_title(&head.title);
        }
        crate::client::arrive();
    });
    page.whole()
}

#[cfg(feature = "ssr")]
impl Head {
    /// Writes the elements that stand in the document's head.
    pub fn to_html(&self, site: &crate::context::SiteInfo) -> String {
        use std::fmt::Write as _;

        use html_escape::{encode_double_quoted_attribute as attribute, encode_text};

        let origin = &site.origin;
        let mut html = format!("<title>{}</title>", encode_text(&self.title));
        let mut meta = |key: &str, name: &str, content: &str| {
            let _ = write!(
                html,
                "<meta {key}=\"{name}\" content=\"{}\">",
                attribute(content)
            );
        };
        if !self.description.is_empty() {
            meta("name", "description", &self.description);
        }
        if !self.is_indexed {
            meta("name", "robots", "noindex");
        }
        for (key, name, content) in self.cards(site) {
            meta(key, name, &content);
        }
        if let Some(path) = &self.path {
            let address = match &self.elsewhere {
                Some(elsewhere) => elsewhere.clone(),
                None => format!("{origin}{path}"),
            };
            let _ = write!(
                html,
                "<link rel=\"canonical\" href=\"{}\">",
                attribute(&address)
            );
        }
        for (kind, path, title) in self.feeds(site) {
            let _ = write!(
                html,
                "<link rel=\"alternate\" type=\"application/{kind}+xml\" href=\"{path}\" title=\"{}\">",
                attribute(&title)
            );
        }
        if let Some(data) = &self.about.data {
            let _ = write!(
                html,
                "<script type=\"application/ld+json\">{}</script>",
                structured::in_script(data)
            );
        }
        html
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_says_of_itself_cannot_leave_its_element() {
        let head = Head {
            title: "</title><script>".to_owned(),
            description: "\"><script>".to_owned(),
            path: Some("/reviews/a".to_owned()),
            ..Head::default()
        };
        let site = crate::context::SiteInfo {
            origin: "https://reviews.example".to_owned(),
            ..crate::context::SiteInfo::default()
        };
        let html = head.to_html(&site);
        assert!(!html.contains("<script"), "{html}");
        assert!(
            html.contains("href=\"https://reviews.example/reviews/a\""),
            "{html}"
        );
    }
}
