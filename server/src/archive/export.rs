//! Writing an archive of one moment. Everything in it is sorted and without a date of its own, so that
//! the same site gives the same bytes.

use std::{
    io::{Seek, Write},
    path::Path,
};

use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{
    ArchiveError, each_kind, manifest,
    manifest::{Manifest, Member},
    record::{Account, Comment, Record, Review, Visitor, WatchAlso},
};
use crate::{
    pictures::endings,
    secret::Cipher,
    store::{
        Conn, Store,
        rows::{
            self, AuthorRow, CommentLikeRow, CommentRevisionRow, CountryRow, CreditRow, DraftRow,
            FilmHistoryRow, FilmRatingRow, FilmRow, ImportRow, MediaRow, ModerationRow,
            OutsideRatingRow, PersonRow, RedirectRow, ReviewAuthorRow, ReviewLikeRow, ReviewTagRow,
            RevisionRow, Row, SettingRow, TagRow,
        },
    },
};

/// What becomes of pictures.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Media<'a> {
    /// They go along, out of this folder.
    From(&'a Path),
    /// They stay, because rows alone are to be compared.
    Left,
}

/// What was written.
#[derive(Debug)]
pub(crate) struct Exported {
    /// The manifest as it stands in the archive.
    pub(crate) manifest: Manifest,
}

/// Writes everything of a site, and tells of each row and picture how many there have been.
///
/// # Errors
/// [`ArchiveError`]; what was written until then is no archive.
pub(crate) async fn export<W: Write + Seek>(
    store: &Store,
    cipher: &Cipher,
    media: Media<'_>,
    out: W,
    told: impl Fn(u64),
) -> Result<Exported, ArchiveError> {
    // All rows are of the moment in which the first of them is read.
    let mut snapshot = store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let mut packer = Packer {
        zip: ZipWriter::new(out),
        cipher,
        members: Vec::new(),
        done: 0,
        told: &told,
    };
    macro_rules! pack {
        ($kind:ident) => {
            packer.rows::<$kind>(conn).await?
        };
    }
    each_kind!(pack);
    let mut missing = Vec::new();
    if let Media::From(folder) = media {
        let mut pictures = Vec::new();
        rows::for_each(conn, |row: MediaRow| {
            pictures.push(row);
            Ok::<(), ArchiveError>(())
        })
        .await?;
        // Files named by a digest never change, so they need not be of the same moment.
        drop(snapshot);
        pictures.sort_by(|a, b| a.hash.cmp(&b.hash));
        for picture in pictures {
            packer.picture(folder, &picture, &mut missing)?;
        }
    }
    packer.finish(missing)
}

struct Packer<'a, W: Write + Seek, F: Fn(u64)> {
    zip: ZipWriter<W>,
    cipher: &'a Cipher,
    members: Vec<Member>,
    done: u64,
    told: &'a F,
}

fn failed(error: impl Into<std::io::Error>) -> ArchiveError {
    ArchiveError::File("the archive cannot be written".to_owned(), error.into())
}

/// How members are packed. Those of unknown length are prepared for more than four gigabytes.
fn options(method: CompressionMethod, is_large: bool) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(is_large)
}

impl<W: Write + Seek, F: Fn(u64)> Packer<'_, W, F> {
    async fn rows<R: Record>(&mut self, conn: &mut Conn<'_>) -> Result<(), ArchiveError> {
        let table = <R::Row as Row>::TABLE;
        let name = manifest::rows_name(table);
        self.zip
            .start_file(&name, options(CompressionMethod::Deflated, true))
            .map_err(failed)?;
        let mut member = Digesting::default();
        let mut count = 0;
        let mut line = Vec::new();
        rows::for_each(conn, |row: R::Row| {
            let unwritable = |problem| ArchiveError::Unwritable { table, problem };
            let record = R::of(row, self.cipher).map_err(unwritable)?;
            line.clear();
            serde_json::to_writer(&mut line, &record)
                .map_err(|_| unwritable("it is not to be written as JSON"))?;
            line.push(b'\n');
            member.take(&line);
            self.zip.write_all(&line).map_err(failed)?;
            count += 1;
            self.done += 1;
            (self.told)(self.done);
            Ok::<(), ArchiveError>(())
        })
        .await?;
        self.members.push(member.finish(name, Some(count)));
        Ok(())
    }

    fn picture(
        &mut self,
        folder: &Path,
        picture: &MediaRow,
        missing: &mut Vec<String>,
    ) -> Result<(), ArchiveError> {
        let widths = picture.widths.split(',');
        let files = widths.flat_map(|width| {
            let endings = endings(&picture.extension).iter();
            endings.map(move |ending| (width, *ending))
        });
        for (width, ending) in files {
            let name = manifest::picture_name(&picture.hash, width, ending);
            let path = folder.join(&picture.hash).join(format!("{width}.{ending}"));
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    missing.push(name);
                    continue;
                }
                Err(error) => return Err(ArchiveError::File(path.display().to_string(), error)),
            };
            self.zip
                .start_file(&name, options(CompressionMethod::Stored, false))
                .map_err(failed)?;
            self.zip.write_all(&bytes).map_err(failed)?;
            let mut member = Digesting::default();
            member.take(&bytes);
            self.members.push(member.finish(name, None));
            self.done += 1;
            (self.told)(self.done);
        }
        Ok(())
    }

    fn finish(mut self, missing: Vec<String>) -> Result<Exported, ArchiveError> {
        let manifest = Manifest::new(self.members, missing);
        let text = manifest.write()?;
        let packed = self
            .zip
            .start_file(manifest::NAME, options(CompressionMethod::Deflated, false))
            .and_then(|()| Ok(self.zip.write_all(&text)?))
            .and_then(|()| self.zip.finish());
        let mut out = packed.map_err(|error: ZipError| failed(error))?;
        out.flush().map_err(failed)?;
        Ok(Exported { manifest })
    }
}

/// A digest and a length in the making.
#[derive(Default)]
struct Digesting {
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Digesting {
    fn take(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn finish(self, name: String, rows: Option<u64>) -> Member {
        Member {
            name,
            rows,
            bytes: self.bytes,
            blake3: self.hasher.finalize().to_hex().to_string(),
        }
    }
}
