//! The rules of Orders v1: each broken, and just not broken.

#![cfg(feature = "api")]

use std::collections::BTreeSet;

use paywire::api::orders_v1::{BankAccount, CurrencyConversion, FundingSource, InstallmentInfo};
use paywire::api::validate::{Bound, Limit, Violations};
use paywire::api::{AnyMessage, MessageKind, System, Validate};
use serde::Deserialize;
use serde_json::{Value, json};

/// An order with every object in it that a request can have.
fn create() -> Value {
    json!({
        "intent": "SALE",
        "purchase_units": [{
            "reference_id": "cart-1",
            "amount": {"currency": "USD", "total": "5.50", "details": {
                "subtotal": "5.00", "shipping": "0.30", "tax": "0.20", "handling_fee": "0.10",
                "shipping_discount": "0.25", "insurance": "0.05", "gift_wrap": "0.10"}},
            "payee": {"email": "seller@example.com", "payee_display_metadata": {"brand_name": "Shop"}},
            "items": [
                {"name": "Ticket", "quantity": "2", "price": "2.00", "currency": "USD"},
                {"name": "Programme", "quantity": "1", "price": "1.00", "currency": "USD"}],
            "shipping_address": {"line1": "1 Main St", "country_code": "US", "state": "CA"},
            "partner_fee_details": {"receiver": {"email": "partner@example.com"},
                "amount": {"value": "0.01", "currency": "USD"}},
            "payment_linked_group": 1
        }],
        "payment_details": {"disbursement_mode": "DELAYED"},
        "application_context": {"locale": "US", "landing_page": "Login"},
        "payer_info": {"email": "payer@example.com",
            "billing_address": {"line1": "1 Main St", "country_code": "US", "state": "CA"}},
        "redirect_urls": {"return_url": "https://shop.example/yes", "cancel_url": "https://shop.example/no"},
        "gross_total_amount": {"value": "5.50", "currency": "USD"}
    })
}

fn pay() -> Value {
    json!({
        "disbursement_mode": "INSTANT",
        "payer": {
            "payment_method": "credit_card",
            "status": "VERIFIED",
            "funding_instruments": [{"credit_card": {
                "number": "4111111111111111", "type": "visa", "expire_month": 11,
                "expire_year": 2030, "cvv2": "012",
                "billing_address": {"line1": "1 Main St", "country_code": "US", "state": "CA"}}}],
            "payer_info": {"first_name": "Ada"}
        }
    })
}

fn pay_by_token() -> Value {
    let mut request = pay();
    request["payer"]["funding_instruments"] =
        json!([{"credit_card_token": {"credit_card_id": "CARD-1"}}]);
    request
}

fn pay_from_account() -> Value {
    json!({"disbursement_mode": "INSTANT", "payer": {
        "payment_method": "paypal", "payer_info": {"email": "payer@example.com"}}})
}

fn order() -> Value {
    let mut order = create();
    order["id"] = "8R".into();
    order["purchase_units"][0]["payment_summary"] = json!({
        "captures": [{"id": "1C", "transaction_fee": {"value": "0.36", "currency": "USD"}}],
        "refunds": [{"id": "1R", "amount": {"currency": "USD", "total": "1.00"}}],
        "sales": [{"id": "1S", "transaction_fee": {"value": "0.36", "currency": "USD"}}],
        "authorizations": [{"id": "1A", "transaction_fee": {"value": "0.36", "currency": "USD"}}],
    });
    order
}

fn unit() -> Value {
    create()["purchase_units"][0].clone()
}

fn violations(kind: MessageKind, message: &Value) -> Violations {
    let message: AnyMessage = kind.deserialize(message).expect("a message");
    message.violations(None)
}

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

