//! Accounts: signing in and out, and what an account changes about itself.

mod by_hand;
mod own;
mod passkeys;
mod passwords;
mod people;
mod second_factor;
mod sessions;
mod setup;

use std::sync::Arc;

use app::{
    AppError,
    backend::Accounts,
    error::{Field, Problem},
    model::{
        AccountCard, AccountPage, BegunSession, Claimable, CodeSignIn, Credentials, NewOwner,
        PasskeyAnswer, PasskeyAsked, PasswordChange, SessionId, SessionLine, SetupPage, Signed,
        Timestamp, Viewer,
    },
};
use async_trait::async_trait;

use super::{
    Core,
    policy::{self, Act, State, Whose},
};
use crate::store::{
    Tx,
    accounts::{self, AccountRow},
    events::EventKind,
    links::{self, LinkKind},
    sessions as rows, visitors,
    visitors::RememberedRow,
};

pub(crate) use by_hand::{ByHand, add, reset};
pub(crate) use passkeys::Ceremonies;
pub(crate) use passwords::{Passwords, check as check_password};
pub(crate) use people::{check_with_password, insert as insert_person, taken};
pub(crate) use second_factor::{is_asked_for as is_code_asked_for, ticket as code_ticket};
pub(crate) use sessions::{
    Session, begin as begin_session, browser_name, end_others as end_sessions,
    find as find_session, forget_ended as forget_ended_sessions,
};
pub(crate) use setup::make_link as make_setup_link;

pub(crate) use sessions::Token;

/// Implements the port for accounts.
pub(crate) struct AccountService(pub(crate) Arc<Core>);

#[async_trait]
impl Accounts for AccountService {
    async fn sign_in(
        &self,
        sign_in: Credentials,
        viewer: Viewer,
        browser: String,
    ) -> Result<BegunSession, AppError> {
        let core = &self.0;
        let digest = core.cipher.email_digest(&sign_in.email);
        core.limits.count_sign_in(viewer.address, digest)?;
        let row = {
            let mut snapshot = core.store.snapshot().await?;
            accounts::find_by_email(&mut snapshot.conn(), &digest).await?
        };
        let row = row.filter(|row| row.disabled_at.is_none());
        let known = row.as_ref().and_then(|row| row.password_hash.clone());
        let fits = core.passwords.verify(sign_in.password, known).await?;
        let (Some(row), true) = (row, fits) else {
            tracing::warn!(address = ?viewer.address, "somebody did not sign in");
            return Err(AppError::field(Field::Password, Problem::Wrong));
        };
        if second_factor::is_asked_for(core, row.id()).await? {
            let ticket = second_factor::ticket(core, row.id());
            return Err(AppError::CodeRequired { ticket });
        }
        self.begin(&row, viewer, (browser, sign_in.stay), sign_in.claim)
            .await
    }

    async fn sign_in_with_code(
        &self,
        sign_in: CodeSignIn,
        viewer: Viewer,
        browser: String,
    ) -> Result<BegunSession, AppError> {
        let core = &self.0;
        // The password has to be given again when the code took too long.
        let late = AppError::field(Field::Password, Problem::Wrong);
        let account = second_factor::read_ticket(core, &sign_in.ticket).ok_or(late.clone())?;
        let row = {
            let mut snapshot = core.store.snapshot().await?;
            accounts::find(&mut snapshot.conn(), account).await?
        };
        let row = row.filter(|row| row.disabled_at.is_none()).ok_or(late)?;
        let digest = row.email_digest.as_slice().try_into().unwrap_or([0; 32]);
        core.limits.count_sign_in(viewer.address, digest)?;
        second_factor::check(core, account, &sign_in.code).await?;
        self.begin(&row, viewer, (browser, sign_in.stay), sign_in.claim)
            .await
    }

    async fn begin_factor(&self, password: String, viewer: Viewer) -> Result<(), AppError> {
        let signed = own_account(&viewer)?;
        self.confirm(signed, password, viewer).await?;
        second_factor::begin(&self.0, signed.account).await
    }

    async fn confirm_factor(&self, code: String, viewer: Viewer) -> Result<(), AppError> {
        let signed = own_account(&viewer)?;
        second_factor::confirm(&self.0, signed.account, &code).await
    }

    async fn end_factor(&self, password: String, viewer: Viewer) -> Result<(), AppError> {
        let signed = own_account(&viewer)?;
        self.confirm(signed, password, viewer).await?;
        second_factor::turn_off(&self.0, signed.account).await
    }

    async fn ask_for_passkey(
        &self,
        password: String,
        viewer: Viewer,
    ) -> Result<PasskeyAsked, AppError> {
        let signed = own_account(&viewer)?;
        let row = self.confirm(signed, password, viewer).await?;
        passkeys::ask_to_add(&self.0, &row).await
    }

    async fn add_passkey(&self, answer: PasskeyAnswer, viewer: Viewer) -> Result<(), AppError> {
        let signed = own_account(&viewer)?;
        passkeys::add(&self.0, signed.account, answer).await
    }

    async fn remove_passkey(
        &self,
        passkey: i64,
        password: String,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        let signed = own_account(&viewer)?;
        self.confirm(signed, password, viewer).await?;
        passkeys::remove(&self.0, signed.account, passkey).await
    }

    async fn ask_to_sign_in(&self, viewer: Viewer) -> Result<PasskeyAsked, AppError> {
        // By the address alone: whose account it will be is not known yet.
        self.0.limits.count_sign_in_from(viewer.address)?;
        passkeys::ask_to_sign_in(&self.0)
    }

