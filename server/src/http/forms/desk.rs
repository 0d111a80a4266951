//! The forms of the desk: a draft with what is to be done with it, a new review, and the list.

use app::{
    AppError,
    error::Conflict,
    model::{BulkAct, DraftAct, DraftFields, ReviewId, SaveOutcome, local_path},
    server_fns,
};

use super::{Done, Fields, Place};

/// What a form of the desk asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DeskForm {
    /// Save a draft and do something with it.
    Draft {
        review: ReviewId,
        version: i64,
        act: DraftAct,
        fields: Box<DraftFields>,
    },
    NewReview,
    /// Do something with several reviews, and go back to the list.
    Bulk {
        bulk: BulkAct,
        back: String,
    },
}

impl DeskForm {
    /// Reads a form by its name; none for a form that is none of these.
    pub(super) fn read(fields: &Fields) -> Option<Self> {
        Some(match fields.get("form") {
            "save-draft" => Self::Draft {
                review: ReviewId(fields.id("review")?),
                version: fields.id("version").unwrap_or(0),
                act: DraftAct::from_key(fields.get("act")).unwrap_or(DraftAct::Save),
                fields: Box::new(DraftFields::read(|name| fields.sent(name))),
            },
            "new-review" => Self::NewReview,
            "desk-bulk" => Self::Bulk {
                bulk: BulkAct {
                    act: fields.get("act").to_owned(),
                    reviews: fields.all("id").filter_map(|id| id.parse().ok()).collect(),
                },
                back: fields.get("back").to_owned(),
            },
            _ => return None,
        })
    }

    /// Runs the server function.
    pub(super) async fn call(self) -> Result<Done, AppError> {
        Ok(match self {
            Self::Draft {
                review,
                version,
                act,
                fields,
            } => {
                let saved = match act {
                    DraftAct::Save | DraftAct::Preview => {
                        server_fns::save_draft(review, version, *fields, None).await?
                    }
                    act => server_fns::act_on_review(review, act, version, *fields).await?,
                };
                if let SaveOutcome::Conflict { .. } = &saved {
                    // The page is shown again with both texts.
                    return Err(AppError::Conflict(Conflict::DraftChanged));
                }
                Done::new(&saved, Place::Path(after(review, act)))
            }
            Self::NewReview => {
                let review = server_fns::create_review().await?;
                Done::new(&review, Place::Path(format!("/desk/reviews/{review}")))
            }
            Self::Bulk { bulk, back } => {
                let act = bulk.act.clone();
                let done = server_fns::act_on_reviews(bulk).await?;
                let back =
                    local_path(&back).filter(|path| *path == "/desk" || path.starts_with("/desk?"));
                let back = back.unwrap_or("/desk");
                let ids: Vec<_> = done.iter().map(ToString::to_string).collect();
                let mark = if back.contains('?') { '&' } else { '?' };
                let place = format!("{back}{mark}done={act}&ids={}", ids.join("-"));
                Done::new(&done, Place::Path(place))
            }
        })
    }
}

/// Returns where one goes on after an act.
fn after(review: ReviewId, act: DraftAct) -> String {
    let done = match act {
        DraftAct::Preview => return format!("/desk/reviews/{review}?preview=1#preview"),
        // Gone from the editor as well; there it can be undone.
        DraftAct::Trash => return format!("/desk?done=trash&ids={review}"),
        DraftAct::Save => "saved",
        DraftAct::Publish => "published",
        DraftAct::Schedule => "scheduled",
        DraftAct::Unpublish => "unpublished",
        DraftAct::Restore => "restored",
        DraftAct::KeepMine => "kept",
        DraftAct::TakeTheirs => "theirs",
        DraftAct::Discard => "discarded",
    };
    format!("/desk/reviews/{review}?done={done}")
}
