//! The rules between fields of a `SetPaymentOptionsRequest`.

use super::people::{Met, PersonName};
use super::rules::{R087, R105, R106, R107};
use crate::api::adaptive_payments::common::InvoiceItem;
use crate::api::adaptive_payments::set_payment_options::SetPaymentOptionsRequest;
use crate::api::validate::{Check, Report};

pub(in super::super) const SET_PAYMENT_OPTIONS: &[Check<SetPaymentOptionsRequest>] = &[
    Check::new(&R087, image_or_name),
    Check::new(&R105, each_named_once),
    Check::new(&R106, prices),
    Check::new(&R107, no_receiver_twice),
];

fn image_or_name(request: &SetPaymentOptionsRequest, report: &mut Report<'_>) {
    let Some(display) = &request.display_options else {
        return;
    };
    if display.header_image_url.is_some() && display.business_name.is_some() {
        report.add(
            "displayOptions.businessName",
            "is not shown beside headerImageUrl",
        );
    }
}

fn each_named_once(request: &SetPaymentOptionsRequest, report: &mut Report<'_>) {
    for (at, options) in request.receiver_options.iter().enumerate() {
        let text = match PersonName::of_receiver_options(options).ways() {
            1 => continue,
            0 => "one of email, phone and accountId is required",
            _ => "only one of email, phone and accountId may be given",
        };
        report.add(format!("receiverOptions({at}).receiver.email"), text);
    }
}

fn prices(request: &SetPaymentOptionsRequest, report: &mut Report<'_>) {
    for (at, options) in request.receiver_options.iter().enumerate() {
        let items = options
            .invoice_data
            .iter()
            .flat_map(|invoice| &invoice.item);
        for (line, _) in items.enumerate().filter(|(_, item)| is_mispriced(item)) {
            report.add(
                format!("receiverOptions({at}).invoiceData.item({line}).price"),
                "is not itemPrice times itemCount",
            );
        }
    }
}

/// Whether a line has all three numbers and they do not fit.
fn is_mispriced(item: &InvoiceItem) -> bool {
    let (Some(price), Some(one), Some(count)) = (&item.price, &item.item_price, item.item_count)
    else {
        return false;
    };
    one.to_decimal().checked_mul(count.into()) != Some(price.to_decimal())
}

fn no_receiver_twice(request: &SetPaymentOptionsRequest, report: &mut Report<'_>) {
    let names = request
        .receiver_options
        .iter()
        .map(PersonName::of_receiver_options);
    for (at, field) in Met::again(names) {
        report.add(
            format!("receiverOptions({at}).receiver.{field}"),
            "repeats that of another receiver",
        );
    }
}
