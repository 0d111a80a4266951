//! The first start: a link that works once, and the owner it makes.

use std::sync::Arc;

use app::{
    AppError,
    error::{Action, Field, FieldError, Problem},
    model::{AccountCard, BegunSession, NewOwner, Role, SetupPage},
};

use super::{
    passwords,
    people::{self, Person},
    sessions::{self, Token},
};
use crate::{
    content,
    service::{Core, settings},
    store::{
        Tx, accounts,
        links::{self, LinkKind, NewLink},
    },
};

/// How long the link works, in seconds.
const LINK_SECONDS: i64 = 30 * 60;
/// The longest name of a publication and the longest line under it, in code points.
const LONGEST_SITE_NAME: usize = 80;
const LONGEST_TAGLINE: usize = 160;

/// Makes the link's word, unless the publication has an owner; earlier ones end.
pub(crate) async fn make_link(core: &Core) -> Result<Option<String>, AppError> {
    let now = core.clock.now();
    let token = Token::new(&*core.entropy);
    let hash = token.hash;
    let is_needed = core
        .store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                if accounts::count_role(&mut tx.conn, Role::Owner).await? > 0 {
                    return Ok(false);
                }
                links::revoke(&mut tx.conn, LinkKind::Setup, None).await?;
                let link = NewLink {
                    kind: LinkKind::Setup,
                    token_hash: hash,
                    account: None,
                    role: None,
                    author: None,
                    note: String::new(),
                    ends_at: now.plus_seconds(LINK_SECONDS),
                };
                links::insert(&mut tx.conn, &link, now).await?;
                Ok::<_, AppError>(true)
            })
        })
        .await?;
    Ok(is_needed.then_some(token.word))
}

/// Says what the screen of the set-up needs to know, without using the link.
pub(super) async fn page(core: &Core, key: &str) -> Result<SetupPage, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let has_owner = accounts::count_role(conn, Role::Owner).await? > 0;
    let link = links::find(conn, LinkKind::Setup, &Token::digest(key), core.clock.now()).await?;
    Ok(SetupPage {
        is_open: link.is_some() && !has_owner,
        has_owner,
    })
}

/// Makes the first owner and the publication's first settings; of several who try, one succeeds.
pub(super) async fn set_up(
    core: &Arc<Core>,
    new: NewOwner,
    browser: String,
) -> Result<BegunSession, AppError> {
    let (person, site) = check(core, &new)?;
    // A password is expensive to hash, so it is first seen whether the link is worth it.
    let spent = AppError::Forbidden(Action::UseSpentLink);
    if !page(core, &new.key).await?.is_open {
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
                if accounts::count_role(&mut tx.conn, Role::Owner).await? > 0
                    || links::spend(&mut tx.conn, LinkKind::Setup, &link, now)
                        .await?
                        .is_none()
                {
                    return Err(spent);
                }
                let name = person.name.clone();
                let made = (Role::Owner, Some(password_hash));
                let account = people::insert(tx, person, made, shadow.hash, now).await?;
                for (key, value) in &site {
                    crate::store::settings::insert(&mut tx.conn, (key, value), Some(account), now)
                        .await?;
                }
                let card = AccountCard {
                    name,
                    role: Role::Owner,
                };
                Ok(sessions::begin(tx, token, (account, card), (browser, true), now).await?)
            })
        })
        .await?;
    settings::reload(core).await?;
    tracing::info!("the publication has its owner");
    Ok(begun)
}

type SiteRows = Vec<(&'static str, String)>;

fn check(core: &Core, new: &NewOwner) -> Result<(Person, SiteRows), AppError> {
    let mut problems = Vec::new();
    let site_name = content::plain_line(&new.site_name, LONGEST_SITE_NAME + 1);
    let tagline = content::plain_line(&new.tagline, LONGEST_TAGLINE);
    let mut problem = |field, problem| problems.push(FieldError { field, problem });
    if site_name.is_empty() {
        problem(Field::SiteName, Problem::Empty);
    } else if site_name.chars().count() > LONGEST_SITE_NAME {
        problem(Field::SiteName, Problem::TooLong);
    }
    if !(1..=100).contains(&new.rating_scale) {
        problem(Field::RatingScale, Problem::Malformed);
    }
    let person = people::check(core, &new.name, &new.email, &mut problems);
    let known = [new.name.as_str(), &new.email, &new.site_name];
    if let Err(found) = passwords::check(&new.password, &known) {
        problems.push(FieldError {
            field: Field::NewPassword,
            problem: found,
        });
    }
    match person {
        Some(person) if problems.is_empty() => Ok((
            person,
            vec![
                ("name", site_name),
                ("tagline", tagline),
                ("rating_scale", new.rating_scale.to_string()),
            ],
        )),
        _ => Err(AppError::Invalid(problems)),
    }
}
