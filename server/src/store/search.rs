//! What can be found: the index of published texts, and looking something up in it.
//!
//! The index follows every write in its transaction (`follow`). What differs between the engines is
//! how words are stored and asked for: FTS5 on SQLite, `tsvector` on PostgreSQL.

mod asking;
mod entries;
pub(crate) mod follow;
mod names;
mod sources;
mod state;
mod telling;
mod texts;
mod words;

pub(crate) use asking::{
    Counted, Plenty, Sought, Term, Tier, begin_asking, count_hits, count_kinds, end_asking,
    list_all_hits, list_hits,
};
pub(crate) use follow::{
    follow_comment, follow_comments, follow_film, follow_review, follow_reviews,
};
pub(crate) use names::list_similar_words;
pub(crate) use state::{INDEX_VERSION, begin_again, find_state, finish, follow_next_reviews};
pub(crate) use telling::TellingWord;
pub(crate) use texts::{
    find_comment_hit, find_film_hit, find_person_hit, find_review_hit, list_rating_scales,
};
pub(crate) use words::{Word, slips, words};
