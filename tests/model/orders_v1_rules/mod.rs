//! The rules of Orders v1: each broken, and just not broken.

mod between_fields;
mod limits;

use std::collections::BTreeSet;

use paywire::api::validate::Violations;
use paywire::api::{AnyMessage, MessageKind, System, Validate};
use serde_json::{Value, json};

use MessageKind::{CreateOrderRequest as Create, Order, PayOrderRequest as Pay};

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
fn every_rule_has_a_case() {
    let book = System::OrdersV1.rulebook();
    let limits = book.limits.iter().map(|limit| limit.rule.id);
    let cases = between_fields::CASES.iter().map(|case| case.rule);
    let covered: BTreeSet<_> = limits
        .chain(cases)
        .chain(["O040", "O041", "O042"])
        .collect();
    let rules: BTreeSet<_> = book.rules.iter().map(|rule| rule.id).collect();
    assert_eq!(rules, covered);
}
