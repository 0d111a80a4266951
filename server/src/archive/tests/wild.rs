//! Sites with a row of every kind, in every state there is, and with texts nobody would think of.

mod talk;

use std::io::Cursor;

use app::{
    markdown::Dialect,
    model::{DraftFields, FilmForm, Timestamp},
};
use proptest::prelude::*;

use super::house::{House, NOW};
use crate::{
    content,
    grow::{self, Extent},
    import::pictures::Pictures,
    secret::Cipher,
    store::{
        self, Conn, Tx, media,
        rows::{
            AccountRow, DraftRow, FilmHistoryRow, ImportRow, OutsideRatingRow, RedirectRow,
            ReviewRow, ReviewTagRow, RevisionRow, Row, SettingRow, TagRow, VisitorRow,
            WatchAlsoRow, recount,
        },
    },
};

/// Numbers of the rows that are added to the grown ones.
const FIRST: i64 = 10_000;

/// What a site is made from.
#[derive(Clone, Debug)]
pub(super) struct Wild {
    seed: u64,
    reviews: u64,
    comments: u64,
    texts: Vec<String>,
}

/// Invents sites.
pub(super) fn wild() -> impl Strategy<Value = Wild> {
    let markdown = prop::sample::select(vec![
        "Plain words.",
        "*Em* and **strong**, ||a spoiler||.\n\n> Quoted\n\n- one\n- two",
        "<script>alert(1)</script> & \"quotes\" 'single' \\ backslash",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]\n\n[^1]: note",
        "Cafe\u{301} \u{202e}reversed\u{202c} \u{1f3ac}",
        "tabs\tand\r\nline ends\rof all kinds",
        "https://films.example/?a=1&b=2 and javascript:alert(1)",
    ]);
    let text = prop_oneof![
        markdown.prop_map(str::to_owned),
        "\\PC{0,60}",
        "[a-z \\n*_`>|\\[\\]()#-]{0,80}",
    ];
    let texts = prop::collection::vec(text, 12);
    (any::<u64>(), 1..5_u64, 0..25_u64, texts).prop_map(|(seed, reviews, comments, texts)| Wild {
        seed,
        reviews,
        comments,
        texts,
    })
}

impl Wild {
    /// A site with one of everything, for cases that need no chance.
    pub(super) fn tame() -> Self {
        Self {
            seed: 1,
            reviews: 2,
            comments: 6,
            texts: (0..12)
                .map(|number| format!("Words number {number}."))
                .collect(),
        }
    }

    fn text(&self, at: usize) -> String {
        let text = &self.texts[at % self.texts.len()];
        let rendered = content::render(text, Dialect::Review);
        rendered.map_or_else(
            |_| "It was too deep.".to_owned(),
            |rendered| rendered.source,
        )
    }

    fn line(&self, at: usize) -> String {
        content::plain_line(&self.texts[at % self.texts.len()], 80)
    }

