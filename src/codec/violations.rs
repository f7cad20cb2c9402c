//! What is wrong with a message that was read, and with the names that stood beside it.

use jiff::civil::Date;

use super::Decoded;
use crate::api::validate::{NAMES, Report, Validate, Violations};
use crate::api::{Direction, MessageKind};
use crate::codec::Unknown;

impl Decoded {
    /// All that breaks a rule in the message, as [`Validate::violations`] finds it, and a warning
    /// ([`NAMES`]) for each name that the message does not have.
    ///
    /// An answer may have names that no document knows, so in what the service sends only those are
    /// told of that are near a name of the message.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    /// use paywire::codec::{self, Config, Format};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&trackingID=7";
    /// let kind = MessageKind::PaymentDetailsRequest;
    /// let decoded = codec::decode(kind, Format::Nvp, body, &Config::strict())?;
    /// assert_eq!(
    ///     decoded.violations(None)[0].to_string(),
    ///     "trackingID: is not a name of the message; the nearest is trackingId (N001)",
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn violations(&self, today: Option<Date>) -> Violations {
        let kind = self.message.kind();
        let mut found: Vec<_> = self.message.violations(today).into_iter().collect();
        let mut report = Report::new(&NAMES, today, &mut found);
        for unknown in &self.unknown {
            hold_name(kind, unknown, &mut report);
        }
        Violations::new(found)
    }
}

fn hold_name(kind: MessageKind, unknown: &Unknown, report: &mut Report<'_>) {
    let is_request = kind.info().direction == Direction::Request;
    match unknown.nearest(kind) {
        Some(near) => {
            let text = format!("is not a name of the message; the nearest is {near}");
            report.add(unknown.path.as_str(), text);
        }
        None if is_request => report.add(unknown.path.as_str(), "is not a name of the message"),
        None => {}
    }
}
