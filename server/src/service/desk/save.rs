//! Making drafts and saving them: every save begins with a version, and whoever comes second with one
//! is told.

use app::{
    AppError,
    error::{DeskField, Field, Problem},
    model::{
        AccountId, AuthorId, DraftConflict, DraftFields, ReviewId, SaveOutcome, Slug, TextKind,
        Timestamp, Viewer,
    },
};

use super::{fields, find_for};
use crate::{
    service::{
        Core,
        accounts::Token,
        policy::{self, Act},
    },
    store::{
        Constraint, Error, Tx, accounts, authors,
        desk::DeskReview,
        drafts::{self, DraftRow, NewDraft},
        reviews::{self, NewReview, NewStill},
        revisions::{self, NewRevision},
    },
};

/// The most a draft may have, in bytes.
const LARGEST: usize = 1024 * 1024;
/// The longest key of a save.
const LONGEST_KEY: usize = 64;

/// Makes a draft with the fields it begins with, signed by the viewer's author, who is made as well where
/// there is none.
///
/// # Errors
/// [`AppError`] when the viewer may not write such a text.
pub(crate) async fn begin(
    core: &Core,
    kind: TextKind,
    fields: Option<DraftFields>,
    viewer: Viewer,
) -> Result<ReviewId, AppError> {
    let act = match kind {
        TextKind::Review => Act::WriteReview,
        TextKind::Page => Act::WritePage,
    };
    policy::require_any(&viewer, act)?;
    let signed = viewer.signed()?;
    let is_open = core.settings.get().comments_open;
    let now = core.clock.now();
    let word = Token::new(&*core.entropy).word;
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let author = match signed.author {
                    Some(author) => author,
                    None => make_author(tx, signed.account).await?,
                };
                // Nobody sees it: the real one comes with the text.
                let slug = Slug::from_title(&format!("draft {word}"));
                let review =
                    reviews::insert(&mut tx.conn, &empty(kind, slug, now, is_open)).await?;
                authors::insert_for_review(&mut tx.conn, review, &[author]).await?;
                if let Some(fields) = fields {
                    let draft = NewDraft {
                        version: 1,
                        title: fields.title.clone(),
                        fields: fields::to_json(&fields),
                        has_changes: true,
                    };
                    drafts::put(&mut tx.conn, review, &draft, signed.account, now).await?;
                }
                Ok(review)
            })
        })
        .await
}

fn empty(kind: TextKind, slug: Slug, now: Timestamp, is_open: bool) -> NewReview {
    NewReview {
        kind: kind.key(),
        slug,
        title: String::new(),
        film: None,
        rating: None,
        summary: String::new(),
        epigraph: None,
        still: NewStill::default(),
        body_source: String::new(),
        body_html: String::new(),
        body_rules: 0,
        excerpt: String::new(),
        word_count: 0,
        comments_open: is_open,
        published_at: None,
        created_at: now,
    }
}

/// Makes the author that an account signs as from now on, called as the account is. An author who is
/// there already is somebody else of the same name: whose reviews are whose is the owner's to say.
async fn make_author(tx: &mut Tx<'_>, account: AccountId) -> Result<AuthorId, AppError> {
    let row = accounts::find(&mut tx.conn, account)
        .await?
        .ok_or(AppError::SignInRequired)?;
    let plain = Slug::from_title(&row.name);
    let mut number = 1;
    loop {
        let slug = match number {
            1 => plain.clone(),
            number => plain.numbered(number),
        };
        if authors::find(&mut tx.conn, &slug).await?.is_none() {
            let author = authors::find_or_insert(&mut tx.conn, &slug, &row.name, "").await?;
            accounts::update_author(&mut tx.conn, account, Some(author))
                .await
                .map_err(|error| match error {
                    Error::Constraint(Constraint::AccountAuthor) => {
                        AppError::Conflict(app::error::Conflict::AuthorTaken)
                    }
                    other => other.into(),
                })?;
            return Ok(author);
        }
        number += 1;
    }
}

