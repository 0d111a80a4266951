//! The people of a publication: accounts, links that work once, authors.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{accounts::begun, rendered_for, request, with_status};
use crate::{
    AppError,
    context::BrowserName,
    error::Thing,
    model::{
        AccountAct, AccountCard, AccountId, AuthorForm, AuthorPage, InvitationPage, NewInvitation,
        NewMember, PasswordReset, PeoplePage, Slug,
    },
};

/// Loads everybody.
///
/// # Errors
/// [`AppError`] when they are not the viewer's to see.
pub async fn load_people() -> Result<PeoplePage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.people.people(viewer).await
}

/// Loads what an invitation gives.
///
/// # Errors
/// [`AppError`] when it cannot be had.
pub async fn load_invitation(key: String) -> Result<InvitationPage, AppError> {
    request()?.0.people.invitation(&key).await
}

/// Says whether a link for a new password works.
///
/// # Errors
/// [`AppError`] when that cannot be had.
pub async fn load_reset(key: String) -> Result<bool, AppError> {
    request()?.0.people.can_reset(&key).await
}

/// Loads an author as the desk shows them.
///
/// # Errors
/// [`AppError`] when there is none of that name, or not the viewer's to change.
pub async fn load_author(slug: String) -> Result<AuthorPage, AppError> {
    let slug = slug
        .parse()
        .map_err(|_| AppError::NotFound(Thing::Author))?;
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.people.author(&slug, viewer).await
}

fn browser() -> String {
    use_context::<BrowserName>().unwrap_or_default().0
}

/// Makes a link with which somebody gets an account.
#[server(prefix = "/api", endpoint = "people/invite", input = Json)]
pub async fn invite(new: NewInvitation) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.people.invite(new, viewer).await)
}

/// Takes an invitation back.
#[server(prefix = "/api", endpoint = "people/revoke_invitation")]
pub async fn revoke_invitation(link: i64) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.people.revoke_invitation(link, viewer).await)
}

/// Does something with an account.
#[server(prefix = "/api", endpoint = "people/act", input = Json)]
pub async fn act_on_account(account: AccountId, act: AccountAct) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.people.act_on_account(account, act, viewer).await)
}

/// Makes an account with an invitation.
#[server(prefix = "/api", endpoint = "accounts/accept", input = Json)]
pub async fn accept_invitation(new: NewMember) -> Result<AccountCard, AppError> {
    let (backend, _) = request()?;
    begun(backend.people.accept(new, browser()).await)
}

/// Asks for a link for a new password by mail.
#[server(prefix = "/api", endpoint = "accounts/ask_for_reset")]
pub async fn ask_for_reset(email: String) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.people.ask_for_reset(email, viewer).await)
}

/// Gives an account a new password by a link.
#[server(prefix = "/api", endpoint = "accounts/reset", input = Json)]
pub async fn reset_password(reset: PasswordReset) -> Result<AccountCard, AppError> {
    let (backend, _) = request()?;
    begun(backend.people.reset(reset, browser()).await)
}

/// Changes what an author is called and what is said of them.
#[server(prefix = "/api", endpoint = "people/change_author", input = Json)]
pub async fn change_author(slug: Slug, form: AuthorForm) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.people.change_author(&slug, form, viewer).await)
}
