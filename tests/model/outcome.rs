//! What replies come down to: a success is what is one in all its parts.

use paywire::Amount;
use paywire::api::adaptive_payments::common::{
    AckCode, ErrorData, ErrorSeverity, PayError, PayErrorList, PaymentExecStatus, PaymentInfo,
    PaymentInfoList, Receiver, ResponseEnvelope, TransactionStatus,
};
use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::adaptive_payments::outcome::{Cause, Outcome, Reply};
use paywire::api::adaptive_payments::pay::PayResponse;
use paywire::api::{AnyMessage, Direction, MessageKind, System};
use paywire::codec::{self, Config, Format};

const ENVELOPE: &str = "responseEnvelope.timestamp=2013-04-24T14:39:26Z\
    &responseEnvelope.correlationId=c&responseEnvelope.build=1&responseEnvelope.ack=";

fn read(message: &str, body: &str) -> AnyMessage {
    let kind = MessageKind::from_name(message).expect("a message");
    let decoded = codec::decode(kind, Format::Nvp, body.as_bytes(), &Config::strict());
    decoded
        .unwrap_or_else(|error| panic!("{body}: {error}"))
        .message
}

/// The outcome's name and its problems, of a reply that the service took for a success.
fn of(message: &str, rest: &str) -> (&'static str, Vec<String>) {
    of_ack("Success", message, rest)
}

fn of_ack(ack: &str, message: &str, rest: &str) -> (&'static str, Vec<String>) {
    let message = read(message, &format!("{ENVELOPE}{ack}&{rest}"));
    let outcome = message.outcome().expect("a reply");
    let problems = outcome.problems().iter().map(ToString::to_string);
    (outcome.as_str(), problems.collect())
}

