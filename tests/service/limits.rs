//! Bodies at the limit, and one byte longer.

use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use axum::{Extension, Router};
use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::codec::{Config, Ipn};
use paywire::nvp::Value;
use paywire::service::axum::{Nvp, Payload, Rejection, RejectionReason};
use paywire::{ErrorKind, Limit, Limits};

use crate::answers::{answer, sent};

const NVP: &str = "application/x-www-form-urlencoded";

/// The kinds of extractors, which say how they refuse.
fn services() -> [(&'static str, Router); 3] {
    let nvp = async |body: Result<Nvp<Value>, Rejection>| said(body.err());
    let payload = async |body: Result<Payload<PaymentDetailsRequest>, Rejection>| said(body.err());
    let ipn = async |body: Result<Ipn, Rejection>| said(body.err());
    [
        ("nvp", Router::new().route("/", post(nvp))),
        ("payload", Router::new().route("/", post(payload))),
        ("ipn", Router::new().route("/", post(ipn))),
    ]
}

fn said(rejection: Option<Rejection>) -> (StatusCode, String) {
    let Some(rejection) = rejection else {
        return (StatusCode::OK, String::new());
    };
    assert_eq!(
        rejection.reason(),
        RejectionReason::TooLarge,
        "{rejection:?}"
    );
    (rejection.status(), rejection.error().to_string())
}

/// A request of this length that all of them accept.
fn body(length: usize) -> String {
    let start = "requestEnvelope.errorLanguage=en_US&payKey=AP-1&x=";
    format!("{start}{}", "x".repeat(length - start.len()))
}

async fn refused_with(service: Router, body: String) -> String {
    let answer = sent(service, NVP, body).await;
    assert_eq!(
        answer.status,
        StatusCode::PAYLOAD_TOO_LARGE,
        "{}",
        answer.body
    );
    answer.body
}

#[tokio::test]
async fn the_limit_of_the_input_counts() {
    let max = Limits::DEFAULT.max_input() as usize;
    let config = Config::strict().limits(Limits::default().value(u32::MAX));
    for (name, service) in services() {
        let service = service.layer(Extension(config));
        let answer = sent(service.clone(), NVP, body(max)).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
        let refused = refused_with(service, body(max + 1)).await;
        let limit = ErrorKind::Limit(Limit::Input(Limits::DEFAULT.max_input()));
        assert!(refused.starts_with(&limit.to_string()), "{name}: {refused}");
    }
}

#[tokio::test]
async fn the_limit_of_axum_counts_if_it_is_smaller() {
    for (name, service) in services() {
        let service = service.layer(DefaultBodyLimit::max(1000));
        let answer = sent(service.clone(), NVP, body(1000)).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
        let refused = refused_with(service, body(1001)).await;
        assert_eq!(
            refused, "reading or writing failed: length limit exceeded",
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_larger_limit_is_set_in_both_places() {
    let length = 3 << 20;
    let limits = Limits::default().value(u32::MAX).input(4 << 20);
    for (name, service) in services() {
        let service = service.layer(Extension(Config::strict().limits(limits)));
        refused_with(service.clone(), body(length)).await;
        let service = service.layer(DefaultBodyLimit::disable());
        let answer = sent(service, NVP, body(length)).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_declared_length_is_refused_before_anything_is_received() {
    for (name, service) in services() {
        let request = http::Request::post("/").header(CONTENT_TYPE, NVP);
        let request = request
            .header(CONTENT_LENGTH, "1048577")
            .body(Body::from("a=b"));
        let answer = answer(service, request.expect("a request")).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{name}");
    }
}

#[tokio::test]
async fn other_limits_are_too_large_as_well() {
    for (name, service) in services() {
        let names: Vec<String> = (0..5000).map(|number| format!("x{number}=")).collect();
        let refused = refused_with(service, names.join("&")).await;
        assert!(
            refused.starts_with("more than 4096 names"),
            "{name}: {refused}"
        );
    }
}
