//! Links that work once: invitations, and new passwords.

use std::sync::Arc;

use app::{
    AppError,
    error::{Action, Field, Thing},
    model::{
        AccountCard, AccountId, AuthorId, BegunSession, InvitationPage, LinkLine, NewInvitation,
        NewMember, PasswordReset, Role, Timestamp, Viewer,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{Core, find_author};
use crate::{
    content,
    secret::Cipher,
    service::accounts::{self as persons, Token, taken},
    store::{
        Conn, Error, Tx, accounts, authors,
        links::{self, LinkKind, NewLink},
        roster::{self, OpenLinkRow},
    },
};

/// How long an invitation works, in seconds: 14 days.
const INVITATION_SECONDS: i64 = 14 * 24 * 60 * 60;
/// How long a link for a new password works, in seconds: an hour.
const RESET_SECONDS: i64 = 60 * 60;
/// The longest note on an invitation, in code points.
const LONGEST_NOTE: usize = 120;

/// Returns the word of a link: it follows from the link's row and a key that is not in the database, so
/// that the owner can see it again and a copy of the database opens nothing.
fn word(cipher: &Cipher, kind: LinkKind, account: i64, (made, note): (i64, &str)) -> String {
    let text = format!("{} {account} {made} {note}", kind.key());
    URL_SAFE_NO_PAD.encode(cipher.sign(&text))
}

/// Returns where a link leads.
pub(crate) fn path(kind: LinkKind, word: &str) -> String {
    match kind {
        LinkKind::Setup => format!("/setup?key={word}"),
        LinkKind::Invitation => format!("/invitation?key={word}"),
        LinkKind::Reset => format!("/reset?key={word}"),
    }
}

/// Lists the links of a kind that work, each with its account: the one it is for, or that made it.
pub(super) async fn list(
    core: &Core,
    conn: &mut Conn<'_>,
    kind: LinkKind,
) -> Result<Vec<(Option<i64>, LinkLine)>, Error> {
    let now = core.clock.now();
    let rows = roster::list_links(conn, kind, now).await?;
    let line = |row: OpenLinkRow| {
        let account = row.account_id.unwrap_or_default();
        let word = word(&core.cipher, kind, account, (row.created_at, &row.note));
        let role = row.role.as_deref().map(accounts::role).transpose()?;
        let line = LinkLine {
            id: row.id,
            path: path(kind, &word),
            role,
            author: row.author_name,
            note: row.note,
            ends: core.dates.minute(Timestamp(row.ends_at), now),
        };
        Ok((row.account_id, line))
    };
    rows.into_iter().map(line).collect()
}

/// Makes an invitation.
pub(super) async fn invite(
    core: &Core,
    new: NewInvitation,
    viewer: Viewer,
) -> Result<(), AppError> {
    let account = viewer.signed()?.account;
    let role = Role::from_key(&new.role).ok_or(AppError::Invalid(Vec::new()))?;
    let note = content::plain_line(&new.note, LONGEST_NOTE);
    let now = core.clock.now();
    let hash = Token::digest(&word(
        &core.cipher,
        LinkKind::Invitation,
        account.0,
        (now.0, &note),
    ));
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let author = find_author(&mut tx.conn, &new.author).await?;
                let kind = LinkKind::Invitation;
                // Pressed twice at once it is one invitation.
                if links::find(&mut tx.conn, kind, &hash, now).await?.is_none() {
                    let link = NewLink {
                        kind,
                        token_hash: hash,
                        account: Some(account),
                        role: Some(role),
                        author,
                        note,
                        ends_at: now.plus_seconds(INVITATION_SECONDS),
                    };
                    links::insert(&mut tx.conn, &link, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Offers an account a new password: earlier links for it end. Returns the link's word.
pub(crate) async fn offer_reset(
    cipher: &Cipher,
    tx: &mut Tx<'_>,
    account: AccountId,
    now: Timestamp,
) -> Result<String, AppError> {
    accounts::find(&mut tx.conn, account)
        .await?
        .ok_or(AppError::NotFound(Thing::Account))?;
    links::revoke(&mut tx.conn, LinkKind::Reset, Some(account)).await?;
    let word = word(cipher, LinkKind::Reset, account.0, (now.0, ""));
    let link = NewLink {
        kind: LinkKind::Reset,
        token_hash: Token::digest(&word),
        account: Some(account),
        role: None,
        author: None,
        note: String::new(),
        ends_at: now.plus_seconds(RESET_SECONDS),
    };
    links::insert(&mut tx.conn, &link, now).await?;
    Ok(word)
}

/// Says what an invitation gives, without using it.
pub(super) async fn invitation(core: &Core, key: &str) -> Result<InvitationPage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let now = core.clock.now();
    let hash = Token::digest(key);
    let Some(link) = links::find(conn, LinkKind::Invitation, &hash, now).await? else {
        return Ok(InvitationPage {
            role: None,
            author: None,
        });
    };
    let author = match link.author_id {
        Some(author) => authors::name(conn, AuthorId(author)).await?,
        None => None,
    };
    Ok(InvitationPage {
        role: link.role.as_deref().map(accounts::role).transpose()?,
        author,
    })
}

/// Makes an account with an invitation; of several who try, one succeeds.
pub(super) async fn accept(
    core: &Arc<Core>,
    new: NewMember,
    browser: String,
) -> Result<BegunSession, AppError> {
    let given = (new.name.as_str(), new.email.as_str(), new.password.as_str());
    let person = persons::check_with_password(core, given)?;
    // A password is expensive to hash, so it is first seen whether the link is worth it.
    let spent = AppError::Forbidden(Action::UseSpentLink);
    if invitation(core, &new.key).await?.role.is_none() {
        return Err(spent);
    }
    let password_hash = core.passwords.hash(new.password).await?;
    let now = core.clock.now();
    let link = Token::digest(&new.key);
    let (token, shadow) = (Token::new(&*core.entropy), Token::new(&*core.entropy));
    let begun = core
        .store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let link = links::spend(&mut tx.conn, LinkKind::Invitation, &link, now)
                    .await?
                    .ok_or(spent)?;
                let role = link.role.as_deref().map(accounts::role).transpose()?;
                let role = role.unwrap_or(Role::Member);
                let name = person.name.clone();
                let made = (role, Some(password_hash));
                let account = persons::insert_person(tx, person, made, shadow.hash, now).await?;
                if let Some(author) = link.author_id {
                    accounts::update_author(&mut tx.conn, account, Some(AuthorId(author)))
                        .await
                        .map_err(taken)?;
                }
                let card = AccountCard { name, role };
                Ok::<_, AppError>(
                    persons::begin_session(tx, token, (account, card), (browser, true), now)
                        .await?,
                )
            })
        })
        .await?;
    tracing::info!("an invitation was accepted");
    Ok(begun)
}

