//! How a sandbox is set up.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{Clock, Failure, Rates};
use crate::codec;
use crate::value::{Amount, Secret};
use crate::{json, nvp, xml};

/// How a sandbox is set up. Everything has a default.
///
/// ```
/// use paywire::sandbox::{Config, ManualClock, Sandbox};
///
/// let clock = ManualClock::at("2013-04-24T21:39:26Z".parse()?);
/// let sandbox = Sandbox::in_memory(Config::new().clock(clock).seed(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Config {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) seed: u64,
    pub(super) keep: Option<u64>,
    pub(super) rates: Rates,
    pub(super) fee_percent: Amount,
    pub(super) payment_limit: Amount,
    pub(super) refund_time: SignedDuration,
    pub(super) retry_after: SignedDuration,
    pub(super) attempts: u32,
    pub(super) failures: Vec<Failure>,
    pub(super) app_secret: Option<Secret<String>>,
    pub(super) log: usize,
    pub(super) most_bytes: usize,
    pub(super) codec: codec::Config,
}

impl Config {
    /// Creates the default configuration: the system's clock, ids that nobody can guess, and the defaults that
    /// the methods name.
    #[must_use]
    pub fn new() -> Self {
        Config {
            clock: Arc::new(Timestamp::now),
            seed: RandomState::new().hash_one(0),
            keep: None,
            rates: Rates::new(),
            fee_percent: Amount::new(29, 1),
            payment_limit: Amount::from(10_000),
            refund_time: SignedDuration::from_hours(180 * 24),
            retry_after: SignedDuration::from_secs(10),
            attempts: 15,
            failures: Vec::new(),
            app_secret: None,
            log: 200,
            most_bytes: 1 << 20,
            codec: lenient(),
        }
    }

    /// Sets the clock. Default: the system's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the number that ids are made of: with the same seed and requests, ids are the same. Default: a
    /// random number. A store that exists already keeps the seed that it was created with.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets how many payments, preapprovals and notifications the store keeps of each; beyond that, the oldest
    /// are forgotten. Default: 10,000 in memory, without a limit in a file.
    #[must_use]
    pub fn keep(mut self, records: u64) -> Self {
        self.keep = Some(records);
        self
    }

    /// Sets the rates of currencies. Default: those of [`Rates::new`].
    #[must_use]
    pub fn rates(mut self, rates: Rates) -> Self {
        self.rates = rates;
        self
    }

    /// Sets the fee on what a receiver gets, in percent, rounded half up to the smallest unit of the currency.
    /// Default: 2.9.
    #[must_use]
    pub fn fee_percent(mut self, percent: Amount) -> Self {
        self.fee_percent = percent;
        self
    }

    /// Sets how much a payment may be in US dollars, or in another currency the equivalent; more is the error
    /// 579048. Default: 10,000.
    #[must_use]
    pub fn payment_limit(mut self, dollars: Amount) -> Self {
        self.payment_limit = dollars;
        self
    }

    /// Sets how long a payment can be refunded; later it is the error 570017. Default: 180 days. (The documents
    /// say that there is a limit, but not which.)
    #[must_use]
    pub fn refund_time(mut self, time: SignedDuration) -> Self {
        self.refund_time = time;
        self
    }

    /// Sets after what time a notification that did not arrive is sent again; the time doubles with each attempt,
    /// up to an hour. Default: 10 seconds.
    #[must_use]
    pub fn retry_after(mut self, time: SignedDuration) -> Self {
        self.retry_after = time;
        self
    }

    /// Sets how often a notification is sent before it is given up. Default: 15.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Makes calls fail with a documented error. Of several failures for an operation the first counts.
    #[must_use]
    pub fn fail(mut self, failure: Failure) -> Self {
        self.failures.push(failure);
        self
    }

    /// Sets the secret of applications that call `AliExpress`, with which the signatures of requests are checked. Default:
    /// none, and any signature is accepted.
    #[must_use]
    pub fn app_secret(mut self, secret: Secret<String>) -> Self {
        self.app_secret = Some(secret);
        self
    }

    /// Sets how many of the last exchanges the log keeps; 0 switches it off. Default: 200.
    #[must_use]
    pub fn log(mut self, exchanges: usize) -> Self {
        self.log = exchanges;
        self
    }

    /// Sets how many bytes the body of a call over HTTP may have; more is answered with status 413. Default: 1 MiB.
    #[must_use]
    pub fn most_bytes(mut self, bytes: usize) -> Self {
        self.most_bytes = bytes;
        self
    }

    /// Sets how the bodies of calls over HTTP are read. Default: the lenient presets, as services accept more than they
    /// send, but without exponents, which no amount of the schema has; the strict preset shows what is wrong with a
    /// client.
    #[must_use]
    pub fn codec(mut self, codec: codec::Config) -> Self {
        self.codec = codec;
        self
    }
}

/// The lenient presets without exponents.
fn lenient() -> codec::Config {
    codec::Config::lenient()
        .nvp(nvp::Config::lenient().exponents(false))
        .json(json::Config::lenient().exponents(false))
        .xml(xml::Config::lenient().exponents(false))
}

impl Default for Config {
    fn default() -> Self {
        Config::new()
    }
}

/// The clock and the secret are not shown.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("seed", &self.seed)
            .field("keep", &self.keep)
            .field("rates", &self.rates)
            .field("fee_percent", &self.fee_percent)
            .field("payment_limit", &self.payment_limit)
            .field("refund_time", &self.refund_time)
            .field("retry_after", &self.retry_after)
            .field("attempts", &self.attempts)
            .field("failures", &self.failures)
            .field("log", &self.log)
            .field("most_bytes", &self.most_bytes)
            .field("codec", &self.codec)
            .finish_non_exhaustive()
    }
}
