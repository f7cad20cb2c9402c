//! What is known of a call beside its request.

use jiff::tz::Offset;

use super::id::{self, Kind};
use super::{Caller, Config, clock};
use crate::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
use crate::value::DateTime;

/// The service's time zone, which its answers have: eight hours behind UTC.
const ZONE: Offset = jiff::tz::offset(-8);

/// A call: who calls what, and when.
pub(super) struct Context<'c> {
    pub(super) caller: &'c Caller,
    pub(super) operation: &'static str,
    /// In milliseconds since 1970.
    pub(super) now: i64,
    pub(super) config: &'c Config,
    pub(super) seed: u64,
    /// The number of the call.
    pub(super) call: u64,
}

impl Context<'_> {
    /// The envelope of the answer.
    pub(super) fn envelope(&self, ack: AckCode) -> ResponseEnvelope {
        ResponseEnvelope::new(date_time(self.now), ack, self.correlation_id(), "DEV")
    }

    /// The id of the call.
    pub(super) fn correlation_id(&self) -> String {
        id::numbered(Kind::Call, self.seed, self.call)
    }
}

/// The date and time of a moment in the service's time zone.
pub(super) fn civil(millis: i64) -> jiff::civil::DateTime {
    ZONE.to_datetime(clock::moment(millis))
}

/// A moment in milliseconds, as answers have it.
pub(super) fn date_time(millis: i64) -> DateTime {
    let moment = clock::moment(millis);
    let zone = moment.display_with_offset(ZONE);
    DateTime::from(format!("{zone:.3}"))
}
