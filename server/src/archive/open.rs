//! Reading a file of unknown origin: everything it claims is bounded before it is believed, and nothing
//! in it is ever a path.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use zip::{CompressionMethod, ZipArchive, read::ZipFile, result::ZipError};

use super::{
    ArchiveError,
    manifest::{self, Manifest},
    record::Record,
};
use crate::store::rows::Row;

/// The longest manifest, the longest line and the largest picture, in bytes.
const LONGEST_MANIFEST: u64 = 64 * 1024 * 1024;
const LONGEST_LINE: u64 = 16 * 1024 * 1024;
const LARGEST_PICTURE: u64 = 32 * 1024 * 1024;
/// How many times its size a member may unpack to. Texts reach about ten, likes in a row thirty.
const MOST_UNPACKED: u64 = 200;
/// What small members may unpack to besides, in bytes.
const SMALL: u64 = 64 * 1024;

/// An opened archive whose members are the listed ones, with sizes that can be true.
pub(crate) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    /// What it says of itself.
    pub(crate) manifest: Manifest,
    /// The digest of the manifest, which stands for the whole archive.
    pub(crate) digest: String,
}

type Entry<'a> = ZipFile<'a, BufReader<File>>;

impl Archive {
    /// Opens an archive.
    ///
    /// # Errors
    /// [`ArchiveError`] when it is none, a newer one, or cannot be sound.
    pub(crate) fn open(path: &Path) -> Result<Self, ArchiveError> {
        let place = || path.display().to_string();
        let file = File::open(path).map_err(|error| ArchiveError::File(place(), error))?;
        let length = file
            .metadata()
            .map_err(|error| ArchiveError::File(place(), error))?
            .len();
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| match error {
            ZipError::Io(error) => ArchiveError::File(place(), error),
            other => ArchiveError::Foreign(other.to_string()),
        })?;
        let text = read_manifest(&mut zip)?;
        let manifest = Manifest::read(&text)?;
        let mut archive = Self {
            zip,
            manifest,
            digest: blake3::hash(&text).to_hex().to_string(),
        };
        archive.check_members(length)?;
        Ok(archive)
    }

    /// Compares the directory with the manifest, before anything is unpacked.
    fn check_members(&mut self, length: u64) -> Result<(), ArchiveError> {
        let members = &self.manifest.members;
        let names: BTreeSet<&str> = members.iter().map(|member| member.name.as_str()).collect();
        if names.len() != members.len() || self.zip.len() != members.len() + 1 {
            return Err(ArchiveError::broken("it has other members than it lists"));
        }
        let mut packed = 0_u64;
        for member in members {
            let name = &member.name;
            let index = self.zip.index_for_name(name);
            let index = index.ok_or_else(|| ArchiveError::broken(format!("{name} is missing")))?;
            let entry = self
                .zip
                .by_index_raw(index)
                .map_err(|error| broken(name, &error))?;
            let is_picture = member.rows.is_none();
            let is_plain = entry.is_file() && !entry.encrypted() && !entry.is_symlink();
            let method = entry.compression();
            if !is_plain
                || !matches!(
                    method,
                    CompressionMethod::Stored | CompressionMethod::Deflated
                )
            {
                return Err(ArchiveError::broken(format!("{name} is no plain file")));
            }
            if entry.size() != member.bytes {
                return Err(ArchiveError::broken(format!("{name} has another length")));
            }
            let most = entry.compressed_size().saturating_mul(MOST_UNPACKED);
            if member.bytes > most.saturating_add(SMALL)
                || (is_picture && member.bytes > LARGEST_PICTURE)
            {
                return Err(ArchiveError::broken(format!("{name} unpacks to too much")));
            }
            packed = packed.saturating_add(entry.compressed_size());
        }
        // Members that share their bytes unpack to more than the file could hold.
        if packed > length {
            return Err(ArchiveError::broken("its members overlap"));
        }
        Ok(())
    }

    /// Reads every member and compares its digest, and tells how many bytes were read.
    ///
    /// # Errors
    /// [`ArchiveError::Broken`] with the first member that is not as it was written.
    pub(crate) fn check_digests(&mut self, told: impl Fn(u64)) -> Result<(), ArchiveError> {
        let mut done = 0;
        let mut buffer = vec![0; 64 * 1024];
        for member in &self.manifest.members {
            let name = &member.name;
            let mut entry = entry(&mut self.zip, name)?;
            let mut hasher = blake3::Hasher::new();
            let mut bytes = 0_u64;
            loop {
                let read = entry
                    .read(&mut buffer)
                    .map_err(|error| broken(name, &error))?;
                if read == 0 {
                    break;
                }
                bytes += read as u64;
                if bytes > member.bytes {
                    return Err(ArchiveError::broken(format!("{name} has another length")));
                }
                hasher.update(&buffer[..read]);
                told(done + bytes);
            }
            done += bytes;
            if bytes != member.bytes || hasher.finalize().to_hex().as_str() != member.blake3 {
                return Err(ArchiveError::broken(format!("{name} has another digest")));
            }
        }
        Ok(())
    }

    /// Hands over every line of a table's member.
    ///
    /// # Errors
    /// [`ArchiveError::Line`] for a line that is none of its kind, and what `take` says.
    pub(super) fn for_each_line<R: Record>(
        &mut self,
        mut take: impl FnMut(u64, R) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let name = manifest::rows_name(<R::Row as Row>::TABLE);
        let listed = self.manifest.members.iter().find(|m| m.name == name);
        let Some(expected) = listed.and_then(|member| member.rows) else {
            return Err(ArchiveError::broken(format!("{name} is missing")));
        };
        let mut lines = BufReader::with_capacity(64 * 1024, entry(&mut self.zip, &name)?);
        let mut text = Vec::new();
        let mut number = 0;
        loop {
            text.clear();
            let mut line = (&mut lines).take(LONGEST_LINE);
            let read = line.read_until(b'\n', &mut text);
            if read.map_err(|error| broken(&name, &error))? == 0 {
                break;
            }
            number += 1;
            let wrong = |problem: String| ArchiveError::Line {
                member: name.clone(),
                line: number,
                problem,
            };
            if text.last() != Some(&b'\n') {
                return Err(wrong("it is cut off or too long".to_owned()));
            }
            let record = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
            take(number, record)?;
        }
        if number == expected {
            Ok(())
        } else {
            Err(ArchiveError::broken(format!(
                "{name} has {number} lines where it lists {expected}"
            )))
        }
    }

    /// Reads a picture; none when it is not in the archive.
    pub(super) fn picture(&mut self, name: &str) -> Result<Option<Vec<u8>>, ArchiveError> {
        let mut entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(name, &error)),
        };
        let mut bytes = Vec::new();
        let mut bounded = (&mut entry).take(LARGEST_PICTURE);
        bounded
            .read_to_end(&mut bytes)
            .map_err(|error| broken(name, &error))?;
        Ok(Some(bytes))
    }

    /// Says whether the site had lost a picture's file already.
    pub(super) fn is_missing(&self, name: &str) -> bool {
        self.manifest.missing.iter().any(|missing| missing == name)
    }
}

fn broken(name: &str, error: &dyn std::fmt::Display) -> ArchiveError {
    ArchiveError::broken(format!("{name}: {error}"))
}

fn entry<'a>(
    zip: &'a mut ZipArchive<BufReader<File>>,
    name: &str,
) -> Result<Entry<'a>, ArchiveError> {
    zip.by_name(name).map_err(|error| broken(name, &error))
}

fn read_manifest(zip: &mut ZipArchive<BufReader<File>>) -> Result<Vec<u8>, ArchiveError> {
    let entry = match zip.by_name(manifest::NAME) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => {
            return Err(ArchiveError::Foreign("it has no manifest".to_owned()));
        }
        Err(error) => return Err(broken(manifest::NAME, &error)),
    };
    let mut text = Vec::new();
    let read = entry.take(LONGEST_MANIFEST + 1).read_to_end(&mut text);
    read.map_err(|error| broken(manifest::NAME, &error))?;
    if text.len() as u64 > LONGEST_MANIFEST {
        return Err(ArchiveError::broken("its manifest is too long"));
    }
    Ok(text)
}
