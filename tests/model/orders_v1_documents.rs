//! The examples of the reference page of Orders v1: each is built with the model, has the members
//! that the page shows, is read back, and breaks no rule.
//!
//! Shapes and members are those of the page, values are our own.

use paywire::api::orders_v1::{
    Address, ApplicationContext, CancelOrderResponse, Capture, CaptureStatus, CreateOrderRequest,
    Details, DisbursementMode, Item, ItemCategory, LinkDescription, LinkMethod, LinkRelation,
    Metadata, Money, NameValuePair, Order, OrderError, OrderStatus, PartnerFeeDetails,
    PayOrderRequest, PayOrderResponse, PayOrderStatus, Payee, PayerInfo, PaymentDetails,
    PaymentSummary, PurchaseUnit, RedirectUrls, ShippingAddress, Total, UnitStatus,
};
use paywire::api::{AnyMessage, Message, MessageKind, Method, Validate};
use paywire::codec::{self, Config, Content, Format};
use paywire::{Amount, Currency};
use serde_json::{Value, json};

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

#[expect(clippy::unnecessary_wraps, reason = "what most fields want")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The message is this body, found out by itself or by how it was called, and it breaks no rule.
fn is<M: Message + Validate + Into<AnyMessage>>(message: M, call: &str, body: &Value) {
    assert_eq!(message.violations(None).to_string(), "");
    let message: AnyMessage = message.into();
    let written = codec::encode(&message, Format::Json, &Config::strict()).expect("writes");
    let value: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(&value, body);
    for config in [Config::strict(), Config::strict().path(call)] {
        let reading = codec::read(body.to_string().as_bytes(), &config).expect("well-formed");
        match reading.content {
            Content::Message(decoded) => {
                assert_eq!(decoded.message, message);
                assert!(decoded.unknown.is_empty() && decoded.warnings.is_empty());
            }
            // Nothing is in it that could say which message it is.
            _ => assert!(*body == json!({}) && config == Config::strict(), "{body}"),
        }
    }
}

fn item(name: &str, sku: &str, price: &str) -> Item {
    Item {
        sku: some(sku),
        category: Some(ItemCategory::Physical),
        ..Item::new(name, "1", amount(price), Currency::USD)
    }
}

fn item_json(name: &str, sku: &str, price: &str) -> Value {
    json!({"name": name, "sku": sku, "price": price, "currency": "USD", "quantity": "1",
        "category": "PHYSICAL"})
}

fn shipping_address() -> ShippingAddress {
    ShippingAddress {
        recipient_name: some("Ada Example"),
        line2: some("Floor 3"),
        city: some("San Jose"),
        postal_code: some("95110"),
        state: some("CA"),
        phone: some("(555) 010-0199"),
        ..ShippingAddress::new("12 Sample Street", "US")
    }
}

fn shipping_address_json() -> Value {
    json!({"recipient_name": "Ada Example", "line1": "12 Sample Street", "line2": "Floor 3",
        "city": "San Jose", "country_code": "US", "postal_code": "95110", "state": "CA",
        "phone": "(555) 010-0199"})
}

/// The unit of all the page's examples.
fn unit() -> PurchaseUnit {
    let mut unit = PurchaseUnit {
        description: some("Order 77 of a shop"),
        payee: Some(Payee::with_email("seller@shop.example")),
        items: vec![item("Lamp", "L-1", "0.60"), item("Clock", "C-2", "0.45")],
        shipping_address: Some(shipping_address()),
        shipping_method: some("Parcel"),
        partner_fee_details: Some(PartnerFeeDetails::new(
            Payee::with_email("partner@shop.example"),
            Money::new(Currency::USD, amount("0.01")),
        )),
        payment_linked_group: Some(1),
        custom: some("custom-77"),
        invoice_number: some("invoice-77"),
        payment_descriptor: some("A shop"),
        ..PurchaseUnit::new("order-77", Total::new(Currency::USD, Amount::ZERO))
    };
    let details = Details {
        subtotal: unit.items_total(),
        shipping: Some(amount("0.02")),
        tax: Some(amount("0.33")),
        ..Details::default()
    };
    unit.amount = Total::of(Currency::USD, details).expect("a small sum");
    unit
}

fn unit_json() -> Value {
    json!({
        "reference_id": "order-77",
        "description": "Order 77 of a shop",
        "amount": {"currency": "USD",
            "details": {"subtotal": "1.05", "shipping": "0.02", "tax": "0.33"}, "total": "1.40"},
        "payee": {"email": "seller@shop.example"},
        "items": [item_json("Lamp", "L-1", "0.60"), item_json("Clock", "C-2", "0.45")],
        "shipping_address": shipping_address_json(),
        "shipping_method": "Parcel",
        "partner_fee_details": {"receiver": {"email": "partner@shop.example"},
            "amount": {"value": "0.01", "currency": "USD"}},
        "payment_linked_group": 1,
        "custom": "custom-77",
        "invoice_number": "invoice-77",
        "payment_descriptor": "A shop"
    })
}

