//! The systems, with the properties of each.

use std::fmt;
use std::sync::OnceLock;

use super::call::Call;
use super::facts::Problem;
use super::failure::FaultPattern;
use super::shape::Shape;
use super::validate::Rulebook;
use super::{AnyMessage, Environment, KnownError, MessageKind, known_calls};
use crate::error::Error;
use crate::tree::Ref;
use crate::value::Vocabulary;

#[cfg(feature = "adaptive-payments")]
use super::adaptive_payments;
#[cfg(feature = "aliexpress")]
use super::aliexpress;
#[cfg(feature = "multisafepay")]
use super::multisafepay;
#[cfg(feature = "orders-v1")]
use super::orders_v1;

/// A service with its family of messages.
///
/// Each is a feature of the same name. A system whose feature is off has no messages, calls, rules or errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum System {
    /// `PayPal` Adaptive Payments: `adaptive_payments`.
    AdaptivePayments,
    /// `PayPal` Orders, version 1: `orders_v1`.
    OrdersV1,
    /// `MultiSafepay`: `multisafepay`.
    MultiSafepay,
    /// `AliExpress` dropshipping: `aliexpress`.
    AliExpress,
}

/// The properties of a system, beside its messages.
pub(super) struct SystemInfo {
    pub(super) rulebook: &'static Rulebook,
    /// The address before the path of a call.
    pub(super) base_url: fn(Environment) -> Option<String>,
    /// The operations that are called over HTTP.
    pub(super) calls: fn() -> Vec<(&'static str, Call)>,
    /// The value of `SOAPAction` for an operation, in systems that support SOAP.
    pub(super) soap_action: Option<fn(&str) -> String>,
    /// For a system that shares an address: the value of the parameter `method`, and the operation.
    pub(super) method: Option<(&'static str, &'static str)>,
    pub(super) vocabularies: &'static [Vocabulary],
    pub(super) known_errors: &'static [KnownError],
    /// The fields by which it reports a failure.
    pub(super) signs: &'static [&'static str],
    /// How to recognize its faults by these fields.
    pub(super) faults: &'static [FaultPattern],
    /// The fault that a service answers an unreadable request with.
    pub(super) refusal: fn(&Error) -> Option<AnyMessage>,
    /// The shape of a document embedded in a text, by the [path](super::shape::Field::type_path) of the text's type.
    pub(super) document: fn(&str) -> Option<Shape>,
    /// The notification with this type.
    pub(super) notification: fn(&str) -> Option<MessageKind>,
    /// The error that the members of an object form, if they do in this system.
    pub(super) error: fn(Ref<'_>) -> Option<Problem>,
}

impl SystemInfo {
    /// The defaults, for a system with messages only.
    pub(super) const NONE: Self = SystemInfo {
        rulebook: &Rulebook {
            rules: &[],
            limits: &[],
            headers: &[],
        },
        base_url: |_| None,
        calls: Vec::new,
        soap_action: None,
        method: None,
        vocabularies: &[],
        known_errors: &[],
        signs: &[],
        faults: &[],
        refusal: |_| None,
        document: |_| None,
        notification: |_| None,
        error: |_| None,
    };
}

impl System {
    /// All systems whose feature is on.
    pub const ALL: &'static [System] = &[
        #[cfg(feature = "adaptive-payments")]
        System::AdaptivePayments,
        #[cfg(feature = "orders-v1")]
        System::OrdersV1,
        #[cfg(feature = "multisafepay")]
        System::MultiSafepay,
        #[cfg(feature = "aliexpress")]
        System::AliExpress,
    ];

    /// The number of systems, with or without their feature.
    pub(super) const COUNT: usize = System::AliExpress as usize + 1;

    pub(super) const fn info(self) -> &'static SystemInfo {
        match self {
            #[cfg(feature = "adaptive-payments")]
            System::AdaptivePayments => &adaptive_payments::SYSTEM,
            #[cfg(feature = "orders-v1")]
            System::OrdersV1 => &orders_v1::SYSTEM,
            #[cfg(feature = "multisafepay")]
            System::MultiSafepay => &multisafepay::SYSTEM,
            #[cfg(feature = "aliexpress")]
            System::AliExpress => &aliexpress::SYSTEM,
            #[cfg(not(feature = "systems"))]
            _ => &SystemInfo::NONE,
        }
    }

    /// The rules for the system's messages.
    #[must_use]
    pub fn rulebook(self) -> &'static Rulebook {
        self.info().rulebook
    }

    /// The address of the service, before the path of a [call](super::Call): `https://svcs.paypal.com`.
    ///
    /// `AliExpress` has one address for all operations, and no sandbox.
    ///
    /// ```
    /// use paywire::api::{Environment, System};
    ///
    /// let sandbox = System::MultiSafepay.base_url(Environment::Sandbox);
    /// assert_eq!(sandbox.as_deref(), Some("https://testapi.multisafepay.com"));
    /// assert_eq!(System::AliExpress.base_url(Environment::Sandbox), None);
    /// ```
    #[must_use]
    pub fn base_url(self, environment: Environment) -> Option<String> {
        (self.info().base_url)(environment)
    }

    /// The fault by which the service refuses a request that cannot be read, with the time of the system clock and a new
    /// id. `None` if the system's feature is off.
    ///
    /// ```
    /// use paywire::api::System;
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    ///
    /// let error = paywire::nvp::from_str::<PaymentDetailsRequest>("payKey=AP-1").unwrap_err();
    /// let fault = System::AdaptivePayments.refusal(&error).expect("a fault");
    /// assert_eq!(fault.facts().errors[0].code.as_deref(), Some("580029"));
    /// ```
    #[must_use]
    pub fn refusal(self, error: &Error) -> Option<AnyMessage> {
        (self.info().refusal)(error)
    }

    /// All operations that are called over HTTP, with their calls.
    #[must_use]
    pub fn calls(self) -> Vec<(&'static str, Call)> {
        (self.info().calls)()
    }

    /// The system whose address for SOAP has this path: the folder of its calls, where each request names its operation.
    pub(crate) fn of_soap_path(path: &str) -> Option<System> {
        let mut systems = known_calls::below(path).iter().copied();
        systems.find(|system| system.info().soap_action.is_some())
    }

    /// Whether a parameter names the operation instead of the path.
    pub(crate) fn has_method(self, operation: &str) -> bool {
        self.info().method.is_some_and(|(_, own)| own == operation)
    }

    /// The operations that are called over HTTP, which are listed once.
    pub(crate) fn known_calls(self) -> &'static [(&'static str, Call)] {
        static CALLS: [OnceLock<Vec<(&str, Call)>>; System::COUNT] =
            [const { OnceLock::new() }; System::COUNT];
        CALLS[self as usize].get_or_init(|| self.calls())
    }

    /// The operation that a call is whose parameters name this method, where one address serves many.
    pub(crate) fn of_method(method: &str) -> Option<(System, &'static str)> {
        let mut all = System::ALL.iter();
        all.find_map(|system| {
            let (own, operation) = system.info().method?;
            (own == method).then_some((*system, operation))
        })
    }

    /// The notification with this type.
    pub(crate) fn notification(said: &str) -> Option<MessageKind> {
        let mut all = System::ALL.iter();
        all.find_map(|system| (system.info().notification)(said))
    }

    /// The name in records, which is also that of the module: `adaptive_payments`.
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// assert_eq!(System::AdaptivePayments.as_str(), "adaptive_payments");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            System::AdaptivePayments => "adaptive_payments",
            System::OrdersV1 => "orders_v1",
            System::MultiSafepay => "multisafepay",
            System::AliExpress => "aliexpress",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
