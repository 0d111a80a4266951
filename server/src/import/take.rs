//! Storing what an export holds: each post in a transaction of its own, its comments in groups.
//!
//! Everything taken is noted under the name it had, in the same transaction. So an import that was
//! broken off goes on where it was when it is run again, and one that is run twice adds nothing.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use app::model::{
    AuthorId, CommentId, CommentKind, CommentState, Country, CreditRole, Money, Rating, ReviewId,
    Slug, Tag, TextKind, Timestamp,
};

use super::{
    html,
    order::{Placed, in_order},
    pictures::{PictureError, Pictures, file_name},
    recognize::{FilmFields, Outside, Recognized, recognize},
    report::{Kind, Outcome, Report},
    wxr,
    wxr::{Entry, PostKind, PostStatus, WxrAuthor, WxrComment, WxrItem},
};
use crate::{
    intake::{self, Incoming, IncomingComment, IntakeError},
    service::{Core, comments::website},
    store::{
        self, Tx, authors, comments, films::NewFilm, imports, media, media::MediaRow,
        reviews::NewStill,
    },
};

/// How many comments one transaction takes, so that a server beside it never waits long.
const COMMENTS_A_GROUP: usize = 200;
/// What a comment without a name is signed with.
const NAMELESS: &str = "a reader";
/// Why a second run leaves something.
const HERE_ALREADY: &str = "it is here already";

/// Takes the entries of one export, in their order.
pub(crate) struct Taker {
    core: Arc<Core>,
    pictures: Pictures,
    is_dry: bool,
    /// The address of the old site, which tells its numbers from those of another.
    source: String,
    /// Authors by login and by number.
    authors: HashMap<String, (AuthorId, String)>,
    author_numbers: HashMap<i64, AuthorId>,
    /// Categories and tags that no post has had yet.
    terms: BTreeMap<String, Kind>,
    /// What was taken, changed and left.
    report: Report,
}

type Known = HashMap<i64, (CommentId, i32)>;

impl Taker {
    /// Starts taking into a site; a dry run stores nothing.
    pub(crate) fn new(core: Arc<Core>, pictures: Pictures, is_dry: bool, report: Report) -> Self {
        Self {
            core,
            pictures,
            is_dry,
            source: String::new(),
            authors: HashMap::new(),
            author_numbers: HashMap::new(),
            terms: BTreeMap::new(),
            report,
        }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// When the database fails; what is wrong with an entry itself goes into the report.
    pub(crate) async fn take(&mut self, entry: Entry) -> Result<(), store::Error> {
        match entry {
            Entry::Site(site) => {
                self.source = [site.base_blog_url, site.base_site_url, site.link]
                    .into_iter()
                    .find(|address| !address.is_empty())
                    .unwrap_or_default();
                Ok(())
            }
            Entry::Author(author) => self.take_author(author).await,
            Entry::Category(term) => {
                self.terms
                    .entry(html::plain_line(&term.name))
                    .or_insert(Kind::Category);
                Ok(())
            }
            Entry::Tag(term) => {
                self.terms
                    .entry(html::plain_line(&term.name))
                    .or_insert(Kind::Tag);
                Ok(())
            }
            Entry::Item(item) => self.take_item(*item).await,
        }
    }

    /// Ends the report: says which categories and tags no post had.
    pub(crate) fn finish(mut self) -> Report {
        for (name, kind) in self.terms {
            self.report
                .file(Outcome::Left, kind, &name, "no post has it");
        }
        self.report
    }

    async fn take_author(&mut self, author: WxrAuthor) -> Result<(), store::Error> {
        let name = if author.display_name.is_empty() {
            &author.login
        } else {
            &author.display_name
        };
        let name = crate::content::plain_line(name, 80);
        let id = self.author(&author.login, &name).await?;
        if author.id > 0 {
            self.author_numbers.insert(author.id, id);
        }
        Ok(())
    }

    /// Returns the author of a login, made now when there is none.
    async fn author(&mut self, login: &str, name: &str) -> Result<AuthorId, store::Error> {
        if let Some((id, _)) = self.authors.get(login) {
            return Ok(*id);
        }
        let known = self.find("author", login).await?;
        let id = match known {
            Some(id) => AuthorId(id),
            None if self.is_dry => AuthorId(0),
            None => {
                let (slug, name) = (Slug::from_title(name), name.to_owned());
                let (source, login) = (self.source.clone(), login.to_owned());
                self.write(move |tx: &mut Tx<'_>| {
                    Box::pin(async move {
                        let id = authors::find_or_insert(&mut tx.conn, &slug, &name, "").await?;
                        imports::insert(&mut tx.conn, &source, "author", &login, id.0).await?;
                        Ok(id)
                    })
                })
                .await?
            }
        };
        if known.is_none() {
            self.report.file(Outcome::Taken, Kind::Author, name, "");
        }
        self.authors.insert(login.to_owned(), (id, name.to_owned()));
        Ok(id)
    }

