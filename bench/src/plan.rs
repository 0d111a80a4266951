//! The rows in their order, what they share, and how the result is given out.

use std::{
    fs,
    io::Write as _,
    time::{Duration, Instant},
};

use serde::Serialize;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    Error, RunOptions,
    foyer::Foyer,
    rows,
    table::{Row, show},
};

/// How long everything may take.
const LONGEST: Duration = Duration::from_mins(10);

/// Rows that are measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Group {
    /// A page that is kept ready, beside a bare handler.
    Page,
    /// What a change costs, and pages that are not kept ready.
    Rebuild,
    /// Likes and comments that are on disk, beside a bare writer.
    Writes,
    /// Memory after all of that.
    Memory,
    /// Streams, beside a minimal hub.
    Live,
    /// What a first view weighs.
    Weight,
}

/// What every measurement needs.
pub(crate) struct Context {
    /// What was asked for.
    pub(crate) options: RunOptions,
    /// The site under test.
    pub(crate) foyer: Foyer,
}

impl Context {
    /// Returns a usual time at the pace asked for.
    pub(crate) fn time(&self, seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds * self.options.pace)
    }
}

/// What is written as JSON.
#[derive(Serialize)]
struct Report<'a> {
    cores: usize,
    processor: String,
    load_average_before: String,
    seconds: u64,
    rows: &'a [Row],
}

/// Measures the rows, prints them and writes them down; all that was started is ended, also when
/// it is interrupted.
pub(crate) async fn run(options: RunOptions) -> Result<(), Error> {
    let (Ok(mut term), Ok(mut int)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return Err(Error::Unexpected("signals cannot be heard".to_owned()));
    };
    let folder = options.folder.clone();
    let measured = tokio::select! {
        measured = tokio::time::timeout(LONGEST, measure(options)) => measured
            .unwrap_or_else(|_| Err(Error::Unexpected("it took too long".to_owned()))),
        _ = term.recv() => Err(Error::Unexpected("interrupted".to_owned())),
        _ = int.recv() => Err(Error::Unexpected("interrupted".to_owned())),
    };
    if measured.is_ok() {
        fs::remove_dir_all(&folder).map_err(Error::io(folder.display().to_string()))?;
    }
    measured
}

async fn measure(options: RunOptions) -> Result<(), Error> {
    let begin = Instant::now();
    let load_average_before = first_line("/proc/loadavg");
    let folder = options.folder.display().to_string();
    if options.folder.exists() {
        fs::remove_dir_all(&options.folder).map_err(Error::io(&folder))?;
    }
    fs::create_dir_all(&options.folder).map_err(Error::io(&folder))?;
    let foyer = Foyer::start(&options, "site").await?;
    let mut context = Context { options, foyer };
    let mut rows = Vec::new();
    for group in [
        Group::Page,
        Group::Rebuild,
        Group::Writes,
        Group::Memory,
        Group::Live,
        Group::Weight,
    ] {
        if !context.options.only.is_empty() && !context.options.only.contains(&group) {
            continue;
        }
        say(&format!("{} s: {group:?}", begin.elapsed().as_secs()))?;
        match measure_group(&mut context, group).await {
            Ok(mut measured) => rows.append(&mut measured),
            Err(error) => {
                // What is known already took minutes.
                say(&show(&rows))?;
                return Err(error);
            }
        }
    }
    let report = Report {
        cores: std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
        processor: processor(),
        load_average_before,
        seconds: begin.elapsed().as_secs(),
        rows: &rows,
    };
    let out = &context.options.out;
    let json = serde_json::to_string_pretty(&report)
        .map_err(|error| Error::Unexpected(error.to_string()))?;
    fs::write(out, json + "\n").map_err(Error::io(out.display().to_string()))?;
    say(&format!(
        "\n{}\n{} cores, {}; load average before: {}; {} s; written to {}",
        show(&rows),
        report.cores,
        report.processor,
        report.load_average_before,
        report.seconds,
        out.display()
    ))
}

async fn measure_group(context: &mut Context, group: Group) -> Result<Vec<Row>, Error> {
    match group {
        Group::Page => rows::page::measure(context).await,
        Group::Rebuild => rows::rebuild::measure(context).await,
        Group::Writes => rows::writes::measure(context).await,
        Group::Memory => rows::memory::measure(context).await,
        Group::Live => {
            // Streams meet a site that has done nothing yet.
            context.foyer = Foyer::start(&context.options, "live").await?;
            rows::live::measure(context).await
        }
        Group::Weight => rows::weight::measure(context),
    }
}

/// Prints a line.
pub(crate) fn say(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout();
    writeln!(out, "{text}")
        .and_then(|()| out.flush())
        .map_err(Error::io("the standard output"))
}

fn first_line(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or_else(String::new, |name| {
            name.trim_start_matches([' ', '\t', ':']).to_owned()
        })
}
