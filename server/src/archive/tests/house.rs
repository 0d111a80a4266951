//! Sites to move between.

use std::{
    fs,
    io::{Cursor, Read as _, Write as _},
    path::PathBuf,
    sync::Arc,
};

use app::model::Timestamp;
use tempfile::TempDir;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    archive::{
        Archive, ArchiveError, Media, Taken, Target, export,
        manifest::{self, Manifest, Member},
        take,
    },
    clock::{CountedEntropy, ManualClock},
    site::{Site, SiteOptions},
    store::tests::{PostgresDatabase, postgres_server},
};

/// When everything happens.
pub(super) const NOW: Timestamp = Timestamp(1_733_054_400_000_000);

/// Which database a site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// An opened site in a folder of its own.
pub(super) struct House {
    pub(super) site: Site,
    pub(super) folder: TempDir,
    database: Option<PostgresDatabase>,
}

impl House {
    /// Opens an empty site; none where its engine is left out.
    pub(super) async fn open(engine: Engine) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(PostgresDatabase::create(&postgres_server()?).await),
        };
        let mut options = SiteOptions::new(folder.path(), "http://reviews.example");
        options.clock = Arc::new(ManualClock::at(NOW));
        options.entropy = Arc::new(CountedEntropy::default());
        options.database_url = database.as_ref().map(|database| database.address.clone());
        let site = Site::open(options).await.unwrap();
        Some(Self {
            site,
            folder,
            database,
        })
    }

    /// Opens an empty site on SQLite.
    pub(super) async fn empty() -> Self {
        Self::open(Engine::Sqlite).await.unwrap()
    }

    pub(super) fn media(&self) -> PathBuf {
        self.folder.path().join("media")
    }

    /// Writes everything into an archive.
    pub(super) async fn leave(&self) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let media = self.media();
        let core = &self.site.core;
        export(
            &core.store,
            &core.cipher,
            Media::From(&media),
            &mut bytes,
            |_| (),
        )
        .await
        .unwrap();
        bytes.into_inner()
    }

    /// Takes an archive in.
    pub(super) async fn enter(&self, bytes: &[u8]) -> Result<Taken, ArchiveError> {
        self.try_entering(bytes, false).await
    }

    /// Takes an archive in, or only tries to.
    pub(super) async fn try_entering(
        &self,
        bytes: &[u8],
        is_dry: bool,
    ) -> Result<Taken, ArchiveError> {
        let file = self.folder.path().join("archive.zip");
        fs::write(&file, bytes).unwrap();
        let target = Target {
            store: &self.site.core.store,
            cipher: &self.site.core.cipher,
            media: Some(self.media()),
            now: NOW,
            is_dry,
        };
        take(target, Archive::open(&file)?, |_| ()).await
    }

    /// Closes the site and drops its database.
    pub(super) async fn close(self) {
        self.site.close().await;
        if let Some(database) = self.database {
            database.drop(&postgres_server().unwrap()).await;
        }
    }
}

/// An archive taken apart, to be changed and put together again.
pub(super) struct Parts {
    pub(super) members: Vec<(String, Vec<u8>)>,
    missing: Vec<String>,
}

impl Parts {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut members = Vec::new();
        let mut missing = Vec::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            if name == manifest::NAME {
                missing = Manifest::read(&content).unwrap().missing;
            } else {
                members.push((name, content));
            }
        }
        Self { members, missing }
    }

    /// Returns the content of a member.
    pub(super) fn member(&mut self, name: &str) -> &mut Vec<u8> {
        let member = self.members.iter_mut().find(|(n, _)| n == name);
        &mut member.unwrap().1
    }

    /// Replaces a text in a member.
    pub(super) fn replace(&mut self, name: &str, from: &str, to: &str) {
        let member = self.member(name);
        let text = String::from_utf8(member.clone()).unwrap();
        assert!(text.contains(from), "{from} is not in {name}: {text}");
        *member = text.replacen(from, to, 1).into_bytes();
    }

    /// Returns a manifest in which everything is right.
    pub(super) fn manifest(&self) -> Manifest {
        let listed = self.members.iter().map(|(name, content)| Member {
            name: name.clone(),
            rows: name
                .strip_suffix(".jsonl")
                .map(|_| content.split(|b| *b == b'\n').count() as u64 - 1),
            bytes: content.len() as u64,
            blake3: blake3::hash(content).to_hex().to_string(),
        });
        Manifest::new(listed.collect(), self.missing.clone())
    }

    /// Puts the archive together, with a manifest that fits.
    pub(super) fn pack(&self) -> Vec<u8> {
        self.pack_with(&self.manifest().write().unwrap())
    }

    /// Puts the archive together with any manifest.
    pub(super) fn pack_with(&self, manifest: &[u8]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        for (name, content) in &self.members {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.start_file(manifest::NAME, options).unwrap();
        zip.write_all(manifest).unwrap();
        zip.finish().unwrap().into_inner()
    }
}
