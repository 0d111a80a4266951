//! Sessions: beginning, finding and ending them.

use app::{
    AppError,
    model::{
        AccountCard, AccountId, AuthorId, BegunSession, Role, SessionId, Signed, Timestamp,
        VisitorKey,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::{
    clock::Entropy,
    service::{Core, policy},
    store::{
        Error, Tx, accounts,
        events::EventKind,
        sessions::{self, NewSession, SessionRow},
    },
};

/// How exactly it is known when a session was last used, in seconds: noting every request would make
/// every page of a signed-in reader a write.
const SEEN_EVERY_SECONDS: i64 = 5 * 60;

/// A session that a cookie names.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// The account, as far as its rights go.
    pub(crate) signed: Signed,
    /// The account as a page shows it.
    pub(crate) card: AccountCard,
    /// Whose likes and comments are the account's.
    pub(crate) visitor: VisitorKey,
}

/// An opaque word with its digest: the word is given out, the digest kept.
pub(crate) struct Token {
    /// The word, 256 random bits.
    pub(crate) word: String,
    /// SHA-256 of it.
    pub(crate) hash: [u8; 32],
}

impl Token {
    /// Makes a new one.
    pub(crate) fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        let word = URL_SAFE_NO_PAD.encode(bytes);
        Self {
            hash: Self::digest(&word),
            word,
        }
    }

    /// Returns the digest of a word.
    pub(crate) fn digest(word: &str) -> [u8; 32] {
        Sha256::digest(word).into()
    }
}

/// Finds the session of a cookie's value, unless it has ended.
pub(crate) async fn find(core: &Core, word: &str) -> Result<Option<Session>, AppError> {
    let now = core.clock.now();
    let mut snapshot = core.store.snapshot().await?;
    let row = sessions::find(&mut snapshot.conn(), &Token::digest(word)).await?;
    drop(snapshot);
    let Some(row) = row else { return Ok(None) };
    let role = accounts::role(&row.role)?;
    if has_ended(&row, role, now) {
        return Ok(None);
    }
    let role = acts_as(core, role, row.has_factor);
    if now.seconds_since(Timestamp(row.seen_at)) >= SEEN_EVERY_SECONDS {
        let session = SessionId(row.id);
        let noted: Result<(), Error> = core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move { sessions::update_seen(&mut tx.conn, session, now).await })
            })
            .await;
        noted?;
    }
    let hash = row.visitor_hash.try_into().map_err(|_| Error::Corrupt {
        table: "visitors",
        column: "token_hash",
    })?;
    Ok(Some(Session {
        signed: Signed {
            account: AccountId(row.account_id),
            role,
            author: row.author_id.map(AuthorId),
            session: SessionId(row.id),
        },
        card: AccountCard {
            name: row.name,
            role,
        },
        visitor: VisitorKey {
            hash,
            is_new: false,
        },
    }))
}

/// Returns the role a session acts in: where owners are to sign in with a second factor, one without it
/// is a member until it is set up.
pub(super) fn acts_as(core: &Core, role: Role, has_factor: bool) -> Role {
    if role == Role::Owner && !has_factor && core.settings.get().owner_second_factor {
        Role::Member
    } else {
        role
    }
}

/// Says whether a session has lain idle or lasted too long.
pub(super) fn has_ended(row: &SessionRow, role: Role, now: Timestamp) -> bool {
    now.0 >= row.ends_at || now.seconds_since(Timestamp(row.seen_at)) >= policy::idle_seconds(role)
}

/// Begins a session of an account whose password was just given.
pub(crate) async fn begin(
    tx: &mut Tx<'_>,
    token: Token,
    (account, card): (AccountId, AccountCard),
    (browser, is_lasting): (String, bool),
    now: Timestamp,
) -> Result<BegunSession, Error> {
    let session = NewSession {
        token_hash: token.hash,
        account,
        browser,
        is_lasting,
        signed_in_at: now,
        ends_at: now.plus_seconds(policy::SESSION_SECONDS),
    };
    sessions::insert(&mut tx.conn, &session).await?;
    Ok(BegunSession {
        token: token.word,
        is_lasting,
        card,
    })
}

/// Ends a session of an account, and what is open by it; says whether there was one.
pub(super) async fn end(
    tx: &mut Tx<'_>,
    account: AccountId,
    session: SessionId,
    now: Timestamp,
) -> Result<bool, Error> {
    let was_there = sessions::delete(&mut tx.conn, account, session).await?;
    tell(tx, now).await?;
    Ok(was_there)
}

/// Ends all sessions of an account but one, and what is open by them.
pub(crate) async fn end_others(
    tx: &mut Tx<'_>,
    account: AccountId,
    but: Option<SessionId>,
    now: Timestamp,
) -> Result<(), Error> {
    sessions::delete_others(&mut tx.conn, account, but).await?;
    tell(tx, now).await
}

/// Tells streams that somebody signed in may be no more.
pub(crate) async fn tell(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), Error> {
    tx.tell(None, EventKind::Sessions, "{}".to_owned(), now)
        .await
}

/// Ends all sessions of an account and begins a new one in the browser of one of them.
pub(super) async fn rotate(
    tx: &mut Tx<'_>,
    token: Token,
    signed: Signed,
    name: String,
    now: Timestamp,
) -> Result<BegunSession, AppError> {
    let all = sessions::list(&mut tx.conn, signed.account).await?;
    let here = all
        .into_iter()
        .find(|row| row.id == signed.session.0)
        .ok_or(AppError::SignInRequired)?;
    end_others(tx, signed.account, None, now).await?;
    let card = AccountCard {
        name,
        role: signed.role,
    };
    let of_browser = (here.browser, here.is_lasting);
    Ok(begin(tx, token, (signed.account, card), of_browser, now).await?)
}

/// Forgets the sessions that can no longer be used and returns how many there were.
pub(crate) async fn forget_ended(core: &Core) -> Result<u64, Error> {
    let now = core.clock.now();
    let idle = Role::ALL.into_iter().map(policy::idle_seconds).max();
    let seen_before = now.plus_seconds(-idle.unwrap_or_default());
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move { sessions::delete_ended(&mut tx.conn, now, seen_before).await })
        })
        .await
}

/// Names a browser by its family and system, out of what it says of itself.
pub(crate) fn browser_name(agent: &str) -> String {
    let has = |part: &str| agent.contains(part);
    let family = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    .into_iter()
    .find(|(part, _)| has(part))
    .map_or("A browser", |(_, name)| name);
    let system = [
        ("Android", "Android"),
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "a Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]
    .into_iter()
    .find(|(part, _)| has(part));
    match system {
        Some((_, system)) => format!("{family} on {system}"),
        None => family.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_family_and_system() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/142.0 Safari/537.36 Edg/142.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                 Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on an iPhone",
            ),
            ("curl/8.9", "A browser"),
            ("", "A browser"),
        ] {
            assert_eq!(browser_name(agent), name, "{agent}");
        }
    }
}
