//! Programs that some tests need.

use std::env;
use std::path::PathBuf;

/// The program that a variable of the environment names, or nothing where it is not set: then the
/// test is skipped. Where it is set, the program has to work. `.ci/tools` installs them all.
pub(crate) fn tool(variable: &str) -> Option<PathBuf> {
    let program = env::var_os(variable).map(PathBuf::from);
    if program.is_none() {
        // In the gate, the run that has the suites has everything else too.
        let ci = env::var("CI").is_ok_and(|ci| ci == "true");
        let whole = ci && env::var_os("PAYWIRE_SHARED").is_some();
        assert!(!whole, "{variable} must name a program, see .ci/tools");
        eprintln!("skipped: {variable} does not name a program, see .ci/tools");
    }
    program
}
