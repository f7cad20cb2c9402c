//! A test that needs something from outside is ignored and says what it needs: none is green without it.

use std::fs;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sources_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            sources_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// What is wrong with how a file of tests takes what is outside.
fn wrong(source: &str, known: &str) -> Vec<String> {
    let lines = source.lines().map(str::trim_start);
    let mut found = Vec::new();
    for line in lines.filter(|line| line.starts_with("#[ignore")) {
        let needs = line.strip_prefix("#[ignore = \"needs ");
        let needs = needs.and_then(|rest| rest.strip_suffix("\"]"));
        let unknown = |name: &str| !name.starts_with("PAYWIRE_") || !known.contains(name);
        if needs.is_none_or(|names| names.split(" and ").any(unknown)) {
            found.push(format!(
                "{line}: write \"needs VARIABLE and VARIABLE\", each as in CONTRIBUTING.md"
            ));
        }
    }
    // Nothing else looks whether it is there, so nothing can pass because it is not.
    if source.contains("var_os(\"PAYWIRE_") || source.contains("var(\"PAYWIRE_") {
        found.push("take what is outside from `common/needs.rs`".to_owned());
    }
    // A file without tests lends it to others.
    let asks = source.contains("needs::path(\"") && source.contains("#[test]");
    if asks && !source.contains("#[ignore = ") {
        found.push("a test that needs something is not ignored".to_owned());
    }
    found
}

#[test]
fn what_needs_something_from_outside_says_so() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known = read(&root.join("CONTRIBUTING.md"));
    let mut files = Vec::new();
    sources_below(&root.join("tests"), &mut files);
    assert!(files.len() > 50, "tests are not where they are expected");
    let own = root.join(file!());
    let others = files.iter().filter(|path| **path != own);
    let all: Vec<String> = others
        .flat_map(|path| {
            let wrong = wrong(&read(path), &known);
            wrong
                .into_iter()
                .map(|wrong| format!("{}: {wrong}", path.display()))
        })
        .collect();
    assert!(all.is_empty(), "\n{}\n", all.join("\n"));
}

#[test]
fn other_spellings_are_found() {
    let known = "`PAYWIRE_A` and `PAYWIRE_B`";
    let good = "#[test]\n#[ignore = \"needs PAYWIRE_A and PAYWIRE_B\"]\nfn f() { needs::path(\"PAYWIRE_A\") }";
    assert_eq!(wrong(good, known), Vec::<String>::new());
    for bad in [
        "#[ignore]",
        "#[ignore = \"slow\"]",
        "#[ignore = \"needs PAYWIRE_C\"]",
        "#[ignore = \"needs PAYWIRE_A, PAYWIRE_B\"]",
        "let Some(a) = env::var_os(\"PAYWIRE_A\") else { return };",
        "#[test]\nfn f() { needs::path(\"PAYWIRE_A\"); }",
    ] {
        assert_eq!(wrong(bad, known).len(), 1, "{bad}");
    }
}
