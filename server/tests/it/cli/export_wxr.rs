//! A WordPress export: read by another program, and by ourselves again.

use std::{collections::BTreeMap, fs, io::Read as _, path::Path};

use serde_json::Value;

use super::{Server, fixture, foyer, run, text};

fn export(data: &Path, name: &str) -> std::path::PathBuf {
    let file = data.join(name);
    let origin = ["--origin", "https://reviews.example"];
    let output = run(
        data,
        &[&["export", "wxr", file.to_str().unwrap()], &origin[..]].concat(),
    );
    assert!(output.status.success(), "{}", text(&output.stderr));
    file
}

/// Reads a kind of rows out of a site, by way of its archive.
pub(super) fn rows(data: &Path, kind: &str) -> Vec<Value> {
    let file = data.join("rows.zip");
    let _ = fs::remove_file(&file);
    let output = run(data, &["export", "archive", file.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let mut zip = zip::ZipArchive::new(fs::File::open(&file).unwrap()).unwrap();
    let mut lines = String::new();
    let mut entry = zip.by_name(&format!("{kind}.jsonl")).unwrap();
    entry.read_to_string(&mut lines).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What has to be the same on the other side: of reviews by their slug, of comments with what they answer.
fn essence(data: &Path) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    let mut slugs = BTreeMap::new();
    for row in rows(data, "reviews") {
        let slug = row["slug"].as_str().unwrap().to_owned();
        slugs.insert(row["id"].as_i64().unwrap(), slug.clone());
        let fields = [
            "kind",
            "title",
            "summary",
            "rating_halves",
            "rating_out_of",
            "epigraph_text",
            "epigraph_speaker",
            "body_source",
            "comments_open",
            "published_at",
        ];
        let said = fields.map(|field| format!("{field}: {}", row[field]));
        all.insert(slug, said.to_vec());
    }
    let comments = rows(data, "comments");
    let body = |id: &Value| {
        let parent = comments.iter().find(|row| row["id"] == *id);
        parent.map_or(Value::Null, |row| row["body_source"].clone())
    };
    for row in &comments {
        let review = &slugs[&row["review_id"].as_i64().unwrap()];
        let said = [
            "name",
            "body_source",
            "posted_at",
            "state",
            "kind",
            "website",
            "email",
        ]
        .map(|field| format!("{field}: {}", row[field]))
        .join(" ");
        let said = format!("{said} answers: {}", body(&row["parent_id"]));
        all.get_mut(review).unwrap().push(said);
    }
    all
}

fn moved_in() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let uploads = data.path().join("uploads");
    fs::create_dir(&uploads).unwrap();
    let picture = image::RgbImage::from_pixel(1400, 757, image::Rgb([90, 60, 30]));
    picture.save(uploads.join("weighbridge-scale.jpg")).unwrap();
    for file in ["review.wxr.xml", "blog.wxr.xml"] {
        let output = import_with(data.path(), &fixture(file), &uploads);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    data
}

fn import_with(data: &Path, file: &Path, media: &Path) -> std::process::Output {
    let media = media.to_str().unwrap();
    run(
        data,
        &["import", "wxr", file.to_str().unwrap(), "--media", media],
    )
}

#[test]
fn what_leaves_for_wordpress_comes_back_with_texts_comments_parents_and_dates() {
    let old = moved_in();
    let file = export(old.path(), "blog.xml");
    let new = tempfile::tempdir().unwrap();
    let media = old.path().join("media");
    let output = import_with(new.path(), &file, &media);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let (before, after) = (essence(old.path()), essence(new.path()));
    assert!(before.len() > 3, "{:?}", before.keys());
    for (slug, said) in &before {
        let again = &after[slug];
        // A picture that was encoded once more is another file; everything else stays.
        let hash = |line: &str| {
            let parts: Vec<&str> = line.split("media:").collect();
            parts
                .iter()
                .map(|part| part.split_once('/').map_or(*part, |(_, rest)| rest))
                .collect::<String>()
        };
        for (line, line_again) in said.iter().zip(again) {
            assert_eq!(hash(line), hash(line_again), "{slug}");
        }
        assert_eq!(said.len(), again.len(), "{slug}");
    }
    assert_eq!(before.len(), after.len());
    let films = |data: &Path| {
        let said =
            |row: &Value| format!("{} {} {}", row["title"], row["year"], row["budget_amount"]);
        rows(data, "films").iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(films(old.path()), films(new.path()));
    let credits = |data: &Path| rows(data, "credits").len();
    assert_eq!(credits(old.path()), credits(new.path()));
    let second = import_with(new.path(), &file, &media);
    assert!(
        text(&second.stdout).contains("Taken: nothing"),
        "{}",
        text(&second.stdout)
    );
}

#[test]
fn an_export_is_read_by_a_reader_of_feeds() {
    let data = moved_in();
    let file = export(data.path(), "blog.xml");
    let bytes = fs::read(&file).unwrap();
    let feed = feed_rs::parser::parse(&bytes[..]).unwrap();
    assert_eq!(feed.feed_type, feed_rs::model::FeedType::RSS2);
    let entry = feed
        .entries
        .iter()
        .find(|entry| {
            entry
                .title
                .as_ref()
                .is_some_and(|title| title.content == "The Weighbridge")
        })
        .unwrap();
    assert_eq!(
        entry.links[0].href,
        "https://reviews.example/reviews/the-weighbridge"
    );
    assert_eq!(
        entry.published.unwrap().to_rfc3339(),
        "2017-10-06T17:00:00+00:00"
    );
    let content = entry.content.as_ref().unwrap().body.as_ref().unwrap();
    assert!(content.contains("Director: Una Garrick"), "{content}");
    assert!(content.contains("My rating: 3.5/4"), "{content}");
    // The same site gives the same bytes here too.
    assert!(fs::read(export(data.path(), "again.xml")).unwrap() == bytes);
}

#[test]
fn an_export_needs_to_know_where_the_site_is_and_writes_over_nothing() {
    let data = moved_in();
    let file = data.path().join("blog.xml");
    let output = foyer(data.path(), &["export", "wxr", file.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(text(&output.stderr).contains("--origin https://reviews.example"));
    assert!(!file.exists());
    export(data.path(), "blog.xml");
    let origin = ["--origin", "https://reviews.example"];
    let again = run(
        data.path(),
        &[&["export", "wxr", file.to_str().unwrap()], &origin[..]].concat(),
    );
    assert!(text(&again.stderr).contains("is there already"));
}

#[test]
fn comments_keep_their_numbers_so_that_old_links_to_them_still_hold() {
    let data = tempfile::tempdir().unwrap();
    let output = run(
        data.path(),
        &["import", "wxr", fixture("blog.wxr.xml").to_str().unwrap()],
    );
    assert!(output.status.success(), "{}", text(&output.stderr));
    let server = Server::start(data.path(), &[]);
    let (_, page) = server.get("/reviews/the-weighbridge");
    for number in ["20", "31", "38"] {
        assert!(
            page.contains(&format!("id=\"comment-{number}\"")),
            "{number}"
        );
    }
    let (status, _) = server.get("/comments/31");
    assert_eq!(status, 302);
}
