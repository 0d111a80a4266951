//! The plainest programs for the same work.

pub(crate) mod commits;
pub(crate) mod hub;
pub(crate) mod page;

use std::io::Write as _;

use axum::{Router, serve::ListenerExt as _};
use tokio::net::TcpListener;

use crate::Error;

/// Serves a router at a port of the system's choice and says where.
async fn serve(router: Router) -> Result<(), Error> {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .map_err(Error::io("a port for the reference"))?;
    let addr = listener
        .local_addr()
        .map_err(Error::io("a port for the reference"))?;
    let listener = listener.tap_io(|stream| {
        // Without it the system holds small packets back, which Foyer does not allow either.
        let _ = stream.set_nodelay(true);
    });
    let mut out = std::io::stdout();
    writeln!(out, "The reference is ready at http://{addr}")
        .and_then(|()| out.flush())
        .map_err(Error::io("the standard output"))?;
    axum::serve(listener, router)
        .await
        .map_err(Error::io("the reference"))
}
