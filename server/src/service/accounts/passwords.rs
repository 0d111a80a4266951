//! Passwords: argon2id, away from the threads that answer requests and only so many at a time.

use std::sync::Arc;

use app::{AppError, error::Problem};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::clock::Entropy;

/// How many passwords are hashed at a time; each takes 19 MiB and a core for a moment.
const AT_ONCE: usize = 2;
/// How many may wait for that; who comes after them is asked to try again.
const WAITING: usize = 64;
/// The shortest and the longest password, in bytes.
const SHORTEST: usize = 8;
const LONGEST: usize = 256;
/// A password that is found within so many guesses is refused: far beyond the lists that are tried
/// first, and far below any that was chosen with care.
const GUESSES: u64 = 1_000_000;

/// Hashes passwords and compares them.
#[derive(Clone)]
pub(crate) struct Passwords {
    entropy: Arc<dyn Entropy>,
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// What an unknown account's password is compared with, so that it takes as long as a known one's.
    nobodys: Arc<std::sync::OnceLock<String>>,
}

impl Passwords {
    /// Sets up the pool.
    pub(crate) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self {
            entropy,
            running: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(WAITING)),
            nobodys: Arc::default(),
        }
    }

    /// Hashes a password that was checked before.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait.
    pub(crate) async fn hash(&self, password: String) -> Result<String, AppError> {
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt);
        self.run(move || hash(&password, &salt))
            .await?
            .ok_or(AppError::Unavailable)
    }

    /// Says whether a password is the one of a hash; for none it is not, and takes as long.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait.
    pub(crate) async fn verify(
        &self,
        password: String,
        known: Option<String>,
    ) -> Result<bool, AppError> {
        // What cannot be a password is not worth the time.
        if password.len() > LONGEST {
            return Ok(false);
        }
        let nobodys = self.nobodys.clone();
        self.run(move || {
            let is_known = known.is_some();
            let text = known.or_else(|| {
                let made = nobodys.get_or_init(|| hash("nobody", &[0; 16]).unwrap_or_default());
                Some(made.clone())
            });
            let fits = text
                .and_then(|text| PasswordHash::new(&text).ok())
                .is_some_and(|parsed| {
                    Argon2::default()
                        .verify_password(password.as_bytes(), &parsed)
                        .is_ok()
                });
            fits && is_known
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let _place = self
            .waiting
            .try_acquire()
            .map_err(|_| AppError::Unavailable)?;
        let turn = self.running.clone().acquire_owned().await;
        let turn = turn.map_err(|_| AppError::Unavailable)?;
        tokio::task::spawn_blocking(move || {
            // The turn ends with the work, even when nobody waits for it any more.
            let _turn = turn;
            work()
        })
        .await
        .map_err(|_| AppError::Unavailable)
    }
}

fn hash(password: &str, salt: &[u8]) -> Option<String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .ok()?;
    Some(hash.to_string())
}

/// Checks a password that is to be: its length, and whether it is among those everybody tries first.
/// `known` is what is known of the person; a password made of that is no better than a common one.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(password: &str, known: &[&str]) -> Result<(), Problem> {
    if password.is_empty() {
        return Err(Problem::Empty);
    }
    if password.len() < SHORTEST {
        return Err(Problem::TooShort);
    }
    if password.len() > LONGEST {
        return Err(Problem::TooLong);
    }
    if zxcvbn::zxcvbn(password, known).guesses() < GUESSES {
        return Err(Problem::Guessable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::CountedEntropy;

    fn passwords() -> Passwords {
        Passwords::new(Arc::new(CountedEntropy::default()))
    }

    #[tokio::test]
    async fn a_password_is_whole_whatever_is_in_it() {
        let passwords = passwords();
        let long = format!("{}x", "é".repeat(127));
        for password in [
            "with\0nought and more",
            "🎬🎞 with pictures",
            "  spaces  ",
            &long,
        ] {
            let hash = passwords.hash(password.to_owned()).await.unwrap();
            assert!(
                hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
                "{hash}"
            );
            let fits = async |text: &str| {
                passwords
                    .verify(text.to_owned(), Some(hash.clone()))
                    .await
                    .unwrap()
            };
            assert!(fits(password).await, "{password:?}");
            assert!(!fits(&password.to_uppercase()).await || password.to_uppercase() == password);
            assert!(!fits(password.split('\0').next().unwrap()).await || !password.contains('\0'));
            let mut shorter = password.to_owned();
            shorter.pop();
            assert!(!fits(&shorter).await, "{password:?}");
        }
    }

    #[tokio::test]
    async fn nobody_has_a_password() {
        let passwords = passwords();
        assert_eq!(passwords.verify("nobody".to_owned(), None).await, Ok(false));
        let broken = Some("no hash".to_owned());
        assert_eq!(passwords.verify("x".to_owned(), broken).await, Ok(false));
    }

    #[tokio::test]
    async fn two_hashes_of_one_password_differ() {
        let passwords = passwords();
        let first = passwords.hash("the same again".to_owned()).await.unwrap();
        assert_ne!(
            first,
            passwords.hash("the same again".to_owned()).await.unwrap()
        );
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for bad in [
            "password",
            "12345678",
            "qwertyuiop",
            "iloveyou1",
            "Passw0rd",
            "letmein123",
            "aaaaaaaaaaaa",
            "abcdefgh",
            "19841984",
            "trustno1",
            "football1",
            "p@ssword",
        ] {
            assert_eq!(check(bad, &[]), Err(Problem::Guessable), "{bad}");
        }
        assert_eq!(
            check("ingrid-solveig", &["Ingrid", "Solveig", "ingrid-solveig"]),
            Err(Problem::Guessable)
        );
        for good in [
            "salt year sluice wheel",
            "vq8-hh2-zz0",
            "nattens lange lys",
            "🎬🎞🍿🎟🎥🎭🎪🎻",
        ] {
            assert_eq!(check(good, &["Ingrid"]), Ok(()), "{good}");
        }
        assert_eq!(check("", &[]), Err(Problem::Empty));
        assert_eq!(check("vq8-hh2", &[]), Err(Problem::TooShort));
        assert_eq!(check(&"vq8-".repeat(65), &[]), Err(Problem::TooLong));
    }
}
