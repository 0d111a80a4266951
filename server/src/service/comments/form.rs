//! What is typed with a comment: checked field by field, and made a row of.

use app::{
    AppError,
    error::{Field, FieldError, Problem},
    markdown::Dialect,
    model::{CommentId, CommentKind, CommentState, NewComment, Timestamp},
};

use crate::{
    content,
    service::Core,
    store::{comments::NewCommentRow, visitors::RememberedRow},
};

/// The longest text of a comment, in bytes of UTF-8.
const LONGEST_TEXT: usize = 65_525;
/// The longest name, in code points.
const LONGEST_NAME: usize = 80;
/// The longest e-mail address, in bytes.
const LONGEST_EMAIL: usize = 254;
/// The longest website, in bytes.
const LONGEST_WEBSITE: usize = 200;

/// Checks what was typed and makes a row of it, with what is to be remembered.
pub(super) fn check(
    core: &Core,
    new: &NewComment,
    now: Timestamp,
) -> Result<(NewCommentRow, RememberedRow), AppError> {
    let mut problems = Vec::new();
    let mut problem = |field, problem| problems.push(FieldError { field, problem });
    let name = content::plain_line(&new.name, LONGEST_NAME + 1);
    if name.is_empty() {
        problem(Field::Name, Problem::Empty);
    } else if name.chars().count() > LONGEST_NAME {
        problem(Field::Name, Problem::TooLong);
    }
    let email = new.email.trim();
    if email.len() > LONGEST_EMAIL {
        problem(Field::Email, Problem::TooLong);
    } else if !email.is_empty() && !is_email(email) {
        problem(Field::Email, Problem::Malformed);
    }
    let website = match website(&new.website) {
        Ok(website) => website,
        Err(found) => {
            problem(Field::Website, found);
            None
        }
    };
    let body = match render(&new.body) {
        Ok(body) => Some(body),
        Err(AppError::Invalid(found)) => {
            // The text is what matters most, so it is named first.
            problems.splice(0..0, found);
            None
        }
        Err(other) => return Err(other),
    };
    let (true, Some(body)) = (problems.is_empty(), body) else {
        return Err(AppError::Invalid(problems));
    };
    let email = core.cipher.close(email);
    let remembered = if new.remember {
        let website = website.clone().unwrap_or_default();
        RememberedRow {
            name: name.clone(),
            email: email.clone(),
            website,
        }
    } else {
        RememberedRow::default()
    };
    let row = NewCommentRow {
        review: new.review(),
        parent: new.parent.map(CommentId),
        root_position: 0,
        kind: CommentKind::Comment,
        state: CommentState::Published,
        visitor: None,
        author: None,
        name,
        email,
        website,
        body_source: body.source,
        body_html: body.html,
        body_rules: body.rules,
        client_key: new.key.clone().filter(|key| (1..=64).contains(&key.len())),
        posted_at: now,
    };
    Ok((row, remembered))
}

/// Renders the text of a comment.
pub(super) fn render(text: &str) -> Result<content::Rendered, AppError> {
    if text.len() > LONGEST_TEXT {
        return Err(AppError::field(Field::Comment, Problem::TooLong));
    }
    if text.trim().is_empty() {
        return Err(AppError::field(Field::Comment, Problem::Empty));
    }
    content::render(text, Dialect::Comment)
        .map_err(|_| AppError::field(Field::Comment, Problem::TooDeep))
}

/// Says whether a text can be an e-mail address: something, an @, and a name with a dot in it.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part
                .contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()".contains(c))
    };
    is_plain(local)
        && is_plain(domain)
        && !local.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// Reads a website as it was typed: with http or https, or without a scheme.
pub(crate) fn website(text: &str) -> Result<Option<String>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > LONGEST_WEBSITE {
        return Err(Problem::TooLong);
    }
    let has_scheme = text.split_once("://").is_some() || text.starts_with("mailto:");
    let full = if has_scheme {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = url::Url::parse(&full).map_err(|_| Problem::Malformed)?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let has_host = url.host_str().is_some_and(|host| host.contains('.'));
    if is_web && has_host && url.username().is_empty() && url.password().is_none() {
        Ok(Some(url.to_string()))
    } else {
        Err(Problem::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_has_a_name_with_a_dot_after_the_at() {
        for good in ["a@b.c", "row.f+x@mail.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.c",
            "a@",
            "a@b.",
            "a@.c",
            "a b@c.d",
            "a@b@c.d",
            "a\r\n@b.c",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_website_is_on_the_web() {
        assert_eq!(
            website(" example.org/a "),
            Ok(Some("https://example.org/a".to_owned()))
        );
        assert_eq!(
            website("HTTP://example.org"),
            Ok(Some("http://example.org/".to_owned()))
        );
        assert_eq!(website(""), Ok(None));
        for bad in [
            "javascript://x.y/%0aalert(1)",
            "mailto:a@b.c",
            "ftp://a.b",
            "https://u:p@a.b",
            "no dots",
            "data:text/html,x",
        ] {
            assert_eq!(website(bad), Err(Problem::Malformed), "{bad}");
        }
        assert_eq!(
            website(&format!("https://a.b/{}", "x".repeat(200))),
            Err(Problem::TooLong)
        );
    }
}
