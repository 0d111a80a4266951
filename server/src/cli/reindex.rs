//! `foyer reindex`.

use indicatif::ProgressBar;

use crate::{
    service::search,
    site::{Site, SiteOptions},
};

/// Makes the index of what can be found again, also beside a running server.
pub(super) async fn run(options: SiteOptions) -> Result<(), String> {
    let site = Site::open(options)
        .await
        .map_err(|error| error.to_string())?;
    let bar = ProgressBar::new_spinner().with_message("indexing");
    let outcome = search::rebuild(&site.core, |review| {
        bar.set_message(format!("indexing, review {review}"));
        bar.tick();
    })
    .await;
    bar.finish_and_clear();
    site.close().await;
    outcome.map_err(|error| {
        format!("{error}; run foyer reindex again, search is incomplete until then")
    })?;
    eprintln!("Everything that can be read can be found.");
    Ok(())
}
