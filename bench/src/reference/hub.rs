//! A minimal hub: what is posted goes to every open stream through one `broadcast` channel.

use std::{convert::Infallible, process::Command, sync::Arc};

use axum::{
    Router,
    extract::State,
    response::{Sse, sse::Event},
    routing::{get, post},
};
use futures::{Stream, stream::unfold};
use tokio::sync::broadcast;

use crate::{Error, RunOptions, process::Program};

type Sender = broadcast::Sender<Arc<str>>;

/// Serves until it is ended.
pub(crate) async fn serve() -> Result<(), Error> {
    let (sender, _) = broadcast::channel::<Arc<str>>(16);
    let router = Router::new()
        .route("/events", get(events))
        .route("/publish", post(publish))
        .with_state(sender);
    super::serve(router).await
}

async fn publish(State(sender): State<Sender>, body: String) -> &'static str {
    // Nobody listening is no failure.
    let _ = sender.send(body.into());
    "sent\n"
}

async fn events(
    State(sender): State<Sender>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = unfold(sender.subscribe(), |mut receiver| async {
        let data = receiver.recv().await.ok()?;
        let event = Event::default().event("likes").id("1").data(&*data);
        Some((Ok(event), receiver))
    });
    Sse::new(stream)
}

/// Starts it as a process of its own.
pub(crate) async fn start(options: &RunOptions) -> Result<Program, Error> {
    let myself = std::env::current_exe().map_err(Error::io("this program"))?;
    let mut command = Command::new(myself);
    command.arg("serve-hub");
    Program::start(&mut command, &options.folder.join("hub.log")).await
}
