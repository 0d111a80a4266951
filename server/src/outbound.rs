//! Asking other sites for something: the one place from which Foyer does.
//!
//! An address comes from a text that somebody else wrote, so it may point anywhere: at this machine, at
//! its neighbours, at a service that believes whoever asks from inside. Names are resolved here, each
//! address is looked up in a list, and the connection goes to exactly the address that passed. Redirects
//! pass through the same gate. There is no pool, no cookie, no proxy and no retry.
//!
//! - `gate`: which addresses and ports may be asked
//! - `client`: connecting, TLS and one exchange

mod client;
mod gate;
#[cfg(test)]
mod tests;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore},
};
use url::{Host, Url};

use client::Answer;
use gate::Gate;

/// How long it may take to get something, names, redirects and all.
const DEADLINE: Duration = Duration::from_secs(5);
/// The most bytes that are taken.
const MOST_BYTES: usize = 5 * 1024 * 1024;
/// How often an answer may lead elsewhere.
const MOST_REDIRECTS: usize = 3;

/// Why something was not fetched.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    /// The address is not one of the web.
    #[error("its address is not one of the web")]
    NotWeb,
    /// The port is none of the web's.
    #[error("port {0} is not asked, only 80 and 443 are")]
    Port(u16),
    /// The name is not known.
    #[error("{0} is not known")]
    Unknown(String),
    /// It is on this machine or in a network that is not the public one.
    #[error("{0} is not on the public network")]
    Private(String),
    /// Nobody answers there, or not as the web does.
    #[error("{0} cannot be reached")]
    Unreachable(String),
    /// It led on too often.
    #[error("it leads on more than {MOST_REDIRECTS} times")]
    Redirects,
    /// The other site says no.
    #[error("the other site answers {0}")]
    Status(u16),
    /// It is of another kind than was asked for.
    #[error("it is no {wanted} but {found}")]
    Kind {
        /// What was asked for.
        wanted: &'static str,
        /// What came.
        found: String,
    },
    /// It is larger than is taken.
    #[error("it is larger than {} MiB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It took too long.
    #[error("it takes longer than {} seconds", DEADLINE.as_secs())]
    TooSlow,
}

/// Other sites, as far as Foyer asks them for something.
#[async_trait]
pub(crate) trait Web: Send + Sync {
    /// Fetches what is at an address, if it is of a kind: the first half of its media type.
    ///
    /// # Errors
    /// [`FetchError`]; nothing is kept then.
    async fn fetch(&self, address: &Url, kind: &'static str) -> Result<Vec<u8>, FetchError>;
}

/// What finds the addresses of a name.
#[async_trait]
trait Resolve: Send + Sync {
    async fn resolve(&self, name: &str, port: u16) -> Vec<SocketAddr>;
}

/// The machine's own way to find them.
struct SystemResolver;

#[async_trait]
impl Resolve for SystemResolver {
    #[expect(
        clippy::disallowed_methods,
        reason = "names are looked up here and nowhere else"
    )]
    async fn resolve(&self, name: &str, port: u16) -> Vec<SocketAddr> {
        let found = tokio::net::lookup_host((name, port)).await;
        found.map(Iterator::collect).unwrap_or_default()
    }
}

/// How long and how much.
#[derive(Clone, Copy)]
struct Limits {
    deadline: Duration,
    bytes: usize,
}

/// Implements [`Web`] with the network.
pub(crate) struct Outbound {
    resolver: Arc<dyn Resolve>,
    gate: Gate,
    limits: Limits,
    tls: TlsConnector,
}

impl Outbound {
    /// Makes the client; nothing is asked yet.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub(crate) fn new() -> Result<Self, rustls::Error> {
        let limits = Limits {
            deadline: DEADLINE,
            bytes: MOST_BYTES,
        };
        Self::with(Arc::new(SystemResolver), Gate::default(), limits)
    }

    fn with(resolver: Arc<dyn Resolve>, gate: Gate, limits: Limits) -> Result<Self, rustls::Error> {
        // The provider is named: which one is the process's own is nobody's to say here.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            resolver,
            gate,
            limits,
            tls: TlsConnector::from(Arc::new(config)),
        })
    }

    async fn follow(&self, address: &Url, kind: &'static str) -> Result<Vec<u8>, FetchError> {
        let mut address = address.clone();
        for _ in 0..=MOST_REDIRECTS {
            let places = self.places(&address).await?;
            match client::ask(&self.tls, &address, &places, (kind, self.limits.bytes)).await? {
                Answer::Body(bytes) => return Ok(bytes),
                Answer::Elsewhere(next) => address = next,
            }
        }
        Err(FetchError::Redirects)
    }

    /// Finds where an address may be asked: those of its addresses that pass the gate.
    async fn places(&self, address: &Url) -> Result<Vec<SocketAddr>, FetchError> {
        let is_web = matches!(address.scheme(), "http" | "https")
            && address.username().is_empty()
            && address.password().is_none();
        let (Some(host), Some(port), true) =
            (address.host(), address.port_or_known_default(), is_web)
        else {
            return Err(FetchError::NotWeb);
        };
        if !self.gate.opens_port(port) {
            return Err(FetchError::Port(port));
        }
        let mut places = match host {
            Host::Domain(name) => self.resolver.resolve(name, port).await,
            Host::Ipv4(ip) => vec![SocketAddr::new(ip.into(), port)],
            Host::Ipv6(ip) => vec![SocketAddr::new(ip.into(), port)],
        };
        if places.is_empty() {
            return Err(FetchError::Unknown(host.to_string()));
        }
        places.retain(|place| self.gate.opens(place));
        if places.is_empty() {
            return Err(FetchError::Private(host.to_string()));
        }
        // Where the newer network is not there, connecting to it takes all the time there is.
        places.sort_by_key(SocketAddr::is_ipv6);
        Ok(places)
    }
}

#[async_trait]
impl Web for Outbound {
    async fn fetch(&self, address: &Url, kind: &'static str) -> Result<Vec<u8>, FetchError> {
        tokio::time::timeout(self.limits.deadline, self.follow(address, kind))
            .await
            .unwrap_or(Err(FetchError::TooSlow))
    }
}
