//! HAR: nothing panics, how the bytes come changes nothing, and what is sound JSON has as many entries
//! as another reader finds in it.

use paywire::capture::{Config, Item, Kind};
use serde_json::Value;

/// The target.
pub fn run(data: &[u8]) {
    let config = Config::new().kind(Kind::Har).max_entry(64 << 10);
    let read = super::captured::read(data, &config);
    if let Some(expected) = entries(data) {
        assert_eq!(read.len(), expected);
    }
    for (_, item) in read {
        let Ok(Item::Exchange(exchange)) = item else {
            continue;
        };
        if let Some(request) = &exchange.request {
            let _ = request.body.content(&request.headers, &config);
        }
        if let Some(response) = &exchange.response {
            let _ = response.body.content(&response.headers, &config);
        }
    }
}

/// How many entries there are, where that is beyond doubt: names are written plainly, and none of
/// those on the way to the entries is there twice.
fn entries(data: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(data).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let once = |name: &str| text.matches(name).count() == 1;
    if text.contains('\\') || !once("\"entries\"") || !once("\"log\"") {
        return None;
    }
    let document: Value = serde_json::from_str(text).ok()?;
    Some(document.get("log")?.get("entries")?.as_array()?.len())
}
