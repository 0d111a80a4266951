//! What the server holds in memory after it has served and written.

use std::time::Duration;

use crate::{
    Error,
    plan::Context,
    table::{Bound, Row},
};

/// How long it is left alone before.
const REST: Duration = Duration::from_secs(2);

/// Measures the row of memory.
pub(crate) async fn measure(context: &Context) -> Result<Vec<Row>, Error> {
    tokio::time::sleep(REST).await;
    let memory = mebibytes(context.foyer.program.memory()?);
    Ok(vec![Row::figure(
        "memory (PSS) after the page and write load",
        (memory, "MiB"),
        Bound::AtMost(60.0),
        Bound::AtMost(35.0),
    )])
}

#[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}
