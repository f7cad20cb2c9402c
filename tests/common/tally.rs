//! Counts of a suite's cases, compared with a ledger: how many pass is committed, and may neither fall nor rise unseen.

/// The counts that a suite is expected to have, a line each.
pub(crate) struct Ledger {
    /// Where it is, for those who change it.
    pub(crate) file: &'static str,
    pub(crate) text: &'static str,
    /// What the names of its lines start with.
    pub(crate) prefix: &'static str,
}

/// Passed and all cases of one line of a ledger.
#[derive(Default)]
pub(crate) struct Tally {
    passed: u32,
    all: u32,
    failures: Vec<String>,
}

impl Tally {
    pub(crate) fn count(&mut self, passed: bool, case: impl Into<String>) {
        self.all += 1;
        self.passed += u32::from(passed);
        if !passed {
            self.failures.push(case.into());
        }
    }

    /// Compares the counts with the ledger's line of this name.
    pub(crate) fn settle(self, ledger: &Ledger, name: &str) {
        let start = format!("{}/{name}:", ledger.prefix);
        let line = format!("{start} {}/{}", self.passed, self.all);
        println!("{line}");
        let expected = ledger.text.lines().find(|line| line.starts_with(&start));
        let failures = &self.failures[..self.failures.len().min(50)];
        assert_eq!(
            Some(line.as_str()),
            expected,
            "counts differ from {}; failed: {failures:#?}",
            ledger.file
        );
    }
}
