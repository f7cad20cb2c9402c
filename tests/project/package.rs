//! The package and the papers around the code say what is so.

use std::fs;
use std::path::Path;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The strings of the array that a line `KEY = [` of a TOML text opens.
fn array<'a>(toml: &'a str, key: &str) -> Vec<&'a str> {
    let start = toml
        .find(&format!("\n{key} = ["))
        .unwrap_or_else(|| panic!("no {key}"));
    let rest = &toml[start..];
    let end = rest.find(']').expect("a closing bracket");
    rest[..end].split('"').skip(1).step_by(2).collect()
}

/// The lines of the README's fenced shell blocks, in order.
fn shell_lines(readme: &str) -> Vec<&str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in readme.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => lines.push(line.trim()),
            _ => {}
        }
    }
    lines
}

#[test]
fn holds_what_its_users_need_and_nothing_else() {
    let manifest = read("Cargo.toml");
    let included = array(&manifest, "include");
    for wanted in [
        "/src/**/*",
        "/README.md",
        "/CHANGELOG.md",
        "/ARCHITECTURE.md",
        "/SECURITY.md",
        "/docs/**/*",
        "/LICENSE-*",
    ] {
        assert!(included.contains(&wanted), "{wanted} is not packaged");
    }
    for entry in included {
        let top = entry.trim_start_matches('/').split('/').next();
        assert!(
            !matches!(top, Some("fuzz" | "tests" | ".ci" | "target")),
            "{entry} is packaged"
        );
    }
}

/// A reader of the package has the pages that the README sends to.
#[test]
fn pages_that_the_readme_names_are_packaged() {
    let readme = read("README.md");
    let manifest = read("Cargo.toml");
    let included = array(&manifest, "include");
    let pages = readme
        .split('`')
        .filter(|text| Path::new(text).extension() == Some("md".as_ref()) && !text.contains(' '));
    let mut seen = 0;
    for page in pages {
        let is_in = |entry: &&str| {
            let entry = entry.trim_start_matches('/');
            entry == page
                || entry
                    .strip_suffix("**/*")
                    .is_some_and(|dir| page.starts_with(dir))
        };
        assert!(included.iter().any(is_in), "{page} is not packaged");
        assert!(!read(page).is_empty());
        seen += 1;
    }
    assert!(seen > 2, "the README names pages");
}

#[test]
fn every_metadata_field_for_publishing_is_there() {
    let manifest = read("Cargo.toml");
    for field in [
        "description",
        "documentation",
        "license",
        "readme",
        "rust-version",
    ] {
        assert!(
            manifest.contains(&format!("\n{field} = \"")),
            "{field} is missing"
        );
    }
    assert!((1..=5).contains(&array(&manifest, "keywords").len()));
    assert!((1..=5).contains(&array(&manifest, "categories").len()));
    assert!(manifest.contains("\nlicense = \"MIT OR Apache-2.0\""));
}

#[test]
fn both_licenses_are_there_in_full() {
    assert!(read("LICENSE-MIT").contains("THE SOFTWARE IS PROVIDED \"AS IS\""));
    let apache = read("LICENSE-APACHE");
    assert!(apache.contains("Version 2.0, January 2004"));
    assert!(apache.contains("END OF TERMS AND CONDITIONS"));
}

#[test]
fn one_minimum_rust_version_everywhere() {
    let manifest = read("Cargo.toml");
    let start = manifest.find("rust-version = \"").expect("rust-version") + 16;
    let version = manifest[start..].split('"').next().expect("a version");
    assert!(read("clippy.toml").contains(&format!("msrv = \"{version}\"")));
    assert!(read("README.md").contains(&format!("Rust {version}")));
}

/// What the README promises first, the gate runs first: in the same words.
#[test]
fn the_gate_runs_the_two_commands_of_the_readme() {
    let readme = read("README.md");
    let lines = shell_lines(&readme);
    let gate = read(".ci/run");
    for command in &lines[..2] {
        assert!(command.starts_with("cargo "), "{command}");
        assert!(gate.contains(command), "`{command}` is not in .ci/run");
    }
    assert_eq!(lines[0], "cargo run --features cli -- decode");
    assert_eq!(lines[1], "cargo test --all-features");
}

#[test]
fn the_changelog_knows_this_version() {
    let changelog = read("CHANGELOG.md");
    let version = env!("CARGO_PKG_VERSION");
    let known = changelog.contains(&format!("## {version}")) || changelog.contains("## Unreleased");
    assert!(known, "CHANGELOG.md says nothing of {version}");
}