    async fn sign_in_with_passkey(
        &self,
        answer: PasskeyAnswer,
        viewer: Viewer,
        browser: String,
    ) -> Result<BegunSession, AppError> {
        let row = passkeys::check(&self.0, &answer).await?;
        self.begin(&row, viewer, (browser, true), false).await
    }

    async fn sign_out(&self, viewer: Viewer) -> Result<(), AppError> {
        let Some(signed) = viewer.account else {
            return Ok(());
        };
        self.end(signed, signed.session).await
    }

    async fn page(&self, viewer: Viewer) -> Result<AccountPage, AppError> {
        let core = &self.0;
        let signed = own_account(&viewer)?;
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let account = accounts::find(conn, signed.account)
            .await?
            .ok_or(AppError::SignInRequired)?;
        let now = core.clock.now();
        let mut sessions: Vec<SessionLine> = rows::list(conn, signed.account)
            .await?
            .into_iter()
            .filter(|row| !sessions::has_ended(row, signed.role, now))
            .map(|row| SessionLine {
                id: SessionId(row.id),
                browser: row.browser,
                signed_in: core.dates.day(Timestamp(row.signed_in_at)),
                seen: core.dates.minute(Timestamp(row.seen_at), now),
                is_this: row.id == signed.session.0,
            })
            .collect();
        sessions.sort_by_key(|session| !session.is_this);
        let email = core.cipher.open(&account.email).unwrap_or_default();
        let factor = second_factor::state(core, conn, (signed.account, &email)).await?;
        Ok(AccountPage {
            second_factor: factor,
            passkeys: passkeys::list(core, conn, signed.account).await?,
            needs_factor: account.role()? != signed.role,
            email,
            name: account.name,
            role: signed.role,
            sessions,
            // The port for moderation knows.
            claimable: Claimable::default(),
        })
    }

    async fn change_password(
        &self,
        change: PasswordChange,
        viewer: Viewer,
    ) -> Result<BegunSession, AppError> {
        let core = &self.0;
        let signed = own_account(&viewer)?;
        let account = self.confirm(signed, change.password, viewer).await?;
        let email = core.cipher.open(&account.email).unwrap_or_default();
        passwords::check(&change.new_password, &[&account.name, &email])
            .map_err(|problem| AppError::field(Field::NewPassword, problem))?;
        let hash = core.passwords.hash(change.new_password).await?;
        let now = core.clock.now();
        let token = Token::new(&*core.entropy);
        let begun = core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    accounts::update_password(&mut tx.conn, signed.account, &hash).await?;
                    links::revoke(&mut tx.conn, LinkKind::Reset, Some(signed.account)).await?;
                    sessions::rotate(tx, token, signed, account.name, now).await
                })
            })
            .await?;
        tracing::info!(account.id = signed.account.0, "a password was changed");
        Ok(begun)
    }

    async fn change_email(
        &self,
        email: String,
        password: String,
        viewer: Viewer,
    ) -> Result<BegunSession, AppError> {
        let core = &self.0;
        let signed = own_account(&viewer)?;
        let email = people::check_email(core, &email)
            .map_err(|problem| AppError::field(Field::Email, problem))?;
        let account = self.confirm(signed, password, viewer).await?;
        let now = core.clock.now();
        let token = Token::new(&*core.entropy);
        let begun = core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let email = (email.0.as_slice(), email.1.as_slice());
                    accounts::update_email(&mut tx.conn, signed.account, email)
                        .await
                        .map_err(people::taken)?;
                    links::revoke(&mut tx.conn, LinkKind::Reset, Some(signed.account)).await?;
                    sessions::rotate(tx, token, signed, account.name, now).await
                })
            })
            .await?;
        tracing::info!(account.id = signed.account.0, "an address was changed");
        Ok(begun)
    }

    async fn change_name(&self, name: String, viewer: Viewer) -> Result<(), AppError> {
        let signed = own_account(&viewer)?;
        let own = viewer.identity()?;
        let name =
            people::check_name(&name).map_err(|problem| AppError::field(Field::Name, problem))?;
        let now = self.0.clock.now();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    accounts::update_name(&mut tx.conn, signed.account, &name).await?;
                    let visitor = visitors::find_or_insert(&mut tx.conn, &own.hash, now).await?;
                    let remembered = RememberedRow {
                        name,
                        ..RememberedRow::default()
                    };
                    visitors::update_remembered(&mut tx.conn, visitor, &remembered).await?;
                    tx.tell(None, EventKind::Names, "{}".to_owned(), now)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn end_session(&self, session: SessionId, viewer: Viewer) -> Result<(), AppError> {
        self.end(own_account(&viewer)?, session).await
    }

    async fn end_other_sessions(&self, viewer: Viewer) -> Result<(), AppError> {
        let signed = own_account(&viewer)?;
        let now = self.0.clock.now();
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    sessions::end_others(tx, signed.account, Some(signed.session), now).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn setup_page(&self, key: String) -> Result<SetupPage, AppError> {
        setup::page(&self.0, &key).await
    }

    async fn set_up(&self, new: NewOwner, browser: String) -> Result<BegunSession, AppError> {
        setup::set_up(&self.0, new, browser).await
    }
}

fn own_account(viewer: &Viewer) -> Result<Signed, AppError> {
    policy::require(viewer, Act::ChangeAccount, Whose::Own, State::Public)?;
    viewer.signed()
}

fn card(row: &AccountRow) -> Result<AccountCard, AppError> {
    Ok(AccountCard {
        name: row.name.clone(),
        role: row.role()?,
    })
}
