//! `foyer demo`.

use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::DemoArgs;
use crate::{
    grow::{self, Extent},
    site::{Site, SiteOptions},
};

/// Fills the data folder with a large invented publication.
pub(super) async fn run(options: SiteOptions, args: DemoArgs) -> Result<(), String> {
    let site = Site::open(options)
        .await
        .map_err(|error| error.to_string())?;
    let extent = Extent {
        reviews: args.reviews,
        comments: args.comments,
        seed: args.seed,
    };
    let bar = ProgressBar::new(args.reviews + args.comments).with_message("inventing");
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    let begun = Instant::now();
    let outcome = grow::fill(&site.core, extent, args.add, |reviews, comments| {
        bar.set_position(reviews + comments);
    })
    .await;
    bar.finish_and_clear();
    site.close().await;
    outcome.map_err(|error| error.to_string())?;
    eprintln!(
        "{} reviews and {} comments stand in the data folder, made from seed {} in {:.1} seconds.",
        args.reviews,
        args.comments,
        args.seed,
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}
