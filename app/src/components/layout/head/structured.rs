//! A review as schema.org data: the review, its film, its rating, its people, its comments.

use serde_json::{Value, json};

use super::{film, told::told};
use crate::{
    context::SiteInfo,
    model::{Branch, Comment, CommentState, Rating, Review, ThreadPage},
};

/// Describes a review with the comments that its page shows.
pub(super) fn review(review: &Review, thread: &ThreadPage, image: &str, site: &SiteInfo) -> Value {
    let origin = &site.origin;
    let address = format!("{origin}/reviews/{}", review.slug);
    let summary = if review.summary.is_empty() {
        &review.excerpt
    } else {
        &review.summary
    };
    let comments: Vec<Value> = thread
        .branches
        .iter()
        .flat_map(comments)
        .filter(|comment| comment.state == CommentState::Published)
        .map(|one| comment(one, origin))
        .collect();
    // A page or an essay is about no film, and a review of nothing is none.
    let kind = if review.film.is_some() {
        "Review"
    } else {
        "Article"
    };
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": kind,
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "name": review.title,
        "headline": review.title,
        "description": summary,
        "datePublished": review.published.iso,
        "inLanguage": site.language,
        "image": format!("{origin}{image}"),
        "publisher": { "@type": "Organization", "name": site.name, "url": origin },
        "commentCount": review.comment_count,
    });
    let authors: Vec<Value> = review
        .authors
        .iter()
        .map(|author| {
            film::person(
                &author.name,
                Some(format!("{origin}/authors/{}", author.slug)),
            )
        })
        .collect();
    put_list(&mut data, "author", authors);
    let tags: Vec<Value> = review.tags.iter().map(|tag| json!(tag.name)).collect();
    put_list(&mut data, "keywords", tags);
    if let Some(film) = &review.film {
        put(&mut data, "itemReviewed", film::movie(film, origin));
    }
    if let Some(rating) = review.rating.filter(|_| review.film.is_some()) {
        put(&mut data, "reviewRating", rating_of(rating));
    }
    put_list(&mut data, "comment", comments);
    data
}

fn rating_of(rating: Rating) -> Value {
    json!({
        "@type": "Rating",
        "ratingValue": f64::from(rating.halves()) / 2.0,
        "bestRating": rating.out_of(),
        "worstRating": 0,
    })
}

/// Lists the comments of a branch in the order they are shown.
fn comments(branch: &Branch) -> Vec<&Comment> {
    let mut all = vec![&branch.comment];
    for answer in &branch.replies {
        all.extend(comments(answer));
    }
    all
}

fn comment(comment: &Comment, origin: &str) -> Value {
    let address = |id| format!("{origin}/comments/{id}");
    let mut data = json!({
        "@type": "Comment",
        "@id": address(comment.id),
        "url": address(comment.id),
        "text": told(comment.body.0.as_deref().unwrap_or_default()),
        "datePublished": comment.posted.iso,
        "author": film::person(&comment.name, comment.website.clone()),
        "upvoteCount": comment.like_count,
    });
    if let Some(edited) = &comment.edited {
        put(&mut data, "dateModified", json!(edited.iso));
    }
    if let Some(parent) = comment.parent {
        let parent = json!({ "@type": "Comment", "@id": address(parent) });
        put(&mut data, "parentItem", parent);
    }
    data
}

/// Adds a field to an object.
pub(super) fn put(data: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = data {
        fields.insert(name.to_owned(), value);
    }
}

/// Adds a list unless it is empty.
pub(super) fn put_list(data: &mut Value, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        put(data, name, Value::Array(list));
    }
}

/// Writes data as the content of a script element, which nothing in it can end.
pub(super) fn in_script(data: &Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_leave_its_script() {
        let hostile = json!({ "name": "</script><script>alert(1)<!--\u{2028}\u{2029}&" });
        let text = in_script(&hostile);
        assert!(
            !text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
            "{text}"
        );
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back, hostile);
    }
}
