//! Messages in the format of the client.

use axum::Router;
use axum::body::Body;
use axum::routing::post;
use http::{Request, StatusCode};
use paywire::api::adaptive_payments::common::{
    AckCode, ErrorData, PaymentExecStatus, ResponseEnvelope,
};
use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::api::multisafepay::MultiSafepayRefundRequest;
use paywire::api::{AnyMessage, Direction, MessageKind, System};
use paywire::codec::{self, Config, Content, Format};
use paywire::proptest::message_of;
use paywire::service::axum::Payload;
use paywire::soap::Version;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::answers::{Answer, answer, post as request, sent};

/// A service that answers with a payment in the currency of the request, for all paths.
fn pay() -> Router {
    let handler = async |request: Payload<PayRequest>| {
        let envelope = ResponseEnvelope::now(AckCode::Success);
        let key = format!("AP-{}", request.currency_code);
        request.reply(PayResponse::new(envelope, key, PaymentExecStatus::Created))
    };
    Router::new().fallback(post(handler))
}

fn read(answer: &Answer) -> (Format, AnyMessage) {
    let reading = codec::read(answer.body.as_bytes(), &Config::strict()).expect("a body");
    let Content::Message(decoded) = reading.content else {
        panic!("{}", answer.body)
    };
    (reading.format, decoded.message)
}

fn pay_request(format: Format) -> String {
    let body = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=http%3A%2F%2Fa&currencyCode=EUR\
        &receiverList.receiver(0).amount=1.00&receiverList.receiver(0).email=a%40b.example&returnUrl=http%3A%2F%2Fb";
    codec::convert(body.as_bytes(), format, &Config::strict())
        .expect("converted")
        .body
}

/// A request with header fields.
fn call(path: &str, headers: &[(&str, &str)], body: String) -> Request<Body> {
    let start = Request::post(path);
    let start = headers
        .iter()
        .fold(start, |all, (name, value)| all.header(*name, *value));
    start.body(body.into()).expect("a request")
}

#[tokio::test]
async fn the_answer_has_the_format_of_the_body_or_the_one_asked_for() {
    for format in Format::ALL {
        let body = pay_request(*format);
        let plain = sent(pay(), format.content_type(), body.clone()).await;
        assert_eq!(plain.status, StatusCode::OK, "{}", plain.body);
        assert_eq!(plain.content_type(), format.content_type());
        for asked in ["NV", "JSON", "XML"] {
            let named = [("X-PAYPAL-RESPONSE-DATA-FORMAT", asked)];
            let answer = answer(pay(), call("/AdaptivePayments/Pay", &named, body.clone())).await;
            let (answered, message) = read(&answer);
            // SOAP is answered with SOAP.
            let expected = Format::from_header(asked).filter(|_| *format != Format::Soap);
            assert_eq!(answered, expected.unwrap_or(*format));
            let AnyMessage::PayResponse(response) = message else {
                panic!("{}", answer.body)
            };
            assert_eq!(response.pay_key, "AP-EUR");
            assert_eq!(answer.header("X-PAYPAL-OPERATION-NAME"), "Pay");
        }
    }
}

/// Clients of curl send everything as a form, and name the format in another header field.
#[tokio::test]
async fn json_may_be_sent_as_a_form() {
    let form = "application/x-www-form-urlencoded";
    let headers = [
        ("Content-Type", form),
        ("X-PAYPAL-REQUEST-DATA-FORMAT", "JSON"),
    ];
    let answer = answer(pay(), call("/", &headers, pay_request(Format::Json))).await;
    assert_eq!(read(&answer).0, Format::Json);
}

#[tokio::test]
async fn an_envelope_is_answered_in_its_version() {
    for version in Version::ALL {
        let body = pay_request(Format::Soap);
        let body = body.replace(Version::V11.namespace(), version.namespace());
        let answer = sent(pay(), version.content_type(), body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.content_type(), version.content_type());
        assert!(answer.body.contains(version.namespace()));
    }
}

