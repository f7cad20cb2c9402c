//! The operations of `MultiSafepay`.

mod capture;
mod create;
mod notify;
mod record;
mod refund;
mod refusal;
mod service;
mod show;
mod update;
mod view;
mod visit;

pub(super) use service::MultiSafepay;
pub use visit::PaymentChoice;

use super::operation::Operation;
use refusal::PurchaseRefusal;

/// All operations.
const OPERATIONS: &[Operation<PurchaseRefusal>] = &[
    Operation::changes("CreateOrder", create::create),
    Operation::reads("GetOrder", show::show),
    Operation::reads("ListTransactions", show::list),
    Operation::changes("UpdateOrder", update::update),
    Operation::changes("CancelOrder", update::update),
    Operation::changes("Refund", refund::refund),
    Operation::reads("Capture", capture::capture),
    Operation::reads("CancelCapture", capture::capture),
];
