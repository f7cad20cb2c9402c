//! Holds the XML reader to the conformance suite of the W3C, to documents without a type
//! definition made from it, and to hostile documents.
//!
//! The suites are not part of this package. `PAYWIRE_SHARED` names the folder that has them; the
//! counts have to be those of the ledger beside this file, neither lower nor higher.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::needs;
use crate::tally::{Ledger, Tally};
use allocation_counter::measure;
use paywire::xml::{Config, Content, Document, Element};
use paywire::{ErrorKind, nvp, xml};
use serde::Deserialize;
use serde::de::IgnoredAny;

const LEDGER: Ledger = Ledger {
    file: "tests/markup/ledger/xml.txt",
    text: include_str!("ledger/xml.txt"),
    prefix: "xml",
};

const KIB: u64 = 1 << 10;

/// The folder of a suite.
fn suite(name: &str) -> PathBuf {
    needs::path("PAYWIRE_SHARED").join("suites").join(name)
}

fn read(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path);
    bytes.unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

fn index<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&read(path)).expect("the suite has the fields this test reads")
}

/// One document of the suite, and what an XML reader without type definitions has to say of it.
#[derive(Deserialize)]
struct Case {
    id: String,
    file: String,
    doctype: bool,
    profile: Profile,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Profile {
    Accept,
    Reject,
    /// The two standards, or the editions of one, say different things.
    Any,
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn reads_and_refuses_as_the_standard_says() {
    let suite = suite("xmlconf");
    let cases: Vec<Case> = index(&suite.join("index.json"));
    let [mut accepted, mut refused, mut typed, mut any]: [Tally; 4] = Default::default();
    for case in cases {
        let bytes = read(&suite.join(&case.file));
        let read = Document::from_slice(&bytes);
        let said = format!("{} {}: {:?}", case.id, case.file, read.as_ref().map(|_| ()));
        let dtd = matches!(&read, Err(error) if *error.kind() == ErrorKind::Dtd);
        match case.profile {
            _ if case.doctype => typed.count(dtd, said),
            Profile::Accept => accepted.count(read.is_ok(), said),
            Profile::Reject => refused.count(read.is_err() && !dtd, said),
            // Whatever it is, it is the same for a type that looks at nothing.
            Profile::Any => {
                let ignored = xml::from_slice::<IgnoredAny>(&bytes);
                any.count(read.is_ok() == ignored.is_ok(), said);
            }
        }
    }
    accepted.settle(&LEDGER, "xmlconf-read");
    refused.settle(&LEDGER, "xmlconf-refused");
    typed.settle(&LEDGER, "xmlconf-dtd-refused");
    any.settle(&LEDGER, "xmlconf-any-verdict");
}

/// What a reader says that tells of one thing after the other.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Event {
    Start(String, String, Vec<(String, String)>),
    Other(String, String),
}

/// A name as expat says it.
fn expanded(namespace: Option<&str>, name: &str) -> String {
    match namespace {
        Some(uri) => format!("{uri}}}{name}"),
        None => name.to_owned(),
    }
}

/// The names and texts of an element in the order of the document, attributes by name.
fn events(element: Element<'_, '_>, events: &mut Vec<Event>) {
    let name = expanded(element.namespace(), element.name());
    let attributes = element.attributes();
    let mut attributes: Vec<_> = attributes
        .map(|one| (expanded(one.namespace, one.name), one.value.into_owned()))
        .collect();
    attributes.sort();
    events.push(Event::Start("S".into(), name.clone(), attributes));
    for part in element.content() {
        match part {
            Content::Text(text) => events.push(Event::Other("T".into(), text)),
            Content::Element(child) => self::events(child, events),
        }
    }
    events.push(Event::Other("E".into(), name));
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn tells_of_the_same_things_as_expat() {
    let suite = suite("xmlconf-nodtd");
    let wanted: BTreeMap<String, Vec<Event>> = index(&suite.join("events.json"));
    let mut tally = Tally::default();
    for (id, mut wanted) in wanted {
        for event in &mut wanted {
            if let Event::Start(_, _, attributes) = event {
                attributes.sort();
            }
        }
        let bytes = read(&suite.join(format!("{id}.xml")));
        let found = Document::from_slice(&bytes).map(|document| {
            let mut found = Vec::new();
            events(document.root(), &mut found);
            found
        });
        let same = found.as_ref().is_ok_and(|found| *found == wanted);
        tally.count(same, format!("{id}: {:?}", found.err()));
    }
    tally.settle(&LEDGER, "xmlconf-nodtd-events");
}

#[derive(Deserialize)]
struct Attack {
    want: Want,
    why: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Want {
    Reject,
    Ok,
    Any,
}

/// Reads a document in each way there is; whether it was accepted by the strict preset, and how
/// many bytes were taken from the heap for each.
fn attack(bytes: &[u8], config: &Config<'_>) -> (bool, u64) {
    let mut accepted = false;
    let ignored = measure(|| accepted = config.from_slice::<IgnoredAny>(bytes).is_ok());
    let mut same = false;
    let value = measure(|| same = config.from_slice::<nvp::Value>(bytes).is_ok() == accepted);
    assert!(
        same || accepted,
        "a type that takes everything is refused less"
    );
    (accepted, ignored.bytes_total.max(value.bytes_max))
}

/// What only the envelope of SOAP forbids.
const SOAP_ONLY: [&str; 2] = ["x68-default-ns-swap.xml", "x69-sig-wrap.xml"];

fn attacks(files: &BTreeMap<String, Attack>, bytes: impl Fn(&str) -> Vec<u8>, name: &str) {
    let [mut refused, mut accepted, mut any]: [Tally; 3] = Default::default();
    for (file, Attack { want, why }) in files {
        if !file.starts_with('x') || SOAP_ONLY.contains(&file.as_str()) {
            continue;
        }
        let bytes = bytes(file);
        let len = bytes.len() as u64;
        for lenient in [false, true] {
            let config = if lenient {
                Config::lenient()
            } else {
                Config::strict()
            };
            let (read, heap) = attack(&bytes, &config);
            let most = if read { 16 * len } else { 2 * len } + 64 * KIB;
            let said = format!("{file}: {why}; read: {read}, {heap} of {most} bytes");
            match want {
                // It may mend what is wrong, within the same bounds.
                _ if lenient => any.count(heap <= most, said),
                Want::Reject => refused.count(!read && heap <= most, said),
                Want::Ok => accepted.count(read && heap <= most, said),
                Want::Any => any.count(heap <= most, said),
            }
        }
    }
    refused.settle(&LEDGER, &format!("{name}-refused"));
    accepted.settle(&LEDGER, &format!("{name}-read"));
    any.settle(&LEDGER, &format!("{name}-any-verdict"));
}

/// The same attacks at another length.
fn grown(script: &Path, manifest: &BTreeMap<String, Attack>, len: u32, name: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let made = Command::new("python3")
        .arg(script)
        .arg(&folder)
        .arg(len.to_string())
        .output()
        .expect("python3 makes the attacks");
    assert!(made.status.success(), "{made:?}");
    attacks(manifest, |file| read(&folder.join(file)), name);
    fs::remove_dir_all(folder).expect("what was made can be removed");
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn hostile_documents_are_refused_or_bounded() {
    let suite = suite("xmlattack");
    let small = suite.join("small");
    let manifest = index(&small.join("manifest.json"));
    attacks(&manifest, |file| read(&small.join(file)), "attacks");
    grown(
        &suite.join("../../oracles/gen_attacks.py"),
        &manifest,
        2_000,
        "attacks-2k",
    );
    grown(
        &suite.join("../../oracles/gen_attacks.py"),
        &manifest,
        1_000_000,
        "attacks-1m",
    );
    let mut bombs = Tally::default();
    for entry in fs::read_dir(&suite).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.extension().is_some_and(|extension| extension == "xml") {
            let name = path.display().to_string();
            let bytes = read(&path);
            let refused =
                Document::from_slice(&bytes).is_err_and(|error| *error.kind() == ErrorKind::Dtd);
            let typed = bytes.windows(9).any(|window| window == b"<!DOCTYPE");
            bombs.count(refused == typed, name);
        }
    }
    bombs.settle(&LEDGER, "defusedxml");
}
