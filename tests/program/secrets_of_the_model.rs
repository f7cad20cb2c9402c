//! One secret in every field that the model marks, found by walking the model, and looked for in
//! everything that is printed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use paywire::api::shape::{FieldKind, Shape, Struct};
use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Format};
use paywire::proptest::message_of;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// What each planted word begins with; a number tells them apart.
const PLANTED: &str = "Planted9041";
/// So many messages of a kind are made to find one with each field.
const TRIES: usize = 200;

/// The fields that are marked, by the struct they are in.
fn marked(shape: &Shape) -> BTreeSet<(&'static str, &'static str)> {
    let structs = shape.structs().iter();
    let marked = structs.flat_map(|known| {
        let secrets = known.fields.iter().filter(|field| field.secret);
        secrets.map(|field| (known.type_path, field.name))
    });
    marked.collect()
}

/// Puts a word of its own into each marked field of a message, whether it was there or not.
fn plant(
    shape: &Shape,
    of: &Struct,
    json: &mut Value,
    met: &mut BTreeSet<(&'static str, &'static str)>,
) {
    let Value::Object(members) = json else { return };
    for field in &of.fields {
        if field.secret {
            members.insert(
                field.name.to_owned(),
                format!("{PLANTED}{}", met.len()).into(),
            );
            met.insert((of.type_path, field.name));
        } else if field.kind == FieldKind::Struct
            && let Some(own) = members.get_mut(field.name)
            && let Some(inner) = shape.find(field.type_path)
        {
            match own {
                Value::Array(entries) => {
                    for entry in entries {
                        plant(shape, inner, entry, met);
                    }
                }
                own => plant(shape, inner, own, met),
            }
        }
    }
}

/// Messages of a kind that have each marked field between them.
fn planted(kind: MessageKind) -> Vec<AnyMessage> {
    let shape = kind.shape();
    let all = marked(&shape);
    let mut runner = TestRunner::deterministic();
    let mut found = Vec::new();
    let mut covered = BTreeSet::new();
    for _ in 0..TRIES {
        if covered.len() == all.len() {
            break;
        }
        let tree = message_of(kind).new_tree(&mut runner);
        let mut json = serde_json::to_value(tree.expect("a message").current()).expect("JSON");
        let mut met = BTreeSet::new();
        plant(&shape, shape.root(), &mut json, &mut met);
        if met.is_subset(&covered) {
            continue;
        }
        let message = kind.deserialize(json).expect("still a message");
        found.push(message);
        covered.extend(met);
    }
    assert_eq!(covered, all, "{kind}: not every field was met");
    found
}

fn folder(kind: MessageKind) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("model-{kind}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What a command prints.
fn printed(folder: &Path, args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned()
}

fn outputs() -> Vec<Vec<&'static str>> {
    let mut outputs = vec![
        vec!["identify"],
        vec!["validate", "--to", "pretty"],
        vec!["validate", "--to", "json"],
        vec!["decode", "--summary", "--to", "pretty"],
        vec!["decode", "--summary", "--to", "json"],
        vec!["trace", "--to", "pretty"],
        vec!["trace", "--to", "json"],
    ];
    for to in ["pretty", "json", "ndjson", "nvp", "xml", "soap", "html"] {
        outputs.push(vec!["decode", "--to", to]);
    }
    #[cfg(feature = "parquet")]
    outputs.push(vec!["decode", "--to", "parquet"]);
    outputs
}

#[test]
fn what_the_model_marks_is_shown_nowhere() {
    let mut kinds = 0;
    for &kind in MessageKind::ALL {
        let messages = planted(kind);
        if messages.is_empty() {
            continue;
        }
        kinds += 1;
        let folder = folder(kind);
        let (mut whole, mut damaged) = (Vec::new(), Vec::new());
        for (at, message) in messages.iter().enumerate() {
            for &format in Format::of(kind) {
                let Ok(body) = codec::encode(message, format, &Config::strict()) else {
                    continue;
                };
                assert!(body.contains(PLANTED), "{kind}: nothing was planted");
                let name = format!("{at}.{format}");
                fs::write(folder.join(&name), &body).expect("a file");
                whole.push(name);
                let name = format!("{at}.{format}.damaged");
                fs::write(folder.join(&name), format!("{body}}}&a=%&a=%&<")).expect("a file");
                damaged.push(name);
                let name = format!("{at}.{format}.other");
                fs::write(folder.join(&name), body.replace(PLANTED, "Planted9041x"))
                    .expect("a file");
            }
        }
        let files: Vec<&str> = whole.iter().chain(&damaged).map(String::as_str).collect();
        for args in outputs() {
            let args = [&args[..], &["--message", kind.name()], &files].concat();
            let printed = printed(&folder, &args);
            assert!(!printed.contains(PLANTED), "{args:?}: {printed}");
        }
        for name in &whole {
            let other = format!("{name}.other");
            for args in [
                &["diff", name, &other][..],
                &["diff", "--message", kind.name(), name, &other],
            ] {
                let printed = printed(&folder, args);
                assert!(!printed.contains(PLANTED), "{args:?}: {printed}");
            }
        }
        for name in &damaged {
            let printed = printed(&folder, &["convert", "--to", "json", name]);
            assert!(!printed.contains(PLANTED), "{name}: {printed}");
        }
        // Otherwise the test could not fail.
        let shown = [
            "decode",
            "--to",
            "ndjson",
            "--show-secrets",
            "--message",
            kind.name(),
            &whole[0],
        ];
        assert!(printed(&folder, &shown).contains(PLANTED), "{kind}");
    }
    assert!(kinds > 5, "no message has a secret");
}
