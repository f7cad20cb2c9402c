//! The systems that speak JSON.

use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::Step;

use super::{Facts, OutcomeKind, Role, json, keys, nvp, sums};

#[test]
fn an_order_is_the_sum_of_its_units() {
    let units = r#""purchase_units":[
        {"reference_id":"u1","amount":{"currency":"USD","total":"5.00"},"description":"Tea",
         "payee":{"email":"a@shop.example","payee_display_metadata":{"brand_name":"Tea House"}}},
        {"reference_id":"u2","invoice_number":"7","amount":{"currency":"USD","total":"1.50"},
         "payee":{"merchant_id":"M1"},"partner_fee_details":{"receiver":{},
         "amount":{"currency":"USD","value":"0.10"}}}]"#;
    let facts = json(
        "CreateOrderRequest",
        &format!(
            r#"{{"intent":"SALE",{units},"payment_details":{{"payment_id":"PAY-1"}},
             "payer_info":{{"email":"ann@buyer.example","first_name":"Ann","last_name":"Li"}},
             "redirect_urls":{{}}}}"#
        ),
    );
    assert_eq!(keys(&facts), ["payment_id PAY-1"]);
    assert_eq!(
        facts.payer.unwrap().to_string(),
        "Ann Li <ann@buyer.example>"
    );
    assert_eq!(sums(&facts.totals), ["USD 6.50"]);
    assert_eq!(sums(&facts.fees), ["USD 0.10"]);
    assert_eq!(
        facts.transfers[0].to.to_string(),
        "Tea House <a@shop.example>"
    );
    assert_eq!(facts.transfers[1].reference.as_deref(), Some("7"));
    assert_eq!(facts.memo.as_deref(), Some("Tea"));
    assert_eq!(facts.action.as_deref(), Some("SALE"));

    let facts = json(
        "Order",
        &format!(
            r#"{{"id":"O-1",{units},"gross_total_amount":{{"currency":"USD","value":"7.00"}},
             "status":"CREATED","create_time":"2026-03-02T10:00:00Z"}}"#
        ),
    );
    assert_eq!(keys(&facts), ["order_id O-1"]);
    assert_eq!(sums(&facts.totals), ["USD 7.00"]);
    assert_eq!(facts.outcome, Some(OutcomeKind::Pending));
    assert_eq!(facts.time.unwrap().text, "2026-03-02T10:00:00Z");
}

#[test]
fn a_paid_order_tells_what_was_taken_and_given_back() {
    let facts = json(
        "PayOrderResponse",
        r#"{"order_id":"O-1","status":"COMPLETED","intent":"SALE","purchase_units":[
            {"reference_id":"u1","amount":{"currency":"USD","total":"5.00"},"status":"CAPTURED",
             "payment_summary":{"captures":[{"id":"C1","transaction_fee":
                {"currency":"USD","value":"0.30"}}],"refunds":[
                {"id":"R1","capture_id":"C1","amount":{"currency":"USD","total":"1.00"}},
                {"id":"R2","amount":{"currency":"USD","total":"1.00"},"status":"FAILED"}]}}]}"#,
    );
    assert_eq!(
        keys(&facts),
        [
            "order_id O-1",
            "transaction_id C1",
            "refund_transaction_id R1",
            "refund_transaction_id R2"
        ]
    );
    assert_eq!(sums(&facts.arrived()), ["USD 5.00"]);
    assert_eq!(sums(&facts.refunds), ["USD 1.00"]);
    assert_eq!(sums(&facts.fees), ["USD 0.30"]);
    assert_eq!(facts.outcome, Some(OutcomeKind::Success));
    let facts = json(
        "PurchaseUnit",
        r#"{"reference_id":"u1","amount":{"currency":"USD","total":"5.00"},"status":"VOIDED"}"#,
    );
    assert_eq!(facts.status.as_deref(), Some("VOIDED"));
    let facts = json(
        "PayOrderRequest",
        r#"{"disbursement_mode":"INSTANT","payer":{"payer_info":{"payer_id":"P1"}}}"#,
    );
    assert_eq!(facts.payer.unwrap().to_string(), "P1");
    assert_eq!(
        json("CancelOrderResponse", "{}").outcome,
        Some(OutcomeKind::Success)
    );
}

