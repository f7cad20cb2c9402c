//! Handles Ctrl-C and other termination signals: the first ends the work after a complete record, a
//! second ends it at once.

use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::{status, target};

/// The exit status of the first signal, or 0.
static HAPPENED: AtomicU8 = AtomicU8::new(0);
static LISTEN: Once = Once::new();

/// Installs the signal handlers. If that fails, signals keep their default effect.
pub(crate) fn listen() {
    LISTEN.call_once(|| {
        let _ = watch(|status| {
            if HAPPENED.swap(status, Ordering::SeqCst) != 0 {
                target::clean_up();
                process::exit(i32::from(status));
            }
        });
    });
}

/// The exit status to end with, if a signal arrived.
pub(crate) fn happened() -> Option<u8> {
    match HAPPENED.load(Ordering::SeqCst) {
        0 => None,
        status => Some(status),
    }
}

#[cfg(unix)]
fn watch(on_signal: impl Fn(u8) + Send + 'static) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let asked = [SIGINT, SIGTERM, SIGHUP];
    let asked = asked.into_iter().filter(|signal| !is_ignored(*signal));
    let mut signals = signal_hook::iterator::Signals::new(asked)?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            on_signal(match signal {
                SIGTERM => status::TERMINATED,
                SIGHUP => status::HUNG_UP,
                _ => status::INTERRUPTED,
            });
        }
    });
    Ok(())
}

/// Whether the parent process had the signal ignored, as `nohup` does: then it stays ignored.
/// Assumed not where the system does not tell.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return false;
    };
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[cfg(not(unix))]
fn watch(on_signal: impl Fn(u8) + Send + 'static) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(move || on_signal(status::INTERRUPTED))
}
