//! Notifications that the sandbox sends: handing them out, and taking what became of them.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use super::clock::moment;
use super::id;
use super::log::{ExchangeKind, Side};
use super::store::{Entry, Place, Post};
use super::{Sandbox, StoreError};
use crate::api::Method;
use crate::api::adaptive_payments::ipn::{VERIFICATION_COMMAND, Verdict};
use crate::codec::Format;

/// What stands before the signature, which is last in a body.
const SIGNATURE: &str = "&verify_sign=";

/// The longest time before another attempt.
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A notification to be sent to a URL: a form of Adaptive Payments, or an order of `MultiSafepay` as JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct Notification {
    place: Place,
    url: String,
    body: String,
    post: Post,
    failed: u32,
}

impl Notification {
    /// The URL of the receiver, from the request.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The method: `POST`, or `GET` if the request wants that.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.post {
            Post::Get => Method::Get,
            Post::Form | Post::Json(_) => Method::Post,
        }
    }

    /// The header fields by name and value: the type of the body, and the signature of JSON.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, &str)> {
        let format = self.format();
        let content_type = format.map(|format| ("Content-Type", format.content_type()));
        let signature = match &self.post {
            Post::Json(signature) => Some(("Auth", signature.as_str())),
            Post::Form | Post::Get => None,
        };
        content_type.into_iter().chain(signature).collect()
    }

    /// The body, which is empty with `GET`.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The format of the body, if there is one.
    fn format(&self) -> Option<Format> {
        match self.post {
            Post::Form => Some(Format::Nvp),
            Post::Json(_) => Some(Format::Json),
            Post::Get => None,
        }
    }

    /// The number of this attempt to send it, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.failed + 1
    }
}

/// The body is not shown.
impl fmt::Debug for Notification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notification")
            .field("url", &self.url)
            .field("attempt", &self.attempt())
            .finish_non_exhaustive()
    }
}

/// What becomes of a notification after an attempt to send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delivery {
    /// It arrived.
    Done,
    /// It is sent again at this time.
    Again(Timestamp),
    /// It is not sent again.
    GivenUp,
}

