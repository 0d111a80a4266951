//! The still of a draft, chosen from the library.

use app::{
    AppError,
    model::{DraftFields, ReviewId, TextKind, Viewer},
};

use super::{find_for, save::Current};
use crate::{
    service::{Core, policy::Act},
    store::{Conn, Tx, stills::LibraryRow},
};

/// Returns the kind of a text that the viewer may change, and what it is called.
///
/// # Errors
/// [`AppError`] when it is not there or not the viewer's to change.
pub(crate) async fn named(
    conn: &mut Conn<'_>,
    review: ReviewId,
    viewer: &Viewer,
) -> Result<(TextKind, String), AppError> {
    let row = find_for(conn, review, Act::EditReview, viewer).await?;
    let title = Current::read(conn, &row).await?.fields.title;
    Ok((TextKind::from_key(&row.kind), title))
}

/// Puts a picture into a draft as what it opens with, or takes it out, as the draft's next version.
///
/// # Errors
/// [`AppError`] when the draft is not the viewer's to change.
pub(crate) async fn put_still(
    core: &Core,
    review: ReviewId,
    still: Option<LibraryRow>,
    viewer: Viewer,
) -> Result<(), AppError> {
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let row = find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                let current = Current::find(tx, &row).await?;
                let fields = with_still(&current.fields, still.as_ref());
                if fields != current.fields {
                    current.replace(tx, review, &fields, (account, now)).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Returns a draft's fields with another still. What the library says of it is taken over where the draft
/// says nothing, or spoke of another picture.
fn with_still(fields: &DraftFields, still: Option<&LibraryRow>) -> DraftFields {
    let mut with = fields.clone();
    let Some(still) = still else {
        with.still.clear();
        return with;
    };
    let is_other = !fields.still.trim().is_empty() && fields.still.trim() != still.hash;
    let take = |field: &mut String, known: &str| {
        if !known.is_empty() && (is_other || field.trim().is_empty()) {
            known.clone_into(field);
        }
    };
    take(&mut with.still_alt, &still.alt);
    take(&mut with.still_credit, &still.credit);
    with.still.clone_from(&still.hash);
    with
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(hash: &str, alt: &str) -> LibraryRow {
        LibraryRow {
            id: 1,
            hash: hash.to_owned(),
            extension: "webp".to_owned(),
            width: 20,
            height: 10,
            widths: "20".to_owned(),
            name: "a.png".to_owned(),
            alt: alt.to_owned(),
            credit: "Aud Lind".to_owned(),
            focus_x: 500,
            focus_y: 500,
            uploaded_by: None,
            uploader: None,
            created_at: None,
            deleted_at: None,
        }
    }

    #[test]
    fn what_was_typed_of_a_still_stays_unless_it_was_of_another() {
        let mut fields = DraftFields {
            still_alt: "A ferry".to_owned(),
            ..DraftFields::default()
        };
        fields = with_still(&fields, Some(&known("aa", "A ship")));
        assert_eq!(fields.still, "aa");
        assert_eq!(fields.still_alt, "A ferry", "it was typed for this one");
        assert_eq!(fields.still_credit, "Aud Lind");
        fields = with_still(&fields, Some(&known("bb", "A pier")));
        assert_eq!(fields.still_alt, "A pier");
        fields = with_still(&fields, Some(&known("cc", "")));
        assert_eq!(fields.still_alt, "A pier", "nothing better is known");
        fields = with_still(&fields, None);
        assert_eq!(
            (fields.still.as_str(), fields.still_alt.as_str()),
            ("", "A pier")
        );
    }
}
