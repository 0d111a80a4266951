//! The application's own files, embedded in the executable and compressed when it was built.

use std::{collections::HashMap, sync::Arc};

use app::context::ClientFiles;
use axum::{
    body::Body,
    extract::State,
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY},
    },
    response::{IntoResponse, Response},
};
use rust_embed::Embed;

use super::routes::Shared;

#[derive(Embed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct SiteFiles;

/// The desk's chunk, which `scripts/desk.sh` builds.
#[derive(Embed)]
#[folder = "../target/desk/pkg"]
#[prefix = "pkg/"]
#[allow_missing = true]
struct DeskFiles;

/// Which files there are.
pub(super) struct Assets {
    /// Every file with whether there is a brotli and a gzip form of it.
    files: HashMap<String, (bool, bool)>,
}

impl Assets {
    /// Lists the embedded files.
    pub(super) fn load() -> Self {
        let all: std::collections::HashSet<String> = SiteFiles::iter()
            .chain(DeskFiles::iter())
            .map(std::borrow::Cow::into_owned)
            .collect();
        let files = all
            .iter()
            .filter(|name| !is_compressed(name))
            .map(|name| {
                let has = |ending: &str| all.contains(&format!("{name}.{ending}"));
                (name.clone(), (has("br"), has("gz")))
            })
            .collect();
        Self { files }
    }

    /// Finds the files of the browser's half, whose names have a digest in them.
    pub(super) fn client_files(&self) -> Option<ClientFiles> {
        let find = |start: &str, ending: &str| {
            let named = |name: &&String| name.starts_with(start) && self::ending(name) == ending;
            self.files.keys().find(named).map(|name| format!("/{name}"))
        };
        let of_pages = |ending| find("pkg/foyer.", ending);
        let (js, wasm, css) = (of_pages("js")?, of_pages("wasm")?, of_pages("css")?);
        // The page is read before it is woken up: the module starts when the browser is idle.
        let start = format!(
            "const h=()=>import({js:?}).then(m=>m.default({{module_or_path:{wasm:?}}})\
             .then(()=>m.hydrate()));\
             window.requestIdleCallback?requestIdleCallback(h,{{timeout:2000}}):setTimeout(h,1)"
        );
        Some(ClientFiles {
            js: js.into(),
            wasm: wasm.into(),
            css: css.into(),
            start: Arc::from(start),
            // A build without the desk's chunk has the editor as a plain form.
            desk: find("pkg/desk.", "js").map(Arc::from),
        })
    }
}

/// Returns what stands behind the last dot of a name.
fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn is_compressed(name: &str) -> bool {
    matches!(ending(name), "br" | "gz")
}

/// Sends a file in the best form the browser takes; what is not there is a hard 404.
pub(super) async fn send(State(shared): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let name = uri.path().trim_start_matches('/');
    let Some(&(has_brotli, has_gzip)) = shared.assets.files.get(name) else {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    };
    let accepts = |encoding| accepts(&headers, encoding);
    // A font is compressed in itself.
    let gains = ending(name) != "woff2";
    let (form, encoding) = if gains && has_brotli && accepts("br") {
        (".br", Some("br"))
    } else if gains && has_gzip && accepts("gzip") {
        (".gz", Some("gzip"))
    } else {
        ("", None)
    };
    let named = format!("{name}{form}");
    let Some(file) = SiteFiles::get(&named).or_else(|| DeskFiles::get(&named)) else {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    };
    let mut answer = Body::from(file.data.into_owned()).into_response();
    let out = answer.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    // Names under /pkg have a digest in them, and fonts are never changed under their names.
    let keeps = if name.starts_with("pkg/") || name.starts_with("fonts/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=86400"
    };
    out.insert(CACHE_CONTROL, HeaderValue::from_static(keeps));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    answer
}

/// Says whether a browser takes an encoding.
pub(super) fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| {
            let (name, weight) = item.split_once(';').unwrap_or((item, ""));
            let is_refused = weight.trim().trim_start_matches("q=").parse() == Ok(0.0);
            name.trim().eq_ignore_ascii_case(encoding) && !is_refused
        })
}

fn content_type(name: &str) -> &'static str {
    match ending(name) {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
