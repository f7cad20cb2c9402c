//! `PayPal` Adaptive Payments.
//!
//! A caller creates a payment with [`pay`], sends the buyer to `PayPal` for approval, and retrieves
//! the status with [`payment_details`]. The response to a failed call is a [`fault`]. Types that
//! several operations share are in [`common`].
//!
//! | to | operations |
//! | --- | --- |
//! | pay | [`pay`]; for prepared payments: [`set_payment_options`], [`get_payment_options`], [`get_funding_plans`], [`execute_payment`] |
//! | know the status of a payment | [`payment_details`], [`get_shipping_addresses`] |
//! | refund | [`refund`] |
//! | pay later without further approval | [`preapproval`], [`preapproval_details`], [`get_allowed_funding_sources`], [`confirm_preapproval`], [`cancel_preapproval`] |
//! | receive notifications | [`ipn`] |
//! | look up data before paying | [`convert_currency`], [`get_user_limits`], [`get_available_shipping_addresses`], [`get_pre_payment_disclosure`] |
//!
//! The service's addresses, headers and versions are in [`service`]; the URLs for a sender's
//! browser are in [`redirect`].
//!
//! # Where the descriptions come from
//!
//! Each field names its source in parentheses:
//!
//! - *guide*, with a page: the Adaptive Payments Developer Guide of 7 August 2012;
//! - *Pay page*: the later web page of the Pay operation;
//! - *SDK*: the field lists of the public client libraries (Java 2.9.117, PHP 3.9.2), where the
//!   documents are silent.
//!
//! A version number is the API version that introduced the field; a field without one was there
//! from the start, or its version is undocumented. "After 1.8.1" is later than the guide. Lengths
//! are in characters. Reading and writing do not validate messages.

pub mod cancel_preapproval;
pub mod common;
pub mod confirm_preapproval;
pub mod convert_currency;
pub mod errors;
pub mod execute_payment;
pub mod fault;
pub mod get_allowed_funding_sources;
pub mod get_available_shipping_addresses;
pub mod get_funding_plans;
pub mod get_payment_options;
pub mod get_pre_payment_disclosure;
pub mod get_shipping_addresses;
pub mod get_user_limits;
pub mod ipn;
pub mod kinds;
pub mod outcome;
pub mod pay;
pub mod payment_details;
pub mod preapproval;
pub mod preapproval_details;
pub mod redirect;
pub mod refund;
pub mod service;
pub mod set_payment_options;
mod signs;
pub(super) mod validate;
mod vocabularies;

use std::borrow::Cow;

use super::call::{Call, Method};
use super::facts;
use super::message::{Direction, Formats, MessageInfo, System};
use super::system::SystemInfo;

pub(super) const SYSTEM: SystemInfo = SystemInfo {
    rulebook: &validate::RULEBOOK,
    base_url: |environment| Some(format!("https://{}", environment.api_host())),
    calls,
    soap_action: Some(soap_action),
    vocabularies: vocabularies::VOCABULARIES,
    signs: signs::NAMES,
    faults: signs::FAULTS,
    refusal: |error| Some(fault::FaultMessage::of_error(error).into()),
    notification: ipn::TransactionType::message,
    error: facts::adaptive_payments::error,
    ..SystemInfo::NONE
};

fn calls() -> Vec<(&'static str, Call)> {
    let operations = service::OPERATIONS.iter();
    let method = Method::Post;
    operations
        .map(|operation| {
            let path = Cow::Owned(operation.path());
            (operation.name, Call { method, path })
        })
        .collect()
}

/// The XML namespace of the operations' own messages and types.
pub const NAMESPACE: &str = "http://svcs.paypal.com/types/ap";

/// The XML namespace that Adaptive Payments shares with `PayPal`'s other services, for the
/// envelopes and the fault.
pub const COMMON_NAMESPACE: &str = "http://svcs.paypal.com/types/common";

/// The path of an operation's URL, such as `/AdaptivePayments/Pay`.
pub(super) fn path(operation: &str) -> String {
    format!("/AdaptivePayments/{operation}")
}

/// The `SOAPAction` of an operation, such as `urn:Pay`.
pub(super) fn soap_action(operation: &str) -> String {
    format!("urn:{operation}")
}

/// The facts of an operation's request.
const fn request(name: &'static str, operation: &'static str) -> MessageInfo {
    info(name, operation, Direction::Request)
}

/// The facts of an operation's response.
const fn response(name: &'static str, operation: &'static str) -> MessageInfo {
    info(name, operation, Direction::Response)
}

const fn info(name: &'static str, operation: &'static str, direction: Direction) -> MessageInfo {
    MessageInfo {
        name,
        operation: Some(operation),
        direction,
        system: System::AdaptivePayments,
        namespace: Some(NAMESPACE),
        formats: Formats::All,
    }
}
