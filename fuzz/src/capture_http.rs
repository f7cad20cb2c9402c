//! Raw HTTP messages: nothing panics, and how the bytes come changes nothing.

use std::io::{Cursor, Read};

use paywire::capture::{self, Config, Item, Kind, Reader as _, http};

/// Gives a few bytes at a time, as a slow network may.
struct Drops(Cursor<Vec<u8>>);

impl Read for Drops {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let few = buffer.len().min(7);
        self.0.read(&mut buffer[..few])
    }
}

/// What comes out of a capture, or the error's place.
fn read(input: impl Read + Send + 'static, config: &Config) -> Vec<Result<Item, String>> {
    let Ok(mut capture) = capture::open(input, config) else {
        return Vec::new();
    };
    std::iter::from_fn(|| capture.next_entry())
        .map(|entry| {
            entry
                .and_then(|entry| entry.parse(config))
                .map_err(|error| error.to_string())
        })
        .collect()
}

/// Reads the bytes as a file, as one request and as one response.
pub fn run(data: &[u8]) {
    let config = Config::new().kind(Kind::Http).max_entry(64 << 10);
    let whole = read(Cursor::new(data.to_vec()), &config);
    // How much comes out before damage is met depends on how much is asked for.
    let packed = super::captured::is_packed(data);
    // A message takes a line at least.
    assert!(packed || whole.len() <= data.len() + 1);
    if data.len() < 300 && !packed {
        let drops = read(Drops(Cursor::new(data.to_vec())), &config);
        assert_eq!(whole, drops);
    }
    for item in whole.into_iter().flatten() {
        let Item::Exchange(exchange) = item else {
            continue;
        };
        if let Some(response) = &exchange.response {
            let _ = response.body.content(&response.headers, &config);
        }
    }
    let _ = http::request(data, &config);
    let _ = http::response(data, Some("HEAD"), &config);
    let _ = http::response(data, None, &config);
}
