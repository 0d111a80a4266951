//! One site: its data folder opened, its use cases ready, its router to be served.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::Duration,
};

use app::backend::Backend;
use axum::Router;
use ipnet::IpNet;

use crate::{
    clock::{Clock, Entropy, SystemClock, SystemEntropy},
    config::{LimitConfig, SiteConfig},
    http::{self, PageCache},
    live::Hub,
    mail::{MailConfig, Mailer, Smtp},
    pictures::PicturePool,
    secret::Cipher,
    service::{
        self, Core, Dates, Limits,
        accounts::{self, Passwords},
        pages::PageLinks,
        settings::Settings,
    },
    store::{self, OpenError, Store, Tx, events, links::LinkKind},
};

/// What a site is opened with.
#[derive(Clone)]
pub struct SiteOptions {
    /// The data folder; made when it is not there.
    pub data: PathBuf,
    /// The database's address; the data folder's own file when none is given.
    pub database_url: Option<String>,
    /// The site's own address, scheme and host.
    pub origin: String,
    /// What the publication is called and how it counts.
    pub site: SiteConfig,
    /// How much of what is allowed in which time.
    pub limits: LimitConfig,
    /// The networks whose forwarded headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How mail is sent; none when it is not.
    pub mail: Option<MailConfig>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl SiteOptions {
    /// Returns the options of a site with everything at its default.
    pub fn new(data: impl Into<PathBuf>, origin: impl Into<String>) -> Self {
        Self {
            data: data.into(),
            database_url: None,
            origin: origin.into(),
            site: SiteConfig::default(),
            limits: LimitConfig::default(),
            trusted_proxies: Vec::new(),
            mail: None,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        }
    }
}

/// Why a site cannot be opened; each is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The database cannot be used.
    #[error("{0}")]
    Database(String),
    /// The data folder cannot be used.
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    /// Another server is at work in the data folder.
    #[error(
        "another foyer serves the data folder {0}; stop that one first, or give this one a folder of its own with --data"
    )]
    Locked(String),
    /// A setting is not known.
    #[error("{0}")]
    Setting(String),
}

impl From<OpenError> for SiteError {
    fn from(error: OpenError) -> Self {
        Self::Database(error.to_string())
    }
}

/// An opened site.
pub struct Site {
    pub(crate) core: Arc<Core>,
    pub(crate) backend: Backend,
    pub(crate) cache: Arc<PageCache>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) options: SiteOptions,
}

impl Site {
    /// Opens a site's data folder and database.
    ///
    /// # Errors
    /// [`SiteError`] with the sentence for the operator.
    pub async fn open(options: SiteOptions) -> Result<Self, SiteError> {
        prepare_folder(&options.data)?;
        let folder_error = |error| SiteError::Folder(options.data.display().to_string(), error);
        let cache = Arc::new(PageCache::default());
        let file = options.data.join("foyer.db");
        let address = options
            .database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", file.display()));
        let hub = Arc::new(Hub::start(&options.limits));
        let page_links = Arc::new(PageLinks::default());
        // What pages are made of first, then pages: whoever hears of a change must find it on them.
        let store = Store::open(
            &address,
            vec![page_links.clone(), cache.clone(), hub.clone()],
        )
        .await?;
        let cipher =
            Cipher::of_folder(&options.data, options.entropy.clone()).map_err(folder_error)?;
        let settings = Settings::load(&store, options.site.clone(), options.limits.clone())
            .await
            .map_err(|error| SiteError::Database(error.to_string()))?;
        let dates = Dates::in_zone(&settings.get().time_zone)
            .map_err(|error| SiteError::Setting(error.to_string()))?;
        let mailer = match &options.mail {
            Some(config) => {
                let smtp = Smtp::new(config).map_err(SiteError::Setting)?;
                Some(Arc::new(smtp) as Arc<dyn Mailer>)
            }
            None => None,
        };
        let core = Arc::new(Core {
            mailer,
            page_links,
            origin: RwLock::new(options.origin.clone()),
            ceremonies: accounts::Ceremonies::default(),
            store,
            clock: options.clock.clone(),
            limits: Limits::new(&settings.limits(), &options.clock),
            cipher,
            passwords: Passwords::new(options.entropy.clone()),
            entropy: options.entropy.clone(),
            pictures: PicturePool::new(&options.data),
            settings,
            dates,
        });
        Ok(Self {
            backend: service::backend(&core),
            core,
            cache,
            hub,
            options,
        })
    }

