//! Whether amounts have more decimal places than their currency.

use super::totals::{Units, each};
use crate::api::orders_v1::{Item, Money, PaymentSummary, PurchaseUnit, Total};
use crate::api::validate::{Report, hold_places};
use crate::value::{Amount, Currency};

/// Checks the decimal places of every amount of a message.
pub(super) fn hold<M: Units>(message: &M, report: &mut Report<'_>) {
    if let Some(gross) = message.gross() {
        money("gross_total_amount", gross, report);
    }
    for (path, unit) in each(message) {
        unit_at(&path, unit, report);
    }
}

fn unit_at(path: &str, unit: &PurchaseUnit, report: &mut Report<'_>) {
    total(&format!("{path}amount"), &unit.amount, report);
    for (index, one) in unit.items.iter().enumerate() {
        item(&format!("{path}items({index})"), one, report);
    }
    if let Some(fee) = &unit.partner_fee_details {
        money(
            &format!("{path}partner_fee_details.amount"),
            &fee.amount,
            report,
        );
    }
    if let Some(paid) = &unit.payment_summary {
        summary(&format!("{path}payment_summary"), paid, report);
    }
}

fn summary(path: &str, paid: &PaymentSummary, report: &mut Report<'_>) {
    let captures = paid
        .captures
        .iter()
        .map(|one| (&one.amount, &one.transaction_fee));
    let refunds = paid.refunds.iter().map(|one| (&one.amount, &None));
    let sales = paid
        .sales
        .iter()
        .map(|one| (&one.amount, &one.transaction_fee));
    let held = paid
        .authorizations
        .iter()
        .map(|one| (&one.amount, &one.transaction_fee));
    let all = captures.enumerate().map(|one| ("captures", one));
    let all = all.chain(refunds.enumerate().map(|one| ("refunds", one)));
    let all = all.chain(sales.enumerate().map(|one| ("sales", one)));
    let all = all.chain(held.enumerate().map(|one| ("authorizations", one)));
    for (list, (index, (amount, fee))) in all {
        let path = format!("{path}.{list}({index})");
        if let Some(amount) = amount {
            total(&format!("{path}.amount"), amount, report);
        }
        if let Some(fee) = fee {
            money(&format!("{path}.transaction_fee"), fee, report);
        }
    }
}

fn money(path: &str, money: &Money, report: &mut Report<'_>) {
    hold_places(
        || format!("{path}.value"),
        &money.value,
        &money.currency,
        report,
    );
}

fn item(path: &str, item: &Item, report: &mut Report<'_>) {
    let amounts = [("price", Some(&item.price)), ("tax", item.tax.as_ref())];
    amounts_of(path, &amounts, &item.currency, report);
}

/// What has a rule of its own that allows two places at most.
const OF_TWO_PLACES: &[&str] = &["total", "subtotal", "shipping", "tax"];

/// Whether an amount does not break that rule, which would say the same twice.
fn is_free(field: &str, amount: &Amount) -> bool {
    amount.scale() <= 2 || !OF_TWO_PLACES.contains(&field)
}

/// A total and its parts.
fn total(path: &str, total: &Total, report: &mut Report<'_>) {
    let own = Some(&total.total).filter(|own| is_free("total", own));
    amounts_of(path, &[("total", own)], &total.currency, report);
    let Some(details) = &total.details else {
        return;
    };
    let parts = [
        ("subtotal", &details.subtotal),
        ("shipping", &details.shipping),
        ("tax", &details.tax),
        ("handling_fee", &details.handling_fee),
        ("shipping_discount", &details.shipping_discount),
        ("insurance", &details.insurance),
        ("gift_wrap", &details.gift_wrap),
    ];
    let parts =
        parts.map(|(field, amount)| (field, amount.as_ref().filter(|own| is_free(field, own))));
    amounts_of(&format!("{path}.details"), &parts, &total.currency, report);
}

fn amounts_of(
    path: &str,
    amounts: &[(&str, Option<&Amount>)],
    currency: &Currency,
    report: &mut Report<'_>,
) {
    for (field, amount) in amounts {
        if let Some(amount) = amount {
            hold_places(|| format!("{path}.{field}"), amount, currency, report);
        }
    }
}
