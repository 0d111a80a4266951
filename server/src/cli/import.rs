//! `foyer import wxr`.

use std::{fs::File, io::BufReader, path::Path, sync::Arc};

use indicatif::{ProgressBar, ProgressStyle};

use super::WxrArgs;
use crate::{
    import::{
        fetch::Fetcher,
        pages::Pages,
        pictures::Pictures,
        report::Report,
        take::{Beside, Taker},
        wxr::{WxrError, WxrReader},
    },
    outbound::Outbound,
    site::{Site, SiteOptions},
    store,
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
    let word = if args.dry_run { "trying" } else { "taking" };
    let bar = progress(&args.file, word);
    let beside = Beside {
        pictures: pictures(&args, &site)?,
        pages: pages(&args)?,
        fetcher: fetcher(&args, &bar)?,
    };
    let report = if args.items {
        Report::with_items()
    } else {
        Report::new()
    };
    let mut taker = Taker::new(site.core.clone(), beside, args.dry_run, report);
    let mut reader = open(&args.file)?;
    let stopped = |error: store::Error| {
        format!("{error}; what was taken so far is kept, and running it again goes on from there")
    };
    while let Some(entry) = reader.next_entry().map_err(broken)? {
        taker.take(entry).await.map_err(stopped)?;
        bar.set_position(reader.bytes_read());
        if args.fetch_media {
            bar.set_message(word);
        }
    }
    let report = taker.finish().await.map_err(stopped)?;
    bar.finish_and_clear();
    site.close().await;
    print(&report, args.dry_run);
    Ok(())
}

fn pictures(args: &WxrArgs, site: &Site) -> Result<Pictures, String> {
    let media = site.options.data.join("media");
    Pictures::in_folder(args.media.as_deref(), media)
        .map_err(|error| unreadable(args.media.as_deref(), &error))
}

/// Reads the saved pages, where there are any.
fn pages(args: &WxrArgs) -> Result<Pages, String> {
    let Some(folder) = args.pages.as_deref() else {
        return Ok(Pages::default());
    };
    let bar = ProgressBar::new_spinner();
    let pages = Pages::in_folder(folder, |name| {
        bar.set_message(format!("reading {name}"));
        bar.tick();
    });
    bar.finish_and_clear();
    pages.map_err(|error| unreadable(Some(folder), &error))
}

fn unreadable(folder: Option<&Path>, error: &std::io::Error) -> String {
    let folder = folder.unwrap_or(Path::new("the media folder")).display();
    format!("{folder} cannot be read: {error}; nothing was taken")
}

/// Makes what fetches pictures, where that is asked for; the bar says which one is on its way.
fn fetcher(args: &WxrArgs, bar: &ProgressBar) -> Result<Option<Fetcher>, String> {
    if !args.fetch_media {
        return Ok(None);
    }
    let web = Outbound::new()
        .map_err(|error| format!("other sites cannot be asked: {error}; nothing was taken"))?;
    let bar = bar.clone();
    let told = move |name: &str| bar.set_message(format!("fetching {name}"));
    Ok(Some(Fetcher::new(Arc::new(web), Box::new(told))))
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
