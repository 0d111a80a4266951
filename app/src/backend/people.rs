//! The people of a publication.

use async_trait::async_trait;

use crate::{
    AppError,
    model::{
        AccountAct, AccountId, AuthorForm, AuthorPage, BegunSession, InvitationPage, NewInvitation,
        NewMember, PasswordReset, PeoplePage, Slug, Viewer,
    },
};

/// Accounts as the owner sees them, links that work once, authors. `browser` names the browser that asks.
#[async_trait]
pub trait People: Send + Sync {
    /// Returns everybody.
    async fn people(&self, viewer: Viewer) -> Result<PeoplePage, AppError>;

    /// Makes a link with which somebody gets an account.
    async fn invite(&self, new: NewInvitation, viewer: Viewer) -> Result<(), AppError>;

    /// Takes an invitation back; one that does not work any more stays so.
    async fn revoke_invitation(&self, link: i64, viewer: Viewer) -> Result<(), AppError>;

    /// Does something with an account.
    async fn act_on_account(
        &self,
        account: AccountId,
        act: AccountAct,
        viewer: Viewer,
    ) -> Result<(), AppError>;

    /// Says what an invitation gives, without using it.
    async fn invitation(&self, key: &str) -> Result<InvitationPage, AppError>;

    /// Makes an account with an invitation and signs it in.
    async fn accept(&self, new: NewMember, browser: String) -> Result<BegunSession, AppError>;

    /// Says whether a link for a new password works, without using it.
    async fn can_reset(&self, key: &str) -> Result<bool, AppError>;

    /// Gives an account a new password by a link, ends all its sessions and begins one here.
    async fn reset(&self, reset: PasswordReset, browser: String) -> Result<BegunSession, AppError>;

    /// Sends the account of an address a link for a new password, where there is one; the answer is the
    /// same where there is none.
    async fn ask_for_reset(&self, email: String, viewer: Viewer) -> Result<(), AppError>;

    /// Returns an author as the desk shows them.
    async fn author(&self, slug: &Slug, viewer: Viewer) -> Result<AuthorPage, AppError>;

    /// Changes an author's name and biography.
    async fn change_author(
        &self,
        slug: &Slug,
        form: AuthorForm,
        viewer: Viewer,
    ) -> Result<(), AppError>;
}
