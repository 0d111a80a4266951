//! The route table: every address with what it may take, and the router built from it.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Method, StatusCode},
    middleware::from_fn_with_state,
    routing::{MethodRouter, any, get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use super::{
    address, api,
    assets::{self, Assets},
    csrf, events, fallback, forms, gates, headers, machines, media, pages,
    render::Renderer,
    session, theme, upload,
};
use crate::{live::Hub, site::Site};

/// What kind of answer an address gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteKind {
    /// A page of the application, to which its forms are posted as well.
    Page,
    /// A server function that reads.
    Read,
    /// A server function that writes.
    Write,
    /// A file of the application.
    Asset,
    /// A picture.
    Media,
    /// Where pictures are sent in.
    Upload,
    /// A stream of events.
    Stream,
    /// Something that programs read: a feed, the sitemap, a card.
    Machine,
    /// The way to a comment's place.
    Permalink,
    /// A sign of life.
    Health,
}

/// A row of the route table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteSpec {
    /// The path, in the router's own notation.
    pub path: String,
    /// What it answers with.
    pub kind: RouteKind,
    /// The most a request's body may have, in bytes.
    pub body_limit: usize,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// What a body may have unless a form is posted, in bytes.
const SMALL: usize = 16 * 1024;
/// What a posted form may have, in bytes. A comment's own limit is lower; the room above it is
/// there so that a refused text can be given back.
const FORM: usize = 256 * 1024;
/// What a form of the desk may have: a review's own limit three times over, since a browser sends
/// letters beyond ASCII as three characters for each byte, and twice that where both texts of a
/// conflict come back.
const DESK: usize = 4 * 1024 * 1024;
/// What a form with a picture may have, in bytes. The picture's own limit is lower; what is above it is read
/// and thrown away, so that the browser gets to show why.
const UPLOAD: usize = 64 * 1024 * 1024;
/// How long a picture may be on its way, over a slow line.
const UPLOAD_TIME: Duration = Duration::from_mins(5);

impl RouteSpec {
    fn new(path: impl Into<String>, kind: RouteKind) -> Self {
        let path = path.into();
        let is_desk = path.starts_with("/desk") || path.starts_with("/api/desk/");
        let body_limit = match kind {
            RouteKind::Page | RouteKind::Write if is_desk => DESK,
            RouteKind::Page | RouteKind::Write => FORM,
            RouteKind::Upload => UPLOAD,
            _ => SMALL,
        };
        let timeout = match kind {
            RouteKind::Upload => UPLOAD_TIME,
            _ => Duration::from_secs(10),
        };
        Self {
            path,
            kind,
            body_limit,
            timeout,
        }
    }

    /// Lists the methods the address takes.
    pub fn methods(&self) -> Vec<Method> {
        match self.kind {
            RouteKind::Page | RouteKind::Upload => vec![Method::GET, Method::HEAD, Method::POST],
            RouteKind::Write => vec![Method::POST],
            _ => vec![Method::GET, Method::HEAD],
        }
    }
}

/// Lists every route: the application's pages, its server functions, and the server's own.
pub fn route_table() -> Vec<RouteSpec> {
    let pages = leptos_axum::generate_route_list(app::App);
    let mut table: Vec<RouteSpec> = pages
        .iter()
        .map(|route| RouteSpec::new(route.path(), RouteKind::Page))
        .collect();
    let mut functions: Vec<RouteSpec> = server_fn::axum::server_fn_paths()
        .map(|(path, method)| {
            let kind = if method == Method::GET {
                RouteKind::Read
            } else {
                RouteKind::Write
            };
            RouteSpec::new(path, kind)
        })
        .collect();
    functions.sort_by(|a, b| a.path.cmp(&b.path));
    table.append(&mut functions);
    table.extend([
        RouteSpec::new("/pkg/{*file}", RouteKind::Asset),
        RouteSpec::new("/fonts/{*file}", RouteKind::Asset),
        RouteSpec::new("/favicon.svg", RouteKind::Asset),
        RouteSpec::new("/desk.css", RouteKind::Asset),
        RouteSpec::new(theme::PATH, RouteKind::Asset),
        RouteSpec::new("/media/{hash}/{file}", RouteKind::Media),
        RouteSpec::new(upload::PATH, RouteKind::Upload),
        RouteSpec::new("/reviews/{slug}/events", RouteKind::Stream),
        RouteSpec::new("/comments/{id}", RouteKind::Permalink),
        RouteSpec::new("/healthz", RouteKind::Health),
        RouteSpec::new("/readyz", RouteKind::Health),
    ]);
    table.extend(machines::PATHS.map(|path| RouteSpec::new(path, RouteKind::Machine)));
    table
}

