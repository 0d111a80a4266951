//! The cookies: who a visitor is, and whether a browser runs no WebAssembly.

use app::model::Slug;
use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

use crate::service::desk::GRANT_SECONDS;

/// How long a visitor is known, in seconds: 180 days.
const VISITOR_SECONDS: u32 = 180 * 24 * 60 * 60;
/// How long a browser counts as one without WebAssembly, in seconds.
const PLAIN_SECONDS: u32 = 30 * 60;

/// How long a session's cookie is kept when it outlives the browser, in seconds: 90 days.
const SESSION_SECONDS: u32 = 90 * 24 * 60 * 60;

/// The names and attributes of cookies, which depend on how the site is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cookies {
    is_secure: bool,
}

impl Cookies {
    /// Returns the cookies of a site by its own address.
    pub(super) fn of_origin(origin: &str) -> Self {
        Self {
            is_secure: origin.starts_with("https:"),
        }
    }

    fn name(self, word: &str) -> String {
        let prefix = if self.is_secure { "__Host-" } else { "foyer-" };
        format!("{prefix}{word}")
    }

    fn set(self, word: &str, value: &str, seconds: u32) -> HeaderValue {
        self.write(word, value, Some(seconds), "; HttpOnly")
    }

    /// Writes a cookie; without a number of seconds it ends with the browser.
    fn write(self, word: &str, value: &str, seconds: Option<u32>, http_only: &str) -> HeaderValue {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let name = self.name(word);
        let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
        let text = format!("{name}={value}; Path=/{age}{http_only}; SameSite=Lax{secure}");
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }

    fn get<'h>(self, headers: &'h HeaderMap, word: &str) -> Option<&'h str> {
        let name = self.name(word);
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// Returns the value of the visitor's cookie.
    pub(super) fn visitor(self, headers: &HeaderMap) -> Option<&str> {
        self.get(headers, "visitor")
    }

    /// Makes the visitor's cookie.
    pub(super) fn set_visitor(self, token: &str) -> HeaderValue {
        self.set("visitor", token, VISITOR_SECONDS)
    }

    /// Returns the value of the session's cookie.
    pub(super) fn session(self, headers: &HeaderMap) -> Option<&str> {
        self.get(headers, "session")
    }

    /// Makes the session's cookie, and the one that tells the page's own script that there is one:
    /// it says nothing else, and is believed by nobody.
    pub(super) fn set_session(self, token: &str, is_lasting: bool) -> [HeaderValue; 2] {
        let seconds = is_lasting.then_some(SESSION_SECONDS);
        [
            self.write("session", token, seconds, "; HttpOnly"),
            self.write("signed-in", "1", seconds, ""),
        ]
    }

    /// Forgets both.
    pub(super) fn clear_session(self) -> [HeaderValue; 2] {
        [
            self.write("session", "", Some(0), "; HttpOnly"),
            self.write("signed-in", "", Some(0), ""),
        ]
    }

    /// Returns what the browser holds to read a review with a password.
    pub(super) fn grant<'h>(self, headers: &'h HeaderMap, slug: &str) -> Option<&'h str> {
        self.get(headers, &format!("unlocked-{slug}"))
    }

    /// Makes the cookie that a review with a password is read with.
    pub(super) fn set_grant(self, slug: &Slug, grant: &str) -> HeaderValue {
        let seconds = u32::try_from(GRANT_SECONDS).unwrap_or(0);
        self.set(&format!("unlocked-{slug}"), grant, seconds)
    }

    /// Says whether the browser is known to run no WebAssembly.
    pub(super) fn is_plain(self, headers: &HeaderMap) -> bool {
        self.get(headers, "plain").is_some()
    }

    /// Notes that the browser posts its forms itself.
    pub(super) fn set_plain(self) -> HeaderValue {
        self.set("plain", "1", PLAIN_SECONDS)
    }

    /// Forgets that.
    pub(super) fn clear_plain(self) -> HeaderValue {
        self.set("plain", "", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_tied_to_the_host_where_that_can_be() {
        let secure = Cookies::of_origin("https://reviews.example").set_visitor("t");
        let text = secure.to_str().unwrap();
        assert!(text.starts_with("__Host-visitor=t; Path=/;"), "{text}");
        assert!(text.ends_with("; HttpOnly; SameSite=Lax; Secure"), "{text}");
        let plain = Cookies::of_origin("http://127.0.0.1:3000").set_visitor("t");
        let text = plain.to_str().unwrap();
        assert!(
            text.starts_with("foyer-visitor=t;") && !text.contains("Secure"),
            "{text}"
        );
    }

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; xfoyer-visitor=no"));
        headers.append(COOKIE, HeaderValue::from_static("b=2; foyer-visitor=yes"));
        let cookies = Cookies::of_origin("http://127.0.0.1:3000");
        assert_eq!(cookies.visitor(&headers), Some("yes"));
        assert_eq!(Cookies::of_origin("https://a.b").visitor(&headers), None);
    }
}
