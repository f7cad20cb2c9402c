//! Checks the layers on the sources: a module never names one of a higher layer ("floor").
//!
//! `ARCHITECTURE.md` has the floors. What is read here is every path of every file under `src`
//! that starts at the crate's root (`crate::…`, `super::…`), outside comments and tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

mod scan;

use scan::Token;

/// Modules, their floors, and which modules of its own floor each may name.
struct Layers {
    floors: &'static [(&'static str, u8)],
    beside: &'static [(&'static str, &'static [&'static str])],
}

/// The library. A format works with anybody's types, so it names neither our values nor another format, but for the one
/// it is built on.
const LIBRARY: Layers = Layers {
    floors: &[
        ("error", 0),
        ("encoding", 0),
        ("fast_path", 0),
        ("growth", 0),
        ("limits", 0),
        ("policy", 0),
        ("scalar", 0),
        ("simd", 0),
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
        ("random", 2),
        ("service", 3),
        ("capture", 3),
        ("sandbox", 4),
    ],
    beside: &[
        ("encoding", &["error"]),
        ("fast_path", &["error"]),
        ("limits", &["error"]),
        ("scalar", &["error"]),
        ("tree", &["error", "growth", "limits", "policy", "scalar"]),
        ("value", &["scalar"]),
        (
            "nvp",
            &[
                "encoding",
                "error",
                "fast_path",
                "limits",
                "policy",
                "scalar",
                "simd",
                "tree",
                "veil",
            ],
        ),
        ("json", &["error", "limits", "policy", "scalar", "tree"]),
        (
            "xml",
            &[
                "encoding",
                "error",
                "fast_path",
                "growth",
                "limits",
                "policy",
                "scalar",
                "simd",
                "tree",
            ],
        ),
        (
            "soap",
            &[
                "encoding",
                "error",
                "fast_path",
                "limits",
                "policy",
                "veil",
                "xml",
            ],
        ),
        ("redact", &["codec"]),
        ("codec", &["redact"]),
        ("payments", &["redact"]),
        ("capture", &["service"]),
    ],
};

/// The program: what it stands on, what it shows, how it goes through captures, and its commands. Of the library it may
/// name everything.
const PROGRAM: Layers = Layers {
    floors: &[
        ("policy", 0),
        ("status", 0),
        ("progress", 0),
        ("file_id", 0),
        ("pattern", 0),
        ("sample", 0),
        ("input", 0),
        ("target", 0),
        ("interrupt", 0),
        ("out", 0),
        ("record", 1),
        ("environment", 1),
        ("headline", 1),
        ("reencode", 1),
        ("render", 1),
        ("args", 1),
        ("diagnostic", 1),
        ("observed", 1),
        ("batch", 1),
        ("pipeline", 2),
        ("captured", 2),
        ("run", 2),
        ("summary", 3),
        ("decode", 3),
        ("identify", 3),
        ("validate", 3),
        ("convert", 3),
        ("diff", 3),
        ("explain", 3),
        ("sandbox", 3),
        ("schema", 3),
        ("trace", 3),
        ("manual", 3),
        ("main", 4),
    ],
    beside: &[
        ("input", &["file_id", "pattern", "sample"]),
        ("target", &["file_id", "input", "interrupt"]),
        ("interrupt", &["status", "target"]),
        ("out", &["target"]),
        ("environment", &["record"]),
        ("headline", &["record"]),
        ("render", &["environment", "record", "headline"]),
        ("args", &["render"]),
        ("diagnostic", &["render"]),
        ("observed", &["environment", "record", "render"]),
        ("batch", &["diagnostic", "record", "render"]),
        ("captured", &["pipeline"]),
        ("run", &["captured", "pipeline"]),
        ("decode", &["summary"]),
        ("schema", &["explain"]),
    ],
};

/// Where the program's sources are below `src`.
const PROGRAM_FOLDER: &str = "bin/paywire/";

impl Layers {
    fn floor(&self, room: &str) -> Option<u8> {
        let found = self.floors.iter().find(|(name, _)| *name == room);
        found.map(|(_, floor)| *floor)
    }

    /// The rooms of its own floor that a room may name.
    fn beside(&self, room: &str) -> &'static [&'static str] {
        let found = self.beside.iter().find(|(name, _)| *name == room);
        found.map_or(&[], |(_, beside)| *beside)
    }

    /// What is wrong with a room naming another.
    fn fault(&self, room: &str, named: &str) -> Option<String> {
        let own = self.floor(room)?;
        let Some(floor) = self.floor(named) else {
            return Some(format!(
                "`{named}` is in no room that tests/project/layers knows"
            ));
        };
        if floor > own {
            return Some(format!("floor {own} names `{named}` of floor {floor}"));
        }
        let may = room == named || floor < own || self.beside(room).contains(&named);
        (!may).then(|| format!("`{room}` names `{named}` beside it"))
    }
}

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
            "config", "escape", "in_order", "lex", "lines", "name", "ordered", "pairs", "scan",
            "spelling", "table", "tape", "trie", "unescape", "warning",
        ],
        serde: &["de", "fast_path", "ser", "tree", "value", "with"],
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
            "scan",
            "scope",
            "siblings",
            "stack",
            "standalone",
            "tape",
            "text",
            "twins",
            "warning",
            "writer",
        ],
        serde: &["de", "fast_path", "ser", "tree"],
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

