//! How points in time are written: absolute, in the publication's time zone.

use std::sync::{Arc, PoisonError, RwLock};

use app::model::{Moment, Timestamp};
use jiff::{ToSpan as _, Zoned, civil, tz::TimeZone};

/// Counts the days since 1970 up to a point in time.
pub(crate) fn day_of(at: Timestamp) -> i64 {
    at.0.div_euclid(24 * 60 * 60 * 1_000_000)
}

/// Writes points in time for one publication. All clones change their zone together.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    zone: Arc<RwLock<TimeZone>>,
}

impl Dates {
    /// Writes in a time zone by its IANA name.
    ///
    /// # Errors
    /// When there is no such zone.
    pub(crate) fn in_zone(name: &str) -> Result<Self, jiff::Error> {
        Ok(Self {
            zone: Arc::new(RwLock::new(TimeZone::get(name)?)),
        })
    }

    /// Writes in another time zone from now on.
    ///
    /// # Errors
    /// When there is no such zone; then nothing is changed.
    pub(crate) fn set_zone(&self, name: &str) -> Result<(), jiff::Error> {
        let zone = TimeZone::get(name)?;
        *self.zone.write().unwrap_or_else(PoisonError::into_inner) = zone;
        Ok(())
    }

    fn zone(&self) -> TimeZone {
        let zone = self.zone.read();
        zone.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn zoned(&self, at: Timestamp) -> Zoned {
        jiff::Timestamp::from_microsecond(at.0)
            .unwrap_or_default()
            .to_zoned(self.zone())
    }

    fn moment(&self, at: Timestamp, format: &str) -> Moment {
        let zoned = self.zoned(at);
        Moment {
            at,
            iso: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            label: zoned.strftime(format).to_string(),
        }
    }

    /// Writes a day: `14 November 2024`.
    pub(crate) fn day(&self, at: Timestamp) -> Moment {
        self.moment(at, "%-d %B %Y")
    }

    /// Returns when a year or a month of it begins and ends; none for one that is on no calendar.
    pub(crate) fn period(&self, year: i16, month: Option<i8>) -> Option<(Timestamp, Timestamp)> {
        let first = civil::Date::new(year, month.unwrap_or(1), 1).ok()?;
        let length = if month.is_some() { 1.month() } else { 1.year() };
        let next = first.checked_add(length).ok()?;
        let start = |date: civil::Date| {
            let zoned = date.to_zoned(self.zone()).ok()?;
            Some(Timestamp(zoned.timestamp().as_microsecond()))
        };
        Some((start(first)?, start(next)?))
    }

    /// Returns the year and the month of a point in time.
    pub(crate) fn year_and_month(&self, at: Timestamp) -> (i16, i8) {
        let zoned = self.zoned(at);
        (zoned.year(), zoned.month())
    }

    /// Names a month.
    pub(crate) fn month_name(month: i8) -> &'static str {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let place = usize::try_from(month - 1).unwrap_or(0);
        NAMES.get(place).copied().unwrap_or_default()
    }

    /// Reads a minute as a form's field has it: `2024-11-14T19:02`, or with a space.
    pub(crate) fn read_minute(&self, text: &str) -> Option<Timestamp> {
        let text = text.replacen(' ', "T", 1);
        let minute: civil::DateTime = text.parse().ok()?;
        let zoned = minute.to_zoned(self.zone()).ok()?;
        Some(Timestamp(zoned.timestamp().as_microsecond()))
    }

    /// Reads a day as a form's field has it: `2024-11-14`; its beginning is meant.
    pub(crate) fn read_day(&self, text: &str) -> Option<Timestamp> {
        let day: civil::Date = text.parse().ok()?;
        let zoned = day.to_zoned(self.zone()).ok()?;
        Some(Timestamp(zoned.timestamp().as_microsecond()))
    }

    /// Writes a day as a form's field has it: `2024-11-14`.
    pub(crate) fn field_day(&self, at: Timestamp) -> String {
        self.zoned(at).strftime("%Y-%m-%d").to_string()
    }

    /// Writes a minute as a form's field has it: `2024-11-14T19:02`.
    pub(crate) fn field_minute(&self, at: Timestamp) -> String {
        self.zoned(at).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// Writes a minute: `14 November, 19:02`, with the year where it is not that of `beside`.
    pub(crate) fn minute(&self, at: Timestamp, beside: Timestamp) -> Moment {
        let same_year = self.zoned(at).year() == self.zoned(beside).year();
        self.moment(
            at,
            if same_year {
                "%-d %B, %H:%M"
            } else {
                "%-d %B %Y, %H:%M"
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_the_publications_zone() {
        // 2024-11-14T23:30:00Z, which is the next day in Oslo.
        let at = Timestamp(1_731_627_000_000_000);
        assert_eq!(
            Dates::in_zone("UTC").unwrap().day(at).label,
            "14 November 2024"
        );
        let oslo = Dates::in_zone("Europe/Oslo").unwrap();
        assert_eq!(oslo.day(at).label, "15 November 2024");
        assert_eq!(oslo.day(at).iso, "2024-11-15T00:30:00+01:00");
        assert_eq!(oslo.minute(at, at).label, "15 November, 00:30");
        assert_eq!(
            oslo.minute(at, Timestamp(0)).label,
            "15 November 2024, 00:30"
        );
        assert!(Dates::in_zone("Nowhere/At_all").is_err());
    }

    #[test]
    fn a_month_begins_where_the_publication_is() {
        let oslo = Dates::in_zone("Europe/Oslo").unwrap();
        let (from, until) = oslo.period(2024, Some(11)).unwrap();
        assert_eq!(oslo.day(from).iso, "2024-11-01T00:00:00+01:00");
        assert_eq!(oslo.day(until).iso, "2024-12-01T00:00:00+01:00");
        assert_eq!(oslo.year_and_month(from), (2024, 11));
        assert_eq!(oslo.year_and_month(from.plus_seconds(-1)), (2024, 10));
        let (from, until) = oslo.period(2024, None).unwrap();
        assert_eq!(until.seconds_since(from), 366 * 24 * 60 * 60);
        assert!(oslo.period(2024, Some(13)).is_none() && oslo.period(9999, None).is_none());
    }
}
