//! `foyer migrate`.

use crate::site::{Site, SiteOptions};

/// Brings the database's schema up to date, as `serve` does when it starts.
pub(super) async fn run(options: SiteOptions) -> Result<(), String> {
    let site = Site::open(options)
        .await
        .map_err(|error| error.to_string())?;
    site.index().await;
    site.close().await;
    eprintln!("The database is up to date.");
    Ok(())
}
