//! What several of an account's use cases do: begin a session, ask for the password once more, end a session.

use app::{
    AppError,
    error::{Field, Problem, Thing},
    model::{BegunSession, SessionId, Signed, Viewer},
};

use super::{
    AccountService, card,
    sessions::{self, Token},
};
use crate::{
    service::moderation,
    store::{
        Tx,
        accounts::{self, AccountRow},
    },
};

impl AccountService {
    /// Begins a session of an account that has shown whose it is.
    pub(super) async fn begin(
        &self,
        row: &AccountRow,
        viewer: Viewer,
        here: (String, bool),
        claims: bool,
    ) -> Result<BegunSession, AppError> {
        let core = &self.0;
        let account = (row.id(), card(row)?);
        let now = core.clock.now();
        let token = Token::new(&*core.entropy);
        // Whoever was signed in with this browser before is no more.
        let before = viewer.account;
        core.store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    if let Some(before) = before {
                        sessions::end(tx, before.account, before.session, now).await?;
                    }
                    if let Some(cookie) = viewer.cookie.filter(|_| claims) {
                        moderation::claim_for(tx, account.0, cookie, now).await?;
                    }
                    Ok(sessions::begin(tx, token, account, here, now).await?)
                })
            })
            .await
    }

    /// Asks once more for the password of an account that is signed in.
    pub(super) async fn confirm(
        &self,
        signed: Signed,
        password: String,
        viewer: Viewer,
    ) -> Result<AccountRow, AppError> {
        let core = &self.0;
        let row = {
            let mut snapshot = core.store.snapshot().await?;
            accounts::find(&mut snapshot.conn(), signed.account).await?
        };
        let row = row.ok_or(AppError::SignInRequired)?;
        let digest = row.email_digest.as_slice().try_into().unwrap_or([0; 32]);
        core.limits.count_sign_in(viewer.address, digest)?;
        let fits = core
            .passwords
            .verify(password, row.password_hash.clone())
            .await?;
        if fits {
            Ok(row)
        } else {
            Err(AppError::field(Field::Password, Problem::Wrong))
        }
    }

    pub(super) async fn end(&self, signed: Signed, session: SessionId) -> Result<(), AppError> {
        let now = self.0.clock.now();
        let was_there = self
            .0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    Ok::<_, AppError>(sessions::end(tx, signed.account, session, now).await?)
                })
            })
            .await?;
        if was_there {
            Ok(())
        } else {
            Err(AppError::NotFound(Thing::Session))
        }
    }
}
