//! The question whether a notification is genuine.

use super::Outgoing;
use crate::api::Method;
use crate::codec::{Format, Ipn};

impl Outgoing {
    /// Makes the HTTP call that asks the service whether it sent a notification. The answer is a
    /// [`Verdict`](crate::api::adaptive_payments::ipn::Verdict).
    ///
    /// `url` is that of [`Environment::webscr`](crate::api::Environment::webscr), or of a mock.
    ///
    /// ```
    /// use paywire::api::Environment;
    /// use paywire::codec::Ipn;
    /// use paywire::service::Outgoing;
    ///
    /// let ipn = Ipn::from_slice(b"transaction_type=Adaptive+Payment+PAY&memo=a%2eb")?;
    /// let call = Outgoing::verification(&ipn, Environment::Sandbox.webscr());
    /// assert_eq!(call.url, "https://www.sandbox.paypal.com/cgi-bin/webscr");
    /// assert!(call.body.starts_with(b"cmd=_notify-validate&transaction_type="));
    /// assert!(call.body.ends_with(b"&memo=a%2eb"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn verification(ipn: &Ipn, url: impl Into<String>) -> Self {
        let content_type = Format::Nvp.content_type().to_owned();
        Outgoing {
            method: Method::Post,
            url: url.into(),
            headers: vec![("Content-Type", content_type)],
            body: ipn.verification_body(),
        }
    }
}
