//! Features add: what a body is taken for with fewer systems is the same as with all, or nothing.
//!
//! Tables name the message that each body is taken for when all systems are there; each set of features is held to
//! them. `messages.txt` has bodies of every message, made up at random, with what they are taken for.
//! `files.txt` says it of the seeds of the fuzzers, and of recorded bodies. With `UPDATE_TABLES=1` in the environment
//! and all features both are written anew.

#![cfg(feature = "api")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use paywire::api::{Direction, MessageKind};
use paywire::codec::{self, Config, Content};

#[path = "../common/needs.rs"]
mod needs;

const MESSAGES: &str = include_str!("messages.txt");
const FILES: &str = include_str!("files.txt");

/// What stands in tables for a body that is no message.
const NONE: &str = "-";

/// How a body is read: by itself, with its direction said, and with what can be mended.
fn configs() -> [Config; 4] {
    let strict = Config::strict();
    [
        strict,
        strict.direction(Direction::Request),
        strict.direction(Direction::Response),
        Config::lenient(),
    ]
}

/// What a body is taken for in each way of reading it.
fn taken_for(body: &[u8]) -> String {
    let names = configs().map(|config| match codec::read(body, &config) {
        Ok(reading) => match reading.content {
            Content::Message(decoded) => decoded.message.kind().name(),
            _ => NONE,
        },
        Err(_) => NONE,
    });
    names.join(" ")
}

/// The same where the messages of some systems are not there.
fn as_far_as_known(names: &str) -> String {
    let known = |name| MessageKind::from_name(name).map_or(NONE, |_| name);
    names.split(' ').map(known).collect::<Vec<_>>().join(" ")
}

fn assert_same<'a>(bodies: impl IntoIterator<Item = (&'a str, Vec<u8>, &'a str)>) {
    let mut count = 0;
    let wrong: Vec<String> = bodies
        .into_iter()
        .inspect(|_| count += 1)
        .filter_map(|(name, body, with_all)| {
            let (taken, expected) = (taken_for(&body), as_far_as_known(with_all));
            (taken != expected).then(|| format!("{name}: {taken}, and should be: {expected}"))
        })
        .collect();
    assert!(count > 0, "no bodies");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn messages_are_the_same_or_unknown() {
    let lines = MESSAGES.lines().map(|line| line.splitn(3, '\t').collect());
    assert_same(lines.map(|line: Vec<&str>| (line[2], line[2].as_bytes().to_vec(), line[1])));
}

/// The files of a folder and its folders.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect();
    files.sort();
    files
}

/// The bodies of a folder by their names in the table.
fn bodies(kind: &str, folder: &Path) -> Vec<(String, Vec<u8>)> {
    let named = files(folder).into_iter().map(|file| {
        let name = file.strip_prefix(folder).expect("below the folder");
        let name = format!("{kind}/{}", name.display()).replace('\\', "/");
        (name, fs::read(&file).expect("a readable file"))
    });
    named.collect()
}

fn seeds() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    bodies("seeds", &folder)
}

fn recorded() -> Vec<(String, Vec<u8>)> {
    bodies("corpus", &needs::path("PAYWIRE_SHARED").join("corpus"))
}

fn assert_as_listed(bodies: &[(String, Vec<u8>)]) {
    let lines = FILES.lines().filter_map(|line| line.split_once('\t'));
    let table: BTreeMap<&str, &str> = lines.collect();
    let names = bodies.iter().map(|(name, _)| &**name);
    let missing: Vec<&str> = names.filter(|name| !table.contains_key(name)).collect();
    assert!(
        missing.is_empty(),
        "not in tests/features/files.txt, which `UPDATE_TABLES=1 cargo test --all-features --test features` writes anew: {missing:?}"
    );
    assert_same(
        bodies
            .iter()
            .map(|(name, body)| (&**name, body.clone(), table[&**name])),
    );
}

#[test]
fn seeds_are_the_same_or_unknown() {
    assert_as_listed(&seeds());
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn recorded_bodies_are_the_same_or_unknown() {
    assert_as_listed(&recorded());
}

#[cfg(all(feature = "systems", feature = "proptest"))]
mod tables {
    use super::*;
    use codec::Format;
    use paywire::proptest::message_of;
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    #[test]
    fn every_message_has_bodies() {
        for kind in MessageKind::ALL {
            let mut own = MESSAGES.lines().map(|line| line.split('\t').next());
            assert!(
                own.any(|own| own == Some(kind.name())),
                "{kind} has no line"
            );
        }
    }

    /// Bodies of a message in each format, short and longer.
    fn bodies_of(kind: MessageKind) -> Vec<String> {
        let mut runner = TestRunner::deterministic();
        let strategy = message_of(kind);
        let mut made: Vec<Vec<String>> = (0..40)
            .filter_map(|_| {
                let message = strategy.new_tree(&mut runner).ok()?.current();
                let formats = Format::of(kind).iter();
                let bodies = formats.map(|format| {
                    codec::encode(&message, *format, &Config::strict()).unwrap_or_default()
                });
                Some(bodies.collect())
            })
            .collect();
        made.sort_by_key(|bodies| bodies[0].len());
        let in_one_format = made[0].len() == 1;
        let chosen: &[usize] = if in_one_format {
            &[0, 2, 4, 8, 12, 20]
        } else {
            &[0, 8]
        };
        let chosen = chosen.iter().flat_map(|at| made[*at].clone());
        let is_line = |body: &String| !body.is_empty() && !body.contains(['\n', '\r']);
        chosen.filter(is_line).collect()
    }

    /// To be looked at with `git diff`.
    #[test]
    fn tables_are_written_if_asked_for() {
        if std::env::var_os("UPDATE_TABLES").is_none() {
            return;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features");
        let all = MessageKind::ALL.iter();
        let made = all.flat_map(|kind| bodies_of(*kind).into_iter().map(move |body| (kind, body)));
        let lines: Vec<String> = made
            .map(|(kind, body)| format!("{kind}\t{}\t{body}\n", taken_for(body.as_bytes())))
            .collect();
        fs::write(folder.join("messages.txt"), lines.concat()).expect("written");
        let lines: Vec<String> = [recorded(), seeds()]
            .iter()
            .flatten()
            .map(|(name, body)| format!("{name}\t{}\n", taken_for(body)))
            .collect();
        fs::write(folder.join("files.txt"), lines.concat()).expect("written");
    }
}
