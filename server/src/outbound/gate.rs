//! Which addresses and ports may be asked.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The ports of the web.
const PORTS: [u16; 2] = [80, 443];

/// Networks of IPv4 that are not the public one, by IANA's register of addresses for special purposes.
const CLOSED_V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // shared by customers of a provider
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, and where clouds keep their secrets
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 31, 196, 0], 24), // AS112
    ([192, 88, 99, 0], 24),  // 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([198, 18, 0, 0], 15),   // benchmarks
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, broadcast
];

/// The networks of IPv6 that are given out. What is outside of them is refused: loopback, unspecified,
/// IPv4-mapped, NAT64, unique local, link-local, multicast and whatever comes.
const OPEN_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Networks inside of those that are not the public one, or hold an address of IPv4 inside.
const CLOSED_V6: [(Ipv6Addr, u32); 5] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocol assignments, Teredo
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48), // AS112
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
];

/// What may be asked.
#[derive(Default)]
pub(super) struct Gate {
    /// Places that pass though they would not: a test's own server.
    also: Vec<SocketAddr>,
}

impl Gate {
    /// Makes a gate that lets some places pass besides.
    #[cfg(test)]
    pub(super) fn with(also: Vec<SocketAddr>) -> Self {
        Self { also }
    }

    /// Says whether a port may be asked somewhere.
    pub(super) fn opens_port(&self, port: u16) -> bool {
        PORTS.contains(&port) || self.also.iter().any(|place| place.port() == port)
    }

    /// Says whether a place may be connected to.
    pub(super) fn opens(&self, place: &SocketAddr) -> bool {
        self.also.contains(place) || (PORTS.contains(&place.port()) && is_public(place.ip()))
    }
}

/// Says whether an address is on the public network.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !CLOSED_V4
            .iter()
            .any(|(network, length)| is_in_v4(address, Ipv4Addr::from(*network), *length)),
        IpAddr::V6(address) => {
            is_in_v6(address, OPEN_V6)
                && !CLOSED_V6.iter().any(|network| is_in_v6(address, *network))
        }
    }
}

fn is_in_v4(address: Ipv4Addr, network: Ipv4Addr, length: u32) -> bool {
    let differing = address.to_bits() ^ network.to_bits();
    differing.leading_zeros() >= length
}

fn is_in_v6(address: Ipv6Addr, (network, length): (Ipv6Addr, u32)) -> bool {
    let differing = address.to_bits() ^ network.to_bits();
    differing.leading_zeros() >= length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_public_network_pass() {
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2003::1",
            "2606:4700::1111",
            "2a00:1450:4001::200e",
            "3ffe:ffff::1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn all_others_are_refused() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.7",
            "192.31.196.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:1.1.1.1",
            "::ffff:0:1.1.1.1",
            "64:ff9b::7f00:1",
            "64:ff9b::1.1.1.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff:ffff::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:101:101::1",
            "2620:4f:8000::1",
            "3fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn only_the_ports_of_the_web_pass_and_only_a_place_let_in_by_name_besides() {
        let gate = Gate::default();
        let place = |text: &str| text.parse::<SocketAddr>().unwrap();
        assert!(gate.opens(&place("1.1.1.1:443")) && gate.opens(&place("1.1.1.1:80")));
        for closed in ["1.1.1.1:8080", "1.1.1.1:22", "1.1.1.1:0", "127.0.0.1:80"] {
            assert!(!gate.opens(&place(closed)), "{closed}");
        }
        let gate = Gate::with(vec![place("127.0.0.1:8080")]);
        assert!(gate.opens(&place("127.0.0.1:8080")) && gate.opens_port(8080));
        for closed in ["127.0.0.2:8080", "127.0.0.1:80", "1.1.1.1:8080"] {
            assert!(!gate.opens(&place(closed)), "{closed}");
        }
    }
}
