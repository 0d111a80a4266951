//! Whose address a request comes from, for the limits that count addresses.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::atomic::{AtomicBool, Ordering},
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;

use super::routes::Shared;

/// The address group a request counts for; none where address limits do not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClientAddress(pub(super) Option<IpAddr>);

/// Knows which peers are believed when they say for whom they ask.
pub(super) struct Addresses {
    trusted: Vec<IpNet>,
    has_warned: AtomicBool,
}

impl Addresses {
    /// Believes the peers of these networks.
    pub(super) fn new(trusted: Vec<IpNet>) -> Self {
        Self {
            trusted,
            has_warned: AtomicBool::new(false),
        }
    }

    /// Finds the address group of a request's client.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer.to_canonical();
        let is_trusted = |address: &IpAddr| self.trusted.iter().any(|net| net.contains(address));
        if is_trusted(&peer) {
            // The list grows to the right, so the first from the right that is no proxy is it.
            let mut hops = forwarded(headers);
            let client = hops.rfind(|address| !is_trusted(address));
            return Some(group(client.unwrap_or(peer)));
        }
        if self.trusted.is_empty() && is_private(peer) {
            // Behind a proxy nobody has named, all readers would share the proxy's own limits.
            let is_forwarded = forwarded(headers).next().is_some();
            if is_forwarded && !self.has_warned.swap(true, Ordering::Relaxed) {
                tracing::warn!(
                    %peer,
                    "requests come through a proxy; name its network in trusted_proxies, \
                     or limits by address do not apply"
                );
            }
            return None;
        }
        Some(group(peer))
    }
}

fn forwarded(headers: &HeaderMap) -> impl DoubleEndedIterator<Item = IpAddr> {
    let values: Vec<IpAddr> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|text| {
            let text = text.trim();
            text.parse()
                .ok()
                .or_else(|| text.parse::<SocketAddr>().ok().map(|full| full.ip()))
        })
        .map(|address: IpAddr| address.to_canonical())
        .collect();
    values.into_iter()
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// Returns what counts as one address: an `IPv4` address, or the /64 a household gets of `IPv6`.
fn group(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
    }
}

/// Notes the client's address group on a request.
pub(super) async fn note_client_address(
    State(shared): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let client = peer.and_then(|peer| shared.addresses.client(peer, request.headers()));
    request.extensions_mut().insert(ClientAddress(client));
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(trusted: &[&str], peer: &str, forwarded: &[&'static str]) -> Option<IpAddr> {
        let trusted = trusted.iter().map(|net| net.parse().unwrap()).collect();
        let headers = forwarded
            .iter()
            .map(|value| {
                (
                    axum::http::HeaderName::from_static("x-forwarded-for"),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        Addresses::new(trusted).client(peer.parse().unwrap(), &headers)
    }

    #[expect(clippy::unnecessary_wraps, reason = "compared with what may be none")]
    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_stranger_is_not_believed_about_addresses() {
        assert_eq!(
            client(&[], "203.0.113.7", &["192.0.2.1"]),
            ip("203.0.113.7")
        );
        assert_eq!(
            client(&["10.0.0.0/8"], "203.0.113.7", &["192.0.2.1"]),
            ip("203.0.113.7")
        );
    }

    #[test]
    fn a_trusted_proxy_says_for_whom_it_asks() {
        let proxies = ["10.0.0.0/8"];
        assert_eq!(
            client(&proxies, "10.0.0.1", &["192.0.2.1"]),
            ip("192.0.2.1")
        );
        let spoofed = ["198.51.100.9, 192.0.2.1, 10.0.0.2"];
        assert_eq!(client(&proxies, "10.0.0.1", &spoofed), ip("192.0.2.1"));
        assert_eq!(
            client(&proxies, "10.0.0.1", &["192.0.2.1:4711"]),
            ip("192.0.2.1")
        );
        assert_eq!(client(&proxies, "10.0.0.1", &["nonsense"]), ip("10.0.0.1"));
        assert_eq!(
            client(&proxies, "::ffff:10.0.0.1", &["192.0.2.1"]),
            ip("192.0.2.1")
        );
    }

    #[test]
    fn a_household_of_ipv6_counts_as_one() {
        assert_eq!(
            client(&[], "2001:db8:1:2:3:4:5:6", &[]),
            ip("2001:db8:1:2::")
        );
    }

    #[test]
    fn limits_do_not_apply_to_neighbours_while_no_proxy_is_named() {
        for peer in ["127.0.0.1", "::1", "192.168.1.4", "10.1.1.1", "fd00::1"] {
            assert_eq!(client(&[], peer, &["192.0.2.1"]), None, "{peer}");
        }
        assert_eq!(
            client(&["10.0.0.0/8"], "192.168.1.4", &[]),
            ip("192.168.1.4")
        );
    }
}
