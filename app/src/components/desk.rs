//! What the desk's screens are made of.

mod choices;
mod conflict;
mod desk_field;
mod desk_list;
mod editor_bar;
mod editor_form;
mod film_group;
mod list_tools;
mod preview;
mod publication;
mod rating_input;

pub(crate) use choices::done_words;
pub use desk_list::DeskList;
pub use editor_form::EditorForm;
pub use list_tools::ListTools;
