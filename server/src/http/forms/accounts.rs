//! The forms of accounts: sign-in, set-up, and what an account changes about itself.

use app::{
    AppError,
    model::{
        CodeSignIn, CommentId, Credentials, ModerationAct, ModerationReason, NewOwner,
        PasswordChange, SessionId, local_path,
    },
    server_fns,
};

use super::{Done, Fields, Place};

/// Returns where one goes on after signing in.
fn went_on(next: &str, resumes: bool) -> Place {
    if resumes {
        Place::Resumed
    } else {
        Place::Path(local_path(next).unwrap_or("/").to_owned())
    }
}

/// What a form of accounts asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AccountForm {
    /// Sign in, and go on where one came from.
    SignIn {
        sign_in: Credentials,
        next: String,
        resumes: bool,
    },
    SignInWithCode {
        sign_in: CodeSignIn,
        next: String,
        resumes: bool,
    },
    BeginFactor(String),
    ConfirmFactor(String),
    EndFactor(String),
    RemovePasskey(i64, String),
    SignOut,
    SetUp(NewOwner),
    ChangePassword(PasswordChange),
    ChangeEmail {
        email: String,
        password: String,
    },
    ChangeName(String),
    EndSession(SessionId),
    EndOtherSessions,
    Claim,
    Moderate {
        comment: CommentId,
        act: ModerationAct,
        reason: ModerationReason,
    },
}

impl AccountForm {
    /// Reads a form by its name; none for a form that is none of these.
    pub(super) fn read(fields: &Fields) -> Option<Self> {
        let text = |name: &str| fields.get(name).to_owned();
        Some(match fields.get("form") {
            "sign-in" => Self::SignIn {
                sign_in: Credentials {
                    email: text("email"),
                    password: text("password"),
                    stay: !fields.get("stay").is_empty(),
                    claim: !fields.get("claim").is_empty(),
                },
                next: text("next"),
                resumes: !fields.get("resume").is_empty(),
            },
            "sign-in-code" => Self::SignInWithCode {
                sign_in: CodeSignIn {
                    ticket: text("ticket"),
                    code: text("code"),
                    stay: !fields.get("stay").is_empty(),
                    claim: !fields.get("claim").is_empty(),
                },
                next: text("next"),
                resumes: !fields.get("resume").is_empty(),
            },
            "begin-factor" => Self::BeginFactor(text("password")),
            "confirm-factor" => Self::ConfirmFactor(text("code")),
            "end-factor" => Self::EndFactor(text("password")),
            "remove-passkey" => Self::RemovePasskey(fields.id("passkey")?, text("password")),
            "sign-out" => Self::SignOut,
            "set-up" => Self::SetUp(NewOwner {
                key: text("key"),
                site_name: text("site_name"),
                tagline: text("tagline"),
                rating_scale: fields.get("rating_scale").trim().parse().unwrap_or(0),
                name: text("name"),
                email: text("email"),
                password: text("new_password"),
            }),
            "change-password" => Self::ChangePassword(PasswordChange {
                password: text("password"),
                new_password: text("new_password"),
            }),
            "change-email" => Self::ChangeEmail {
                email: text("email"),
                password: text("password"),
            },
            "change-name" => Self::ChangeName(text("name")),
            "end-session" => Self::EndSession(SessionId(fields.id("id")?)),
            "end-other-sessions" => Self::EndOtherSessions,
            "claim" => Self::Claim,
            "moderate-comment" => Self::Moderate {
                comment: CommentId(fields.id("id")?),
                act: ModerationAct::from_key(fields.get("act"))?,
                reason: ModerationReason::from_key(fields.get("reason"))
                    .unwrap_or(ModerationReason::Other),
            },
            _ => return None,
        })
    }

    /// Runs the server function.
    pub(super) async fn call(self) -> Result<Done, AppError> {
        let to = |place: &str| Place::Path(place.to_owned());
        Ok(match self {
            Self::SignIn {
                sign_in,
                next,
                resumes,
            } => {
                let card = server_fns::sign_in(sign_in).await?;
                Done::new(&card, went_on(&next, resumes))
            }
            Self::SignInWithCode {
                sign_in,
                next,
                resumes,
            } => {
                let card = server_fns::sign_in_with_code(sign_in).await?;
                Done::new(&card, went_on(&next, resumes))
            }
            Self::BeginFactor(password) => Done::new(
                &server_fns::begin_factor(password).await?,
                to("/account#second-factor"),
            ),
            Self::ConfirmFactor(code) => Done::new(
                &server_fns::confirm_factor(code).await?,
                to("/account?done=factor#second-factor"),
            ),
            Self::EndFactor(password) => Done::new(
                &server_fns::end_factor(password).await?,
                to("/account?done=factor-off#second-factor"),
            ),
            Self::RemovePasskey(passkey, password) => Done::new(
                &server_fns::remove_passkey(passkey, password).await?,
                to("/account?done=passkey-off#passkeys"),
            ),
            Self::SignOut => Done::new(&server_fns::sign_out().await?, to("/")),
            Self::SetUp(owner) => Done::new(&server_fns::set_up(owner).await?, to("/setup")),
            Self::ChangePassword(change) => Done::new(
                &server_fns::change_password(change).await?,
                to("/account?done=password"),
            ),
            Self::ChangeEmail { email, password } => Done::new(
                &server_fns::change_email(email, password).await?,
                to("/account?done=email"),
            ),
            Self::ChangeName(name) => Done::new(
                &server_fns::change_name(name).await?,
                to("/account?done=name"),
            ),
            Self::EndSession(session) => Done::new(
                &server_fns::end_session(session).await?,
                to("/account?done=session"),
            ),
            Self::Claim => Done::new(&server_fns::claim().await?, to("/account?done=claim")),
            Self::Moderate {
                comment,
                act,
                reason,
            } => {
                server_fns::moderate_comment(comment, act, reason).await?;
                let place = if act == ModerationAct::Restore {
                    Place::Comment(comment)
                } else {
                    // There it can be put back.
                    Place::Here("#withheld".to_owned())
                };
                Done::new(&comment, place)
            }
            Self::EndOtherSessions => Done::new(
                &server_fns::end_other_sessions().await?,
                to("/account?done=sessions"),
            ),
        })
    }
}
