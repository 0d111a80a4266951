//! What the operator does from the shell: adding an account, and giving one a new password.

use app::{
    AppError,
    error::{Field, Thing},
    model::{Role, Slug},
};

use super::{
    passwords, people,
    sessions::{self, Token},
};
use crate::{
    service::Core,
    store::{
        Tx, accounts, authors, factors,
        links::{self, LinkKind},
    },
};

/// An account as the operator gives it.
pub(crate) struct ByHand {
    /// The name.
    pub(crate) name: String,
    /// The e-mail address.
    pub(crate) email: String,
    /// What it may do.
    pub(crate) role: Role,
    /// The password.
    pub(crate) password: String,
    /// The author the account signs reviews as.
    pub(crate) author: Option<Slug>,
}

/// Adds an account. With the first owner the link for the set-up ends.
pub(crate) async fn add(core: &Core, new: ByHand) -> Result<(), AppError> {
    let given = (new.name.as_str(), new.email.as_str(), new.password.as_str());
    let person = people::check_with_password(core, given)?;
    let hash = core.passwords.hash(new.password).await?;
    let now = core.clock.now();
    let shadow = Token::new(&*core.entropy);
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let made = (new.role, Some(hash));
                let account = people::insert(tx, person, made, shadow.hash, now).await?;
                if let Some(slug) = new.author {
                    let (author, ..) = authors::find(&mut tx.conn, &slug)
                        .await?
                        .ok_or(AppError::NotFound(Thing::Author))?;
                    accounts::update_author(&mut tx.conn, account, Some(author))
                        .await
                        .map_err(people::taken)?;
                }
                if new.role == Role::Owner {
                    links::revoke(&mut tx.conn, LinkKind::Setup, None).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Gives the account of an address a new password and ends its sessions; says whether there is one.
pub(crate) async fn reset(core: &Core, email: &str, password: String) -> Result<bool, AppError> {
    let digest = core.cipher.email_digest(email);
    let account = {
        let mut snapshot = core.store.snapshot().await?;
        accounts::find_by_email(&mut snapshot.conn(), &digest).await?
    };
    let Some(account) = account else {
        return Ok(false);
    };
    passwords::check(&password, &[&account.name, email])
        .map_err(|problem| AppError::field(Field::NewPassword, problem))?;
    let hash = core.passwords.hash(password).await?;
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                accounts::update_password(&mut tx.conn, account.id(), &hash).await?;
                // Whoever has the shell has everything, and a lost app must not lock anybody out.
                factors::delete(&mut tx.conn, account.id()).await?;
                sessions::end_others(tx, account.id(), None, now).await?;
                links::revoke(&mut tx.conn, LinkKind::Reset, Some(account.id())).await?;
                Ok(true)
            })
        })
        .await
}
