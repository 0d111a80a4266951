//! The manifest: which members an archive has, how large they are and what their digests are.

use serde::{Deserialize, Serialize};

use super::ArchiveError;

/// The name of the manifest in the archive.
pub(super) const NAME: &str = "manifest.json";
/// The word by which an archive is known.
const FORMAT: &str = "foyer-archive";
/// The version of the format. A reader refuses one that is higher than its own.
pub(super) const VERSION: u32 = 1;

/// What an archive says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    format: String,
    version: u32,
    /// The release that wrote it.
    foyer: String,
    /// All members but the manifest itself, in their order.
    pub(crate) members: Vec<Member>,
    /// Pictures whose files the site had lost already.
    pub(crate) missing: Vec<String>,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    /// Its name.
    pub(crate) name: String,
    /// How many lines it has; pictures have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rows: Option<u64>,
    /// How long it is, unpacked.
    pub(crate) bytes: u64,
    /// Its BLAKE3 digest, 64 hexadecimal digits.
    pub(crate) blake3: String,
}

/// What has to be known before the rest can be understood.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Manifest {
    /// Makes a manifest of this release's format.
    pub(super) fn new(members: Vec<Member>, missing: Vec<String>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            foyer: env!("CARGO_PKG_VERSION").to_owned(),
            members,
            missing,
        }
    }

    /// Writes the manifest down.
    pub(super) fn write(&self) -> Result<Vec<u8>, ArchiveError> {
        let mut text = serde_json::to_vec_pretty(self)
            .map_err(|error| ArchiveError::broken(error.to_string()))?;
        text.push(b'\n');
        Ok(text)
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// [`ArchiveError::Foreign`], [`ArchiveError::Newer`], or [`ArchiveError::Broken`] for one of our own
    /// that cannot be understood.
    pub(super) fn read(text: &[u8]) -> Result<Self, ArchiveError> {
        let head: Head = serde_json::from_slice(text)
            .map_err(|_| ArchiveError::Foreign("its manifest is another program's".to_owned()))?;
        if head.format != FORMAT {
            return Err(ArchiveError::Foreign(
                "its manifest is another program's".to_owned(),
            ));
        }
        if head.version > VERSION {
            return Err(ArchiveError::Newer {
                found: head.version,
                known: VERSION,
            });
        }
        serde_json::from_slice(text)
            .map_err(|error| ArchiveError::broken(format!("{NAME}: {error}")))
    }

    /// Returns how many lines all members have.
    pub(crate) fn rows(&self) -> u64 {
        self.members.iter().filter_map(|member| member.rows).sum()
    }

    /// Returns how many lines a member has.
    pub(crate) fn rows_of(&self, table: &str) -> u64 {
        let member = self.members.iter().find(|m| is_rows_of(&m.name, table));
        member.and_then(|member| member.rows).unwrap_or_default()
    }

    /// Counts the files of pictures.
    pub(crate) fn pictures(&self) -> usize {
        self.members.iter().filter(|m| m.rows.is_none()).count()
    }
}

/// Returns the name of the member with a table's rows.
pub(super) fn rows_name(table: &str) -> String {
    format!("{table}.jsonl")
}

/// Returns the name of the member with a picture of one width.
pub(super) fn picture_name(hash: &str, width: &str, extension: &str) -> String {
    format!("media/{hash}/{width}.{extension}")
}

fn is_rows_of(name: &str, table: &str) -> bool {
    name.strip_suffix(".jsonl") == Some(table)
}
