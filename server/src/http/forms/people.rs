//! The forms of the people of a publication: invitations, accounts, authors.

use app::{
    AppError,
    model::{AccountAct, AccountId, AuthorForm, NewInvitation, NewMember, PasswordReset, Slug},
    server_fns,
};

use super::{Done, Fields, Place};

/// What a form of the people asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PeopleForm {
    Invite(NewInvitation),
    RevokeInvitation(i64),
    Act(AccountId, AccountAct),
    Accept(NewMember),
    Reset(PasswordReset),
    AskForReset(String),
    Author(Slug, AuthorForm),
}

impl PeopleForm {
    /// Reads a form by its name; none for a form that is none of these.
    pub(super) fn read(fields: &Fields) -> Option<Self> {
        let text = |name: &str| fields.get(name).to_owned();
        Some(match fields.get("form") {
            "invite" => Self::Invite(NewInvitation {
                role: text("role"),
                author: text("author"),
                note: text("note"),
            }),
            "revoke-invitation" => Self::RevokeInvitation(fields.id("link")?),
            "account" => {
                let act = match fields.get("act") {
                    "change" => AccountAct::Change {
                        role: text("role"),
                        author: text("author"),
                    },
                    "disable" => AccountAct::Disable,
                    "enable" => AccountAct::Enable,
                    "sign-out" => AccountAct::SignOut,
                    "reset-link" => AccountAct::ResetLink,
                    _ => return None,
                };
                Self::Act(AccountId(fields.id("account")?), act)
            }
            "accept-invitation" => Self::Accept(NewMember {
                key: text("key"),
                name: text("name"),
                email: text("email"),
                password: text("new_password"),
            }),
            "reset-password" => Self::Reset(PasswordReset {
                key: text("key"),
                new_password: text("new_password"),
            }),
            "ask-for-reset" => Self::AskForReset(text("email")),
            "author" => Self::Author(
                fields.get("slug").parse().ok()?,
                AuthorForm {
                    name: text("name"),
                    biography: text("biography"),
                },
            ),
            _ => return None,
        })
    }

    /// Runs the server function.
    pub(super) async fn call(self) -> Result<Done, AppError> {
        let to = |place: &str| Place::Path(place.to_owned());
        Ok(match self {
            Self::Invite(new) => Done::new(
                &server_fns::invite(new).await?,
                to("/desk/people?done=invite#invitations"),
            ),
            Self::RevokeInvitation(link) => Done::new(
                &server_fns::revoke_invitation(link).await?,
                to("/desk/people?done=revoke#invitations"),
            ),
            Self::Act(account, act) => {
                let done = match act {
                    AccountAct::Change { .. } => "change",
                    AccountAct::Disable => "disable",
                    AccountAct::Enable => "enable",
                    AccountAct::SignOut => "sign-out",
                    AccountAct::ResetLink => "reset-link",
                };
                server_fns::act_on_account(account, act).await?;
                let place = format!("/desk/people?done={done}#account-{account}");
                Done::new(&account, Place::Path(place))
            }
            Self::Accept(new) => {
                let card = server_fns::accept_invitation(new).await?;
                let place = if card.role.has_desk() {
                    "/desk"
                } else {
                    "/account"
                };
                Done::new(&card, to(place))
            }
            Self::Reset(reset) => Done::new(
                &server_fns::reset_password(reset).await?,
                to("/account?done=password"),
            ),
            Self::AskForReset(email) => Done::new(
                &server_fns::ask_for_reset(email).await?,
                to("/forgotten?done=1"),
            ),
            Self::Author(slug, form) => {
                server_fns::change_author(slug.clone(), form).await?;
                let place = format!("/desk/authors/{slug}?done=1");
                Done::new(&slug, Place::Path(place))
            }
        })
    }
}
