//! Distinguishes live addresses from those of test environments.

use crate::api::Environment;

/// The environment that an address belongs to; `None` if it is not an address of a service.
///
/// ```
/// use paywire::api::Environment;
/// use paywire::api::facts::environment_of;
///
/// let sandbox = Some(Environment::Sandbox);
/// assert_eq!(environment_of("https://svcs.sandbox.paypal.com/AdaptivePayments/Pay"), sandbox);
/// assert_eq!(environment_of("https://testapi.multisafepay.com/v1/json/orders"), sandbox);
/// assert_eq!(environment_of("https://api.paypal.com/v1/checkout/orders"), Some(Environment::Production));
/// assert_eq!(environment_of("https://sandbox.shop.example/ipn"), None);
/// ```
#[must_use]
pub fn environment_of(address: &str) -> Option<Environment> {
    let host = host_of(address);
    let of = |domain: &str| {
        let start = host.len().checked_sub(domain.len())?;
        let (before, end) = (host.get(..start)?, host.get(start..)?);
        let is_whole = before.is_empty() || before.ends_with('.');
        (is_whole && end.eq_ignore_ascii_case(domain)).then_some(before)
    };
    if let Some(before) = of("paypal.com") {
        let says = |word: &str| before.split('.').any(|own| own.eq_ignore_ascii_case(word));
        return Some(if says("beta-sandbox") {
            Environment::BetaSandbox
        } else if says("sandbox") {
            Environment::Sandbox
        } else {
            Environment::Production
        });
    }
    if let Some(before) = of("multisafepay.com") {
        return Some(production_unless(
            begins(before, "test") || begins(before, "dev"),
        ));
    }
    let is_test = of("tbsandbox.com").is_some();
    let is_own = ["aliexpress.com", "taobao.com"]
        .into_iter()
        .any(|own| of(own).is_some());
    (is_own || is_test).then(|| production_unless(is_test))
}

fn production_unless(is_test: bool) -> Environment {
    if is_test {
        Environment::Sandbox
    } else {
        Environment::Production
    }
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// The host of an address, without user and port.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest.get(..end).unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    host.trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_say_whose_money_it_is() {
        let named = |address| environment_of(address).map(Environment::as_str);
        for (address, name) in [
            ("https://svcs.paypal.com/AdaptivePayments/Pay", "production"),
            (
                "https://www.sandbox.paypal.com/cgi-bin/webscr?cmd=_ap-payment",
                "sandbox",
            ),
            ("HTTPS://ME:S@API-M.SANDBOX.PAYPAL.COM:443/v1", "sandbox"),
            ("https://svcs.beta-sandbox.paypal.com", "beta-sandbox"),
            ("api.sandbox.paypal.com.", "sandbox"),
            (
                "https://payv2.multisafepay.com/connect/1/?lang=nl",
                "production",
            ),
            ("https://testpayv2.multisafepay.com/connect/1/", "sandbox"),
            ("https://api-sg.aliexpress.com/sync", "production"),
            ("https://gw.api.tbsandbox.com/router/rest", "sandbox"),
        ] {
            assert_eq!(named(address), Some(name), "{address}");
        }
        for address in [
            "https://shop.example/?at=svcs.sandbox.paypal.com",
            "https://svcs.sandbox.paypal.com.shop.example/",
            "https://notpaypal.com/",
            "/AdaptivePayments/Pay",
            "",
        ] {
            assert_eq!(named(address), None, "{address}");
        }
    }
}
