//! Notifications as an extractor.

use axum::Router;
use axum::routing::post;
use http::StatusCode;
use paywire::api::adaptive_payments::ipn::Verdict;
use paywire::codec::Ipn;

use crate::answers::sent;

const NVP: &str = "application/x-www-form-urlencoded";

/// A service that answers with what it would post back.
fn service() -> Router {
    Router::new().route("/", post(async |ipn: Ipn| ipn.verification_body()))
}

#[tokio::test]
async fn the_body_goes_back_byte_for_byte() {
    for body in [
        "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1&memo=caf%E9&charset=windows-1252",
        "charset=windows-1252&memo=%e9&transaction%5B0%5D.amount=USD%201.00&transaction_type=Adaptive%20Payment%20PAY",
        "txn_type=web_accept&x=1",
    ] {
        for content_type in [
            NVP,
            "application/x-www-form-urlencoded; charset=windows-1252",
            "",
        ] {
            let answer = sent(service(), content_type, body).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            assert_eq!(answer.body, format!("cmd=_notify-validate&{body}"));
        }
    }
}

#[tokio::test]
async fn a_damaged_notification_is_refused() {
    for (content_type, body, status) in [
        (NVP, "transaction_type=Adaptive+Payment+PAY&memo=%E9", 400),
        (
            NVP,
            "transaction_type=Adaptive+Payment+PAY&memo=planted%4",
            400,
        ),
        (
            NVP,
            "transaction_type=Adaptive+Payment+PAY&charset=planted",
            415,
        ),
        ("application/json", "{}", 415),
    ] {
        let answer = sent(service(), content_type, body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(!answer.body.contains("planted"), "{}", answer.body);
    }
}

/// Keys are stored by services, so the same notification has the same key in every version.
#[test]
fn the_idempotency_key_stays_the_same() {
    let key = |body: &str| {
        Ipn::from_slice(body.as_bytes())
            .expect("a notification")
            .idempotency_key()
    };
    let payment = "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1\
        &transaction%5B0%5D.status=Completed&transaction%5B0%5D.id=4SD7&transaction%5B0%5D.id_for_sender_txn=9A\
        &transaction%5B1%5D.status=Pending&verify_sign=x&charset=windows-1252";
    let lasting = "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1\
        &transaction(0).id=4SD7&transaction(0).status=Completed&transaction(0).id_for_sender_txn=9A\
        &transaction(1).status=Pending";
    assert_eq!(key(payment).expect("a key"), lasting);
    let preapproval = "transaction_type=Adaptive+Payment+PREAPPROVAL&status=ACTIVE&approved=true\
        &preapproval_key=PA-1&current_number_of_payments=2&verify_sign=x";
    let lasting = "transaction_type=Adaptive+Payment+PREAPPROVAL&preapproval_key=PA-1&approved=true\
        &status=ACTIVE&current_number_of_payments=2";
    assert_eq!(key(preapproval).expect("a key"), lasting);
    assert_eq!(key("txn_type=web_accept"), None);
}

#[test]
fn a_verdict_is_all_of_the_answer() {
    assert_eq!(Verdict::from("VERIFIED"), Verdict::Verified);
    assert_eq!(Verdict::from("INVALID"), Verdict::Invalid);
    assert_ne!(Verdict::from("VERIFIED "), Verdict::Verified);
}
