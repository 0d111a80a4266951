//! The fields of a posted form: read, told apart, and carried along when a form is refused.

use app::{
    AppError,
    context::RefusedForm,
    model::{CommentEdit, CommentId, FilmId, NewComment, ReviewId},
};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header::CONTENT_TYPE},
};

use super::{
    Submission, accounts::AccountForm, desk::DeskForm, people::PeopleForm, stills::LibraryForm,
};

/// What a field is called while the sign-in form carries it along.
const KEPT: &str = "kept-";

/// The fields of a form as they were typed.
pub(super) struct Fields(Vec<(String, String)>);

/// Reads a form as browsers send it; none for a body of another kind.
pub(super) async fn read(headers: &HeaderMap, body: Body) -> Option<Fields> {
    let is_form = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    // The layer around the route bounds the body.
    let bytes: Bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .ok()
        .filter(|_| is_form)?;
    serde_urlencoded::from_bytes(&bytes).ok().map(Fields)
}

impl Fields {
    pub(super) fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// Returns what was sent for a field; none where nothing was, as for a box without a tick.
    pub(super) fn sent(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(key, _)| key == name);
        field.map(|(_, value)| value.as_str())
    }

    /// Lists what was sent for a field of which there are several.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let fields = self.0.iter().filter(move |(key, _)| key == name);
        fields.map(|(_, value)| value.as_str())
    }

    fn text(&self) -> String {
        self.get("comment").to_owned()
    }

    pub(super) fn id(&self, name: &str) -> Option<i64> {
        self.get(name).parse().ok()
    }

    pub(super) fn submission(&self) -> Option<Submission> {
        let id = self.id("id");
        Some(match self.get("form") {
            "post-comment" => Submission::Post(NewComment {
                review: self.id("review")?,
                parent: self.id("parent"),
                body: self.text(),
                name: self.get("name").to_owned(),
                email: self.get("email").to_owned(),
                website: self.get("website").to_owned(),
                remember: !self.get("remember").is_empty(),
                key: Some(self.get("key").to_owned()).filter(|key| !key.is_empty()),
            }),
            "edit-comment" => Submission::Edit(CommentEdit {
                comment: id?,
                body: self.text(),
            }),
            "delete-comment" => Submission::Delete(CommentId(id?)),
            "like-review" => Submission::LikeReview(ReviewId(id?)),
            "unlike-review" => Submission::UnlikeReview(ReviewId(id?)),
            "like-comment" => Submission::LikeComment(CommentId(id?)),
            // No number at all is as wrong as one that is on no scale, and both are said at the form.
            "rate-film" => {
                let halves = self
                    .id("rating")
                    .and_then(|halves| i32::try_from(halves).ok());
                Submission::RateFilm(FilmId(id?), halves.unwrap_or(0))
            }
            "unrate-film" => Submission::UnrateFilm(FilmId(id?)),
            "unlike-comment" => Submission::UnlikeComment(CommentId(id?)),
            _ => DeskForm::read(self)
                .map(Submission::Desk)
                .or_else(|| PeopleForm::read(self).map(Submission::People))
                .or_else(|| LibraryForm::read(self).map(Submission::Library))
                .or_else(|| AccountForm::read(self).map(Submission::Account))?,
        })
    }

    /// Says whether the button was pressed that leads to the sign-in with what was typed so far.
    pub(super) fn wants_sign_in(&self) -> bool {
        !self.get("sign-in-first").is_empty()
    }

    /// Makes a sign-in form of the page that carries everything typed along.
    pub(super) fn kept_for_sign_in(&self, page: &str) -> RefusedForm {
        let mut more = vec![
            ("resume".to_owned(), self.get("form").to_owned()),
            ("next".to_owned(), page.to_owned()),
        ];
        let kept = self.typed().filter(|(name, _)| name != "sign-in-first");
        more.extend(kept.map(|(name, value)| (format!("{KEPT}{name}"), value.clone())));
        RefusedForm {
            form: "sign-in".to_owned(),
            error: (!self.wants_sign_in()).then_some(AppError::SignInRequired),
            more,
            ..RefusedForm::default()
        }
    }

    /// Makes a sign-in form that asks for a code, and carries along what the one before it did.
    pub(super) fn asked_for_code(&self, ticket: &str) -> RefusedForm {
        let is_carried = |name: &str| {
            matches!(name, "next" | "resume" | "stay" | "claim") || name.starts_with(KEPT)
        };
        let mut more: Vec<_> = self
            .typed()
            .filter(|(name, _)| is_carried(name))
            .cloned()
            .collect();
        more.push(("ticket".to_owned(), ticket.to_owned()));
        if self.get("form") != "sign-in" {
            more.push(("next".to_owned(), "/account".to_owned()));
        }
        RefusedForm {
            form: "sign-in".to_owned(),
            more,
            ..RefusedForm::default()
        }
    }

    /// Returns the form that the sign-in form has carried along, as if it were refused for nothing.
    pub(super) fn resumed(&self) -> RefusedForm {
        let kept = self
            .0
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?.to_owned(), value.clone())));
        Self(kept.collect()).refused(None)
    }

    /// Lists what was typed, without what must not be shown again.
    fn typed(&self) -> impl Iterator<Item = &(String, String)> {
        let is_secret = |name: &str| matches!(name, "password" | "new_password" | "code");
        self.0.iter().filter(move |(name, _)| !is_secret(name))
    }

    pub(super) fn refused(&self, error: Option<AppError>) -> RefusedForm {
        // The sign-in is one form in two steps.
        let form = match self.get("form") {
            "sign-in-code" => "sign-in",
            form => form,
        };
        RefusedForm {
            form: form.to_owned(),
            comment: self.id("parent").or(self.id("id")).map(CommentId),
            body: self.text(),
            name: self.get("name").to_owned(),
            email: self.get("email").to_owned(),
            website: self.get("website").to_owned(),
            remember: !self.get("remember").is_empty(),
            more: self.other_fields(),
            error,
        }
    }

    /// Lists what was typed into a form that is not a comment's.
    fn other_fields(&self) -> Vec<(String, String)> {
        if self.get("form").ends_with("-comment") {
            return Vec::new();
        }
        self.typed().cloned().collect()
    }
}
