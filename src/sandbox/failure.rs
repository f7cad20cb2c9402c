//! Errors that the sandbox answers with on purpose.

use std::fmt;
use std::str::FromStr;

use crate::api::adaptive_payments::errors::{self, ErrorCode};
use crate::api::adaptive_payments::service;
use crate::error::{Error, ErrorKind};
use crate::tree::Ref;
use crate::value::Amount;

/// What stands before the number of an error in a text that asks for it.
const MARK: &str = "FAIL-";

/// The fields whose amounts ask for an error.
const AMOUNTS: [&str; 3] = [
    "amount",
    "maxAmountPerPayment",
    "maxTotalAmountOfAllPayments",
];

/// The field whose text asks for the failure of a transfer, and not of the call.
const INVOICE: &str = "invoiceId";

/// A documented error that the sandbox answers with on purpose, before it looks at the rest of the request.
///
/// There are three ways to ask for it:
///
/// - [`Config::fail`](super::Config::fail): all calls fail with it, or those of one operation;
/// - an amount whose digits are the number of the error: 5800.22 asks for the error 580022 in any currency, and so
///   does 580022 of a currency without decimal places;
/// - a text that ends with `FAIL-` and the number, such as a key, a memo or a tracking id: `AP-FAIL-580022`.
///
/// In the `invoiceId` of a receiver the text means that the transfer to this receiver fails, and not the call: the
/// reply says so in its `payErrorList`.
///
/// ```
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::sandbox::{Caller, Config, Failure, Sandbox};
///
/// let failure: Failure = "PaymentDetails:580030".parse()?;
/// let sandbox = Sandbox::in_memory(Config::new().fail(failure))?;
/// let request = PaymentDetailsRequest::by_pay_key("AP-1");
/// let error = sandbox.send(&Caller::new("shop@example.com"), request).unwrap_err();
/// assert_eq!(error.to_string(), "the service answered with FaultMessage, error 580030");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    code: ErrorCode,
    operation: Option<&'static str>,
}

impl Failure {
    /// All documented errors, by number.
    pub fn all() -> impl Iterator<Item = Failure> {
        ErrorCode::all().map(Failure::of)
    }

    fn of(code: ErrorCode) -> Self {
        Failure {
            code,
            operation: None,
        }
    }

    fn numbered(number: i64) -> Option<Self> {
        errors::explain(number).map(Failure::of)
    }

    /// The error.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The operation whose calls fail; `None` if all do.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The amount that asks for the error.
    ///
    /// ```
    /// use paywire::sandbox::Failure;
    ///
    /// let failure: Failure = "580022".parse()?;
    /// assert_eq!(failure.amount().to_string(), "5800.22");
    /// assert_eq!(failure.text(), "FAIL-580022");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn amount(&self) -> Amount {
        Amount::new(self.code.number(), 2)
    }

    /// The text that asks for the error at the end of another.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{MARK}{}", self.code)
    }

    /// Whether a call of an operation fails with it.
    pub(super) fn is_for(&self, operation: &str) -> bool {
        self.operation.is_none_or(|own| own == operation)
    }

    /// The error that a request asks for by an amount or a text.
    pub(super) fn asked_by(request: Ref<'_>) -> Option<Self> {
        request.nodes().find_map(asked_in)
    }
}

/// The error that a value of a request asks for.
fn asked_in(value: Ref<'_>) -> Option<Failure> {
    let text = value.as_str()?;
    if AMOUNTS.contains(&value.name()) {
        let amount: Amount = text.parse().ok()?;
        return Failure::numbered(i64::try_from(amount.mantissa()).ok()?);
    }
    if value.name() == INVOICE {
        return None;
    }
    Failure::numbered(number_at_end(text)?)
}

/// The number of the error that a text asks for at its end. It may be one that no document has.
pub(super) fn number_at_end(text: &str) -> Option<i64> {
    let (_, number) = text.rsplit_once(MARK)?;
    let is_number = number.len() == 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_number)
}

/// Parses the number of a documented error, alone or after the name of an operation, in any letter case, and a colon.
impl FromStr for Failure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = |what: &'static str| Error::new(ErrorKind::InvalidValue(what.into()));
        let (operation, number) = match text.split_once(':') {
            Some((operation, number)) => (Some(operation), number),
            None => (None, text),
        };
        let code = number.parse().ok().and_then(Failure::numbered);
        let failure = code.ok_or_else(|| invalid("no documented error has this number"))?;
        let operation = operation.map(|operation| {
            let mut known = service::OPERATIONS.iter();
            let known = known.find(|known| known.name.eq_ignore_ascii_case(operation));
            known.ok_or_else(|| {
                let names = service::OPERATIONS.iter().map(|known| known.name);
                let names: Vec<_> = names.collect();
                let what = format!("no operation has this name; there are {}", names.join(", "));
                Error::new(ErrorKind::InvalidValue(what.into()))
            })
        });
        Ok(Failure {
            operation: operation.transpose()?.map(|operation| operation.name),
            ..failure
        })
    }
}

/// Prints what is parsed: `580022` or `Pay:580022`.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}:")?;
        }
        write!(f, "{}", self.code)
    }
}
