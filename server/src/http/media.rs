//! Pictures from the data folder.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use super::routes::Shared;

/// Sends a picture by its digest and width. Its content is named by the digest, so a browser keeps
/// it for good; opened by itself it can do nothing.
pub(super) async fn send(
    State(shared): State<Shared>,
    Path((hash, file)): Path<(String, String)>,
) -> Response {
    let missing = || (StatusCode::NOT_FOUND, "There is no such picture.\n").into_response();
    let Some(content_type) = check(&hash, &file) else {
        return missing();
    };
    let path = shared.media.join(&hash).join(&file);
    let Ok(bytes) = tokio::fs::read(path).await else {
        return missing();
    };
    let mut answer = Body::from(bytes).into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
    );
    answer
}

/// Checks that a digest and a file name are ones that Foyer gives out; returns the file's type.
fn check(hash: &str, file: &str) -> Option<&'static str> {
    let is_hash = hash.len() == 64
        && hash
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let (width, ending) = file.split_once('.')?;
    let is_width = (1..=5).contains(&width.len()) && width.bytes().all(|b| b.is_ascii_digit());
    let content_type = match ending {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    (is_hash && is_width).then_some(content_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_foyer_gives_out_are_looked_for() {
        let hash = "0".repeat(64);
        assert_eq!(check(&hash, "1280.jpg"), Some("image/jpeg"));
        for (hash, file) in [
            (hash.as_str(), "..jpg"),
            (&hash, "1280.html"),
            (&hash, "1280.jpg.html"),
            (&hash, "../secret"),
            ("../..", "1280.jpg"),
            (&"G".repeat(64), "1280.jpg"),
        ] {
            assert_eq!(check(hash, file), None, "{hash}/{file}");
        }
    }
}
