//! Kinds of payments, inferred from requests.

use std::fmt;

use super::common::{ActionType, PaymentType, PendingReason, Receiver};
use super::pay::PayRequest;
use super::payment_details::PaymentDetailsResponse;

/// A kind of payment. A payment is exactly one of the first four; the others add to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PaymentKind {
    /// The payment has one receiver. (Guide p. 20)
    Simple,
    /// Two to six receivers get money from the sender, who sees each of them. (Guide p. 20)
    Parallel,
    /// The sender pays one primary receiver and sees no other; the primary receiver's amount also
    /// pays one to five others. (Guide p. 21)
    Chained,
    /// A chained payment whose primary receiver is paid now and the others later, within 90 days.
    /// (Guide p. 22)
    DelayedChained,
    /// The caller pays for itself, so no approval is needed. Inferred from `sender.useCredentials`;
    /// only the service knows whether a given `senderEmail` is the caller's own. (Guide p. 75)
    Implicit,
    /// The sender has approved the payment in advance, by a preapproval. (Guide p. 75)
    Preapproved,
    /// The goods are digital: the buyer pays in the embedded flow. (Guide p. 31, p. 75)
    DigitalGoods,
    /// The sender may pay without an account: the request has neither a sender nor a preapproval.
    /// (Guide p. 59, p. 76)
    Guest,
    /// The payment is from person to person. (Guide p. 85, p. 276)
    Personal,
    /// A receiver has no account yet, or has not confirmed the address. Inferred from the payment
    /// details, because only the service knows it in advance. (Guide p. 76, p. 117)
    Unilateral,
}

impl PaymentKind {
    /// All kinds.
    pub const ALL: &'static [PaymentKind] = &[
        PaymentKind::Simple,
        PaymentKind::Parallel,
        PaymentKind::Chained,
        PaymentKind::DelayedChained,
        PaymentKind::Implicit,
        PaymentKind::Preapproved,
        PaymentKind::DigitalGoods,
        PaymentKind::Guest,
        PaymentKind::Personal,
        PaymentKind::Unilateral,
    ];

    /// The name as words: `delayed chained`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            PaymentKind::Simple => "simple",
            PaymentKind::Parallel => "parallel",
            PaymentKind::Chained => "chained",
            PaymentKind::DelayedChained => "delayed chained",
            PaymentKind::Implicit => "implicit",
            PaymentKind::Preapproved => "preapproved",
            PaymentKind::DigitalGoods => "digital goods",
            PaymentKind::Guest => "guest",
            PaymentKind::Personal => "personal",
            PaymentKind::Unilateral => "unilateral",
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl fmt::Display for PaymentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The set of kinds that a payment belongs to.
///
/// ```
/// use paywire::Currency;
/// use paywire::api::adaptive_payments::common::{ActionType, Receiver};
/// use paywire::api::adaptive_payments::kinds::PaymentKind;
/// use paywire::api::adaptive_payments::pay::PayRequest;
///
/// let mut request = PayRequest::new(
///     ActionType::PayPrimary,
///     "https://shop.example/cancel",
///     Currency::USD,
///     [
///         Receiver::with_email("10.00".parse()?, "market@example.com"),
///         Receiver::with_email("9.00".parse()?, "seller@example.com"),
///     ],
///     "https://shop.example/return",
/// );
/// request.receiver_list.receiver[0].primary = Some(true);
/// request.preapproval_key = Some("PA-1".to_owned());
///
/// let kinds = request.kinds();
/// assert!(kinds.contains(PaymentKind::DelayedChained));
/// assert_eq!(kinds.to_string(), "delayed chained, preapproved");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PaymentKinds(u16);

impl PaymentKinds {
    /// Whether the payment is of this kind.
    #[must_use]
    pub const fn contains(self, kind: PaymentKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// The kinds, in the order of [`PaymentKind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = PaymentKind> {
        let all = PaymentKind::ALL.iter().copied();
        all.filter(move |kind| self.contains(*kind))
    }
}

impl FromIterator<PaymentKind> for PaymentKinds {
    fn from_iter<I: IntoIterator<Item = PaymentKind>>(kinds: I) -> Self {
        let bits = kinds.into_iter().map(PaymentKind::bit);
        PaymentKinds(bits.fold(0, |set, bit| set | bit))
    }
}

/// Prints the names, separated by commas.
impl fmt::Display for PaymentKinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, kind) in self.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{kind}")?;
        }
        Ok(())
    }
}

impl PayRequest {
    /// The kinds of the requested payment.
    #[must_use]
    pub fn kinds(&self) -> PaymentKinds {
        let receivers: Vec<_> = self.receiver_list.receiver.iter().collect();
        let sender = self.sender.as_ref();
        let implicit = sender.is_some_and(|sender| sender.use_credentials == Some(true));
        let preapproved = self.preapproval_key.is_some();
        let guest = !preapproved && self.sender_email.is_none() && sender.is_none();
        let also = [
            (PaymentKind::Implicit, implicit),
            (PaymentKind::Preapproved, preapproved),
            (PaymentKind::Guest, guest),
        ];
        kinds(&self.action_type, &receivers, also)
    }
}