/// What the handlers share.
#[derive(Clone)]
pub(super) struct Shared {
    /// Renders pages.
    pub(super) renderer: Arc<Renderer>,
    /// The application's files.
    pub(super) assets: Arc<Assets>,
    /// Whose address a request comes from.
    pub(super) addresses: Arc<address::Addresses>,
    /// The folder of pictures.
    pub(super) media: Arc<std::path::Path>,
    /// The site's own address.
    pub(super) origin: Arc<str>,
    /// The open streams.
    pub(super) hub: Arc<Hub>,
    /// The build of the browser's half.
    pub(super) build: Arc<str>,
    /// The site.
    pub(super) core: Arc<crate::service::Core>,
}

/// Builds the router of a site: each route of the table with its layers, and around all of them
/// those that no answer may lack.
pub(crate) fn router(site: &Site) -> Router {
    let assets = Arc::new(Assets::load());
    let files = assets.client_files();
    let shared = Shared {
        renderer: Arc::new(Renderer::new(site, files.clone())),
        assets,
        addresses: Arc::new(address::Addresses::new(
            site.options.trusted_proxies.clone(),
        )),
        media: site.options.data.join("media").into(),
        origin: site.options.origin.as_str().into(),
        hub: site.hub.clone(),
        build: files
            .as_ref()
            .map_or_else(Arc::default, app::context::ClientFiles::build),
        core: site.core.clone(),
    };
    let mut router = Router::new();
    for spec in route_table() {
        // A route without a row in the table of gates is not served; a test sees that none is.
        let Some(act) = gates::act_of(&spec.path) else {
            tracing::error!(path = spec.path, "a route has no row in the table of gates");
            continue;
        };
        let is_page = matches!(spec.kind, RouteKind::Page | RouteKind::Upload);
        let handler = handler(&spec).route_layer(from_fn_with_state(
            gates::Gate { act, is_page },
            session::guard,
        ));
        router = router.route(&spec.path, with_layers(handler, &spec));
    }
    let unknown = RouteSpec::new("/", RouteKind::Asset);
    router
        .fallback_service(with_layers(any(fallback::unknown), &unknown).with_state(shared.clone()))
        .layer(from_fn_with_state(shared.clone(), session::note_session))
        .layer(from_fn_with_state(shared.clone(), csrf::refuse_cross_site))
        .layer(from_fn_with_state(
            shared.clone(),
            address::note_client_address,
        ))
        .layer(from_fn_with_state(shared.clone(), headers::set_headers))
        .layer(CatchPanicLayer::custom(headers::panicked))
        .layer(from_fn_with_state(shared.clone(), headers::set_headers))
        .with_state(shared)
}

fn handler(spec: &RouteSpec) -> MethodRouter<Shared> {
    match spec.kind {
        RouteKind::Page => get(pages::show).post(forms::submit),
        RouteKind::Read => get(api::call),
        RouteKind::Write => post(api::call),
        RouteKind::Asset if spec.path == theme::PATH => get(theme::send),
        RouteKind::Asset => get(assets::send),
        RouteKind::Media => get(media::send),
        RouteKind::Upload => get(upload::to_library).post(upload::take),
        RouteKind::Stream => get(events::stream),
        RouteKind::Machine => get(machines::send),
        RouteKind::Permalink => get(pages::permalink),
        RouteKind::Health if spec.path == "/readyz" => get(fallback::ready),
        RouteKind::Health => get(fallback::alive),
    }
}

fn with_layers(handler: MethodRouter<Shared>, spec: &RouteSpec) -> MethodRouter<Shared> {
    handler
        .layer::<_, Infallible>(DefaultBodyLimit::disable())
        .layer::<_, Infallible>(RequestBodyLimitLayer::new(spec.body_limit))
        .layer::<_, Infallible>(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            spec.timeout,
        ))
}
