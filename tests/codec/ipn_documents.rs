//! Notifications, held to the description of their variables and to recorded bodies.
//!
//! Both are read from the folder that `PAYWIRE_SHARED` names.

use std::fs;

use crate::needs;
use paywire::api::MessageKind;
use paywire::api::adaptive_payments::ipn::TransactionType;
use paywire::api::shape::Struct;
use paywire::codec::{self, Config, Format, Ipn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    common: Vec<Variable>,
    pay: Vec<Variable>,
    pay_transaction: Transfer,
    preapproval: Vec<Variable>,
}

#[derive(Deserialize)]
struct Transfer {
    fields: Vec<Variable>,
}

#[derive(Deserialize)]
struct Variable {
    name: String,
    #[serde(default)]
    values: Vec<String>,
}

/// The description of the variables.
fn document() -> Document {
    let shared = needs::path("PAYWIRE_SHARED");
    let text = fs::read_to_string(shared.join("schema/ipn.json")).expect("the file is there");
    serde_json::from_str(&text).expect("the fields this test reads")
}

/// The wire names of a struct's own fields, in the order of the alphabet.
fn names(of: &Struct) -> Vec<&'static str> {
    let mut names: Vec<_> = of.fields.iter().map(|field| field.name).collect();
    names.sort_unstable();
    names
}

/// The names of these variables, and others, in the order of the alphabet.
fn documented<'d>(groups: &[&'d [Variable]], others: &[&'d str]) -> Vec<&'d str> {
    let variables = groups.iter().copied().flatten();
    let mut names: Vec<_> = variables.map(|own| own.name.as_str()).collect();
    names.extend(others);
    names.sort_unstable();
    names
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn the_types_have_the_documented_variables_and_no_other() {
    let document = document();
    let payment = MessageKind::PaymentNotification.shape();
    let expected = documented(&[&document.common, &document.pay], &["transaction"]);
    assert_eq!(names(payment.root()), expected);

    let list = payment.root().field("transaction").expect("a list");
    let transfer = payment.find(list.type_path).expect("its type");
    let expected = documented(&[&document.pay_transaction.fields], &[]);
    assert_eq!(names(transfer), expected);

    let preapproval = MessageKind::PreapprovalNotification.shape();
    let expected = documented(&[&document.common, &document.preapproval], &[]);
    assert_eq!(names(preapproval.root()), expected);
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_documented_value_is_read_and_written_as_it_came() {
    let document = document();
    let (payment, preapproval) = (
        MessageKind::PaymentNotification,
        MessageKind::PreapprovalNotification,
    );
    let mut checked = 0;
    for (kind, prefix, variables) in [
        (payment, "", &document.common),
        (payment, "", &document.pay),
        (payment, "transaction[0].", &document.pay_transaction.fields),
        (preapproval, "", &document.common),
        (preapproval, "", &document.preapproval),
    ] {
        for Variable { name, values } in variables {
            for value in values {
                let body = format!("{prefix}{name}={}", value.replace(' ', "+"));
                let config = Config::strict();
                let decoded = codec::decode(kind, Format::Nvp, body.as_bytes(), &config);
                let decoded = decoded.unwrap_or_else(|error| panic!("{body}: {error}"));
                assert!(decoded.unknown.is_empty(), "{body}");
                assert_eq!(decoded.encode(Format::Nvp, &config).unwrap(), body);
                checked += 1;
            }
        }
    }
    assert!(checked > 80, "only {checked} values");
}

#[test]
fn shapes_see_through_letter_case_and_aliases() {
    let shape = MessageKind::PaymentNotification.shape();
    let said = shape.root().field("transaction_type").expect("a field");
    assert_eq!(said.words, TransactionType::KNOWN);
    assert_eq!(said.type_name(), "TransactionType");
    let tracking = shape.root().field("trackingId").expect("an alias");
    assert_eq!(
        (tracking.name, &tracking.aliases[..]),
        ("tracking_id", &["trackingId"][..])
    );
}

/// Bodies that were recorded: each is read, and nothing in them is unknown but what a framework
/// added.
#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn recorded_notifications() {
    let shared = needs::path("PAYWIRE_SHARED");
    let folder = shared.join("corpus/adaptive-payments");
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "ipn") {
            continue;
        }
        let body = fs::read(&path).expect("a readable file");
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let ipn = Ipn::from_slice(&body).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(ipn.raw(), body);
        let kind = ipn
            .message()
            .map_or("generic", |message| message.kind().name());
        let unknown: Vec<String> = ipn.unknown().iter().map(|own| own.path.clone()).collect();
        let transfers = ipn.payment().map_or(0, |own| own.transaction.len());
        for own in ipn.payment().iter().flat_map(|own| &own.transaction) {
            assert!(
                own.amount
                    .as_ref()
                    .is_none_or(|money| money.parts().is_ok()),
                "{name}"
            );
        }
        let date = ipn
            .payment()
            .and_then(|own| own.payment_request_date.as_ref());
        assert!(
            date.is_none_or(|date| date.to_timestamp().is_ok()),
            "{name}"
        );
        lines.push(format!(
            "{name}: {kind}, {transfers} transfers, unknown {unknown:?}"
        ));
    }
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    ipn-pay-ipn-activepayment-unilateral-pending: PaymentNotification, 2 transfers, unknown []
    ipn-pay-ipn-djangofork-php-style-keys: PaymentNotification, 1 transfers, unknown []
    ipn-pay-ipn-forma-single-appended-key: PaymentNotification, 1 transfers, unknown ["orderId"]
    ipn-pay-ipn-joomcck-decoded-tracking: PaymentNotification, 2 transfers, unknown []
    ipn-pay-ipn-jpablobr-chained-two: PaymentNotification, 2 transfers, unknown []
    ipn-pay-ipn-sdkcore-literal-brackets: PaymentNotification, 1 transfers, unknown []
    ipn-pay-ipn-sdkcore-minimal-two: PaymentNotification, 2 transfers, unknown []
    ipn-pay-ipn-sdkcore-tomato: PaymentNotification, 1 transfers, unknown []
    ipn-pay-ipn-zamboni-digitalgoods: PaymentNotification, 1 transfers, unknown []
    ipn-preapproval-ipn-fundedbyme-active: PreapprovalNotification, 0 transfers, unknown []
    ipn-preapproval-ipn-fundedbyme-canceled: PreapprovalNotification, 0 transfers, unknown []
    ipn-unknown-ipn-sdkcore-apostrophe: generic, 0 transfers, unknown []
    "#);
}
