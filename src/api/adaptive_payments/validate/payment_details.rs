//! The rules for a `PaymentDetailsRequest`.

use super::rules::{R078, R079};
use crate::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use crate::api::validate::{Check, Report};

pub(in super::super) const PAYMENT_DETAILS: &[Check<PaymentDetailsRequest>] =
    &[Check::new(&R078, named), Check::new(&R079, named_twice)];

fn named(request: &PaymentDetailsRequest, report: &mut Report<'_>) {
    let names = [
        &request.pay_key,
        &request.transaction_id,
        &request.tracking_id,
    ];
    if names.iter().all(|name| name.is_none()) {
        report.add(
            "payKey",
            "one of payKey, transactionId and trackingId is required",
        );
    }
}

fn named_twice(request: &PaymentDetailsRequest, report: &mut Report<'_>) {
    if request.pay_key.is_some() && request.tracking_id.is_some() {
        report.add("trackingId", "is ignored beside payKey");
    }
}
