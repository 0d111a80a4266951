//! Passkeys (WebAuthn): adding one, and signing in with one instead of the password.

use std::time::Duration;

use app::{
    AppError,
    error::{Action, Field, Problem},
    model::{AccountId, PasskeyAnswer, PasskeyAsked, PasskeyLine, Timestamp},
};
use moka::sync::Cache;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use super::sessions::Token;
use crate::{
    content,
    service::Core,
    store::{Conn, Tx, accounts, accounts::AccountRow, passkeys},
};

/// How long a browser may take to answer.
const WITHIN: Duration = Duration::from_mins(5);
/// How many answers are waited for at once; the oldest are given up.
const MOST_AT_ONCE: u64 = 10_000;
/// The longest name of a passkey, in code points, and how many an account may have.
const LONGEST_NAME: usize = 60;
const MOST: usize = 20;

/// What browsers were asked for and have not answered yet. Each answer is taken once.
pub(crate) struct Ceremonies {
    additions: Cache<String, (AccountId, PasskeyRegistration)>,
    sign_ins: Cache<String, DiscoverableAuthentication>,
}

impl Default for Ceremonies {
    fn default() -> Self {
        Self {
            additions: Cache::builder()
                .max_capacity(MOST_AT_ONCE)
                .time_to_live(WITHIN)
                .build(),
            sign_ins: Cache::builder()
                .max_capacity(MOST_AT_ONCE)
                .time_to_live(WITHIN)
                .build(),
        }
    }
}

/// Lists an account's passkeys for its own screen.
pub(super) async fn list(
    core: &Core,
    conn: &mut Conn<'_>,
    account: AccountId,
) -> Result<Vec<PasskeyLine>, AppError> {
    let now = core.clock.now();
    let rows = passkeys::list(conn, account).await?;
    let lines = rows.into_iter().map(|row| PasskeyLine {
        id: row.id,
        name: row.name,
        added: core.dates.day(Timestamp(row.created_at)),
        used: row.used_at.map(|at| core.dates.minute(Timestamp(at), now)),
    });
    Ok(lines.collect())
}

/// Asks a browser to make a passkey for an account.
pub(super) async fn ask_to_add(core: &Core, row: &AccountRow) -> Result<PasskeyAsked, AppError> {
    let webauthn = webauthn(core)?;
    let known = {
        let mut snapshot = core.store.snapshot().await?;
        passkeys::list(&mut snapshot.conn(), row.id()).await?
    };
    if known.len() >= MOST {
        return Err(AppError::field(Field::Passkey, Problem::TooLong));
    }
    let known = known.iter().filter_map(|row| read(&row.data));
    let known = known.map(|passkey| passkey.cred_id().clone()).collect();
    let email = core.cipher.open(&row.email).unwrap_or_default();
    let user = user_of(core, row.id());
    let (options, state) = webauthn
        .start_passkey_registration(user, &email, &row.name, Some(known))
        .map_err(|error| refused(&error))?;
    let ticket = Token::new(&*core.entropy).word;
    core.ceremonies
        .additions
        .insert(ticket.clone(), (row.id(), state));
    Ok(PasskeyAsked {
        ticket,
        options: serde_json::to_string(&options).unwrap_or_default(),
    })
}

/// Adds the passkey that a browser has made.
pub(super) async fn add(
    core: &Core,
    account: AccountId,
    answer: PasskeyAnswer,
) -> Result<(), AppError> {
    let late = AppError::Forbidden(Action::UseSpentLink);
    let asked = core.ceremonies.additions.remove(&answer.ticket);
    let (asked, state) = asked.ok_or(late.clone())?;
    if asked != account {
        return Err(late);
    }
    let credential: RegisterPublicKeyCredential = serde_json::from_str(&answer.credential)
        .map_err(|_| AppError::field(Field::Passkey, Problem::Malformed))?;
    let passkey = webauthn(core)?
        .finish_passkey_registration(&credential, &state)
        .map_err(|error| refused(&error))?;
    let name = match content::plain_line(&answer.name, LONGEST_NAME) {
        name if name.is_empty() => "Passkey".to_owned(),
        name => name,
    };
    let id = passkey.cred_id().clone();
    let data = serde_json::to_string(&passkey).unwrap_or_default();
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                if passkeys::find(&mut tx.conn, &id).await?.is_some() {
                    return Err(AppError::field(Field::Passkey, Problem::Taken));
                }
                passkeys::insert(&mut tx.conn, account, (&id, &data, &name), now).await?;
                Ok(())
            })
        })
        .await?;
    tracing::info!(account.id = account.0, "a passkey was added");
    Ok(())
}

