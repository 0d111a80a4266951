//! What `make bench` measures: Foyer's release beside a reference for each row, in one run on one
//! machine. What counts are the ratios; single figures belong to the machine.
//!
//! - [`plan`]: the rows in their order, and the time they may take
//! - [`rows`]: how each row is measured
//! - [`growth`]: a large site, measured apart (`make bench-growth`)
//! - [`foyer`]: the release under test, as a child process with a data folder of its own
//! - [`mod@reference`]: the plainest program for the same work
//! - [`client`], [`load`], [`swarm`]: the load, over plain sockets, so that it costs little
//! - [`process`]: what the system knows about a process: time used, memory
//! - [`stats`], [`table`]: the arithmetic and how it is shown

#![forbid(unsafe_code)]

mod client;
mod foyer;
mod growth;
mod load;
mod plan;
mod process;
mod reference;
mod rows;
mod stats;
mod swarm;
mod table;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

// The references allocate as the server does, so a ratio says nothing about allocators.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Foyer beside references.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure every row, print the table and write it as JSON.
    Run(RunOptions),
    /// Measure a large site: search, and an import beside a server.
    Growth(growth::GrowthOptions),
    /// Serve the bytes of a file from memory: the reference of pages.
    ServePage(reference::page::Options),
    /// Send one message to every open stream: the reference of live events.
    ServeHub,
}

/// What is measured and with what.
#[derive(clap::Args)]
struct RunOptions {
    /// The release under test.
    #[arg(long, default_value = "target/release/foyer")]
    foyer: PathBuf,
    /// The export whose review is measured.
    #[arg(long, default_value = "server/tests/it/fixtures/review.wxr.xml")]
    fixture: PathBuf,
    /// A folder on the disk that is measured; emptied before and after.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// What the weight of a first view was written to.
    #[arg(long, default_value = "target/weight.json")]
    weight: PathBuf,
    /// Where the result goes.
    #[arg(long, default_value = "target/bench.json")]
    out: PathBuf,
    /// Only these groups: page, rebuild, writes, memory, live, weight.
    #[arg(long, value_delimiter = ',')]
    only: Vec<plan::Group>,
    /// The share of the usual time each measurement takes.
    #[arg(long, default_value_t = 1.0)]
    pace: f64,
}

/// Why a measurement could not be made; one line for whoever asked for it.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// The system said no.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    /// Something answered otherwise than it must.
    #[error("{0}")]
    Unexpected(String),
    /// The reference's database failed.
    #[error("the reference's database: {0}")]
    Database(#[from] sqlx::Error),
}

impl Error {
    /// Says what was being done when the system said no.
    fn io(doing: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let doing = doing.into();
        move |error| Self::Io(doing, error)
    }
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run(Arguments::parse().command)),
        Err(error) => Err(Error::io("the runtime")(error)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Error> {
    match command {
        Command::Run(options) => plan::run(options).await,
        Command::Growth(options) => growth::run(options).await,
        Command::ServePage(options) => reference::page::serve(options).await,
        Command::ServeHub => reference::hub::serve().await,
    }
}
