//! What some tests need from outside: a program, or the folder of suites and recorded traffic.
//!
//! Each place is named by a variable of the environment. A test that needs one is ignored, as in
//! `#[ignore = "needs PAYWIRE_SHARED"]`, so that a run without it says so; whoever asks for the test has to set it.

use std::env;
use std::path::PathBuf;

/// The place that a variable names.
pub(crate) fn path(variable: &str) -> PathBuf {
    let path = env::var_os(variable).map(PathBuf::from);
    path.unwrap_or_else(|| panic!("{variable} is not set; CONTRIBUTING.md says what it names"))
}
