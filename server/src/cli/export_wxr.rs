//! `foyer export wxr`.

use std::{
    io::BufWriter,
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;

use super::archive::{counted, create_private, open_filled};
use crate::{
    export::wxr::{self, Written},
    site::{Site, SiteOptions},
};

/// Options of `foyer export wxr`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Where the export is written; nothing may be there yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The site's own address, of which pictures are fetched and links are made
    #[arg(long, env = "FOYER_ORIGIN", value_name = "URL")]
    pub(super) origin: Option<String>,
}

/// Writes a `WordPress` export, also beside a running server.
pub(super) async fn run(options: SiteOptions, args: ExportArgs) -> Result<(), String> {
    let place = args.file.display().to_string();
    if args.file.exists() {
        return Err(format!(
            "{place} is there already; name another file or move it away"
        ));
    }
    let site = open_filled(options).await?;
    let mut half = args.file.clone().into_os_string();
    half.push(".part");
    let half = PathBuf::from(half);
    let outcome = write(&site, &half).await;
    site.close().await;
    let kept = outcome.and_then(|written| {
        std::fs::rename(&half, &args.file).map_err(|error| error.to_string())?;
        Ok(written)
    });
    let written = kept.map_err(|error| {
        let _ = std::fs::remove_file(&half);
        format!("{place}: {error}")
    })?;
    eprintln!(
        "{place} has {}, {}, {} and the addresses of {}. It holds e-mail addresses and drafts.",
        counted(written.posts, "post", "posts"),
        counted(written.pages, "page", "pages"),
        counted(written.comments, "comment", "comments"),
        counted(written.pictures, "picture", "pictures"),
    );
    Ok(())
}

async fn write(site: &Site, half: &Path) -> Result<Written, String> {
    let file = create_private(half).map_err(|error| error.to_string())?;
    let bar = ProgressBar::new_spinner().with_message("writing");
    let out = BufWriter::with_capacity(64 * 1024, &file);
    let outcome = wxr::export(&site.core, &site.options.origin, out, |done| {
        bar.set_message(format!("writing, text {done}"));
        bar.tick();
    })
    .await;
    bar.finish_and_clear();
    let written = outcome.map_err(|error| error.to_string())?;
    file.sync_all().map_err(|error| error.to_string())?;
    Ok(written)
}
