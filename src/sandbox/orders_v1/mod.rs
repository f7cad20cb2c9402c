//! The operations of Orders, version 1.

mod amounts;
mod authorization;
mod capture;
mod money;
mod order;
mod patch;
mod pay;
mod record;
mod refusal;
mod service;
mod token;
mod view;
mod visit;

pub(super) use service::OrdersV1;

use super::operation::Operation;
use refusal::OrderRefusal;

/// All operations: those of the document, and those of the payments that orders link to.
const OPERATIONS: &[Operation<OrderRefusal>] = &[
    Operation::changes("CreateOrder", order::create),
    Operation::reads("GetOrder", order::show),
    Operation::changes("UpdateOrder", patch::update),
    Operation::changes("CancelOrder", order::cancel),
    Operation::changes("PayOrder", pay::pay),
    Operation::reads("GetCapture", capture::show),
    Operation::changes("RefundCapture", capture::refund),
    Operation::reads("GetRefund", capture::show_refund),
    Operation::reads("GetAuthorization", authorization::show),
    Operation::changes("CaptureAuthorization", authorization::capture),
    Operation::changes("VoidAuthorization", authorization::void),
    Operation::changes("DisburseFunds", pay::disburse),
];