/// Takes a passkey of an account away; one that is gone stays so.
pub(super) async fn remove(core: &Core, account: AccountId, passkey: i64) -> Result<(), AppError> {
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                passkeys::delete(&mut tx.conn, account, passkey).await?;
                Ok(())
            })
        })
        .await
}

/// Asks a browser for any passkey it has for this site.
pub(super) fn ask_to_sign_in(core: &Core) -> Result<PasskeyAsked, AppError> {
    let (options, state) = webauthn(core)?
        .start_discoverable_authentication()
        .map_err(|error| refused(&error))?;
    let ticket = Token::new(&*core.entropy).word;
    core.ceremonies.sign_ins.insert(ticket.clone(), state);
    Ok(PasskeyAsked {
        ticket,
        options: serde_json::to_string(&options).unwrap_or_default(),
    })
}

/// Finds the account whose passkey has answered. Its device has made sure who holds it, so no code is asked
/// for besides.
pub(super) async fn check(core: &Core, answer: &PasskeyAnswer) -> Result<AccountRow, AppError> {
    let wrong = AppError::field(Field::Passkey, Problem::Wrong);
    let state = core.ceremonies.sign_ins.remove(&answer.ticket);
    let state = state.ok_or(AppError::Forbidden(Action::UseSpentLink))?;
    let credential: PublicKeyCredential =
        serde_json::from_str(&answer.credential).map_err(|_| wrong.clone())?;
    let webauthn = webauthn(core)?;
    let (user, id) = webauthn
        .identify_discoverable_authentication(&credential)
        .map_err(|_| wrong.clone())?;
    let (row, account) = {
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let row = passkeys::find(conn, id).await?.ok_or(wrong.clone())?;
        let account = accounts::find(conn, AccountId(row.account_id)).await?;
        (row, account)
    };
    let account = account
        .filter(|account| account.disabled_at.is_none() && user == user_of(core, account.id()));
    let account = account.ok_or(wrong.clone())?;
    let mut passkey = read(&row.data).ok_or(wrong.clone())?;
    let result = webauthn
        .finish_discoverable_authentication_v2(&credential, state, &passkey)
        .map_err(|error| {
            tracing::warn!(%error, "a passkey was refused");
            wrong
        })?;
    passkey.update_credential(&result);
    let data = serde_json::to_string(&passkey).unwrap_or_default();
    let (id, now) = (row.id, core.clock.now());
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                passkeys::update_used(&mut tx.conn, id, &data, now).await?;
                Ok::<_, AppError>(())
            })
        })
        .await?;
    Ok(account)
}

/// Returns what a passkey's device knows an account by: nothing that says whose it is.
fn user_of(core: &Core, account: AccountId) -> Uuid {
    let mark = core.cipher.sign(&format!("passkey user {account}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mark[..16]);
    Uuid::from_bytes(bytes)
}

fn read(data: &str) -> Option<Passkey> {
    serde_json::from_str(data).ok()
}

/// Sets the checks up for the site's own address, whose host must be a name.
fn webauthn(core: &Core) -> Result<Webauthn, AppError> {
    let origin = Url::parse(&core.origin()).map_err(|_| AppError::Unavailable)?;
    let host = origin.domain().ok_or(AppError::Unavailable)?;
    WebauthnBuilder::new(host, &origin)
        .and_then(WebauthnBuilder::build)
        .map_err(|error| refused(&error))
}

fn refused(error: &WebauthnError) -> AppError {
    tracing::warn!(%error, "a passkey was refused");
    AppError::field(Field::Passkey, Problem::Wrong)
}