#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what is told is made where it is compared"
)]
fn is(told: (&'static str, Vec<String>), outcome: &str, problems: &[&str]) {
    assert_eq!(told.0, outcome, "{:?}", told.1);
    assert_eq!(told.1, problems);
}

fn pay(rest: &str) -> (&'static str, Vec<String>) {
    of(
        "PayResponse",
        &format!("payKey=AP-1&paymentExecStatus={rest}"),
    )
}

#[test]
fn a_payment_is_what_its_status_says() {
    is(pay("COMPLETED"), "success", &[]);
    for waiting in ["CREATED", "PROCESSING", "PENDING"] {
        is(pay(waiting), "pending", &[]);
    }
    is(pay("INCOMPLETE"), "partial", &[]);
    is(pay("ERROR"), "failure", &["paymentExecStatus: ERROR"]);
    is(
        pay("REVERSALERROR"),
        "failure",
        &["paymentExecStatus: REVERSALERROR"],
    );
    is(pay("HELD"), "unclear", &["paymentExecStatus: HELD"]);
    let execute = |status| {
        of(
            "ExecutePaymentResponse",
            &format!("paymentExecStatus={status}"),
        )
    };
    is(execute("COMPLETED"), "success", &[]);
    is(execute("ERROR"), "failure", &["paymentExecStatus: ERROR"]);
}

#[test]
fn failed_transfers_are_no_success() {
    const FAILED: &str = "&payErrorList.payError(0).receiver.amount=1.00\
        &payErrorList.payError(0).error.errorId=580036";
    let problem = "payErrorList.payError(0).error: error 580036";
    is(pay(&format!("COMPLETED{FAILED}")), "partial", &[problem]);
    is(pay(&format!("INCOMPLETE{FAILED}")), "partial", &[problem]);
    is(
        pay(&format!("ERROR{FAILED}")),
        "failure",
        &["paymentExecStatus: ERROR", problem],
    );
    is(
        of(
            "ExecutePaymentResponse",
            &format!("paymentExecStatus=COMPLETED{FAILED}"),
        ),
        "partial",
        &[problem],
    );
    let warning = format!("COMPLETED{FAILED}&payErrorList.payError(0).error.severity=Warning");
    is(pay(&warning), "success", &[]);
}

#[test]
fn the_call_may_have_failed_whatever_else_is_said() {
    let body = "payKey=AP-1&paymentExecStatus=COMPLETED";
    for ack in ["Success", "SuccessWithWarning", "Warning"] {
        is(of_ack(ack, "PayResponse", body), "success", &[]);
    }
    for ack in ["Failure", "FailureWithWarning"] {
        let problem = format!("responseEnvelope.ack: {ack}");
        is(of_ack(ack, "PayResponse", body), "failure", &[&problem]);
    }
    is(
        of_ack("Maybe", "PayResponse", body),
        "unclear",
        &["responseEnvelope.ack: Maybe"],
    );
    is(
        pay("COMPLETED&error(0).errorId=580001"),
        "failure",
        &["error(0): error 580001"],
    );
    is(
        pay("COMPLETED&error(0).severity=Error"),
        "failure",
        &["error(0): an error without a number"],
    );
    is(pay("COMPLETED&error(0).severity=Warning"), "success", &[]);
}

#[test]
fn money_that_went_back_is_no_success() {
    let details = |status: &str, transfers: &[&str]| {
        let mut pairs = vec![format!(
            "cancelUrl=&currencyCode=USD&returnUrl=&status={status}&payKey=AP-1&actionType=PAY&feesPayer="
        )];
        for (at, transfer) in transfers.iter().enumerate() {
            let info = format!("paymentInfoList.paymentInfo({at})");
            pairs.push(format!("{info}.receiver.amount=1"));
            if !transfer.is_empty() {
                pairs.push(format!("{info}.transactionStatus={transfer}"));
            }
        }
        of("PaymentDetailsResponse", &pairs.join("&"))
    };
    is(
        details("COMPLETED", &["COMPLETED", "COMPLETED"]),
        "success",
        &[],
    );
    is(details("COMPLETED", &[""]), "success", &[]);
    is(
        details("COMPLETED", &["COMPLETED", "PENDING"]),
        "pending",
        &[],
    );
    is(details("INCOMPLETE", &["COMPLETED", ""]), "partial", &[]);
    is(
        details("COMPLETED", &["REFUNDED"]),
        "refunded",
        &["paymentInfoList.paymentInfo(0).transactionStatus: REFUNDED"],
    );
    is(
        details("COMPLETED", &["COMPLETED", "REVERSED"]),
        "partial",
        &["paymentInfoList.paymentInfo(1).transactionStatus: REVERSED"],
    );
    is(details("CREATED", &[""]), "pending", &[]);
}

#[test]
fn money_that_went_back_in_part_is_no_failure() {
    for status in ["PARTIALLY_REFUNDED", "Partially_Refunded"] {
        let body = format!(
            "cancelUrl=&currencyCode=USD&returnUrl=&status=COMPLETED&payKey=AP-1&actionType=PAY\
             &feesPayer=&paymentInfoList.paymentInfo(0).receiver.amount=1\
             &paymentInfoList.paymentInfo(0).transactionStatus={status}"
        );
        let problem = format!("paymentInfoList.paymentInfo(0).transactionStatus: {status}");
        is(of("PaymentDetailsResponse", &body), "partial", &[&problem]);
    }
}

#[test]
fn a_refund_is_as_good_as_each_of_its_parts() {
    let refund = |parts: &[&str]| {
        let mut pairs = vec!["currencyCode=USD".to_owned()];
        for (at, part) in parts.iter().enumerate() {
            let info = format!("&refundInfoList.refundInfo({at}).");
            pairs.push(format!("{info}receiver.amount=1"));
            pairs.push(part.replace('~', &info));
        }
        if parts.is_empty() {
            let json = r#"{"responseEnvelope":{"timestamp":"","ack":"Success","correlationId":"","build":""},
                "currencyCode":"USD","refundInfoList":{}}"#;
            let config = Config::strict();
            let decoded = codec::decode(
                MessageKind::RefundResponse,
                Format::Json,
                json.as_bytes(),
                &config,
            );
            let message = decoded.expect("a message").message;
            let outcome = message.outcome().expect("a reply");
            return (
                outcome.as_str(),
                outcome.problems().iter().map(ToString::to_string).collect(),
            );
        }
        of("RefundResponse", &pairs.join("&"))
    };
    let done = "~refundStatus=REFUNDED~refundTransactionStatus=COMPLETED";
    is(refund(&[done]), "success", &[]);
    is(
        refund(&[done, "~refundStatus=REFUNDED_PENDING"]),
        "pending",
        &[],
    );
    is(
        refund(&["~refundStatus=REFUNDED~refundTransactionStatus=PENDING"]),
        "pending",
        &[],
    );
    is(
        refund(&["~refundStatus=NOT_PAID"]),
        "failure",
        &["refundInfoList.refundInfo(0).refundStatus: NOT_PAID"],
    );
    is(
        refund(&[done, "~refundStatus=NO_API_ACCESS_TO_RECEIVER"]),
        "partial",
        &["refundInfoList.refundInfo(1).refundStatus: NO_API_ACCESS_TO_RECEIVER"],
    );
    is(
        refund(&["~errorList.error(0).errorId=570015"]),
        "failure",
        &["refundInfoList.refundInfo(0).errorList.error(0): error 570015"],
    );
    is(
        refund(&[done, "~refundStatus=SHELVED"]),
        "unclear",
        &["refundInfoList.refundInfo(1).refundStatus: SHELVED"],
    );
    is(
        refund(&[""]),
        "unclear",
        &["refundInfoList.refundInfo(0).refundStatus: nothing is said"],
    );
    is(
        refund(&[]),
        "unclear",
        &["refundInfoList.refundInfo: nothing is said"],
    );
}

