//! A progress bar on standard error, shown on a terminal once the work takes long.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work shows no bar.
const LONG: Duration = Duration::from_secs(1);

const KNOWN: &str = "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left{msg}";
const UNKNOWN: &str = "{spinner} {bytes}, {bytes_per_sec}{msg}";

pub(crate) struct ProgressDisplay {
    bar: ProgressBar,
    started: Instant,
    hidden: bool,
}

impl ProgressDisplay {
    /// Starts a bar for a total of `size` bytes, if known.
    pub(crate) fn new(size: Option<u64>) -> Self {
        ProgressDisplay {
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
            // indicatif draws nothing if standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(read);
        self.bar.set_message(format!(", {messages} messages"));
    }

    /// Runs `write` while the bar is hidden.
    pub(crate) fn pausing<T>(&mut self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for ProgressDisplay {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        // A failure to draw is no failure of the program.
        let _ = io::stderr().flush();
    }
}
