//! Lines that are their row, field for field.

use app::model::{CreditRole, DraftFields, FilmForm, ModerationAct, ModerationReason};

use super::{Problem, Record, check};
use crate::{
    secret::Cipher,
    store::rows::{
        AuthorRow, CommentLikeRow, CommentRevisionRow, CountryRow, CreditRow, DraftRow,
        FilmHistoryRow, FilmRatingRow, FilmRow, ImportRow, MediaRow, ModerationRow,
        OutsideRatingRow, PersonRow, RedirectRow, ReviewAuthorRow, ReviewLikeRow, ReviewTagRow,
        RevisionRow, SettingRow, TagRow,
    },
};

/// Makes a row a line of its own, with the checks it has to pass.
macro_rules! plain {
    ($name:ident, |$row:ident| $check:expr) => {
        impl Record for $name {
            type Row = Self;

            fn of(row: Self, _cipher: &Cipher) -> Result<Self, Problem> {
                Ok(row)
            }

            fn into_row(self, _cipher: &Cipher) -> Result<Self, Problem> {
                let $row = &self;
                $check?;
                Ok(self)
            }
        }
    };
}

plain!(AuthorRow, |row| check::slug(&row.slug));
plain!(PersonRow, |row| check::slug(&row.slug));
plain!(TagRow, |row| check::slug(&row.slug));
plain!(FilmRow, |row| film(row));
plain!(CountryRow, |row| {
    let is_code = |code: &String| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    check::ensure(
        row.code.as_ref().is_none_or(is_code),
        "its country has an unknown code",
    )
});
plain!(CreditRow, |row| check::ensure(
    CreditRole::from_key(&row.role).is_some(),
    "its role is unknown",
));
plain!(OutsideRatingRow, |row| outside(
    row.tenths,
    row.out_of,
    row.read_at
));
plain!(FilmHistoryRow, |row| {
    let is_form = serde_json::from_str::<FilmForm>(&row.fields).is_ok();
    check::ensure(is_form, "its fields are not a film's")
        .and_then(|()| check::times(&[Some(row.changed_at)]))
});
plain!(FilmRatingRow, |row| check::rating(
    Some(row.halves),
    Some(row.out_of)
)
.and_then(|()| check::times(&[Some(row.rated_at)])));
plain!(MediaRow, |row| media(row));
plain!(SettingRow, |row| check::times(&[Some(row.created_at)]));
plain!(ReviewAuthorRow, |row| position(row.position));
plain!(ReviewTagRow, |row| position(row.position));
plain!(DraftRow, |row| {
    let is_draft = serde_json::from_str::<DraftFields>(&row.fields).is_ok();
    check::ensure(is_draft, "its fields are not a draft's")
        .and_then(|()| check::times(&[Some(row.saved_at)]))
});
plain!(RevisionRow, |row| {
    let is_draft = serde_json::from_str::<DraftFields>(&row.fields).is_ok();
    check::ensure(is_draft, "its fields are not a draft's")
        .and_then(|()| check::times(&[Some(row.made_at)]))
});
plain!(CommentRevisionRow, |row| check::times(&[Some(
    row.replaced_at
)]));
plain!(ModerationRow, |row| {
    let is_known = ModerationAct::from_key(&row.act).is_some()
        && (row.reason.is_empty() || ModerationReason::from_key(&row.reason).is_some());
    check::ensure(is_known, "what was done is unknown")
        .and_then(|()| check::times(&[Some(row.created_at)]))
});
plain!(ReviewLikeRow, |row| check::times(&[Some(row.created_at)]));
plain!(CommentLikeRow, |row| check::times(&[Some(row.created_at)]));
plain!(ImportRow, |row| check::ensure(
    row.kind != "archive",
    "that an archive was taken is no archive's to say",
));
plain!(RedirectRow, |row| check::ensure(
    row.path.starts_with('/'),
    "its old address is no path"
)
.and_then(|()| check::own_path(&row.target)));

fn position(position: i32) -> Result<(), Problem> {
    check::ensure(position >= 0, "its place is below zero")
}

fn film(row: &FilmRow) -> Result<(), Problem> {
    check::slug(&row.slug)?;
    let is_year = row.year.is_none_or(|year| (0..=9999).contains(&year));
    check::ensure(is_year, "its year is out of range")?;
    let is_currency =
        |code: &String| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    check::ensure(
        row.budget_currency.as_ref().is_none_or(is_currency),
        "its currency is unknown",
    )?;
    let is_imdb = |id: &String| id.len() <= 20 && id.bytes().all(|b| b.is_ascii_alphanumeric());
    check::ensure(
        row.imdb_id.as_ref().is_none_or(is_imdb),
        "its number at IMDb is none",
    )?;
    match (row.outside_tenths, row.outside_out_of, row.outside_read_at) {
        (Some(tenths), Some(out_of), Some(read_at)) => outside(tenths, out_of, read_at),
        _ => check::times(&[row.outside_read_at]),
    }
}

fn outside(tenths: i32, out_of: i32, read_at: i64) -> Result<(), Problem> {
    let is_sound = (1..=1000).contains(&out_of) && (0..=10 * out_of).contains(&tenths);
    check::ensure(is_sound, "its rating is not on its scale")?;
    check::times(&[Some(read_at)])
}

fn media(row: &MediaRow) -> Result<(), Problem> {
    let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let is_hash = row.hash.len() == 64 && row.hash.bytes().all(is_digit);
    check::ensure(is_hash, "its digest is none")?;
    let is_known = ["jpg", "png", "gif", "webp", "svg"].contains(&row.extension.as_str());
    check::ensure(is_known, "it is no picture of a known kind")?;
    let mut last = 0;
    let mut widths = row.widths.split(',').map(|width| {
        let number: Option<i32> = width.parse().ok().filter(|n: &i32| n.to_string() == width);
        let is_next = number.is_some_and(|n| n > last && n <= 99_999);
        last = number.unwrap_or(last);
        is_next
    });
    let are_sound = widths.all(|is_sound| is_sound);
    check::ensure(are_sound, "its widths are not in order")?;
    check::ensure(
        row.width > 0 && (1..=99_999).contains(&row.height),
        "its size is out of range",
    )?;
    let is_inside = |at: i32| (0..=1_000).contains(&at);
    check::ensure(
        is_inside(row.focus_x) && is_inside(row.focus_y),
        "its centre lies outside",
    )?;
    check::times(&[row.created_at])
}