impl PaymentDetailsResponse {
    /// The kinds of the reported payment.
    ///
    /// The details do not indicate whether a guest paid, or the caller for itself.
    #[must_use]
    pub fn kinds(&self) -> PaymentKinds {
        let transfers = &self.payment_info_list.payment_info;
        let receivers: Vec<_> = transfers
            .iter()
            .map(|transfer| &transfer.receiver)
            .collect();
        let mut reasons = transfers.iter().map(|transfer| &transfer.pending_reason);
        let unilateral = reasons.any(|reason| *reason == Some(PendingReason::Unilateral));
        let also = [
            (PaymentKind::Preapproved, self.preapproval_key.is_some()),
            (PaymentKind::Unilateral, unilateral),
        ];
        kinds(&self.action_type, &receivers, also)
    }
}

fn kinds<const N: usize>(
    action: &ActionType,
    receivers: &[&Receiver],
    also: [(PaymentKind, bool); N],
) -> PaymentKinds {
    let mut any = receivers.iter();
    let chained = any.any(|receiver| receiver.primary == Some(true));
    let way = match (chained, receivers.len()) {
        (true, _) if *action == ActionType::PayPrimary => PaymentKind::DelayedChained,
        (true, _) => PaymentKind::Chained,
        (false, 0 | 1) => PaymentKind::Simple,
        (false, _) => PaymentKind::Parallel,
    };
    let of_type = |is: fn(&PaymentType) -> bool| {
        let types = receivers
            .iter()
            .filter_map(|receiver| receiver.payment_type.as_ref());
        types.into_iter().any(is)
    };
    let digital = of_type(|known| *known == PaymentType::DigitalGoods);
    let by_type = [
        (PaymentKind::DigitalGoods, digital),
        (PaymentKind::Personal, of_type(PaymentType::is_personal)),
    ];
    let more = also.into_iter().chain(by_type);
    let more = more.filter_map(|(kind, is)| is.then_some(kind));
    more.chain([way]).collect()
}

impl PaymentType {
    /// Whether it is a payment from person to person: `PERSONAL`, `CASHADVANCE` or
    /// `BANK_MANAGED_WITHDRAWAL`. (Guide p. 85, p. 276)
    #[must_use]
    pub fn is_personal(&self) -> bool {
        matches!(
            self,
            PaymentType::Personal | PaymentType::CashAdvance | PaymentType::BankManagedWithdrawal
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::common::{PaymentExecStatus, ResponseEnvelope, SenderIdentifier};
    use super::*;
    use crate::value::{Amount, Currency};

    fn request(receivers: usize, primary: bool) -> PayRequest {
        let mut receivers: Vec<_> = (0..receivers)
            .map(|at| Receiver::with_email(Amount::from(1), format!("{at}@shop.example")))
            .collect();
        if primary {
            receivers[0].primary = Some(true);
        }
        PayRequest {
            sender_email: Some("buyer@shop.example".to_owned()),
            ..PayRequest::new(ActionType::Pay, "", Currency::USD, receivers, "")
        }
    }

    #[test]
    fn receivers_tell_the_way() {
        assert_eq!(request(1, false).kinds().to_string(), "simple");
        assert_eq!(request(2, false).kinds().to_string(), "parallel");
        assert_eq!(request(2, true).kinds().to_string(), "chained");
        let delayed = PayRequest {
            action_type: ActionType::PayPrimary,
            ..request(2, true)
        };
        assert_eq!(delayed.kinds().to_string(), "delayed chained");
        assert_eq!(request(0, false).kinds().to_string(), "simple");
    }

    #[test]
    fn the_sender_tells_who_approves() {
        let mut pay = request(1, false);
        pay.sender_email = None;
        assert_eq!(pay.kinds().to_string(), "simple, guest");
        pay.sender = Some(SenderIdentifier {
            use_credentials: Some(true),
            ..SenderIdentifier::default()
        });
        assert_eq!(pay.kinds().to_string(), "simple, implicit");
        pay.sender = None;
        pay.preapproval_key = Some("PA-1".to_owned());
        assert_eq!(pay.kinds().to_string(), "simple, preapproved");
    }

    #[test]
    fn types_tell_what_is_paid_for() {
        let mut pay = request(2, false);
        pay.receiver_list.receiver[1].payment_type = Some(PaymentType::DigitalGoods);
        assert_eq!(pay.kinds().to_string(), "parallel, digital goods");
        pay.receiver_list.receiver[1].payment_type = Some(PaymentType::CashAdvance);
        assert_eq!(pay.kinds().to_string(), "parallel, personal");
    }

    #[test]
    fn details_tell_who_has_no_account() {
        let envelope = ResponseEnvelope::new("", "Success", "", "");
        let pay = request(2, true);
        let status = PaymentExecStatus::Completed;
        let mut details = PaymentDetailsResponse::about(&pay, envelope, "AP-1", status);
        assert_eq!(details.kinds().to_string(), "chained");
        details.payment_info_list.payment_info[1].pending_reason = Some(PendingReason::Unilateral);
        assert_eq!(details.kinds().to_string(), "chained, unilateral");
    }

    #[test]
    fn all_are_told_apart() {
        let all: PaymentKinds = PaymentKind::ALL.iter().copied().collect();
        assert!(all.iter().eq(PaymentKind::ALL.iter().copied()));
        assert!(!PaymentKinds::default().contains(PaymentKind::Simple));
    }
}
