//! The rules for payers and their cards.

use super::rules::{O012, O027, O030, O031, O032, O033, O034, O035};
use super::totals::{Units, WITH_STATE};
use crate::api::orders_v1::{
    Address, CardType, CreditCard, FundingInstrument, PayOrderRequest, Payer, PaymentMethod,
};
use crate::api::validate::{Check, Report};

pub(in super::super) const PAY_ORDER: &[Check<PayOrderRequest>] = &[
    Check::new(&O012, card_number),
    Check::new(&O027, state),
    Check::new(&O030, one_card),
    Check::new(&O031, no_card),
    Check::new(&O032, one_of_two),
    Check::new(&O033, email),
    Check::new(&O034, tax_id),
    Check::new(&O035, deprecated_address),
];

const DEPRECATED: &str = "is deprecated: the unit says where goods go";

/// The payer, if it uses this payment method.
fn payer<'a>(request: &'a PayOrderRequest, method: &PaymentMethod) -> Option<&'a Payer> {
    let payer = request.payer.as_ref()?;
    (payer.payment_method.as_ref() == Some(method)).then_some(payer)
}

/// Every instrument with the path to it.
fn instruments(request: &PayOrderRequest) -> impl Iterator<Item = (String, &FundingInstrument)> {
    let payers = request.payer.iter();
    let all = payers.flat_map(|payer| payer.funding_instruments.iter().enumerate());
    all.map(|(index, one)| (format!("payer.funding_instruments({index})"), one))
}

fn card_number(request: &PayOrderRequest, report: &mut Report<'_>) {
    for (path, instrument) in instruments(request) {
        if let Some(card) = &instrument.credit_card
            && !is_number(card)
        {
            report.add(
                format!("{path}.credit_card.number"),
                "does not have the length or the check digit of a card of its type",
            );
        }
    }
}

/// Whether a card's number can be one of its type. What is not digits breaks another rule.
fn is_number(card: &CreditCard) -> bool {
    let number = card.number.expose();
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let length = match card.card_type {
        CardType::Visa => matches!(number.len(), 13 | 16 | 19),
        CardType::Mastercard => number.len() == 16,
        CardType::Discover => (16..=19).contains(&number.len()),
        CardType::Amex => number.len() == 15,
        CardType::Other(_) => (12..=19).contains(&number.len()),
    };
    length && has_check_digit(number)
}

/// The sum of all digits, every other one from the last doubled, is a multiple of ten.
fn has_check_digit(number: &str) -> bool {
    let digits = number.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let weighed = digits.enumerate().map(|(place, digit)| match place % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    weighed.sum::<u32>() % 10 == 0
}

fn state(request: &PayOrderRequest, report: &mut Report<'_>) {
    let mut hold = |path: String, address: &Option<Address>| {
        if let Some(address) = address {
            needs_state(
                &path,
                &address.country_code,
                address.state.as_deref(),
                report,
            );
        }
    };
    for (path, instrument) in instruments(request) {
        if let Some(card) = &instrument.credit_card {
            hold(
                format!("{path}.credit_card.billing_address"),
                &card.billing_address,
            );
        }
    }
    let info = request
        .payer
        .as_ref()
        .and_then(|payer| payer.payer_info.as_ref());
    if let Some(info) = info {
        hold(
            "payer.payer_info.billing_address".to_owned(),
            &info.billing_address,
        );
    }
}

/// Checks that an address has a state if its country needs one.
pub(super) fn needs_state(path: &str, country: &str, state: Option<&str>, report: &mut Report<'_>) {
    if WITH_STATE.contains(&country) && state.is_none_or(str::is_empty) {
        report.add(format!("{path}.state"), "is required in this country");
    }
}

fn one_card(request: &PayOrderRequest, report: &mut Report<'_>) {
    let Some(payer) = payer(request, &PaymentMethod::CreditCard) else {
        return;
    };
    if payer.funding_instruments.len() != 1 {
        report.add(
            "payer.funding_instruments",
            "has to be exactly one where the payment is with a card",
        );
    }
}

fn no_card(request: &PayOrderRequest, report: &mut Report<'_>) {
    let Some(payer) = payer(request, &PaymentMethod::PayPal) else {
        return;
    };
    if !payer.funding_instruments.is_empty() {
        report.add(
            "payer.funding_instruments",
            "is for payments with a card only",
        );
    }
}

fn one_of_two(request: &PayOrderRequest, report: &mut Report<'_>) {
    for (path, instrument) in instruments(request) {
        if instrument.credit_card.is_some() == instrument.credit_card_token.is_some() {
            report.add(path, "has to be one of credit_card and credit_card_token");
        }
    }
}

fn email(request: &PayOrderRequest, report: &mut Report<'_>) {
    let Some(payer) = payer(request, &PaymentMethod::PayPal) else {
        return;
    };
    let email = payer
        .payer_info
        .as_ref()
        .and_then(|info| info.email.as_ref());
    if email.is_none() {
        report.add(
            "payer.payer_info.email",
            "is required where the payment is from an account",
        );
    }
}

fn tax_id(request: &PayOrderRequest, report: &mut Report<'_>) {
    let payer = payer(request, &PaymentMethod::CreditCard);
    let info = payer.and_then(|payer| payer.payer_info.as_ref());
    if info.is_some_and(|info| info.tax_id.is_some() || info.tax_id_type.is_some()) {
        report.add(
            "payer.payer_info.tax_id",
            "counts only where the payment is from an account",
        );
    }
}

fn deprecated_address(request: &PayOrderRequest, report: &mut Report<'_>) {
    let info = request
        .payer
        .as_ref()
        .and_then(|payer| payer.payer_info.as_ref());
    if info.is_some_and(|info| info.shipping_address.is_some()) {
        report.add("payer.payer_info.shipping_address", DEPRECATED);
    }
}

/// The same of an order.
pub(super) fn deprecated<M: Units>(message: &M, report: &mut Report<'_>) {
    if message
        .payer()
        .is_some_and(|info| info.shipping_address.is_some())
    {
        report.add("payer_info.shipping_address", DEPRECATED);
    }
}
