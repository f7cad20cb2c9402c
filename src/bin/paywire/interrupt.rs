//! Ctrl-C: the work ends behind a whole record, and a second one ends it at once.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::status;

static HAPPENED: AtomicBool = AtomicBool::new(false);

/// Listens from now on. Where that cannot be had, Ctrl-C does what it always does.
pub(crate) fn listen() {
    let _ = ctrlc::set_handler(|| {
        if HAPPENED.swap(true, Ordering::SeqCst) {
            process::exit(i32::from(status::INTERRUPTED));
        }
    });
}

/// Whether it was pressed.
pub(crate) fn happened() -> bool {
    HAPPENED.load(Ordering::SeqCst)
}
