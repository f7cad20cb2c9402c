//! The systems, and what is known of each.

use std::fmt;

use super::call::Call;
use super::facts::Trouble;
use super::failure::FaultPattern;
use super::validate::Rulebook;
use super::{KnownError, MessageKind};
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

/// A family of messages that one service speaks.
///
/// Each is a feature of its name. A system whose feature is off has a name here, and no messages, calls, rules or errors.
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

/// What a system says about itself once, beside its messages.
pub(super) struct SystemInfo {
    pub(super) rulebook: &'static Rulebook,
    /// The operations that are called over HTTP.
    pub(super) calls: fn() -> Vec<(&'static str, Call)>,
    /// The value of `SOAPAction` for an operation, in systems that speak SOAP.
    pub(super) soap_action: Option<fn(&str) -> String>,
    /// What calls it at an address that it shares: the parameter `method`, and the operation.
    pub(super) method: Option<(&'static str, &'static str)>,
    pub(super) vocabularies: &'static [Vocabulary],
    pub(super) known_errors: &'static [KnownError],
    /// The names under which it says that a call failed.
    pub(super) signs: &'static [&'static str],
    /// How its faults are known by these.
    pub(super) faults: &'static [FaultPattern],
    /// The notification that says it is of this type.
    pub(super) notification: fn(&str) -> Option<MessageKind>,
    /// The error that values together are, if they are one as this system writes it.
    pub(super) error: fn(Ref<'_>) -> Option<Trouble>,
}

impl SystemInfo {
    /// Nothing: a system that says no more is known by its messages alone.
    pub(super) const NONE: Self = SystemInfo {
        rulebook: &Rulebook {
            rules: &[],
            limits: &[],
            headers: &[],
        },
        calls: Vec::new,
        soap_action: None,
        method: None,
        vocabularies: &[],
        known_errors: &[],
        signs: &[],
        faults: &[],
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

    /// The rules that the system's documents give for its messages.
    #[must_use]
    pub fn rulebook(self) -> &'static Rulebook {
        self.info().rulebook
    }

    /// Every operation that is called over HTTP, and how.
    #[must_use]
    pub fn calls(self) -> Vec<(&'static str, Call)> {
        (self.info().calls)()
    }

    /// The operation that a call is whose parameters name this method, where one address serves many.
    #[cfg_attr(
        not(feature = "capture"),
        expect(dead_code, reason = "captures ask for it")
    )]
    pub(crate) fn of_method(method: &str) -> Option<(System, &'static str)> {
        let mut all = System::ALL.iter();
        all.find_map(|system| {
            let (own, operation) = system.info().method?;
            (own == method).then_some((*system, operation))
        })
    }

    /// The notification that says it is of this type.
    pub(crate) fn notification(said: &str) -> Option<MessageKind> {
        let mut all = System::ALL.iter();
        all.find_map(|system| (system.info().notification)(said))
    }

    /// The name in records, which is the name of the module: `adaptive_payments`.
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