#[test]
fn errors_with_names_are_explained() {
    let facts = json(
        "OrderError",
        r#"{"name":"UNAUTHORIZED","message":"no token","debug_id":"d1",
            "details":[{"field":"header","issue":"absent"}]}"#,
    );
    assert_eq!(keys(&facts), ["correlation_id d1"]);
    assert_eq!(facts.errors[0].code.as_deref(), Some("UNAUTHORIZED"));
    assert_eq!(facts.errors[0].parameters, ["header"]);
    assert_eq!(facts.errors[0].details[0].to_string(), "header: absent");
    assert!(facts.errors[0].remedy.unwrap().contains("token"));
    assert_eq!(facts.outcome, Some(OutcomeKind::Failure));
}

#[test]
fn minor_units_are_told_in_the_currency() {
    let facts = json(
        "MultiSafepayCreateOrderRequest",
        r#"{"type":"redirect","order_id":"m-1","currency":"EUR","amount":"1250",
            "description":"Two teapots","customer":{"email":"ann@buyer.example"},
            "gateway_info":{"card_number":"5500000000000004"},
            "affiliate":{"split_payments":[{"merchant":"77","fixed":200},
            {"merchant":"78","percentage":"5"}]}}"#,
    );
    assert_eq!(keys(&facts), ["merchant_order_id m-1"]);
    assert_eq!(sums(&facts.totals), ["EUR 12.50"]);
    assert_eq!(facts.transfers[0].role, Some(Role::Primary));
    assert_eq!(
        facts.transfers[1].amount.as_ref().unwrap().to_string(),
        "EUR 2.00"
    );
    assert_eq!(facts.transfers[2].amount, None, "a share is no sum yet");
    let facts = json(
        "MultiSafepayCreateOrderRequest",
        r#"{"type":"redirect","order_id":"m-1","currency":"JPY","amount":1250,"description":"Tea"}"#,
    );
    assert_eq!(sums(&facts.totals), ["JPY 1250"]);
    let facts = json(
        "MultiSafepayCreateOrderRequest",
        r#"{"type":"redirect","order_id":"m-1","currency":"???","amount":1250,"description":"Tea"}"#,
    );
    assert!(
        facts.totals.is_empty(),
        "nobody knows the units of this currency"
    );
    assert_eq!(unread(&facts), ["amount: 1250 minor units of ???"]);
}

/// What is stated and counts in no sum.
fn unread(facts: &Facts) -> Vec<String> {
    let unread = facts.unread_amounts.iter();
    unread
        .map(|own| format!("{}: {}", own.path, own.text))
        .collect()
}

