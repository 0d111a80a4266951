//! A bare axum handler that answers with bytes from memory.

use std::{fs, path::PathBuf, process::Command};

use axum::{
    Router,
    http::header::{CONTENT_ENCODING, CONTENT_TYPE},
    routing::get,
};
use bytes::Bytes;

use crate::{Error, RunOptions, process::Program};

const HTML: &str = "text/html; charset=utf-8";

/// Which bytes.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The page as it is, served at /plain.
    #[arg(long)]
    plain: PathBuf,
    /// The page in brotli, served at /brotli.
    #[arg(long)]
    brotli: PathBuf,
}

/// Serves the bytes until it is ended.
pub(crate) async fn serve(options: Options) -> Result<(), Error> {
    let read = |path: PathBuf| {
        let place = path.display().to_string();
        fs::read(path).map(Bytes::from).map_err(Error::io(place))
    };
    let (plain, brotli) = (read(options.plain)?, read(options.brotli)?);
    let router = Router::new()
        .route("/plain", get(async move || ([(CONTENT_TYPE, HTML)], plain)))
        .route(
            "/brotli",
            get(async move || ([(CONTENT_TYPE, HTML), (CONTENT_ENCODING, "br")], brotli)),
        );
    super::serve(router).await
}

/// Starts it as a process of its own.
pub(crate) async fn start(
    options: &RunOptions,
    plain: &[u8],
    brotli: &[u8],
) -> Result<Program, Error> {
    let myself = std::env::current_exe().map_err(Error::io("this program"))?;
    let mut command = Command::new(myself);
    command.arg("serve-page");
    for (name, bytes) in [("plain", plain), ("brotli", brotli)] {
        let path = options.folder.join(name);
        fs::write(&path, bytes).map_err(Error::io(path.display().to_string()))?;
        command.arg(format!("--{name}")).arg(path);
    }
    Program::start(&mut command, &options.folder.join("page.log")).await
}
