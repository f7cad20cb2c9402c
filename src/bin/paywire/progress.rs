//! A bar on standard error, on a terminal, once the work has taken long.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes less is not worth a bar.
const LONG: Duration = Duration::from_secs(1);

const KNOWN: &str = "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left{msg}";
const UNKNOWN: &str = "{spinner} {bytes}, {bytes_per_sec}{msg}";

pub(crate) struct Progress {
    bar: ProgressBar,
    started: Instant,
    hidden: bool,
}

impl Progress {
    /// Of so many bytes, if that is known.
    pub(crate) fn new(size: Option<u64>) -> Self {
        Progress {
            bar: ProgressBar::with_draw_target(size, ProgressDrawTarget::hidden()),
            started: Instant::now(),
            hidden: true,
        }
    }

    pub(crate) fn at(&mut self, read: u64, messages: u64) {
        if self.hidden && self.started.elapsed() >= LONG {
            self.hidden = false;
            let template = match self.bar.length() {
                Some(_) => KNOWN,
                None => UNKNOWN,
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style);
            }
            // indicatif draws nothing where standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(read);
        self.bar.set_message(format!(", {messages} messages"));
    }

    /// Writes something while the bar is out of the way.
    pub(crate) fn pausing<T>(&mut self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        // A half-drawn bar is no reason to fail.
        let _ = io::stderr().flush();
    }
}
