//! Who makes a request: the visitor behind a cookie, or one who is given a cookie for an action.

use app::model::{Viewer, VisitorKey};
use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use super::{address::ClientAddress, cookies::Cookies, session::CurrentSession};
use crate::clock::Entropy;

/// A viewer with the cookie to give them, if they are new.
pub(super) struct Identity {
    /// Who it is.
    pub(super) viewer: Viewer,
    /// The cookie that makes them known again; none when they have one.
    pub(super) set_cookie: Option<HeaderValue>,
}

impl Identity {
    /// Finds whoever reads: a visitor with a sound cookie, or nobody.
    pub(super) fn of_reader(cookies: Cookies, headers: &HeaderMap, address: ClientAddress) -> Self {
        let visitor = cookies.visitor(headers).and_then(key_of);
        Self {
            viewer: Viewer {
                account: None,
                visitor,
                cookie: visitor,
                address: address.0,
            },
            set_cookie: None,
        }
    }

    /// Finds whoever acts; somebody without a sound cookie gets a new one.
    pub(super) fn of_actor(
        cookies: Cookies,
        headers: &HeaderMap,
        address: ClientAddress,
        entropy: &dyn Entropy,
    ) -> Self {
        let known = Self::of_reader(cookies, headers, address);
        if known.viewer.visitor.is_some() {
            return known;
        }
        let mut token = [0; 32];
        entropy.fill(&mut token);
        let token = URL_SAFE_NO_PAD.encode(token);
        let visitor = key_of(&token).map(|key| VisitorKey {
            is_new: true,
            ..key
        });
        Self {
            viewer: Viewer {
                account: None,
                visitor,
                cookie: visitor,
                address: address.0,
            },
            set_cookie: Some(cookies.set_visitor(&token)),
        }
    }
}

impl Identity {
    /// Lets the account of a session, if there is one, be who it is: its likes and comments are then
    /// the account's own.
    pub(super) fn signed_in(mut self, session: &CurrentSession) -> Self {
        if let Some(session) = &session.0 {
            self.viewer.account = Some(session.signed);
            self.viewer.visitor = Some(session.visitor);
            // An account needs no visitor's cookie besides.
            self.set_cookie = None;
        }
        self
    }
}

/// Hashes a cookie's value; none when it is not of the form that was given out.
fn key_of(token: &str) -> Option<VisitorKey> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    (bytes.len() == 32).then(|| VisitorKey {
        hash: Sha256::digest(token).into(),
        is_new: false,
    })
}
