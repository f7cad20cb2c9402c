//! Inputs made to hurt: each refused or read as the list says, and cheaply.
//!
//! The inputs are made by `oracles/gen_attacks.py` of the folder that `PAYWIRE_SHARED` names, small
//! ones and large ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::needs;
use allocation_counter::measure;
use paywire::{Error, json, nvp};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// What the list says of an input.
#[derive(Deserialize)]
struct Attack {
    want: String,
}

/// A type with a place for what most of the attacks send.
#[derive(Deserialize)]
#[expect(dead_code, reason = "only what it takes to read them matters")]
struct Target {
    #[serde(default)]
    a: Option<String>,
    #[serde(default)]
    amount: Option<String>,
    #[serde(default, rename = "AMT")]
    amt: Option<String>,
    #[serde(default)]
    charset: Option<String>,
}

/// Where an attack cannot be told from what is harmless.
const READ_ALL_THE_SAME: &[(&str, &str)] = &[
    (
        "f01-many-pairs.txt",
        "250 pairs are not many; the large one has more than the limit",
    ),
    (
        "f11-index-bomb-nvp.txt",
        "a number without brackets is no index, so there is nothing to allocate",
    ),
];

fn json_reader<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Error> {
    json::from_slice(body)
}

/// As a notification is read: the body names its own character encoding.
fn form_reader<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Error> {
    let own = body
        .split(|byte| *byte == b'&')
        .find_map(|pair| pair.strip_prefix(b"charset="));
    let mut config = nvp::Config::strict();
    if let Some(label) = own {
        config = config.charset(String::from_utf8_lossy(label).parse()?);
    }
    config.from_slice(body)
}

/// Reads a body, and asserts that it took no more than what its length allows.
fn bounded<'de, T: Deserialize<'de>>(
    what: &str,
    body: &'de [u8],
    read: impl FnOnce(&'de [u8]) -> Result<T, Error>,
) -> Result<(), Error> {
    let mut result = None;
    let info = measure(|| result = Some(read(body)));
    let result = result.expect("the reader ran").map(drop);
    let factor = if result.is_ok() { 16 } else { 2 };
    let most = factor * body.len() as u64 + (64 << 10);
    assert!(
        info.bytes_max <= most,
        "{what}: {info:?}, {:?}",
        result.err()
    );
    result
}

macro_rules! all_readers {
    ($what:expr, $body:expr, $read:ident) => {
        [
            bounded($what, $body, $read::<Target>),
            bounded($what, $body, $read::<nvp::Value>),
            bounded($what, $body, $read::<IgnoredAny>),
        ]
    };
}

/// A line for the ledger: what came of an attack.
fn verdict(name: &str, wanted: &str, body: &[u8]) -> Option<String> {
    let extension = Path::new(name).extension()?.to_str()?;
    let results = match extension {
        "json" => all_readers!(name, body, json_reader),
        "txt" => all_readers!(name, body, form_reader),
        _ => return None,
    };
    let [typed, tree, ignored] = results.each_ref().map(|result| match result {
        Ok(()) => "read",
        Err(error) => error.kind().as_str(),
    });
    // In NVP a name may occur again where nobody reads it: it could have been a list.
    let held = if extension == "json" {
        &results[..]
    } else {
        &results[..2]
    };
    let excused = READ_ALL_THE_SAME.iter().any(|(known, _)| *known == name);
    let right = match wanted {
        "reject" => excused || held.iter().all(Result::is_err),
        "ok" => results[1].is_ok() && results[2].is_ok(),
        _ => true,
    };
    assert!(right, "{name} should be {wanted}: {results:?}");
    let readers = if typed == tree && tree == ignored {
        typed.to_owned()
    } else {
        format!("{typed} by a type, {tree} as a tree, {ignored} where ignored")
    };
    Some(format!("{name}: {wanted}, {readers}"))
}

fn made(shared: &Path, size: usize) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("attacks-{size}"));
    let made = Command::new("python3")
        .arg(shared.join("oracles/gen_attacks.py"))
        .args([folder.as_os_str(), size.to_string().as_ref()])
        .output()
        .expect("python3 runs");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    folder
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn attacks() {
    let shared = needs::path("PAYWIRE_SHARED");
    let mut report = String::new();
    for size in [2_000, 1_000_000] {
        let folder = made(&shared, size);
        let list = fs::read_to_string(folder.join("manifest.json")).expect("the list is there");
        let list: BTreeMap<String, Attack> = serde_json::from_str(&list).expect("a list");
        let mut lines = Vec::new();
        for (name, attack) in &list {
            let body = fs::read(folder.join(name)).expect("the input is there");
            lines.extend(verdict(name, &attack.want, &body));
        }
        let refused = lines
            .iter()
            .filter(|line| line.contains(": reject, ") && !line.ends_with("read"));
        let wanted = lines.iter().filter(|line| line.contains(": reject, "));
        writeln!(
            report,
            "{size} bytes: refused {}/{}",
            refused.count(),
            wanted.count()
        )
        .unwrap();
        for line in lines {
            report += &line;
            report.push('\n');
        }
    }
    let ledger = include_str!("ledger/attacks.txt");
    assert!(
        report == ledger,
        "the ledger says\n{ledger}\nbut now it is\n{report}"
    );
}
