//! What messages say in the terms people ask about.

use std::collections::BTreeSet;

use paywire::api::facts::{Facts, KeyKind, OutcomeKind, Role, Sum};
use paywire::api::{AnyMessage, MessageKind, System};
use paywire::codec::{self, Config, Format};
use paywire::proptest::{any_message, message_of};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

mod adaptive_payments;
mod json_systems;

fn read(message: &str, format: Format, body: &str) -> AnyMessage {
    let kind = MessageKind::from_name(message).expect("a message");
    let decoded = codec::decode(kind, format, body.as_bytes(), &Config::strict());
    let decoded = decoded.unwrap_or_else(|error| panic!("{body}: {error}"));
    decoded.message
}

fn nvp(message: &str, body: &str) -> Facts {
    read(message, Format::Nvp, body).facts()
}

fn json(message: &str, body: &str) -> Facts {
    read(message, Format::Json, body).facts()
}

/// The keys, as `pay_key AP-1`.
fn keys(facts: &Facts) -> Vec<String> {
    facts.keys.iter().map(ToString::to_string).collect()
}

fn sums(sums: &[Sum]) -> Vec<String> {
    sums.iter().map(ToString::to_string).collect()
}

/// What a field of this name is the id of, in the JSON of a system's messages. In some messages it
/// depends on where it stands.
fn kinds(system: System, name: &str) -> &'static [KeyKind] {
    use KeyKind::{
        CorrelationId, MerchantOrderId, OrderId, PayKey, PaymentId, PreapprovalKey,
        RefundTransactionId, SenderTransactionId, TrackingId, TransactionId,
    };
    match system {
        System::AdaptivePayments => match name {
            "payKey" | "pay_key" => &[PayKey],
            "preapprovalKey" | "preapproval_key" => &[PreapprovalKey],
            "key" => &[PayKey, PreapprovalKey],
            "trackingId" | "tracking_id" => &[TrackingId],
            "correlationId" => &[CorrelationId],
            "id" | "transactionId" => &[TransactionId],
            "senderTransactionId" | "id_for_sender_txn" => &[SenderTransactionId],
            "refund_id" | "encryptedRefundTransactionId" => &[RefundTransactionId],
            _ => &[],
        },
        System::OrdersV1 => match name {
            "id" => &[OrderId, TransactionId, RefundTransactionId],
            "order_id" => &[OrderId],
            "payment_id" => &[PaymentId],
            "debug_id" => &[CorrelationId],
            "capture_id" | "sale_id" => &[TransactionId],
            _ => &[],
        },
        System::MultiSafepay => match name {
            "id" | "order_id" | "new_order_id" | "refund_order_id" => &[MerchantOrderId],
            "refund_id" => &[RefundTransactionId],
            "transaction_id" => &[OrderId, RefundTransactionId],
            _ => &[],
        },
        System::AliExpress => match name {
            "out_order_id" => &[MerchantOrderId],
            "request_id" => &[CorrelationId],
            "number" => &[OrderId],
            _ => &[],
        },
        _ => &[],
    }
}

/// What an article of the service costs names a transaction, and is not about it.
const NOT_KEYS: &str = "costs";

/// The values of keys by their names, in whatever depth.
fn named(system: System, at: &str, value: &Value, found: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Array(entries) => entries.iter().for_each(|own| named(system, at, own, found)),
        Value::Object(members) => {
            for (name, own) in members.iter().filter(|(name, _)| *name != NOT_KEYS) {
                named(system, name, own, found);
            }
        }
        Value::Null => {}
        scalar => {
            let text = scalar
                .as_str()
                .map_or_else(|| scalar.to_string(), str::to_owned);
            if !text.is_empty() && !kinds(system, at).is_empty() {
                found.insert((at.to_owned(), text));
            }
        }
    }
}

/// Each key is found by its name in the message's JSON, and each that has such a name is a key.
fn keys_are_those_of_the_message(message: &AnyMessage) -> Result<(), TestCaseError> {
    let (kind, facts) = (message.kind(), message.facts());
    let system = kind.info().system;
    let mut json = serde_json::to_value(message).expect("JSON");
    if let Some(document) = json.get_mut("param_place_order_request4_open_api_d_t_o") {
        let text = document.as_str().expect("a document within a text");
        *document = serde_json::from_str(text).expect("a document");
    }
    let mut found = BTreeSet::new();
    named(system, "", &json, &mut found);
    for (at, key) in facts.keys.iter().enumerate() {
        let is_there = found
            .iter()
            .any(|(name, value)| *value == key.value && kinds(system, name).contains(&key.kind));
        prop_assert!(is_there, "{} has no {:?}", kind, key);
        prop_assert!(
            !facts.keys[..at].contains(key),
            "{} repeats {:?}",
            kind,
            key
        );
    }
    for (name, value) in &found {
        let mut keys = facts.keys.iter();
        let is_told = keys.any(|key| key.value == *value);
        prop_assert!(is_told, "{} does not tell of {} {:?}", kind, name, value);
    }
    Ok(())
}

