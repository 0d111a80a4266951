//! Tests of the whole server from outside: the router without a socket, the executable, the
//! workspace.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test may break off, and need not be fast"
)]

mod cli;
mod http;
mod support;
mod workspace;
