//! Judges that are written in Python.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::needs;

/// A Python that has what `tests/python/requirements.txt` names, and the folder of schemas, suites
/// and oracles.
pub(crate) struct Judges {
    python: PathBuf,
    pub(crate) shared: PathBuf,
}

impl Judges {
    /// The judges. `.ci/python` installs them.
    pub(crate) fn new() -> Self {
        Judges {
            python: needs::path("PAYWIRE_PYTHON"),
            shared: needs::path("PAYWIRE_SHARED"),
        }
    }

    /// Runs a script with arguments, and gives the lines it prints for an input.
    pub(crate) fn run(&self, arguments: &[PathBuf], input: String) -> Vec<String> {
        let mut child = Command::new(&self.python)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("PAYWIRE_PYTHON starts");
        let mut stdin = child.stdin.take().expect("it was asked for");
        // It may print before it has read everything.
        let feeder = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{arguments:?} failed");
        feeder.join().expect("no panic").expect("it reads all");
        let text = String::from_utf8(output.stdout).expect("it prints UTF-8");
        text.lines().map(str::to_owned).collect()
    }
}
