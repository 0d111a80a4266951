//! What the data folder's `secret` keeps closed: e-mail addresses in the database.

use std::{io::Write as _, path::Path, sync::Arc};

use chacha20poly1305::{Key, KeyInit as _, XChaCha20Poly1305, XNonce, aead::Aead as _};

use crate::clock::Entropy;

/// Closes and opens texts with a key that is not in the database (XChaCha20-Poly1305).
#[derive(Clone)]
pub(crate) struct Cipher {
    addresses: XChaCha20Poly1305,
    digest_key: [u8; 32],
    signing_key: [u8; 32],
    entropy: Arc<dyn Entropy>,
}

impl Cipher {
    /// Reads the secret of a data folder; makes one, readable by its owner alone, where there is
    /// none.
    pub(crate) fn of_folder(folder: &Path, entropy: Arc<dyn Entropy>) -> std::io::Result<Self> {
        let path = folder.join("secret");
        let secret = match std::fs::read(&path) {
            Ok(secret) if secret.len() == 32 => secret,
            Ok(_) => {
                return Err(std::io::Error::other(format!(
                    "{} is damaged: it should hold 32 bytes; put the one of a backup in its place",
                    path.display()
                )));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut secret = vec![0; 32];
                entropy.fill(&mut secret);
                write_private(&path, &secret)?;
                secret
            }
            Err(error) => return Err(error),
        };
        let key = blake3::derive_key("foyer e-mail addresses v1", &secret);
        Ok(Self {
            addresses: XChaCha20Poly1305::new(Key::from_slice(&key)),
            digest_key: blake3::derive_key("foyer e-mail digests v1", &secret),
            signing_key: blake3::derive_key("foyer signed words v1", &secret),
            entropy,
        })
    }

    /// Closes a text; none for an empty one.
    pub(crate) fn close(&self, text: &str) -> Option<Vec<u8>> {
        if text.is_empty() {
            return None;
        }
        let mut nonce = [0; 24];
        self.entropy.fill(&mut nonce);
        let closed = self
            .addresses
            .encrypt(XNonce::from_slice(&nonce), text.as_bytes())
            .ok()?;
        Some([nonce.as_slice(), &closed].concat())
    }

    /// Returns the digest an e-mail address is found by, however it is written. Without the secret
    /// nobody can try addresses against it.
    pub(crate) fn email_digest(&self, email: &str) -> [u8; 32] {
        let email = email.trim().to_lowercase();
        *blake3::keyed_hash(&self.digest_key, email.as_bytes()).as_bytes()
    }

    /// Signs a text: without the secret nobody makes the same mark.
    pub(crate) fn sign(&self, text: &str) -> [u8; 32] {
        *blake3::keyed_hash(&self.signing_key, text.as_bytes()).as_bytes()
    }

    /// Opens what was closed; none when it was closed with another key.
    pub(crate) fn open(&self, closed: &[u8]) -> Option<String> {
        let (nonce, text) = closed.split_at_checked(24)?;
        let text = self
            .addresses
            .decrypt(XNonce::from_slice(nonce), text)
            .ok()?;
        String::from_utf8(text).ok()
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::CountedEntropy;

    #[test]
    fn a_text_opens_with_its_own_secret_alone() {
        let here = tempfile::tempdir().unwrap();
        let entropy: Arc<dyn Entropy> = Arc::new(CountedEntropy::default());
        let cipher = Cipher::of_folder(here.path(), entropy.clone()).unwrap();
        let closed = cipher.close("reader@readers.example").unwrap();
        assert!(!closed.windows(6).any(|bytes| bytes == b"reader"));
        assert_ne!(closed, cipher.close("reader@readers.example").unwrap());
        let again = Cipher::of_folder(here.path(), entropy.clone()).unwrap();
        assert_eq!(
            again.open(&closed).as_deref(),
            Some("reader@readers.example")
        );
        let elsewhere = tempfile::tempdir().unwrap();
        let other = Cipher::of_folder(elsewhere.path(), entropy).unwrap();
        assert_eq!(other.open(&closed), None);
        assert_eq!(cipher.close(""), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_secret_is_its_owners_alone_and_a_damaged_one_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let here = tempfile::tempdir().unwrap();
        let entropy: Arc<dyn Entropy> = Arc::new(CountedEntropy::default());
        Cipher::of_folder(here.path(), entropy.clone()).unwrap();
        let path = here.path().join("secret");
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        std::fs::write(&path, "short").unwrap();
        let error = Cipher::of_folder(here.path(), entropy).err().unwrap();
        assert!(error.to_string().contains("damaged"));
    }
}
