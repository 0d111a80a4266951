//! What a first view weighs, as the browser test has measured it against `docs/budgets.toml`.

use std::fs;

use serde::Deserialize;

use crate::{
    Error,
    plan::{Context, say},
    table::{Bound, Row},
};

/// What the browser test writes.
#[derive(Deserialize)]
struct Weight {
    budgets: Vec<Budget>,
}

/// One budget and what was measured.
#[derive(Deserialize)]
struct Budget {
    what: String,
    unit: String,
    value: f64,
    must: f64,
    aim: f64,
}

/// Reads the rows of weight.
pub(crate) fn measure(context: &Context) -> Result<Vec<Row>, Error> {
    let path = &context.options.weight;
    let Ok(text) = fs::read_to_string(path) else {
        say(&format!(
            "Left out: {} is not there; scripts/weigh.sh writes it.",
            path.display()
        ))?;
        return Ok(Vec::new());
    };
    let weight: Weight = serde_json::from_str(&text)
        .map_err(|error| Error::Unexpected(format!("{}: {error}", path.display())))?;
    Ok(weight.budgets.into_iter().map(row).collect())
}

/// Bytes are shown as kilobytes.
fn row(budget: Budget) -> Row {
    let (scale, unit) = match budget.unit.as_str() {
        "bytes" => (1_000.0, "kB"),
        _ => (1.0, ""),
    };
    Row::figure(
        budget.what,
        (budget.value / scale, unit),
        Bound::AtMost(budget.must / scale),
        Bound::AtMost(budget.aim / scale),
    )
}
