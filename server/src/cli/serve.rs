//! `foyer serve`.

use std::io::Write as _;

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use super::ServeOptions;
use crate::{
    demo, http,
    site::{Site, lock_folder},
};

/// Serves a site until it is told to stop.
pub(super) async fn run(options: ServeOptions) -> Result<(), String> {
    let origin = options.site.origin.clone();
    // Held until the end: two servers would each keep pages the other has changed.
    let _lock = lock_folder(&options.site.data).map_err(|error| error.to_string())?;
    let site = Site::open(options.site)
        .await
        .map_err(|error| error.to_string())?;
    if options.demo {
        let filled = demo::fill(&site).await.map_err(|error| error.to_string())?;
        if !filled {
            eprintln!("The data folder has reviews already, so the demo content stays out.");
        }
    }
    let listener = TcpListener::bind(options.addr)
        .await
        .map_err(|error| format!("{} cannot be listened on: {error}", options.addr))?;
    let addr = listener.local_addr().map_err(|error| error.to_string())?;
    // With port 0 the real port is known only now; an origin that was not given follows it.
    let site = if options.has_origin || addr == options.addr {
        site
    } else {
        site.with_origin(format!("http://{addr}"))
    };
    let router = site.router();
    if origin.starts_with("http:") {
        eprintln!(
            "The address is http, so cookies are not marked as secure; use https for others."
        );
    }
    let setup = site.setup_link().await.map_err(|error| error.to_string())?;
    announce(&site.options.origin);
    if let Some(link) = setup {
        say(&format!(
            "Nobody owns this publication yet. Within half an hour, open {link}"
        ));
    }
    let housekeeping = tokio::spawn(site.housekeeping());
    let scheduling = tokio::spawn(site.scheduling());
    let indexing = tokio::spawn(site.index());
    let hub = site.hub.clone();
    // Open streams would hold the end up for ever, so they end first.
    let stop = async move {
        stop_signal().await;
        hub.close();
    };
    http::serve(listener, router, site.cache.clone(), stop).await;
    housekeeping.abort();
    scheduling.abort();
    indexing.abort();
    site.close().await;
    Ok(())
}

/// Prints the one line that says the server is ready.
fn announce(origin: &str) {
    say(&format!("Foyer is ready at {origin}"));
}

/// Prints a line on standard output.
fn say(line: &str) {
    let mut out = std::io::stdout();
    // Nobody reading is no reason to stop.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Waits for SIGTERM or SIGINT.
async fn stop_signal() {
    let (Ok(mut term), Ok(mut int)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::warn!("signals cannot be heard; the server ends only when it is killed");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}
