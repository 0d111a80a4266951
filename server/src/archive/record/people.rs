//! Lines of people: their e-mail addresses are open in the archive, their passwords are not in it.

use app::model::Role;
use serde::{Deserialize, Serialize};

use super::{Problem, Record, check};
use crate::{
    secret::Cipher,
    store::rows::{AccountRow, VisitorRow},
};

const CLOSED: Problem = "its e-mail address does not open with the data folder's secret; put the one of a backup in its place";

/// Opens an e-mail address.
pub(super) fn open(email: Option<Vec<u8>>, cipher: &Cipher) -> Result<Option<String>, Problem> {
    email
        .map(|closed| cipher.open(&closed).ok_or(CLOSED))
        .transpose()
}

/// A browser without an account. The digest opens nothing, the cookie it is of being 256 random bits;
/// it goes along so that what a reader likes is still theirs after the move.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Visitor {
    id: i64,
    token_hash: String,
    created_at: i64,
    seen_at: i64,
    name: String,
    email: Option<String>,
    website: String,
}

impl Record for Visitor {
    type Row = VisitorRow;

    fn of(row: VisitorRow, cipher: &Cipher) -> Result<Self, Problem> {
        Ok(Self {
            id: row.id,
            token_hash: hex(&row.token_hash),
            created_at: row.created_at,
            seen_at: row.seen_at,
            name: row.name,
            email: open(row.email, cipher)?,
            website: row.website,
        })
    }

    fn into_row(self, cipher: &Cipher) -> Result<VisitorRow, Problem> {
        check::times(&[Some(self.created_at), Some(self.seen_at)])?;
        let token_hash = bytes(&self.token_hash).ok_or("its digest is none")?;
        check::ensure((1..=64).contains(&token_hash.len()), "its digest is none")?;
        Ok(VisitorRow {
            id: self.id,
            token_hash,
            created_at: self.created_at,
            seen_at: self.seen_at,
            name: self.name,
            email: self.email.and_then(|email| cipher.close(&email)),
            website: self.website,
        })
    }
}

/// An account. It comes back without a password: `foyer account reset` gives it one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    id: i64,
    name: String,
    email: String,
    role: String,
    author_id: Option<i64>,
    visitor_id: i64,
    created_at: i64,
    disabled_at: Option<i64>,
}

impl Record for Account {
    type Row = AccountRow;

    fn of(row: AccountRow, cipher: &Cipher) -> Result<Self, Problem> {
        Ok(Self {
            id: row.id,
            name: row.name,
            email: open(Some(row.email), cipher)?.unwrap_or_default(),
            role: row.role,
            author_id: row.author_id,
            visitor_id: row.visitor_id,
            created_at: row.created_at,
            disabled_at: row.disabled_at,
        })
    }

    fn into_row(self, cipher: &Cipher) -> Result<AccountRow, Problem> {
        check::ensure(Role::from_key(&self.role).is_some(), "its role is unknown")?;
        check::times(&[Some(self.created_at), self.disabled_at])?;
        let email = cipher
            .close(&self.email)
            .ok_or("it has no e-mail address")?;
        Ok(AccountRow {
            id: self.id,
            name: self.name,
            email,
            email_digest: cipher.email_digest(&self.email).to_vec(),
            role: self.role,
            author_id: self.author_id,
            visitor_id: self.visitor_id,
            created_at: self.created_at,
            disabled_at: self.disabled_at,
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads hexadecimal digits; small letters only, so that there is one way to write a digest.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    let read = pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
    rest.is_empty().then(|| read.collect()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_as_they_are_written_and_in_no_other_way() {
        assert_eq!(hex(&[0, 1, 255]), "0001ff");
        assert_eq!(bytes("0001ff"), Some(vec![0, 1, 255]));
        for wrong in ["0", "0G", "FF"] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
    }
}