#[tokio::test]
async fn the_charset_of_the_content_type_counts() {
    let body = pay_request(Format::Nvp)
        .replace("AP", "")
        .replace("currencyCode=EUR", "currencyCode=%C9");
    let latin = "application/x-www-form-urlencoded; charset=ISO-8859-1";
    let answer = sent(pay(), latin, body).await;
    let (_, AnyMessage::PayResponse(response)) = read(&answer) else {
        panic!("{}", answer.body)
    };
    assert_eq!(response.pay_key, "AP-É");
}

#[tokio::test]
async fn a_handler_can_answer_with_a_fault() {
    let refuse = async |request: Payload<PayRequest>| {
        let envelope = ResponseEnvelope::now(AckCode::Failure);
        let fault = FaultMessage::new(envelope, vec![ErrorData::new(520_009, "restricted")]);
        Err::<Payload<PayResponse>, _>(request.reply(fault))
    };
    for format in Format::ALL {
        let service = Router::new().route("/", post(refuse));
        let answer = sent(service, format.content_type(), pay_request(*format)).await;
        let status = if *format == Format::Soap { 500 } else { 200 };
        assert_eq!(answer.status, status, "as the service does it");
        assert_eq!(answer.header("X-PAYPAL-ERROR-RESPONSE"), "TRUE");
        assert_eq!(read(&answer).1.kind(), MessageKind::FaultMessage);
    }
}

/// Unknown values of a request are there, and stay if the message is sent on.
#[tokio::test]
async fn unknown_values_are_kept() {
    let relay = async |request: Payload<PayRequest>| {
        assert_eq!(request.unknown.len(), 1);
        let incoming = request.incoming().expect("a request");
        assert_eq!(
            incoming.operation(),
            Some((System::AdaptivePayments, "Pay"))
        );
        request
    };
    let service = Router::new().fallback(post(relay));
    let body = pay_request(Format::Nvp) + "&colour=red";
    let headers = [("X-PAYPAL-RESPONSE-DATA-FORMAT", "JSON")];
    let answer = answer(service, call("/AdaptivePayments/Pay", &headers, body)).await;
    assert!(answer.body.contains(r#""colour":"red""#), "{}", answer.body);
}

/// One handler for all operations of all systems: each request arrives as what was sent.
#[tokio::test]
async fn any_message_is_read_by_its_path() {
    let mut runner = TestRunner::deterministic();
    let relay = async |request: Payload<AnyMessage>| {
        let format = request.format();
        Payload::new(request.into_message(), format)
    };
    let service = Router::new().fallback(relay);
    let requests = MessageKind::ALL.iter().copied();
    let requests = requests.filter(|kind| kind.info().direction == Direction::Request);
    let mut count = 0;
    for kind in requests {
        let Some(call) = kind
            .info()
            .operation
            .and_then(|name| kind.info().system.call(name))
        else {
            continue;
        };
        let path = call.path_to(["8R"; 3]);
        for format in Format::of(kind) {
            let made = message_of(kind).prop_filter("written", |message| {
                message.is_plausible() && codec::encode(message, *format, &Config::strict()).is_ok()
            });
            let message = made.new_tree(&mut runner).expect("a message").current();
            let body = codec::encode(&message, *format, &Config::strict()).expect("a body");
            let mut request = request(&path, format.content_type(), body.clone());
            *request.method_mut() = call.method.as_str().parse().expect("a method");
            let answer = answer(service.clone(), request).await;
            assert_eq!(
                answer.status,
                StatusCode::OK,
                "{kind} {format}: {body}\n{}",
                answer.body
            );
            assert_eq!(answer.body, body, "{kind} {format}");
            count += 1;
        }
    }
    assert!(count > 70, "{count}");
}

#[tokio::test]
async fn messages_of_other_systems_are_json() {
    let refund = async |request: Payload<MultiSafepayRefundRequest>| {
        let order = request.incoming().expect("a request").words().concat();
        assert_eq!(order, "8R");
        request
    };
    let service = Router::new().route("/v1/json/orders/{id}/refunds", post(refund));
    let body = r#"{"currency":"EUR","amount":500}"#;
    let answer = answer(
        service,
        request("/v1/json/orders/8R/refunds", "application/json", body),
    )
    .await;
    assert_eq!(answer.body, body);
    assert_eq!(answer.content_type(), "application/json");
}
