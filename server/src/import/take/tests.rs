//! Pictures that are fetched, from a web of the test's own.

mod batches;

use std::{
    collections::HashMap,
    io::{BufReader, Cursor},
    path::Path,
    sync::{Arc, Mutex},
};

use app::model::{AccountId, DraftFields, Role, Timestamp};
use async_trait::async_trait;
use url::Url;

use super::{Beside, Taker};
use crate::{
    clock::{CountedEntropy, ManualClock},
    import::{
        fetch::Fetcher,
        pages::Pages,
        pictures::Pictures,
        report::{Kind, Outcome, Report},
        wxr::WxrReader,
    },
    outbound::{FetchError, Web},
    site::{Site, SiteOptions},
    store::{
        self, Tx,
        desk::{self, DeskReview},
        drafts,
    },
    testing,
};

const STILL: &str = "https://old.example/wp-content/uploads/still.png";
const ROOM: &str = "https://old.example/wp-content/uploads/a%20room.png";
const FAR: &str = "http://far.example/far.png?id=7";

/// A web of a few pictures.
#[derive(Default)]
struct Old {
    there: Mutex<HashMap<String, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
}

impl Old {
    fn put(&self, address: &str, bytes: Vec<u8>) {
        self.there.lock().unwrap().insert(address.to_owned(), bytes);
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

#[async_trait]
impl Web for Old {
    async fn fetch(&self, address: &Url, kind: &'static str) -> Result<Vec<u8>, FetchError> {
        assert_eq!(kind, "image");
        self.asked.lock().unwrap().push(address.to_string());
        let found = self.there.lock().unwrap().get(address.as_str()).cloned();
        found.ok_or(FetchError::Status(404))
    }
}

fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::from_pixel(700, 400, image::Rgb([shade, 60, 30]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A review with a still at its head and two pictures in its text.
fn export() -> String {
    format!(
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>\
         <item><title>Salt Year</title><link>https://old.example/salt-year/</link>\
         <content:encoded><![CDATA[<img src=\"{STILL}\" alt=\"A pan\">\n\n\
         <em>Director: Aud Lind. Starring: Tor Vik. Norway, 2018.</em>\n\n\
         First words.\n\n<img src=\"{ROOM}\" alt=\"A room\">\n\n<img src=\"{FAR}\" alt=\"\">\n\n\
         Last words.]]></content:encoded>\
         <wp:post_id>1</wp:post_id><wp:post_date_gmt>2018-11-20 09:00:00</wp:post_date_gmt>\
         <wp:post_name>salt-year</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type></item></channel></rss>"
    )
}

struct Here {
    site: Site,
    folder: tempfile::TempDir,
    web: Arc<Old>,
    told: Arc<Mutex<Vec<String>>>,
}

impl Here {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = SiteOptions::new(folder.path(), "http://reviews.example");
        options.clock = Arc::new(ManualClock::at(Timestamp(1_733_054_400_000_000)));
        options.entropy = Arc::new(CountedEntropy::default());
        Self {
            site: Site::open(options).await.unwrap(),
            folder,
            web: Arc::default(),
            told: Arc::default(),
        }
    }

    async fn import(&self, blog: Option<&Path>, asks: bool, is_dry: bool) -> Report {
        self.import_text(&export(), blog, asks, is_dry).await
    }

    async fn import_text(
        &self,
        text: &str,
        blog: Option<&Path>,
        asks: bool,
        is_dry: bool,
    ) -> Report {
        let told = self.told.clone();
        let told = move |name: &str| told.lock().unwrap().push(name.to_owned());
        let fetcher = Fetcher::new(self.web.clone(), Box::new(told));
        let beside = Beside {
            pictures: Pictures::in_folder(blog, self.folder.path().join("media")).unwrap(),
            pages: Pages::default(),
            fetcher: asks.then_some(fetcher),
        };
        let core = self.site.core.clone();
        let mut taker = Taker::new(core, beside, is_dry, Report::with_items());
        let mut reader = WxrReader::new(BufReader::new(text.as_bytes()));
        while let Some(entry) = reader.next_entry().unwrap() {
            taker.take(entry).await.unwrap();
        }
        taker.finish().await.unwrap()
    }

    async fn review(&self) -> DeskReview {
        let mut snapshot = self.site.core.store.snapshot().await.unwrap();
        let conn = &mut snapshot.conn();
        let id = desk::find_by_slug(conn, &"salt-year".parse().unwrap()).await;
        let row = desk::find(conn, id.unwrap().unwrap()).await.unwrap();
        row.unwrap()
    }
}

/// Returns where a text has a picture of these bytes.
fn media(bytes: &[u8]) -> String {
    format!("media:{}/700x400.webp", blake3::hash(bytes).to_hex())
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_fetched_when_that_is_asked_for_and_later_only_those_that_are_missing() {
    let here = Here::open().await;
    here.web.put(FAR, png(1));
    here.web.put(ROOM, b"<html>no picture</html>".to_vec());

    let dry = here.import(None, true, true).await;
    assert_eq!(dry.count(Outcome::Left, Kind::Picture), 3);
    let line = dry.items()[0].to_string();
    assert!(
        line.ends_with("is not in the folder of pictures and would be fetched"),
        "{line}"
    );
    here.import(None, false, true).await;
    assert_eq!(here.web.asked(), [""; 0], "nobody asked for it");

    let first = here.import(None, true, false).await;
    assert_eq!(here.web.asked(), [STILL, ROOM, FAR]);
    assert_eq!(
        *here.told.lock().unwrap(),
        ["still.png", "a%20room.png", "far.png"]
    );
    assert_eq!(first.count(Outcome::Taken, Kind::Picture), 1);
    let lines: Vec<String> = first.items().iter().map(ToString::to_string).collect();
    let gone = "Left: picture “still.png”: in “Salt Year”: it could not be fetched: the other site answers 404";
    assert!(lines.contains(&gone.to_owned()), "{lines:?}");
    let row = here.review().await;
    assert_eq!(
        (row.still_hash.as_deref(), row.still_alt.as_str()),
        (None, "A pan")
    );
    assert_eq!(
        row.body_source,
        format!(
            "First words.\n\n![A room](missing:a%20room.png)\n\n![]({})\n\nLast words.",
            media(&png(1))
        )
    );

    // Both are there now; what is here is not asked for again.
    here.web.put(STILL, png(2));
    here.web.put(ROOM, png(3));
    let second = here.import(None, true, false).await;
    assert_eq!(here.web.asked(), [STILL, ROOM]);
    assert_eq!(second.count(Outcome::Taken, Kind::Picture), 2);
    let row = here.review().await;
    assert_eq!(
        row.still_hash.unwrap(),
        blake3::hash(&png(2)).to_hex().to_string()
    );
    assert_eq!(
        row.body_source,
        format!(
            "First words.\n\n![A room]({})\n\n![]({})\n\nLast words.",
            media(&png(3)),
            media(&png(1))
        )
    );
    let third = here.import(None, true, false).await;
    assert_eq!(here.web.asked(), [""; 0]);
    assert_eq!(third.count(Outcome::Taken, Kind::Picture), 0);
    here.site.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_author_has_changed_meanwhile_stays_and_their_draft_gets_the_picture_too() {
    let here = Here::open().await;
    here.import(None, false, false).await;
    testing::add_account(
        &here.site,
        ("Ines Aas", "ines@reviews.example"),
        Role::Owner,
        "a long enough password",
        None,
    )
    .await;
    let review = app::model::ReviewId(here.review().await.id);
    let changed = "Other words. ![A room](missing:a%20room.png) ![](missing:gone.png)";
    let written: Result<(), store::Error> = here
        .site
        .core
        .store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let conn = &mut tx.conn;
                desk::update_pictures(conn, review, (changed, "", 1), None).await?;
                let fields = DraftFields {
                    body: format!("Typed. {changed}"),
                    ..DraftFields::default()
                };
                let draft = drafts::NewDraft {
                    version: 4,
                    title: String::new(),
                    fields: serde_json::to_string(&fields).unwrap_or_default(),
                    has_changes: true,
                };
                drafts::put(conn, review, &draft, AccountId(1), Timestamp(1)).await
            })
        })
        .await;
    written.unwrap();

    // From the folder, without asking anybody.
    let blog = tempfile::tempdir().unwrap();
    std::fs::write(blog.path().join("a%20room.png"), png(3)).unwrap();
    std::fs::write(blog.path().join("still.png"), png(2)).unwrap();
    let report = here.import(Some(blog.path()), false, false).await;

    assert_eq!(here.web.asked(), [""; 0]);
    assert_eq!(report.count(Outcome::Taken, Kind::Picture), 2);
    let room = media(&png(3));
    let expected = format!("Other words. ![A room]({room}) ![](missing:gone.png)");
    let row = here.review().await;
    assert_eq!(row.body_source, expected);
    let mut snapshot = here.site.core.store.snapshot().await.unwrap();
    let draft = drafts::find(&mut snapshot.conn(), review)
        .await
        .unwrap()
        .unwrap();
    drop(snapshot);
    let fields: DraftFields = serde_json::from_str(&draft.fields).unwrap();
    assert_eq!(
        (draft.version, fields.body),
        (4, format!("Typed. {expected}"))
    );
    assert_eq!(Some(fields.still), row.still_hash);
    here.site.close().await;
}