#[test]
fn every_message_tells_its_keys() {
    for &kind in MessageKind::ALL {
        // Transactions of many orders: they tie nothing together.
        if kind == MessageKind::MultiSafepayListTransactionsResponse {
            continue;
        }
        let mut runner = TestRunner::new(ProptestConfig::with_cases(24));
        let run = runner.run(&message_of(kind), |message| {
            keys_are_those_of_the_message(&message)
        });
        run.unwrap_or_else(|error| panic!("{kind}: {error}"));
    }
}

/// Puts a word of its own into each secret of a message.
fn plant(kind: MessageKind, json: &mut Value) -> bool {
    let shape = kind.shape();
    let mut planted = false;
    for known in shape.structs() {
        let secrets = known.fields.iter().filter(|field| field.secret);
        for field in secrets {
            planted |= replace(json, field.name);
        }
    }
    planted
}

const PLANTED: &str = "planted-9041";

fn replace(json: &mut Value, at: &str) -> bool {
    match json {
        Value::Array(entries) => entries.iter_mut().any(|own| replace(own, at)),
        Value::Object(members) => {
            let mut replaced = false;
            for (name, own) in members {
                if name == at && own.is_string() {
                    *own = PLANTED.into();
                    replaced = true;
                } else {
                    replaced |= replace(own, at);
                }
            }
            replaced
        }
        _ => false,
    }
}

#[test]
fn no_secret_gets_in() {
    let mut planted = 0;
    for &kind in MessageKind::ALL {
        let mut runner = TestRunner::deterministic();
        for _ in 0..8 {
            let tree = message_of(kind).new_tree(&mut runner).expect("a message");
            let mut json = serde_json::to_value(tree.current()).expect("JSON");
            if !plant(kind, &mut json) {
                continue;
            }
            let Ok(message) = kind.deserialize(json) else {
                continue;
            };
            planted += 1;
            let facts = serde_json::to_string(&message.facts()).expect("JSON");
            assert!(!facts.contains(PLANTED), "{kind}: {facts}");
        }
    }
    assert!(planted > 0, "no message has a secret");
}

#[test]
fn outcomes_are_those_of_replies() {
    let mut runner = TestRunner::new(ProptestConfig::with_cases(256));
    let run = runner.run(&any_message(), |message| {
        let facts = message.facts();
        if let Some(outcome) = message.outcome() {
            prop_assert_eq!(facts.outcome, Some(outcome.kind()), "{}", message.kind());
        }
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn every_text_is_shown() {
    let mut runner = TestRunner::new(ProptestConfig::with_cases(256));
    let run = runner.run(&any_message(), |message| {
        let mut facts = message.facts();
        facts.each_text(|_, text| "~".clone_into(text));
        let mut bare = serde_json::to_value(&facts).expect("JSON");
        forget_own_words(&mut bare);
        let shown = bare.to_string();
        let letters = shown.chars().filter(char::is_ascii_uppercase);
        prop_assert_eq!(letters.count(), 0, "{}: {}", message.kind(), shown);
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

/// Leaves texts that came with the message: those of the program and sums go.
fn forget_own_words(value: &mut Value) {
    match value {
        Value::Array(entries) => entries.iter_mut().for_each(forget_own_words),
        Value::Object(members) => {
            for name in ["meaning", "remedy", "currency", "amount"] {
                if members.get(name).is_some_and(Value::is_string) {
                    members.remove(name);
                }
            }
            members.values_mut().for_each(forget_own_words);
        }
        _ => {}
    }
}

#[test]
fn sums_of_one_currency_are_added_exactly() {
    let mut added = Vec::new();
    for amount in ["0.1", "0.2"] {
        Sum::of(None, amount.parse().expect("an amount")).add_to(&mut added);
    }
    assert_eq!(sums(&added), ["0.3"]);
    let most: paywire::Amount = "79228162514264337593543950335".parse().expect("an amount");
    Sum::of(None, most).add_to(&mut added);
    assert_eq!(sums(&added), ["0.3", "79228162514264337593543950335"]);
}
