//! The cases that a trial in the field found, run against the program.
//!
//! `reports/check.py` of the folder that `PAYWIRE_SHARED` names runs the cases of `reports/cases.jsonl`
//! beside it. `tests/program/ledger/field_trial.txt` has the ids of those that may still fail, each below the
//! reason. A case that comes to be right has to leave it, but
//! for one marked by `?`: how much memory is measured differs with the machine and the build.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::needs;

/// The ids of cases that may fail, and of those among them that may be right too.
fn ledger() -> (BTreeSet<String>, BTreeSet<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/program/ledger/field_trial.txt");
    let text = fs::read_to_string(path).expect("the ledger is there");
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lines: Vec<&str> = lines.collect();
    let measured = lines.iter().filter_map(|line| line.strip_prefix('?'));
    let measured = measured.map(|id| id.trim().to_owned()).collect();
    let ids = lines.iter().map(|line| line.trim_start_matches(['?', ' ']));
    (ids.map(str::to_owned).collect(), measured)
}

/// The ids of cases that fail, of what `check.py` prints: `ID: what is wrong`, what would be right
/// indented below it, and how many passed at the end.
fn failed(report: &str) -> BTreeSet<String> {
    let lines = report.lines().filter(|line| !line.starts_with(' '));
    let cases = lines.filter_map(|line| line.split_once(": "));
    cases.map(|(id, _)| id.to_owned()).collect()
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_case_is_right_or_in_the_ledger() {
    let shared = needs::path("PAYWIRE_SHARED");
    let reports = shared.join("reports");
    let run = Command::new("python3")
        .arg(reports.join("check.py"))
        .arg(env!("CARGO_BIN_EXE_paywire"))
        .arg(reports.join("cases.jsonl"))
        .arg("--no-captures")
        .output()
        .expect("python3 starts");
    let report = String::from_utf8_lossy(&run.stdout);
    let count = report.lines().last().and_then(|line| line.split_once('/'));
    let (passed, total) = count.expect("it ends with how many passed");
    let failed = failed(&report);
    let counted = passed.parse::<usize>().ok().zip(total.parse().ok());
    assert_eq!(
        counted.map(|(passed, total)| (passed + failed.len(), total)),
        Some((46, 46)),
        "{report}{}",
        String::from_utf8_lossy(&run.stderr)
    );

    let (ledger, measured) = ledger();
    let fails: Vec<_> = failed.difference(&ledger).collect();
    assert!(fails.is_empty(), "these fail: {fails:?}\n{report}");
    let right = ledger.difference(&failed);
    let right: Vec<_> = right.filter(|id| !measured.contains(*id)).collect();
    assert!(
        right.is_empty(),
        "these are right now and leave tests/program/ledger/field_trial.txt: {right:?}"
    );
}