#[test]
fn no_amount_at_multisafepay_is_left_out_in_silence() {
    let order = r#""order_id":"m-1","currency":"POINTS","amount":1250,"amount_refunded":0,
        "status":"completed","related_transactions":[{"amount":250}]"#;
    let facts = json(
        "MultiSafepayGetOrderResponse",
        &format!(r#"{{"success":true,"data":{{{order}}}}}"#),
    );
    assert!(facts.totals.is_empty() && facts.refunds.is_empty());
    assert_eq!(
        unread(&facts),
        [
            "data.amount: 1250 minor units of POINTS",
            "data.related_transactions(0).amount: 250 minor units of POINTS"
        ]
    );
    let facts = json(
        "MultiSafepayOrder",
        r#"{"order_id":"m-1","amount":1250,"status":"completed"}"#,
    );
    let none = "amount: 1250 minor units of a currency that is not named";
    assert_eq!(unread(&facts), [none]);
    let facts = json(
        "MultiSafepayRefundRequest",
        r#"{"currency":"POINTS","amount":250,"description":"x"}"#,
    );
    assert_eq!(unread(&facts), ["amount: 250 minor units of POINTS"]);
    let facts = json(
        "MultiSafepayListTransactionsResponse",
        r#"{"success":true,"data":[{"currency":"POINTS","amount":5},{"currency":"EUR","amount":5}],"pager":{"limit":2}}"#,
    );
    assert_eq!(unread(&facts), ["data(0).amount: 5 minor units of POINTS"]);
}

/// A shop sees an order that was paid and given back, whichever of its fields say so.
#[test]
fn an_order_whose_money_went_back_is_paid_and_given_back() {
    let back = |related: &str| format!(r#""related_transactions":[{related}]"#);
    let half = r#"{"type":"refund","amount":250,"currency":"EUR","status":"completed"}"#;
    let more = r#"{"type":"refund","amount":1000,"status":"initialized"}"#;
    let void = r#"{"type":"refund","amount":1000,"status":"void"}"#;
    let taken = r#"{"type":"capture","amount":1250,"status":"completed"}"#;
    let all = Some("EUR 12.50");
    for (states, outcome, refunds) in [
        (
            r#""status":"refunded""#.to_owned(),
            OutcomeKind::Refunded,
            all,
        ),
        (
            r#""status":"refunded","amount_refunded":1250"#.to_owned(),
            OutcomeKind::Refunded,
            all,
        ),
        (
            r#""status":"completed","amount_refunded":1250"#.to_owned(),
            OutcomeKind::Refunded,
            all,
        ),
        (
            r#""status":"completed","financial_status":"refunded""#.to_owned(),
            OutcomeKind::Refunded,
            all,
        ),
        (
            r#""status":"completed","amount_refunded":250"#.to_owned(),
            OutcomeKind::Partial,
            Some("EUR 2.50"),
        ),
        (
            format!(r#""status":"completed",{}"#, back(half)),
            OutcomeKind::Partial,
            Some("EUR 2.50"),
        ),
        (
            format!(r#""status":"shipped",{}"#, back(&format!("{half},{more}"))),
            OutcomeKind::Refunded,
            all,
        ),
        (
            format!(
                r#""status":"completed",{}"#,
                back(&format!("{void},{taken}"))
            ),
            OutcomeKind::Success,
            None,
        ),
        // The order's own sum counts before that of its parts.
        (
            format!(
                r#""status":"completed","amount_refunded":500,{}"#,
                back(half)
            ),
            OutcomeKind::Partial,
            Some("EUR 5.00"),
        ),
        (
            r#""status":"refunded","amount_refunded":0"#.to_owned(),
            OutcomeKind::Refunded,
            None,
        ),
    ] {
        let facts = order(&states);
        assert_eq!(facts.outcome, Some(outcome), "{states}");
        assert_eq!(sums(&facts.arrived()), ["EUR 12.50"], "{states}");
        assert_eq!(sums(&facts.refunds), Vec::from_iter(refunds), "{states}");
    }
}

#[test]
fn an_order_at_multisafepay() {
    let order = r#""order_id":"m-1","transaction_id":4051,"currency":"EUR","amount":1250,
        "amount_refunded":250,"status":"completed","customer":{"first_name":"Ann"},
        "related_transactions":[{"transaction_id":4052,"amount":250}],
        "created":"2026-03-02T10:00:00","modified":"2026-03-03T10:00:00""#;
    let all = [
        "order_id 4051",
        "merchant_order_id m-1",
        "refund_transaction_id 4052",
    ];
    for facts in [
        json("MultiSafepayOrder", &format!("{{{order}}}")),
        json(
            "MultiSafepayGetOrderResponse",
            &format!(r#"{{"success":true,"data":{{{order}}}}}"#),
        ),
    ] {
        assert_eq!(keys(&facts), all);
        assert_eq!(sums(&facts.arrived()), ["EUR 12.50"]);
        assert_eq!(sums(&facts.refunds), ["EUR 2.50"]);
        assert_eq!(facts.outcome, Some(OutcomeKind::Partial));
        assert_eq!(facts.time.unwrap().text, "2026-03-03T10:00:00");
    }
    let facts = json(
        "MultiSafepayCreateOrderResponse",
        r#"{"success":true,"data":{"order_id":"m-1","payment_url":"https://pay.example/1"}}"#,
    );
    assert_eq!(keys(&facts), ["merchant_order_id m-1"]);
    assert_eq!(
        (facts.outcome, facts.status),
        (Some(OutcomeKind::Pending), None)
    );
    let next = facts.next.expect("nobody has paid");
    assert_eq!(
        next.to_string(),
        "not paid: the customer has to pay at https://pay.example/1"
    );
}

/// What an order at `MultiSafepay` comes down to, by its state and its money's.
fn order(states: &str) -> Facts {
    let body = format!(r#"{{"order_id":"m-1","currency":"EUR","amount":1250,{states}}}"#);
    json("MultiSafepayOrder", &body)
}

#[test]
fn every_state_of_an_order_at_multisafepay_comes_down_to_something() {
    for (outcome, states) in [
        (OutcomeKind::Success, &["completed", "shipped"][..]),
        (
            OutcomeKind::Pending,
            &["initialized", "uncleared", "reserved"],
        ),
        (OutcomeKind::Partial, &["partial_refunded"]),
        (OutcomeKind::Refunded, &["refunded"]),
        (
            OutcomeKind::Failure,
            &["declined", "expired", "void", "cancelled", "chargedback"],
        ),
        (OutcomeKind::Unclear, &["frozen"]),
    ] {
        for status in states {
            let facts = order(&format!(r#""status":"{status}""#));
            assert_eq!(facts.outcome, Some(outcome), "{status}");
            assert_eq!(facts.next.is_some(), outcome == OutcomeKind::Pending);
        }
    }
}

#[test]
fn an_order_is_not_paid_before_its_money_is_there() {
    for (status, financial, outcome, arrived) in [
        ("completed", "completed", OutcomeKind::Success, true),
        ("completed", "initialized", OutcomeKind::Pending, false),
        ("shipped", "uncleared", OutcomeKind::Pending, false),
        ("completed", "chargedback", OutcomeKind::Failure, true),
        ("refunded", "completed", OutcomeKind::Refunded, true),
    ] {
        let facts = order(&format!(
            r#""status":"{status}","financial_status":"{financial}""#
        ));
        assert_eq!(facts.outcome, Some(outcome), "{status} {financial}");
        assert_eq!(
            facts.arrived().len(),
            usize::from(arrived),
            "{status} {financial}"
        );
    }
    let facts = order(r#""status":"completed","financial_status":"initialized""#);
    assert_eq!(facts.next.unwrap().step, Step::Capture);
}

#[test]
fn an_order_that_was_only_made_is_not_paid() {
    for data in [
        r#"{"order_id":"m-1"}"#,
        r#"{"order_id":"m-1","qr_url":"https://pay.example/qr"}"#,
        r#"{"order_id":"m-1","session_id":"s-1"}"#,
        r#"{"order_id":"m-1","status":"initialized","payment_url":"https://pay.example/1"}"#,
    ] {
        let body = format!(r#"{{"success":true,"data":{data}}}"#);
        let facts = json("MultiSafepayCreateOrderResponse", &body);
        assert_eq!(facts.outcome, Some(OutcomeKind::Pending), "{data}");
        assert_eq!(facts.next.unwrap().step, Step::Pay, "{data}");
    }
    let facts = json("MultiSafepayCreateOrderResponse", r#"{"success":true}"#);
    assert_eq!(facts.outcome, Some(OutcomeKind::Pending));
}

#[test]
fn messages_say_whose_money_it_is() {
    let order = |url: &str| {
        let body =
            format!(r#"{{"success":true,"data":{{"order_id":"m-1","payment_url":"{url}"}}}}"#);
        json("MultiSafepayCreateOrderResponse", &body).environment
    };
    let test = "https://testpayv2.multisafepay.com/connect/1/";
    assert_eq!(order(test), Some(Environment::Sandbox));
    let real = "https://payv2.multisafepay.com/connect/1/";
    assert_eq!(order(real), Some(Environment::Production));
    assert_eq!(order("https://www.alipay.example/1"), None);
    let facts = json(
        "Order",
        r#"{"id":"O-1","status":"CREATED","links":[{"rel":"self",
            "href":"https://api.sandbox.paypal.com/v1/checkout/orders/O-1"}]}"#,
    );
    assert_eq!(facts.environment, Some(Environment::Sandbox));
    for (test, environment) in [
        ("&test_ipn=1", Some(Environment::Sandbox)),
        ("&test_ipn=0", None),
        ("", None),
    ] {
        let facts = nvp("PaymentNotification", &format!("pay_key=AP-1{test}"));
        assert_eq!(facts.environment, environment, "{test}");
    }
}

#[test]
fn an_order_is_not_captured_before_it_is() {
    let order = |rest: &str| {
        let unit = r#"{"reference_id":"u1","amount":{"currency":"USD","total":"5.00"}"#;
        let body = rest.replace("UNIT", unit);
        json("Order", &format!(r#"{{"id":"O-1",{body}}}"#))
    };
    for (body, outcome, step) in [
        (
            r#""status":"CREATED""#,
            OutcomeKind::Pending,
            Some(Step::Approve),
        ),
        (
            r#""status":"APPROVED""#,
            OutcomeKind::Pending,
            Some(Step::PayOrder),
        ),
        (
            r#""status":"COMPLETED","intent":"AUTHORIZE""#,
            OutcomeKind::Pending,
            Some(Step::Capture),
        ),
        (
            r#""status":"COMPLETED","intent":"AUTHORIZE","purchase_units":[UNIT,"status":"CAPTURED"}]"#,
            OutcomeKind::Success,
            None,
        ),
        (
            r#""status":"COMPLETED","purchase_units":[UNIT,"status":"AUTHORIZED"}]"#,
            OutcomeKind::Pending,
            Some(Step::Capture),
        ),
        (r#""status":"COMPLETED""#, OutcomeKind::Success, None),
    ] {
        let facts = order(body);
        assert_eq!(facts.outcome, Some(outcome), "{body}");
        assert_eq!(facts.next.map(|next| next.step), step, "{body}");
    }
    let facts = order(
        r#""status":"CREATED","links":[{"rel":"approval_url","href":"https://pay.example/?t=1"}]"#,
    );
    assert_eq!(
        facts.next.unwrap().at.as_deref(),
        Some("https://pay.example/?t=1")
    );
}

#[test]
fn refusals_and_changes_at_multisafepay() {
    let refusal = r#"{"success":false,"data":{},"error_code":1001,"error_info":"Invalid amount"}"#;
    for message in [
        "MultiSafepayFault",
        "MultiSafepayCreateOrderResponse",
        "MultiSafepayRefundResponse",
    ] {
        let facts = json(message, refusal);
        assert_eq!(facts.errors[0].code.as_deref(), Some("1001"), "{message}");
        assert_eq!(facts.errors[0].message.as_deref(), Some("Invalid amount"));
        assert!(facts.errors[0].meaning.is_some(), "{message}");
        assert_eq!(facts.outcome, Some(OutcomeKind::Failure));
    }
    let facts = json(
        "MultiSafepayRefundResponse",
        r#"{"success":true,"data":{"transaction_id":1,"refund_id":2}}"#,
    );
    assert_eq!(keys(&facts), ["order_id 1", "refund_transaction_id 2"]);
    let facts = json(
        "MultiSafepayChangeResponse",
        r#"{"success":true,"data":{}}"#,
    );
    assert_eq!(facts.outcome, Some(OutcomeKind::Success));
    let facts = json(
        "MultiSafepayRefundRequest",
        r#"{"currency":"EUR","amount":250}"#,
    );
    assert_eq!(sums(&facts.refunds), ["EUR 2.50"]);
    for (message, body, status) in [
        (
            "MultiSafepayUpdateOrderRequest",
            r#"{"id":"m-1","status":"shipped"}"#,
            "shipped",
        ),
        (
            "MultiSafepayCaptureRequest",
            r#"{"amount":250,"new_order_id":"m-2","new_order_status":"completed"}"#,
            "completed",
        ),
        (
            "MultiSafepayCancelOrderRequest",
            r#"{"status":"cancelled","exclude_order":true}"#,
            "cancelled",
        ),
        (
            "MultiSafepayCancelCaptureRequest",
            r#"{"status":"cancelled"}"#,
            "cancelled",
        ),
        (
            "MultiSafepayCancelRefundRequest",
            r#"{"status":"void"}"#,
            "void",
        ),
    ] {
        let facts = json(message, body);
        assert_eq!(facts.status.as_deref(), Some(status), "{message}");
        assert!(facts.totals.is_empty(), "{message}");
    }
    assert!(
        json(
            "MultiSafepayRefundedCart",
            r#"{"checkout_data":{"items":[]}}"#
        )
        .is_empty()
    );
}

#[test]
fn a_list_of_transactions_is_of_no_payment() {
    let facts = json(
        "MultiSafepayListTransactionsResponse",
        r#"{"success":true,"data":[
            {"transaction_id":1,"order_id":"m-1","debit_credit":"C","amount":1000,"net":950,
             "currency":"EUR","status":"completed"},
            {"transaction_id":2,"order_id":"m-1","debit_credit":"D","amount":250,
             "currency":"EUR","status":"completed"}],"pager":{}}"#,
    );
    assert!(facts.keys.is_empty() && facts.totals.is_empty());
    let [paid, back] = facts.transfers.as_slice() else {
        panic!("two transactions")
    };
    assert_eq!(paid.fee.as_ref().unwrap().to_string(), "EUR 0.50");
    assert!(paid.arrived && !back.arrived);
    assert_eq!(back.refunded.as_ref().unwrap().to_string(), "EUR 2.50");
}

#[test]
fn orders_at_aliexpress_name_no_sums() {
    let order = r#"{"out_order_id":"x-1","logistics_address":{"full_name":"Ann Li",
        "mobile_no":"5551234"},"product_items":[{"product_id":1,"product_count":2,
        "order_memo":"no gift wrap"}]}"#;
    let facts = json("DsPlaceOrderRequest", order);
    assert_eq!(keys(&facts), ["merchant_order_id x-1"]);
    assert_eq!(
        facts.payer.as_ref().unwrap().to_string(),
        "Ann Li <5551234>"
    );
    assert_eq!(facts.memo.as_deref(), Some("no gift wrap"));
    let within = nvp(
        "DsOrderCreateRequest",
        &format!(
            "timestamp=2026-03-02+10:15:00&session=hunter2\
             &param_place_order_request4_open_api_d_t_o={order}"
        ),
    );
    assert_eq!((within.keys, within.payer), (facts.keys, facts.payer));
    assert_eq!(within.time.unwrap().text, "2026-03-02 10:15:00");
}

#[test]
fn answers_of_aliexpress() {
    let facts = json(
        "DsOrderCreateResponse",
        r#"{"aliexpress_ds_order_create_response":{"result":{"is_success":true,
            "order_list":{"number":[8001,8002]},"error_msg":"autoPay fail"},"request_id":"r1"}}"#,
    );
    assert_eq!(
        keys(&facts),
        ["correlation_id r1", "order_id 8001", "order_id 8002"]
    );
    assert_eq!(facts.outcome, Some(OutcomeKind::Partial));
    assert_eq!(facts.errors[0].message.as_deref(), Some("autoPay fail"));
    assert!(
        facts.errors[0]
            .remedy
            .unwrap()
            .contains("do not order again")
    );
    assert!(facts.next.unwrap().to_string().contains("not paid"));
    let facts = json(
        "DsOrderCreateResponse",
        r#"{"result":{"is_success":false,"error_code":"B_ADDRESS"}}"#,
    );
    assert_eq!(facts.outcome, Some(OutcomeKind::Failure));
    assert_eq!(facts.errors[0].code.as_deref(), Some("B_ADDRESS"));
    assert_eq!(facts.next, None);
    for result in [
        r#"{"is_success":"true","error_msg":"OrderCreated, autoPay fail:APIPayFail"}"#,
        r#"{"is_success":false,"error_msg":"OrderCreated, autoPay fail:APIPayFail"}"#,
        r#"{"is_success":false,"error_msg":"no","order_list":{"number":[8001]}}"#,
    ] {
        let facts = json(
            "DsOrderCreateResponse",
            &format!(r#"{{"result":{result}}}"#),
        );
        assert_eq!(facts.outcome, Some(OutcomeKind::Partial), "{result}");
        assert_eq!(facts.next.unwrap().step, Step::PayMadeOrder, "{result}");
    }
    let facts = json("DsOrderCreateResponse", r#"{"result":{"is_success":true}}"#);
    assert_eq!(facts.next.unwrap().step, Step::LookWhetherPaid);
    let facts = json(
        "DsErrorResponse",
        r#"{"error_response":{"code":27,"msg":"Invalid session","sub_code":"isv.session",
            "request_id":"r2"}}"#,
    );
    assert_eq!(facts.errors[0].code.as_deref(), Some("isv.session"));
    assert!(facts.errors[0].meaning.unwrap().contains("session"));
    assert_eq!(keys(&facts), ["correlation_id r2"]);
    let facts = json(
        "DsGatewayFault",
        r#"{"type":"ISV","code":"IllegalAccessToken","message":"expired","request_id":"r3"}"#,
    );
    assert_eq!(facts.errors[0].code.as_deref(), Some("IllegalAccessToken"));
    assert_eq!(facts.outcome, Some(OutcomeKind::Failure));
}
