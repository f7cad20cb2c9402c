//! Rules about several fields.

use paywire::api::{MessageKind, System};
use serde_json::Value;

use super::{
    Create, Order, Pay, create, order, pay, pay_by_token, pay_from_account, unit, violations, with,
};

/// A rule about several fields: what to change so that it is broken, and so that it is just not.
pub(super) struct Case {
    pub(super) rule: &'static str,
    kind: MessageKind,
    message: fn() -> Value,
    path: &'static str,
    bad: &'static [(&'static str, &'static str)],
    good: &'static [(&'static str, &'static str)],
}

/// Pointers with what to put there, in JSON; nothing takes away what is there.
pub(super) const CASES: &[Case] = &[
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
