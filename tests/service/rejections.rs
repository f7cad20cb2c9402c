//! Requests that cannot be read: what is answered, and that no value is in it.

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::StatusCode;
use paywire::api::adaptive_payments::common::{AckCode, ErrorData, ResponseEnvelope};
use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::multisafepay::MultiSafepayRefundRequest;
use paywire::api::orders_v1::CreateOrderRequest;
use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Content, Decoded, Format};
use paywire::service::axum::{Json, Payload, Rejection, RejectionReason, Soap, Xml};
use paywire::soap::Version;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::Deserialize;

use crate::answers::{Answer, answer, post as request, sent};

const NVP: &str = "application/x-www-form-urlencoded";

/// A service of one operation, which is never reached.
fn pay() -> Router {
    Router::new().fallback(post(async |_: Payload<PayRequest>| ()))
}

/// A service of all operations.
fn any_operation() -> Router {
    Router::new().fallback(post(async |_: Payload<AnyMessage>| ()))
}

fn decoded(answer: &Answer) -> Decoded {
    let reading = codec::read(answer.body.as_bytes(), &Config::strict()).expect("a body");
    match reading.content {
        Content::Message(decoded) => *decoded,
        _ => panic!("{}", answer.body),
    }
}

/// The error of a fault.
fn error(answer: &Answer) -> ErrorData {
    assert_eq!(answer.header("X-PAYPAL-ERROR-RESPONSE"), "TRUE");
    match decoded(answer).message {
        AnyMessage::FaultMessage(mut fault) => fault.error.remove(0),
        other => panic!("{:?}", other.kind()),
    }
}

const START: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=EUR&returnUrl=b&cancelUrl=a\
    &receiverList.receiver(0).email=planted%40b.example";

/// Ends of the request that are wrong, at `^` if it is in the end, with status, number and field of the answer.
const WRONG: &[(&str, u16, i64, &str)] = &[
    (
        "&receiverList.receiver(0).amount=^planted",
        422,
        580_022,
        "receiverList.receiver(0).amount",
    ),
    ("", 422, 580_029, "receiverList.receiver(0).amount"),
    (
        "&receiverList.receiver(0).amount=1&receiverList.receiver(2).email=planted",
        400,
        580_001,
        "receiverList.receiver",
    ),
    (
        "&receiverList.receiver(0).amount=planted^%4",
        400,
        580_001,
        "receiverList.receiver(0).amount",
    ),
    ("&actionType=^planted", 400, 580_001, "actionType"),
];

