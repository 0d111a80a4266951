//! Pictures that were missing when a post was taken, put into it where they can be had now.

use std::collections::{BTreeMap, HashMap};

use app::{
    markdown::Dialect,
    model::{DraftFields, ReviewId, Timestamp},
};

use super::{
    Taker,
    gather::{addresses, convert, destination, missing},
};
use crate::{
    content,
    import::{
        html,
        pictures::file_name,
        recognize::recognize,
        report::{Kind, Outcome},
        wxr::WxrItem,
    },
    store::{
        self, Tx,
        desk::{self, DeskReview},
        drafts,
        events::EventKind,
        media,
        media::MediaRow,
    },
};

/// What is put into a post.
struct Mending {
    /// Pictures by the addresses they had.
    found: BTreeMap<String, MediaRow>,
    /// The one that is its still.
    still: Option<MediaRow>,
}

impl Taker {
    /// Looks for the pictures that a post lacks, and puts those that are found into it. Its text may have
    /// been changed meanwhile: only where it still says that a picture is missing it gets one.
    pub(super) async fn mend(
        &mut self,
        review: ReviewId,
        item: &WxrItem,
        title: &str,
    ) -> Result<(), store::Error> {
        if self.beside.fetcher.is_none() && self.beside.pictures.is_empty() {
            return Ok(());
        }
        let row = {
            let mut snapshot = self.core.store.snapshot().await?;
            desk::find(&mut snapshot.conn(), review).await?
        };
        let Some(row) = row.filter(|row| lacks_still(row) || row.body_source.contains("missing:"))
        else {
            return Ok(());
        };
        let still = still_of(item, title).filter(|_| lacks_still(&row));
        let wanted = self.wanted(&row, item, (still.as_deref(), title));
        let gathered = self.gather(wanted).await;
        self.file_pictures(&gathered, title);
        if gathered.found.is_empty() {
            return Ok(());
        }
        let mending = Mending {
            still: still.and_then(|address| gathered.found.get(&address).cloned()),
            found: gathered.found,
        };
        let now = self.core.clock.now();
        self.write(move |tx: &mut Tx<'_>| Box::pin(store(tx, review, mending, now)))
            .await
    }

    /// Lists which pictures of a post are to be looked for.
    fn wanted(
        &mut self,
        row: &DeskReview,
        item: &WxrItem,
        (still, title): (Option<&str>, &str),
    ) -> Vec<String> {
        let all = addresses(&item.content);
        let mut named: HashMap<String, usize> = HashMap::new();
        for address in &all {
            *named.entry(file_name(address)).or_default() += 1;
        }
        let mut wanted = Vec::new();
        for address in all {
            let name = file_name(&address);
            let is_missing = replaced(&row.body_source, &missing(&address), "").is_some();
            if still == Some(&address) || (is_missing && named.get(&name) == Some(&1)) {
                wanted.push(address);
            } else if is_missing {
                let message = format!("in “{title}”: more than one of its pictures is called so");
                self.report
                    .file(Outcome::Left, Kind::Picture, &name, &message);
            }
        }
        wanted
    }
}

/// Says whether a review began with a picture that could not be had: only its description is there.
fn lacks_still(row: &DeskReview) -> bool {
    row.still_hash.is_none() && !row.still_alt.is_empty()
}

/// Finds the address of the picture that a post began with.
fn still_of(item: &WxrItem, title: &str) -> Option<String> {
    let converted = convert(&item.content, &BTreeMap::new());
    recognize(title, converted).still.map(|still| still.url)
}

/// Puts the pictures in: into the text that readers see, and into the draft beside it.
async fn store(
    tx: &mut Tx<'_>,
    review: ReviewId,
    mending: Mending,
    now: Timestamp,
) -> Result<(), store::Error> {
    let conn = &mut tx.conn;
    let Some(row) = desk::find(conn, review).await? else {
        return Ok(());
    };
    let mut still = None;
    for picture in mending.found.values() {
        let id = media::find_or_insert(conn, picture).await?;
        if mending.still.as_ref() == Some(picture) && lacks_still(&row) {
            still = Some(id);
        }
    }
    // A text that could be rendered can be with other pictures.
    let Ok(body) = content::render(&mended(&row.body_source, &mending.found), Dialect::Review)
    else {
        return Ok(());
    };
    let text = (body.source.as_str(), body.html.as_str(), body.rules);
    desk::update_pictures(conn, review, text, still).await?;
    let draft = drafts::find(conn, review).await?;
    let fields = draft.and_then(|draft| serde_json::from_str::<DraftFields>(&draft.fields).ok());
    if let Some(mut fields) = fields {
        fields.body = mended(&fields.body, &mending.found);
        if let Some(still) = mending.still.filter(|_| fields.still.is_empty()) {
            fields.still = still.hash;
        }
        let fields = serde_json::to_string(&fields).unwrap_or_default();
        drafts::update_fields(conn, review, &fields).await?;
    }
    let payload = serde_json::json!({ "id": review }).to_string();
    tx.tell(Some(review), EventKind::Review, payload, now).await
}

/// Puts pictures in the places where a text says that they are missing.
fn mended(text: &str, found: &BTreeMap<String, MediaRow>) -> String {
    found.iter().fold(text.to_owned(), |text, (address, row)| {
        replaced(&text, &missing(address), &destination(row)).unwrap_or(text)
    })
}

/// Replaces a picture's destination wherever a text has it; nothing where it does not.
fn replaced(text: &str, from: &str, to: &str) -> Option<String> {
    let (from, to) = (written(from)?, written(to)?);
    let mut out = String::new();
    let mut rest = text;
    let mut is_there = false;
    while let Some(at) = rest.find(&from) {
        let end = at + from.len();
        // A longer name may begin like this one.
        let is_whole = rest[end..].starts_with([')', ' ']);
        is_there |= is_whole;
        out.push_str(&rest[..at]);
        out.push_str(if is_whole { &to } else { &from });
        rest = &rest[end..];
    }
    is_there.then(|| out + rest)
}

/// Writes a destination as the import does, with the brackets before it.
fn written(destination: &str) -> Option<String> {
    let converted = html::post_blocks("<img src=\"x\" alt=\"\">", &|_, _| destination.to_owned());
    let markdown = converted.markdown();
    let inside = markdown.strip_prefix("![")?.strip_suffix(')')?;
    Some(inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_is_replaced_where_it_is_the_whole_one() {
        let text =
            "![A](missing:a.jpg)\n\n![](missing:a.jpg \"T\") ![](missing:a.jpg.png) missing:a.jpg";
        assert_eq!(
            replaced(text, "missing:a.jpg", "media:b").unwrap(),
            "![A](media:b)\n\n![](media:b \"T\") ![](missing:a.jpg.png) missing:a.jpg"
        );
        for absent in [
            "",
            "missing:a.jpg",
            "![](missing:a.jpg.png)",
            "![](media:b)",
        ] {
            assert_eq!(
                replaced(absent, "missing:a.jpg", "media:b"),
                None,
                "{absent}"
            );
        }
        assert_eq!(
            replaced("![](<missing:a room.jpg>)", "missing:a room.jpg", "media:b").unwrap(),
            "![](media:b)"
        );
    }
}
