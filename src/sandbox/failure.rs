//! Errors that the sandbox answers with on purpose.

use std::fmt;
use std::str::FromStr;

use crate::api::adaptive_payments::errors::{self, ErrorCode};
use crate::api::orders_v1::{self, ErrorFacts};
use crate::api::{KnownError, MessageKind, System};
use crate::error::{Error, ErrorKind};
use crate::tree::Ref;
use crate::value::Amount;

/// What stands before the code of an error in a text that asks for it.
const MARK: &str = "FAIL-";

/// The fields whose amounts ask for an error.
const AMOUNTS: [&str; 3] = [
    "amount",
    "maxAmountPerPayment",
    "maxTotalAmountOfAllPayments",
];

/// The field whose text asks for the failure of a transfer, and not of the call.
const INVOICE: &str = "invoiceId";

/// The decimal places of amounts that ask for an error.
const PLACES: u32 = 2;

/// A documented error that the sandbox answers with on purpose, before it looks at the rest of the request.
///
/// There are three ways to ask for it:
///
/// - [`Config::fail`](super::Config::fail): all calls of the error's system fail with it, or those of one operation;
/// - an amount whose digits are the number of the error. In Adaptive Payments 5800.22 asks for the error 580022 in any
///   currency, and so does 580022 of a currency without decimal places. In `MultiSafepay` 1006.00 asks for the error
///   1006, which is 100600 in cents;
/// - a text that ends with `FAIL-` and the code, such as a key, a memo, an id in the path or a description:
///   `AP-FAIL-580022`, `8R-FAIL-RESOURCE_NOT_FOUND`.
///
/// In the `invoiceId` of a receiver of Adaptive Payments the text means that the transfer to this receiver fails, and not
/// the call: the reply says so in its `payErrorList`.
///
/// ```
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::sandbox::{Caller, Config, Failure, Sandbox};
///
/// let failure: Failure = "PaymentDetails:580030".parse()?;
/// let sandbox = Sandbox::in_memory(Config::new().fail(failure));
/// let request = PaymentDetailsRequest::by_pay_key("AP-1");
/// let error = sandbox.send(&Caller::new("shop@example.com"), request).unwrap_err();
/// assert_eq!(error.to_string(), "the service answered with FaultMessage, error 580030");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    error: Documented,
    operation: Option<&'static str>,
}

/// An error of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Documented {
    AdaptivePayments(ErrorCode),
    OrdersV1(&'static ErrorFacts),
    /// One of the systems whose errors are listed alike.
    Known(System, &'static KnownError),
}

impl Documented {
    fn of_system(system: System) -> Vec<Self> {
        match system {
            System::AdaptivePayments => ErrorCode::all().map(Self::AdaptivePayments).collect(),
            System::OrdersV1 => orders_v1::ERRORS.iter().map(Self::OrdersV1).collect(),
            _ => {
                let known = system.known_errors().iter();
                known.map(|error| Self::Known(system, error)).collect()
            }
        }
    }

    /// The error of a system with this code.
    fn named(system: System, code: &str) -> Option<Self> {
        if system == System::AdaptivePayments {
            let number = code.parse().ok().filter(|_| is_number(code));
            return number.and_then(errors::explain).map(Self::AdaptivePayments);
        }
        let mut all = Self::of_system(system).into_iter();
        all.find(|error| error.code() == code)
    }

    fn system(self) -> System {
        match self {
            Documented::AdaptivePayments(_) => System::AdaptivePayments,
            Documented::OrdersV1(_) => System::OrdersV1,
            Documented::Known(system, _) => system,
        }
    }

    fn code(self) -> String {
        match self {
            Documented::AdaptivePayments(code) => code.to_string(),
            Documented::OrdersV1(facts) => facts.name.to_owned(),
            Documented::Known(_, error) => error.code.to_owned(),
        }
    }
}

impl Failure {
    /// All documented errors, by system and code.
    pub fn all() -> impl Iterator<Item = Failure> {
        let systems = System::ALL.iter();
        let errors = systems.flat_map(|system| Documented::of_system(*system));
        errors.map(Failure::of)
    }

    fn of(error: Documented) -> Self {
        Failure {
            error,
            operation: None,
        }
    }

    /// The system that has the error.
    #[must_use]
    pub fn system(&self) -> System {
        self.error.system()
    }

    /// The code of the error: a number or a word, which no other system has.
    #[must_use]
    pub fn code(&self) -> String {
        self.error.code()
    }

    /// What the error means.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        match self.error {
            Documented::AdaptivePayments(code) => code.meaning(),
            Documented::OrdersV1(facts) => facts.meaning,
            Documented::Known(_, error) => error.meaning,
        }
    }

    /// The operation whose calls fail; `None` if all do.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The amount that asks for the error. `None` in systems whose errors are words, or whose requests have no amounts.
    ///
    /// ```
    /// use paywire::sandbox::Failure;
    ///
    /// for (code, amount) in [("580022", Some("5800.22")), ("1006", Some("1006.00")), ("UNAUTHORIZED", None)] {
    ///     let failure: Failure = code.parse()?;
    ///     let asked = failure.amount().map(|own| own.to_string());
    ///     assert_eq!(asked.as_deref(), amount);
    ///     assert_eq!(failure.text(), format!("FAIL-{code}"));
    /// }
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        match self.error {
            Documented::AdaptivePayments(code) => Some(Amount::new(code.number(), PLACES)),
            Documented::Known(System::MultiSafepay, error) => {
                let number: i64 = error.code.parse().ok()?;
                Some(Amount::new(100 * number, PLACES))
            }
            _ => None,
        }
    }

    /// The text that asks for the error at the end of another.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{MARK}{}", self.code())
    }

    /// The error of Adaptive Payments that it is, if it is one.
    pub(super) fn error_code(&self) -> Option<ErrorCode> {
        match self.error {
            Documented::AdaptivePayments(code) => Some(code),
            _ => None,
        }
    }

    /// The error that calls of an operation fail with by configuration.
    pub(super) fn configured(all: &[Failure], system: System, operation: &str) -> Option<Self> {
        let mut all = all.iter().copied();
        all.find(|failure| {
            let is_for = failure.operation.is_none_or(|own| own == operation);
            failure.system() == system && is_for
        })
    }

    /// The error that a request asks for by an amount or a text.
    pub(super) fn asked_by(system: System, request: Ref<'_>) -> Option<Self> {
        request.nodes().find_map(|value| asked_in(system, value))
    }

    /// The error that a text asks for at its end.
    pub(super) fn at_end(system: System, text: &str) -> Option<Self> {
        let (_, code) = text.rsplit_once(MARK)?;
        Documented::named(system, code).map(Failure::of)
    }
}

