//! Who signs, who signs in and who reads.

use super::row;

row! {
    /// An author.
    AuthorRow of "authors": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 slug: String,
    3 name: String,
    4 biography: String,
    5 portrait_media_id: Option<i64>,
}

row! {
    /// A browser without an account.
    VisitorRow of "visitors": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 token_hash: Vec<u8>,
    3 created_at: i64,
    4 seen_at: i64,
    5 name: String,
    6 email: Option<Vec<u8>>,
    7 website: String,
}

row! {
    /// An account without its password.
    AccountRow of "accounts": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 name: String,
    3 email: Vec<u8>,
    4 email_digest: Vec<u8>,
    5 role: String,
    6 author_id: Option<i64>,
    7 visitor_id: i64,
    8 created_at: i64,
    9 disabled_at: Option<i64>,
}
