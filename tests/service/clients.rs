//! Clients on reqwest and ureq, with a mock on axum at a local address.

use std::net::Ipv4Addr;

use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use http::{HeaderMap, Request, Response};
use paywire::api::adaptive_payments::common::{
    AckCode, PaymentExecStatus, Receiver, ResponseEnvelope,
};
use paywire::api::adaptive_payments::errors;
use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::api::adaptive_payments::service::{Credentials, RequestHeaders};
use paywire::api::aliexpress::{
    DsCredentials, DsLogisticsAddress, DsOrderCreateRequest, DsOrderCreateResponse, DsOutcome,
    DsPlaceOrderRequest, DsProductItem,
};
use paywire::api::multisafepay::{MultiSafepayRefundRequest, MultiSafepayRefundResponse};
use paywire::api::orders_v1::{CreateOrderRequest, Order};
use paywire::api::{AnyMessage, Environment};
use paywire::codec::Format;
use paywire::service::axum::{Json, Payload};
use paywire::service::{Client, ReplyError};
use paywire::{Currency, Secret};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Texts that are easy to damage on the way.
const MEMO: &str = "tea & 100% \"cups\" + <more>\r\nRenée €";

/// A mock of the services.
fn mock() -> Router {
    Router::new()
        .route("/AdaptivePayments/Pay", post(pay))
        .route("/v1/checkout/orders", post(create_order))
        .route("/v1/checkout/orders/{id}", get(get_order))
        .route("/v1/json/orders/{id}/refunds", post(refund))
        .route("/sync", post(place_order))
}

async fn pay(
    headers: HeaderMap,
    request: Payload<PayRequest>,
) -> Result<Payload<PayResponse>, Payload<FaultMessage>> {
    assert_eq!(
        headers["x-paypal-security-userid"],
        "shop_api1.shop.example"
    );
    assert_eq!(request.memo.as_deref(), Some(MEMO));
    if request.currency_code == Currency::EUR {
        let envelope = ResponseEnvelope::now(AckCode::Success);
        return Ok(request.reply(PayResponse::new(
            envelope,
            "AP-1",
            PaymentExecStatus::Created,
        )));
    }
    let code = errors::explain(559_044).expect("a documented code");
    let error = code.error("Pay", [request.currency_code.as_str()]);
    let envelope = ResponseEnvelope::now(AckCode::Failure);
    Err(request.reply(FaultMessage::new(envelope, vec![error])))
}

async fn create_order(headers: HeaderMap, request: Payload<CreateOrderRequest>) -> Payload<Order> {
    assert_eq!(headers["authorization"], "Bearer A21AA");
    let mut order = Order::new("8RU61172JS455403V");
    order.purchase_units.clone_from(&request.purchase_units);
    request.reply(order)
}

async fn get_order(Path(id): Path<String>) -> Json<Order> {
    Json(Order::new(id))
}

async fn refund(
    headers: HeaderMap,
    request: Payload<MultiSafepayRefundRequest>,
) -> Payload<AnyMessage> {
    assert_eq!(headers["api_key"], "the key");
    let body = r#"{"success":true,"data":{"transaction_id":1,"refund_id":2}}"#;
    let reply: MultiSafepayRefundResponse = paywire::json::from_str(body).expect("a reply");
    request.reply(reply.into())
}

async fn place_order(request: Payload<DsOrderCreateRequest>) -> Payload<DsOrderCreateResponse> {
    assert!(request.sign.is_some());
    let body = r#"{"aliexpress_ds_order_create_response":{"result":{"is_success":true,
        "order_list":{"number":[8190439416163295]}}}}"#;
    request.reply(paywire::json::from_str(body).expect("a reply"))
}

/// Serves the mock, and returns its address.
async fn served() -> String {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async { axum::serve(listener, mock()).await });
    format!("http://{address}")
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn adaptive_payments(base_url: &str) -> Client {
    let credentials = Credentials::Signature {
        user_id: secret("shop_api1.shop.example"),
        password: secret("the password"),
        signature: secret("the signature"),
    };
    let caller = RequestHeaders::new(credentials, "APP-80W284485P519543T");
    let client = Client::adaptive_payments(Environment::Sandbox, &caller);
    client.expect("a client").base_url(base_url)
}

fn pay_request(currency: Currency) -> PayRequest {
    let amount = "12.50".parse().expect("an amount");
    let receiver = Receiver::with_email(amount, "seller@shop.example");
    PayRequest {
        memo: Some(MEMO.to_owned()),
        ..PayRequest::simple(
            "https://shop.example/no",
            currency,
            receiver,
            "https://shop.example/yes",
        )
    }
}