/// The rooms that a file names, each with its path and its line.
fn named(
    tokens: &[scan::Placed],
    roots: &[&str],
    (module, exports): (&[String], &Exports),
) -> Vec<(String, Vec<String>, usize)> {
    let paths = scan::paths(tokens, roots).into_iter();
    let named = paths.filter_map(|(path, line)| {
        let path = absolute(&path, module)?;
        let first = path.first()?;
        let room = exports.get(first).unwrap_or(first).clone();
        Some((room, path, line))
    });
    named.collect()
}

/// Everything that is wrong in one file of the library, a line each.
fn violations(file: &str, source: &str, exports: &Exports) -> Vec<String> {
    let module = module(file);
    let room = module[0].as_str();
    let mut wrong = Vec::new();
    let Some(own_floor) = LIBRARY.floor(room) else {
        return vec![format!(
            "{file}: say in tests/project/layers which floor `{room}` is on"
        )];
    };
    let halves = HALVES.iter().find(|halves| halves.format == room);
    let halves =
        halves.filter(|halves| part(&module).is_some_and(|part| halves.lexer.contains(&part)));
    let in_lexer = halves.is_some();
    let tokens = scan::tokens(source);
    let roots = ["crate", "paywire", "self", "super"];
    for (named, path, line) in named(&tokens, &roots, (&module, exports)) {
        if let Some(fault) = LIBRARY.fault(room, &named) {
            wrong.push(format!("{file}:{line}: {fault}"));
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

/// Everything that is wrong in one file of the program, a line each.
fn violations_of_program(file: &str, source: &str) -> Vec<String> {
    let module = module(file);
    let room = module[0].as_str();
    if PROGRAM.floor(room).is_none() {
        return vec![format!(
            "{PROGRAM_FOLDER}{file}: say in tests/project/layers which floor `{room}` is on"
        )];
    }
    let tokens = scan::tokens(source);
    let roots = ["crate", "self", "super"];
    named(&tokens, &roots, (&module, &Exports::new()))
        .into_iter()
        .filter_map(|(named, _, line)| {
            let fault = PROGRAM.fault(room, &named)?;
            Some(format!("{PROGRAM_FOLDER}{file}:{line}: {fault}"))
        })
        .collect()
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
    // The root only hangs the rooms up, so it sees everything.
    let checked: Vec<_> = sources
        .iter()
        .filter(|(file, _)| file != "lib.rs" && !file.ends_with("tests.rs"))
        .collect();
    let (program, library): (Vec<_>, Vec<_>) = checked
        .into_iter()
        .partition(|(file, _)| file.starts_with("bin/"));
    assert!(
        library.len() > 5 && program.len() > 5,
        "sources are not where they are expected"
    );
    let in_library = library
        .iter()
        .flat_map(|(file, source)| violations(file, source, &exports));
    let in_program = program.iter().flat_map(|(file, source)| {
        let file = file
            .strip_prefix(PROGRAM_FOLDER)
            .expect("a file of the program");
        violations_of_program(file, source)
    });
    let wrong: Vec<String> = in_library.chain(in_program).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// A room that is gone, or that no longer names what it may, says nothing here.
#[test]
fn everything_that_is_said_of_rooms_is_so() {
    let sources = sources();
    let all = sources
        .iter()
        .map(|(file, source)| (file.as_str(), source.as_str()));
    let exports = exports(all);
    let none = Exports::new();
    for (layers, folder, exports) in [(&LIBRARY, "", &exports), (&PROGRAM, PROGRAM_FOLDER, &none)] {
        let files: Vec<_> = sources
            .iter()
            .filter_map(|(file, source)| Some((module(file.strip_prefix(folder)?), source)))
            .collect();
        for (room, _) in layers.floors {
            let is_there = files.iter().any(|(module, _)| module[0] == *room);
            assert!(is_there, "`{room}` is gone");
        }
        for (room, beside) in layers.beside {
            let own = files.iter().filter(|(module, _)| module[0] == *room);
            let named: BTreeSet<String> = own
                .flat_map(|(module, source)| {
                    let roots = ["crate", "self", "super"];
                    named(&scan::tokens(source), &roots, (module, exports))
                })
                .map(|(named, ..)| named)
                .collect();
            for other in *beside {
                assert!(named.contains(*other), "`{room}` names `{other}` no more");
            }
        }
    }
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
            "codec/mod.rs",
            "use crate::capture::Reader;",
            "names `capture` of floor 3",
        );
    }

    #[test]
    fn on_a_neighbor_of_a_format() {
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
    fn on_a_neighbor_that_was_not_said() {
        refused(
            "payments/mod.rs",
            "use crate::codec;",
            "`payments` names `codec`",
        );
        refused(
            "codec/mod.rs",
            "use crate::payments;",
            "`codec` names `payments`",
        );
        refused("error.rs", "use crate::tree;", "`error` names `tree`");
        accepted("codec/mod.rs", "use crate::redact;");
    }

    #[test]
    fn in_the_program_too() {
        let wrong = |file, source| violations_of_program(file, source).concat();
        let found = wrong("pipeline.rs", "use crate::decode::x;");
        assert!(
            found.contains("floor 2 names `decode` of floor 3"),
            "{found}"
        );
        let found = wrong("render/json.rs", "use super::super::run;");
        assert!(found.contains("floor 1 names `run` of floor 2"), "{found}");
        let found = wrong("decode.rs", "use crate::trace;");
        assert!(
            found.contains("`decode` names `trace` beside it"),
            "{found}"
        );
        let found = wrong("attic.rs", "");
        assert!(found.contains("which floor `attic`"), "{found}");
        assert_eq!(
            wrong("decode.rs", "use crate::summary; use paywire::codec;"),
            ""
        );
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