    async fn take_item(&mut self, item: WxrItem) -> Result<(), store::Error> {
        let title = title_of(&item);
        let kind = match &item.kind {
            PostKind::Post => Kind::Post,
            PostKind::Page => Kind::Page,
            PostKind::Attachment => {
                let message = "pictures come from --media, with the post they stand in";
                self.report
                    .file(Outcome::Left, Kind::Picture, &title, message);
                return Ok(());
            }
            PostKind::Other(name) => {
                self.report.file(
                    Outcome::Left,
                    Kind::Other,
                    &title,
                    &format!("it is a {name}"),
                );
                return Ok(());
            }
        };
        if matches!(item.status, PostStatus::Trash | PostStatus::AutoDraft) {
            self.report.file(
                Outcome::Left,
                kind,
                &title,
                "it was in the trash or never begun",
            );
            return Ok(());
        }
        let number = item.post_id.to_string();
        let review = match self.find("review", &number).await? {
            Some(id) => {
                self.report.file(Outcome::Left, kind, &title, HERE_ALREADY);
                Some(ReviewId(id))
            }
            None => self.take_post(&item, &title, kind).await?,
        };
        if let Some(review) = review {
            self.take_comments(review, &item).await?;
        }
        Ok(())
    }

    /// Takes a post or page; none when it could not be taken or this is a dry run.
    async fn take_post(
        &mut self,
        item: &WxrItem,
        title: &str,
        kind: Kind,
    ) -> Result<Option<ReviewId>, store::Error> {
        let (converted, found, lost) = self.convert(item);
        let mut notes = converted.notes.clone();
        let recognized = recognize(title, converted);
        notes.extend(recognized.left.iter().cloned());
        for (address, error) in &lost {
            let message = format!("in “{title}”: {error}");
            self.report
                .file(Outcome::Left, Kind::Picture, &file_name(address), &message);
        }
        for row in found.values() {
            self.report
                .file(Outcome::Taken, Kind::Picture, &row.name, "");
        }
        let published_at = published_at(item, &mut notes);
        let is_review = recognized.is_review;
        let author = match item.creator.as_str() {
            "" => None,
            login => Some(self.author(login, login).await?),
        };
        let pictures: Vec<MediaRow> = found.values().cloned().collect();
        let still = recognized
            .still
            .as_ref()
            .and_then(|still| found.get(&still.url))
            .cloned();
        let incoming = incoming(item, title, recognized, (author, published_at));
        let kind = if is_review { Kind::Review } else { kind };
        for tag in &incoming.tags {
            if let Some(kind) = self.terms.remove(&tag.name) {
                self.report.file(Outcome::Taken, kind, &tag.name, "");
            }
        }
        if self.is_dry {
            file_post(&mut self.report, kind, title, &notes);
            for comment in &item.comments {
                file_comment(&mut self.report, comment, title);
            }
            return Ok(None);
        }
        let (source, number) = (self.source.clone(), item.post_id.to_string());
        let paths = old_paths(item);
        let now = self.core.clock.now();
        let post = NewPost {
            incoming,
            pictures,
            still,
            source,
            number,
            paths,
            now,
        };
        let outcome: Result<(ReviewId, u64), IntakeError> = self
            .core
            .store
            .write(move |tx: &mut Tx<'_>| Box::pin(store_post(tx, post)))
            .await;
        match outcome {
            Ok((id, redirects)) => {
                file_post(&mut self.report, kind, title, &notes);
                for _ in 0..redirects {
                    self.report
                        .file(Outcome::Taken, Kind::Redirect, &item.link, "");
                }
                Ok(Some(id))
            }
            Err(IntakeError::Store(error)) => Err(error),
            Err(error @ IntakeError::TooDeep) => {
                self.report
                    .file(Outcome::Left, kind, title, &error.to_string());
                Ok(None)
            }
        }
    }

    /// Converts a post's HTML; its pictures are put into the media folder on the way.
    fn convert(
        &self,
        item: &WxrItem,
    ) -> (
        html::Converted,
        BTreeMap<String, MediaRow>,
        Vec<(String, PictureError)>,
    ) {
        let found = RefCell::new(BTreeMap::new());
        let lost = RefCell::new(Vec::new());
        let resolve = |address: &str, _: &str| {
            if let Some(row) = found.borrow().get(address) {
                return destination(row);
            }
            if self.is_dry && self.pictures.has(address) {
                return format!("missing:{}", file_name(address));
            }
            match self.pictures.take(address) {
                Ok(row) => {
                    let place = destination(&row);
                    found.borrow_mut().insert(address.to_owned(), row);
                    place
                }
                Err(error) => {
                    lost.borrow_mut().push((address.to_owned(), error));
                    format!("missing:{}", file_name(address))
                }
            }
        };
        let converted = html::post_blocks(&item.content, &resolve);
        (converted, found.into_inner(), lost.into_inner())
    }

    async fn take_comments(
        &mut self,
        review: ReviewId,
        item: &WxrItem,
    ) -> Result<(), store::Error> {
        let title = title_of(item);
        let order = in_order(&item.comments);
        let mut known: Known = HashMap::new();
        for group in order.chunks(COMMENTS_A_GROUP) {
            let mut rows = Vec::new();
            let here = self.find_comments(group).await?;
            for placed in group {
                let comment = placed.comment;
                if let Some(id) = here.get(&comment.id).copied() {
                    self.note_known(&mut known, comment.id, CommentId(id))
                        .await?;
                    let subject = subject_of(comment, &title);
                    self.report
                        .file(Outcome::Left, Kind::Comment, &subject, HERE_ALREADY);
                    continue;
                }
                if let Some(kind) = kind_of(comment) {
                    rows.push((comment.id, placed.parent, self.row(placed, kind, item)));
                }
                file_comment(&mut self.report, comment, &title);
            }
            if self.is_dry || rows.is_empty() {
                continue;
            }
            let source = self.source.clone();
            let before = known.clone();
            let outcome: Result<Known, IntakeError> = self
                .core
                .store
                .write(move |tx: &mut Tx<'_>| {
                    Box::pin(take_group(tx, review, source, rows, before))
                })
                .await;
            known = match outcome {
                Ok(known) => known,
                Err(IntakeError::Store(error)) => return Err(error),
                Err(error @ IntakeError::TooDeep) => {
                    self.report
                        .file(Outcome::Left, Kind::Comment, &title, &error.to_string());
                    known
                }
            };
        }
        Ok(())
    }

