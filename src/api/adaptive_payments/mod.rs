//! `PayPal` Adaptive Payments.
//!
//! A caller creates a payment with [`pay`], sends the buyer to `PayPal` to approve it, and asks for
//! its status with [`payment_details`]. The response to a failed call is a [`fault`]. What several
//! operations share stands in [`common`].
//!
//! | to | operations |
//! | --- | --- |
//! | pay | [`pay`], or prepared with it: [`set_payment_options`], [`get_payment_options`], [`get_funding_plans`], [`execute_payment`] |
//! | know what became of it | [`payment_details`], [`get_shipping_addresses`] |
//! | give back | [`refund`] |
//! | pay later without asking again | [`preapproval`], [`preapproval_details`], [`get_allowed_funding_sources`], [`confirm_preapproval`], [`cancel_preapproval`] |
//! | be told without asking | [`ipn`] |
//! | know before paying | [`convert_currency`], [`get_user_limits`], [`get_available_shipping_addresses`], [`get_pre_payment_disclosure`] |
//!
//! Where the service is, which headers it takes and what its versions brought stands in [`service`],
//! and the addresses for a sender's browser in [`redirect`].
//!
//! # Where the descriptions come from
//!
//! Each field says in brackets which document knows it:
//!
//! - *guide*, with a page: the Adaptive Payments Developer Guide of 7 August 2012;
//! - *Pay page*: the later web page of the Pay operation;
//! - *SDK*: the field lists of the public client libraries (Java 2.9.117, PHP 3.9.2), where the
//!   documents are silent.
//!
//! A version number is the version of the API that brought the field; a field without one was
//! there from the start, or nobody wrote down when it came. "After 1.8.1" is later than the guide.
//! Lengths are in characters. Nothing is checked while a message is read or written.

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
    calls,
    soap_action: Some(soap_action),
    vocabularies: vocabularies::VOCABULARIES,
    signs: signs::NAMES,
    faults: signs::FAULTS,
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

/// The XML namespace of what Adaptive Payments shares with `PayPal`'s other services: the envelopes
/// and the fault.
pub const COMMON_NAMESPACE: &str = "http://svcs.paypal.com/types/common";

/// The path of an operation's address, as `/AdaptivePayments/Pay`.
pub(super) fn path(operation: &str) -> String {
    format!("/AdaptivePayments/{operation}")
}

/// The `SOAPAction` of an operation, as `urn:Pay`.
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
