//! The second factor: codes of an app (TOTP, RFC 6238), and codes for when the app is lost.

use app::{
    AppError,
    error::{Field, Problem},
    model::{AccountId, FactorSetup, SecondFactorState, Timestamp},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use totp_rs::{Algorithm, TOTP};

use crate::{
    service::Core,
    store::{Conn, Tx, factors, factors::FactorRow},
};

/// How long one code is shown, in seconds.
const STEP_SECONDS: i64 = 30;
/// How long somebody who gave the password may take to give the code, in seconds.
const TICKET_SECONDS: i64 = 5 * 60;
/// How many codes there are for when the app is lost.
const RECOVERY_CODES: u8 = 10;
/// How long those are shown after the factor was confirmed, in seconds.
const SHOWN_SECONDS: i64 = 10 * 60;

/// Returns what the account's own screen shows of its second factor.
pub(super) async fn state(
    core: &Core,
    conn: &mut Conn<'_>,
    (account, email): (AccountId, &str),
) -> Result<SecondFactorState, AppError> {
    let Some(row) = factors::find(conn, account).await? else {
        return Ok(SecondFactorState::Off);
    };
    let Some(confirmed) = row.confirmed_at else {
        return Ok(match totp(core, &row, email) {
            Some(totp) => SecondFactorState::Begun(setup(&totp)),
            None => SecondFactorState::Off,
        });
    };
    let now = core.clock.now();
    let is_new = now.seconds_since(Timestamp(confirmed)) < SHOWN_SECONDS;
    let codes = if is_new {
        recovery_codes(core, account, &row)
    } else {
        Vec::new()
    };
    Ok(SecondFactorState::On {
        codes,
        left: factors::count_codes(conn, account).await?,
    })
}

/// Begins a second factor: the app is shown the secret, and a code is asked for to confirm it.
pub(super) async fn begin(core: &Core, account: AccountId) -> Result<(), AppError> {
    let mut secret = [0; 20];
    core.entropy.fill(&mut secret);
    let closed = core.cipher.close(&URL_SAFE_NO_PAD.encode(secret));
    let closed = closed.ok_or(AppError::Unavailable)?;
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move { Ok(factors::put(&mut tx.conn, account, &closed, now).await?) })
        })
        .await
}

/// Confirms a second factor with its first code, and makes the codes for when the app is lost.
pub(super) async fn confirm(core: &Core, account: AccountId, given: &str) -> Result<(), AppError> {
    let wrong = AppError::field(Field::Code, Problem::Wrong);
    let row = find(core, account).await?.ok_or(wrong.clone())?;
    if row.confirmed_at.is_some() {
        return Ok(());
    }
    let step = step_of(core, &row, given).ok_or(wrong.clone())?;
    let digests: Vec<_> = recovery_codes(core, account, &row)
        .iter()
        .map(|word| digest(core, account, word))
        .collect();
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                if !factors::take_step(&mut tx.conn, account, step).await? {
                    return Err(wrong);
                }
                factors::confirm(&mut tx.conn, account, now).await?;
                factors::put_codes(&mut tx.conn, account, &digests).await?;
                Ok(())
            })
        })
        .await?;
    tracing::info!(account.id = account.0, "a second factor was set up");
    Ok(())
}

/// Takes an account's second factor away.
pub(super) async fn turn_off(core: &Core, account: AccountId) -> Result<(), AppError> {
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(
                async move { Ok::<_, AppError>(factors::delete(&mut tx.conn, account).await?) },
            )
        })
        .await?;
    tracing::info!(account.id = account.0, "a second factor was taken away");
    Ok(())
}

/// Says whether an account signs in with a second factor.
pub(crate) async fn is_asked_for(core: &Core, account: AccountId) -> Result<bool, AppError> {
    let row = find(core, account).await?;
    Ok(row.is_some_and(|row| row.confirmed_at.is_some()))
}

