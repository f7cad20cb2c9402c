//! How long something takes, as far as possible whatever else the machine does.

use std::time::Duration;

/// What `work` takes of a processor's time.
pub(crate) fn time(work: impl FnOnce()) -> Duration {
    let start = now();
    work();
    now().saturating_sub(start)
}

/// The least of what `work` takes in three times, as others may use the caches meanwhile.
pub(crate) fn least_time(mut work: impl FnMut()) -> Duration {
    let times = [time(&mut work), time(&mut work), time(&mut work)];
    times.into_iter().min().unwrap_or_default()
}

/// Whether `more`, of sixteen times the length of `less`, takes no more than forty times as long. What looks back over all that it
/// read takes two hundred times as long; on a busy machine a few times, and not every time.
pub(crate) fn is_linear(mut less: impl FnMut(), mut more: impl FnMut()) -> bool {
    (0..4).any(|_| {
        let short = least_time(&mut less);
        time(&mut more) < 40 * short
    })
}

#[cfg(unix)]
fn now() -> Duration {
    use rustix::time::{ClockId, clock_gettime};

    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(now).expect("time that was spent")
}

#[cfg(not(unix))]
fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
