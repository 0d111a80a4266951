//! What machines are told of a page besides its title: the card of a shared address, its feeds, its
//! data.

use serde_json::Value;

use super::{Head, structured};
use crate::{
    context::SiteInfo,
    model::{Review, Still, ThreadPage},
};

/// The size of a drawn card.
const CARD: (i32, i32) = (1200, 630);

/// What machines are told of a page besides its title and its description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What the picture shows.
    pub image_alt: String,
    /// The picture's size in pixels.
    pub image_size: Option<(i32, i32)>,
    /// What a text that was published at some time is told by; none for any other page.
    pub article: Option<Article>,
    /// The page's own feed: its path and its title.
    pub feed: Option<(String, String)>,
    /// The page as schema.org data.
    pub data: Option<Value>,
}

/// What a published text is told by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// When it was published, RFC 3339.
    pub published: String,
    /// The paths of its authors' pages.
    pub authors: Vec<String>,
    /// Its topics.
    pub tags: Vec<String>,
}

impl Head {
    /// Adds what is known of a review: its card, its feed of comments, its data.
    #[must_use]
    pub fn about_review(mut self, review: &Review, thread: &ThreadPage, site: &SiteInfo) -> Self {
        // What shows cards of shared addresses takes no drawings, so those have a drawn card as well.
        let photo = review.still.as_ref().filter(|still| is_photo(still));
        if let Some(still) = photo {
            self.image = Some(still.src.clone());
            self.about.image_size = Some((still.width, still.height));
            self.about.image_alt.clone_from(&still.alt);
        } else {
            self.image = Some(format!("/reviews/{}/card.png", review.slug));
            self.about.image_size = Some(CARD);
            self.about.image_alt = format!("{}, reviewed in {}", review.title, site.name);
        }
        self.about.article = Some(Article {
            published: review.published.iso.clone(),
            authors: review
                .authors
                .iter()
                .map(|author| format!("/authors/{}", author.slug))
                .collect(),
            tags: review.tags.iter().map(|tag| tag.name.clone()).collect(),
        });
        self.about.feed = Some((
            format!("/reviews/{}/comments.atom", review.slug),
            format!("Thoughts on “{}”", review.title),
        ));
        let image = self.image.as_deref().unwrap_or_default();
        self.about.data = Some(structured::review(review, thread, image, site));
        self
    }

    /// Lists what is written for cards: the key's attribute, the key, the value.
    pub(super) fn cards(&self, site: &SiteInfo) -> Vec<(&'static str, &'static str, String)> {
        let origin = &site.origin;
        let mut cards = Vec::new();
        let mut card = |name, content: String| cards.push(("property", name, content));
        card("og:title", self.own_title(site));
        card("og:site_name", site.name.clone());
        let kind = if self.about.article.is_some() {
            "article"
        } else {
            "website"
        };
        card("og:type", kind.to_owned());
        if !self.description.is_empty() {
            card("og:description", self.description.clone());
        }
        if let Some(path) = &self.path {
            card("og:url", format!("{origin}{path}"));
        }
        if let Some(image) = &self.image {
            card("og:image", format!("{origin}{image}"));
            if let Some((width, height)) = self.about.image_size {
                card("og:image:width", width.to_string());
                card("og:image:height", height.to_string());
            }
            if !self.about.image_alt.is_empty() {
                card("og:image:alt", self.about.image_alt.clone());
            }
        }
        if let Some(article) = &self.about.article {
            card("article:published_time", article.published.clone());
            for author in &article.authors {
                card("article:author", format!("{origin}{author}"));
            }
            for tag in &article.tags {
                card("article:tag", tag.clone());
            }
        }
        let format = if self.image.is_some() {
            "summary_large_image"
        } else {
            "summary"
        };
        cards.push(("name", "twitter:card", format.to_owned()));
        cards
    }

    /// Returns the title without the publication's name at its end, which cards show by itself.
    fn own_title(&self, site: &SiteInfo) -> String {
        self.title
            .strip_suffix(&format!(" · {}", site.name))
            .unwrap_or(&self.title)
            .to_owned()
    }

    /// Lists the feeds that go with the page: format, path, title.
    pub(super) fn feeds(&self, site: &SiteInfo) -> Vec<(&'static str, String, String)> {
        let mut feeds = Vec::new();
        if let Some((path, title)) = &self.about.feed {
            feeds.push(("atom", path.clone(), title.clone()));
        }
        feeds.push(("atom", "/feed.atom".to_owned(), site.name.clone()));
        let rss = format!("{} (RSS)", site.name);
        feeds.push(("rss", "/feed.rss".to_owned(), rss));
        feeds
    }
}

fn is_photo(still: &Still) -> bool {
    let ending = still.src.rsplit_once('.').map(|(_, ending)| ending);
    still.is_present() && ending != Some("svg")
}
