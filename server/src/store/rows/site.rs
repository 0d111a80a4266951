//! What belongs to the publication as a whole.

use super::row;

row! {
    /// A picture of the library: its files, and what is said of it.
    MediaRow of "media": "WHERE deleted_at IS NULL ORDER BY id", "WHERE deleted_at IS NULL ORDER BY id";
    1 id: i64,
    2 hash: String,
    3 extension: String,
    4 width: i32,
    5 height: i32,
    6 widths: String,
    7 name: String,
    8 alt: String,
    9 credit: String,
    10 focus_x: i32,
    11 focus_y: i32,
    12 uploaded_by: Option<i64>,
    13 created_at: Option<i64>,
}

row! {
    /// A setting as it was set at a time.
    SettingRow of "settings": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 key: String,
    3 value: String,
    4 account_id: Option<i64>,
    5 created_at: i64,
}

row! {
    /// What an import has taken. That an archive was taken is this site's own affair.
    ImportRow of "imports":
        "WHERE kind <> 'archive' ORDER BY source, kind, old_id",
        "WHERE kind <> 'archive'
            ORDER BY source COLLATE \"C\", kind COLLATE \"C\", old_id COLLATE \"C\"";
    1 source: String,
    2 kind: String,
    3 old_id: String,
    4 new_id: i64,
}

row! {
    /// Where an old address leads.
    RedirectRow of "redirects": "ORDER BY path", "ORDER BY path COLLATE \"C\"";
    1 path: String,
    2 target: String,
}
