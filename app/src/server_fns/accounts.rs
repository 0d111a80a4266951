//! Signing in and out, and what an account changes about itself.

use crate::{
    AppError,
    model::{AccountPage, Claimable, SetupPage},
};

/// Loads what the account that is signed in sees of itself.
///
/// # Errors
/// [`AppError::SignInRequired`] when none is.
pub async fn load_account_page() -> Result<AccountPage, AppError> {
    let (backend, viewer) = super::request()?;
    let viewer = super::rendered_for().unwrap_or(viewer);
    let mut page = backend.accounts.page(viewer).await?;
    page.claimable = backend.moderation.claimable(viewer).await?;
    Ok(page)
}

/// Loads how much this browser has said and liked without an account.
///
/// # Errors
/// [`AppError`] when it cannot be had.
pub async fn load_left_here() -> Result<Claimable, AppError> {
    let (backend, viewer) = super::request()?;
    let viewer = super::rendered_for().unwrap_or(viewer);
    backend.moderation.left_here(viewer).await
}

/// Loads what the screen of the set-up needs to know of its link.
///
/// # Errors
/// [`AppError`] when it cannot be had.
pub async fn load_setup_page(key: String) -> Result<SetupPage, AppError> {
    super::request()?.0.accounts.setup_page(key).await
}

pub use writing::*;

mod writing {
    use leptos::{
        prelude::*,
        server_fn::codec::{GetUrl, Json},
    };

    use super::{load_account_page, load_setup_page};
    use crate::{
        AppError,
        context::{BrowserName, SessionSlot},
        model::{
            AccountCard, AccountPage, BegunSession, CodeSignIn, Credentials, NewOwner,
            PasskeyAnswer, PasskeyAsked, PasswordChange, SessionId, SetupPage,
        },
        server_fns::{request, with_status},
    };

    fn browser() -> String {
        use_context::<BrowserName>().unwrap_or_default().0
    }

    /// Leaves a session that was begun for the answer's cookie.
    pub(in crate::server_fns) fn begun(
        outcome: Result<BegunSession, AppError>,
    ) -> Result<AccountCard, AppError> {
        let session = with_status(outcome)?;
        let card = session.card.clone();
        if let Some(slot) = use_context::<SessionSlot>() {
            slot.begin(session);
        }
        Ok(card)
    }

    #[server(prefix = "/api", endpoint = "accounts/page", input = GetUrl)]
    async fn read_account_page() -> Result<AccountPage, AppError> {
        with_status(load_account_page().await)
    }

    #[server(prefix = "/api", endpoint = "accounts/setup_page", input = GetUrl)]
    async fn read_setup_page(key: String) -> Result<SetupPage, AppError> {
        with_status(load_setup_page(key).await)
    }

    /// Signs in.
    #[server(prefix = "/api", endpoint = "accounts/sign_in")]
    pub async fn sign_in(sign_in: Credentials) -> Result<AccountCard, AppError> {
        let (backend, viewer) = request()?;
        begun(backend.accounts.sign_in(sign_in, viewer, browser()).await)
    }

    /// Signs in with the code that an account with a second factor is asked for.
    #[server(prefix = "/api", endpoint = "accounts/sign_in_with_code")]
    pub async fn sign_in_with_code(sign_in: CodeSignIn) -> Result<AccountCard, AppError> {
        let (backend, viewer) = request()?;
        let signing = backend
            .accounts
            .sign_in_with_code(sign_in, viewer, browser());
        begun(signing.await)
    }

    /// Begins a second factor.
    #[server(prefix = "/api", endpoint = "accounts/begin_factor")]
    pub async fn begin_factor(password: String) -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.begin_factor(password, viewer).await)
    }

    /// Confirms a second factor.
    #[server(prefix = "/api", endpoint = "accounts/confirm_factor")]
    pub async fn confirm_factor(code: String) -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.confirm_factor(code, viewer).await)
    }

    /// Takes the second factor away.
    #[server(prefix = "/api", endpoint = "accounts/end_factor")]
    pub async fn end_factor(password: String) -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.end_factor(password, viewer).await)
    }

    /// Asks the browser to make a passkey.
    #[server(prefix = "/api", endpoint = "accounts/ask_for_passkey", input = Json)]
    pub async fn ask_for_passkey(password: String) -> Result<PasskeyAsked, AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.ask_for_passkey(password, viewer).await)
    }

    /// Adds the passkey that the browser has made.
    #[server(prefix = "/api", endpoint = "accounts/add_passkey", input = Json)]
    pub async fn add_passkey(answer: PasskeyAnswer) -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.add_passkey(answer, viewer).await)
    }

    /// Takes a passkey away.
    #[server(prefix = "/api", endpoint = "accounts/remove_passkey")]
    pub async fn remove_passkey(passkey: i64, password: String) -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        let removed = backend.accounts.remove_passkey(passkey, password, viewer);
        with_status(removed.await)
    }

    /// Asks the browser for any passkey it has for this site.
    #[server(prefix = "/api", endpoint = "accounts/ask_to_sign_in", input = Json)]
    pub async fn ask_to_sign_in() -> Result<PasskeyAsked, AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.ask_to_sign_in(viewer).await)
    }

    /// Signs in with the passkey that has answered.
    #[server(prefix = "/api", endpoint = "accounts/sign_in_with_passkey", input = Json)]
    pub async fn sign_in_with_passkey(answer: PasskeyAnswer) -> Result<AccountCard, AppError> {
        let (backend, viewer) = request()?;
        let signing = backend
            .accounts
            .sign_in_with_passkey(answer, viewer, browser());
        begun(signing.await)
    }

    /// Signs out.
    #[server(prefix = "/api", endpoint = "accounts/sign_out")]
    pub async fn sign_out() -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.sign_out(viewer).await)?;
        if let Some(slot) = use_context::<SessionSlot>() {
            slot.end();
        }
        Ok(())
    }

    /// Changes the own password.
    #[server(prefix = "/api", endpoint = "accounts/change_password")]
    pub async fn change_password(change: PasswordChange) -> Result<AccountCard, AppError> {
        let (backend, viewer) = request()?;
        begun(backend.accounts.change_password(change, viewer).await)
    }

    /// Changes the own e-mail address.
    #[server(prefix = "/api", endpoint = "accounts/change_email")]
    pub async fn change_email(email: String, password: String) -> Result<AccountCard, AppError> {
        let (backend, viewer) = request()?;
        begun(backend.accounts.change_email(email, password, viewer).await)
    }

    /// Changes the own name.
    #[server(prefix = "/api", endpoint = "accounts/change_name")]
    pub async fn change_name(name: String) -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.change_name(name, viewer).await)
    }

    /// Ends one of the own sessions.
    #[server(prefix = "/api", endpoint = "accounts/end_session")]
    pub async fn end_session(session: SessionId) -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.end_session(session, viewer).await)
    }

    /// Ends all own sessions but this one.
    #[server(prefix = "/api", endpoint = "accounts/end_other_sessions")]
    pub async fn end_other_sessions() -> Result<(), AppError> {
        let (backend, viewer) = request()?;
        with_status(backend.accounts.end_other_sessions(viewer).await)
    }

    /// Makes the first owner with the set-up link.
    #[server(prefix = "/api", endpoint = "accounts/set_up")]
    pub async fn set_up(owner: NewOwner) -> Result<AccountCard, AppError> {
        let (backend, _) = request()?;
        begun(backend.accounts.set_up(owner, browser()).await)
    }
}
