//! Orders v1: the model against its description, and recorded bodies.
//!
//! Description and bodies are read from the folder that `PAYWIRE_SHARED` names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::needs;
use paywire::api::orders_v1::{self as o, Order, OrderError};
use paywire::api::shape::{self, FieldKind, Shape, Struct};
use paywire::api::{AnyMessage, MessageKind, System};
use paywire::codec::{self, Config, Content, Decoded, Format};
use serde::Deserialize;
use serde_json::Value;

// The model against its description.

#[derive(Deserialize)]
struct Schema {
    types: BTreeMap<String, Vec<SchemaField>>,
}

#[derive(Deserialize)]
struct SchemaField {
    name: String,
    r#type: String,
    item: Option<String>,
    required: bool,
    values: Vec<String>,
}

/// The structs of the description's types, by its names.
const TYPES: &[(&str, &[&str])] = &[
    ("address", &["Address"]),
    ("amount", &["Total"]),
    ("application_context", &["ApplicationContext"]),
    ("bank_account", &["BankAccount"]),
    ("capture", &["Capture"]),
    ("credit_card", &["CreditCard"]),
    ("credit_card_token", &["CreditCardToken"]),
    ("currency", &["Money"]),
    ("currency_conversion", &["CurrencyConversion"]),
    ("details", &["Details"]),
    ("display_phone", &["DisplayPhone"]),
    ("error", &["OrderError"]),
    ("error_details", &["ErrorDetails"]),
    ("funding_detail", &["FundingDetail"]),
    ("funding_instrument", &["FundingInstrument"]),
    ("funding_source", &["FundingSource"]),
    ("installment_info", &["InstallmentInfo"]),
    ("installment_option", &["InstallmentOption"]),
    ("item", &["Item"]),
    ("metadata", &["Metadata"]),
    ("name_value_pair", &["NameValuePair"]),
    ("order", &["Order", "CreateOrderRequest"]),
    ("partner_fee_details", &["PartnerFeeDetails"]),
    ("pay_order_request", &["PayOrderRequest"]),
    ("pay_order_response", &["PayOrderResponse"]),
    ("payee", &["Payee"]),
    ("payee_display_metadata", &["PayeeDisplayMetadata"]),
    ("payer", &["Payer"]),
    ("payer_info", &["PayerInfo"]),
    ("payment_details", &["PaymentDetails"]),
    ("payment_summary", &["PaymentSummary"]),
    ("purchase_unit", &["PurchaseUnit"]),
    ("redirect_urls", &["RedirectUrls"]),
    ("refund", &["Refund"]),
    ("sale", &["Sale"]),
    ("shipping_address", &["ShippingAddress"]),
];

/// Types of the description that are single values.
const SCALARS: &[&str] = &["country-code", "country_code", "language", "percentage"];

/// Fields that the description does not have.
const ADDED: &[(&str, &str)] = &[
    // The document's samples have them.
    ("Order", "gross_total_amount"),
    ("CreateOrderRequest", "gross_total_amount"),
    ("Item", "category"),
    ("ShippingAddress", "default_address"),
    ("ShippingAddress", "preferred_address"),
    ("ShippingAddress", "primary_address"),
    ("ShippingAddress", "disable_for_transaction"),
];

/// Fields that the description has, and a struct has not.
const LEFT_OUT: &[(&str, &str)] = &[
    // A caller does not say them: they come with the answer.
    ("CreateOrderRequest", "id"),
    ("CreateOrderRequest", "status"),
    ("CreateOrderRequest", "create_time"),
    ("CreateOrderRequest", "update_time"),
    ("CreateOrderRequest", "links"),
];

/// Fields that are required here or there only.
const OTHERWISE_REQUIRED: &[(&str, &str)] = &[
    // One object is described for request and answer; every answer has its id.
    ("Order", "id"),
    ("PayOrderResponse", "order_id"),
    // Required of callers, with one payment method.
    ("CreateOrderRequest", "redirect_urls"),
    ("Order", "redirect_urls"),
    // Stubs and gateways send less.
    ("OrderError", "message"),
    ("OrderError", "debug_id"),
    ("ErrorDetails", "issue"),
];

