//! The people of a publication: accounts as the owner sees them, invitations, authors.

mod authors;
mod forgotten;
pub(crate) mod links;

pub(crate) use authors::{author_name, portrait, put_portrait};

use std::sync::Arc;

use app::{
    AppError,
    backend::People,
    error::{Action, Thing},
    model::{
        AccountAct, AccountId, AccountLine, AuthorForm, AuthorId, AuthorLine, AuthorPage,
        BegunSession, InvitationPage, NewInvitation, NewMember, PasswordReset, PeoplePage, Role,
        Slug, Timestamp, Viewer,
    },
};
use async_trait::async_trait;

use super::{
    Core,
    accounts::{end_sessions, taken},
    policy::{self, Act, State, Whose},
};
use crate::store::{
    Conn, Tx, accounts, authors as author_rows, events::EventKind, links::LinkKind, roster,
};

/// Implements the port for the people of a publication.
pub(crate) struct PeopleService(pub(crate) Arc<Core>);

#[async_trait]
impl People for PeopleService {
    async fn people(&self, viewer: Viewer) -> Result<PeoplePage, AppError> {
        require(&viewer)?;
        let core = &self.0;
        let own = viewer.signed()?.account;
        let now = core.clock.now();
        let mut snapshot = core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        let mut resets = links::list(core, conn, LinkKind::Reset).await?;
        let mut lines = Vec::new();
        for row in roster::list_accounts(conn).await? {
            let reset = resets.iter().position(|(of, _)| *of == Some(row.id));
            lines.push(AccountLine {
                id: AccountId(row.id),
                email: core.cipher.open(&row.email).unwrap_or_default(),
                role: accounts::role(&row.role)?,
                author: roster::slug_of(row.author_slug)?,
                is_disabled: row.disabled_at.is_some(),
                seen: row.seen_at.map(|at| core.dates.minute(Timestamp(at), now)),
                is_own: row.id == own.0,
                reset: reset.map(|place| resets.swap_remove(place).1),
                name: row.name,
            });
        }
        let invitations = links::list(core, conn, LinkKind::Invitation).await?;
        let rows = roster::list_authors(conn).await?;
        Ok(PeoplePage {
            accounts: lines,
            invitations: invitations.into_iter().map(|(_, line)| line).collect(),
            authors: rows
                .into_iter()
                .map(|row| {
                    Ok(AuthorLine {
                        slug: author_rows::slug(row.slug, "authors")?,
                        name: row.name,
                        review_count: row.review_count,
                        account: row.account,
                    })
                })
                .collect::<Result<_, crate::store::Error>>()?,
        })
    }

    async fn invite(&self, new: NewInvitation, viewer: Viewer) -> Result<(), AppError> {
        require(&viewer)?;
        links::invite(&self.0, new, viewer).await
    }

