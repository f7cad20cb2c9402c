//! The fuzz targets as plain tests: every committed seed, and the large attacks that no file needs.
//!
//! What holds for the targets is said in `fuzz/src`. A crash that the fuzzer finds becomes a seed
//! with a name, and so stays a test.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "../../fuzz/src/lib.rs"]
#[expect(
    unreachable_pub,
    reason = "a crate of its own in `fuzz`, where the fuzzer calls them"
)]
mod targets;

/// A target's name and the target.
type Target = (&'static str, fn(&[u8]));

const TARGETS: &[Target] = &[
    ("capture_burp", targets::capture_burp::run),
    ("capture_curl", targets::capture_curl::run),
    ("capture_har", targets::capture_har::run),
    ("capture_http", targets::capture_http::run),
    ("capture_mitmproxy", targets::capture_mitmproxy::run),
    ("capture_ndjson", targets::capture_ndjson::run),
    ("capture_pcap", targets::capture_pcap::run),
    ("capture_tshark", targets::capture_tshark::run),
    ("cross_format", targets::cross_format::run),
    ("decode_ipn", targets::decode_ipn::run),
    ("decode_json", targets::decode_json::run),
    ("decode_nvp", targets::decode_nvp::run),
    ("decode_soap", targets::decode_soap::run),
    ("decode_xml", targets::decode_xml::run),
    ("diff_form", targets::diff_form::run),
    ("diff_json", targets::diff_json::run),
    ("diff_xml", targets::diff_xml::run),
    ("encode_injection", targets::encode_injection::run),
    ("limits", targets::limits::run),
    ("roundtrip_nvp", targets::roundtrip_nvp::run),
    ("sandbox_requests", targets::sandbox_requests::run),
];

fn fuzz_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// Every file below `fuzz/seeds`, with its name and its bytes.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![fuzz_folder().join("seeds")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a readable seed");
                found.push((path.display().to_string(), bytes));
            }
        }
    }
    found
}

#[test]
fn seeds_hold_in_every_target() {
    let seeds = seeds();
    assert!(seeds.len() > 40, "only {} seeds found", seeds.len());
    for (name, run) in TARGETS {
        for (seed, bytes) in &seeds {
            // Says which, should the target panic.
            println!("{name} {seed}");
            run(bytes);
        }
    }
}

/// Each seed cut at every byte, and with every byte in turn made another: what transport does.
#[test]
fn damaged_seeds_hold_too() {
    for (seed, bytes) in seeds().iter().filter(|(_, bytes)| bytes.len() < 300) {
        println!("{seed}");
        for at in 0..bytes.len() {
            targets::decode_nvp::run(&bytes[..at]);
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << (at % 8);
            targets::decode_nvp::run(&damaged);
            targets::decode_ipn::run(&damaged);
            targets::diff_form::run(&damaged);
            targets::decode_soap::run(&damaged);
            targets::encode_injection::run(&damaged);
        }
    }
}

/// Attacks at their full size. The time is generous: what is quadratic misses it by far.
#[test]
fn large_attacks_end_soon() {
    let many = |pair: fn(usize) -> String| (0..60_000).map(pair).collect::<Vec<_>>().join("&");
    let attacks = [
        ("deep", format!("{}a=1", "a.".repeat(100_000))),
        ("deep by index", format!("a{}=1", "(0)".repeat(100_000))),
        ("flood of names", many(|n| format!("n{n}="))),
        ("flood of one parent", many(|n| format!("a.n{n}="))),
        (
            "flood, shuffled",
            many(|n| format!("a(0).n{}=", n * 7919 % 60_000)),
        ),
        ("flood of one name", many(|_| "a=1".to_owned())),
        ("list backwards", many(|n| format!("a({})=", 59_999 - n))),
        ("index bombs", many(|n| format!("a{n}(4294967295)="))),
        ("only ampersands", "&".repeat(1_000_000)),
        ("only equals", "=".repeat(1_000_000)),
        ("only per cent", "%".repeat(1_000_000)),
        ("only dots", ".".repeat(1_000_000)),
        ("one value", format!("a={}", "x".repeat(1_000_000))),
        ("one name", "x".repeat(1_000_000)),
    ];
    for (attack, body) in &attacks {
        println!("{attack}");
        let start = Instant::now();
        targets::decode_nvp::run(body.as_bytes());
        unbounded(body);
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{attack} took {:?}",
            start.elapsed()
        );
    }
}

/// The same without limits: they are a second defence, not the only one.
fn unbounded(body: &str) {
    use paywire::Limits;
    use paywire::nvp::{Config, Value};

    for config in [Config::strict(), Config::lenient()] {
        let _ = config.limits(Limits::unlimited()).from_str::<Value>(body);
    }
}

/// A target that only the fuzzer runs would be forgotten here.
#[test]
fn no_target_is_left_out() {
    let mut files: Vec<String> = fs::read_dir(fuzz_folder().join("fuzz_targets"))
        .expect("a readable folder")
        .map(|entry| entry.expect("a readable entry").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    let replayed: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, replayed);
}