#[test]
fn a_preapproval_waits_for_its_sender() {
    is(
        of("PreapprovalResponse", "preapprovalKey=PA-1"),
        "pending",
        &[],
    );
    let details = |approved: &str, status: &str| {
        let body = format!(
            "approved={approved}&cancelUrl=&curPayments=0&curPaymentsAmount=0&currencyCode=USD\
             &returnUrl=&startingDate=&status={status}"
        );
        of("PreapprovalDetailsResponse", &body)
    };
    is(details("true", "ACTIVE"), "success", &[]);
    is(details("false", "ACTIVE"), "pending", &[]);
    is(
        details("true", "CANCELED"),
        "failure",
        &["status: CANCELED"],
    );
    is(details("true", "PAUSED"), "unclear", &["status: PAUSED"]);
    is(of("CancelPreapprovalResponse", ""), "success", &[]);
}

#[test]
fn a_fault_is_a_failure() {
    is(
        of_ack("Failure", "FaultMessage", "error(0).errorId=520003"),
        "failure",
        &["responseEnvelope.ack: Failure", "error(0): error 520003"],
    );
    is(
        of("FaultMessage", ""),
        "failure",
        &["responseEnvelope.ack: Success"],
    );
}

#[test]
fn every_answer_has_an_outcome_and_no_request_has() {
    let system = |kind: &&MessageKind| kind.info().system == System::AdaptivePayments;
    for kind in MessageKind::ALL.iter().filter(system) {
        let answer = matches!(
            kind.info().direction,
            Direction::Response | Direction::Fault
        );
        let shape = kind.shape();
        let message = kind
            .deserialize(plain(&shape, shape.root()))
            .expect("a message");
        assert_eq!(message.outcome().is_some(), answer, "{kind}");
    }
}

/// A struct with what it requires and nothing in it.
fn plain(
    shape: &paywire::api::shape::Shape,
    of: &paywire::api::shape::Struct,
) -> serde_json::Value {
    use paywire::api::shape::FieldKind;
    let required = of.fields.iter().filter(|field| field.required());
    let fields = required.map(|field| {
        let value = match (field.kind, field.type_name()) {
            (FieldKind::Struct, _) => plain(shape, shape.find(field.type_path).expect("a struct")),
            (FieldKind::Bool, _) => false.into(),
            (FieldKind::Integer, _) => 1.into(),
            (_, "Amount") => "1".into(),
            _ => "".into(),
        };
        (field.name.to_owned(), value)
    });
    serde_json::Value::Object(fields.collect())
}

#[test]
fn problems_lead_to_the_errors() {
    let amount: Amount = "25.00".parse().unwrap();
    let error = ErrorData {
        severity: Some(ErrorSeverity::Error),
        ..ErrorData::new(569_042, "The email account is not confirmed by PayPal")
    };
    let envelope = ResponseEnvelope::new("", AckCode::Success, "", "");
    let response = PayResponse {
        pay_error_list: Some(PayErrorList::from(vec![PayError::new(
            Receiver::new(amount),
            error.clone(),
        )])),
        payment_info_list: Some(PaymentInfoList::from(vec![PaymentInfo {
            transaction_status: Some(TransactionStatus::Completed),
            ..PaymentInfo::new(Receiver::new(amount))
        }])),
        ..PayResponse::new(envelope.clone(), "AP-1", PaymentExecStatus::Incomplete)
    };
    let Outcome::Partial(problems) = response.outcome() else {
        panic!("{:?}", response.outcome());
    };
    assert_eq!(problems[0].cause(), Cause::Error(&error));
    assert_eq!(problems[0].path(), "payErrorList.payError(0).error");
    let code = problems[0]
        .error()
        .and_then(ErrorData::explain)
        .expect("a documented code");
    assert_eq!(code.number(), 569_042);

    let fault = FaultMessage::new(envelope, Vec::new());
    assert_eq!(fault.response_envelope().ack, AckCode::Success);
    assert!(!fault.outcome().is_success());
}
