//! An export's ways of writing a date, as Unix microseconds.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;

static RFC_2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// Picks the first date that says something: the UTC one, the site's own, the feed's.
///
/// The site's own date has no time zone in the export and is read as UTC.
pub(super) fn first_date(gmt: &str, local: &str, feed: &str) -> Option<i64> {
    sql_date(gmt)
        .or_else(|| sql_date(local))
        .or_else(|| feed_date(feed))
}

/// Reads `2018-11-20 08:00:00` as UTC; `0000-00-00 00:00:00` is no date.
pub(super) fn sql_date(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.starts_with("0000-00-00") {
        return None;
    }
    let date = DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()?;
    Some(
        date.to_zoned(TimeZone::UTC)
            .ok()?
            .timestamp()
            .as_microsecond(),
    )
}

/// Reads `Tue, 20 Nov 2018 08:00:00 +0000`.
fn feed_date(text: &str) -> Option<i64> {
    let zoned = RFC_2822.parse_zoned(text.trim()).ok()?;
    Some(zoned.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: i64 = 1_542_700_800_000_000;

    #[test]
    fn the_utc_date_wins() {
        assert_eq!(
            first_date("2018-11-20 08:00:00", "2001-01-01 00:00:00", ""),
            Some(MOMENT)
        );
    }

    #[test]
    fn zeros_fall_back_to_the_sites_date_and_then_to_the_feeds() {
        let zero = "0000-00-00 00:00:00";
        assert_eq!(first_date(zero, " 2018-11-20 08:00:00 ", ""), Some(MOMENT));
        assert_eq!(
            first_date(zero, zero, "Tue, 20 Nov 2018 10:00:00 +0200"),
            Some(MOMENT)
        );
        assert_eq!(
            first_date(zero, zero, "Mon, 30 Nov -0001 00:00:00 +0000"),
            None
        );
    }

    #[test]
    fn nonsense_is_no_date() {
        assert_eq!(first_date("2018-02-31 08:00:00", "soon", "\0"), None);
    }
}
