//! Parts of a film's page.

mod distribution;
mod film_reviews;
mod readers;

pub use film_reviews::FilmReviews;
pub use readers::Readers;