/// Calls all systems by a function that sends a request.
async fn call_all(base_url: &str, send: impl AsyncFn(Request<Vec<u8>>) -> Response<Vec<u8>>) {
    for format in Format::ALL {
        let client = adaptive_payments(base_url).format(*format);
        let request = client
            .request(&pay_request(Currency::EUR), &[])
            .expect("a request");
        let reply = client
            .read_response::<PayRequest>(&send(request).await)
            .expect("a reply");
        assert_eq!(reply.pay_key, "AP-1");

        let request = client
            .request(&pay_request(Currency::JPY), &[])
            .expect("a request");
        let refused = client
            .read_response::<PayRequest>(&send(request).await)
            .expect_err("a fault");
        assert!(matches!(refused, ReplyError::Fault(_)), "{format}");
        assert!(
            refused.to_string().ends_with("FaultMessage, error 559044"),
            "{refused}"
        );
    }

    let client = Client::orders_v1(Environment::Sandbox, &secret("A21AA"));
    let client = client.expect("a client").base_url(base_url);
    let body =
        r#"{"purchase_units":[{"reference_id":"1","amount":{"currency":"USD","total":"1.00"}}]}"#;
    let order: CreateOrderRequest = paywire::json::from_str(body).expect("an order");
    let request = client.request(&order, &[]).expect("a request");
    let reply = client.read_response::<CreateOrderRequest>(&send(request).await);
    assert_eq!(reply.expect("a reply").purchase_units, order.purchase_units);
    let call = client.ask("GetOrder", &["8R/1 ü"]).expect("a call");
    let response = send(call.try_into().expect("a request")).await;
    let found = client
        .read_answer::<Order>(response.body())
        .expect("an order");
    assert_eq!(found.id, "8R/1 ü");

    let client = Client::multisafepay(Environment::Sandbox, &secret("the key"));
    let client = client.expect("a client").base_url(base_url);
    let refund = MultiSafepayRefundRequest::of(Currency::EUR, 500);
    let request = client.request(&refund, &["order-1"]).expect("a request");
    let reply = client.read_response::<MultiSafepayRefundRequest>(&send(request).await);
    assert!(reply.expect("a reply").outcome().is_ok());

    let [app_key, app_secret, session] = ["30001", "the secret", "the token"].map(secret);
    let client = Client::aliexpress(DsCredentials {
        app_key,
        app_secret,
        session,
    })
    .base_url(format!("{base_url}/sync"));
    let items = [DsProductItem::new(1_005_004_638_293_060, 1)];
    let order = DsPlaceOrderRequest::new(DsLogisticsAddress::default(), items);
    let request = client
        .request(&DsOrderCreateRequest::new(order), &[])
        .expect("a request");
    let reply = client.read_response::<DsOrderCreateRequest>(&send(request).await);
    let reply = reply.expect("a reply");
    assert!(
        matches!(reply.outcome(false), DsOutcome::CreatedNotPaid { .. }),
        "{reply:?}"
    );
}

#[tokio::test]
async fn reqwest_calls_all_systems() {
    let http = reqwest::Client::new();
    let send = async |request: Request<Vec<u8>>| {
        let request = reqwest::Request::try_from(request).expect("an address");
        let response = http.execute(request).await.expect("a response");
        let (status, headers) = (response.status(), response.headers().clone());
        let mut answer = Response::new(response.bytes().await.expect("a body").into());
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        answer
    };
    call_all(&served().await, send).await;
}

#[tokio::test]
async fn ureq_calls_all_systems() {
    // A fault has a status of its own, and is not the client's error.
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent = ureq::Agent::from(config.build());
    let send = async |request: Request<Vec<u8>>| {
        let agent = agent.clone();
        let sent = tokio::task::spawn_blocking(move || {
            let response = agent.run(request).expect("a response");
            response.map(|mut body| body.read_to_vec().expect("a body"))
        });
        sent.await.expect("sent")
    };
    call_all(&served().await, send).await;
}

/// What a service answers to a request that ends too early.
#[tokio::test]
async fn a_body_that_is_cut_off_is_refused() {
    let address = served().await;
    let mut connection = TcpStream::connect(&address["http://".len()..])
        .await
        .expect("connected");
    let start = "POST /AdaptivePayments/Pay HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nactionType=PAY";
    connection.write_all(start.as_bytes()).await.expect("sent");
    connection.shutdown().await.expect("ended");
    let mut answer = String::new();
    connection
        .read_to_string(&mut answer)
        .await
        .expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.contains("error(0).errorId=580001"), "{answer}");
}

/// A body without a declared length comes in pieces, and is cut off at the limit.
#[tokio::test]
async fn a_body_in_pieces_is_limited() {
    let base_url = served().await;
    let sent = tokio::task::spawn_blocking(move || {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent = ureq::Agent::from(config.build());
        [1 << 20, (1 << 20) + 1].map(|length: u64| {
            let body = std::io::Read::take(std::io::repeat(b'x'), length);
            let mut body = std::io::BufReader::new(body);
            let request = agent.post(format!("{base_url}/AdaptivePayments/Pay"));
            let request = request.content_type("application/x-www-form-urlencoded");
            let response = request.send(ureq::SendBody::from_reader(&mut body));
            let mut response = response.expect("a response");
            assert_eq!(response.status(), 413);
            response.body_mut().read_to_string().expect("a fault")
        })
    });
    let [whole, cut] = sent.await.expect("sent");
    assert!(
        whole.contains("a+name+longer+than"),
        "it was received: {whole}"
    );
    assert!(cut.contains("input+longer+than+1048576+bytes"), "{cut}");
}