#[tokio::test]
async fn a_fault_says_what_is_wrong_and_where() {
    for (end, status, number, field) in WRONG {
        for service in [pay(), any_operation()] {
            let body = format!("{START}{}", end.replace('^', ""));
            let answer = answer(service, request("/AdaptivePayments/Pay", NVP, body)).await;
            assert_eq!(answer.status, *status, "{}", answer.body);
            let error = error(&answer);
            assert_eq!(error.error_id, Some(*number), "{}", answer.body);
            assert_eq!(error.parameter[0].value, *field, "{}", answer.body);
            let message = error.message.expect("a message");
            let place = end
                .find('^')
                .map(|place| format!("byte {}", START.len() + place));
            assert!(message.ends_with(&place.unwrap_or_default()), "{message}");
            assert!(!answer.body.contains("planted"), "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_fault_is_in_the_format_of_the_client() {
    for format in Format::ALL {
        let body = match format {
            Format::Nvp => "actionType=planted".to_owned(),
            Format::Json => r#"{"actionType":"planted"}"#.to_owned(),
            Format::Xml => "<PayRequest><actionType>planted</actionType></PayRequest>".to_owned(),
            _ => envelope(
                Version::V11,
                "<PayRequest><actionType>planted</actionType></PayRequest>",
            ),
        };
        let answer = sent(pay(), format.content_type(), body.clone()).await;
        assert_eq!(Format::detect(answer.body.as_bytes()), Some(*format));
        let status = if *format == Format::Soap { 500 } else { 422 };
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.content_type(), format.content_type());
        assert_eq!(error(&answer).error_id, Some(580_029), "{}", answer.body);
        assert!(!answer.body.contains("planted"));

        let mut asked = request("/", format.content_type(), body);
        asked.headers_mut().insert(
            "x-paypal-response-data-format",
            "JSON".parse().expect("a value"),
        );
        let answer = crate::answers::answer(pay(), asked).await;
        let expected = if *format == Format::Soap {
            Format::Soap
        } else {
            Format::Json
        };
        assert_eq!(Format::detect(answer.body.as_bytes()), Some(expected));
    }
}

fn envelope(version: Version, content: &str) -> String {
    let namespace = version.namespace();
    format!(r#"<e:Envelope xmlns:e="{namespace}"><e:Body>{content}</e:Body></e:Envelope>"#)
}

/// SOAP 1.2 has a status for requests that are wrong; SOAP 1.1 has not.
#[tokio::test]
async fn an_envelope_is_refused_in_its_version() {
    let content = "<PayRequest><actionType>planted</actionType></PayRequest>";
    for (version, status) in [(Version::V11, 500), (Version::V12, 400)] {
        let body = envelope(version, content);
        let own = async |_: Soap<PayRequest>| ();
        for service in [pay(), Router::new().fallback(post(own))] {
            let answer = sent(service, version.content_type(), body.clone()).await;
            assert_eq!(answer.status, status, "{}", answer.body);
            assert_eq!(answer.content_type(), version.content_type());
            let read = paywire::soap::from_str::<()>(&answer.body).expect("an envelope");
            let fault = read.body.fault().expect("a fault");
            assert!(fault.code.is_sender(), "the client has to correct it");
            assert!(
                fault.string().starts_with("missing field"),
                "{}",
                fault.string()
            );
        }
    }
}

#[tokio::test]
async fn damaged_bodies_are_status_400_in_every_format() {
    let damaged = [
        (NVP, "a=planted%4"),
        ("application/json", r#"{"a":"planted}"#),
        ("text/xml", "<a>planted</b>"),
        ("application/json", r#"{"a":"planted\ud800"}"#),
    ];
    for (content_type, body) in damaged {
        let answer = sent(pay(), content_type, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
        assert_eq!(error(&answer).error_id, Some(580_001));
        assert!(!answer.body.contains("planted"));
    }
}

#[tokio::test]
async fn unsupported_types_are_status_415() {
    for (content_type, body) in [
        ("image/png", "planted"),
        ("multipart/form-data; boundary=planted", "planted"),
        ("application/x-www-form-urlencoded; charset=planted", START),
        ("", ""),
        ("text/plain", "planted"),
    ] {
        let answer = sent(pay(), content_type, body).await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{content_type}: {}",
            answer.body
        );
        assert!(!answer.body.contains("planted"), "{}", answer.body);
    }
    // A format that the message does not have.
    let orders = Router::new().fallback(post(async |_: Payload<CreateOrderRequest>| ()));
    let answer = sent(orders, NVP, "intent=sale").await;
    assert_eq!(
        answer.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn other_systems_refuse_in_their_own_way() {
    let orders = Router::new().fallback(post(async |_: Payload<CreateOrderRequest>| ()));
    let body = r#"{"purchase_units":[{"amount":{"currency":"EUR","total":"planted"}}]}"#;
    let answer = sent(orders, "application/json", body).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.body
    );
    let AnyMessage::OrderError(refusal) = decoded(&answer).message else {
        panic!("{}", answer.body)
    };
    assert_eq!(refusal.name.as_str(), "INVALID_REQUEST");
    assert_eq!(
        refusal.details[0].field.as_deref(),
        Some("/purchase_units/0/amount/total")
    );

    let refunds = Router::new().fallback(post(async |_: Payload<MultiSafepayRefundRequest>| ()));
    let answer = sent(refunds, "application/json", r#"{"amount":"planted"}"#).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.body
    );
    assert_eq!(
        decoded(&answer).message.kind(),
        MessageKind::MultiSafepayFault
    );
    assert!(!answer.body.contains("planted"), "{}", answer.body);
}

#[derive(Debug, Deserialize)]
struct Line {
    #[expect(dead_code, reason = "only read")]
    count: u32,
}

#[tokio::test]
async fn types_of_ones_own_are_refused_with_text() {
    let json = async |_: Json<Vec<Line>>| ();
    let xml = async |_: Xml<Line>| ();
    let answer = sent(
        Router::new().route("/", post(json)),
        "application/json",
        r#"[{"count":1},{"count":"planted"}]"#,
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.content_type(), "text/plain; charset=utf-8");
    assert!(answer.body.contains("`(1).count`"), "{}", answer.body);
    assert!(!answer.body.contains("planted"), "{}", answer.body);
    let answer = sent(
        Router::new().route("/", post(xml)),
        "text/xml",
        "<Line><count>-1</count></Line>",
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("line 1 column"), "{}", answer.body);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A damaged request is read or refused, and what it says stays out of the refusal.
    #[test]
    fn no_value_is_in_a_refusal(
        format in select(Format::ALL),
        place in any::<Index>(),
        damage in prop_oneof![Just(None), "[ -~]".prop_map(Some), any::<char>().prop_map(|own| Some(own.to_string()))],
    ) {
        let body = format!("{START}&receiverList.receiver(0).amount=1.00&memo=planted&pin=planted");
        let mut body = codec::convert(body.as_bytes(), format, &Config::strict()).expect("converted").body;
        let place = place.index(body.len());
        match damage {
            None => body.truncate(place),
            Some(text) => body.insert_str(place, &text),
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        for service in [pay(), any_operation()] {
            let request = request("/AdaptivePayments/Pay", format.content_type(), body.clone());
            let answer = runtime.block_on(answer(service, request));
            let is_known = matches!(answer.status.as_u16(), 200 | 400 | 415 | 422 | 500);
            prop_assert!(is_known, "{}", answer.status);
            prop_assert!(!answer.body.contains("planted"), "{}", answer.body);
            if answer.status != 200 {
                error(&answer);
            }
        }
    }
}

/// A handler renders rejections as it likes.
#[tokio::test]
async fn a_rejection_can_be_matched_on_and_rendered_otherwise() {
    async fn handler(request: Result<Payload<PayRequest>, Rejection>) -> Response {
        let rejection = request.expect_err("a wrong request");
        assert_eq!(rejection.status(), rejection.reason().status());
        assert_eq!(
            rejection.fault().map(AnyMessage::kind),
            Some(MessageKind::FaultMessage)
        );
        match rejection.reason() {
            RejectionReason::Data => {
                let envelope = ResponseEnvelope::now(AckCode::Failure);
                let path = rejection.error().path().unwrap_or_default();
                let error = ErrorData::new(580_022, format!("mine: {path}"));
                rejection
                    .reply(FaultMessage::new(envelope, vec![error]))
                    .into_response()
            }
            other => format!("{other:?} at {:?}", rejection.error().span()).into_response(),
        }
    }
    let service = || Router::new().route("/", post(handler));
    let answer = sent(
        service(),
        NVP,
        format!("{START}&receiverList.receiver(0).amount=x"),
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK, "as the service does it");
    assert_eq!(
        error(&answer).message.as_deref(),
        Some("mine: receiverList.receiver(0).amount")
    );
    let answer = sent(service(), NVP, "a=%4").await;
    assert_eq!(answer.body, "Syntax at Some(2..4)");
}
