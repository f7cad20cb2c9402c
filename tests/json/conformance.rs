//! The suite that every JSON reader is held to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use crate::needs;
use paywire::ErrorKind;
use paywire::json::Config;
use serde::Deserialize;

/// A struct that knows no field: everything in the document is ignored, and checked all the same.
#[derive(Deserialize)]
struct Nothing {}

/// How the suite's document, bare or inside an ignored field, fares with a config.
fn fares<'de, T: Deserialize<'de>>(config: Config, document: &'de [u8]) -> Verdict {
    let error = config.from_slice::<T>(document).err();
    if let Some(error) = &error {
        assert!(error.span().is_some(), "{error}");
    }
    Verdict(error)
}

struct Verdict(Option<paywire::Error>);

impl Verdict {
    fn read(&self) -> bool {
        self.0.is_none()
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.as_ref().map(paywire::Error::kind) {
            None => f.write_str("read"),
            Some(ErrorKind::Json(what)) => write!(f, "refused: {what}"),
            Some(ErrorKind::Limit(limit)) => write!(f, "refused: {limit}"),
            Some(kind) => write!(f, "refused: {}", kind.as_str()),
        }
    }
}

/// A document as it is met: as values with native numbers, as values with numbers as text, and as
/// something nobody wants.
struct Fared {
    native: Verdict,
    text: Verdict,
    ignored: Verdict,
}

impl Fared {
    fn new(config: Config, document: &[u8]) -> Self {
        let wrapped = [b"{\"ignored\":", document, b"\n}"].concat();
        Fared {
            native: fares::<serde_json::Value>(config, document),
            text: fares::<serde_json::Value>(config.text_scalars(true), document),
            ignored: fares::<Nothing>(config, &wrapped),
        }
    }

    fn all(&self) -> [bool; 3] {
        [&self.native, &self.text, &self.ignored].map(Verdict::read)
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn conformance() {
    let shared = needs::path("PAYWIRE_SHARED");
    let folder = shared.join("suites/json/test_parsing");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the suite is there")
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut totals: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut named = String::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let document = std::fs::read(&file).unwrap();
        let strict = Fared::new(Config::strict(), &document);
        let lenient = Fared::new(Config::lenient(), &document);
        let mut count = |what, passed| {
            let total: &mut (u32, u32) = totals.entry(what).or_default();
            total.0 += u32::from(passed);
            total.1 += 1;
        };
        match name.as_bytes()[0] {
            b'y' => {
                count("y read by the strict preset", strict.all() == [true; 3]);
                count("y read by the lenient preset", lenient.all() == [true; 3]);
                if !strict.native.read() {
                    writeln!(named, "{name}: {}", strict.native).unwrap();
                }
            }
            b'n' => {
                count("n refused by the strict preset", strict.all() == [false; 3]);
                let repaired = lenient.native.read();
                count("n refused by the lenient preset", !repaired);
                if repaired {
                    writeln!(
                        named,
                        "{name}: {}, by the lenient preset read",
                        strict.native
                    )
                    .unwrap();
                }
            }
            _ => {
                let said = [
                    ("", &strict.native),
                    ("; numbers as text: ", &strict.text),
                    ("; in an ignored field: ", &strict.ignored),
                    ("; by the lenient preset: ", &lenient.text),
                ];
                let said = said.map(|(how, verdict)| (how, verdict.to_string()));
                write!(named, "{name}: {}", said[0].1).unwrap();
                if said.iter().all(|(_, verdict)| *verdict == said[0].1) {
                    named.push_str(", however it is met");
                } else {
                    named.extend(
                        said[1..]
                            .iter()
                            .map(|(how, verdict)| format!("{how}{verdict}")),
                    );
                }
                named.push('\n');
            }
        }
    }
    let mut report = String::new();
    for (what, (passed, all)) in totals {
        writeln!(report, "{what}: {passed}/{all}").unwrap();
    }
    report.push_str(&named);
    let ledger = include_str!("ledger/json.txt");
    assert!(
        report == ledger,
        "the ledger says\n{ledger}\nbut now it is\n{report}"
    );
}
