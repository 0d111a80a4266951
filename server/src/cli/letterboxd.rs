//! `foyer import letterboxd`.

use std::{
    io::{BufRead as _, IsTerminal as _, Write as _},
    path::PathBuf,
};

use app::model::{Slug, VisitorId};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use super::import::print;
use crate::{
    import::{
        letterboxd::{Doubt, Doubtful, Export, Taker, Wishes},
        report::Report,
    },
    site::{Site, SiteOptions},
    store::{authors, film_ratings},
};

/// Options of `foyer import letterboxd`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The export, as Letterboxd gives it out
    #[arg(value_name = "ZIP")]
    file: PathBuf,
    /// The author here who signs the reviews [default: the export's own name]
    #[arg(long, value_name = "SLUG")]
    author: Option<String>,
    /// The account whose ratings the export's are; without one they are left
    #[arg(long, value_name = "MAIL")]
    account: Option<String>,
    /// Keep the reviews as drafts
    #[arg(long)]
    drafts: bool,
    /// What to do with a film that may be one that is here [default: ask, or leave where nobody can answer]
    #[arg(long, value_name = "WHAT")]
    doubtful: Option<Choice>,
    /// Say what would be done and do nothing
    #[arg(long, env = "FOYER_DRY_RUN")]
    dry_run: bool,
    /// Report every item rather than the sums
    #[arg(long, env = "FOYER_ITEMS")]
    items: bool,
}

/// What to do with a film that may be one that is here.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Choice {
    /// Ask about each
    Ask,
    /// Take it for the one that is here
    Same,
    /// Take it for another one
    New,
    /// Leave what is about it
    Leave,
}

/// Brings in a Letterboxd export, also beside a running server.
pub(super) async fn run(options: SiteOptions, args: ImportArgs) -> Result<(), String> {
    let place = args.file.display().to_string();
    let export =
        Export::open(&args.file).map_err(|error| format!("{place}: {error}; nothing was taken"))?;
    let site = Site::open(options)
        .await
        .map_err(|error| error.to_string())?;
    let outcome = take(&site, args.clone(), export).await;
    site.close().await;
    print(&outcome?, args.dry_run);
    Ok(())
}

async fn take(site: &Site, args: ImportArgs, export: Export) -> Result<Report, String> {
    let wishes = Wishes {
        is_dry: args.dry_run,
        as_drafts: args.drafts,
        author: match &args.author {
            Some(slug) => Some(find_author(site, slug).await?),
            None => None,
        },
        visitor: match &args.account {
            Some(email) => Some(find_rater(site, email).await?),
            None => None,
        },
        doubtful: decide(args.doubtful),
    };
    let report = if args.items {
        Report::with_items()
    } else {
        Report::new()
    };
    let length = export.reviews.len() + export.ratings.len() + export.lists.len();
    let bar = ProgressBar::new(length as u64).with_message("taking");
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    let taker = Taker::new(site.core.clone(), wishes, report);
    let outcome = taker.take(export, |done| bar.set_position(done)).await;
    bar.finish_and_clear();
    outcome.map_err(|error| {
        format!("{error}; what was taken so far is kept, and running it again goes on from there")
    })
}

async fn find_author(site: &Site, slug: &str) -> Result<Slug, String> {
    let missing = || format!("no author is called {slug}; leave --author out to make one");
    let parsed: Slug = slug.parse().map_err(|_| missing())?;
    let failed = |error: crate::store::Error| error.to_string();
    let mut snapshot = site.core.store.snapshot().await.map_err(failed)?;
    let found = authors::find(&mut snapshot.conn(), &parsed)
        .await
        .map_err(failed)?;
    found.map(|_| parsed).ok_or_else(missing)
}

async fn find_rater(site: &Site, email: &str) -> Result<VisitorId, String> {
    let digest = site.core.cipher.email_digest(email);
    let failed = |error: crate::store::Error| error.to_string();
    let mut snapshot = site.core.store.snapshot().await.map_err(failed)?;
    let found = film_ratings::find_rater(&mut snapshot.conn(), &digest).await;
    found
        .map_err(failed)?
        .ok_or_else(|| "no account has this address; foyer account add makes one".to_owned())
}

/// Makes what decides about films that may be ones that are here.
fn decide(choice: Option<Choice>) -> Box<dyn Fn(&Doubt) -> Doubtful + Send + Sync> {
    let can_answer = std::io::stdin().is_terminal();
    let unsaid = if can_answer {
        Choice::Ask
    } else {
        Choice::Leave
    };
    match choice.unwrap_or(unsaid) {
        Choice::Ask => Box::new(ask),
        Choice::Same => Box::new(|_| Doubtful::Same),
        Choice::New => Box::new(|_| Doubtful::New),
        Choice::Leave => Box::new(|_| Doubtful::Leave),
    }
}

/// Asks on the terminal whether two films are one. Whoever answers nothing leaves it.
fn ask(doubt: &Doubt) -> Doubtful {
    let mut error = std::io::stderr();
    let _ = write!(
        error,
        "\nIs {} the film that is here as {}? [y]es, [n]o, or leave it: ",
        doubt.wanted, doubt.known
    );
    let _ = error.flush();
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line).is_err() {
        return Doubtful::Leave;
    }
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Doubtful::Same,
        "n" | "no" => Doubtful::New,
        _ => Doubtful::Leave,
    }
}
