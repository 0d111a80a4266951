//! Storing what an export holds: several posts in one transaction, each with its comments.
//!
//! Everything taken is noted under the name it had, in the same transaction. So an import that was
//! broken off goes on where it was when it is run again, and one that is run twice adds nothing.

mod batch;
mod comments;
mod fields;
mod filing;
mod gather;
mod likes;
mod mend;
mod post;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use app::model::{AuthorId, Slug};

use batch::{Batch, Sent};

use super::{
    fetch::Fetcher,
    html,
    pages::Pages,
    pictures::Pictures,
    report::{Kind, Outcome, Report},
    wxr::{Entry, WxrAuthor},
};
use crate::{
    service::Core,
    store::{self, Tx, authors, imports},
};

pub(crate) use fields::film;

/// What a comment without a name is signed with.
const NAMELESS: &str = "a reader";
/// Why a second run leaves something.
const HERE_ALREADY: &str = "it is here already";

/// What there is besides the export.
pub(crate) struct Beside {
    /// The blog's pictures.
    pub(crate) pictures: Pictures,
    /// Pages of the blog that somebody saved.
    pub(crate) pages: Pages,
    /// What fetches the pictures that are in no folder; none unless it was asked for.
    pub(crate) fetcher: Option<Fetcher>,
}

/// Takes the entries of one export, in their order.
pub(crate) struct Taker {
    core: Arc<Core>,
    beside: Beside,
    is_dry: bool,
    /// The address of the old site, which tells its numbers from those of another.
    source: String,
    /// The hosts it says it is at: what is saved of it may have come from any of them.
    hosts: BTreeSet<String>,
    /// Authors by login and by number.
    authors: HashMap<String, (AuthorId, String)>,
    author_numbers: HashMap<i64, AuthorId>,
    /// Categories and tags that no post has had yet.
    terms: BTreeMap<String, Kind>,
    /// What posts that are here already are called here, by their old numbers; none until it was looked up.
    posts: Option<HashMap<String, i64>>,
    /// Posts that are ready to be stored.
    batch: Batch,
    /// Posts that are being stored.
    sent: Option<Sent>,
    /// What was taken, changed and left.
    report: Report,
}

impl Taker {
    /// Starts taking into a site; a dry run stores nothing.
    pub(crate) fn new(core: Arc<Core>, beside: Beside, is_dry: bool, report: Report) -> Self {
        Self {
            core,
            beside,
            is_dry,
            source: String::new(),
            hosts: BTreeSet::new(),
            authors: HashMap::new(),
            author_numbers: HashMap::new(),
            terms: BTreeMap::new(),
            posts: None,
            batch: Batch::default(),
            sent: None,
            report,
        }
    }

    /// Takes the next entry. Some are stored only when others have been taken, or at the end.
    ///
    /// # Errors
    /// When the database fails; what is wrong with an entry itself goes into the report.
    pub(crate) async fn take(&mut self, entry: Entry) -> Result<(), store::Error> {
        match entry {
            Entry::Site(site) => {
                let addresses = [site.base_blog_url, site.base_site_url, site.link];
                let urls = addresses
                    .iter()
                    .filter_map(|text| url::Url::parse(text).ok());
                self.hosts = urls
                    .filter_map(|url| url.host_str().map(str::to_owned))
                    .collect();
                self.source = addresses
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

    /// Waits until everything is stored and ends the report: says which categories and tags no post had, and
    /// which pages were of no post.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn finish(mut self) -> Result<Report, store::Error> {
        self.settle().await?;
        for (name, kind) in self.terms {
            self.report
                .file(Outcome::Left, kind, &name, "no post has it");
        }
        for (file, why) in self.beside.pages.left() {
            self.report
                .file(Outcome::Left, Kind::SavedPage, &file, &why);
        }
        Ok(self.report)
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