    async fn revoke_invitation(&self, link: i64, viewer: Viewer) -> Result<(), AppError> {
        require(&viewer)?;
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    roster::revoke_link(&mut tx.conn, LinkKind::Invitation, link).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn act_on_account(
        &self,
        account: AccountId,
        act: AccountAct,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        require(&viewer)?;
        let core = self.0.clone();
        let own = viewer.signed()?.account;
        let now = core.clock.now();
        let word = act_word(&act);
        self.0
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    if is_named_by(&act) {
                        tx.tell(None, EventKind::Names, "{}".to_owned(), now)
                            .await?;
                    }
                    match act {
                        AccountAct::Change { role, author } => {
                            change(tx, account, (&role, &author), now).await
                        }
                        AccountAct::Disable if account == own => {
                            // Nobody locks the door from outside with the key inside.
                            Err(AppError::Forbidden(Action::LockOneselfOut))
                        }
                        AccountAct::Disable => {
                            keep_an_owner(tx, account).await?;
                            roster::update_disabled(&mut tx.conn, account, Some(now)).await?;
                            Ok(end_sessions(tx, account, None, now).await?)
                        }
                        AccountAct::Enable => {
                            Ok(roster::update_disabled(&mut tx.conn, account, None).await?)
                        }
                        AccountAct::SignOut => Ok(end_sessions(tx, account, None, now).await?),
                        AccountAct::ResetLink => links::offer_reset(&core.cipher, tx, account, now)
                            .await
                            .map(|_| ()),
                    }
                })
            })
            .await?;
        tracing::info!(
            by = own.0,
            account.id = account.0,
            act = word,
            "an account was changed"
        );
        Ok(())
    }

    async fn invitation(&self, key: &str) -> Result<InvitationPage, AppError> {
        links::invitation(&self.0, key).await
    }

    async fn accept(&self, new: NewMember, browser: String) -> Result<BegunSession, AppError> {
        links::accept(&self.0, new, browser).await
    }

    async fn can_reset(&self, key: &str) -> Result<bool, AppError> {
        links::can_reset(&self.0, key).await
    }

    async fn reset(&self, reset: PasswordReset, browser: String) -> Result<BegunSession, AppError> {
        links::reset(&self.0, reset, browser).await
    }

    async fn ask_for_reset(&self, email: String, viewer: Viewer) -> Result<(), AppError> {
        forgotten::ask(&self.0, &email, viewer)
    }

    async fn author(&self, slug: &Slug, viewer: Viewer) -> Result<AuthorPage, AppError> {
        authors::page(&self.0, slug, &viewer).await
    }

    async fn change_author(
        &self,
        slug: &Slug,
        form: AuthorForm,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        authors::change(&self.0, slug.clone(), form, viewer).await
    }
}

fn require(viewer: &Viewer) -> Result<(), AppError> {
    policy::require(viewer, Act::ManageAccounts, Whose::Other, State::Public)
}

fn act_word(act: &AccountAct) -> &'static str {
    match act {
        AccountAct::Change { .. } => "change",
        AccountAct::Disable => "disable",
        AccountAct::Enable => "enable",
        AccountAct::SignOut => "sign out",
        AccountAct::ResetLink => "reset link",
    }
}

/// Says whether an act may change what an account is called where others see it, or that it is.
fn is_named_by(act: &AccountAct) -> bool {
    matches!(
        act,
        AccountAct::Change { .. } | AccountAct::Disable | AccountAct::Enable
    )
}

/// Gives an account a role and an author. With another role it signs in again, so that no session goes on
/// with the old one.
async fn change(
    tx: &mut Tx<'_>,
    account: AccountId,
    (role, author): (&str, &str),
    now: Timestamp,
) -> Result<(), AppError> {
    let role = Role::from_key(role).ok_or(AppError::Invalid(Vec::new()))?;
    let row = accounts::find(&mut tx.conn, account)
        .await?
        .ok_or(AppError::NotFound(Thing::Account))?;
    let author = find_author(&mut tx.conn, author).await?;
    if row.role()? != role {
        if role != Role::Owner {
            keep_an_owner(tx, account).await?;
        }
        roster::update_role(&mut tx.conn, account, role).await?;
        end_sessions(tx, account, None, now).await?;
    }
    accounts::update_author(&mut tx.conn, account, author)
        .await
        .map_err(taken)
}

/// Finds the author that a form names by its slug; none for nothing.
async fn find_author(conn: &mut Conn<'_>, slug: &str) -> Result<Option<AuthorId>, AppError> {
    let slug = slug.trim();
    if slug.is_empty() {
        return Ok(None);
    }
    let missing = AppError::NotFound(Thing::Author);
    let slug: Slug = slug.parse().map_err(|_| missing.clone())?;
    let (id, ..) = author_rows::find(conn, &slug).await?.ok_or(missing)?;
    Ok(Some(id))
}

/// Refuses what would leave a publication without an owner who may sign in.
async fn keep_an_owner(tx: &mut Tx<'_>, account: AccountId) -> Result<(), AppError> {
    let row = accounts::find(&mut tx.conn, account)
        .await?
        .ok_or(AppError::NotFound(Thing::Account))?;
    let is_owner = row.role()? == Role::Owner && row.disabled_at.is_none();
    if is_owner && accounts::count_role(&mut tx.conn, Role::Owner).await? <= 1 {
        return Err(AppError::Forbidden(Action::LockOneselfOut));
    }
    Ok(())
}
