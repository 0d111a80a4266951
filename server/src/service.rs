//! The use cases: rules and transactions. Knows nothing of HTTP; the only caller of the store.

pub(crate) mod accounts;
pub(crate) mod archive;
pub(crate) mod cards;
pub(crate) mod comments;
mod dates;
pub(crate) mod desk;
pub(crate) mod feeds;
mod films;
mod likes;
mod limits;
pub(crate) mod live;
mod moderation;
pub(crate) mod pages;
pub(crate) mod people;
pub(crate) mod policy;
mod related;
mod reviews;
pub(crate) mod search;
pub(crate) mod settings;
mod shelves;
pub(crate) mod sitemap;
pub(crate) mod stills;
mod thread;

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use app::{AppError, backend::Backend};

pub(crate) use dates::{Dates, day_of};
pub(crate) use limits::Limits;

use crate::{
    clock::{Clock, Entropy},
    mail::Mailer,
    pictures::PicturePool,
    secret::Cipher,
    store,
    store::Store,
};

/// What all use cases work with.
pub(crate) struct Core {
    /// The database.
    pub(crate) store: Store,
    /// The time.
    pub(crate) clock: Arc<dyn Clock>,
    /// How much of what is allowed in which time.
    pub(crate) limits: Limits,
    /// What closes e-mail addresses.
    pub(crate) cipher: Cipher,
    /// What hashes passwords.
    pub(crate) passwords: accounts::Passwords,
    /// Randomness, for sessions and links.
    pub(crate) entropy: Arc<dyn Entropy>,
    /// What the owner has set.
    pub(crate) settings: settings::Settings,
    /// What sends mail, where it is set up.
    pub(crate) mailer: Option<Arc<dyn Mailer>>,
    /// The published pages, as every page leads to them.
    pub(crate) page_links: Arc<pages::PageLinks>,
    /// The site's own address.
    pub(crate) origin: RwLock<String>,
    /// What browsers were asked for a passkey.
    pub(crate) ceremonies: accounts::Ceremonies,
    /// What takes pictures in.
    pub(crate) pictures: PicturePool,
    /// How points in time are written.
    pub(crate) dates: Dates,
}

impl Core {
    /// Returns the site's own address, scheme and host.
    pub(crate) fn origin(&self) -> String {
        let origin = self.origin.read();
        origin.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the site's own address, which is known for good once the server listens.
    pub(crate) fn set_origin(&self, origin: String) {
        *self.origin.write().unwrap_or_else(PoisonError::into_inner) = origin;
    }
}

/// Makes the ports of a site.
pub(crate) fn backend(core: &Arc<Core>) -> Backend {
    Backend {
        accounts: Arc::new(accounts::AccountService(core.clone())),
        reviews: Arc::new(reviews::ReviewService(core.clone())),
        comments: Arc::new(comments::CommentService(core.clone())),
        likes: Arc::new(likes::LikeService(core.clone())),
        moderation: Arc::new(moderation::ModerationService(core.clone())),
        shelves: Arc::new(shelves::ShelfService(core.clone())),
        films: Arc::new(films::FilmService(core.clone())),
        desk: Arc::new(desk::DeskService(core.clone())),
        revisions: Arc::new(desk::RevisionService(core.clone())),
        film_records: Arc::new(desk::FilmRecordService(core.clone())),
        search: Arc::new(search::SearchService(core.clone())),
        pages: Arc::new(pages::PageService(core.clone())),
        people: Arc::new(people::PeopleService(core.clone())),
        publication: Arc::new(settings::SettingsService(core.clone())),
        stills: Arc::new(stills::StillService(core.clone())),
    }
}

impl From<store::Error> for AppError {
    /// Logs the cause under a short reference, which is all that a reader is told.
    fn from(error: store::Error) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        if matches!(error, store::Error::Stopped) {
            return Self::Unavailable;
        }
        let turn = COUNT.fetch_add(1, Ordering::Relaxed);
        let reference = blake3::hash(format!("{turn} {error}").as_bytes()).to_hex()[..8].to_owned();
        tracing::error!(%error, reference, "a use case failed");
        Self::Internal { reference }
    }
}