    /// Fills a site.
    pub(super) async fn fill(&self, house: &House) {
        let extent = Extent {
            reviews: self.reviews,
            comments: self.comments,
            seed: self.seed,
        };
        grow::fill(&house.site.core, extent, false, |_, _| ())
            .await
            .unwrap();
        let picture = self.picture(house);
        let (wild, cipher) = (self.clone(), house.site.core.cipher.clone());
        let written: Result<(), store::Error> = house
            .site
            .core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let conn = &mut tx.conn;
                    let picture = media::find_or_insert(conn, &picture).await?;
                    wild.add_people(conn, &cipher).await?;
                    wild.add_reviews(conn, picture.0).await?;
                    wild.add_talk(conn, &cipher).await?;
                    wild.add_rest(conn).await?;
                    recount(conn).await
                })
            })
            .await;
        written.unwrap();
    }

    fn picture(&self, house: &House) -> media::MediaRow {
        let side = 650 + u32::try_from(self.seed % 50).unwrap();
        let image = image::RgbImage::from_pixel(side, 400, image::Rgb([90, 60, 30]));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let blog = tempfile::tempdir().unwrap();
        std::fs::write(blog.path().join("salt.png"), bytes.into_inner()).unwrap();
        let pictures = Pictures::in_folder(Some(blog.path()), house.media()).unwrap();
        pictures.take("https://old.example/salt.png").unwrap()
    }

    async fn add_people(&self, conn: &mut Conn<'_>, cipher: &Cipher) -> Result<(), store::Error> {
        for (number, role) in (0..).zip(["owner", "author", "member"]) {
            VisitorRow {
                id: FIRST + number,
                token_hash: vec![u8::try_from(number).unwrap(); 32],
                created_at: NOW.0,
                seen_at: NOW.0 + number,
                name: self.line(1),
                email: cipher.close(&format!("reader{number}@readers.example")),
                website: String::new(),
            }
            .insert(conn)
            .await?;
            let email = format!("person{number}@reviews.example");
            AccountRow {
                id: FIRST + number,
                name: self.line(2),
                email: cipher.close(&email).unwrap(),
                email_digest: cipher.email_digest(&email).to_vec(),
                role: role.to_owned(),
                author_id: (number == 1).then_some(1),
                visitor_id: FIRST + number,
                created_at: NOW.0,
                disabled_at: (number == 2).then_some(NOW.0),
            }
            .insert(conn)
            .await?;
        }
        Ok(())
    }

    fn review(&self, id: i64) -> ReviewRow {
        let body = content::render(&self.text(3), Dialect::Review).unwrap();
        ReviewRow {
            id,
            kind: "review".to_owned(),
            slug: format!("wild-{id}"),
            title: self.line(4),
            film_id: None,
            rating_halves: None,
            rating_out_of: None,
            summary: self.line(5),
            epigraph_text: Some(self.line(6)),
            epigraph_speaker: Some(self.line(7)),
            still_media_id: None,
            still_alt: self.line(8),
            still_credit: String::new(),
            body_source: body.source,
            body_html: body.html,
            body_rules: body.rules,
            excerpt: "An excerpt of other days.".to_owned(),
            word_count: 1,
            comments_open: true,
            published_at: None,
            created_at: NOW.0,
            updated_at: NOW.0,
            root_count: 0,
            publish_at: None,
            publish_problem: String::new(),
            first_published_at: None,
            unpublished_at: None,
            locked_at: None,
            access_hash: None,
            trashed_at: None,
            trashed_from: None,
            edited_at: None,
            canonical: String::new(),
            brought_likes: id % 3,
        }
    }

    async fn add_reviews(&self, conn: &mut Conn<'_>, picture: i64) -> Result<(), store::Error> {
        let at = Some(NOW.0);
        let hash = Some("$argon2id$v=19$a-secret".to_owned());
        let reviews = [
            ReviewRow {
                kind: "page".to_owned(),
                published_at: at,
                edited_at: at,
                canonical: "https://elsewhere.example/page".to_owned(),
                ..self.review(FIRST)
            },
            ReviewRow {
                still_media_id: Some(picture),
                rating_halves: Some(5),
                rating_out_of: Some(4),
                film_id: Some(1),
                published_at: at,
                first_published_at: at,
                root_count: 3,
                ..self.review(FIRST + 1)
            },
            ReviewRow {
                publish_at: Some(NOW.0 * 2),
                publish_problem: self.line(9),
                access_hash: hash.clone(),
                ..self.review(FIRST + 2)
            },
            ReviewRow {
                locked_at: at,
                first_published_at: at,
                access_hash: hash,
                ..self.review(FIRST + 3)
            },
            ReviewRow {
                trashed_at: at,
                trashed_from: Some("published".to_owned()),
                first_published_at: at,
                comments_open: false,
                ..self.review(FIRST + 4)
            },
            ReviewRow {
                unpublished_at: at,
                first_published_at: at,
                ..self.review(FIRST + 5)
            },
        ];
        for review in reviews {
            review.insert(conn).await?;
            let fields = DraftFields {
                title: self.line(10),
                body: self.text(11),
                ..DraftFields::default()
            };
            let fields = serde_json::to_string(&fields).unwrap();
            DraftRow {
                review_id: review.id,
                version: 3,
                title: self.line(10),
                fields: fields.clone(),
                has_changes: true,
                saved_at: NOW.0,
                saved_by: Some(FIRST),
            }
            .insert(conn)
            .await?;
            for number in 1..3 {
                RevisionRow {
                    review_id: review.id,
                    number,
                    is_published: number == 1,
                    fields: fields.clone(),
                    made_at: NOW.0,
                    account_id: (number == 2).then_some(FIRST + 1),
                }
                .insert(conn)
                .await?;
            }
        }
        Ok(())
    }

    async fn add_rest(&self, conn: &mut Conn<'_>) -> Result<(), store::Error> {
        TagRow {
            id: FIRST,
            slug: "wild-tag".to_owned(),
            name: self.line(2),
        }
        .insert(conn)
        .await?;
        ReviewTagRow {
            review_id: FIRST,
            position: 1,
            tag_id: FIRST,
        }
        .insert(conn)
        .await?;
        WatchAlsoRow {
            review_id: FIRST,
            position: 1,
            title: self.line(3),
            target_slug: Some("wild-10001".to_owned()),
            note_source: self.text(4),
            note_html: String::new(),
        }
        .insert(conn)
        .await?;
        for source in ["IMDb", "iMDb", "Åland"] {
            OutsideRatingRow {
                film_id: 1,
                source: source.to_owned(),
                tenths: 72,
                out_of: 10,
                read_at: NOW.0,
            }
            .insert(conn)
            .await?;
        }
        let form = FilmForm {
            title: self.line(6),
            ..FilmForm::default()
        };
        FilmHistoryRow {
            film_id: 1,
            number: 1,
            fields: serde_json::to_string(&form).unwrap(),
            changed_at: Timestamp(NOW.0).0,
            account_id: None,
        }
        .insert(conn)
        .await?;
        for (id, value) in [(FIRST, "Salt"), (FIRST + 1, "Salt & Light")] {
            SettingRow {
                id,
                key: "name".to_owned(),
                value: value.to_owned(),
                account_id: (id == FIRST).then_some(FIRST),
                created_at: NOW.0,
            }
            .insert(conn)
            .await?;
        }
        for path in ["/2018/11/20/salt", "/?p=7", "/Über"] {
            RedirectRow {
                path: path.to_owned(),
                target: "/reviews/wild-10001".to_owned(),
            }
            .insert(conn)
            .await?;
            ImportRow {
                source: "https://old.example".to_owned(),
                kind: "review".to_owned(),
                old_id: path.to_owned(),
                new_id: FIRST,
            }
            .insert(conn)
            .await?;
        }
        Ok(())
    }
}
