//! Forms posted to their own page: the same server function for everybody, answered as the browser
//! needs it.
//!
//! A browser that posts the form itself is led on by 303, or gets the page again with what it typed
//! and why that was refused. The page's own script asks for JSON and gets the outcome.

mod accounts;
mod desk;
mod fields;
mod people;
mod stills;

use app::{
    AppError,
    context::{BrowserName, RefusedForm, SessionSlot, SessionTurn},
    model::{CommentEdit, CommentId, FilmId, NewComment, ReviewId, Slug, ThreadQuery},
    server_fns,
};
use axum::{
    Extension,
    extract::{OriginalUri, Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{ACCEPT, CONTENT_TYPE, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};
use leptos::{
    prelude::{Owner, provide_context},
    reactive::computed::ScopedFuture,
};

use super::{
    address::ClientAddress,
    headers::{add_retry_after, refusal},
    identity::Identity,
    pages::{own, redirect},
    render::{Occasion, Renderer},
    routes::Shared,
    session::{CurrentSession, browser_of, set_cookies},
};
use crate::service::accounts::find_session;
use accounts::AccountForm;
use desk::DeskForm;
use fields::{Fields, read};
use people::PeopleForm;
use stills::LibraryForm;

/// What a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Submission {
    Post(NewComment),
    Edit(CommentEdit),
    Delete(CommentId),
    LikeReview(ReviewId),
    UnlikeReview(ReviewId),
    LikeComment(CommentId),
    UnlikeComment(CommentId),
    Account(AccountForm),
    Desk(DeskForm),
    People(PeopleForm),
    Library(LibraryForm),
    RateFilm(FilmId, i32),
    UnrateFilm(FilmId),
}

/// What came of it.
struct Done {
    /// The outcome as data.
    json: serde_json::Value,
    /// Where the browser goes from here.
    place: Place,
}

impl Done {
    fn new(value: &impl serde::Serialize, place: Place) -> Self {
        Self {
            json: serde_json::to_value(value).unwrap_or_default(),
            place,
        }
    }
}

enum Place {
    /// To a path of this site.
    Path(String),
    /// Nowhere: the page is shown again with what was typed before one signed in.
    Resumed,
    /// To a comment, wherever it stands.
    Comment(CommentId),
    /// To a review with a password, with what the browser reads it with.
    Unlocked(Slug, String),
    /// To an anchor on the page it came from.
    Here(String),
}

/// Takes a posted form.
pub(super) async fn submit(
    State(shared): State<Shared>,
    OriginalUri(uri): OriginalUri,
    Extension(address): Extension<ClientAddress>,
    Extension(session): Extension<CurrentSession>,
    request: Request,
) -> Response {
    let renderer = &shared.renderer;
    let (parts, body) = request.into_parts();
    let headers = parts.headers;
    let Some(fields) = read(&headers, body).await else {
        return (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A form is sent URL-encoded.\n",
        )
            .into_response();
    };
    let page = uri.path_and_query().map_or("/", |full| full.as_str());
    let identity = Identity::of_actor(renderer.cookies, &headers, address, &*renderer.entropy)
        .signed_in(&session);
    let actor = Actor {
        identity,
        session,
        browser: browser_of(&headers),
        slot: SessionSlot::default(),
    };
    let wants_json = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"));
    let outcome = match fields.submission() {
        _ if fields.wants_sign_in() => Err(AppError::SignInRequired),
        Some(submission) => run(renderer, &actor, submission).await,
        None => Err(AppError::Invalid(Vec::new())),
    };
    let is_done = outcome.is_ok();
    let mut answer = if wants_json {
        data(outcome)
    } else {
        document(&shared, page, &actor, outcome, &fields).await
    };
    let headers = answer.headers_mut();
    set_cookies(headers, &actor.slot, renderer.cookies);
    if !wants_json {
        headers.append(SET_COOKIE, renderer.cookies.set_plain());
    }
    if let Some(cookie) = actor.identity.set_cookie.filter(|_| is_done) {
        headers.append(SET_COOKIE, cookie);
    }
    answer
}

/// Whoever posts a form.
struct Actor {
    identity: Identity,
    session: CurrentSession,
    browser: BrowserName,
    /// What the form does to the session.
    slot: SessionSlot,
}

impl Actor {
    /// Returns for whom a page is rendered after the form.
    fn occasion(&self, refused: Option<RefusedForm>) -> Occasion {
        Occasion {
            viewer: Some(self.identity.viewer),
            card: self.session.0.as_ref().map(|session| session.card.clone()),
            refused,
            grant: None,
        }
    }
}

/// Runs the server function that a form asks for.
async fn run(renderer: &Renderer, actor: &Actor, submission: Submission) -> Result<Done, AppError> {
    let owner = Owner::new();
    let (backend, viewer) = (renderer.backend.clone(), actor.identity.viewer);
    let (browser, slot) = (actor.browser.clone(), actor.slot.clone());
    let call = owner.with(|| {
        provide_context(backend);
        provide_context(viewer);
        provide_context(browser);
        provide_context(slot);
        ScopedFuture::new(call(submission))
    });
    let done = call.await;
    owner.unset();
    done
}

async fn call(submission: Submission) -> Result<Done, AppError> {
    let done = |value: serde_json::Result<serde_json::Value>, place| Done {
        json: value.unwrap_or_default(),
        place,
    };
    let to_comment = |id: CommentId| Place::Here(format!("#comment-{id}"));
    Ok(match submission {
        Submission::Post(new) => {
            let comment = server_fns::post_comment(new).await?;
            let place = Place::Comment(comment.id);
            done(serde_json::to_value(comment), place)
        }
        Submission::Edit(edit) => {
            let comment = server_fns::edit_comment(edit).await?;
            let place = to_comment(comment.id);
            done(serde_json::to_value(comment), place)
        }
        Submission::Delete(id) => {
            server_fns::delete_comment(id).await?;
            done(
                serde_json::to_value(id),
                Place::Here("#comments".to_owned()),
            )
        }
        Submission::LikeReview(id) => {
            let state = server_fns::like_review(id).await?;
            done(
                serde_json::to_value(state),
                Place::Here("#likes".to_owned()),
            )
        }
        Submission::UnlikeReview(id) => {
            let state = server_fns::unlike_review(id).await?;
            done(
                serde_json::to_value(state),
                Place::Here("#likes".to_owned()),
            )
        }
        Submission::LikeComment(id) => done(
            serde_json::to_value(server_fns::like_comment(id).await?),
            to_comment(id),
        ),
        Submission::RateFilm(film, halves) => done(
            serde_json::to_value(server_fns::rate_film(film, halves).await?),
            Place::Here("#readers".to_owned()),
        ),
        Submission::UnrateFilm(film) => done(
            serde_json::to_value(server_fns::unrate_film(film).await?),
            Place::Here("#readers".to_owned()),
        ),
        Submission::UnlikeComment(id) => done(
            serde_json::to_value(server_fns::unlike_comment(id).await?),
            to_comment(id),
        ),
        Submission::Account(form) => form.call().await?,
        Submission::Desk(form) => form.call().await?,
        Submission::People(form) => form.call().await?,
        Submission::Library(form) => form.call().await?,
    })
}

/// Answers the page's own script.
fn data(outcome: Result<Done, AppError>) -> Response {
    match outcome {
        Ok(done) => (
            [(
                CONTENT_TYPE,
                HeaderValue::from_static("application/json; charset=utf-8"),
            )],
            done.json.to_string(),
        )
            .into_response(),
        Err(error) => refusal(&error),
    }
}

/// Answers a browser that posted the form itself.
async fn document(
    shared: &Shared,
    page: &str,
    actor: &Actor,
    outcome: Result<Done, AppError>,
    fields: &Fields,
) -> Response {
    let renderer = &shared.renderer;
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let error = match outcome {
        Ok(done) => {
            let here = ThreadQuery::parse(query).without_focus().to_query();
            let place = match done.place {
                Place::Path(path) => path,
                Place::Unlocked(slug, grant) => {
                    let path = format!("/reviews/{slug}/locked");
                    let mut answer = redirect(StatusCode::SEE_OTHER, &path);
                    let cookie = renderer.cookies.set_grant(&slug, &grant);
                    answer.headers_mut().append(SET_COOKIE, cookie);
                    return answer;
                }
                Place::Resumed => return resume(shared, page, actor, fields).await,
                Place::Here(anchor) => format!("{path}{here}{anchor}"),
                Place::Comment(id) => match renderer.backend.comments.place(id).await {
                    Ok(place) => place,
                    Err(_) => format!("{path}{here}#comments"),
                },
            };
            return redirect(StatusCode::SEE_OTHER, &place);
        }
        Err(error) => error,
    };
    let refused = match error {
        AppError::SignInRequired => fields.kept_for_sign_in(page),
        AppError::CodeRequired { ref ticket } => fields.asked_for_code(ticket),
        _ => fields.refused(Some(error.clone())),
    };
    let mut again = renderer.render(page, actor.occasion(Some(refused))).await;
    if again.status == StatusCode::OK && !fields.wants_sign_in() {
        again.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
    }
    let mut answer = own(again);
    add_retry_after(answer.headers_mut(), &error);
    answer
}

/// Shows the page again, now for the account that has just signed in, with everything that was typed
/// before: nothing of it was sent yet.
async fn resume(shared: &Shared, page: &str, actor: &Actor, fields: &Fields) -> Response {
    let mut occasion = actor.occasion(Some(fields.resumed()));
    if let Some(SessionTurn::Begun(begun)) = actor.slot.peek()
        && let Ok(Some(session)) = find_session(&shared.core, &begun.token).await
    {
        let mut viewer = actor.identity.viewer;
        viewer.account = Some(session.signed);
        viewer.visitor = Some(session.visitor);
        occasion.viewer = Some(viewer);
        occasion.card = Some(session.card.clone());
    }
    own(shared.renderer.render(page, occasion).await)
}
