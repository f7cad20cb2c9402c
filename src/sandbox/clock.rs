//! The time in the sandbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the sandbox the time.
///
/// Any function that returns a timestamp is a clock. For tests there is [`ManualClock`].
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> Timestamp;
}

impl<F: Fn() -> Timestamp + Send + Sync> Clock for F {
    fn now(&self) -> Timestamp {
        self()
    }
}

/// A clock that only moves when it is told to. Clones show the same time.
///
/// ```
/// use paywire::jiff::{SignedDuration, Timestamp};
/// use paywire::sandbox::{Clock, ManualClock};
///
/// let start: Timestamp = "2013-04-24T21:39:26Z".parse()?;
/// let clock = ManualClock::at(start);
/// clock.clone().advance(SignedDuration::from_hours(3));
/// assert_eq!(clock.now().to_string(), "2013-04-25T00:39:26Z");
/// # Ok::<(), paywire::jiff::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// Creates a clock that shows a time, to the millisecond.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        ManualClock(Arc::new(AtomicI64::new(now.as_millisecond())))
    }

    /// Moves the clock by a duration, which may be negative.
    pub fn advance(&self, by: SignedDuration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// Sets the clock to a time, to the millisecond.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        moment(self.0.load(Ordering::SeqCst))
    }
}

/// The moment so many milliseconds after 1970, or the last one there is.
pub(super) fn moment(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX)
}
