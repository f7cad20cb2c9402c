//! Whether amounts have more decimal places than their currency.

use super::rules::R166;
use crate::api::adaptive_payments::common::Receiver;
use crate::api::adaptive_payments::convert_currency::ConvertCurrencyRequest;
use crate::api::adaptive_payments::pay::PayRequest;
use crate::api::adaptive_payments::preapproval::PreapprovalRequest;
use crate::api::adaptive_payments::refund::RefundRequest;
use crate::api::validate::{Check, Report, hold_places};
use crate::value::Currency;

pub(in super::super) const CONVERT_CURRENCY: &[Check<ConvertCurrencyRequest>] =
    &[Check::new(&R166, to_convert)];

pub(super) const PAID: Check<PayRequest> = Check::new(&R166, |request, report| {
    of_receivers(
        &request.receiver_list.receiver,
        &request.currency_code,
        report,
    );
});

pub(super) const REFUNDED: Check<RefundRequest> = Check::new(&R166, |request, report| {
    // Without a currency it is the payment's, which the service alone knows.
    if let (Some(list), Some(currency)) = (&request.receiver_list, &request.currency_code) {
        of_receivers(&list.receiver, currency, report);
    }
});

pub(super) const PREAPPROVED: Check<PreapprovalRequest> = Check::new(&R166, |request, report| {
    let amounts = [
        ("maxAmountPerPayment", &request.max_amount_per_payment),
        (
            "maxTotalAmountOfAllPayments",
            &request.max_total_amount_of_all_payments,
        ),
    ];
    for (field, amount) in amounts {
        if let Some(amount) = amount {
            hold_places(|| field.to_owned(), amount, &request.currency_code, report);
        }
    }
});

fn of_receivers(receivers: &[Receiver], currency: &Currency, report: &mut Report<'_>) {
    for (at, receiver) in receivers.iter().enumerate() {
        let path = || format!("receiverList.receiver({at}).amount");
        hold_places(path, &receiver.amount, currency, report);
    }
}

fn to_convert(request: &ConvertCurrencyRequest, report: &mut Report<'_>) {
    for (at, money) in request.base_amount_list.currency.iter().enumerate() {
        let path = || format!("baseAmountList.currency({at}).amount");
        hold_places(path, &money.amount, &money.code, report);
    }
}
