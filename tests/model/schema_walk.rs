//! Holds the model to the description of the Adaptive Payments schema: every field, in order, with
//! its cardinality, its type and its values, and nothing more.
//!
//! The description is read from the directory that `PAYWIRE_SHARED` names.

use std::collections::BTreeMap;

use crate::needs;
use paywire::Currency;
use paywire::api::adaptive_payments::common as c;
use paywire::api::adaptive_payments::{
    convert_currency, get_pre_payment_disclosure, preapproval_details, refund,
};
use paywire::api::shape::{Field, FieldKind, Struct};
use paywire::api::{Direction, MessageKind, System};
use serde::Deserialize;

#[derive(Deserialize)]
struct Schema {
    types: BTreeMap<String, Type>,
    value_sets: BTreeMap<String, Values>,
    operations: BTreeMap<String, Operation>,
    namespaces: BTreeMap<String, String>,
    aliases: Vec<Alias>,
}

/// Another spelling in the documents.
#[derive(Deserialize)]
struct Alias {
    wire: String,
}

#[derive(Deserialize)]
struct Type {
    ns: String,
    kind: String,
    fields: Vec<SchemaField>,
    values: Vec<String>,
    extends: Option<String>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the description has them")]
struct SchemaField {
    name: String,
    r#type: String,
    list: bool,
    required: bool,
    attribute: bool,
    text: bool,
    value_set: Option<String>,
}

#[derive(Deserialize)]
struct Values {
    values: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Operation {
    request: String,
    response: String,
    fault: String,
    soap_action: String,
    path: String,
}

/// Where the model differs from the schema on purpose.
///
/// Not listed because it cannot differ: the schema's "at least one" of a list, which is a rule for
/// validation. An empty list leaves no trace in NVP, so the model cannot demand more.
const OPTIONAL_AGAINST_THE_SCHEMA: &[(&str, &str, &str)] = &[
    (
        "CurrencyConversion",
        "from",
        "recorded answers of the service carry the rate alone, and they tell of real payments",
    ),
    ("CurrencyConversion", "to", "the same answers"),
];

/// Fields that the model has at the end of a type and the schema has not.
const BEYOND_THE_SCHEMA: &[(&str, &str, &str)] = &[
    (
        "PayRequest",
        "logDefaultShippingAddress",
        "a field of versions 1.1 and 1.2 (guide p. 281) that the service still takes",
    ),
    (
        "PaymentDetailsResponse",
        "logDefaultShippingAddress",
        "the same field (guide p. 287), which recorded answers and the guide's example have",
    ),
];

/// How the model meets the other spellings that the schema's description lists. Faults of the
/// documents are not read as fields: no example and no recorded body has them, and what a body has
/// beyond its type is kept as unknown.
const OTHER_SPELLINGS: &[(&str, &str)] = &[
    ("PayRequest.requestEnvelope", "a fault in tables"),
    (
        "PreapprovalDetailsResponse.addressList",
        "a fault in tables",
    ),
    (
        "AddressList.address",
        "a table names the type for the field",
    ),
    (
        "PaymentDetailsResponse.fundingConstraint",
        "a table describes what is in it as if it stood by itself",
    ),
    ("PayRequest.trackingId", "a fault in running text"),
    ("ErrorData.exceptionId", "a fault in tables"),
    ("PaymentInfo.senderTransactionId", "a fault in a table"),
    ("Receiver.invoiceId", "a fault in a table"),
    (
        "SetPaymentOptionsRequest.initiatingEntity",
        "a fault in tables",
    ),
    ("SenderOptions.referrerCode", "a fault in the index"),
    (
        "PreapprovalDetailsResponse.status DEACTIVED",
        "kept as any word is, and PreapprovalStatus::is_deactivated knows both",
    ),
    (
        "FundingSource.type ACCOUNTS_RECEIVABLE",
        "a fault of scanning",
    ),
    ("PayResponse.warningDataList", "a fault in a heading"),
    (
        "PayRequest.reverseAllParallelPaymentsOnError",
        "a fault in running text",
    ),
    ("SetPaymentOptionsRequest", "a fault in a heading"),
    ("FaultMessage", "the name of a chapter, not of an element"),
    (
        "logDefaultShippingAddress",
        "of notifications; the field of messages is in the model",
    ),
];

/// The open code of each value set and schema enumeration, and its words.
const CODES: &[(&str, &str, &[&str])] = &[
    ("actionType", "ActionType", c::ActionType::KNOWN),
    ("feesPayer", "FeesPayer", c::FeesPayer::KNOWN),
    ("paymentType", "PaymentType", c::PaymentType::KNOWN),
    (
        "paymentExecStatus",
        "PaymentExecStatus",
        c::PaymentExecStatus::KNOWN,
    ),
    (
        "transactionStatus",
        "TransactionStatus",
        c::TransactionStatus::KNOWN,
    ),
    ("pendingReason", "PendingReason", c::PendingReason::KNOWN),
    ("fundingType", "FundingType", c::FundingType::KNOWN),
    (
        "fundingSourceType",
        "FundingSourceType",
        c::FundingSourceType::KNOWN,
    ),
    ("taxIdType", "TaxIdType", c::TaxIdType::KNOWN),
    ("errorLanguage", "ErrorLanguage", c::ErrorLanguage::KNOWN),
    ("refundStatus", "RefundStatus", refund::RefundStatus::KNOWN),
    (
        "refundTransactionStatus",
        "RefundTransactionStatus",
        refund::RefundTransactionStatus::KNOWN,
    ),
    ("paymentPeriod", "PaymentPeriod", c::PaymentPeriod::KNOWN),
    ("pinType", "PinType", c::PinType::KNOWN),
    (
        "preapprovalStatus",
        "PreapprovalStatus",
        preapproval_details::PreapprovalStatus::KNOWN,
    ),
    (
        "conversionType",
        "ConversionType",
        convert_currency::ConversionType::KNOWN,
    ),
    ("addressType", "AddressType", c::AddressType::KNOWN),
    ("DayOfWeek", "DayOfWeek", c::DayOfWeek::KNOWN),
    ("AgreementType", "AgreementType", c::AgreementType::KNOWN),
    (
        "Status",
        "DisclosureStatus",
        get_pre_payment_disclosure::DisclosureStatus::KNOWN,
    ),
    (
        "DetailLevelCode",
        "DetailLevelCode",
        c::DetailLevelCode::KNOWN,
    ),
    ("AckCode", "AckCode", c::AckCode::KNOWN),
    ("ErrorSeverity", "ErrorSeverity", c::ErrorSeverity::KNOWN),
    ("ErrorCategory", "ErrorCategory", c::ErrorCategory::KNOWN),
    ("PhoneType", "PhoneType", c::PhoneType::KNOWN),
];

/// The description.
fn schema() -> Schema {
    let path = needs::path("PAYWIRE_SHARED").join("schema/adaptive-payments.json");
    let text = std::fs::read_to_string(&path).expect("the schema can be read");
    serde_json::from_str(&text).expect("the schema is as this test knows it")
}

/// The messages that the schema describes; a notification has no schema.
fn messages() -> impl Iterator<Item = MessageKind> {
    MessageKind::ALL.iter().copied().filter(|kind| {
        let info = kind.info();
        info.system == System::AdaptivePayments && info.direction != Direction::Notification
    })
}

/// The structs of all messages, each once.
fn model() -> BTreeMap<&'static str, Struct> {
    let mut structs = BTreeMap::new();
    for kind in messages() {
        for found in kind.shape().structs() {
            let known = structs.entry(found.name).or_insert_with(|| found.clone());
            assert_eq!(known, found, "one name, one type");
        }
    }
    structs
}

/// The fields of a type, those of its base first.
fn fields_of<'s>(schema: &'s Schema, name: &str) -> Vec<&'s SchemaField> {
    let described = &schema.types[name];
    let base = described.extends.as_deref();
    let mut fields = base.map_or_else(Vec::new, |base| fields_of(schema, base));
    fields.extend(&described.fields);
    fields
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_type_has_the_fields_of_the_schema() {
    let schema = schema();
    let mut model = model();
    let mut wrong = Vec::new();
    for (name, described) in &schema.types {
        match (described.kind.as_str(), model.remove(name.as_str())) {
            ("struct", Some(found)) => {
                compare_fields(name, &fields_of(&schema, name), &found, &mut wrong);
            }
            ("struct", None) => wrong.push(format!("{name} is missing")),
            // The words of an enumeration are compared by themselves.
            ("enum", None) => {}
            (kind, found) => wrong.push(format!("{name} is {kind} and {found:?}")),
        }
    }
    wrong.extend(model.keys().map(|name| format!("{name} is too much")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare_fields(
    owner: &str,
    described: &[&SchemaField],
    found: &Struct,
    wrong: &mut Vec<String>,
) {
    let mut want: Vec<String> = described.iter().map(|field| wire_name(field)).collect();
    let beyond = BEYOND_THE_SCHEMA.iter().filter(|(of, ..)| *of == owner);
    want.extend(beyond.map(|(_, name, _)| (*name).to_owned()));
    let have: Vec<&str> = found.fields.iter().map(|field| field.name).collect();
    if want != have {
        wrong.push(format!(
            "{owner} has the fields {have:?}, the schema {want:?}"
        ));
        return;
    }
    for (described, field) in described.iter().zip(&found.fields) {
        if let Some(difference) = compare_field(owner, described, field) {
            wrong.push(format!("{owner}.{} {difference}", field.name));
        }
    }
}

/// The name with the mark of an attribute or an element's own text.
fn wire_name(field: &SchemaField) -> String {
    match (field.attribute, field.text) {
        (true, _) => format!("@{}", field.name),
        (_, true) => "$text".to_owned(),
        _ => field.name.clone(),
    }
}

fn compare_field(owner: &str, described: &SchemaField, field: &Field) -> Option<String> {
    if field.list != described.list {
        return Some(format!("is a list: {}", field.list));
    }
    let loosened = OPTIONAL_AGAINST_THE_SCHEMA
        .iter()
        .any(|(of, name, _)| (*of, *name) == (owner, field.name));
    if !field.list && field.required() != (described.required && !loosened) {
        return Some(format!("is required: {}", field.required()));
    }
    if loosened && !described.required {
        return Some("needs no exception".to_owned());
    }
    let (kind, type_name) = expected_type(described);
    if field.kind != kind || field.type_name() != type_name {
        return Some(format!("is {:?} {}", field.kind, field.type_name()));
    }
    None
}

/// What the model is to have for a type of the schema.
fn expected_type(described: &SchemaField) -> (FieldKind, &str) {
    let set = described.value_set.as_deref().unwrap_or(&described.r#type);
    if let Some((_, code, _)) = CODES.iter().find(|(name, ..)| *name == set) {
        return (FieldKind::Text, code);
    }
    match set {
        "currencyCode" => (FieldKind::Text, "Currency"),
        "decimal" => (FieldKind::Text, "Amount"),
        // The text is kept as it came, whichever of the two it is.
        "dateTime" | "dateOrDateTime" => (FieldKind::Text, "DateTime"),
        "duration" => (FieldKind::Text, "Duration"),
        // A token is a text whose white space does not matter; nothing is done to it here.
        "string" | "token" => (FieldKind::Text, "String"),
        "boolean" => (FieldKind::Bool, "bool"),
        "int" => (FieldKind::Integer, "i32"),
        "long" => (FieldKind::Integer, "i64"),
        other => (FieldKind::Struct, other),
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_code_has_the_words_of_the_schema() {
    let schema = schema();
    for &(name, code, known) in CODES {
        let described = schema
            .value_sets
            .get(name)
            .map_or_else(|| &schema.types[name].values, |set| &set.values);
        assert_eq!(known, described, "{code}");
    }
    let listed = |name: &str| CODES.iter().any(|(set, ..)| *set == name);
    for name in schema.value_sets.keys() {
        assert!(listed(name) || name == "currencyCode", "{name}");
    }
    for (name, described) in &schema.types {
        assert!(listed(name) || described.kind != "enum", "{name}");
    }
    // Currency knows all of ISO 4217; the schema's are those that a payment may have.
    for code in &schema.value_sets["currencyCode"].values {
        assert!(Currency::from(code.as_str()).is_known(), "{code}");
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_message_says_what_the_schema_says() {
    let schema = schema();
    for kind in messages() {
        let info = kind.info();
        let namespace = &schema.namespaces[&schema.types[info.name].ns];
        assert_eq!(info.namespace, Some(namespace.as_str()), "{kind}");
        let Some(name) = info.operation else {
            assert!(schema.operations.values().all(|any| any.fault == info.name));
            continue;
        };
        let operation = &schema.operations[name];
        let own = match info.direction {
            Direction::Request => &operation.request,
            _ => &operation.response,
        };
        assert_eq!(info.name, own);
        assert_eq!(info.path().as_ref(), Some(&operation.path));
        assert_eq!(info.soap_action().as_ref(), Some(&operation.soap_action));
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_operation_has_its_messages() {
    let schema = schema();
    for (name, operation) in &schema.operations {
        for message in [&operation.request, &operation.response, &operation.fault] {
            let kind = MessageKind::from_name(message);
            assert!(kind.is_some(), "{name} has no {message}");
        }
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_other_spelling_was_thought_of() {
    let schema = schema();
    let listed = schema.aliases.iter().map(|alias| alias.wire.as_str());
    let known = OTHER_SPELLINGS.iter().map(|(wire, _)| *wire);
    assert_eq!(listed.collect::<Vec<_>>(), known.collect::<Vec<_>>());
    let misspelt = preapproval_details::PreapprovalStatus::from("DEACTIVATED");
    assert!(misspelt.is_deactivated());
}
