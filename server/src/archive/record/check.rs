//! Checks of single fields. They let pass whatever a site can hold, and nothing that could do harm.

use app::model::{Rating, Slug};

use super::Problem;
use crate::store::likes::MOST_BROUGHT;

/// The first and the last moment that calendars reach: the years 1 and 9999, in microseconds.
const EARLIEST: i64 = -62_135_596_800_000_000;
const LATEST: i64 = 253_402_300_799_000_000;

/// Asks for something to hold.
pub(super) fn ensure(holds: bool, problem: Problem) -> Result<(), Problem> {
    if holds { Ok(()) } else { Err(problem) }
}

/// Asks for a slug.
pub(super) fn slug(text: &str) -> Result<(), Problem> {
    ensure(text.parse::<Slug>().is_ok(), "it has no sound slug")
}

/// Asks for points in time that can be written.
pub(super) fn times(times: &[Option<i64>]) -> Result<(), Problem> {
    let all = times.iter().flatten();
    let mut all = all.map(|at| (EARLIEST..=LATEST).contains(at));
    ensure(all.all(|is_sound| is_sound), "a time of it is out of range")
}

/// Asks for a number of likes that people can have given.
pub(super) fn brought_likes(count: i64) -> Result<(), Problem> {
    let is_sound = (0..=MOST_BROUGHT).contains(&count);
    ensure(is_sound, "its number of likes is out of range")
}

/// Asks for a rating that is on its scale; both parts or neither.
pub(super) fn rating(halves: Option<i32>, out_of: Option<i32>) -> Result<(), Problem> {
    let is_sound = match (halves, out_of) {
        (None, None) => true,
        (Some(halves), Some(out_of)) => Rating::new(halves, out_of).is_some(),
        _ => false,
    };
    ensure(is_sound, "its rating is not on its scale")
}

/// Asks for an address of the web.
pub(super) fn web_address(text: &str) -> Result<(), Problem> {
    let is_web = url::Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some()
            && url.username().is_empty()
            && url.password().is_none()
    });
    ensure(is_web, "an address of it is not of the web")
}

/// Asks for a path of this site, one that leads nowhere else.
pub(super) fn own_path(text: &str) -> Result<(), Problem> {
    let mut letters = text.chars();
    let is_own = letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && !text.chars().any(|c| c.is_control() || c == '\\');
    ensure(is_own, "its address leads away from the site")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_pass() {
        for path in ["/", "/reviews/salt-year", "/?p=1", "/a#comment-2"] {
            assert_eq!(own_path(path), Ok(()), "{path}");
        }
        for path in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
        ] {
            assert!(own_path(path).is_err(), "{path}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_pass() {
        assert_eq!(web_address("https://a.example/x"), Ok(()));
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "a.example",
            "https://u:p@a.example/",
        ] {
            assert!(web_address(address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_rating_is_on_its_scale_or_there_is_none() {
        assert_eq!(rating(Some(5), Some(4)), Ok(()));
        assert_eq!(rating(None, None), Ok(()));
        assert!(rating(Some(9), Some(4)).is_err());
        assert!(rating(Some(5), None).is_err());
        assert!(times(&[Some(i64::MAX)]).is_err());
        assert_eq!(times(&[None, Some(0)]), Ok(()));
    }
}
