//! Limits of single fields.

use paywire::api::orders_v1::{BankAccount, CurrencyConversion, FundingSource, InstallmentInfo};
use paywire::api::validate::{Bound, FieldLimit};
use paywire::api::{MessageKind, System, Validate};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Create, Order, Pay, create, order, pay, pay_by_token, violations, with};

/// A message that breaks nothing, and where in it each struct stands.
struct Place {
    on: &'static str,
    kind: MessageKind,
    message: fn() -> Value,
    pointer: &'static str,
}

const fn place(
    on: &'static str,
    kind: MessageKind,
    message: fn() -> Value,
    pointer: &'static str,
) -> Place {
    Place {
        on,
        kind,
        message,
        pointer,
    }
}

const PLACES: &[Place] = &[
    place("Payee", Create, create, "/purchase_units/0/payee"),
    place("Address", Create, create, "/payer_info/billing_address"),
    place("ApplicationContext", Create, create, "/application_context"),
    place("CreateOrderRequest", Create, create, ""),
    place(
        "CreditCard",
        Pay,
        pay,
        "/payer/funding_instruments/0/credit_card",
    ),
    place(
        "CreditCardToken",
        Pay,
        pay_by_token,
        "/payer/funding_instruments/0/credit_card_token",
    ),
    place(
        "Details",
        Create,
        create,
        "/purchase_units/0/amount/details",
    ),
    place("Item", Create, create, "/purchase_units/0/items/1"),
    place("Money", Create, create, "/gross_total_amount"),
    place("PayOrderRequest", Pay, pay, ""),
    place(
        "PayeeDisplayMetadata",
        Create,
        create,
        "/purchase_units/0/payee/payee_display_metadata",
    ),
    place("Payer", Pay, pay, "/payer"),
    place("PayerInfo", Create, create, "/payer_info"),
    place("PaymentDetails", Create, create, "/payment_details"),
    place("PurchaseUnit", Create, create, "/purchase_units/0"),
    place("RedirectUrls", Create, create, "/redirect_urls"),
    place(
        "Refund",
        Order,
        order,
        "/purchase_units/0/payment_summary/refunds/0",
    ),
    place(
        "ShippingAddress",
        Create,
        create,
        "/purchase_units/0/shipping_address",
    ),
    place("Total", Create, create, "/purchase_units/0/amount"),
];

/// `/purchase_units/0/amount` and `total` as `purchase_units(0).amount.total`.
fn path(pointer: &str, field: &str) -> String {
    let steps = pointer.split('/').skip(1).chain([field]);
    let written = steps.map(|step| match step.parse::<usize>() {
        Ok(index) => format!("({index})"),
        Err(_) => format!(".{step}"),
    });
    written
        .collect::<String>()
        .trim_start_matches('.')
        .to_owned()
}

/// A value that breaks a limit, and one that just does not. `Null` takes the field away.
fn bad_and_good(limit: &FieldLimit) -> (Value, Value) {
    match limit.bound {
        Bound::MaxLength(10) if limit.rule.id == "O002" => {
            ("12345678.90".into(), "1234567.89".into())
        }
        Bound::MaxLength(most) => ("é".repeat(most + 1).into(), "é".repeat(most).into()),
        Bound::OneOf(words) => ("NONE_OF_THEM".into(), words[words.len() - 1].into()),
        Bound::AtLeast(least) if limit.on == "CurrencyConversion" => {
            ((least - 1).to_string().into(), least.to_string().into())
        }
        Bound::AtMost(most) if limit.on == "CurrencyConversion" => {
            (format!("{most}.01").into(), most.to_string().into())
        }
        Bound::AtLeast(least) => ((least - 1).into(), least.into()),
        Bound::AtMost(most) => ((most + 1).into(), most.into()),
        Bound::Required => (Value::Null, "https://shop.example".into()),
        Bound::MinEntries(1) => (json!([]), create()["purchase_units"].clone()),
        Bound::Pattern(pattern) => {
            let (bad, good) = match limit.rule.id {
                "O003" => ("1.001", "1.01"),
                "O005" => ("us", "C2"),
                "O009" => ("1990-02-29", "1992-02-29"),
                "O010" => ("usd", "USD"),
                "O011" => ("4111 1111 1111 1111", "4111111111111111"),
                "O015" => ("12", "1234"),
                "O016" => ("UK", "GB"),
                "O017" => ("seller", "seller@example.com"),
                other => panic!("{other}: {pattern:?}"),
            };
            (bad.into(), good.into())
        }
        bound => panic!("{bound:?}"),
    }
}

