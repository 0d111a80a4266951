//! The pictures of a post: out of the folder, or from where they were.

use std::{cell::RefCell, collections::BTreeMap};

use app::markdown;

use super::Taker;
use crate::{
    import::{
        html,
        pictures::{PictureError, file_name},
        report::{Kind, Outcome},
    },
    store::media::MediaRow,
};

/// What became of pictures, by the addresses they had.
#[derive(Default)]
pub(super) struct Gathered {
    /// Those that are in the media folder now.
    pub(super) found: BTreeMap<String, MediaRow>,
    /// Those that are not, and why.
    pub(super) lost: Vec<(String, PictureError)>,
}

/// Lists the addresses of the pictures in a post's HTML, each once.
pub(super) fn addresses(content: &str) -> Vec<String> {
    let addresses = RefCell::new(Vec::new());
    html::post_blocks(content, &|address, _| {
        let mut addresses = addresses.borrow_mut();
        if !addresses.iter().any(|known| known == address) {
            addresses.push(address.to_owned());
        }
        String::new()
    });
    addresses.into_inner()
}

/// Converts a post's HTML with the pictures there are.
pub(super) fn convert(content: &str, found: &BTreeMap<String, MediaRow>) -> html::Converted {
    html::post_blocks(content, &|address, _| {
        found
            .get(address)
            .map_or_else(|| missing(address), destination)
    })
}

/// Returns where a text has a picture that could not be had.
pub(super) fn missing(address: &str) -> String {
    format!("missing:{}", file_name(address))
}

/// Returns where a text has a picture of the media folder.
pub(super) fn destination(row: &MediaRow) -> String {
    markdown::stored_destination(&row.hash, (row.width, row.height), &row.extension)
}

impl Taker {
    /// Puts pictures into the media folder; a dry run only looks for them.
    pub(super) async fn gather(&mut self, addresses: Vec<String>) -> Gathered {
        let mut gathered = Gathered::default();
        for address in addresses {
            if self.is_dry {
                if !self.beside.pictures.has(&address) {
                    let error = match self.beside.fetcher {
                        Some(_) => PictureError::NotFetchedYet,
                        None => PictureError::Missing,
                    };
                    gathered.lost.push((address, error));
                }
                continue;
            }
            match self.get(&address).await {
                Ok(row) => {
                    gathered.found.insert(address, row);
                }
                Err(error) => gathered.lost.push((address, error)),
            }
        }
        gathered
    }

    async fn get(&mut self, address: &str) -> Result<MediaRow, PictureError> {
        let outcome = self.beside.pictures.take(address);
        match (&mut self.beside.fetcher, outcome) {
            (Some(fetcher), Err(PictureError::Missing)) => {
                let bytes = fetcher.fetch(address, &self.source).await?;
                self.beside.pictures.keep(&bytes, address)
            }
            (_, outcome) => outcome,
        }
    }

    /// Files what became of the pictures of a post.
    pub(super) fn file_pictures(&mut self, gathered: &Gathered, title: &str) {
        for (address, error) in &gathered.lost {
            let message = format!("in “{title}”: {error}");
            self.report
                .file(Outcome::Left, Kind::Picture, &file_name(address), &message);
        }
        for row in gathered.found.values() {
            self.report
                .file(Outcome::Taken, Kind::Picture, &row.name, "");
        }
    }
}
