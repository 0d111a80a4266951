//! Pages of the old blog, saved by a browser: how many people liked what, which no export says.
//!
//! [`read`] looks at one page. Here the pages of a folder are kept under the addresses they had, until the
//! post comes along whose address that is.

mod read;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use url::Url;

/// The largest page that is read, in bytes. One with two thousand comments is a tenth of that.
const LARGEST_PAGE: u64 = 32 * 1024 * 1024;

/// How many liked a post and its comments, by what one page or several say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Likes {
    /// The pages' files.
    pub(crate) files: Vec<String>,
    /// How many liked the post; 0 where no page says.
    pub(crate) post: i64,
    /// How many liked each comment that anybody liked, by its number there.
    pub(crate) comments: BTreeMap<i64, i64>,
    /// What stands where a number should, and cannot be read as one.
    pub(crate) unread: Vec<String>,
}

impl Likes {
    /// Adds what another page of the same post says. Likes grow, so the higher number is the later one.
    fn merge(&mut self, other: Self) {
        self.files.extend(other.files);
        self.post = self.post.max(other.post);
        for (comment, count) in other.comments {
            let known = self.comments.entry(comment).or_default();
            *known = count.max(*known);
        }
        self.unread.extend(other.unread);
    }
}

/// The saved pages of a folder.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// What each says, until its post comes.
    saved: Vec<Option<Likes>>,
    /// Which of them had an address.
    by_address: HashMap<String, Vec<usize>>,
    /// Files that are of no use, and why.
    left: Vec<(String, String)>,
}

impl Pages {
    /// Reads every HTML file of a folder and of the folders in it, and tells of each. Links in it are not
    /// followed.
    ///
    /// # Errors
    /// When a folder cannot be read; a file that cannot is left out, with the reason.
    pub(crate) fn in_folder(folder: &Path, mut told: impl FnMut(&str)) -> std::io::Result<Self> {
        let mut pages = Self::default();
        for (name, path) in html_files(folder)? {
            told(&name);
            match content(&path) {
                Ok(text) => pages.add(name, &text),
                Err(why) => pages.left.push((name, why)),
            }
        }
        Ok(pages)
    }

    fn add(&mut self, name: String, text: &str) {
        let page = read::read(text);
        if page.post == 0 && page.comments.is_empty() && page.unread.is_empty() {
            let why = "nobody has liked anything on it, or it does not say so";
            self.left.push((name, why.to_owned()));
            return;
        }
        let addresses: BTreeSet<String> = page.addresses.iter().filter_map(key).collect();
        if addresses.is_empty() {
            let why = "it does not say which address it had";
            self.left.push((name, why.to_owned()));
            return;
        }
        for address in addresses {
            let known = self.by_address.entry(address).or_default();
            known.push(self.saved.len());
        }
        self.saved.push(Some(Likes {
            files: vec![name],
            post: page.post,
            comments: page.comments,
            unread: page.unread,
        }));
    }

    /// Takes out what pages say of a post that had these addresses.
    pub(crate) fn take(&mut self, addresses: &[Url]) -> Option<Likes> {
        let keys: BTreeSet<String> = addresses.iter().filter_map(key).collect();
        let found: BTreeSet<usize> = keys
            .iter()
            .flat_map(|key| self.by_address.get(key).into_iter().flatten().copied())
            .collect();
        let mut likes: Option<Likes> = None;
        for index in found {
            if let Some(page) = self.saved.get_mut(index).and_then(Option::take) {
                likes.get_or_insert_default().merge(page);
            }
        }
        likes
    }

    /// Returns the files that were of no use, and why.
    pub(crate) fn left(self) -> Vec<(String, String)> {
        let mut left = self.left;
        for page in self.saved.into_iter().flatten() {
            let why = "no post of the export had its address";
            left.extend(page.files.into_iter().map(|file| (file, why.to_owned())));
        }
        left.sort();
        left
    }
}

/// Lists the HTML files of a folder and of those in it, in the order of their names.
fn html_files(folder: &Path) -> std::io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next)? {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, entry.path());
            let ending = path.extension().and_then(|ending| ending.to_str());
            let is_page = ending.is_some_and(|ending| {
                ["html", "htm", "xhtml"].contains(&ending.to_ascii_lowercase().as_str())
            });
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && is_page {
                let inside = path.strip_prefix(folder).unwrap_or(&path);
                files.insert(inside.to_string_lossy().into_owned(), path);
            }
        }
    }
    Ok(files)
}

fn content(path: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("it cannot be read: {error}");
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST_PAGE {
        return Err("it is larger than 32 MB".to_owned());
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    // What is looked for is plain ASCII.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns what stands for an address however it is written: its host and path, or its number.
fn key(address: &Url) -> Option<String> {
    let host = address.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let number = address
        .query_pairs()
        .find(|(name, _)| matches!(&**name, "p" | "page_id"));
    if let Some((_, number)) = number {
        return Some(format!("{host}/?p={number}"));
    }
    let path = address.path().trim_end_matches('/');
    // Long threads have pages of their own there.
    let path = match path.rsplit_once('/') {
        Some((post, page)) if page.starts_with("comment-page-") => post,
        _ => path,
    };
    Some(format!("{host}{path}"))
}

#[cfg(test)]
mod tests;
