//! Who is signed in: the session behind a request's cookie, and the cookies that follow from an act.

use std::sync::Arc;

use app::context::{BrowserName, SessionSlot, SessionTurn};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{SET_COOKIE, USER_AGENT},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{
    cookies::Cookies,
    gates::{self, Gate},
    headers::refusal,
    pages::redirect,
    routes::Shared,
};
use crate::service::accounts::{self, Session};

/// The session of a request; none when nobody is signed in.
#[derive(Clone, Debug, Default)]
pub(super) struct CurrentSession(pub(super) Option<Arc<Session>>);

/// Notes the session on a request whose cookie names one that has not ended.
pub(super) async fn note_session(
    State(shared): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let cookies = shared.renderer.cookies;
    let session = match cookies.session(request.headers()) {
        Some(word) => match accounts::find_session(&shared.core, word).await {
            Ok(session) => session.map(Arc::new),
            // Who it is cannot be known now, and taking them for nobody would be wrong.
            Err(error) => return refusal(&error),
        },
        None => None,
    };
    request.extensions_mut().insert(CurrentSession(session));
    next.run(request).await
}

/// Stands before a route: whoever may do nothing behind it is led to the sign-in, or refused. What is
/// posted to a page goes on, so that nothing typed is lost; the use case itself refuses it.
pub(super) async fn guard(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let is_page = gate.is_page;
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_page && !is_read {
        return next.run(request).await;
    }
    let session = request.extensions().get::<CurrentSession>();
    let signed = session.and_then(|session| session.0.as_ref().map(|session| session.signed));
    match gates::pass(gate.act, signed) {
        Ok(()) => next.run(request).await,
        Err(app::AppError::SignInRequired) if is_page => {
            let here = request
                .uri()
                .path_and_query()
                .map_or("/", |full| full.as_str());
            let next = app::model::query_value(here);
            redirect(
                axum::http::StatusCode::SEE_OTHER,
                &format!("/sign-in?next={next}"),
            )
        }
        Err(error) => refusal(&error),
    }
    .into_response()
}

/// Returns the browser that asks, by family and system.
pub(super) fn browser_of(headers: &HeaderMap) -> BrowserName {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    BrowserName(accounts::browser_name(agent.unwrap_or_default()))
}

/// Sets the cookies of what an act did to the session.
pub(super) fn set_cookies(headers: &mut HeaderMap, slot: &SessionSlot, cookies: Cookies) {
    let set = match slot.take() {
        None => return,
        Some(SessionTurn::Begun(session)) => {
            cookies.set_session(&session.token, session.is_lasting)
        }
        Some(SessionTurn::Ended) => {
            // What is typed and not sent stays in the browser; pages made for the account do not.
            headers.insert(
                HeaderName::from_static("clear-site-data"),
                HeaderValue::from_static("\"cache\""),
            );
            cookies.clear_session()
        }
    };
    for cookie in set {
        headers.append(SET_COOKIE, cookie);
    }
}
