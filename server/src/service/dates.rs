//! How points in time are written: absolute, in the publication's time zone.

use app::model::{Moment, Timestamp};
use jiff::{Zoned, tz::TimeZone};

/// Writes points in time for one publication.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    zone: TimeZone,
}

impl Dates {
    /// Writes in a time zone by its IANA name.
    ///
    /// # Errors
    /// When there is no such zone.
    pub(crate) fn in_zone(name: &str) -> Result<Self, jiff::Error> {
        Ok(Self {
            zone: TimeZone::get(name)?,
        })
    }

    fn zoned(&self, at: Timestamp) -> Zoned {
        jiff::Timestamp::from_microsecond(at.0)
            .unwrap_or_default()
            .to_zoned(self.zone.clone())
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
}
