//! Checks a decoded message and the names beside it.

use jiff::civil::Date;

use super::Decoded;
use crate::api::validate::{NAMES, Report, Validate, Violations};
use crate::api::{Direction, MessageKind};
use crate::codec::Unknown;

impl Decoded {
    /// All rules that the message breaks, as found by [`Validate::violations`], and a warning ([`NAMES`]) for each
    /// unknown name.
    ///
    /// In responses only names that resemble a field's are reported, because the services send undocumented ones.
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
    ///     "trackingID: is not a field of the message; the most similar one is trackingId (N001)",
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
            let text = format!("is not a field of the message; the most similar one is {near}");
            report.add(unknown.path.as_str(), text);
        }
        None if is_request => report.add(unknown.path.as_str(), "is not a field of the message"),
        None => {}
    }
}
