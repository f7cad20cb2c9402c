//! The house's rule, checked on the sources: a lower floor never names a higher one.
//!
//! `ARCHITECTURE.md` has the floors. What is read here is every path of every file under `src`
//! that starts at the crate's root (`crate::…`, `super::…`), outside comments and tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

mod scan;

use scan::Token;

/// Each room of the library and the floor it is on.
const FLOORS: &[(&str, u8)] = &[
    ("error", 0),
    ("encoding", 0),
    ("limits", 0),
    ("scalar", 0),
    ("tree", 0),
    ("nvp", 0),
    ("json", 0),
    ("xml", 0),
    ("soap", 0),
    ("value", 0),
    ("veil", 0),
    ("api", 1),
    ("redact", 2),
    ("codec", 2),
    ("payments", 2),
    ("capture", 3),
    ("http", 4),
    ("axum", 4),
];

/// The formats. Each works with anybody's types, so it names neither our values nor another
/// format, but for the one it is built on.
const FORMATS: &[&str] = &["nvp", "json", "xml", "soap"];
const BUILT_ON: &[(&str, &str)] = &[("soap", "xml")];

/// A format that has two halves.
struct Halves {
    format: &'static str,
    /// What knows bytes and spans, and never serde.
    lexer: &'static [&'static str],
    /// What the lexer never names, and which stands in `mod.rs` beside these.
    serde: &'static [&'static str],
}

const HALVES: &[Halves] = &[
    Halves {
        format: "nvp",
        lexer: &[
            "charset", "config", "escape", "lex", "lines", "name", "order", "ordered", "pairs",
            "scan", "spelling", "table", "tape", "trie", "unescape", "warning",
        ],
        serde: &["de", "ser", "straight", "tree", "value", "with"],
    },
    Halves {
        format: "xml",
        lexer: &[
            "attributes",
            "charset",
            "chars",
            "config",
            "declaration",
            "document",
            "escape",
            "lex",
            "markup",
            "names",
            "scope",
            "siblings",
            "standalone",
            "tape",
            "text",
            "twins",
            "warning",
            "writer",
        ],
        serde: &["de", "ser", "tree"],
    },
];

/// Words of the payments model. They stand in the floors above zero only.
const PAYMENT_WORDS: &[&str] = &[
    "PayRequest",
    "PayResponse",
    "PaymentDetails",
    "FaultMessage",
    "AdaptivePayments",
    "adaptive_payments",
    "PayPal",
    "receiverList",
    "requestEnvelope",
    "responseEnvelope",
];

/// The names the crate's root re-exports, and the room each comes from.
type Exports = BTreeMap<String, String>;

fn floor(room: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, floor)| *floor)
}

/// The module path of a file: `nvp/lex.rs` is `["nvp", "lex"]`, `nvp/mod.rs` is `["nvp"]`.
fn module(file: &str) -> Vec<String> {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    stem.split('/').map(str::to_owned).collect()
}

/// The module right below its room that a file belongs to, if it is not the room's own `mod.rs`.
fn part(module: &[String]) -> Option<&str> {
    module.get(1).map(String::as_str)
}

