//! Flows of mitmproxy: nothing panics, and how the bytes come changes nothing.

use paywire::capture::{Config, Item, Kind};

/// The target.
pub fn run(data: &[u8]) {
    let config = Config::new().kind(Kind::Mitmproxy).max_entry(64 << 10);
    for (_, item) in super::captured::read(data, &config) {
        let Ok(Item::Exchange(exchange)) = item else {
            continue;
        };
        if let Some(response) = &exchange.response {
            let _ = response.body.content(&response.headers, &config);
        }
    }
}
