//! Where a request comes from. Behind a proxy the header tells; it counts only from proxies that the operator named.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header;
use engine_services::Caller;
use runtime_config::HttpSettings;

use crate::cookies;

/// Address, browser, and whether somebody has signed in there before.
pub(crate) fn caller(request: &HttpRequest, settings: &HttpSettings) -> Caller {
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Caller {
        address: address(request, settings),
        agent: agent.map(str::to_owned),
        device: cookies::presented_device(request),
    }
}

/// The address of whoever asks, as far as it can be trusted.
pub(crate) fn address(request: &HttpRequest, settings: &HttpSettings) -> String {
    let Some(peer) = request.peer_addr().map(|peer| peer.ip().to_canonical()) else { return String::new() };
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    behind(peer, &named, settings).to_string()
}

/// The last address in the header that is no trusted proxy's: what stands before it may be made up.
fn behind(peer: IpAddr, named: &[&str], settings: &HttpSettings) -> IpAddr {
    let is_proxy = |address: IpAddr| settings.trusted_proxies.iter().any(|network| network.contains(address));
    let mut nearest = peer;
    for text in named.iter().rev() {
        if !is_proxy(nearest) {
            return nearest;
        }
        let Ok(address) = text.parse::<IpAddr>() else { return nearest };
        nearest = address.to_canonical();
    }
    nearest
}

#[cfg(test)]
mod tests {
    use runtime_config::Network;

    use super::*;

    #[test]
    fn only_named_proxies_are_believed() {
        let settings = |proxies: &[&str]| HttpSettings {
            listen: "127.0.0.1:0".parse().unwrap(),
            workers: 1,
            secure_cookies: false,
            trusted_proxies: proxies.iter().filter_map(|text| Network::parse(text)).collect(),
        };
        let from = |peer: &str, named: &[&str], proxies: &[&str]| {
            behind(peer.parse().unwrap(), named, &settings(proxies)).to_string()
        };
        assert_eq!(from("9.9.9.9", &["1.1.1.1"], &[]), "9.9.9.9", "nobody is believed");
        assert_eq!(from("9.9.9.9", &["1.1.1.1"], &["10.0.0.0/8"]), "9.9.9.9");
        assert_eq!(from("10.0.0.1", &["1.1.1.1"], &["10.0.0.0/8"]), "1.1.1.1");
        assert_eq!(
            from("10.0.0.1", &["6.6.6.6", "1.1.1.1", "10.0.0.2"], &["10.0.0.0/8"]),
            "1.1.1.1",
            "the made-up part"
        );
        assert_eq!(from("10.0.0.1", &["nonsense"], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
    }
}
