//! Pictures that are sent in: a form in several parts, read part by part and never into memory.
//!
//! A browser that posts the form itself is led on by 303, or gets the library with why its picture was
//! refused. The desk's own script asks for JSON and gets the picture.

use app::{
    AppError,
    context::RefusedForm,
    error::{DeskField, Field, Problem},
    model::{MediaId, StillFilter, StillForm, StillTarget, Viewer, query_value},
};
use axum::{
    Extension,
    extract::{FromRequest as _, Multipart, OriginalUri, Request, State, multipart},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{ACCEPT, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use super::{
    address::ClientAddress,
    headers::{add_retry_after, refusal},
    identity::Identity,
    pages::{own, redirect},
    render::Occasion,
    routes::Shared,
    session::CurrentSession,
};
use crate::service::stills::{self, NewStill, Upload};

/// Where pictures are sent to.
pub(super) const PATH: &str = "/desk/stills/upload";
/// What a field besides the picture may have, in bytes.
const LARGEST_FIELD: usize = 16 * 1024;

/// Leads whoever opens the address to the library.
pub(super) async fn to_library() -> Response {
    redirect(StatusCode::SEE_OTHER, "/desk/stills")
}

/// Takes a picture.
pub(super) async fn take(
    State(shared): State<Shared>,
    OriginalUri(uri): OriginalUri,
    Extension(address): Extension<ClientAddress>,
    Extension(session): Extension<CurrentSession>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let wants_json = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"));
    let renderer = &shared.renderer;
    let identity = Identity::of_reader(renderer.cookies, headers, address).signed_in(&session);
    let viewer = identity.viewer;
    let target = target(&uri);
    let mut typed = Typed::default();
    // Who may not send anything in is told so before they have.
    let outcome = match stills::refuse(&shared.core, &viewer).await {
        Ok(()) => Box::pin(receive(&shared, request, &viewer, &mut typed)).await,
        Err(error) => Err(error),
    };
    let outcome = match (outcome, &target) {
        (Ok(still), Some(target)) => {
            let stills = &renderer.backend.stills;
            let chosen = stills.choose(target.clone(), Some(still), viewer);
            chosen.await.map(|()| still)
        }
        (outcome, _) => outcome,
    };
    let library = StillFilter {
        target: target.as_ref().map(StillTarget::key).unwrap_or_default(),
        ..StillFilter::default()
    };
    match outcome {
        Ok(still) if wants_json => data(&shared, still, viewer).await,
        Ok(still) => {
            let here = format!("/desk/stills/{still}?done=sent");
            let place = target.map_or(here, |target| target.path(true));
            redirect(StatusCode::SEE_OTHER, &place)
        }
        Err(error) if wants_json => refusal(&error),
        Err(AppError::SignInRequired) => {
            let next = query_value(&library.path());
            redirect(StatusCode::SEE_OTHER, &format!("/sign-in?next={next}"))
        }
        Err(error) => {
            let occasion = Occasion {
                viewer: Some(viewer),
                card: session.0.as_ref().map(|session| session.card.clone()),
                refused: Some(typed.refused(error.clone())),
                grant: None,
            };
            let mut page = renderer.render(&library.path(), occasion).await;
            page.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
            let mut answer = own(page);
            add_retry_after(answer.headers_mut(), &error);
            answer
        }
    }
}

/// Returns what the picture is for, by the form's address.
fn target(uri: &Uri) -> Option<StillTarget> {
    let query = uri.query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "for")
        .and_then(|(_, key)| StillTarget::from_key(&key))
}

/// What was typed beside the picture.
#[derive(Default)]
struct Typed {
    alt: String,
    credit: String,
}

impl Typed {
    fn refused(self, error: AppError) -> RefusedForm {
        RefusedForm {
            form: "upload-still".to_owned(),
            more: vec![
                ("alt".to_owned(), self.alt),
                ("credit".to_owned(), self.credit),
            ],
            error: Some(error),
            ..RefusedForm::default()
        }
    }
}

/// Reads the form to its end, also when the picture is refused on the way: a browser that is answered before
/// it has sent everything shows no answer at all. The layer around the route bounds how much that is.
async fn receive(
    shared: &Shared,
    request: Request,
    viewer: &Viewer,
    typed: &mut Typed,
) -> Result<MediaId, AppError> {
    let no_form = |_| AppError::Invalid(Vec::new());
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(no_form)?;
    let mut taken: Option<Result<Upload, AppError>> = None;
    let mut name = String::new();
    while let Some(mut field) = form.next_field().await.map_err(cut)? {
        match field.name() {
            Some("file") if taken.is_none() => {
                field.file_name().unwrap_or_default().clone_into(&mut name);
                let mut upload = stills::begin(&shared.core, viewer);
                while let Some(bytes) = field.chunk().await.map_err(cut)? {
                    if let Ok(incoming) = &mut upload
                        && let Err(error) = incoming.take(&bytes).await
                    {
                        upload = Err(error);
                    }
                }
                taken = Some(upload);
            }
            Some("alt") => typed.alt = text(field).await?,
            Some("credit") => typed.credit = text(field).await?,
            _ => while field.chunk().await.map_err(cut)?.is_some() {},
        }
    }
    let empty = AppError::field(Field::Desk(DeskField::Picture), Problem::Empty);
    let new = NewStill {
        // Some browsers once sent the whole path; only its end is a name.
        name: name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned(),
        form: StillForm {
            alt: typed.alt.clone(),
            credit: typed.credit.clone(),
            ..StillForm::default()
        },
    };
    taken.ok_or(empty)??.finish(&shared.core, new).await
}

/// Reads a field of text; what is longer than any is cut, which the checks of the text then refuse.
async fn text(mut field: multipart::Field<'_>) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(cut)? {
        let room = LARGEST_FIELD.saturating_sub(bytes.len()).min(chunk.len());
        bytes.extend_from_slice(&chunk[..room]);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Says why the form could not be read to its end.
fn cut(error: multipart::MultipartError) -> AppError {
    let problem = match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLong,
        _ => Problem::CutShort,
    };
    AppError::field(Field::Desk(DeskField::Picture), problem)
}

/// Answers the desk's own script with the picture.
async fn data(shared: &Shared, still: MediaId, viewer: Viewer) -> Response {
    match shared.renderer.backend.stills.open(still, viewer).await {
        Ok(page) => {
            let kind = HeaderValue::from_static("application/json; charset=utf-8");
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, kind);
            let text = serde_json::to_string(&page).unwrap_or_default();
            (headers, text).into_response()
        }
        Err(error) => refusal(&error),
    }
}