/// Takes a code of the app, or one for when it is lost. Each is taken once.
pub(super) async fn check(core: &Core, account: AccountId, given: &str) -> Result<(), AppError> {
    let wrong = AppError::field(Field::Code, Problem::Wrong);
    let row = find(core, account).await?.ok_or(wrong.clone())?;
    let step = step_of(core, &row, given);
    let digest = digest(core, account, &plain(given));
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let is_right = match step {
                    Some(step) => factors::take_step(&mut tx.conn, account, step).await?,
                    None => factors::spend_code(&mut tx.conn, account, &digest, now).await?,
                };
                if is_right { Ok(()) } else { Err(wrong) }
            })
        })
        .await
}

/// Makes what somebody who gave the right password brings back with the code.
pub(crate) fn ticket(core: &Core, account: AccountId) -> String {
    let ends = core.clock.now().plus_seconds(TICKET_SECONDS).0;
    format!("{account}.{ends}.{}", sign(core, account, ends))
}

/// Reads a ticket back; none when it is not one of ours or too old.
pub(super) fn read_ticket(core: &Core, ticket: &str) -> Option<AccountId> {
    let mut parts = ticket.splitn(3, '.');
    let account = AccountId(parts.next()?.parse().ok()?);
    let ends = parts.next()?.parse().ok()?;
    let is_ours = same(parts.next()?, &sign(core, account, ends));
    (is_ours && core.clock.now().0 < ends).then_some(account)
}

fn sign(core: &Core, account: AccountId, ends: i64) -> String {
    let text = format!("second factor of {account} until {ends}");
    URL_SAFE_NO_PAD.encode(core.cipher.sign(&text))
}

/// Compares without telling by its time where two texts begin to differ.
fn same(a: &str, b: &str) -> bool {
    let differs = a
        .bytes()
        .zip(b.bytes())
        .fold(0, |seen, (a, b)| seen | (a ^ b));
    a.len() == b.len() && differs == 0
}

async fn find(core: &Core, account: AccountId) -> Result<Option<FactorRow>, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    Ok(factors::find(&mut snapshot.conn(), account).await?)
}

fn totp(core: &Core, row: &FactorRow, email: &str) -> Option<TOTP> {
    let secret = core.cipher.open(&row.secret)?;
    let secret = URL_SAFE_NO_PAD.decode(secret).ok()?;
    // A colon parts the names in the address that the app reads.
    let name = |text: &str| text.replace(':', " ");
    let issuer = Some(name(&core.settings.get().name));
    let step = STEP_SECONDS.unsigned_abs();
    TOTP::new(Algorithm::SHA1, 6, 1, step, secret, issuer, name(email)).ok()
}

fn setup(totp: &TOTP) -> FactorSetup {
    let url = totp.get_url();
    let drawn = qrcode::QrCode::new(url.as_bytes()).ok();
    let picture = drawn.map(|drawn| {
        let svg = drawn
            .render::<qrcode::render::svg::Color<'_>>()
            .min_dimensions(220, 220)
            .build();
        let svg = base64::engine::general_purpose::STANDARD.encode(svg);
        format!("data:image/svg+xml;base64,{svg}")
    });
    FactorSetup {
        secret: totp.get_secret_base32(),
        picture: picture.unwrap_or_default(),
    }
}

/// Finds the step whose code this is: the one now, the one before it, the one after it.
fn step_of(core: &Core, row: &FactorRow, given: &str) -> Option<i64> {
    let totp = totp(core, row, "account")?;
    let given = plain(given);
    let now = core.clock.now().0 / 1_000_000 / STEP_SECONDS;
    [now, now - 1, now + 1].into_iter().find(|step| {
        let seconds = (step * STEP_SECONDS).unsigned_abs();
        same(&totp.generate(seconds), &given)
    })
}

/// Drops what somebody types between the letters.
fn plain(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).take(64).collect()
}

/// Returns the codes for when the app is lost: they follow from the factor's row and a key that is not in
/// the database.
fn recovery_codes(core: &Core, account: AccountId, row: &FactorRow) -> Vec<String> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let word = |number| {
        let text = format!("recovery {number} of {account} since {}", row.created_at);
        let bytes = core.cipher.sign(&text);
        let letters = bytes.iter().take(10);
        letters
            .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
            .collect()
    };
    (0..RECOVERY_CODES).map(word).collect()
}

fn digest(core: &Core, account: AccountId, given: &str) -> [u8; 32] {
    core.cipher
        .sign(&format!("recovery code {given} of {account}"))
}
