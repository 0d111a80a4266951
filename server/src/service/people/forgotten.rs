//! A forgotten password: a link for a new one, sent to the account's own address.

use std::sync::Arc;

use app::{AppError, model::Viewer};

use super::{Core, links};
use crate::{
    mail::{Mail, deliver},
    store::{Tx, accounts, links::LinkKind},
};

/// Sends the account of an address a link for a new password, where there is one. Whoever asks is told the
/// same in the same time whether there is or not: everything else is done afterwards.
pub(super) fn ask(core: &Arc<Core>, email: &str, viewer: Viewer) -> Result<(), AppError> {
    let digest = core.cipher.email_digest(email);
    core.limits.count_sign_in(viewer.address, digest)?;
    let Some(mailer) = core.mailer.clone() else {
        return Err(AppError::Unavailable);
    };
    let core = core.clone();
    tokio::spawn(async move {
        match offer(&core, digest).await {
            Ok(Some((to, word))) => {
                let (site, origin) = (core.settings.get().name.clone(), core.origin());
                let mail = Mail {
                    to,
                    subject: format!("A new password for {site}"),
                    text: text(&site, &(origin + &links::path(LinkKind::Reset, &word))),
                };
                deliver(mailer, mail).await;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a link for a new password was not made"),
        }
    });
    Ok(())
}

/// Makes the link, and returns it with the address it goes to; nothing for an address without an account.
async fn offer(core: &Core, digest: [u8; 32]) -> Result<Option<(String, String)>, AppError> {
    let row = {
        let mut snapshot = core.store.snapshot().await?;
        accounts::find_by_email(&mut snapshot.conn(), &digest).await?
    };
    let Some(row) = row.filter(|row| row.disabled_at.is_none()) else {
        return Ok(None);
    };
    let Some(to) = core.cipher.open(&row.email) else {
        return Ok(None);
    };
    let (account, now) = (row.id(), core.clock.now());
    let (signing, closed) = (core.cipher.clone(), account);
    let word = core
        .store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move { links::offer_reset(&signing, tx, closed, now).await })
        })
        .await?;
    Ok(Some((to, word)))
}

fn text(site: &str, link: &str) -> String {
    format!(
        "Somebody, you we hope, has asked for a new password for your account at {site}.\n\n\
         Choose it here, once and within an hour:\n\n{link}\n\n\
         If it was not you, do nothing: your password stays as it is.\n"
    )
}