    /// Finds which comments are here already, all of them in one look.
    async fn find_comments(&self, group: &[Placed<'_>]) -> Result<HashMap<i64, i64>, store::Error> {
        let mut here = HashMap::new();
        let mut snapshot = self.core.store.snapshot().await?;
        for placed in group {
            let number = placed.comment.id;
            let conn = &mut snapshot.conn();
            let found = imports::find(conn, &self.source, "comment", &number.to_string()).await?;
            here.extend(found.map(|id| (number, id)));
        }
        Ok(here)
    }

    async fn note_known(
        &self,
        known: &mut Known,
        number: i64,
        id: CommentId,
    ) -> Result<(), store::Error> {
        let mut snapshot = self.core.store.snapshot().await?;
        let place = comments::find_root_position(&mut snapshot.conn(), id).await?;
        known.insert(number, (id, place.unwrap_or_default()));
        Ok(())
    }

    fn row(&self, placed: &Placed<'_>, kind: CommentKind, item: &WxrItem) -> IncomingComment {
        let comment = placed.comment;
        let state = match comment.state {
            _ if placed.holds_place => CommentState::Removed,
            wxr::CommentState::Approved => CommentState::Published,
            wxr::CommentState::Held => CommentState::Held,
            wxr::CommentState::Spam => CommentState::Spam,
            wxr::CommentState::Trash => CommentState::Trashed,
        };
        let name = crate::content::plain_line(&html::plain_line(&comment.author), 80);
        let at = comment.created_at.or(item.published_at);
        IncomingComment {
            number: Some(comment.id),
            parent: None,
            kind,
            state,
            author: self
                .author_numbers
                .get(&comment.user_id)
                .copied()
                .filter(|_| comment.user_id > 0),
            name: if name.is_empty() {
                NAMELESS.to_owned()
            } else {
                name
            },
            email: self.core.cipher.close(comment.email.trim()),
            website: website(&comment.url).ok().flatten(),
            body: html::comment_markdown(&comment.content),
            posted_at: at.map_or_else(|| self.core.clock.now(), Timestamp),
        }
    }

    async fn find(&self, kind: &str, old_id: &str) -> Result<Option<i64>, store::Error> {
        let mut snapshot = self.core.store.snapshot().await?;
        imports::find(&mut snapshot.conn(), &self.source, kind, old_id).await
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

/// A post with all that is stored in its transaction.
struct NewPost {
    incoming: Incoming,
    pictures: Vec<MediaRow>,
    still: Option<MediaRow>,
    source: String,
    number: String,
    paths: Vec<String>,
    now: Timestamp,
}

/// Stores a post with its pictures and old addresses; returns how many of those there were.
async fn store_post(tx: &mut Tx<'_>, post: NewPost) -> Result<(ReviewId, u64), IntakeError> {
    let mut incoming = post.incoming;
    for row in &post.pictures {
        let id = media::find_or_insert(&mut tx.conn, row).await?;
        if post
            .still
            .as_ref()
            .is_some_and(|still| still.hash == row.hash)
        {
            incoming.still.media = Some(id);
        }
    }
    let kind = TextKind::from_key(incoming.kind);
    let (id, slug) = intake::take_review(tx, incoming, post.now).await?;
    imports::insert(&mut tx.conn, &post.source, "review", &post.number, id.0).await?;
    let target = kind.path(slug.as_str());
    let mut count = 0;
    for path in post.paths.into_iter().filter(|path| *path != target) {
        imports::insert_redirect(&mut tx.conn, &path, &target).await?;
        count += 1;
    }
    Ok((id, count))
}

async fn take_group(
    tx: &mut Tx<'_>,
    review: ReviewId,
    source: String,
    rows: Vec<(i64, Option<i64>, IncomingComment)>,
    mut known: Known,
) -> Result<Known, IntakeError> {
    let mut is_seen = false;
    let mut last = Timestamp::default();
    for (number, parent, row) in rows {
        let parent = parent.and_then(|parent| known.get(&parent).copied());
        is_seen |= row.state == CommentState::Published;
        last = last.max(row.posted_at);
        let placed = intake::take_comment(tx, review, IncomingComment { parent, ..row }).await?;
        imports::insert(
            &mut tx.conn,
            &source,
            "comment",
            &number.to_string(),
            placed.0.0,
        )
        .await?;
        known.insert(number, placed);
    }
    if is_seen {
        intake::tell_of_talk(tx, review, last).await?;
    }
    Ok(known)
}

fn title_of(item: &WxrItem) -> String {
    let title = html::plain_line(&item.title);
    if title.is_empty() {
        "Untitled".to_owned()
    } else {
        title
    }
}

fn kind_of(comment: &WxrComment) -> Option<CommentKind> {
    match comment.kind {
        wxr::CommentKind::Comment => Some(CommentKind::Comment),
        wxr::CommentKind::Pingback => Some(CommentKind::Pingback),
        wxr::CommentKind::Trackback => Some(CommentKind::Trackback),
        wxr::CommentKind::Other(_) => None,
    }
}

/// Decides when a post counts as published; what was not public there is a draft here.
fn published_at(item: &WxrItem, notes: &mut Vec<String>) -> Option<Timestamp> {
    if item.has_password {
        notes.push("it had a password, so it is a draft here".to_owned());
        return None;
    }
    match &item.status {
        PostStatus::Publish => Some(Timestamp(item.published_at.unwrap_or_default())),
        PostStatus::Private => {
            notes.push("it was private, so it is a draft here".to_owned());
            None
        }
        PostStatus::Future => {
            notes.push("it was to be published later, so it is a draft here".to_owned());
            None
        }
        _ => None,
    }
}

fn incoming(
    item: &WxrItem,
    title: &str,
    recognized: Recognized,
    (author, published_at): (Option<AuthorId>, Option<Timestamp>),
) -> Incoming {
    let read_at = published_at.unwrap_or_default();
    let still = recognized
        .still
        .as_ref()
        .map_or_else(NewStill::default, |still| NewStill {
            media: None,
            alt: if still.alt.is_empty() {
                file_name(&still.url)
            } else {
                still.alt.clone()
            },
            credit: still.caption.clone().unwrap_or_default(),
        });
    let is_page = item.kind == PostKind::Page;
    let summary = recognized
        .summary
        .clone()
        .unwrap_or_else(|| html::plain_line(&item.excerpt));
    Incoming {
        kind: if is_page { "page" } else { "review" },
        slug: slug_of(item, title),
        title: title.to_owned(),
        film_id: None,
        rating: recognized
            .rating
            .as_ref()
            .and_then(|score| Rating::new(score.halves, score.out_of)),
        summary,
        epigraph: recognized
            .epigraph
            .as_ref()
            .map(|e| (e.text.clone(), e.speaker.clone())),
        still,
        body: recognized.body_markdown.clone(),
        tags: tags_of(item),
        authors: author.into_iter().collect(),
        watch_also: recognized
            .watch_also
            .iter()
            .map(|also| {
                (
                    also.title.clone(),
                    Some(Slug::from_title(&also.title)),
                    also.note.clone(),
                )
            })
            .collect(),
        comments_open: item.comments_open,
        published_at,
        film: recognized
            .is_review
            .then(|| film(recognized.film, recognized.outside, read_at)),
    }
}

fn slug_of(item: &WxrItem, title: &str) -> Slug {
    let words: String = url::form_urlencoded::parse(item.slug.replace('+', "%2B").as_bytes())
        .map(|(key, _)| key.into_owned())
        .collect();
    item.slug.parse().unwrap_or_else(|_| {
        Slug::from_title(if words.trim().is_empty() {
            title
        } else {
            &words
        })
    })
}

fn tags_of(item: &WxrItem) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for term in &item.terms {
        let is_topic = matches!(term.domain.as_str(), "category" | "post_tag");
        let name = html::plain_line(&term.name);
        let slug = Slug::from_title(&name);
        let is_default = term.nicename == "uncategorized";
        if is_topic && !is_default && !name.is_empty() && tags.iter().all(|tag| tag.slug != slug) {
            tags.push(Tag { slug, name });
        }
    }
    tags
}

/// Makes a film to be added of what a line of credits says.
pub(crate) fn film(fields: FilmFields, outside: Option<Outside>, read_at: Timestamp) -> NewFilm {
    let people = |role, names: Vec<String>| names.into_iter().map(move |name| (role, name, None));
    NewFilm {
        title: fields.title,
        original_title: None,
        year: fields.year,
        runtime_minutes: fields.runtime_minutes,
        budget: fields.budget.map(|money| Money {
            amount: money.amount,
            currency: money.currency.to_owned(),
        }),
        imdb_id: None,
        outside: outside.map(|outside| {
            (
                outside.source.to_owned(),
                outside.value_tenths,
                outside.out_of_tenths / 10,
                read_at,
            )
        }),
        countries: fields
            .countries
            .into_iter()
            .map(|country| Country {
                name: country.name,
                code: country.code.map(str::to_owned),
            })
            .collect(),
        credits: people(CreditRole::Director, fields.directors)
            .chain(people(CreditRole::Writer, fields.writers))
            .chain(people(CreditRole::Cast, fields.cast))
            .collect(),
    }
}

fn destination(row: &MediaRow) -> String {
    format!(
        "media:{}/{}x{}.{}",
        row.hash, row.width, row.height, row.extension
    )
}

/// Lists the addresses a post had: its permalink, and the one with its number.
fn old_paths(item: &WxrItem) -> Vec<String> {
    let mut paths = Vec::new();
    for address in [&item.link, &item.guid] {
        let Ok(url) = url::Url::parse(address) else {
            continue;
        };
        let plain = url.path().trim_end_matches('/');
        match url.query() {
            Some(query) => paths.push(format!("{plain}/?{query}")),
            None if !plain.is_empty() => paths.push(plain.to_owned()),
            None => {}
        }
    }
    let key = if item.kind == PostKind::Page {
        "page_id"
    } else {
        "p"
    };
    paths.push(format!("/?{key}={}", item.post_id));
    paths.sort();
    paths.dedup();
    paths
}

fn file_post(report: &mut Report, kind: Kind, title: &str, notes: &[String]) {
    let outcome = if notes.is_empty() {
        Outcome::Taken
    } else {
        Outcome::Changed
    };
    report.file(outcome, kind, title, &notes.join("; "));
}

fn subject_of(comment: &WxrComment, title: &str) -> String {
    let name = html::plain_line(&comment.author);
    let name = if name.is_empty() { NAMELESS } else { &name };
    format!("{name} on {title}")
}

fn file_comment(report: &mut Report, comment: &WxrComment, title: &str) {
    let subject = subject_of(comment, title);
    let (outcome, kind, message) = match (&comment.kind, comment.state) {
        (wxr::CommentKind::Other(name), _) => {
            (Outcome::Left, Kind::Comment, format!("it is a {name}"))
        }
        (wxr::CommentKind::Comment, wxr::CommentState::Approved) => {
            (Outcome::Taken, Kind::Comment, String::new())
        }
        (wxr::CommentKind::Comment, state) => (
            Outcome::Changed,
            Kind::Comment,
            format!("kept, not shown: {state:?}").to_lowercase(),
        ),
        (_, wxr::CommentState::Approved) => (Outcome::Taken, Kind::Pingback, String::new()),
        (_, state) => (
            Outcome::Changed,
            Kind::Pingback,
            format!("kept, not shown: {state:?}").to_lowercase(),
        ),
    };
    report.file(outcome, kind, &subject, &message);
}
