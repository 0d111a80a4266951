//! What the desk's screens are made of.

mod choices;
mod conflict;
mod desk_bar;
mod desk_field;
mod desk_list;
mod diff_view;
mod editor_bar;
mod editor_form;
mod editor_kit;
mod editor_toolbar;
mod film_form;
mod film_group;
mod list_tools;
mod people_lists;
mod preview;
mod publication;
mod rating_input;
mod settings_form;
mod sharing;
mod still_kit;
mod still_list;
mod still_sheet;

pub(crate) use choices::done_words;
pub use desk_bar::DeskBar;
pub use desk_list::DeskList;
pub(crate) use diff_view::DiffView;
pub use editor_form::EditorForm;
pub use film_form::FilmRecordForm;
pub use list_tools::ListTools;
pub use people_lists::PeopleLists;
pub(crate) use preview::ReviewPreview;
pub use settings_form::SettingsFormView;
pub use still_list::{StillList, UploadForm};
pub use still_sheet::StillSheet;
