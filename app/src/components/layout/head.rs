//! What a page says about itself: title, description, address.

use leptos::prelude::*;

use crate::components::{IntoWhole, Whole};

/// A page's title and what machines are told of it.
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
}

impl Default for Head {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            path: None,
            is_indexed: true,
            image: None,
        }
    }
}

/// Shows a page under its title. The server puts the whole head into the document; the browser
/// changes the title alone, so that nothing of the rest is linked into its half.
pub fn with_head(head: Head, page: impl IntoView + 'static) -> Whole {
    #[cfg(feature = "ssr")]
    if let Some(slot) = use_context::<crate::context::HeadSlot>() {
        slot.put(head);
    }
    #[cfg(not(feature = "ssr"))]
    Effect::new(move |_| {
        document().set_title(&head.title);
        #[cfg(feature = "hydrate")]
        crate::client::arrive();
    });
    page.whole()
}

#[cfg(feature = "ssr")]
impl Head {
    /// Writes the elements that stand in the document's head; `origin` is the site's own address.
    pub fn to_html(&self, origin: &str) -> String {
        use std::fmt::Write as _;

        use html_escape::{encode_double_quoted_attribute as attribute, encode_text};

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
            meta("property", "og:description", &self.description);
        }
        meta("property", "og:title", &self.title);
        if let Some(image) = &self.image {
            meta("property", "og:image", &format!("{origin}{image}"));
        }
        if !self.is_indexed {
            meta("name", "robots", "noindex");
        }
        if let Some(path) = &self.path {
            let address = format!("{origin}{path}");
            let _ = write!(
                html,
                "<link rel=\"canonical\" href=\"{}\">",
                attribute(&address)
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
        let html = head.to_html("https://reviews.example");
        assert!(!html.contains("<script"), "{html}");
        assert!(
            html.contains("href=\"https://reviews.example/reviews/a\""),
            "{html}"
        );
    }
}