fn urls() -> RedirectUrls {
    RedirectUrls::new("https://shop.example/return", "https://shop.example/cancel")
}

fn urls_json() -> Value {
    json!({"return_url": "https://shop.example/return", "cancel_url": "https://shop.example/cancel"})
}

fn link(href: &str, rel: LinkRelation, method: LinkMethod) -> LinkDescription {
    LinkDescription {
        method: Some(method),
        ..LinkDescription::new(href, rel)
    }
}

const SELF: &str = "https://api.paypal.com/v1/checkout/orders/7XX00000XX000000X";
const APPROVE: &str = "https://www.paypal.com/webapps/hermes?token=7XX00000XX000000X";

#[test]
fn create_an_order() {
    let body = json!({"purchase_units": [unit_json()], "redirect_urls": urls_json()});
    let request = CreateOrderRequest::new([unit()], urls());
    assert_eq!(request.total(), Some((Currency::USD, amount("1.40"))));
    is(request, "POST /v1/checkout/orders", &body);
}

/// The answer repeats what was asked for, with what the service knows of the address.
#[test]
fn the_order_that_was_created() {
    let mut unit = unit();
    unit.status = Some(UnitStatus::Captured);
    if let Some(address) = &mut unit.shipping_address {
        address.default_address = Some(false);
        address.preferred_address = Some(false);
        address.primary_address = Some(false);
        address.disable_for_transaction = Some(false);
    }
    let order = Order {
        gross_total_amount: Some(Money::new(Currency::USD, amount("1.40"))),
        purchase_units: vec![unit],
        redirect_urls: Some(urls()),
        create_time: Some("2026-04-26T21:18:49Z".into()),
        links: vec![
            link(SELF, LinkRelation::Own, LinkMethod::Get),
            link(APPROVE, LinkRelation::Approval, LinkMethod::Get),
            link(SELF, LinkRelation::Cancel, LinkMethod::Delete),
        ],
        status: Some(OrderStatus::Created),
        ..Order::new("7XX00000XX000000X")
    };
    assert_eq!(order.approval_url(), Some(APPROVE));
    let mut unit = unit_json();
    unit["status"] = "CAPTURED".into();
    for flag in [
        "default_address",
        "preferred_address",
        "primary_address",
        "disable_for_transaction",
    ] {
        unit["shipping_address"][flag] = false.into();
    }
    let body = json!({
        "id": "7XX00000XX000000X",
        "gross_total_amount": {"value": "1.40", "currency": "USD"},
        "purchase_units": [unit],
        "redirect_urls": urls_json(),
        "create_time": "2026-04-26T21:18:49Z",
        "links": [
            {"href": SELF, "rel": "self", "method": "GET"},
            {"href": APPROVE, "rel": "approval_url", "method": "GET"},
            {"href": SELF, "rel": "cancel", "method": "DELETE"}
        ],
        "status": "CREATED"
    });
    is(order, "POST /v1/checkout/orders", &body);
}

/// A paid order: with the capture, the payer and data of the service.
#[test]
fn the_details_of_an_order() {
    let refund = "https://api.paypal.com/v1/payments/capture/1CC/refund";
    let capture = Capture {
        id: some("1CC"),
        amount: Some(Total {
            details: Some(Details::default()),
            ..Total::new(Currency::USD, amount("1.40"))
        }),
        status: Some(CaptureStatus::Completed),
        transaction_fee: Some(Money::new(Currency::USD, amount("0.36"))),
        links: vec![link(refund, LinkRelation::Refund, LinkMethod::Post)],
        ..Capture::default()
    };
    let unit = PurchaseUnit {
        payment_summary: Some(PaymentSummary {
            captures: vec![capture],
            ..PaymentSummary::default()
        }),
        status: Some(UnitStatus::Captured),
        ..unit()
    };
    let billing_address = Address {
        line2: some(""),
        city: some("San Jose"),
        postal_code: some("95110"),
        state: some("CA"),
        ..Address::new("1 Sample Street", "US")
    };
    let order = Order {
        gross_total_amount: Some(Money::new(Currency::USD, amount("1.40"))),
        purchase_units: vec![unit],
        payment_details: Some(PaymentDetails {
            payment_id: some("PAYID-1"),
            ..PaymentDetails::default()
        }),
        payer_info: Some(PayerInfo {
            email: some("payer@shop.example"),
            first_name: some("Ada"),
            last_name: some("Example"),
            payer_id: some("9XXXXXXXXXXXX"),
            country_code: some("US"),
            billing_address: Some(billing_address),
            ..PayerInfo::default()
        }),
        metadata: Some(Metadata {
            supplementary_data: vec![NameValuePair::new("external_channel", "WEB")],
            ..Metadata::default()
        }),
        redirect_urls: Some(urls()),
        create_time: Some("2026-04-26T21:18:49Z".into()),
        links: vec![link(SELF, LinkRelation::Own, LinkMethod::Get)],
        status: Some(OrderStatus::Completed),
        ..Order::new("7XX00000XX000000X")
    };
    let mut unit = unit_json();
    unit["status"] = "CAPTURED".into();
    unit["payment_summary"] = json!({"captures": [{
        "id": "1CC",
        "amount": {"currency": "USD", "details": {}, "total": "1.40"},
        "status": "COMPLETED",
        "transaction_fee": {"value": "0.36", "currency": "USD"},
        "links": [{"href": refund, "rel": "refund", "method": "POST"}]
    }]});
    let body = json!({
        "id": "7XX00000XX000000X",
        "gross_total_amount": {"value": "1.40", "currency": "USD"},
        "purchase_units": [unit],
        "payment_details": {"payment_id": "PAYID-1"},
        "payer_info": {
            "email": "payer@shop.example", "first_name": "Ada", "last_name": "Example",
            "payer_id": "9XXXXXXXXXXXX", "country_code": "US",
            "billing_address": {"line1": "1 Sample Street", "line2": "", "city": "San Jose",
                "country_code": "US", "postal_code": "95110", "state": "CA"}
        },
        "metadata": {"supplementary_data": [{"name": "external_channel", "value": "WEB"}]},
        "redirect_urls": urls_json(),
        "create_time": "2026-04-26T21:18:49Z",
        "links": [{"href": SELF, "rel": "self", "method": "GET"}],
        "status": "COMPLETED"
    });
    is(order, "GET /v1/checkout/orders/7XX00000XX000000X", &body);
}