use MessageKind::{CreateOrderRequest as Create, Order, PayOrderRequest as Pay};

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
fn bad_and_good(limit: &Limit) -> (Value, Value) {
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

fn with(message: &Value, pointer: &str, field: &str, value: &Value) -> Value {
    let mut message = message.clone();
    let members = message.pointer_mut(pointer).and_then(Value::as_object_mut);
    let members = members.expect("an object");
    if value.is_null() {
        members.remove(field);
    } else {
        members.insert(field.to_owned(), value.clone());
    }
    message
}

#[test]
fn the_plain_messages_break_nothing() {
    for (kind, message) in [
        (Create, create()),
        (Order, order()),
        (Pay, pay()),
        (Pay, pay_by_token()),
        (Pay, pay_from_account()),
        (
            MessageKind::PurchaseUnit,
            create()["purchase_units"][0].clone(),
        ),
    ] {
        let found = violations(kind, &message);
        assert!(found.is_empty(), "{kind}: {found}");
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

/// A rule about several fields: what to change so that it is broken, and so that it is just not.
struct Case {
    rule: &'static str,
    kind: MessageKind,
    message: fn() -> Value,
    path: &'static str,
    bad: &'static [(&'static str, &'static str)],
    good: &'static [(&'static str, &'static str)],
}

/// Pointers with what to put there, in JSON; nothing takes away what is there.
const CASES: &[Case] = &[
    Case {
        rule: "O004",
        kind: Create,
        message: create,
        path: "gross_total_amount.value",
        bad: &[("/gross_total_amount/value", r#""5.500""#)],
        good: &[("/gross_total_amount/value", r#""5.5""#)],
    },
    Case {
        rule: "O004",
        kind: Create,
        message: create,
        path: "purchase_units(0).partner_fee_details.amount.value",
        bad: &[(
            "/purchase_units/0/partner_fee_details/amount",
            r#"{"currency":"JPY","value":"1.5"}"#,
        )],
        good: &[],
    },
    Case {
        rule: "O004",
        kind: Order,
        message: order,
        path: "purchase_units(0).payment_summary.captures(0).transaction_fee.value",
        bad: &[(
            "/purchase_units/0/payment_summary/captures/0/transaction_fee/value",
            r#""0.361""#,
        )],
        good: &[],
    },
    Case {
        rule: "O004",
        kind: Order,
        message: order,
        path: "purchase_units(0).payment_summary.authorizations(0).transaction_fee.value",
        bad: &[(
            "/purchase_units/0/payment_summary/authorizations/0/transaction_fee/value",
            r#""0.361""#,
        )],
        good: &[],
    },
    Case {
        rule: "O004",
        kind: Create,
        message: create,
        path: "purchase_units(0).amount.total",
        bad: &[("/purchase_units/0/amount/currency", r#""JPY""#)],
        good: &[],
    },
    Case {
        rule: "O004",
        kind: Create,
        message: create,
        path: "purchase_units(0).amount.details.gift_wrap",
        bad: &[("/purchase_units/0/amount/currency", r#""HUF""#)],
        good: &[],
    },
    Case {
        rule: "O004",
        kind: Create,
        message: create,
        path: "purchase_units(0).items(1).price",
        bad: &[("/purchase_units/0/items/1/currency", r#""TWD""#)],
        good: &[("/purchase_units/0/items/1/price", r#""1.00""#)],
    },
    Case {
        rule: "O004",
        kind: Create,
        message: create,
        path: "purchase_units(0).items(0).tax",
        bad: &[("/purchase_units/0/items/0/tax", r#""0.125""#)],
        good: &[("/purchase_units/0/items/0/tax", r#""0.12""#)],
    },
    Case {
        rule: "O004",
        kind: MessageKind::PurchaseUnit,
        message: unit,
        path: "amount.total",
        bad: &[("/amount", r#"{"currency":"JPY","total":"5.5"}"#)],
        good: &[(
            "/amount",
            r#"{"currency":"JPY","total":"5","details":{"subtotal":"5"}}"#,
        )],
    },
    Case {
        rule: "O004",
        kind: Order,
        message: order,
        path: "purchase_units(0).payment_summary.refunds(0).amount.total",
        bad: &[(
            "/purchase_units/0/payment_summary/refunds/0/amount/currency",
            r#""JPY""#,
        )],
        good: &[],
    },
    Case {
        rule: "O004",
        kind: Order,
        message: order,
        path: "purchase_units(0).payment_summary.sales(0).transaction_fee.value",
        bad: &[(
            "/purchase_units/0/payment_summary/sales/0/transaction_fee/currency",
            r#""JPY""#,
        )],
        good: &[],
    },
    Case {
        rule: "O012",
        kind: Pay,
        message: pay,
        path: "payer.funding_instruments(0).credit_card.number",
        bad: &[(
            "/payer/funding_instruments/0/credit_card/number",
            r#""4111111111111112""#,
        )],
        good: &[(
            "/payer/funding_instruments/0/credit_card/number",
            r#""4222222222222""#,
        )],
    },
    Case {
        rule: "O012",
        kind: Pay,
        message: pay,
        path: "payer.funding_instruments(0).credit_card.number",
        bad: &[("/payer/funding_instruments/0/credit_card/type", r#""amex""#)],
        good: &[
            ("/payer/funding_instruments/0/credit_card/type", r#""amex""#),
            (
                "/payer/funding_instruments/0/credit_card/number",
                r#""378282246310005""#,
            ),
        ],
    },
    Case {
        rule: "O021",
        kind: Create,
        message: create,
        path: "purchase_units(0).amount.total",
        bad: &[("/purchase_units/0/amount/details/gift_wrap", r#""0.11""#)],
        good: &[("/purchase_units/0/amount/details/gift_wrap", r#""0.100""#)],
    },
    Case {
        rule: "O021",
        kind: Order,
        message: order,
        path: "purchase_units(0).amount.total",
        bad: &[
            ("/purchase_units/0/amount/total", r#""5.49""#),
            ("/gross_total_amount/value", r#""5.49""#),
        ],
        // A discount that is sent with its sign is taken off all the same.
        good: &[(
            "/purchase_units/0/amount/details/shipping_discount",
            r#""-0.25""#,
        )],
    },
    Case {
        rule: "O022",
        kind: Create,
        message: create,
        path: "purchase_units(0).amount.details.subtotal",
        bad: &[("/purchase_units/0/items/0/quantity", r#""3""#)],
        good: &[("/purchase_units/0/items/0/price", r#""2.000""#)],
    },
    Case {
        rule: "O022",
        kind: MessageKind::PurchaseUnit,
        message: || create()["purchase_units"][0].clone(),
        path: "items(1).quantity",
        bad: &[("/items/1/quantity", r#""one""#)],
        good: &[("/items/1/quantity", r#""01""#)],
    },
    Case {
        rule: "O023",
        kind: Create,
        message: create,
        path: "purchase_units(0).amount.details.subtotal",
        bad: &[("/purchase_units/0/amount/details", "")],
        good: &[
            ("/purchase_units/0/amount/details", ""),
            ("/purchase_units/0/items", ""),
        ],
    },
    Case {
        rule: "O024",
        kind: Create,
        message: create,
        path: "purchase_units(0).items(1).currency",
        bad: &[("/purchase_units/0/items/1/currency", r#""EUR""#)],
        good: &[],
    },
    Case {
        rule: "O024",
        kind: Create,
        message: create,
        path: "purchase_units(0).partner_fee_details.amount.currency",
        bad: &[(
            "/purchase_units/0/partner_fee_details/amount/currency",
            r#""EUR""#,
        )],
        good: &[],
    },
    Case {
        rule: "O024",
        kind: Create,
        message: create,
        path: "gross_total_amount.currency",
        bad: &[("/gross_total_amount/currency", r#""EUR""#)],
        good: &[("/gross_total_amount", "")],
    },
    Case {
        rule: "O025",
        kind: Create,
        message: create,
        path: "gross_total_amount.value",
        bad: &[("/gross_total_amount/value", r#""5.51""#)],
        good: &[("/gross_total_amount", "")],
    },
    Case {
        rule: "O027",
        kind: Create,
        message: create,
        path: "purchase_units(0).shipping_address.state",
        bad: &[("/purchase_units/0/shipping_address/state", "")],
        good: &[
            ("/purchase_units/0/shipping_address/state", ""),
            ("/purchase_units/0/shipping_address/country_code", r#""DE""#),
        ],
    },
    Case {
        rule: "O027",
        kind: Create,
        message: create,
        path: "payer_info.billing_address.state",
        bad: &[("/payer_info/billing_address/state", r#""""#)],
        good: &[],
    },
    Case {
        rule: "O027",
        kind: Pay,
        message: pay,
        path: "payer.funding_instruments(0).credit_card.billing_address.state",
        bad: &[(
            "/payer/funding_instruments/0/credit_card/billing_address/state",
            "",
        )],
        good: &[(
            "/payer/funding_instruments/0/credit_card/billing_address",
            "",
        )],
    },
    Case {
        rule: "O030",
        kind: Pay,
        message: pay,
        path: "payer.funding_instruments",
        bad: &[("/payer/funding_instruments", "[]")],
        good: &[],
    },
    Case {
        rule: "O030",
        kind: Pay,
        message: pay_by_token,
        path: "payer.funding_instruments",
        bad: &[(
            "/payer/funding_instruments",
            r#"[{"credit_card_token":{"credit_card_id":"1"}},{"credit_card_token":{"credit_card_id":"2"}}]"#,
        )],
        good: &[],
    },
    Case {
        rule: "O031",
        kind: Pay,
        message: pay_from_account,
        path: "payer.funding_instruments",
        bad: &[(
            "/payer/funding_instruments",
            r#"[{"credit_card_token":{"credit_card_id":"1"}}]"#,
        )],
        good: &[("/payer/funding_instruments", "[]")],
    },
    Case {
        rule: "O032",
        kind: Pay,
        message: pay,
        path: "payer.funding_instruments(0)",
        bad: &[(
            "/payer/funding_instruments/0/credit_card_token",
            r#"{"credit_card_id":"1"}"#,
        )],
        good: &[],
    },
    Case {
        rule: "O032",
        kind: Pay,
        message: pay,
        path: "payer.funding_instruments(0)",
        bad: &[("/payer/funding_instruments/0/credit_card", "")],
        good: &[],
    },
    Case {
        rule: "O033",
        kind: Pay,
        message: pay_from_account,
        path: "payer.payer_info.email",
        bad: &[("/payer/payer_info/email", "")],
        good: &[],
    },
    Case {
        rule: "O033",
        kind: Pay,
        message: pay_from_account,
        path: "payer.payer_info.email",
        bad: &[("/payer/payer_info", "")],
        good: &[("/payer/payment_method", ""), ("/payer/payer_info", "")],
    },
    Case {
        rule: "O034",
        kind: Pay,
        message: pay,
        path: "payer.payer_info.tax_id",
        bad: &[("/payer/payer_info/tax_id", r#""12345678901""#)],
        good: &[],
    },
    Case {
        rule: "O034",
        kind: Pay,
        message: pay_from_account,
        path: "payer.payer_info.tax_id",
        bad: &[
            ("/payer/payer_info/tax_id_type", r#""BR_CPF""#),
            ("/payer/payment_method", r#""credit_card""#),
        ],
        good: &[("/payer/payer_info/tax_id", r#""12345678901""#)],
    },
    Case {
        rule: "O035",
        kind: Pay,
        message: pay,
        path: "payer.payer_info.shipping_address",
        bad: &[(
            "/payer/payer_info/shipping_address",
            r#"{"line1":"1","country_code":"DE"}"#,
        )],
        good: &[],
    },
    Case {
        rule: "O035",
        kind: Create,
        message: create,
        path: "payer_info.shipping_address",
        bad: &[(
            "/payer_info/shipping_address",
            r#"{"line1":"1","country_code":"DE"}"#,
        )],
        good: &[],
    },
];

fn changed(message: &Value, changes: &[(&str, &str)]) -> Value {
    changes
        .iter()
        .fold(message.clone(), |message, (pointer, text)| {
            let (owner, field) = pointer.rsplit_once('/').expect("a pointer");
            let value = match *text {
                "" => Value::Null,
                text => serde_json::from_str(text).expect("JSON"),
            };
            with(&message, owner, field, &value)
        })
}

#[test]
fn each_rule_about_several_fields_is_broken_and_just_not_broken() {
    let book = System::OrdersV1.rulebook();
    for case in CASES {
        let rule = book.rule(case.rule).expect("a rule");
        let message = (case.message)();
        let found = violations(case.kind, &changed(&message, case.bad));
        let at = found
            .iter()
            .find(|one| one.rule() == rule && one.path() == case.path);
        assert!(at.is_some(), "{} at {}: {found}", case.rule, case.path);
        let found = violations(case.kind, &changed(&message, case.good));
        let found = found.iter().find(|one| one.rule() == rule);
        assert!(found.is_none(), "{}: {found:?}", case.rule);
    }
}

#[test]
fn every_rule_has_a_case() {
    let book = System::OrdersV1.rulebook();
    let limits = book.limits.iter().map(|limit| limit.rule.id);
    let cases = CASES.iter().map(|case| case.rule);
    let covered: BTreeSet<_> = limits
        .chain(cases)
        .chain(["O040", "O041", "O042"])
        .collect();
    let rules: BTreeSet<_> = book.rules.iter().map(|rule| rule.id).collect();
    assert_eq!(rules, covered);
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
