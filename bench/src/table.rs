//! Rows with what they must reach and what they aim at, as a table and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

/// How far a figure may go.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Bound {
    /// No less than this.
    AtLeast(f64),
    /// No more than this.
    AtMost(f64),
}

impl Bound {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    fn show(self, unit: &str) -> String {
        let (sign, bound) = match self {
            Self::AtLeast(least) => ('≥', least),
            Self::AtMost(most) => ('≤', most),
        };
        format!("{sign} {}", with_unit(bound, unit))
    }
}

/// What a figure comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// It reaches what is aimed at.
    Reaches,
    /// It passes, and falls short of the aim.
    Passes,
    /// It falls short of what it must be.
    FallsShort,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// Foyer's own figure with its unit, where the result is a ratio.
    pub(crate) foyer: Option<String>,
    /// The reference's figure with its unit.
    pub(crate) reference: Option<String>,
    /// What is judged: a ratio to the reference, or a figure.
    pub(crate) result: f64,
    /// The result's unit; `×` for a ratio.
    pub(crate) unit: &'static str,
    /// What it must be.
    pub(crate) must: Bound,
    /// What it aims at.
    pub(crate) aim: Bound,
    /// What it comes to.
    pub(crate) verdict: Verdict,
}

impl Row {
    /// Makes a row whose result is a figure.
    pub(crate) fn figure(
        what: impl Into<String>,
        (result, unit): (f64, &'static str),
        must: Bound,
        aim: Bound,
    ) -> Self {
        // What is not a number holds to no bound.
        let verdict = match (must.holds(result), aim.holds(result)) {
            (false, _) => Verdict::FallsShort,
            (true, false) => Verdict::Passes,
            (true, true) => Verdict::Reaches,
        };
        Self {
            what: what.into(),
            foyer: None,
            reference: None,
            result,
            unit,
            must,
            aim,
            verdict,
        }
    }

    /// Makes a row whose result is a ratio of two figures with a unit.
    pub(crate) fn ratio(
        what: impl Into<String>,
        pairs: &crate::stats::Pairs,
        unit: &'static str,
        must: Bound,
        aim: Bound,
    ) -> Self {
        Self {
            foyer: Some(with_unit(pairs.foyer(), unit)),
            reference: Some(with_unit(pairs.reference(), unit)),
            ..Self::figure(what, (pairs.ratio(), "×"), must, aim)
        }
    }
}

/// Writes a figure with as many digits as it is worth, and its unit.
pub(crate) fn with_unit(value: f64, unit: &str) -> String {
    let number = match value.abs() {
        size if !size.is_finite() => "?".to_owned(),
        size if size >= 100.0 => grouped(value),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    };
    // Whole numbers need no point.
    let number = match number.split_once('.') {
        Some((whole, rest)) if rest.chars().all(|digit| digit == '0') => whole.to_owned(),
        _ => number,
    };
    match unit {
        "×" | "" => format!("{number}{unit}"),
        _ => format!("{number} {unit}"),
    }
}

/// Writes a whole number with a comma at every third digit.
fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    if value < 0.0 {
        out.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Shows the rows as a table that is Markdown as well.
pub(crate) fn show(rows: &[Row]) -> String {
    let mut lines = vec![
        [
            "what",
            "Foyer",
            "reference",
            "result",
            "must",
            "aims at",
            "",
        ]
        .map(str::to_owned),
    ];
    for row in rows {
        lines.push([
            row.what.clone(),
            row.foyer.clone().unwrap_or_default(),
            row.reference.clone().unwrap_or_default(),
            with_unit(row.result, row.unit),
            row.must.show(row.unit),
            row.aim.show(row.unit),
            match row.verdict {
                Verdict::Reaches => "reaches its aim",
                Verdict::Passes => "passes",
                Verdict::FallsShort => "FALLS SHORT",
            }
            .to_owned(),
        ]);
    }
    let mut widths = [0; 7];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for (place, line) in lines.iter().enumerate() {
        for (width, cell) in widths.iter().zip(line) {
            let _ = write!(out, "| {cell:<width$} ");
        }
        out.push_str("|\n");
        if place == 0 {
            for width in widths {
                let _ = write!(out, "|{}", "-".repeat(width + 2));
            }
            out.push_str("|\n");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Pairs;

    #[test]
    fn a_row_is_judged_by_both_bounds() {
        let judge = |result, must, aim| Row::figure("", (result, ""), must, aim).verdict;
        let (must, aim) = (Bound::AtLeast(0.6), Bound::AtLeast(0.9));
        assert_eq!(judge(0.9, must, aim), Verdict::Reaches);
        assert_eq!(judge(0.89, must, aim), Verdict::Passes);
        assert_eq!(judge(0.6, must, aim), Verdict::Passes);
        assert_eq!(judge(0.59, must, aim), Verdict::FallsShort);
        let (must, aim) = (Bound::AtMost(2.0), Bound::AtMost(1.5));
        assert_eq!(judge(1.5, must, aim), Verdict::Reaches);
        assert_eq!(judge(2.0, must, aim), Verdict::Passes);
        assert_eq!(judge(2.01, must, aim), Verdict::FallsShort);
    }

    #[test]
    fn what_could_not_be_measured_falls_short() {
        let bounds = (Bound::AtMost(2.0), Bound::AtLeast(0.0));
        let row = Row::figure("", (f64::NAN, "ms"), bounds.0, bounds.1);
        assert_eq!(row.verdict, Verdict::FallsShort);
        assert!(show(&[row]).contains("| ? ms "));
    }

    #[test]
    fn figures_have_the_digits_they_are_worth() {
        for (value, unit, text) in [
            (51_234.4, "/s", "51,234 /s"),
            (1_234_567.0, "B", "1,234,567 B"),
            (999.6, "B", "1,000 B"),
            (12.34, "ms", "12.3 ms"),
            (2.0, "", "2"),
            (0.904, "×", "0.90×"),
            (-1_500.0, "", "-1,500"),
        ] {
            assert_eq!(with_unit(value, unit), text);
        }
    }

    #[test]
    fn the_table_lines_up_and_names_both_sides() {
        let mut pairs = Pairs::default();
        pairs.add(45_000.0, 50_000.0);
        let must = Bound::AtLeast(0.6);
        let rows = [
            Row::ratio("review page", &pairs, "/s", must, Bound::AtLeast(0.95)),
            Row::figure(
                "first view",
                (300.0, "kB"),
                Bound::AtMost(260.0),
                Bound::AtMost(200.0),
            ),
        ];
        let table = show(&rows);
        let widths: Vec<usize> = table.lines().map(|line| line.chars().count()).collect();
        assert!(widths.windows(2).all(|two| two[0] == two[1]), "{table}");
        assert!(
            table.contains("| 45,000 /s | 50,000 /s | 0.90×  | ≥ 0.60×  |"),
            "{table}"
        );
        assert!(table.contains("| passes "), "{table}");
        assert!(table.contains("| FALLS SHORT "), "{table}");
    }
}
