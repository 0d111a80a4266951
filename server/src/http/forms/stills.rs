//! The forms of the library: what is said of a picture, whether it stays, and what it is chosen for. Pictures themselves are
//! sent in elsewhere (`http/upload.rs`).

use app::{
    AppError,
    model::{MediaId, StillForm, StillTarget},
    server_fns,
};

use super::{Done, Fields, Place};

/// What a form of the library asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LibraryForm {
    Describe(MediaId, StillForm),
    Delete(MediaId),
    /// Put one back that was deleted.
    Restore(MediaId),
    /// Choose a picture for something; none takes away what was chosen.
    Choose(StillTarget, Option<MediaId>),
}

impl LibraryForm {
    /// Reads a form by its name; none for a form that is none of these.
    pub(super) fn read(fields: &Fields) -> Option<Self> {
        let text = |name: &str| fields.get(name).to_owned();
        let still = fields.id("still").map(MediaId);
        Some(match fields.get("form") {
            "describe-still" => Self::Describe(
                still?,
                StillForm {
                    alt: text("alt"),
                    credit: text("credit"),
                    focus_x: text("focus_x"),
                    focus_y: text("focus_y"),
                },
            ),
            "delete-still" => Self::Delete(still?),
            "restore-still" => Self::Restore(still?),
            "choose-still" => Self::Choose(StillTarget::from_key(fields.get("for"))?, still),
            _ => return None,
        })
    }

    /// Runs the server function.
    pub(super) async fn call(self) -> Result<Done, AppError> {
        Ok(match self {
            Self::Describe(still, form) => {
                server_fns::describe_still(still, form).await?;
                let place = format!("/desk/stills/{still}?done=saved");
                Done::new(&still, Place::Path(place))
            }
            Self::Delete(still) => {
                server_fns::delete_still(still).await?;
                let place = format!("/desk/stills/{still}");
                Done::new(&still, Place::Path(place))
            }
            Self::Restore(still) => {
                server_fns::restore_still(still).await?;
                let place = format!("/desk/stills/{still}?done=restored");
                Done::new(&still, Place::Path(place))
            }
            Self::Choose(target, still) => {
                server_fns::choose_still(target.clone(), still).await?;
                Done::new(&still, Place::Path(target.path(true)))
            }
        })
    }
}
