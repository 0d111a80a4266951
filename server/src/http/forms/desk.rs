//! The forms of the desk: a draft with what is to be done with it, a new review, and the list.

use app::{
    AppError,
    error::Conflict,
    model::{
        BulkAct, DraftAct, DraftFields, FilmForm, FilmId, PageTemplate, ReviewId, SaveOutcome,
        SettingsForm, Slug, TextKind, local_path,
    },
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
        /// Whether it is a review or a page, which is where one goes when it is thrown away.
        kind: TextKind,
        fields: Box<DraftFields>,
    },
    NewReview,
    NewPage(PageTemplate),
    Settings(SettingsForm),
    RestoreRevision(ReviewId, i32),
    MakeLink(ReviewId),
    RevokeLink(ReviewId, i64),
    /// Set or take off a password.
    Access(ReviewId, Option<String>),
    /// Give the password of a review.
    Unlock(Slug, String),
    /// Change a film's record, or add one.
    Film {
        film: Option<FilmId>,
        version: i32,
        form: Box<FilmForm>,
    },
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
                kind: TextKind::from_key(fields.get("kind")),
                fields: Box::new(DraftFields::read(|name| fields.sent(name))),
            },
            "change-settings" => Self::Settings(SettingsForm::read(|name| fields.sent(name))),
            "new-review" => Self::NewReview,
            "new-page" => Self::NewPage(PageTemplate::from_key(fields.get("template"))),
            "restore-revision" => {
                let number = fields.get("number").parse().ok()?;
                Self::RestoreRevision(ReviewId(fields.id("review")?), number)
            }
            "make-link" => Self::MakeLink(ReviewId(fields.id("review")?)),
            "revoke-link" => Self::RevokeLink(ReviewId(fields.id("review")?), fields.id("link")?),
            "review-access" => {
                let password = fields.get("password").to_owned();
                let has_password = fields.get("access") == "password";
                let review = ReviewId(fields.id("review")?);
                Self::Access(review, has_password.then_some(password))
            }
            "unlock" => {
                let slug = fields.get("slug").parse().ok()?;
                Self::Unlock(slug, fields.get("password").to_owned())
            }
            "film-record" => Self::Film {
                film: fields.id("film").map(FilmId),
                version: fields.get("version").parse().unwrap_or(0),
                form: Box::new(FilmForm::read(|name| fields.sent(name))),
            },
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
                kind,
                fields,
            } => {
                let saved = match act {
                    DraftAct::Save | DraftAct::Preview | DraftAct::Still => {
                        server_fns::save_draft(review, version, *fields, None).await?
                    }
                    act => server_fns::act_on_review(review, act, version, *fields).await?,
                };
                if let SaveOutcome::Conflict { .. } = &saved {
                    // The page is shown again with both texts.
                    return Err(AppError::Conflict(Conflict::DraftChanged));
                }
                Done::new(&saved, Place::Path(after(review, act, kind)))
            }
            Self::RestoreRevision(review, number) => {
                let saved = server_fns::restore_revision(review, number).await?;
                Done::new(&saved, back_to(review, "revision"))
            }
            Self::MakeLink(review) => Done::new(
                &server_fns::make_preview_link(review).await?,
                back_to(review, "link"),
            ),
            Self::RevokeLink(review, link) => Done::new(
                &server_fns::revoke_preview_link(review, link).await?,
                back_to(review, "revoked"),
            ),
            Self::Access(review, password) => Done::new(
                &server_fns::set_access(review, password).await?,
                back_to(review, "access"),
            ),
            Self::Unlock(slug, password) => {
                let (_, grant) = server_fns::unlock_review(slug.clone(), password).await?;
                Done::new(&(), Place::Unlocked(slug, grant))
            }
            Self::Film {
                film: Some(film),
                version,
                form,
            } => {
                server_fns::change_film(film, version, *form).await?;
                Done::new(&film, Place::Path(format!("/desk/films/{film}?done=film")))
            }
            Self::Film {
                film: None, form, ..
            } => {
                let film = server_fns::add_film(*form).await?;
                Done::new(&film, Place::Path(format!("/desk/films/{film}")))
            }
            Self::NewReview => {
                let review = server_fns::create_review().await?;
                Done::new(&review, Place::Path(format!("/desk/reviews/{review}")))
            }
            Self::Settings(form) => {
                server_fns::change_settings(form).await?;
                Done::new(&(), Place::Path("/desk/settings?done=1".to_owned()))
            }
            Self::NewPage(template) => {
                let page = server_fns::create_page(template).await?;
                Done::new(&page, Place::Path(format!("/desk/reviews/{page}")))
            }
            Self::Bulk { bulk, back } => {
                let act = bulk.act.clone();
                let done = server_fns::act_on_reviews(bulk).await?;
                let is_list = |path: &&str| {
                    let list = path.split('?').next();
                    matches!(list, Some("/desk" | "/desk/pages"))
                };
                let back = local_path(&back).filter(is_list);
                let back = back.unwrap_or("/desk");
                let ids: Vec<_> = done.iter().map(ToString::to_string).collect();
                let mark = if back.contains('?') { '&' } else { '?' };
                let place = format!("{back}{mark}done={act}&ids={}", ids.join("-"));
                Done::new(&done, Place::Path(place))
            }
        })
    }
}

fn back_to(review: ReviewId, done: &str) -> Place {
    Place::Path(format!("/desk/reviews/{review}?done={done}#sharing"))
}

/// Returns where one goes on after an act.
fn after(review: ReviewId, act: DraftAct, kind: TextKind) -> String {
    let done = match act {
        DraftAct::Preview => return format!("/desk/reviews/{review}?preview=1#preview"),
        DraftAct::Still => return format!("/desk/stills?for=review-{review}"),
        // Gone from the editor as well; there it can be undone.
        DraftAct::Trash => return format!("{}?done=trash&ids={review}", kind.desk_path()),
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