    /// Returns the router with every route and every layer.
    pub fn router(&self) -> Router {
        http::router(self)
    }

    /// Returns the same site under another address of its own.
    #[must_use]
    pub(crate) fn with_origin(mut self, origin: String) -> Self {
        self.core.set_origin(origin.clone());
        self.options.origin = origin;
        self
    }

    /// Forgets, once an hour, what has had its time: events that open pages catch up with for a day,
    /// sessions that have ended, and pictures that were deleted a day ago.
    pub(crate) fn housekeeping(&self) -> impl Future<Output = ()> + Send + use<> {
        let core = self.core.clone();
        async move {
            let mut hours = tokio::time::interval(Duration::from_hours(1));
            loop {
                hours.tick().await;
                let day_ago = core.clock.now().plus_seconds(-24 * 60 * 60);
                let forgotten: Result<u64, store::Error> = core
                    .store
                    .write(move |tx: &mut Tx<'_>| {
                        Box::pin(async move { events::delete_before(&mut tx.conn, day_ago).await })
                    })
                    .await;
                if let Err(error) = forgotten {
                    tracing::warn!(%error, "old events could not be forgotten");
                }
                if let Err(error) = accounts::forget_ended_sessions(&core).await {
                    tracing::warn!(%error, "ended sessions could not be forgotten");
                }
                match service::stills::sweep(&core).await {
                    Ok(0) => {}
                    Ok(swept) => tracing::info!(swept, "pictures that nobody has were removed"),
                    Err(error) => tracing::warn!(%error, "the library could not be swept"),
                }
            }
        }
    }

    /// Publishes what is scheduled, on time: looks every second, and at once when the server starts, for
    /// what came due while it was down.
    pub(crate) fn scheduling(&self) -> impl Future<Output = ()> + Send + use<> {
        let core = self.core.clone();
        async move {
            let mut seconds = tokio::time::interval(Duration::from_secs(1));
            seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            loop {
                seconds.tick().await;
                match service::desk::publish_due(&core).await {
                    Ok(published) => {
                        for review in published {
                            tracing::info!(review.id = review.0, "a review was published on time");
                        }
                    }
                    Err(error) => {
                        tracing::warn!(%error, "scheduled reviews could not be looked for");
                    }
                }
            }
        }
    }

    /// Makes the index of what can be found again where another release has made it.
    pub(crate) fn index(&self) -> impl Future<Output = ()> + Send + use<> {
        let core = self.core.clone();
        async move {
            if let Err(error) = service::search::bring_up_to_date(&core).await {
                tracing::warn!(%error, "the search index could not be made again");
            }
        }
    }

    /// Finishes what is queued and closes the database.
    pub async fn close(&self) {
        self.core.store.close().await;
    }

    /// Makes the link that leads to the first owner; none when there is one.
    pub(crate) async fn setup_link(&self) -> Result<Option<String>, app::AppError> {
        let word = accounts::make_setup_link(&self.core).await?;
        let path = |word: String| service::people::links::path(LinkKind::Setup, &word);
        Ok(word.map(|word| format!("{}{}", self.options.origin, path(word))))
    }
}

fn prepare_folder(folder: &Path) -> Result<(), SiteError> {
    std::fs::create_dir_all(folder.join("media"))
        .map_err(|error| SiteError::Folder(folder.display().to_string(), error))
}

/// Takes the data folder for this process alone, as long as the file is held.
///
/// # Errors
/// [`SiteError::Locked`] when another process has it.
pub fn lock_folder(folder: &Path) -> Result<File, SiteError> {
    prepare_folder(folder)?;
    let place = folder.display().to_string();
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"))
        .map_err(|error| SiteError::Folder(place.clone(), error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(SiteError::Locked(place)),
        Err(std::fs::TryLockError::Error(error)) => Err(SiteError::Folder(place, error)),
    }
}
