//! `foyer import wxr`.

use std::{fs::File, io::BufReader, path::Path};

use indicatif::{ProgressBar, ProgressStyle};

use super::WxrArgs;
use crate::{
    import::{
        pictures::Pictures,
        report::Report,
        take::Taker,
        wxr::{WxrError, WxrReader},
    },
    site::{Site, SiteOptions},
};

/// Brings in a `WordPress` export: reads it through once to see that it is sound, then takes it.
pub(super) async fn run(options: SiteOptions, args: WxrArgs) -> Result<(), String> {
    let place = args.file.display().to_string();
    let broken = |error: WxrError| format!("{place}, {error}; nothing was taken");
    let mut reader = open(&args.file)?;
    let bar = progress(&args.file, "checking");
    while reader.next_entry().map_err(broken)?.is_some() {
        bar.set_position(reader.bytes_read());
    }
    bar.finish_and_clear();

    let site = Site::open(options)
        .await
        .map_err(|error| error.to_string())?;
    let media = site.options.data.join("media");
    let pictures = Pictures::in_folder(args.media.as_deref(), media).map_err(|error| {
        let folder = args
            .media
            .as_deref()
            .unwrap_or(Path::new("the media folder"))
            .display();
        format!("{folder} cannot be read: {error}")
    })?;
    let report = if args.items {
        Report::with_items()
    } else {
        Report::new()
    };
    let mut taker = Taker::new(site.core.clone(), pictures, args.dry_run, report);
    let bar = progress(&args.file, if args.dry_run { "trying" } else { "taking" });
    let mut reader = open(&args.file)?;
    while let Some(entry) = reader.next_entry().map_err(broken)? {
        taker.take(entry).await.map_err(|error| {
            format!(
                "{error}; what was taken so far is kept, and running it again goes on from there"
            )
        })?;
        bar.set_position(reader.bytes_read());
    }
    bar.finish_and_clear();
    site.close().await;
    print(&taker.finish(), args.dry_run);
    Ok(())
}

fn open(file: &Path) -> Result<WxrReader<BufReader<File>>, String> {
    let opened = File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(WxrReader::new(BufReader::with_capacity(64 * 1024, opened)))
}

/// Shows how far reading has come; nothing where nobody watches.
fn progress(file: &Path, word: &'static str) -> ProgressBar {
    let length = std::fs::metadata(file).map_or(0, |data| data.len());
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::new(length).with_message(word);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the report is what this command is asked for"
)]
pub(super) fn print(report: &Report, is_dry: bool) {
    for item in report.items() {
        println!("{item}");
    }
    if report.dropped_items() > 0 {
        println!("… and {} more.", report.dropped_items());
    }
    if is_dry {
        println!("A dry run; nothing was stored.");
    }
    println!("{report}");
}
