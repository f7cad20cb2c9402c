//! Commands of curl: nothing panics, how the bytes come changes nothing, each one is a request, and a
//! request that is written as a command again is read as the same.

use paywire::capture::{self, Body, Config, Exchange, Headers, Item, Kind, Reader as _, Request};
use std::io::{Cursor, Read};

/// Gives a few bytes at a time.
struct Drops(Cursor<Vec<u8>>, usize);

impl Read for Drops {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

/// How many requests are looked at: a long body goes to each of many addresses.
const MOST: usize = 100;

/// The target.
pub fn run(data: &[u8]) {
    let whole = read(data, data.len().max(1));
    // How much comes out of a packed one before damage is met depends on how much is asked for.
    if data.len() < 2000 && !super::captured::is_packed(data) {
        assert_eq!(read(data, 1), whole);
    }
    for read_ in whole.into_iter().flatten() {
        let Some(request) = &read_.request else {
            panic!("a command without a request");
        };
        let _ = request.body.content(&request.headers, &Config::new());
        again(request);
    }
}

fn read(data: &[u8], size: usize) -> Vec<Result<Exchange, String>> {
    let config = Config::new().kind(Kind::Curl).max_entry(64 << 10);
    let input = Drops(Cursor::new(data.to_vec()), size);
    // What is packed may be refused before anything of it is read.
    let Ok(mut capture) = capture::open(input, &config) else {
        return Vec::new();
    };
    let entries = std::iter::from_fn(|| capture.next_entry()).take(MOST);
    entries
        .map(|entry| {
            let item = entry.and_then(|entry| entry.parse(&config));
            match item.map_err(|error| error.to_string())? {
                Item::Exchange(exchange) => Ok(*exchange),
                other => panic!("{other:?}"),
            }
        })
        .collect()
}

/// Writes the request as a command, every byte of it escaped, and reads that.
fn again(request: &Request) {
    let Body::Coded(body) = &request.body else {
        return;
    };
    let plain = |value: &str| !value.contains(['\0', '\r', '\n']) && value.trim() == value;
    let fields: Vec<(&str, &str)> = request.headers.iter().collect();
    let is_plain = |(name, value): &(&str, &str)| {
        plain(name)
            && plain(value)
            && !name.contains([':', ';'])
            && !value.is_empty()
            && !name.starts_with('@')
    };
    // A field that is there twice, or the one that curl would add, needs no writing to be checked.
    if !fields.iter().all(is_plain) || request.headers.get("content-type").is_none() {
        return;
    }
    let quote = |text: &[u8]| {
        let escaped = text.iter().map(|byte| format!("\\x{byte:02x}"));
        format!("$'{}'", escaped.collect::<String>())
    };
    let mut command = format!(
        "curl -X {} --data-raw {}",
        quote(request.method.as_bytes()),
        quote(body)
    );
    for (name, value) in &fields {
        command += " -H ";
        command += &quote(format!("{name}: {value}").as_bytes());
    }
    command += " http://h/\n";
    let config = Config::new().kind(Kind::Curl);
    let mut capture = capture::open(Cursor::new(command.into_bytes()), &config).expect("memory");
    let entry = capture
        .next_entry()
        .expect("one command")
        .expect("a sound one");
    let Ok(Item::Exchange(exchange)) = entry.parse(&config) else {
        panic!("no exchange");
    };
    let own = exchange.request.expect("a request");
    assert_eq!((&own.method, &own.body), (&request.method, &request.body));
    assert_eq!(own.headers, fields.into_iter().collect::<Headers>());
}
