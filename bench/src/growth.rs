//! What `make bench-growth` measures: a large site. Search with many kinds of questions, and an import
//! while the site goes on serving.
//!
//! - [`questions`]: what is asked
//! - [`search`]: how long the answers take
//! - [`import`]: an export of any size, and what taking it in costs

mod import;
mod questions;
mod search;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use serde::Serialize;

use crate::{
    Error,
    plan::say,
    process::Program,
    table::{Row, show},
};

/// How large a site is measured.
#[derive(clap::Args)]
pub(crate) struct GrowthOptions {
    /// The release under test.
    #[arg(long, default_value = "target/release/foyer")]
    foyer: PathBuf,
    /// A folder on the disk that is measured; a site that was grown in it before is used again.
    #[arg(long, default_value = "target/bench-growth")]
    folder: PathBuf,
    /// The database the site is grown in; SQLite in the folder when none is named.
    #[arg(long)]
    database_url: Option<String>,
    /// Where the result goes.
    #[arg(long, default_value = "target/bench-growth.json")]
    out: PathBuf,
    /// How many reviews the site has.
    #[arg(long, default_value_t = 20_000)]
    reviews: u64,
    /// How many comments.
    #[arg(long, default_value_t = 200_000)]
    comments: u64,
    /// How many posts are imported.
    #[arg(long, default_value_t = 10_000)]
    posts: u64,
    /// How many comments with them.
    #[arg(long, default_value_t = 50_000)]
    post_comments: u64,
    /// How often each question is asked.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Report<'a> {
    cores: usize,
    reviews: u64,
    comments: u64,
    posts: u64,
    post_comments: u64,
    rows: &'a [Row],
}

/// Grows a site if need be, measures it, prints the rows and writes them down.
pub(crate) async fn run(options: GrowthOptions) -> Result<(), Error> {
    let folder = options.folder.display().to_string();
    fs::create_dir_all(&options.folder).map_err(Error::io(&folder))?;
    let site = options.folder.join("site");
    grow(&options, &site)?;
    let mut rows = Vec::new();
    {
        let server = serve(&options, &site, options.database_url.as_deref()).await?;
        say("Questions to a large site")?;
        rows.append(&mut search::measure(&options, server.addr).await?);
    }
    say("An import beside a server")?;
    rows.append(&mut import::measure(&options).await?);
    let report = Report {
        cores: std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
        reviews: options.reviews,
        comments: options.comments,
        posts: options.posts,
        post_comments: options.post_comments,
        rows: &rows,
    };
    let json = serde_json::to_string_pretty(&report)
        .map_err(|error| Error::Unexpected(error.to_string()))?;
    let out = options.out.display().to_string();
    fs::write(&options.out, json + "\n").map_err(Error::io(&out))?;
    say(&format!("\n{}\nwritten to {out}", show(&rows)))
}

/// Grows the site, unless that was done before.
fn grow(options: &GrowthOptions, site: &Path) -> Result<(), Error> {
    let note = options.folder.join("grown");
    let wanted = format!(
        "{} {} {:?}",
        options.reviews, options.comments, options.database_url
    );
    if fs::read_to_string(&note).is_ok_and(|grown| grown == wanted) {
        return Ok(());
    }
    say(&format!(
        "Growing {} reviews and {} comments",
        options.reviews, options.comments
    ))?;
    if site.exists() {
        fs::remove_dir_all(site).map_err(Error::io(site.display().to_string()))?;
    }
    let begun = Instant::now();
    let mut demo = foyer(options, site, options.database_url.as_deref());
    demo.arg("demo")
        .args(["--reviews", &options.reviews.to_string()])
        .args(["--comments", &options.comments.to_string()]);
    finished(&mut demo, "foyer demo")?;
    say(&format!("It took {} s", begun.elapsed().as_secs()))?;
    fs::write(&note, wanted).map_err(Error::io(note.display().to_string()))
}

/// Begins a command of the release in a data folder.
fn foyer(options: &GrowthOptions, site: &Path, database: Option<&str>) -> Command {
    let mut command = Command::new(&options.foyer);
    command.arg("--data").arg(site).env("FOYER_LOG", "warn");
    if let Some(url) = database {
        command.args(["--database-url", url]);
    }
    command
}

/// Runs a command to its end.
fn finished(command: &mut Command, what: &str) -> Result<(), Error> {
    let done = command.output().map_err(Error::io(what))?;
    if done.status.success() {
        return Ok(());
    }
    let cause = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(Error::Unexpected(format!("{what}: {}", cause.trim())))
}

/// Serves a data folder.
async fn serve(
    options: &GrowthOptions,
    site: &Path,
    database: Option<&str>,
) -> Result<Program, Error> {
    let mut command = foyer(options, site, database);
    command.args(["serve", "--addr", "127.0.0.1:0"]);
    Program::start(&mut command, &options.folder.join("serve.log")).await
}

#[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}
