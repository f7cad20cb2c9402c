//! The recipes of `docs/beyond-one-machine.md`: every block is run, and prints what stands behind it.
//!
//! Blocks of Python that name Spark run in the interpreter of `PAYWIRE_SPARK`, the others in that of
//! `PAYWIRE_PYTHON`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::needs;

const PAGE: &str = "docs/beyond-one-machine.md";

/// What makes Spark start sooner where there is little to do.
const SMALL: &str = "--conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 \
    --driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell";

/// A fenced block of the page.
struct Block {
    /// Its language, and what follows that.
    title: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(title) = line.strip_prefix("```") else {
            continue;
        };
        let inside = lines.by_ref().take_while(|line| *line != "```");
        let text = inside.flat_map(|line| [line, "\n"]).collect();
        let title = title.to_owned();
        blocks.push(Block { title, text });
    }
    blocks
}

/// The program's folder before those that are searched anyway.
fn path() -> OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_paywire"));
    let own = program.parent().expect("it is in a folder").to_owned();
    let others = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(own).chain(env::split_paths(&others));
    env::join_paths(all).expect("folders")
}

fn run(command: &mut Command, folder: &Path) -> String {
    let run = command
        .current_dir(folder)
        .env("PATH", path())
        // Spark would look for a network otherwise.
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{command:?}: {said}");
    String::from_utf8(run.stdout).expect("it prints UTF-8")
}

/// What a page's author would not see: spaces at the ends of lines, empty lines around.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON and PAYWIRE_SPARK"]
fn recipes_do_what_they_say() {
    let spark = needs::path("PAYWIRE_SPARK");
    let python = needs::path("PAYWIRE_PYTHON");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("recipes");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = fs::read_to_string(page).expect("the page");

    let mut printed = String::new();
    let mut scripts = 0;
    for block in blocks(&page) {
        match block.title.split_once(' ').unwrap_or((&block.title, "")) {
            ("json", name) => fs::write(folder.join(name), block.text).expect("written"),
            ("console", _) => {
                for line in block.text.lines() {
                    let line = line.strip_prefix("$ ").expect("a command");
                    // A damaged message is part of the story: that is status 1, and 123 of xargs.
                    let line =
                        format!("{line}; status=$?; [ $status -le 1 ] || [ $status -eq 123 ]");
                    run(Command::new("sh").args(["-c", &line]), &folder);
                }
            }
            ("python", _) => {
                scripts += 1;
                let script = format!("recipe-{scripts}.py");
                fs::write(folder.join(&script), &block.text).expect("written");
                let interpreter = if block.text.contains("pyspark") {
                    &spark
                } else {
                    &python
                };
                let mut command = Command::new(interpreter);
                command
                    .arg(script)
                    .env("PYSPARK_PYTHON", &spark)
                    .env("PYSPARK_SUBMIT_ARGS", SMALL);
                printed = run(&mut command, &folder);
                assert!(!printed.contains("90417"), "a PIN is shown");
            }
            ("text", _) => assert_eq!(
                trimmed(&printed),
                trimmed(&block.text),
                "what is printed before:\n{}\n{printed}",
                block.text
            ),
            (other, _) => panic!("nothing is known of a block of {other}"),
        }
    }
    assert!(scripts > 2, "{scripts} scripts");
}