/// Says whether a link for a new password works, without using it.
pub(super) async fn can_reset(core: &Core, key: &str) -> Result<bool, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let (hash, now) = (Token::digest(key), core.clock.now());
    let link = links::find(&mut snapshot.conn(), LinkKind::Reset, &hash, now).await?;
    Ok(link.is_some())
}

/// Gives an account a new password by a link and ends its sessions; of several who try, one succeeds.
pub(super) async fn reset(
    core: &Arc<Core>,
    reset: PasswordReset,
    browser: String,
) -> Result<BegunSession, AppError> {
    let spent = AppError::Forbidden(Action::UseSpentLink);
    let (hash, now) = (Token::digest(&reset.key), core.clock.now());
    let row = {
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let link = links::find(conn, LinkKind::Reset, &hash, now).await?;
        let account = link.and_then(|link| link.account_id).ok_or(spent.clone())?;
        accounts::find(conn, AccountId(account)).await?
    };
    let row = row
        .filter(|row| row.disabled_at.is_none())
        .ok_or(spent.clone())?;
    let email = core.cipher.open(&row.email).unwrap_or_default();
    persons::check_password(&reset.new_password, &[&row.name, &email])
        .map_err(|problem| AppError::field(Field::NewPassword, problem))?;
    let password_hash = core.passwords.hash(reset.new_password).await?;
    let token = Token::new(&*core.entropy);
    let account = row.id();
    // A link is no second factor.
    let needs_code = persons::is_code_asked_for(core, account).await?;
    let ticket = persons::code_ticket(core, account);
    let begun = core
        .store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                links::spend(&mut tx.conn, LinkKind::Reset, &hash, now)
                    .await?
                    .ok_or(spent)?;
                accounts::update_password(&mut tx.conn, account, &password_hash).await?;
                persons::end_sessions(tx, account, None, now).await?;
                if needs_code {
                    return Ok(None);
                }
                let card = AccountCard {
                    role: row.role()?,
                    name: row.name,
                };
                let here = (browser, false);
                let begun = persons::begin_session(tx, token, (account, card), here, now).await?;
                Ok::<_, AppError>(Some(begun))
            })
        })
        .await?;
    tracing::info!(account.id = account.0, "a password was given by a link");
    begun.ok_or(AppError::CodeRequired { ticket })
}
