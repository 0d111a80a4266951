//! Reviews with all that authors have written.

use super::row;

row! {
    /// A review or a page. Its counts are not here: they are made again of what they count.
    ReviewRow of "reviews": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 kind: String,
    3 slug: String,
    4 title: String,
    5 film_id: Option<i64>,
    6 rating_halves: Option<i32>,
    7 rating_out_of: Option<i32>,
    8 summary: String,
    9 epigraph_text: Option<String>,
    10 epigraph_speaker: Option<String>,
    11 still_media_id: Option<i64>,
    12 still_alt: String,
    13 still_credit: String,
    14 body_source: String,
    15 body_html: String,
    16 body_rules: i32,
    17 excerpt: String,
    18 word_count: i32,
    19 comments_open: bool,
    20 published_at: Option<i64>,
    21 created_at: i64,
    22 updated_at: i64,
    23 root_count: i32,
    24 publish_at: Option<i64>,
    25 publish_problem: String,
    26 first_published_at: Option<i64>,
    27 unpublished_at: Option<i64>,
    28 locked_at: Option<i64>,
    29 access_hash: Option<String>,
    30 trashed_at: Option<i64>,
    31 trashed_from: Option<String>,
    32 edited_at: Option<i64>,
    33 canonical: String,
    34 brought_likes: i64,
}

row! {
    /// Who signs a review.
    ReviewAuthorRow of "review_authors": "ORDER BY review_id, position", "ORDER BY review_id, position";
    1 review_id: i64,
    2 position: i32,
    3 author_id: i64,
}

row! {
    /// A topic.
    TagRow of "tags": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 slug: String,
    3 name: String,
}

row! {
    /// A topic of a review.
    ReviewTagRow of "review_tags": "ORDER BY review_id, position", "ORDER BY review_id, position";
    1 review_id: i64,
    2 position: i32,
    3 tag_id: i64,
}

row! {
    /// What to watch besides.
    WatchAlsoRow of "watch_also": "ORDER BY review_id, position", "ORDER BY review_id, position";
    1 review_id: i64,
    2 position: i32,
    3 title: String,
    4 target_slug: Option<String>,
    5 note_source: String,
    6 note_html: String,
}

row! {
    /// The editor's fields beside the published text.
    DraftRow of "drafts": "ORDER BY review_id", "ORDER BY review_id";
    1 review_id: i64,
    2 version: i64,
    3 title: String,
    4 fields: String,
    5 has_changes: bool,
    6 saved_at: i64,
    7 saved_by: Option<i64>,
}

row! {
    /// A text that was published, or a draft that was put aside.
    RevisionRow of "revisions": "ORDER BY review_id, number", "ORDER BY review_id, number";
    1 review_id: i64,
    2 number: i32,
    3 is_published: bool,
    4 fields: String,
    5 made_at: i64,
    6 account_id: Option<i64>,
}