impl Sandbox {
    /// The notifications that are due, at most so many: those due first are first.
    ///
    /// Send each to its URL, and [say](Sandbox::delivered) what became of it. They stay due until then, so only one
    /// thread should send them; a receiver gets a notification again if the process is killed in between, as the
    /// documents warn.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::Receiver;
    /// use paywire::api::adaptive_payments::ipn::Verdict;
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    /// use paywire::codec::Ipn;
    /// use paywire::sandbox::{Caller, Config, Delivery, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Config::new());
    /// let receiver = Receiver::with_email("5.00".parse()?, "seller@example.com");
    /// let request = PayRequest {
    ///     ipn_notification_url: Some("http://127.0.0.1:8080/ipn".to_owned()),
    ///     ..PayRequest::simple("https://shop.example/no", Currency::EUR, receiver, "https://shop.example/yes")
    /// };
    /// let reply = sandbox.send(&Caller::new("shop@example.com"), request)?;
    /// sandbox.approve(&reply.pay_key)?;
    ///
    /// for notification in sandbox.due(100)? {
    ///     // Post the body to the URL here. The receiver reads it, and asks whether it is genuine:
    ///     let ipn = Ipn::from_slice(notification.body().as_bytes())?;
    ///     assert_eq!(ipn.payment().unwrap().pay_key.as_ref(), Some(&reply.pay_key));
    ///     assert_eq!(sandbox.verify(&ipn.verification_body()), Verdict::Verified);
    ///     let arrived = true;
    ///     assert_eq!(sandbox.delivered(&notification, arrived)?, Delivery::Done);
    /// }
    /// assert_eq!(sandbox.next_due()?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn due(&self, most: usize) -> Result<Vec<Notification>, StoreError> {
        let due = self.store.snapshot()?.due(self.now(), most)?;
        let notifications = due.into_iter().map(|(place, entry)| Notification {
            place,
            url: entry.url,
            body: entry.body,
            post: entry.post,
            failed: entry.failed,
        });
        Ok(notifications.collect())
    }

    /// When the next notification is due; `None` if there is none to be sent.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let next = self.store.snapshot()?.next_due()?;
        Ok(next.map(moment))
    }

    /// Takes what became of a notification: whether its receiver answered with status 200. One that did not arrive is
    /// sent again later, as [`Config::retry_after`](super::Config::retry_after) and
    /// [`Config::attempts`](super::Config::attempts) say.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn delivered(
        &self,
        notification: &Notification,
        arrived: bool,
    ) -> Result<Delivery, StoreError> {
        let why = if arrived { None } else { Some("") };
        self.take_outcome(notification, why)
    }

    /// Takes that a notification did not arrive, and why, which the log shows. Otherwise as
    /// [`delivered`](Sandbox::delivered).
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn undelivered(
        &self,
        notification: &Notification,
        why: &str,
    ) -> Result<Delivery, StoreError> {
        self.take_outcome(notification, Some(why))
    }

    /// Takes what became of a notification: nothing, or why it did not arrive.
    fn take_outcome(
        &self,
        notification: &Notification,
        failed: Option<&str>,
    ) -> Result<Delivery, StoreError> {
        let delivery = self.settle(notification, failed.is_none())?;
        if self.log.is_on() {
            let line = [notification.method().as_str(), " ", &notification.url];
            let body = (notification.body.as_bytes(), notification.format());
            let request = Side::http(&line, notification.headers().into_iter(), body);
            let answer = Side::Told {
                text: told(failed, delivery),
                is_good: failed.is_none(),
            };
            self.log
                .add_other(self.now(), ExchangeKind::Notification, (request, answer));
        }
        Ok(delivery)
    }

    /// Takes a notification that arrived out of the outbox, and puts one that did not back.
    fn settle(&self, notification: &Notification, arrived: bool) -> Result<Delivery, StoreError> {
        let change = self.store.change()?;
        let entry = change.take_posted(notification.place)?;
        let failed = notification.failed + 1;
        let delivery = match entry {
            Some(entry) if !arrived && failed < self.config.attempts => {
                let due = self.now().saturating_add(self.pause(failed));
                change.post(due, Entry { failed, ..entry })?;
                Delivery::Again(moment(due))
            }
            _ if arrived => Delivery::Done,
            _ => Delivery::GivenUp,
        };
        change.commit()?;
        Ok(delivery)
    }

    /// The pause after so many attempts, in milliseconds.
    fn pause(&self, failed: u32) -> i64 {
        let factor = 1 << (failed - 1).min(20);
        let pause = self.config.retry_after.checked_mul(factor);
        let pause = pause.filter(|pause| *pause < AN_HOUR).unwrap_or(AN_HOUR);
        i64::try_from(pause.as_millis()).unwrap_or(i64::MAX)
    }

    /// Answers whether a notification is genuine: the receiver posts
    /// [`Ipn::verification_body`](crate::codec::Ipn::verification_body) to the service, and the answer is this word.
    #[must_use]
    pub fn verify(&self, body: &[u8]) -> Verdict {
        let body = std::str::from_utf8(body).ok();
        let sent = body.and_then(|body| body.strip_prefix(VERIFICATION_COMMAND)?.strip_prefix('&'));
        let signed = sent.and_then(|sent| sent.rsplit_once(SIGNATURE));
        match signed {
            Some((body, sign)) if sign == id::signature(self.store.seed(), body) => {
                Verdict::Verified
            }
            _ => Verdict::Invalid,
        }
    }
}

/// What became of a notification, in words.
fn told(failed: Option<&str>, delivery: Delivery) -> String {
    let Some(why) = failed else {
        return "it arrived".to_owned();
    };
    let colon = if why.is_empty() { "" } else { ": " };
    let next = match delivery {
        Delivery::Again(at) => format!("it is sent again at {at:.0}"),
        _ => "it is not sent again".to_owned(),
    };
    format!("it did not arrive{colon}{why}; {next}")
}

/// A body with its signature.
pub(super) fn signed(seed: u64, body: &str) -> String {
    format!("{body}{SIGNATURE}{}", id::signature(seed, body))
}
