//! The rules for Adaptive Payments, and which of them each message is held to.

mod limits;
mod pay;
mod payment_details;
mod people;
mod rules;

pub(super) use pay::PAY;
pub(super) use payment_details::PAYMENT_DETAILS;

use crate::api::validate::Rulebook;

/// All rules of the system.
pub(crate) static RULEBOOK: Rulebook = Rulebook {
    rules: rules::RULES,
    limits: limits::LIMITS,
};
