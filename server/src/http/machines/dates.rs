//! Dates as feeds and headers write them, and the validator that is a date.

use app::model::Timestamp;
use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_ENCODING, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED},
    },
    response::Response,
};

/// Writes a time as Atom and the sitemap have it: `2024-11-14T18:30:00Z`.
pub(super) fn rfc3339(at: Timestamp) -> String {
    seconds(at).to_string()
}

/// Writes a time as RSS has it: `Thu, 14 Nov 2024 18:30:00 +0000`.
pub(super) fn rfc2822(at: Timestamp) -> String {
    seconds(at)
        .strftime("%a, %d %b %Y %H:%M:%S +0000")
        .to_string()
}

fn http_date(at: Timestamp) -> String {
    seconds(at)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

fn seconds(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_second(at.0.div_euclid(1_000_000)).unwrap_or_default()
}

/// Says when a document was made, and answers with "not modified" one who knows it by that alone.
///
/// A date tells seconds apart and no less. So it is given out only from the second after: whoever has
/// it cannot have got a document that another one of the same second has replaced.
pub(super) fn note(
    answer: &mut Response,
    asked: &HeaderMap,
    made: Option<Timestamp>,
    now: Timestamp,
) {
    let Some(made) = made.filter(|made| now.0.div_euclid(1_000_000) > made.0.div_euclid(1_000_000))
    else {
        return;
    };
    let is_known = !asked.contains_key(IF_NONE_MATCH)
        && asked
            .get(IF_MODIFIED_SINCE)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| {
                jiff::fmt::rfc2822::DateTimeParser::new()
                    .parse_timestamp(text)
                    .ok()
            })
            .is_some_and(|since| since >= seconds(made));
    if is_known && answer.status() == StatusCode::OK {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        *answer.body_mut() = Body::empty();
        answer.headers_mut().remove(CONTENT_ENCODING);
    }
    if let Ok(date) = HeaderValue::from_str(&http_date(made)) {
        answer.headers_mut().insert(LAST_MODIFIED, date);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_three_ways() {
        let at = Timestamp(1_731_609_000_900_000);
        assert_eq!(rfc3339(at), "2024-11-14T18:30:00Z");
        assert_eq!(rfc2822(at), "Thu, 14 Nov 2024 18:30:00 +0000");
        assert_eq!(http_date(at), "Thu, 14 Nov 2024 18:30:00 GMT");
    }
}
