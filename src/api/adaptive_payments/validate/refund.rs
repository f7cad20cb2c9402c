//! The rules between fields of a `RefundRequest`.

use super::places;
use super::rules::{R133, R134, R135, R136, R137, R146, R147};
use crate::api::adaptive_payments::common::Receiver;
use crate::api::adaptive_payments::refund::RefundRequest;
use crate::api::validate::{Check, Report};

pub(in super::super) const REFUND: &[Check<RefundRequest>] = &[
    Check::new(&R133, named),
    Check::new(&R134, named_once),
    Check::new(&R135, currency),
    Check::new(&R136, how_many_receivers),
    Check::new(&R137, each_named),
    Check::new(&R146, one_primary),
    Check::new(&R147, unused),
    places::REFUNDED,
];

const RECEIVERS: &str = "receiverList.receiver";

/// The path of a field of a receiver.
fn of(at: usize, field: &str) -> String {
    format!("{RECEIVERS}({at}).{field}")
}

fn receivers(request: &RefundRequest) -> &[Receiver] {
    let list = request.receiver_list.as_ref();
    list.map_or(&[], |list| &list.receiver)
}

/// The names of the payment that are given, in the order in which they count.
fn names(request: &RefundRequest) -> impl Iterator<Item = &'static str> {
    let names = [
        ("transactionId", &request.transaction_id),
        ("payKey", &request.pay_key),
        ("trackingId", &request.tracking_id),
    ];
    let given = names.map(|(field, name)| name.is_some().then_some(field));
    given.into_iter().flatten()
}

fn named(request: &RefundRequest, report: &mut Report<'_>) {
    if names(request).next().is_none() {
        report.add(
            "payKey",
            "one of payKey, transactionId and trackingId is required",
        );
    }
}

fn named_once(request: &RefundRequest, report: &mut Report<'_>) {
    let mut names = names(request);
    let Some(first) = names.next() else { return };
    for other in names {
        report.add(other, format!("is ignored beside {first}"));
    }
}

fn currency(request: &RefundRequest, report: &mut Report<'_>) {
    let by_pay_key = names(request).next() == Some("payKey");
    let full = receivers(request).is_empty();
    if request.currency_code.is_none() && !(by_pay_key && full) {
        report.add(
            "currencyCode",
            "is required, because this is not a full refund by payKey",
        );
    }
}

fn how_many_receivers(request: &RefundRequest, report: &mut Report<'_>) {
    let many = receivers(request).len();
    if many > 6 {
        report.add(RECEIVERS, format!("has {many} entries, more than 6"));
    }
}

fn each_named(request: &RefundRequest, report: &mut Report<'_>) {
    for (at, receiver) in receivers(request).iter().enumerate() {
        if receiver.email.is_none() && receiver.phone.is_none() {
            report.add(of(at, "email"), "is required, or phone");
        }
    }
}

fn one_primary(request: &RefundRequest, report: &mut Report<'_>) {
    let receivers = receivers(request).iter().enumerate();
    let primary = receivers.filter(|(_, receiver)| receiver.primary == Some(true));
    for (at, _) in primary.skip(1) {
        report.add(of(at, "primary"), "another receiver is primary already");
    }
}

fn unused(request: &RefundRequest, report: &mut Report<'_>) {
    for (at, receiver) in receivers(request).iter().enumerate() {
        let given = [
            ("invoiceId", receiver.invoice_id.is_some()),
            ("paymentType", receiver.payment_type.is_some()),
            ("paymentSubType", receiver.payment_sub_type.is_some()),
        ];
        for (field, _) in given.iter().filter(|(_, given)| *given) {
            report.add(of(at, field), "is not used in a refund");
        }
    }
}
