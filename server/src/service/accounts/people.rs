//! The person behind an account: name and address, checked and kept.

use app::{
    AppError,
    error::{Conflict, Field, FieldError, Problem},
    model::{AccountId, Role, Timestamp},
};

use super::passwords;
use crate::{
    content,
    service::{Core, comments},
    store::{
        Constraint, Error, Tx,
        accounts::{self, NewAccount},
        visitors::{self, RememberedRow},
    },
};

/// The longest name, in code points, as for comments.
const LONGEST_NAME: usize = 80;
/// The longest e-mail address, in bytes.
const LONGEST_EMAIL: usize = 254;

/// A name and an address that can be kept.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The name.
    pub(crate) name: String,
    /// The e-mail address, encrypted, and its digest.
    pub(super) email: (Vec<u8>, [u8; 32]),
}

/// Checks a name.
pub(super) fn check_name(name: &str) -> Result<String, Problem> {
    let name = content::plain_line(name, LONGEST_NAME + 1);
    if name.is_empty() {
        Err(Problem::Empty)
    } else if name.chars().count() > LONGEST_NAME {
        Err(Problem::TooLong)
    } else {
        Ok(name)
    }
}

/// Checks an e-mail address and closes it.
pub(super) fn check_email(core: &Core, email: &str) -> Result<(Vec<u8>, [u8; 32]), Problem> {
    let email = email.trim();
    if email.is_empty() {
        return Err(Problem::Empty);
    }
    if email.len() > LONGEST_EMAIL {
        return Err(Problem::TooLong);
    }
    let closed = core
        .cipher
        .close(email)
        .filter(|_| comments::is_email(email));
    let closed = closed.ok_or(Problem::Malformed)?;
    Ok((closed, core.cipher.email_digest(email)))
}

/// Checks both and notes what is wrong.
pub(super) fn check(
    core: &Core,
    name: &str,
    email: &str,
    problems: &mut Vec<FieldError>,
) -> Option<Person> {
    let note = |field| move |problem| FieldError { field, problem };
    let name = check_name(name).map_err(note(Field::Name));
    let email = check_email(core, email).map_err(note(Field::Email));
    match (name, email) {
        (Ok(name), Ok(email)) => Some(Person { name, email }),
        (name, email) => {
            problems.extend([name.err(), email.err()].into_iter().flatten());
            None
        }
    }
}

/// Checks a person together with the password they are to have.
///
/// # Errors
/// [`AppError::Invalid`] with everything that is wrong.
pub(crate) fn check_with_password(
    core: &Core,
    (name, email, password): (&str, &str, &str),
) -> Result<Person, AppError> {
    let mut problems = Vec::new();
    let person = check(core, name, email, &mut problems);
    if let Err(problem) = passwords::check(password, &[name, email]) {
        problems.push(FieldError {
            field: Field::NewPassword,
            problem,
        });
    }
    person
        .filter(|_| problems.is_empty())
        .ok_or(AppError::Invalid(problems))
}

/// Adds a person's account, with a visitor of its own whose cookie is given to nobody.
pub(crate) async fn insert(
    tx: &mut Tx<'_>,
    person: Person,
    (role, password_hash): (Role, Option<String>),
    visitor_hash: [u8; 32],
    now: Timestamp,
) -> Result<AccountId, AppError> {
    let visitor = visitors::find_or_insert(&mut tx.conn, &visitor_hash, now).await?;
    let remembered = RememberedRow {
        name: person.name.clone(),
        ..RememberedRow::default()
    };
    visitors::update_remembered(&mut tx.conn, visitor, &remembered).await?;
    let account = NewAccount {
        name: person.name,
        email: person.email.0,
        email_digest: person.email.1,
        password_hash,
        role,
        visitor,
    };
    accounts::insert(&mut tx.conn, &account, now)
        .await
        .map_err(taken)
}

/// Makes the refusal of an address or an author that another account has.
pub(crate) fn taken(error: Error) -> AppError {
    match error {
        Error::Constraint(Constraint::AccountEmail) => AppError::Conflict(Conflict::EmailTaken),
        Error::Constraint(Constraint::AccountAuthor) => AppError::Conflict(Conflict::AuthorTaken),
        other => other.into(),
    }
}
