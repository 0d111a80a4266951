//! The listening socket: connections with bounds, and an orderly end.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

use super::{front_door, page_cache::PageCache};

/// How many connections are held at a time.
const CONNECTIONS: usize = 16_384;
/// How long a client may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// How long a client may leave an answer lying before its connection is cut: a stream that nobody
/// reads must not be written for ever.
const WRITE: Duration = Duration::from_secs(10);
/// How long the last requests may take once the server is to stop.
const DRAIN: Duration = Duration::from_secs(8);

/// Serves a router, and before it the pages it keeps ready, until `stop` comes; then finishes the
/// requests at hand.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    cache: Arc<PageCache>,
    stop: impl Future<Output = ()>,
) {
    let mut server = auto::Builder::new(TokioExecutor::new());
    server
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD);
    server
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(Duration::from_secs(30)));
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            break;
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: waiting a moment is all that helps.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(WRITE));
        let stream = TokioIo::new(Box::pin(stream));
        let service = with_peer(router.clone(), cache.clone(), peer);
        let connection = server
            .serve_connection_with_upgrades(stream, TowerToHyperService::new(service))
            .into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, %peer, "a connection broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not end in time and were broken off");
    }
}

fn with_peer(
    router: Router,
    cache: Arc<PageCache>,
    peer: SocketAddr,
) -> impl tower::Service<
    hyper::Request<hyper::body::Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> + Clone {
    tower::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (router, cache) = (router.clone(), cache.clone());
        async move {
            if let Some(answer) = front_door::answer(&cache, &request).await {
                return Ok(answer);
            }
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let mut answer = router.oneshot(request).await?;
            front_door::learn(&mut answer);
            Ok(answer)
        }
    })
}
