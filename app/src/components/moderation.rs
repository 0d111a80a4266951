//! What moderators do in the thread, and what the writer of a comment is told of it.

mod moderate_comment;
mod signed_as;
mod withheld_list;

pub use moderate_comment::ModerateComment;
pub use signed_as::SignedAs;
pub use withheld_list::WithheldList;