#[test]
fn each_limit_is_broken_and_just_not_broken() {
    for limit in System::OrdersV1.rulebook().limits {
        let place = PLACES.iter().find(|place| place.on == limit.on);
        let place = place.unwrap_or_else(|| panic!("{}", limit.on));
        let path = path(place.pointer, limit.field);
        let broken = |value: &Value| {
            let message = with(&(place.message)(), place.pointer, limit.field, value);
            let found = violations(place.kind, &message);
            found
                .iter()
                .any(|one| one.rule() == limit.rule && one.path() == path)
        };
        let (bad, good) = bad_and_good(limit);
        assert!(broken(&bad), "{} at {path}", limit.rule.id);
        assert!(!broken(&good), "{} at {path}", limit.rule.id);
    }
}

#[test]
fn objects_that_no_message_has_are_held_to_their_limits() {
    fn broken<T: Validate + for<'de> Deserialize<'de>>(object: &Value) -> Vec<String> {
        let object: T = serde_json::from_value(object.clone()).expect("an object");
        let found = object.violations(None);
        found
            .iter()
            .map(|one| format!("{} {}", one.rule().id, one.path()))
            .collect()
    }
    let long = "x".repeat(257);
    let account = json!({"account_number": &long[..35], "account_number_type": "X", "routing_number": &long[..35],
        "account_type": "X", "account_name": &long[..65], "check_type": "X", "auth_type": "X",
        "bank_name": &long[..65], "country_code": "D", "first_name": &long[..65],
        "last_name": &long[..65], "birth_date": "1990", "state": "X", "confirmation_status": "X",
        "external_customer_id": &long, "merchant_id": &long});
    assert_eq!(broken::<BankAccount>(&account).len(), 16);
    let account = json!({"account_number": &long[..34], "account_number_type": "IBAN", "routing_number": &long[..34],
        "account_type": "SAVINGS", "account_name": &long[..64], "check_type": "COMPANY", "auth_type": "WEB",
        "bank_name": &long[..64], "country_code": "DE", "first_name": &long[..64],
        "last_name": &long[..64], "birth_date": "1990-04-12", "state": "ACTIVE",
        "confirmation_status": "CONFIRMED", "external_customer_id": &long[..256], "merchant_id": &long[..256]});
    assert_eq!(broken::<BankAccount>(&account), Vec::<String>::new());
    let rate = |from: &str, to: &str, spread: &str, by: &str| {
        let rate = json!({"from_currency": "USD", "from_amount": from, "to_currency": "EUR",
            "to_amount": to, "spread": spread, "conversion_type": by});
        broken::<CurrencyConversion>(&rate)
    };
    assert_eq!(rate("1", "0", "100", "VENDOR"), Vec::<String>::new());
    assert_eq!(
        rate("0.99", "-0.01", "100.01", "NOBODY"),
        [
            "O040 from_amount",
            "O041 to_amount",
            "O006 conversion_type",
            "O042 spread"
        ]
    );
    let source = json!({"funding_mode": "X", "funding_instrument_type": "X", "soft_descriptor": &long[..23],
        "amount": {"currency": "USD", "value": "1.00"}, "funding_selection_preference": "X",
        "funding_detail": {"processing_type": "X"}});
    assert_eq!(broken::<FundingSource>(&source).len(), 5);
    let offer = json!({"network": "AMEX", "installment_options": []});
    assert_eq!(broken::<InstallmentInfo>(&offer), ["O006 network"]);
}
