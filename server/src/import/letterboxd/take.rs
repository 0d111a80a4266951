//! Storing what an export holds. What is taken is noted under its Letterboxd address, in the same
//! transaction, so an import that was broken off goes on where it was and a second one adds nothing.

mod lists;
mod values;

use std::sync::Arc;

use app::model::{AuthorId, FilmId, Slug, Timestamp, VisitorId};
use jiff::{ToSpan as _, civil::Date, tz::TimeZone};

use values::{rating, tags};

use super::{
    films::{self, Doubt, Doubtful, Match},
    read::{Export, Profile, Rated, Review},
};
use crate::{
    content,
    import::{
        html,
        report::{Kind, Outcome, Report},
    },
    intake::{self, Incoming},
    service::Core,
    store::{self, Conn, Tx, authors, film_ratings, imports, reviews::NewStill},
};

/// Why a second run leaves something.
const HERE_ALREADY: &str = "it is here already";

/// What whoever imports wants.
pub(crate) struct Wishes {
    /// Whether nothing is to be stored.
    pub(crate) is_dry: bool,
    /// Whether reviews are kept as drafts.
    pub(crate) as_drafts: bool,
    /// The author here who signs; the export's own name when none is given.
    pub(crate) author: Option<Slug>,
    /// Whose the ratings are; they are left when nobody's.
    pub(crate) visitor: Option<VisitorId>,
    /// What becomes of a film that may be one that is here.
    pub(crate) doubtful: Box<dyn Fn(&Doubt) -> Doubtful + Send + Sync>,
}

/// Takes an export.
pub(crate) struct Taker {
    core: Arc<Core>,
    wishes: Wishes,
    source: String,
    zone: TimeZone,
    report: Report,
}

/// A film as a row names it, found or still to be added.
struct Found {
    film: Option<FilmId>,
    title: String,
    year: Option<i32>,
}

impl Found {
    /// Returns the film's record, made now when there is none.
    async fn id(&self, conn: &mut Conn<'_>) -> Result<FilmId, store::Error> {
        match self.film {
            Some(film) => Ok(film),
            None => films::add(conn, &self.title, self.year).await,
        }
    }
}

impl Taker {
    /// Starts taking into a site.
    pub(crate) fn new(core: Arc<Core>, wishes: Wishes, report: Report) -> Self {
        let zone = TimeZone::get(&core.settings.get().time_zone).unwrap_or(TimeZone::UTC);
        Self {
            core,
            wishes,
            source: String::new(),
            zone,
            report,
        }
    }

    /// Takes everything, and tells of each row how many there have been.
    ///
    /// # Errors
    /// When the database fails; what was taken until then is kept.
    pub(crate) async fn take(
        mut self,
        export: Export,
        told: impl Fn(u64),
    ) -> Result<Report, store::Error> {
        self.source = export.source();
        let author = self.author(&export.profile).await?;
        let mut done = 0;
        let mut tell = || {
            done += 1;
            told(done);
        };
        for review in &export.reviews {
            self.take_review(review, author).await?;
            tell();
        }
        for rated in &export.ratings {
            self.take_rating(rated).await?;
            tell();
        }
        for list in &export.lists {
            self.take_list(list, author).await?;
            tell();
        }
        let (bare, reviewed) = export.unreviewed();
        for line in bare {
            let rated = if line.rating.is_empty() {
                ""
            } else {
                ", its rating is the film's"
            };
            let message = format!("seen on {} without a review{rated}", line.watched);
            self.report
                .file(Outcome::Left, Kind::Diary, &line.title, &message);
        }
        for _ in 0..reviewed {
            self.report.file(
                Outcome::Changed,
                Kind::Diary,
                "",
                "its day stands in the review",
            );
        }
        Ok(self.report)
    }