/// The error that a value of a request asks for.
fn asked_in(system: System, value: Ref<'_>) -> Option<Failure> {
    let text = value.as_str()?;
    if AMOUNTS.contains(&value.name()) {
        return by_amount(system, text);
    }
    if system == System::AdaptivePayments && value.name() == INVOICE {
        return None;
    }
    Failure::at_end(system, text)
}

/// The error that an amount asks for.
fn by_amount(system: System, text: &str) -> Option<Failure> {
    let amount: Amount = text.parse().ok()?;
    let digits = i64::try_from(amount.mantissa()).ok()?;
    let code = match system {
        System::AdaptivePayments => digits,
        // In the smallest unit of the currency.
        System::MultiSafepay if digits % 100 == 0 => digits / 100,
        _ => return None,
    };
    Documented::named(system, &code.to_string()).map(Failure::of)
}

/// Whether a code can be one of Adaptive Payments.
fn is_number(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of the error of Adaptive Payments that a text asks for at its end. It may be one that no document has.
pub(super) fn number_at_end(text: &str) -> Option<i64> {
    let (_, number) = text.rsplit_once(MARK)?;
    number.parse().ok().filter(|_| is_number(number))
}

/// The names of a system's operations.
fn operations(system: System) -> Vec<&'static str> {
    let kinds = MessageKind::ALL.iter().map(|kind| kind.info());
    let own = kinds.filter(|info| info.system == system);
    let of_messages = own.filter_map(|info| info.operation);
    let of_calls = system.known_calls().iter().map(|(operation, _)| *operation);
    let mut all: Vec<_> = of_calls.chain(of_messages).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Parses the code of a documented error, alone or after the name of an operation of its system, in any letter case, and a
/// colon.
impl FromStr for Failure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (operation, code) = match text.split_once(':') {
            Some((operation, code)) => (Some(operation), code),
            None => (None, text),
        };
        let mut systems = System::ALL.iter();
        let error = systems.find_map(|system| Documented::named(*system, code));
        let error = error.ok_or_else(|| {
            let what = "no documented error has this code";
            Error::new(ErrorKind::InvalidValue(what.into()))
        })?;
        let operation = operation.map(|operation| {
            let names = operations(error.system());
            let mut known = names.iter().copied();
            let found = known.find(|name| name.eq_ignore_ascii_case(operation));
            found.ok_or_else(|| {
                let names = names.join(", ");
                let what = format!("no operation has this name; there are {names}");
                Error::new(ErrorKind::InvalidValue(what.into()))
            })
        });
        Ok(Failure {
            error,
            operation: operation.transpose()?,
        })
    }
}

/// Prints what is parsed: `580022` or `Pay:580022`.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}:")?;
        }
        f.write_str(&self.code())
    }
}
