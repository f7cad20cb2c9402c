//! What still has to be done.

use std::fmt;

use serde::Serialize;

/// What still has to be done before the payment is complete, if the message says so.
///
/// ```
/// use paywire::api::facts::{Step, ToFacts};
/// use paywire::api::multisafepay::MultiSafepayCreateOrderResponse;
///
/// let body = r#"{"success":true,"data":{"order_id":"7","payment_url":"https://pay.example/7"}}"#;
/// let response: MultiSafepayCreateOrderResponse = paywire::json::from_str(body)?;
/// let next = response.facts().next.expect("nobody has paid");
/// assert_eq!(next.step, Step::Pay);
/// assert_eq!(next.to_string(), "not paid: the customer has to pay at https://pay.example/7");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Next {
    /// The step, and who has to take it.
    pub step: Step,
    /// The address for the step, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

impl Next {
    /// Creates a step without an address.
    #[must_use]
    pub fn new(step: Step) -> Self {
        Next { step, at: None }
    }

    /// Refines the step by the [action](super::Facts::action) of the request, since a response
    /// alone may leave it open. `None` if nothing has to be done.
    ///
    /// ```
    /// use paywire::api::facts::{Next, Step};
    ///
    /// let next = Next::new(Step::ApproveOrExecute);
    /// assert_eq!(next.clone().asked("PAY"), Some(Next::new(Step::Approve)));
    /// let next = Next::new(Step::PayOthers);
    /// assert_eq!(next.clone().asked("PAY_PRIMARY"), Some(Next::new(Step::PaySecondary)));
    /// assert_eq!(next.asked("PAY"), None);
    /// ```
    #[must_use]
    pub fn asked(self, action: &str) -> Option<Self> {
        let step = match (self.step, action) {
            (Step::ApproveOrExecute, "CREATE") => Step::Execute,
            (Step::ApproveOrExecute, _) => Step::Approve,
            (Step::PayOthers, "PAY_PRIMARY") => Step::PaySecondary,
            (Step::PayOthers, "PAY" | "CREATE") => return None,
            (step, _) => step,
        };
        Some(Next { step, ..self })
    }

    /// Adds an address.
    pub(super) fn at(self, address: Option<String>) -> Self {
        let at = address.or(self.at);
        Next { at, ..self }
    }
}

/// Describes in a sentence what is done and what is not.
impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.step.sentence())?;
        match &self.at {
            Some(at) => write!(f, " at {at}"),
            None => Ok(()),
        }
    }
}

/// A step that still has to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// The customer has to pay.
    Pay,
    /// The payer has to approve the payment.
    Approve,
    /// The payment was created but not executed: the caller has to call `ExecutePayment`. The payer
    /// has to approve it, unless the payer is the caller or gave a preapproval.
    Execute,
    /// [`Approve`](Step::Approve) or [`Execute`](Step::Execute), depending on the request.
    ApproveOrExecute,
    /// The primary receiver is paid; the caller has to call `ExecutePayment` for the others.
    PaySecondary,
    /// Some receivers are paid. If the others were delayed on purpose, the caller has to call
    /// `ExecutePayment`.
    PayOthers,
    /// The payer has approved the order; the caller has to call the operation that pays it.
    PayOrder,
    /// The money is reserved; the caller has to capture it.
    Capture,
    /// The money is promised but has not arrived. Wait for it.
    AwaitMoney,
    /// Orders were created but not paid. Pay them, and do not create them again.
    PayMadeOrder,
    /// Orders were created. Whether they are paid too depends on the request.
    LookWhetherPaid,
    /// The payer has to approve the preapproval.
    Agree,
}

impl Step {
    /// The name in records: `pay`, `approve`, `execute` …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Step::Pay => "pay",
            Step::Approve => "approve",
            Step::Execute => "execute",
            Step::ApproveOrExecute => "approve_or_execute",
            Step::PaySecondary => "pay_secondary",
            Step::PayOthers => "pay_others",
            Step::PayOrder => "pay_order",
            Step::Capture => "capture",
            Step::AwaitMoney => "await_money",
            Step::PayMadeOrder => "pay_made_order",
            Step::LookWhetherPaid => "look_whether_paid",
            Step::Agree => "agree",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Step::Pay => "not paid: the customer has to pay",
            Step::Approve => "not paid: the payer has to approve it",
            Step::Execute => {
                "not paid: ExecutePayment is still to be called, and the payer has to approve it unless that is the caller or a preapproval is used"
            }
            Step::ApproveOrExecute => {
                "not paid: the payer has to approve it (or, after CREATE, ExecutePayment is still to be called)"
            }
            Step::PaySecondary => {
                "only the primary receiver is paid: ExecutePayment is still to be called for the others"
            }
            Step::PayOthers => {
                "not all are paid: where the others were put off (PAY_PRIMARY), ExecutePayment is still to be called"
            }
            Step::PayOrder => {
                "approved, not paid: the call that pays the order is still to be made"
            }
            Step::Capture => "set aside, not taken: the money is still to be captured",
            Step::AwaitMoney => "not paid yet: the money is promised, and not there",
            Step::PayMadeOrder => {
                "ordered, not paid: pay what was ordered, and do not order it again"
            }
            Step::LookWhetherPaid => {
                "ordered; paid too only if the request asked for it (try_to_pay): do not order it again"
            }
            Step::Agree => "not agreed: the payer has to approve it",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