    /// Returns who signs, made now when there is nobody of the name.
    async fn author(&mut self, profile: &Profile) -> Result<Option<AuthorId>, store::Error> {
        let name = content::plain_line(&profile.name(), 80);
        let slug = self
            .wishes
            .author
            .clone()
            .unwrap_or_else(|| Slug::from_title(&name));
        let known = {
            let mut snapshot = self.core.store.snapshot().await?;
            authors::find(&mut snapshot.conn(), &slug).await?
        };
        if let Some((id, ..)) = known {
            return Ok(Some(id));
        }
        self.report.file(Outcome::Taken, Kind::Author, &name, "");
        if self.wishes.is_dry {
            return Ok(None);
        }
        let added = self.write(move |tx: &mut Tx<'_>| {
            Box::pin(async move { authors::find_or_insert(&mut tx.conn, &slug, &name, "").await })
        });
        added.await.map(Some)
    }

    async fn take_review(
        &mut self,
        review: &Review,
        author: Option<AuthorId>,
    ) -> Result<(), store::Error> {
        if self.is_here("review", &review.address).await? {
            self.report
                .file(Outcome::Left, Kind::Review, &review.title, HERE_ALREADY);
            return Ok(());
        }
        let Some(found) = self.film(&review.title, &review.year, Kind::Review).await? else {
            return Ok(());
        };
        let mut notes = Vec::new();
        let at = self.noon(&review.date);
        if at.is_none() {
            notes.push("it has no day, so it is a draft".to_owned());
        }
        let rating = rating(&review.rating);
        if rating.is_none() && !review.rating.is_empty() {
            notes.push(format!("its rating {} is none", review.rating));
        }
        let incoming = Incoming {
            kind: "review",
            slug: Slug::from_title(&review.title),
            title: content::plain_line(&review.title, 200),
            film: None,
            film_id: None,
            rating,
            summary: String::new(),
            epigraph: None,
            still: NewStill::default(),
            body: html::comment_markdown(&review.text),
            tags: tags(&review.tags),
            authors: author.into_iter().collect(),
            watch_also: Vec::new(),
            comments_open: true,
            published_at: at.filter(|_| !self.wishes.as_drafts),
        };
        self.store(Kind::Review, &review.address, incoming, Some(found), &notes)
            .await
    }

    async fn take_rating(&mut self, rated: &Rated) -> Result<(), store::Error> {
        let file = |report: &mut Report, message: &str| {
            report.file(Outcome::Left, Kind::Rating, &rated.title, message);
        };
        let Some(visitor) = self.wishes.visitor else {
            file(&mut self.report, "whose it is was not said (--account)");
            return Ok(());
        };
        if self.is_here("rating", &rated.address).await? {
            file(&mut self.report, HERE_ALREADY);
            return Ok(());
        }
        let Some(rating) = rating(&rated.rating) else {
            file(&mut self.report, "it is no rating");
            return Ok(());
        };
        let Some(found) = self.film(&rated.title, &rated.year, Kind::Rating).await? else {
            return Ok(());
        };
        self.report
            .file(Outcome::Taken, Kind::Rating, &rated.title, "");
        if self.wishes.is_dry {
            return Ok(());
        }
        let at = self
            .noon(&rated.date)
            .unwrap_or_else(|| self.core.clock.now());
        let (source, address) = (self.source.clone(), rated.address.clone());
        let written = self.write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let rated = found.id(&mut tx.conn).await?;
                let value = (rating.halves(), rating.out_of());
                film_ratings::set(&mut tx.conn, rated, visitor, value, at).await?;
                imports::insert(&mut tx.conn, &source, "rating", &address, rated.0).await
            })
        });
        written.await
    }

    /// Stores a text under its address.
    async fn store(
        &mut self,
        kind: Kind,
        address: &str,
        incoming: Incoming,
        film: Option<Found>,
        notes: &[String],
    ) -> Result<(), store::Error> {
        let title = incoming.title.clone();
        let outcome = if notes.is_empty() {
            Outcome::Taken
        } else {
            Outcome::Changed
        };
        let ready = match incoming.ready() {
            Ok(ready) => ready,
            Err(error) => {
                self.report
                    .file(Outcome::Left, kind, &title, &error.to_string());
                return Ok(());
            }
        };
        if self.wishes.is_dry {
            self.report.file(outcome, kind, &title, &notes.join("; "));
            return Ok(());
        }
        let word = if kind == Kind::List { "list" } else { "review" };
        let (source, address, now) = (
            self.source.clone(),
            address.to_owned(),
            self.core.clock.now(),
        );
        self.write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let mut ready = ready;
                if let Some(found) = film {
                    ready.incoming.film_id = Some(found.id(&mut tx.conn).await?);
                }
                let (id, _) = intake::take_review(tx, ready, now).await?;
                imports::insert(&mut tx.conn, &source, word, &address, id.0).await
            })
        })
        .await?;
        self.report.file(outcome, kind, &title, &notes.join("; "));
        Ok(())
    }

    /// Finds the film of a row; none when it may be another one and is to be left.
    async fn film(
        &mut self,
        title: &str,
        year: &str,
        kind: Kind,
    ) -> Result<Option<Found>, store::Error> {
        let title = content::plain_line(&html::plain_line(title), 200);
        let year = year.trim().parse().ok();
        let found = {
            let mut snapshot = self.core.store.snapshot().await?;
            films::find(&mut snapshot.conn(), &title, year).await?
        };
        let film = match found {
            Match::Sure(film) => film,
            Match::Doubtful(film, doubt) => match (self.wishes.doubtful)(&doubt) {
                Doubtful::Same => Some(film),
                Doubtful::New => None,
                Doubtful::Leave => {
                    let message = format!(
                        "its film {} may be {}, which is here: say --doubtful same or --doubtful new",
                        doubt.wanted, doubt.known
                    );
                    self.report.file(Outcome::Left, kind, &title, &message);
                    return Ok(None);
                }
            },
        };
        Ok(Some(Found { film, title, year }))
    }

    async fn is_here(&self, kind: &str, address: &str) -> Result<bool, store::Error> {
        let mut snapshot = self.core.store.snapshot().await?;
        let found = imports::find(&mut snapshot.conn(), &self.source, kind, address).await?;
        Ok(found.is_some())
    }

    /// Returns the noon of a day where the publication is: that day in almost every zone.
    fn noon(&self, day: &str) -> Option<Timestamp> {
        let day: Date = day.trim().parse().ok()?;
        let noon = day
            .to_zoned(self.zone.clone())
            .ok()?
            .checked_add(12.hours())
            .ok()?;
        Some(Timestamp(noon.timestamp().as_microsecond()))
    }

    async fn write<T, F>(&self, job: F) -> Result<T, store::Error>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(
                &'a mut Tx<'_>,
            ) -> futures::future::BoxFuture<'a, Result<T, store::Error>>
            + Send
            + 'static,
    {
        self.core.store.write(job).await
    }
}