/// Saves a draft that was begun with a version.
pub(super) async fn save(
    core: &Core,
    review: ReviewId,
    (version, fields, key): (i64, DraftFields, Option<String>),
    viewer: Viewer,
) -> Result<SaveOutcome, AppError> {
    check_size(&fields)?;
    let account = viewer.signed()?.account;
    let now = core.clock.now();
    let dates = core.dates.clone();
    let key = key.filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY);
    core.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let row = find_for(&mut tx.conn, review, Act::EditReview, &viewer).await?;
                if let Some(key) = &key
                    && let Some((version, saved_at)) =
                        drafts::find_save(&mut tx.conn, review, key).await?
                {
                    return Ok(SaveOutcome::saved(version, saved_at));
                }
                let current = Current::find(tx, &row).await?;
                if current.version != version {
                    let conflict = Box::new(current.into_conflict(&dates, now));
                    return Ok(SaveOutcome::Conflict { conflict });
                }
                let saved_at = current.replace(tx, review, &fields, (account, now)).await?;
                if let Some(key) = &key {
                    let made = (version + 1, now);
                    drafts::insert_save(&mut tx.conn, review, key, made).await?;
                }
                Ok(saved_at)
            })
        })
        .await
}

/// Refuses what is larger than any review.
pub(super) fn check_size(fields: &DraftFields) -> Result<(), AppError> {
    if fields.size() > LARGEST {
        Err(AppError::field(
            Field::Desk(DeskField::Body),
            Problem::TooLong,
        ))
    } else {
        Ok(())
    }
}

/// The draft as it stands, or the published text where there is no draft.
pub(super) struct Current {
    /// Its version; 0 where there is no draft.
    pub(super) version: i64,
    /// Its fields.
    pub(super) fields: DraftFields,
    /// The draft as it is kept.
    pub(super) row: Option<DraftRow>,
}

impl Current {
    /// Finds it.
    pub(super) async fn find(tx: &mut Tx<'_>, row: &DeskReview) -> Result<Self, AppError> {
        Ok(Self::read(&mut tx.conn, row).await?)
    }

    /// Reads it.
    pub(super) async fn read(
        conn: &mut crate::store::Conn<'_>,
        row: &DeskReview,
    ) -> Result<Self, Error> {
        let draft = drafts::find(conn, ReviewId(row.id)).await?;
        Ok(match draft {
            Some(draft) => Self {
                version: draft.version,
                fields: fields::of_json(&draft.fields, "drafts")?,
                row: Some(draft),
            },
            None => Self {
                version: 0,
                fields: fields::of_published(conn, row).await?,
                row: None,
            },
        })
    }

    /// Keeps other fields instead, as the next version.
    pub(super) async fn replace(
        &self,
        tx: &mut Tx<'_>,
        review: ReviewId,
        fields: &DraftFields,
        (account, now): (AccountId, Timestamp),
    ) -> Result<SaveOutcome, AppError> {
        let draft = NewDraft {
            version: self.version + 1,
            title: fields.title.trim().to_owned(),
            fields: fields::to_json(fields),
            has_changes: *fields != self.fields
                || self.row.as_ref().is_some_and(|row| row.has_changes),
        };
        drafts::put(&mut tx.conn, review, &draft, account, now).await?;
        Ok(SaveOutcome::saved(draft.version, now))
    }

    /// Returns when it was saved.
    pub(super) fn saved_at(&self) -> Timestamp {
        Timestamp(self.row.as_ref().map_or(0, |row| row.saved_at))
    }

    /// Puts fields aside among the revisions, where they can be found again.
    pub(super) async fn put_aside(
        tx: &mut Tx<'_>,
        review: ReviewId,
        fields: &DraftFields,
        (account, now): (Option<AccountId>, Timestamp),
    ) -> Result<(), AppError> {
        let revision = NewRevision {
            is_published: false,
            fields: fields::to_json(fields),
            made_at: now,
            account,
        };
        revisions::insert(&mut tx.conn, review, &revision).await?;
        Ok(())
    }

    /// Makes it what stands in the way of a save.
    pub(super) fn into_conflict(
        self,
        dates: &crate::service::Dates,
        now: Timestamp,
    ) -> DraftConflict {
        let row = self.row;
        DraftConflict {
            version: self.version,
            saved: row
                .as_ref()
                .map(|row| dates.minute(Timestamp(row.saved_at), now))
                .unwrap_or_default(),
            by: row.and_then(|row| row.saved_by).unwrap_or_default(),
            fields: self.fields,
        }
    }
}
