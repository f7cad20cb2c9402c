//! The rules for totals of orders.

use super::places;
use super::rules::{O004, O021, O022, O023, O024, O025, O027};
use crate::api::orders_v1::order::total_of;
use crate::api::orders_v1::{
    CreateOrderRequest, Money, Order, PayOrderResponse, PayerInfo, PurchaseUnit,
};
use crate::api::validate::{Check, Report};
use crate::value::Currency;

pub(in super::super) const CREATE_ORDER: &[Check<CreateOrderRequest>] = &[
    Check::new(&O004, places::hold),
    Check::new(&O021, details),
    Check::new(&O022, items),
    Check::new(&O023, subtotal),
    Check::new(&O024, currency),
    Check::new(&O025, together),
    Check::new(&O027, state),
    Check::new(&super::rules::O035, super::payers::deprecated),
];

pub(in super::super) const ORDER: &[Check<Order>] = &[
    Check::new(&O004, places::hold),
    Check::new(&O021, details),
    Check::new(&O022, items),
    Check::new(&O023, subtotal),
    Check::new(&O024, currency),
    Check::new(&O025, together),
];

pub(in super::super) const PAY_ORDER_RESPONSE: &[Check<PayOrderResponse>] = &[
    Check::new(&O004, places::hold),
    Check::new(&O021, details),
    Check::new(&O022, items),
    Check::new(&O023, subtotal),
    Check::new(&O024, currency),
];

pub(in super::super) const PURCHASE_UNIT: &[Check<PurchaseUnit>] = &[
    Check::new(&O004, places::hold),
    Check::new(&O021, details),
    Check::new(&O022, items),
    Check::new(&O023, subtotal),
    Check::new(&O024, currency),
    Check::new(&O027, state),
];

/// A message with units in it.
pub(super) trait Units {
    /// Its units.
    fn units(&self) -> &[PurchaseUnit];

    /// Where a unit stands.
    fn path(&self, index: usize) -> String {
        format!("purchase_units({index}).")
    }

    /// The total that the message states for all units.
    fn gross(&self) -> Option<&Money> {
        None
    }

    /// Who pays, if it says so.
    fn payer(&self) -> Option<&PayerInfo> {
        None
    }
}

impl Units for CreateOrderRequest {
    fn units(&self) -> &[PurchaseUnit] {
        &self.purchase_units
    }

    fn gross(&self) -> Option<&Money> {
        self.gross_total_amount.as_ref()
    }

    fn payer(&self) -> Option<&PayerInfo> {
        self.payer_info.as_ref()
    }
}

impl Units for Order {
    fn units(&self) -> &[PurchaseUnit] {
        &self.purchase_units
    }

    fn gross(&self) -> Option<&Money> {
        self.gross_total_amount.as_ref()
    }
}

impl Units for PayOrderResponse {
    fn units(&self) -> &[PurchaseUnit] {
        &self.purchase_units
    }
}

impl Units for PurchaseUnit {
    fn units(&self) -> &[PurchaseUnit] {
        std::slice::from_ref(self)
    }

    fn path(&self, _: usize) -> String {
        String::new()
    }
}

/// Every unit with the path to it.
pub(super) fn each<M: Units>(message: &M) -> impl Iterator<Item = (String, &PurchaseUnit)> {
    let units = message.units().iter().enumerate();
    units.map(|(index, unit)| (message.path(index), unit))
}

fn details<M: Units>(message: &M, report: &mut Report<'_>) {
    for (path, unit) in each(message) {
        let Some(details) = unit
            .amount
            .details
            .as_ref()
            .filter(|known| !known.is_empty())
        else {
            continue;
        };
        if details.sum() != Some(unit.amount.total) {
            report.add(
                format!("{path}amount.total"),
                "is not the sum of its details",
            );
        }
    }
}

fn items<M: Units>(message: &M, report: &mut Report<'_>) {
    for (path, unit) in each(message) {
        let details = unit.amount.details.as_ref();
        let Some(subtotal) = details.and_then(|details| details.subtotal) else {
            continue;
        };
        if unit.items.is_empty() {
            continue;
        }
        match unit.items_total() {
            Some(sum) if sum == subtotal => {}
            Some(_) => report.add(
                format!("{path}amount.details.subtotal"),
                "is not the sum of price times quantity of the items",
            ),
            None => {
                let index = unit.items.iter().position(|item| item.total().is_none());
                let index = index.unwrap_or_default();
                report.add(
                    format!("{path}items({index}).quantity"),
                    "is no whole number that the price can be multiplied by",
                );
            }
        }
    }
}

fn subtotal<M: Units>(message: &M, report: &mut Report<'_>) {
    for (path, unit) in each(message) {
        let details = unit.amount.details.as_ref();
        if !unit.items.is_empty() && details.is_none_or(|details| details.subtotal.is_none()) {
            report.add(
                format!("{path}amount.details.subtotal"),
                "is required where items are listed",
            );
        }
    }
}

fn currency<M: Units>(message: &M, report: &mut Report<'_>) {
    let Some(first) = message.units().first() else {
        return;
    };
    let first = &first.amount.currency;
    let mut hold = |path: String, own: &Currency| {
        if own != first {
            report.add(path, "is another currency than that of the first unit");
        }
    };
    if let Some(gross) = message.gross() {
        hold("gross_total_amount.currency".to_owned(), &gross.currency);
    }
    for (path, unit) in each(message) {
        hold(format!("{path}amount.currency"), &unit.amount.currency);
        for (index, item) in unit.items.iter().enumerate() {
            hold(format!("{path}items({index}).currency"), &item.currency);
        }
        if let Some(fee) = &unit.partner_fee_details {
            let path = format!("{path}partner_fee_details.amount.currency");
            hold(path, &fee.amount.currency);
        }
    }
}

fn together<M: Units>(message: &M, report: &mut Report<'_>) {
    let Some((gross, (_, sum))) = message.gross().zip(total_of(message.units())) else {
        return;
    };
    if gross.value != sum {
        report.add(
            "gross_total_amount.value",
            "is not the sum of the units' totals",
        );
    }
}

/// Countries whose addresses need a state.
pub(super) const WITH_STATE: &[&str] = &["AR", "BR", "CA", "IN", "IT", "JP", "MX", "TH", "US"];

fn state<M: Units>(message: &M, report: &mut Report<'_>) {
    let shipping = each(message).filter_map(|(path, unit)| {
        let address = unit.shipping_address.as_ref()?;
        Some((
            format!("{path}shipping_address"),
            &address.country_code,
            &address.state,
        ))
    });
    let billing = message
        .payer()
        .and_then(|payer| payer.billing_address.as_ref());
    let billing = billing.map(|address| {
        let path = "payer_info.billing_address".to_owned();
        (path, &address.country_code, &address.state)
    });
    for (path, country, state) in shipping.chain(billing) {
        super::payers::needs_state(&path, country, state.as_deref(), report);
    }
}
