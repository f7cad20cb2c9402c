//! The tables of errors, an operation each, in the order of the documents.

mod execute_payment;
mod pay;
mod payments;
mod preapprovals;

use super::ErrorEntry;

/// The tables of all operations that have one.
pub(super) const TABLES: &[&[ErrorEntry]] = &[
    pay::PAY,
    payments::PAYMENT_DETAILS,
    execute_payment::EXECUTE_PAYMENT,
    payments::GET_PAYMENT_OPTIONS,
    payments::SET_PAYMENT_OPTIONS,
    preapprovals::PREAPPROVAL,
    preapprovals::PREAPPROVAL_DETAILS,
    preapprovals::CANCEL_PREAPPROVAL,
    preapprovals::CONFIRM_PREAPPROVAL,
    preapprovals::CONVERT_CURRENCY,
    payments::REFUND,
    payments::GET_FUNDING_PLANS,
    payments::GET_SHIPPING_ADDRESSES,
];