#[test]
fn cancel_an_order() {
    let call = CancelOrderResponse::INFO.call().expect("an operation");
    assert_eq!(call.method, Method::Delete);
    let path = call.path_to(["7XX00000XX000000X"]);
    assert_eq!(path, "/v1/checkout/orders/7XX00000XX000000X");
    is(
        CancelOrderResponse::default(),
        &format!("DELETE {path}"),
        &json!({}),
    );
}

#[test]
fn pay_for_an_order() {
    let call = "POST /v1/checkout/orders/7XX00000XX000000X/pay";
    let request = PayOrderRequest::new(DisbursementMode::Delayed);
    is(request, call, &json!({"disbursement_mode": "DELAYED"}));
    let answer = PayOrderResponse {
        status: Some(PayOrderStatus::Approved),
        payer_info: Some(PayerInfo {
            email: some("payer@shop.example"),
            phone: some("5550100199"),
            country_code: some("US"),
            shipping_address: Some(shipping_address()),
            ..PayerInfo::default()
        }),
        create_time: Some("2026-04-26T21:21:50Z".into()),
        update_time: Some("2026-04-26T21:21:50Z".into()),
        links: vec![link(SELF, LinkRelation::Own, LinkMethod::Get)],
        ..PayOrderResponse::new("7XX00000XX000000X")
    };
    let body = json!({
        "order_id": "7XX00000XX000000X",
        "status": "APPROVED",
        "payer_info": {"email": "payer@shop.example", "phone": "5550100199",
            "country_code": "US", "shipping_address": shipping_address_json()},
        "create_time": "2026-04-26T21:21:50Z",
        "update_time": "2026-04-26T21:21:50Z",
        "links": [{"href": SELF, "rel": "self", "method": "GET"}]
    });
    is(answer, call, &body);
}

/// The page lists the errors by name; their object has these members.
#[test]
fn an_error() {
    let body = json!({"name": "RESOURCE_NOT_FOUND", "message": "no such order", "debug_id": "5c1"});
    let error = OrderError::new("RESOURCE_NOT_FOUND", "no such order", "5c1");
    is(error, "GET /v1/checkout/orders/7XX00000XX000000X", &body);
}

/// The page says how the payer's pages are set up.
#[test]
fn how_the_payer_is_shown_the_order() {
    let context = ApplicationContext {
        brand_name: some("A shop"),
        locale: some("DE"),
        landing_page: Some("Login".into()),
        shipping_preference: Some("NO_SHIPPING".into()),
        user_action: Some("commit".into()),
        ..ApplicationContext::default()
    };
    let request = CreateOrderRequest {
        application_context: Some(context),
        ..CreateOrderRequest::new([unit()], urls())
    };
    let body = json!({
        "purchase_units": [unit_json()],
        "application_context": {"brand_name": "A shop", "locale": "DE", "landing_page": "Login",
            "shipping_preference": "NO_SHIPPING", "user_action": "commit"},
        "redirect_urls": urls_json()
    });
    is(request, "POST /v1/checkout/orders", &body);
    assert_eq!(
        MessageKind::from_name("createorderrequest"),
        Some(MessageKind::CreateOrderRequest)
    );
}
