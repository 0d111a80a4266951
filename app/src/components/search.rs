//! The parts of the search page. The server alone draws them.

mod search_advice;
mod search_box;
mod search_results;

pub use search_advice::SearchAdvice;
pub use search_box::SearchBox;
pub use search_results::SearchResults;
