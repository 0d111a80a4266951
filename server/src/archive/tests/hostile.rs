//! Archives that are broken, or made to do harm: refused, with nothing left behind.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    house::{House, Parts},
    wild::Wild,
};
use crate::{archive::ArchiveError, store::rows};

async fn sound() -> Vec<u8> {
    let house = House::empty().await;
    Wild::tame().fill(&house).await;
    let archive = house.leave().await;
    house.close().await;
    archive
}

/// Tries to take an archive, and sees that nothing of it is kept.
async fn refuse(archive: &[u8]) -> ArchiveError {
    let house = House::empty().await;
    let before = house.leave().await;
    let outcome = house.enter(archive).await;
    let error = outcome.err().unwrap_or_else(|| panic!("it was taken"));
    assert!(house.leave().await == before, "something was kept: {error}");
    let mut media = std::fs::read_dir(house.media()).unwrap();
    assert!(media.next().is_none(), "a picture was left behind: {error}");
    let mut snapshot = house.site.core.store.snapshot().await.unwrap();
    let rows = rows::count::<rows::AuthorRow>(&mut snapshot.conn()).await;
    assert_eq!(rows.unwrap(), 0);
    drop(snapshot);
    house.close().await;
    error
}

async fn refuse_for(archive: &[u8], reason: &str) {
    let error = refuse(archive).await.to_string();
    assert!(error.contains(reason), "{error} does not say {reason}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_archive_or_is_cut_off_is_refused() {
    let archive = sound().await;
    refuse_for(b"", "not a Foyer archive").await;
    refuse_for(b"PK\x03\x04 and then something else", "not a Foyer archive").await;
    for share in [2, 3, 10] {
        refuse_for(
            &archive[..archive.len() * (share - 1) / share],
            "not a Foyer archive",
        )
        .await;
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let document = zip.finish().unwrap().into_inner();
    refuse_for(&document, "it has no manifest").await;
    // A byte in the middle of some member.
    let mut spoiled = archive.clone();
    let middle = spoiled.len() / 2;
    spoiled[middle] ^= 0x55;
    refuse(&spoiled).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manifest_that_does_not_fit_is_refused() {
    let archive = sound().await;
    let parts = Parts::of(&archive);
    let manifest = String::from_utf8(parts.manifest().write().unwrap()).unwrap();
    for (from, to, reason) in [
        (
            "\"version\": 1",
            "\"version\": 2",
            "newer than this Foyer's 1",
        ),
        ("foyer-archive", "other-archive", "another program's"),
        ("\"missing\"", "\"missed\"", "manifest.json"),
        ("\"rows\": 3", "\"rows\": 4", "lines where it lists"),
    ] {
        assert!(manifest.contains(from), "{from}");
        let changed = manifest.replacen(from, to, 1);
        refuse_for(&parts.pack_with(changed.as_bytes()), reason).await;
    }
    let digest = &parts.manifest().members[3].blake3;
    let changed = manifest.replacen(digest.as_str(), &"0".repeat(64), 1);
    refuse_for(&parts.pack_with(changed.as_bytes()), "has another digest").await;
    let mut more = Parts::of(&archive);
    more.members
        .push(("../../etc/cron.d/foyer".to_owned(), b"* * * * *".to_vec()));
    refuse_for(
        &more.pack_with(manifest.as_bytes()),
        "other members than it lists",
    )
    .await;
    let mut fewer = Parts::of(&archive);
    fewer.members.retain(|(name, _)| name != "tags.jsonl");
    refuse_for(&fewer.pack(), "tags.jsonl is missing").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_lead_elsewhere_are_never_paths() {
    let archive = sound().await;
    for name in [
        "../../escaped.jpg",
        "/tmp/escaped.jpg",
        "media/../../escaped.jpg",
    ] {
        let mut parts = Parts::of(&archive);
        parts.members.push((name.to_owned(), b"content".to_vec()));
        refuse_for(&parts.pack(), "pictures that no row names").await;
    }
    let mut parts = Parts::of(&archive);
    let hash = Parts::of(&archive)
        .members
        .iter()
        .find_map(|(name, _)| Some(name.strip_prefix("media/")?.split('/').next()?.to_owned()))
        .unwrap();
    let climbing = format!("..{}", "/".repeat(62));
    parts.replace("media.jsonl", &hash, &climbing);
    refuse_for(&parts.pack(), "media.jsonl, line 1: its digest is none").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_unpack_to_too_much_is_refused_before_it_is_unpacked() {
    let mut parts = Parts::of(&sound().await);
    *parts.member("redirects.jsonl") = vec![b' '; 80 * 1024 * 1024];
    let manifest = parts.manifest().write().unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in &parts.members {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.start_file("manifest.json", options).unwrap();
    zip.write_all(&manifest).unwrap();
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024);
    refuse_for(&bomb, "redirects.jsonl unpacks to too much").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_without_an_end_is_refused_with_its_number() {
    let mut parts = Parts::of(&sound().await);
    *parts.member("redirects.jsonl") = vec![b'"'; 17 * 1024 * 1024];
    let mut manifest = parts.manifest();
    let listed = manifest
        .members
        .iter_mut()
        .find(|m| m.name == "redirects.jsonl");
    listed.unwrap().rows = Some(1);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in &parts.members {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.start_file("manifest.json", options).unwrap();
    zip.write_all(&manifest.write().unwrap()).unwrap();
    let long = zip.finish().unwrap().into_inner();
    refuse_for(&long, "redirects.jsonl, line 1: it is cut off or too long").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_say_what_cannot_be_are_refused() {
    let archive = sound().await;
    for (member, from, to, reason) in [
        (
            "authors.jsonl",
            "{\"id\":2,",
            "{\"is_admin\":true,\"id\":2,",
            "authors.jsonl, line 2: unknown field",
        ),
        ("authors.jsonl", "{\"id\":2,", "{", "missing field `id`"),
        (
            "authors.jsonl",
            "{\"id\":2,",
            "{\"id\":1,",
            "authors.jsonl, line 2: there is another one like it",
        ),
        (
            "comments.jsonl",
            "\"review_id\":10001",
            "\"review_id\":999",
            "it refers to something that is not there",
        ),
        (
            "comments.jsonl",
            "\"parent_id\":10000",
            "\"parent_id\":1",
            "another thread",
        ),
        (
            "comments.jsonl",
            "https://reader.example/",
            "javascript:alert(1)",
            "not of the web",
        ),
        (
            "comments.jsonl",
            "\"state\":\"held\"",
            "\"state\":\"shown\"",
            "what became of it is unknown",
        ),
        (
            "accounts.jsonl",
            "\"role\":\"member\"",
            "\"role\":\"god\"",
            "its role is unknown",
        ),
        (
            "accounts.jsonl",
            "person0@",
            "person1@",
            "there is another one like it",
        ),
        (
            "redirects.jsonl",
            "/reviews/wild",
            "//evil.example/",
            "leads away from the site",
        ),
        (
            "drafts.jsonl",
            "\\\"title\\\"",
            "\\\"published_at\\\"",
            "not a draft's",
        ),
        (
            "reviews.jsonl",
            "\"has_password\":true",
            "\"published_at\":1,\"has_password\":true",
            "duplicate field",
        ),
        (
            "reviews.jsonl",
            "\"slug\":\"wild-10001\"",
            "\"slug\":\"../admin\"",
            "no sound slug",
        ),
        (
            "imports.jsonl",
            "\"kind\":\"review\"",
            "\"kind\":\"archive\"",
            "no archive's to say",
        ),
    ] {
        let mut parts = Parts::of(&archive);
        parts.replace(member, from, to);
        refuse_for(&parts.pack(), reason).await;
    }
    let mut parts = Parts::of(&archive);
    let deep = ">".repeat(200);
    parts.replace("reviews.jsonl", "Words number 3.", &format!("{deep} deep"));
    refuse_for(&parts.pack(), "lies too deep").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn html_of_an_archive_is_never_taken() {
    let mut parts = Parts::of(&sound().await);
    parts.replace(
        "comments.jsonl",
        "\"body_source\":\"Words number 0.",
        "\"body_source\":\"<img src=x onerror=alert(1)>",
    );
    let house = House::empty().await;
    house.enter(&parts.pack()).await.unwrap();
    let mut found = false;
    let mut snapshot = house.site.core.store.snapshot().await.unwrap();
    rows::for_each(&mut snapshot.conn(), |row: rows::CommentRow| {
        found |= row.body_source.contains("<img");
        assert!(!row.body_html.contains("<img"), "{}", row.body_html);
        Ok::<(), crate::store::Error>(())
    })
    .await
    .unwrap();
    assert!(found);
    drop(snapshot);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_the_picture_it_should_be_is_refused() {
    let archive = sound().await;
    let name = Parts::of(&archive)
        .members
        .into_iter()
        .map(|(name, _)| name)
        .find(|name| name.starts_with("media/"))
        .unwrap();
    for content in [
        b"<html><script>alert(1)</script></html>".to_vec(),
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(),
        Vec::new(),
    ] {
        let mut parts = Parts::of(&archive);
        *parts.member(&name) = content;
        refuse_for(&parts.pack(), "is not the picture it should be").await;
    }
    let mut parts = Parts::of(&archive);
    parts.members.retain(|(member, _)| *member != name);
    refuse_for(&parts.pack(), "is missing").await;
    let mut parts = Parts::of(&archive);
    parts.replace(
        "media.jsonl",
        "\"extension\":\"webp\"",
        "\"extension\":\"svg\"",
    );
    // A drawing has one file for each width.
    parts
        .members
        .retain(|(name, _)| name.rsplit('.').next() != Some("jpg"));
    let renamed = parts
        .members
        .iter_mut()
        .filter(|(name, _)| name.starts_with("media/"));
    for (name, content) in renamed {
        *name = name.replace(".webp", ".svg");
        *content = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec();
    }
    refuse_for(&parts.pack(), "is not the picture it should be").await;
}