/// What `lib.rs` says with `pub use crate::room::Name`, and the macros exported by their files.
fn exports<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Exports {
    let mut exports = Exports::new();
    for (file, source) in files {
        let tokens = scan::tokens(source);
        if file == "lib.rs" {
            for (path, _) in scan::paths(&tokens, &["crate", "self"]) {
                if let [_, room, .., name] = path.as_slice() {
                    exports.insert(name.clone(), room.clone());
                }
            }
        }
        let words: Vec<&str> = tokens
            .iter()
            .filter_map(|(token, _)| match token {
                Token::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect();
        for at in 0..words.len() {
            if words[at] == "macro_rules" && words[..at].contains(&"macro_export") {
                exports.insert(words[at + 1].to_owned(), module(file)[0].clone());
            }
        }
    }
    exports
}

/// Writes `super::` and `self::` out from the crate's root; `None` for a path into another crate.
fn absolute(path: &[String], module: &[String]) -> Option<Vec<String>> {
    let mut base = match path[0].as_str() {
        "crate" | "paywire" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    for step in path {
        match step.as_str() {
            "super" => drop(base.pop()),
            "crate" | "paywire" | "self" => {}
            step => base.push(step.to_owned()),
        }
    }
    Some(base)
}

/// Everything that is wrong in one file of the library, a line each.
fn violations(file: &str, source: &str, exports: &Exports) -> Vec<String> {
    let module = module(file);
    let room = module[0].as_str();
    let mut wrong = Vec::new();
    let Some(own_floor) = floor(room) else {
        return vec![format!(
            "{file}: say in tests/project/layers which floor `{room}` is on"
        )];
    };
    let halves = HALVES.iter().find(|halves| halves.format == room);
    let halves =
        halves.filter(|halves| part(&module).is_some_and(|part| halves.lexer.contains(&part)));
    let in_lexer = halves.is_some();
    let tokens = scan::tokens(source);
    for (path, line) in scan::paths(&tokens, &["crate", "paywire", "self", "super"]) {
        let Some(path) = absolute(&path, &module) else {
            continue;
        };
        let Some(first) = path.first() else { continue };
        let named = exports.get(first).map_or(first.as_str(), String::as_str);
        let Some(named_floor) = floor(named) else {
            wrong.push(format!(
                "{file}:{line}: `{first}` is in no room that tests/project/layers knows"
            ));
            continue;
        };
        if named_floor > own_floor {
            wrong.push(format!(
                "{file}:{line}: floor {own_floor} names `{named}` of floor {named_floor}"
            ));
        }
        if named != room && !may_name(room, named) {
            wrong.push(format!("{file}:{line}: `{room}` names `{named}` beside it"));
        }
        let other_half = path
            .get(1)
            .is_some_and(|part| halves.is_some_and(|halves| halves.serde.contains(&part.as_str())));
        if in_lexer && named == room && other_half {
            wrong.push(format!("{file}:{line}: the lexer names the serde half"));
        }
    }
    for (token, line) in &tokens {
        let (Token::Word(text) | Token::Text(text)) = token else {
            continue;
        };
        if own_floor == 0 && PAYMENT_WORDS.iter().any(|word| text.contains(word)) {
            wrong.push(format!("{file}:{line}: floor 0 speaks of payments"));
        }
        if in_lexer && matches!(text.as_str(), "serde" | "serde_core") {
            wrong.push(format!("{file}:{line}: the lexer names serde"));
        }
    }
    wrong
}

/// Whether a room may name another of its own floor.
fn may_name(room: &str, named: &str) -> bool {
    let is_format = |name: &str| FORMATS.contains(&name);
    match (room, named) {
        (_, "encoding" | "error" | "limits" | "scalar" | "tree" | "veil") => true,
        (room, named) if is_format(room) => {
            floor(named) != Some(0) || BUILT_ON.contains(&(room, named))
        }
        ("value" | "encoding" | "error" | "limits" | "scalar" | "tree" | "veil", named) => {
            !is_format(named) && named != "value"
        }
        _ => true,
    }
}

/// All files of the library with their texts, by their names below `src`.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path: PathBuf = entry.expect("a readable entry").path();
            let name = path
                .strip_prefix(&root)
                .expect("below src")
                .to_str()
                .expect("UTF-8");
            let name = name.replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((name, fs::read_to_string(&path).expect("a readable file")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn arrows_point_down_only() {
    let sources = sources();
    let exports = exports(
        sources
            .iter()
            .map(|(file, source)| (file.as_str(), source.as_str())),
    );
    // The root only hangs the rooms up and the command line is the top floor: both see everything.
    let checked: Vec<_> = sources
        .iter()
        .filter(|(file, _)| {
            file != "lib.rs" && !file.starts_with("bin/") && !file.ends_with("tests.rs")
        })
        .collect();
    assert!(checked.len() > 5, "sources are not where they are expected");
    let wrong: Vec<String> = checked
        .iter()
        .flat_map(|(file, source)| violations(file, source, &exports))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_file_of_a_format_is_in_one_half() {
    let sources = sources();
    let modules: Vec<_> = sources.iter().map(|(file, _)| module(file)).collect();
    for Halves {
        format,
        lexer,
        serde,
    } in HALVES
    {
        let own = modules.iter().filter(|module| module[0] == *format);
        let parts: Vec<&str> = own.filter_map(|module| part(module)).collect();
        let halves = [*lexer, *serde].concat();
        for part in &parts {
            assert!(
                halves.contains(part),
                "say in tests/project/layers which half {format}/{part} is in"
            );
        }
        for half in halves {
            assert!(parts.contains(&half), "{format}/{half} is gone");
        }
    }
}

mod bites {
    use super::*;

    fn check(file: &str, source: &str) -> Vec<String> {
        let lib = "pub use crate::error::{Error, Result}; pub use crate::value::Amount;";
        let amount = "#[macro_export] macro_rules! open_code { () => {} }";
        let exports = exports([("lib.rs", lib), ("value/code.rs", amount)]);
        violations(file, source, &exports)
    }

    #[track_caller]
    fn refused(file: &str, source: &str, reason: &str) {
        let wrong = check(file, source);
        assert!(
            wrong.iter().any(|line| line.contains(reason)),
            "{source}: {wrong:?}"
        );
    }

    #[track_caller]
    fn accepted(file: &str, source: &str) {
        assert_eq!(check(file, source), Vec::<String>::new(), "{source}");
    }

    #[test]
    fn on_a_higher_floor_however_it_is_named() {
        let reason = "names `codec` of floor 2";
        refused("api/mod.rs", "use crate::codec::decode;", reason);
        refused("api/mod.rs", "use crate::{error::Error, codec};", reason);
        refused(
            "api/mod.rs",
            "use crate::{error::{Error, Result}, codec::*};",
            reason,
        );
        refused(
            "api/mod.rs",
            "fn f() { crate::codec::decode::<u8>(1) }",
            reason,
        );
        refused(
            "api/mod.rs",
            "macro_rules! m { () => { $crate::codec::decode() } }",
            reason,
        );
        refused("api/pay/mod.rs", "use super::super::codec;", reason);
        refused("nvp/de.rs", "/* a */ use /* b */ crate::codec;", reason);
        refused(
            "capture/har.rs",
            "use crate::http::x;",
            "names `http` of floor 4",
        );
    }

    #[test]
    fn on_a_neighbour_of_a_format() {
        refused(
            "nvp/de.rs",
            "use crate::value::Amount;",
            "`nvp` names `value`",
        );
        refused("nvp/de.rs", "use crate::Amount;", "`nvp` names `value`");
        refused("nvp/de.rs", "crate::open_code! {}", "`nvp` names `value`");
        refused("json/mod.rs", "use crate::nvp;", "`json` names `nvp`");
        refused("value/amount.rs", "use crate::nvp;", "`value` names `nvp`");
        accepted("soap/mod.rs", "use crate::xml::Reader;");
    }

    #[test]
    fn on_a_lexer_that_looks_across() {
        refused(
            "nvp/lex.rs",
            "use serde::Deserialize;",
            "the lexer names serde",
        );
        refused(
            "nvp/lex/deep.rs",
            "fn f() -> serde::de::Error {}",
            "the lexer names serde",
        );
        refused(
            "nvp/tape.rs",
            "use super::de::Walk;",
            "names the serde half",
        );
        refused(
            "nvp/tape.rs",
            "use super::{name::Name, value};",
            "names the serde half",
        );
        accepted(
            "nvp/de.rs",
            "use serde::de; use super::ser; use super::tape;",
        );
    }

    #[test]
    fn on_words_of_payments_below_the_model() {
        refused(
            "nvp/de.rs",
            "const X: &str = \"PayRequest\";",
            "speaks of payments",
        );
        refused(
            "value/mod.rs",
            "struct PayResponseLike;",
            "speaks of payments",
        );
        accepted("api/mod.rs", "struct PayRequest;");
    }

    #[test]
    fn on_rooms_nobody_placed() {
        refused("attic/mod.rs", "", "which floor `attic`");
        refused("api/mod.rs", "use crate::attic::x;", "in no room");
        refused("api/mod.rs", "use crate::*;", "in no room");
    }

    #[test]
    fn and_not_on_what_is_allowed() {
        accepted(
            "codec/mod.rs",
            "use crate::{Result, api, nvp::{self, Name}, value::Amount};",
        );
        accepted(
            "nvp/lex.rs",
            "use super::name::Name; use crate::Error; use serde_json as x;",
        );
        accepted(
            "nvp/de.rs",
            "/// `crate::codec`\nfn f<'a>(x: &'a str) { let c = '\\''; }",
        );
        accepted(
            "nvp/de.rs",
            "#[cfg(test)]\nmod tests { use crate::codec; fn f() { {} } }",
        );
        accepted("nvp/de.rs", "const X: &str = r#\"a \" crate::codec\"#;");
        accepted("nvp/de.rs", "/* a /* crate::codec */ crate::codec */");
    }
}
