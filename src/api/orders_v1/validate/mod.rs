//! The rules for Orders v1, and the messages to which they apply.

mod limits;
mod payers;
mod places;
mod rules;
mod totals;

pub(super) use payers::PAY_ORDER;
pub(super) use totals::{CREATE_ORDER, ORDER, PAY_ORDER_RESPONSE, PURCHASE_UNIT};

use jiff::civil::Date;

use super::{BankAccount, CurrencyConversion, FundingSource, InstallmentInfo};
use crate::api::validate::{Rulebook, Validate, Violations, hold};

/// All rules of the system.
pub(crate) static RULEBOOK: Rulebook = Rulebook {
    rules: rules::RULES,
    limits: limits::LIMITS,
    headers: &[],
};

/// The rules for objects that no message has.
static OBJECTS: Rulebook = Rulebook {
    rules: rules::RULES,
    limits: limits::OBJECT_LIMITS,
    headers: &[],
};

macro_rules! objects {
    ($($type:ty)*) => {$(
        /// The document's limits for its fields, although no message has such an object.
        impl Validate for $type {
            fn violations(&self, _: Option<Date>) -> Violations {
                hold(self, &OBJECTS)
            }
        }
    )*};
}

objects! { BankAccount CurrencyConversion FundingSource InstallmentInfo }