/// Every struct of the system, by name.
fn structs() -> BTreeMap<&'static str, Struct> {
    let kinds = MessageKind::ALL.iter();
    let own = kinds.filter(|kind| kind.info().system == System::OrdersV1);
    let mut shapes: Vec<Shape> = own.map(|kind| kind.shape()).collect();
    // What the document describes and no message has.
    shapes.extend([
        shape::of::<o::BankAccount>(),
        shape::of::<o::CurrencyConversion>(),
        shape::of::<o::FundingSource>(),
        shape::of::<o::InstallmentInfo>(),
    ]);
    let structs = shapes.iter().flat_map(|shape| shape.structs().iter());
    structs.map(|one| (one.name, one.clone())).collect()
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_described_field_is_there_and_no_other() {
    let shared = needs::path("PAYWIRE_SHARED");
    let text = fs::read_to_string(shared.join("schema/orders-v1.json")).unwrap();
    let schema: Schema = serde_json::from_str(&text).unwrap();
    let structs = structs();
    let known: BTreeSet<&str> = TYPES.iter().map(|(name, _)| *name).collect();
    for name in schema.types.keys() {
        assert!(
            known.contains(&**name) || SCALARS.contains(&&**name),
            "{name}"
        );
    }
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    let mut fields = 0;
    for (described, names) in TYPES {
        for name in *names {
            let own = &structs[name];
            let mut excepted = |list: &'static [(&'static str, &'static str)], field: &str| {
                let found = list.iter().find(|one| **one == (*name, field));
                used.extend(found);
                found.is_some()
            };
            let mut last = None;
            for field in &schema.types[*described] {
                fields += 1;
                let Some(place) = own.fields.iter().position(|own| own.name == field.name) else {
                    if !excepted(LEFT_OUT, &field.name) {
                        wrong.push(format!("{name}.{} is missing", field.name));
                    }
                    continue;
                };
                if last > Some(place) {
                    wrong.push(format!("{name}.{} is out of order", field.name));
                }
                last = Some(place);
                let own = &own.fields[place];
                if own.list != (field.r#type == "array") {
                    wrong.push(format!("{name}.{}: a list or not", field.name));
                }
                let required = own.required() || own.list;
                let differs = required != field.required && !own.list;
                if differs && !excepted(OTHERWISE_REQUIRED, &field.name) {
                    wrong.push(format!("{name}.{}: required or not", field.name));
                }
                let kind = match field.r#type.as_str() {
                    "object" | "array" => FieldKind::Struct,
                    "integer" => FieldKind::Integer,
                    "boolean" => FieldKind::Bool,
                    _ => FieldKind::Text,
                };
                if own.kind != kind {
                    wrong.push(format!("{name}.{}: {:?}", field.name, own.kind));
                }
                if let Some(item) = field
                    .item
                    .as_deref()
                    .filter(|item| *item != "link_description")
                {
                    let entry = TYPES.iter().find(|(name, _)| *name == item).unwrap().1[0];
                    assert_eq!(own.type_name(), entry, "{name}.{}", field.name);
                }
                if !field.values.is_empty() && own.type_name() == "String" {
                    wrong.push(format!("{name}.{} has no vocabulary", field.name));
                }
            }
            for own in &own.fields {
                let described = schema.types[*described]
                    .iter()
                    .any(|field| field.name == own.name);
                if !described && !excepted(ADDED, own.name) {
                    wrong.push(format!("{name}.{} is not described", own.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let all: BTreeSet<_> = [ADDED, LEFT_OUT, OTHERWISE_REQUIRED]
        .concat()
        .into_iter()
        .collect();
    assert_eq!(
        used.into_iter().copied().collect::<BTreeSet<_>>(),
        all,
        "an exception without need"
    );
    println!("{} types, {fields} fields", TYPES.len());
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_described_word_is_known() {
    let shared = needs::path("PAYWIRE_SHARED");
    let text = fs::read_to_string(shared.join("schema/orders-v1.json")).unwrap();
    let schema: Schema = serde_json::from_str(&text).unwrap();
    let vocabularies: &[(&str, &str, &[&str])] = &[
        (
            "address",
            "normalization_status",
            o::NormalizationStatus::KNOWN,
        ),
        ("address", "status", o::AddressStatus::KNOWN),
        (
            "application_context",
            "shipping_preference",
            o::ShippingPreference::KNOWN,
        ),
        (
            "bank_account",
            "account_number_type",
            o::AccountNumberType::KNOWN,
        ),
        ("bank_account", "account_type", o::AccountType::KNOWN),
        ("bank_account", "check_type", o::CheckType::KNOWN),
        ("bank_account", "auth_type", o::AuthType::KNOWN),
        ("bank_account", "state", o::InstrumentState::KNOWN),
        (
            "bank_account",
            "confirmation_status",
            o::ConfirmationStatus::KNOWN,
        ),
        ("capture", "status", o::CaptureStatus::KNOWN),
        ("capture", "reason_code", o::CaptureReason::KNOWN),
        (
            "currency_conversion",
            "conversion_type",
            o::ConversionType::KNOWN,
        ),
        (
            "funding_detail",
            "processing_type",
            o::ProcessingType::KNOWN,
        ),
        ("funding_source", "funding_mode", o::FundingMode::KNOWN),
        (
            "funding_source",
            "funding_instrument_type",
            o::FundingInstrumentType::KNOWN,
        ),
        (
            "funding_source",
            "funding_selection_preference",
            o::FundingSelectionPreference::KNOWN,
        ),
        ("installment_info", "network", o::CardNetwork::KNOWN),
        ("order", "intent", o::Intent::KNOWN),
        ("order", "status", o::OrderStatus::KNOWN),
        (
            "pay_order_request",
            "disbursement_mode",
            o::DisbursementMode::KNOWN,
        ),
        ("pay_order_response", "status", o::PayOrderStatus::KNOWN),
        ("pay_order_response", "intent", o::Intent::KNOWN),
        ("payer", "payment_method", o::PaymentMethod::KNOWN),
        ("payer", "status", o::PayerStatus::KNOWN),
        ("payer_info", "phone_type", o::PhoneType::KNOWN),
        ("payer_info", "tax_id_type", o::TaxIdType::KNOWN),
        (
            "payment_details",
            "disbursement_mode",
            o::DisbursementMode::KNOWN,
        ),
        ("purchase_unit", "status", o::UnitStatus::KNOWN),
        ("purchase_unit", "reason_code", o::UnitReason::KNOWN),
        ("refund", "status", o::RefundStatus::KNOWN),
        ("sale", "status", o::SaleStatus::KNOWN),
        (
            "shipping_address",
            "normalization_status",
            o::NormalizationStatus::KNOWN,
        ),
        ("shipping_address", "status", o::AddressStatus::KNOWN),
    ];
    let mut described = 0;
    for (name, fields) in &schema.types {
        for field in fields.iter().filter(|field| !field.values.is_empty()) {
            described += 1;
            let found = vocabularies
                .iter()
                .find(|(on, own, _)| (on, own) == (&&**name, &&*field.name));
            let (.., words) = found.unwrap_or_else(|| panic!("{name}.{}", field.name));
            assert_eq!(words, &field.values, "{name}.{}", field.name);
        }
    }
    assert_eq!(described, vocabularies.len());
}

// Recorded bodies.

/// What is known of a body.
#[derive(Deserialize)]
struct Row {
    file: String,
    system: String,
    operation: String,
    direction: String,
    expect: String,
}

impl Row {
    fn message(&self) -> MessageKind {
        match (&*self.operation, &*self.direction) {
            ("create-order", "request") => MessageKind::CreateOrderRequest,
            ("create-order" | "get-order", "response") => MessageKind::Order,
            ("cancel-order", "response") => MessageKind::CancelOrderResponse,
            ("pay-order", "request") => MessageKind::PayOrderRequest,
            ("pay-order", "response") => MessageKind::PayOrderResponse,
            ("purchase-unit", _) => MessageKind::PurchaseUnit,
            ("error", "fault") => MessageKind::OrderError,
            other => panic!("{other:?}"),
        }
    }

    /// How it was asked for, where only that says which message it is.
    fn call(&self) -> Option<&'static str> {
        let cancelled = self.operation == "cancel-order";
        cancelled.then_some("DELETE https://api.paypal.com/v1/checkout/orders/8R")
    }
}

fn rows(corpus: &Path) -> Vec<Row> {
    let index = fs::read_to_string(corpus.join("index.jsonl")).expect("the index is there");
    let rows = index
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row"));
    rows.filter(|row: &Row| row.system == "orders-v1").collect()
}

fn read(body: &[u8], config: &Config) -> Decoded {
    let reading = codec::read(body, config).expect("well-formed");
    assert_eq!(reading.format, Format::Json);
    match reading.content {
        Content::Message(decoded) => *decoded,
        Content::Generic(generic) => panic!("no message: {:?}", generic.warnings),
        other => panic!("{other:?}"),
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn recorded_bodies_are_typed_and_come_back_as_they_were() {
    let shared = needs::path("PAYWIRE_SHARED");
    let corpus = shared.join("corpus");
    let rows = rows(&corpus);
    assert_eq!(rows.len(), 13);
    let mut unknown = Vec::new();
    for row in &rows {
        assert_eq!(row.expect, "decoded", "{}", row.file);
        let body = fs::read(corpus.join(&row.file)).expect("the body is there");
        let config = row
            .call()
            .map_or(Config::strict(), |call| Config::strict().path(call));
        let decoded = read(&body, &config);
        assert_eq!(decoded.message.kind(), row.message(), "{}", row.file);
        unknown.extend(
            decoded
                .unknown
                .iter()
                .map(|value| format!("{}: {value}", row.file)),
        );
        let written = decoded
            .encode(Format::Json, &Config::strict())
            .expect("can be written");
        let [before, after]: [Value; 2] =
            [&*body, written.as_bytes()].map(|text| serde_json::from_slice(text).expect("JSON"));
        assert_eq!(after, before, "{}", row.file);
        let config = config.message(row.message());
        let converted = codec::convert(&body, Format::Json, &config).expect("can be converted");
        assert_eq!(converted.body, written, "{}", row.file);
        assert!(converted.warnings.is_empty(), "{}", row.file);
    }
    // A stub's own invention; everything else is known.
    assert_eq!(
        unknown,
        ["orders-v1/error-fault-django-stub.json: details(0).some=error"]
    );
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn the_approval_link_is_found_whatever_its_method() {
    let shared = needs::path("PAYWIRE_SHARED");
    let corpus = shared.join("corpus");
    let mut methods = BTreeSet::new();
    for row in rows(&corpus)
        .iter()
        .filter(|row| row.message() == MessageKind::Order)
    {
        let body = fs::read(corpus.join(&row.file)).expect("the body is there");
        let AnyMessage::Order(order) = read(&body, &Config::strict()).message else {
            panic!("{}", row.file)
        };
        if order.links.is_empty() {
            continue;
        }
        let link = order.link(&o::LinkRelation::Approval).expect("a link");
        assert_eq!(order.approval_url(), Some(&*link.href));
        methods.insert(link.method.clone().expect("a method").to_string());
    }
    assert_eq!(Vec::from_iter(methods), ["GET", "POST", "REDIRECT"]);
}

// What the seam does for systems that speak JSON only.

const ORDER: &str = r#"{"id":"8R","status":"CREATED","purchase_units":[]}"#;

#[test]
fn other_formats_are_refused_with_the_ones_it_speaks() {
    let message = AnyMessage::from(Order::new("8R"));
    for format in [Format::Nvp, Format::Xml, Format::Soap] {
        let title = format.title();
        let expected = format!("Order is not available as {title}, but as JSON only");
        let error = codec::encode(&message, format, &Config::strict()).unwrap_err();
        assert_eq!(error.to_string(), expected);
        let error = codec::convert(ORDER.as_bytes(), format, &Config::strict()).unwrap_err();
        assert_eq!(error.to_string(), expected);
        let error = codec::decode(MessageKind::Order, format, b"", &Config::strict()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn bodies_of_other_formats_are_no_orders() {
    for body in [
        "<Order><id>8R</id><status>CREATED</status></Order>",
        "id=8R&status=CREATED&intent=SALE",
    ] {
        let reading = codec::read(body.as_bytes(), &Config::strict()).unwrap();
        let Content::Generic(generic) = reading.content else {
            panic!("{body}")
        };
        let orders =
            |candidate: &codec::Candidate| candidate.message.info().system == System::OrdersV1;
        assert!(!generic.candidates.iter().any(orders), "{body}");
    }
}

#[test]
fn method_and_path_say_what_an_empty_body_is() {
    let kind = |call: &str| match codec::read(b"{ }", &Config::strict().path(call))
        .unwrap()
        .content
    {
        Content::Message(decoded) => Some(decoded.message.kind()),
        _ => None,
    };
    assert_eq!(
        kind("DELETE /v1/checkout/orders/8R"),
        Some(MessageKind::CancelOrderResponse)
    );
    assert_eq!(
        kind("/v1/checkout/orders/8R"),
        Some(MessageKind::CancelOrderResponse)
    );
    assert_eq!(kind("GET /v1/checkout/orders/8R"), None);
    assert_eq!(kind("DELETE /v1/checkout/orders"), None);
    assert_eq!(kind("/AdaptivePayments/Pay"), None);
}

#[test]
fn a_path_rules_out_what_is_not_sent_there() {
    let body = br#"{"name":"INVALID_REQUEST","message":"no","debug_id":"1"}"#;
    let at =
        |path: &str| codec::identify(Format::Json, body, &Config::strict().path(path)).unwrap();
    assert_eq!(
        at("/v1/checkout/orders")[0].message,
        MessageKind::OrderError
    );
    let found = at("/AdaptivePayments/Pay");
    assert!(
        found
            .iter()
            .all(|known| known.message != MessageKind::OrderError)
    );
}

#[test]
fn an_error_says_what_it_means() {
    let error: OrderError = paywire::json::from_str(
        r#"{"name":"INVALID_REQUEST","message":"no","debug_id":"1","details":[{"field":"/purchase_units/0/amount","issue":"missing","location":"body"}]}"#,
    )
    .unwrap();
    assert!(!error.name.facts().unwrap().retry);
    assert_eq!(error.details[0].location, Some(o::ErrorLocation::Body));
    // Every name has its meaning.
    let listed: Vec<&str> = o::ERRORS.iter().map(|facts| facts.name).collect();
    assert_eq!(listed, o::ErrorName::KNOWN);
}

#[test]
fn every_operation_says_how_it_is_called() {
    let calls = System::OrdersV1.calls();
    let shown: Vec<String> = calls
        .iter()
        .map(|(name, call)| format!("{name}: {} {}", call.method, call.path))
        .collect();
    assert_eq!(
        shown,
        [
            "CreateOrder: POST /v1/checkout/orders",
            "GetOrder: GET /v1/checkout/orders/{order_id}",
            "CancelOrder: DELETE /v1/checkout/orders/{order_id}",
            "PayOrder: POST /v1/checkout/orders/{order_id}/pay",
            "UpdateOrder: PATCH /v1/checkout/orders/{order_id}",
            "GetCapture: GET /v1/payments/capture/{capture_id}",
            "RefundCapture: POST /v1/payments/capture/{capture_id}/refund",
            "GetRefund: GET /v1/payments/refund/{refund_id}",
            "GetAuthorization: GET /v1/payments/authorization/{authorization_id}",
            "CaptureAuthorization: POST /v1/payments/authorization/{authorization_id}/capture",
            "VoidAuthorization: POST /v1/payments/authorization/{authorization_id}/void",
            "DisburseFunds: POST /v1/payments/referenced-payouts-items/pay",
        ]
    );
    // Every message that belongs to an operation is among them.
    for &kind in MessageKind::ALL {
        let info = kind.info();
        if info.system == System::OrdersV1 {
            assert_eq!(info.operation.is_some(), info.call().is_some(), "{kind}");
        }
    }
}
