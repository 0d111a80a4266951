//! `foyer export archive`, `foyer import archive` and `foyer verify`.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    archive::{self, Archive, ArchiveError, Media, Taken, Target, Workshop},
    service::search,
    site::{Site, SiteOptions},
};

/// Options of `foyer export archive`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Where the archive is written; nothing may be there yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Options of `foyer import archive`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The archive
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say what would be done and do nothing
    #[arg(long, env = "FOYER_DRY_RUN")]
    dry_run: bool,
}

/// Options of `foyer verify`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct VerifyArgs {
    /// An archive; without one the data folder is checked
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Writes one file of everything, also beside a running server.
pub(super) async fn export(options: SiteOptions, args: ExportArgs) -> Result<(), String> {
    let place = args.file.display().to_string();
    if args.file.exists() {
        return Err(format!(
            "{place} is there already; name another file or move it away"
        ));
    }
    let site = open_filled(options).await?;
    let media = site.options.data.join("media");
    let mut half = args.file.clone().into_os_string();
    half.push(".part");
    let half = PathBuf::from(half);
    let bar = spinner("writing");
    let file = create_private(&half).map_err(|error| format!("{place}: {error}"))?;
    let outcome = archive::export(
        &site.core.store,
        &site.core.cipher,
        Media::From(&media),
        &file,
        |done| bar.set_position(done),
    )
    .await;
    bar.finish_and_clear();
    site.close().await;
    let kept = outcome.and_then(|exported| {
        file.sync_all()
            .and_then(|()| std::fs::rename(&half, &args.file))
            .map_err(|error| ArchiveError::File(place.clone(), error))?;
        Ok(exported)
    });
    let manifest = match kept {
        Ok(exported) => exported.manifest,
        Err(error) => {
            let _ = std::fs::remove_file(&half);
            return Err(error.to_string());
        }
    };
    eprintln!("{place} has {}.", contents(&manifest));
    if !manifest.missing.is_empty() {
        let (count, first) = (manifest.missing.len(), &manifest.missing[0]);
        eprintln!("Of its pictures {count} files were not in the data folder, such as {first}.");
    }
    eprintln!(
        "It holds e-mail addresses and drafts, but no passwords: keep it as you would keep a backup."
    );
    Ok(())
}

/// Takes an archive into an empty site.
pub(super) async fn import(options: SiteOptions, args: ImportArgs) -> Result<(), String> {
    let place = args.file.display().to_string();
    let failed = |error: ArchiveError| format!("{place}: {error}");
    let archive = Archive::open(&args.file).map_err(failed)?;
    let site = Site::open(options)
        .await
        .map_err(|error| error.to_string())?;
    let target = Target {
        store: &site.core.store,
        cipher: &site.core.cipher,
        media: Some(site.options.data.join("media")),
        now: site.core.clock.now(),
        is_dry: args.dry_run,
    };
    let bar = progress(archive.manifest.rows(), "taking");
    let shown = bar.clone();
    let outcome = archive::take(target, archive, move |done| shown.set_position(done)).await;
    bar.finish_and_clear();
    let indexed = match &outcome {
        Ok(taken) if !taken.was_there && !args.dry_run => search::rebuild(&site.core, |_| ()).await,
        _ => Ok(()),
    };
    site.close().await;
    report(&outcome.map_err(failed)?, args.dry_run);
    indexed.map_err(|error| {
        format!("{error}; everything is there, but run foyer reindex so that it can be found")
    })
}

/// Checks an archive or the data folder by doing the whole round with it.
pub(super) async fn verify(options: SiteOptions, args: VerifyArgs) -> Result<(), String> {
    let workshop = Workshop {
        entropy: options.entropy.clone(),
        now: options.clock.now(),
    };
    // A folder is meant as --data says it, which is what people try first.
    let (file, options) = match args.file {
        Some(folder) if folder.is_dir() => {
            let data = SiteOptions {
                data: folder,
                ..options
            };
            (None, data)
        }
        other => (other, options),
    };
    let bar = spinner("checking");
    let shown = bar.clone();
    let told = move |done| shown.set_position(done);
    let (place, outcome) = if let Some(file) = &file {
        let place = file.display().to_string();
        (place, archive::verify_file(workshop, file, told).await)
    } else {
        let place = options.data.display().to_string();
        let site = open_filled(options).await?;
        let media = site.options.data.join("media");
        let parts = (&site.core.store, &site.core.cipher);
        let outcome = archive::verify_site(workshop, parts, &media, told).await;
        site.close().await;
        (place, outcome)
    };
    bar.finish_and_clear();
    let taken = outcome.map_err(|error| format!("{place}: {error}"))?;
    if taken.missing > 0 {
        return Err(format!(
            "{place}: {} files of pictures are missing",
            taken.missing
        ));
    }
    eprintln!(
        "{place} is sound: {}, and comes back as it is.",
        contents(&taken.manifest)
    );
    Ok(())
}

/// Opens a site that is there, so that a mistyped folder is not made and found empty.
pub(super) async fn open_filled(options: SiteOptions) -> Result<Site, String> {
    if options.database_url.is_none() && !options.data.join("foyer.db").exists() {
        return Err(format!(
            "there is no site in {}; name its folder with --data",
            options.data.display()
        ));
    }
    Site::open(options).await.map_err(|error| error.to_string())
}

/// Creates a file that its owner alone can read.
pub(super) fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[expect(
    clippy::print_stdout,
    reason = "the report is what this command is asked for"
)]
fn report(taken: &Taken, is_dry: bool) {
    if taken.was_there {
        println!("This archive was taken before; nothing was added.");
        return;
    }
    if is_dry {
        println!("A dry run; nothing was stored.");
    }
    println!("Taken: {}.", contents(&taken.manifest));
    if taken.missing > 0 {
        println!(
            "Missing: {} files of pictures, which the old site had lost already.",
            taken.missing
        );
    }
    let accounts = taken.manifest.rows_of("accounts");
    if accounts > 0 && !is_dry {
        println!(
            "No passwords are in an archive: {} may sign in after foyer account reset --email …",
            counted(accounts, "account", "accounts")
        );
    }
}

/// Says what is in an archive.
fn contents(manifest: &archive::Manifest) -> String {
    format!(
        "{}, {}, {} and {}",
        counted(manifest.rows_of("reviews"), "review", "reviews"),
        counted(manifest.rows_of("comments"), "comment", "comments"),
        counted(manifest.rows_of("films"), "film", "films"),
        counted(manifest.rows_of("media"), "picture", "pictures"),
    )
}

pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn spinner(word: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(word);
    match ProgressStyle::with_template("{msg} {pos}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn progress(length: u64, word: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length).with_message(word);
    match ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
