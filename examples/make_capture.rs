//! Writes a capture of any size for benchmarks:
//!
//! ```text
//! cargo run --release --example make_capture -- har 1GiB > large.har
//! rustc -O --edition 2024 examples/make_capture.rs && ./make_capture ndjson 200MiB > large.ndjson
//! ```
//!
//! The layouts are `har`, `ndjson` (a line per exchange, with `request.body` and `response.body`),
//! `json` and `lines` (a message per line, in JSON or NVP).

#[path = "../benches/traffic/mod.rs"]
mod traffic;

use std::io::{self, BufWriter};
use std::process::ExitCode;

use traffic::Layout;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = match &*arguments {
        [layout, size] => layout.parse::<Layout>().map(|layout| (layout, bytes(size))),
        _ => Err(
            "usage: make_capture har|ndjson|json|lines SIZE, where SIZE is a number with B, KiB, MiB or GiB",
        ),
    };
    let written = match asked {
        Ok((layout, Some(size))) => {
            let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
            traffic::write(layout, size, &mut out).map_err(|error| error.to_string())
        }
        Ok((_, None)) => Err("invalid size; write a number with B, KiB, MiB or GiB".to_owned()),
        Err(wrong) => Err(wrong.to_owned()),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("make_capture: {wrong}");
            ExitCode::from(2)
        }
    }
}

/// Parses a size such as `64MiB` into bytes.
fn bytes(size: &str) -> Option<u64> {
    let digits = size.find(|letter: char| !letter.is_ascii_digit());
    let (number, unit) = size.split_at(digits.unwrap_or(size.len()));
    let factor = match unit {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}
