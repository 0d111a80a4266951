//! The events of a review. All tabs of a browser share one stream, because a browser holds at most
//! six connections to a site: the tab that holds a lock opens it for all reviews that are open, and
//! passes on what it hears. A tab out of sight lets go of both, and catches up when it is shown.

mod source;
mod tab;

use std::{collections::BTreeMap, rc::Rc};

use leptos::prelude::document;
use miniserde::Deserialize;
use send_wrapper::SendWrapper;

use self::tab::Tab;
use super::decode;
use crate::model::{ReviewId, Slug};

/// An event as the stream brings it.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// What it tells of.
    pub(crate) kind: String,
    /// Its data, JSON.
    pub(crate) data: String,
    id: i64,
    review: i64,
}

#[derive(Deserialize)]
struct Numbers {
    review: Option<i64>,
    comments: Option<BTreeMap<String, i64>>,
}

#[derive(Deserialize)]
struct About {
    #[serde(rename = "in")]
    review: Option<i64>,
    build: Option<String>,
}

impl Event {
    /// Returns the numbers of an event of likes: of the review, or of a comment.
    pub(crate) fn likes(&self) -> Vec<(Option<i64>, i64)> {
        let Some(numbers) = decode::<Numbers>(&self.data) else {
            return Vec::new();
        };
        let review = numbers.review.map(|number| (None, number));
        let comments = numbers.comments.unwrap_or_default().into_iter();
        let comments = comments.filter_map(|(id, number)| Some((Some(id.parse().ok()?), number)));
        review.into_iter().chain(comments).collect()
    }
}

/// A review that is followed; it is until it is told to stop.
#[derive(Clone)]
pub(crate) struct Following(SendWrapper<Rc<Tab>>);

impl Following {
    /// Follows the review no longer.
    pub(crate) fn stop(&self) {
        self.0.stop();
    }
}

/// Follows a review from an event on.
pub(crate) fn follow(
    review: ReviewId,
    slug: &Slug,
    after: i64,
    take: impl Fn(&Event) + 'static,
) -> Following {
    let tab = Tab::new(review.0, slug.to_string(), after, Box::new(take));
    tab.listen();
    if !document().hidden() {
        tab.join();
    }
    Following(SendWrapper::new(tab))
}
