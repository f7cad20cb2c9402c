//! Bodies of real traffic, from a folder that is not part of the package.

use std::fmt::Write as _;
use std::path::PathBuf;

use paywire::codec::{self, Config, Content};
use serde::Deserialize;

#[derive(Deserialize)]
struct Sample {
    file: String,
    expect: String,
}

/// What the format modules can read so far.
fn is_ours(file: &str) -> bool {
    let Some(name) = file.strip_prefix("adaptive-payments/") else {
        return false;
    };
    match name.rsplit_once('.') {
        Some((_, "nvp")) => true,
        Some((stem, "json")) => stem.starts_with("pay-") || stem.starts_with("payment-details-"),
        _ => false,
    }
}

#[test]
fn every_sample_is_read_or_refused_as_expected() {
    let Some(shared) = std::env::var_os("PAYWIRE_SHARED") else {
        eprintln!("skipped: PAYWIRE_SHARED is not set");
        return;
    };
    let corpus = PathBuf::from(shared).join("corpus");
    let index = std::fs::read_to_string(corpus.join("index.jsonl")).expect("the corpus is there");
    let mut report = String::new();
    let (mut all, mut typed, mut unknown) = (0, 0, 0);
    for line in index.lines() {
        let sample: Sample = serde_json::from_str(line).unwrap();
        if !is_ours(&sample.file) {
            continue;
        }
        all += 1;
        let body = std::fs::read(corpus.join(&sample.file)).unwrap();
        let found = match codec::read(&body, &Config::strict()) {
            Ok(reading) => match reading.content {
                Content::Message(decoded) => {
                    assert_ne!(sample.expect, "other", "{}", sample.file);
                    typed += 1;
                    unknown += decoded.unknown.len();
                    format!(
                        "{}, {} unknown",
                        decoded.message.kind(),
                        decoded.unknown.len()
                    )
                }
                Content::Generic(generic) => match generic.warnings.first() {
                    Some(reason) => format!("shown as it stands; {reason}"),
                    None => "shown as it stands".to_owned(),
                },
                _ => panic!("no such content"),
            },
            Err(error) => {
                assert_eq!(sample.expect, "refused", "{}: {error}", sample.file);
                assert!(error.span().is_some(), "{}: {error}", sample.file);
                format!("refused; {error}")
            }
        };
        let name = sample.file.trim_start_matches("adaptive-payments/");
        writeln!(report, "{name}: {}: {found}", sample.expect).unwrap();
    }
    writeln!(
        report,
        "samples: {all}, typed: {typed}, unknown values: {unknown}"
    )
    .unwrap();
    let ledger = include_str!("ledger/corpus.txt");
    assert!(
        report == ledger,
        "the ledger says\n{ledger}\nbut now it is\n{report}"
    );
}
