//! The rules for Adaptive Payments, and the messages to which they apply.

mod headers;
mod keys;
mod limits;
mod notifications;
mod pay;
mod payment_details;
mod people;
mod places;
mod preapproval;
mod refund;
mod rules;
mod set_payment_options;

pub use headers::SentHeaders;
pub(super) use keys::{
    GET_ALLOWED_FUNDING_SOURCES, GET_AVAILABLE_SHIPPING_ADDRESSES, GET_SHIPPING_ADDRESSES,
    GET_USER_LIMITS,
};
pub(super) use notifications::PAYMENT_NOTIFICATION;
pub(super) use pay::PAY;
pub(super) use payment_details::PAYMENT_DETAILS;
pub(super) use places::CONVERT_CURRENCY;
pub(super) use preapproval::PREAPPROVAL;
pub(super) use refund::REFUND;
pub(super) use set_payment_options::SET_PAYMENT_OPTIONS;

use crate::api::validate::Rulebook;

/// All rules of the system.
pub(crate) static RULEBOOK: Rulebook = Rulebook {
    rules: rules::RULES,
    limits: limits::LIMITS,
    headers: headers::HEADER_RULES,
};
