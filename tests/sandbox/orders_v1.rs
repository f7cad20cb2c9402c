//! Orders, version 1: creating, approving, paying, capturing and giving back.

use http::{Request, Response, StatusCode};
use paywire::api::orders_v1::{
    Capture, CaptureReason, CaptureStatus, CreateOrderRequest, DisbursementMode, ErrorName, Intent,
    LinkRelation, Money, Order, OrderError, OrderStatus, PartnerFeeDetails, PayOrderRequest,
    PayOrderStatus, Payee, PayerInfo, PurchaseUnit, RedirectUrls, Refund, RefundStatus, Sale,
    SaleStatus, Total, UnitStatus,
};
use paywire::api::{AnyMessage, Environment};
use paywire::sandbox::{Buyer, Caller, Config, Sandbox, VisitError};
use paywire::service::{Client, ReplyError};
use paywire::{Amount, Currency, Secret};
use serde::de::DeserializeOwned;

use crate::model::File;
use crate::setup::{Shop, shop, shop_with};

const BASE: &str = "http://sandbox.example:8090";

/// A client whose token names the account of the shop.
fn client() -> Client {
    client_of("shop@example.com")
}

fn client_of(token: &str) -> Client {
    let token = Secret::from(token);
    let client = Client::orders_v1(Environment::Sandbox, &token).expect("a client");
    client.base_url(BASE)
}

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn total(text: &str) -> Total {
    Total::new(Currency::USD, amount(text))
}

fn unit(id: &str, payee: &str, text: &str) -> PurchaseUnit {
    PurchaseUnit {
        payee: Some(Payee::with_email(payee)),
        ..PurchaseUnit::new(id, total(text))
    }
}

fn order(units: impl Into<Vec<PurchaseUnit>>) -> CreateOrderRequest {
    let urls = RedirectUrls::new(
        "https://shop.example/paid?a=1",
        "https://shop.example/cancelled#top",
    );
    CreateOrderRequest::new(units, urls)
}

/// What tests do with the orders of a shop.
trait Orders {
    fn http(&self, method: &str, path: &str, body: &str) -> Response<Vec<u8>>;
    fn create(&self, request: &CreateOrderRequest) -> Order;
    fn get(&self, id: &str) -> Order;
    fn pay(&self, id: &str, mode: DisbursementMode) -> Response<Vec<u8>>;
    /// An order of one unit that was approved and paid.
    fn paid(&self, request: &CreateOrderRequest) -> Order;
    fn balance(&self, email: &str) -> String;
}

impl Orders for Shop {
    fn http(&self, method: &str, path: &str, body: &str) -> Response<Vec<u8>> {
        let call = Request::builder()
            .method(method)
            .uri(format!("{BASE}{path}"))
            .header("Authorization", "Bearer shop@example.com")
            .header("Content-Type", "application/json")
            .body(body.as_bytes().to_vec());
        self.sandbox.call(&call.expect("a call"))
    }

    #[track_caller]
    fn create(&self, request: &CreateOrderRequest) -> Order {
        let call = client().request(request, &[]).expect("a call");
        let response = self.sandbox.call(&call);
        let reply = client().read_response::<CreateOrderRequest>(&response);
        reply.expect("an order").message
    }

    #[track_caller]
    fn get(&self, id: &str) -> Order {
        let call = client().ask("GetOrder", &[id]).expect("a call");
        let response = self.sandbox.call(&Request::try_from(call).expect("a call"));
        assert_eq!(response.status(), 200);
        let order = client().read_answer::<Order>(response.body());
        order.expect("an order").message
    }

    fn pay(&self, id: &str, mode: DisbursementMode) -> Response<Vec<u8>> {
        let request = PayOrderRequest::new(mode);
        let call = client().request(&request, &[id]).expect("a call");
        self.sandbox.call(&call)
    }

    #[track_caller]
    fn paid(&self, request: &CreateOrderRequest) -> Order {
        let id = self.create(request).id;
        self.sandbox.approve_order(&id).expect("approved");
        let response = self.pay(&id, DisbursementMode::Instant);
        assert_eq!(response.status(), 202, "{response:?}");
        self.get(&id)
    }

    fn balance(&self, email: &str) -> String {
        let balance = self.sandbox.balance(email, &Currency::USD);
        balance.expect("a store").to_string()
    }
}

fn read<T: DeserializeOwned>(response: &Response<Vec<u8>>) -> T {
    paywire::json::from_slice(response.body())
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(response.body())))
}

/// The status, the name and the first issue of an error.
#[track_caller]
fn error(response: &Response<Vec<u8>>) -> (u16, ErrorName, String) {
    let error: OrderError = read(response);
    assert!(error.debug_id.is_some_and(|id| id.len() == 13));
    let issue = error.details.first().and_then(|own| own.issue.clone());
    let status = response.status().as_u16();
    (status, error.name, issue.unwrap_or_default())
}

fn capture_of(order: &Order) -> Capture {
    let summary = order.purchase_units[0].payment_summary.as_ref();
    summary.expect("a payment").captures[0].clone()
}

fn link(links: &[paywire::api::orders_v1::LinkDescription], rel: &str) -> String {
    let rel = LinkRelation::from(rel);
    let link = paywire::api::orders_v1::find_link(links, &rel).expect("a link");
    link.href
        .strip_prefix(BASE)
        .expect("the sandbox's own")
        .to_owned()
}

#[test]
fn an_order_is_created_approved_and_paid() {
    let shop = shop();
    let request = order([PurchaseUnit {
        description: Some("R&D + 50% \"off\"\n注文".to_owned()),
        ..unit("cart-1", "seller@example.com", "10.00")
    }]);
    let created = shop.create(&request);
    assert_eq!(created.id.len(), 17);
    assert_eq!(created.status, Some(OrderStatus::Created));
    assert_eq!(
        created.purchase_units[0].status,
        Some(UnitStatus::NotProcessed)
    );
    assert_eq!(
        created.purchase_units[0].description,
        request.purchase_units[0].description
    );
    assert_eq!(
        created.gross_total_amount,
        Some(Money::new(Currency::USD, amount("10.00")))
    );
    assert_eq!(
        created.create_time.as_ref().map(paywire::DateTime::as_str),
        Some("2013-04-24T21:39:26Z")
    );
    let approval = format!("{BASE}/webapps/hermes?token={}", created.id);
    assert_eq!(created.approval_url(), Some(approval.as_str()));
    let early = shop.pay(&created.id, DisbursementMode::Instant);
    let unprocessable = ErrorName::UnprocessableEntity;
    let expected = (422, unprocessable.clone(), "ORDER_NOT_APPROVED".to_owned());
    assert_eq!(error(&early), expected);

    let url = shop
        .sandbox
        .approve_order_as(&created.id, &Buyer::new("anna@example.com"));
    let url = url.expect("approved");
    let start = format!(
        "https://shop.example/paid?a=1&token={}&PayerID=",
        created.id
    );
    assert!(url.starts_with(&start), "{url}");
    let approved = shop.get(&created.id);
    assert_eq!(approved.status, Some(OrderStatus::Approved));
    assert_eq!(approved.approval_url(), None);
    let payer = approved.payer_info.expect("a payer");
    assert_eq!(payer.email.as_deref(), Some("anna@example.com"));
    assert_eq!(payer.payer_id.map(|id| id.len()), Some(13));
    assert!(approved.purchase_units[0].shipping_address.is_some());
    assert_eq!(
        shop.balance("anna@example.com"),
        "0.00",
        "nothing is paid yet"
    );

    let response = shop.pay(&created.id, DisbursementMode::Instant);
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    let reply = client()
        .read_response::<PayOrderRequest>(&response)
        .expect("paid");
    assert_eq!(reply.status, Some(PayOrderStatus::Completed));
    let again = shop.pay(&created.id, DisbursementMode::Instant);
    let expected = (422, unprocessable, "ORDER_ALREADY_COMPLETED".to_owned());
    assert_eq!(error(&again), expected);

    let paid = shop.get(&created.id);
    assert_eq!(paid.status, Some(OrderStatus::Completed));
    assert_eq!(paid.purchase_units[0].status, Some(UnitStatus::Captured));
    let details = paid.payment_details.as_ref().expect("a payment");
    assert!(
        details
            .payment_id
            .as_ref()
            .expect("an id")
            .starts_with("PAYID-")
    );
    let capture = capture_of(&paid);
    assert_eq!(capture.status, Some(CaptureStatus::Completed));
    assert_eq!(
        capture.transaction_fee,
        Some(Money::new(Currency::USD, amount("0.29")))
    );
    assert_eq!(shop.balance("anna@example.com"), "-10.00");
    assert_eq!(shop.balance("seller@example.com"), "9.71");
    assert_eq!(
        shop.sandbox.fees(&Currency::USD).expect("a store"),
        amount("0.29")
    );
}

#[test]
fn every_link_leads_to_what_it_says() {
    let shop = shop();
    let id = shop
        .create(&order([unit("1", "seller@example.com", "5.00")]))
        .id;
    shop.sandbox.approve_order(&id).expect("approved");
    let pay = link(&shop.get(&id).links, "pay");
    let response = shop.http("POST", &pay, r#"{"disbursement_mode":"INSTANT"}"#);
    assert_eq!(response.status(), 202);
    let order = shop.get(&id);
    let own: Order = read(&shop.http("GET", &link(&order.links, "self"), ""));
    assert_eq!(own, order);
    let capture = capture_of(&order);
    let own: Capture = read(&shop.http("GET", &link(&capture.links, "self"), ""));
    assert_eq!(own, capture);
    let refund: Refund = read(&shop.http("POST", &link(&capture.links, "refund"), "{}"));
    let own: Refund = read(&shop.http("GET", &link(&refund.links, "self"), ""));
    assert_eq!(own, refund);
    let of: Capture = read(&shop.http("GET", &link(&refund.links, "capture"), ""));
    assert_eq!(of.status, Some(CaptureStatus::Refunded));
    let left = of
        .links
        .iter()
        .filter(|link| link.rel == LinkRelation::Refund);
    assert_eq!(left.count(), 0, "nothing is left to give back");
}

#[test]
fn refunds_give_back_what_was_paid_and_no_more() {
    let shop = shop();
    let paid = shop.paid(&order([PurchaseUnit {
        partner_fee_details: Some(PartnerFeeDetails::new(
            Payee::with_email("partner@example.com"),
            Money::new(Currency::USD, amount("1.00")),
        )),
        ..unit("1", "seller@example.com", "10.00")
    }]));
    assert_eq!(shop.balance("partner@example.com"), "1.00");
    assert_eq!(shop.balance("seller@example.com"), "8.71");
    let capture = capture_of(&paid);
    let refund = link(&capture.links, "refund");
    let part = |text: &str, currency: &str| {
        let body = format!(r#"{{"amount":{{"total":"{text}","currency":"{currency}"}}}}"#);
        shop.http("POST", &refund, &body)
    };
    let first: Refund = read(&part("3.33", "USD"));
    assert_eq!(first.status, Some(RefundStatus::Completed));
    assert_eq!(first.capture_id, capture.id);
    let now = capture_of(&shop.get(&paid.id));
    assert_eq!(now.status, Some(CaptureStatus::PartiallyRefunded));
    assert_eq!(now.reason_code, Some(CaptureReason::Refund));
    for (text, currency, status, issue) in [
        ("6.68", "USD", 422, "REFUND_AMOUNT_EXCEEDED"),
        ("1.00", "EUR", 400, "CURRENCY_MISMATCH"),
        ("0.00", "USD", 400, "INVALID_AMOUNT"),
        ("-1.00", "USD", 400, "INVALID_AMOUNT"),
        ("1.001", "USD", 400, "INVALID_AMOUNT"),
    ] {
        let (got, _, said) = error(&part(text, currency));
        assert_eq!((got, said.as_str()), (status, issue), "{text} {currency}");
    }
    let (status, name, _) = error(&part("x", "USD"));
    assert_eq!((status, name), (400, ErrorName::InvalidRequest));
    let rest: Refund = read(&shop.http("POST", &refund, ""));
    assert_eq!(rest.amount, Some(total("6.67")));
    let refunds = &shop.get(&paid.id).purchase_units[0].payment_summary;
    assert_eq!(refunds.as_ref().expect("payments").refunds.len(), 2);
    for email in [
        "buyer@example.com",
        "seller@example.com",
        "partner@example.com",
    ] {
        assert_eq!(shop.balance(email), "0.00", "{email}");
    }
    assert!(
        shop.sandbox
            .fees(&Currency::USD)
            .expect("a store")
            .is_zero()
    );
    let (_, _, issue) = error(&shop.http("POST", &refund, ""));
    assert_eq!(issue, "CAPTURE_FULLY_REFUNDED");
}

#[test]
fn what_is_set_aside_is_captured_in_parts_or_given_up() {
    let shop = shop();
    let authorized = |text| CreateOrderRequest {
        intent: Some(Intent::Authorize),
        ..order([unit("1", "seller@example.com", text)])
    };
    let sale = |order: &Order| -> Sale {
        let summary = order.purchase_units[0].payment_summary.as_ref();
        summary.expect("payments").authorizations[0].clone()
    };
    let paid = shop.paid(&authorized("10.00"));
    assert_eq!(paid.purchase_units[0].status, Some(UnitStatus::Authorized));
    assert_eq!(shop.balance("buyer@example.com"), "0.00");
    let authorization = sale(&paid);
    assert_eq!(authorization.status, Some(SaleStatus::Pending));
    let own: Sale = read(&shop.http("GET", &link(&authorization.links, "self"), ""));
    assert_eq!(own, authorization);
    let capture = link(&authorization.links, "capture");
    let part = r#"{"amount":{"total":"4.00","currency":"USD"},"is_final_capture":false}"#;
    let first: Capture = read(&shop.http("POST", &capture, part));
    assert_eq!(first.amount, Some(total("4.00")));
    assert_eq!(shop.balance("buyer@example.com"), "-4.00");
    let much = r#"{"amount":{"total":"6.01","currency":"USD"}}"#;
    let (status, _, issue) = error(&shop.http("POST", &capture, much));
    assert_eq!(
        (status, issue.as_str()),
        (422, "MAX_CAPTURE_AMOUNT_EXCEEDED")
    );
    let void = link(&authorization.links, "void");
    assert_eq!(
        error(&shop.http("POST", &void, "")).2,
        "PREVIOUSLY_CAPTURED"
    );
    let rest: Capture = read(&shop.http("POST", &capture, ""));
    assert_eq!(rest.amount, Some(total("6.00")));
    assert_eq!(
        error(&shop.http("POST", &capture, "")).2,
        "AUTHORIZATION_ALREADY_CAPTURED"
    );
    let now = shop.get(&paid.id);
    assert_eq!(now.purchase_units[0].status, Some(UnitStatus::Captured));
    assert_eq!(sale(&now).status, Some(SaleStatus::Completed));

    let given_up = shop.paid(&authorized("7.00"));
    let void = link(&sale(&given_up).links, "void");
    let voided: Sale = read(&shop.http("POST", &void, ""));
    assert_eq!(voided.status, Some(SaleStatus::Denied));
    assert_eq!(
        error(&shop.http("POST", &void, "")).2,
        "AUTHORIZATION_VOIDED"
    );
    let now = shop.get(&given_up.id);
    assert_eq!(now.purchase_units[0].status, Some(UnitStatus::Voided));
    let partly = shop.paid(&authorized("7.00"));
    let capture = link(&sale(&partly).links, "capture");
    let last = r#"{"amount":{"total":"1.00","currency":"USD"},"is_final_capture":true}"#;
    assert_eq!(shop.http("POST", &capture, last).status(), 200);
    assert_eq!(
        error(&shop.http("POST", &capture, "")).2,
        "AUTHORIZATION_ALREADY_CAPTURED"
    );
    assert_eq!(shop.balance("buyer@example.com"), "-11.00");
}

#[test]
fn money_is_paid_out_at_once_or_when_it_is_asked_for() {
    let shop = shop();
    let id = shop
        .create(&order([unit("1", "seller@example.com", "10.00")]))
        .id;
    shop.sandbox.approve_order(&id).expect("approved");
    assert_eq!(shop.pay(&id, DisbursementMode::Delayed).status(), 202);
    let held = capture_of(&shop.get(&id));
    assert_eq!(held.status, Some(CaptureStatus::Pending));
    assert_eq!(held.reason_code, Some(CaptureReason::DelayedDisbursement));
    assert_eq!(shop.balance("buyer@example.com"), "-10.00");
    assert_eq!(shop.balance("seller@example.com"), "0.00");
    let part = r#"{"amount":{"total":"2.50","currency":"USD"}}"#;
    assert_eq!(
        shop.http("POST", &link(&held.links, "refund"), part)
            .status(),
        200
    );
    assert_eq!(shop.balance("buyer@example.com"), "-7.50");

    let path = "/v1/payments/referenced-payouts-items/pay";
    let capture = held.id.expect("an id");
    let body = format!(r#"{{"reference_id":"{capture}","reference_type":"TRANSACTION_ID"}}"#);
    let response = shop.http("POST", path, &body);
    assert_eq!(response.status(), 200);
    let text = String::from_utf8_lossy(response.body()).into_owned();
    assert!(
        text.contains(r#""processing_state":{"status":"SUCCESS"}"#),
        "{text}"
    );
    assert_eq!(
        shop.balance("seller@example.com"),
        "7.28",
        "7.50 without 2.9 per cent"
    );
    assert_eq!(
        error(&shop.http("POST", path, &body)).2,
        "ALREADY_DISBURSED"
    );
    let unknown = r#"{"reference_id":"X","reference_type":"TRANSACTION_ID"}"#;
    assert_eq!(error(&shop.http("POST", path, unknown)).0, 404);
    assert_eq!(error(&shop.http("POST", path, "{}")).0, 400);
}

#[test]
fn a_payee_without_an_account_waits_for_the_money() {
    let shop = shop();
    let paid = shop.paid(&order([unit("1", "new@unregistered.example", "5.00")]));
    assert_eq!(paid.purchase_units[0].status, Some(UnitStatus::Pending));
    let capture = capture_of(&paid);
    assert_eq!(capture.status, Some(CaptureStatus::Pending));
    assert_eq!(capture.reason_code, Some(CaptureReason::Unilateral));
}

#[test]
fn a_card_needs_no_approval() {
    let shop = shop();
    let card = |number: &str, year: i64| {
        format!(
            r#"{{"disbursement_mode":"INSTANT","payer":{{"payment_method":"credit_card","funding_instruments":
            [{{"credit_card":{{"number":"{number}","type":"visa","expire_month":11,"expire_year":{year}}}}}]}}}}"#
        )
    };
    let id = shop
        .create(&order([unit("1", "seller@example.com", "5.00")]))
        .id;
    let path = format!("/v1/checkout/orders/{id}/pay");
    assert_eq!(
        error(&shop.http("POST", &path, &card("4111111111111112", 2030))).0,
        400
    );
    let response = shop.http("POST", &path, &card("4111111111111111", 2030));
    assert_eq!(response.status(), 202);
    assert!(!String::from_utf8_lossy(response.body()).contains("41111"));
    assert_eq!(shop.get(&id).status, Some(OrderStatus::Completed));

    let id = shop
        .create(&order([unit("1", "new@unregistered.example", "5.00")]))
        .id;
    let path = format!("/v1/checkout/orders/{id}/pay");
    let refused = error(&shop.http("POST", &path, &card("4111111111111111", 2030)));
    assert_eq!(
        (refused.0, refused.2.as_str()),
        (422, "PAYEE_ACCOUNT_INVALID")
    );
}

#[test]
fn only_who_approved_an_order_pays_for_it() {
    let shop = shop();
    let named = CreateOrderRequest {
        payer_info: Some(PayerInfo {
            email: Some("anna@example.com".to_owned()),
            first_name: Some("Anna".to_owned()),
            ..PayerInfo::default()
        }),
        ..order([unit("1", "seller@example.com", "5.00")])
    };
    let id = shop.create(&named).id;
    let as_buyer = |buyer| shop.sandbox.approve_order_as(&id, &Buyer::new(buyer));
    assert!(matches!(
        as_buyer("bob@example.com"),
        Err(VisitError::OtherSender)
    ));
    let error_of = shop
        .sandbox
        .approve_order_as(&id, &Buyer::default().ship_to("9"));
    assert!(matches!(error_of, Err(VisitError::UnknownAddress)));
    as_buyer("ANNA@example.com").expect("approved");
    assert!(matches!(
        as_buyer("anna@example.com"),
        Err(VisitError::Approved)
    ));
    let pay = |email: &str| {
        let payer = format!(r#"{{"payment_method":"paypal","payer_info":{{"email":"{email}"}}}}"#);
        let body = format!(r#"{{"disbursement_mode":"INSTANT","payer":{payer}}}"#);
        shop.http("POST", &format!("/v1/checkout/orders/{id}/pay"), &body)
    };
    for (email, issue) in [
        ("bob@example.com", "PAYER_HAS_NOT_APPROVED"),
        ("bob@unregistered.example", "PAYER_ACCOUNT_INVALID"),
    ] {
        let (status, name, said) = error(&pay(email));
        assert_eq!(
            (status, name, said.as_str()),
            (403, ErrorName::NotAuthorized, issue)
        );
    }
    assert_eq!(pay("anna@example.com").status(), 202);
    let payer = shop.get(&id).payer_info.expect("a payer");
    assert_eq!(payer.first_name.as_deref(), Some("Anna"));
    assert!(matches!(
        shop.sandbox.leave_order(&id),
        Err(VisitError::Ended)
    ));
    let unknown = shop.sandbox.approve_order("8R");
    assert!(matches!(unknown, Err(VisitError::UnknownKey)));
    let other = shop
        .create(&order([unit("1", "seller@example.com", "5.00")]))
        .id;
    let nobody = Buyer::new("bob@unregistered.example");
    let refused = shop.sandbox.approve_order_as(&other, &nobody);
    assert!(matches!(refused, Err(VisitError::NoAccount)));
}

#[test]
fn an_order_that_is_not_paid_can_be_cancelled_and_is_gone() {
    let shop = shop();
    let id = shop
        .create(&order([unit("1", "seller@example.com", "5.00")]))
        .id;
    let back = shop.sandbox.leave_order(&id).expect("a way back");
    assert_eq!(
        back,
        format!("https://shop.example/cancelled?token={id}#top")
    );
    assert_eq!(shop.get(&id).status, Some(OrderStatus::Created));
    let path = format!("/v1/checkout/orders/{id}");
    let response = shop.http("DELETE", &path, "{}");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert!(response.body().is_empty());
    for method in ["GET", "DELETE"] {
        let (status, name, issue) = error(&shop.http(method, &path, ""));
        assert_eq!(
            (status, name),
            (404, ErrorName::ResourceNotFound),
            "{method}"
        );
        assert_eq!(issue, "INVALID_RESOURCE_ID");
    }
    let paid = shop.paid(&order([unit("1", "seller@example.com", "5.00")]));
    let path = format!("/v1/checkout/orders/{}", paid.id);
    assert_eq!(error(&shop.http("DELETE", &path, "")).0, 422);
}

#[test]
fn an_order_is_changed_by_patches_until_it_is_paid() {
    let shop = shop();
    let id = shop
        .create(&order([unit("cart/1", "seller@example.com", "5.00")]))
        .id;
    let path = format!("/v1/checkout/orders/{id}");
    let send = |body: &str| shop.http("PATCH", &path, body);
    let response = send(
        r#"[{"op":"replace","path":"/purchase_units/@reference_id=='cart~11'/amount",
             "value":{"currency":"USD","total":"7.50"}},
            {"op":"add","path":"/purchase_units/0/description","value":"Tea & coffee"},
            {"op":"add","path":"/purchase_units/-","value":{"reference_id":"2","amount":{"currency":"USD","total":"1.00"}}},
            {"op":"remove","path":"/redirect_urls/cancel_url"},
            {"op":"add","path":"/redirect_urls/cancel_url","value":"https://shop.example/no"}]"#,
    );
    assert_eq!(response.status(), 204, "{response:?}");
    let changed = shop.get(&id);
    assert_eq!(changed.total(), Some((Currency::USD, amount("8.50"))));
    assert_eq!(
        changed.purchase_units[0].description.as_deref(),
        Some("Tea & coffee")
    );
    for (body, status) in [
        ("{}", 400),
        ("[{]", 400),
        (r#"[{"op":"copy","path":"/intent","from":"/x"}]"#, 400),
        (
            r#"[{"op":"replace","path":"/purchase_units/7/amount","value":{}}]"#,
            422,
        ),
        (
            r#"[{"op":"replace","path":"/purchase_units/0/custom","value":"x"}]"#,
            422,
        ),
        (
            r#"[{"op":"replace","path":"/purchase_units/0/amount","value":{"currency":"USD","total":"x"}}]"#,
            400,
        ),
        (r#"[{"op":"add","path":"/intent","value":"BORROW"}]"#, 400),
        (
            r#"[{"op":"remove","path":"/purchase_units/0"},{"op":"remove","path":"/purchase_units/0"}]"#,
            400,
        ),
    ] {
        assert_eq!(error(&send(body)).0, status, "{body}");
    }
    assert_eq!(shop.get(&id), changed, "what is refused changes nothing");
    shop.sandbox.approve_order(&id).expect("approved");
    assert_eq!(shop.pay(&id, DisbursementMode::Instant).status(), 202);
    assert_eq!(shop.balance("buyer@example.com"), "-8.50");
    assert_eq!(error(&send("[]")).0, 422);
}

#[test]
fn requests_that_break_rules_are_refused_with_all_that_is_wrong() {
    let shop = shop();
    let wrong = r#"{"intent":"BORROW","purchase_units":[{"reference_id":"1","amount":{"currency":"USD","total":"1.001"}}],
        "redirect_urls":{"return_url":"https://shop.example","cancel_url":"https://shop.example"}}"#;
    let response = shop.http("POST", "/v1/checkout/orders", wrong);
    let fault: OrderError = read(&response);
    assert_eq!(response.status(), 400);
    assert_eq!(fault.name, ErrorName::InvalidRequest);
    let fields: Vec<_> = fault
        .details
        .iter()
        .filter_map(|own| own.field.as_deref())
        .collect();
    assert!(fields.contains(&"/intent"), "{fields:?}");
    assert!(
        fields.contains(&"/purchase_units/0/amount/total"),
        "{fields:?}"
    );
    for body in [
        "",
        "{",
        "{}",
        "[]",
        "a=b",
        "<a/>",
        r#"{"purchase_units":[{"reference_id":"1"}]}"#,
    ] {
        let (status, name, _) = error(&shop.http("POST", "/v1/checkout/orders", body));
        assert_eq!((status, name), (400, ErrorName::InvalidRequest), "{body}");
    }
    for (method, path) in [
        ("GET", "/v1/checkout/orders/8R"),
        ("POST", "/v1/checkout/orders/8R/pay"),
        ("GET", "/v1/payments/capture/8R"),
        ("GET", "/v1/payments/refund/8R"),
        ("POST", "/v1/payments/capture/8R/refund"),
        ("POST", "/v1/payments/authorization/8R/void"),
        ("GET", "/v1/checkout/baskets"),
        ("PUT", "/v1/checkout/orders/8R"),
    ] {
        let body = r#"{"disbursement_mode":"INSTANT"}"#;
        let (status, name, _) = error(&shop.http(method, path, body));
        assert_eq!(
            (status, name),
            (404, ErrorName::ResourceNotFound),
            "{method} {path}"
        );
    }
}

#[test]
fn callers_are_known_by_their_tokens() {
    let shop = shop();
    let id = shop
        .create(&order([unit("1", "seller@example.com", "5.00")]))
        .id;
    let get = |header: Option<&str>| {
        let mut call = Request::get(format!("{BASE}/v1/checkout/orders/{id}"));
        if let Some(header) = header {
            call = call.header("Authorization", header);
        }
        shop.sandbox.call(&call.body(Vec::new()).expect("a call"))
    };
    for header in [
        None,
        Some("Bearer"),
        Some("Bearer "),
        Some("Basic c2hvcDp4"),
    ] {
        let (status, name, _) = error(&get(header));
        assert_eq!((status, name), (401, ErrorName::Unauthorized), "{header:?}");
    }
    let (status, name, _) = error(&get(Some("Bearer other@example.com")));
    assert_eq!((status, name), (403, ErrorName::NotAuthorized));
    assert_eq!(
        get(Some("bearer seller@example.com")).status(),
        200,
        "the payee"
    );

    let token = |authorization: &str, body: &str| {
        let call = Request::post(format!("{BASE}/v1/oauth2/token"))
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(body.as_bytes().to_vec());
        shop.sandbox.call(&call.expect("a call"))
    };
    // shop@example.com:planted-secret
    let basic = "Basic c2hvcEBleGFtcGxlLmNvbTpwbGFudGVkLXNlY3JldA==";
    let granted = token(basic, "grant_type=client_credentials");
    assert_eq!(granted.status(), 200);
    let granted: serde_json::Value = serde_json::from_slice(granted.body()).expect("JSON");
    assert_eq!(granted["token_type"], "Bearer");
    let text = granted["access_token"].as_str().expect("a token");
    assert_eq!(get(Some(&format!("Bearer {text}"))).status(), 200);
    assert_eq!(token(basic, "").status(), 400);
    assert_eq!(
        token("Basic !", "grant_type=client_credentials").status(),
        401
    );
    assert_eq!(
        token("Bearer x", "grant_type=client_credentials").status(),
        401
    );
    let shown: String = shop
        .sandbox
        .exchanges_since(0)
        .iter()
        .flat_map(|own| [own.request(), own.answer()])
        .collect();
    for secret in ["c2hvcEBl", text] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn a_browser_approves_an_order_or_goes_back() {
    let shop = shop();
    let visit = |method: &str, path: &str, body: &str| {
        let call = Request::builder().method(method).uri(path);
        let call = call.body(body.as_bytes().to_vec()).expect("a call");
        let response = shop.sandbox.call(&call);
        let text = String::from_utf8(response.body().clone()).expect("a text");
        (response.status().as_u16(), text, response)
    };
    let request = order([PurchaseUnit {
        description: Some("<script>alert(1)</script>".to_owned()),
        ..unit("1", "seller@example.com", "5.00")
    }]);
    let created = shop.create(&request);
    let path = created
        .approval_url()
        .expect("a page")
        .strip_prefix(BASE)
        .expect("own");
    let (status, page, _) = visit("GET", path, "");
    assert_eq!(status, 200);
    assert!(page.contains("5.00 USD to seller@example.com"), "{page}");
    assert!(
        page.contains("&lt;script&gt;") && !page.contains("<script>alert"),
        "{page}"
    );
    let (status, _, response) = visit("POST", path, "action=cancel");
    assert_eq!(status, 303);
    let back = format!("https://shop.example/cancelled?token={}#top", created.id);
    assert_eq!(response.headers()["location"], back.as_str());
    let (status, _, response) = visit("POST", path, "action=approve&email=anna%40example.com");
    assert_eq!(status, 303);
    let to = response.headers()["location"]
        .to_str()
        .expect("a URL")
        .to_owned();
    assert!(to.contains("&PayerID="), "{to}");
    assert_eq!(shop.get(&created.id).status, Some(OrderStatus::Approved));
    assert_eq!(visit("POST", path, "action=approve").0, 409);
    assert_eq!(visit("GET", "/webapps/hermes?token=8R", "").0, 404);
    assert_eq!(visit("GET", "/webapps/hermes", "").0, 400);
}

#[test]
fn orders_are_in_the_file_again_and_old_ones_are_forgotten() {
    let file = File::new();
    let open = || Sandbox::open(&file.0, Config::new().seed(1)).expect("a store");
    let caller = Caller::new("shop@example.com");
    let sandbox = open();
    let created = sandbox.send(&caller, order([unit("1", "seller@example.com", "5.00")]));
    let created = created.expect("an order");
    sandbox.approve_order(&created.id).expect("approved");
    drop(sandbox);
    let found = open()
        .order(&created.id)
        .expect("a store")
        .expect("an order");
    assert_eq!(found.status, Some(OrderStatus::Approved));

    let few = shop_with(|config| config.keep(2));
    let ids: Vec<_> = (0..4)
        .map(|at| {
            few.create(&order([unit(
                &at.to_string(),
                "seller@example.com",
                "5.00",
            )]))
            .id
        })
        .collect();
    let is_kept = |id: &String| few.sandbox.order(id).expect("a store").is_some();
    assert_eq!(
        ids.iter().map(is_kept).collect::<Vec<_>>(),
        [false, false, true, true]
    );
    let gone = few.http("DELETE", &format!("/v1/checkout/orders/{}", ids[2]), "");
    assert_eq!(gone.status(), 204);
    let next = few
        .create(&order([unit("5", "seller@example.com", "5.00")]))
        .id;
    assert!(is_kept(&ids[3]) && is_kept(&next));
    let after = few
        .create(&order([unit("6", "seller@example.com", "5.00")]))
        .id;
    assert!(!is_kept(&ids[3]) && is_kept(&next) && is_kept(&after));
}

#[test]
fn requests_without_http_are_answered_with_messages() {
    let shop = shop();
    let sent = shop.sandbox.send(
        &shop.caller,
        order([unit("1", "seller@example.com", "5.00")]),
    );
    let order = sent.expect("an order");
    assert!(
        order
            .approval_url()
            .expect("a page")
            .starts_with("http://127.0.0.1/webapps/")
    );
    // The id of the order is in the path, which there is none of.
    let refused = shop.sandbox.send(
        &shop.caller,
        PayOrderRequest::new(DisbursementMode::Instant),
    );
    let Err(ReplyError::Fault(fault)) = refused else {
        panic!("not refused");
    };
    let AnyMessage::OrderError(error) = fault.message else {
        panic!("another fault");
    };
    assert_eq!(error.name, ErrorName::ResourceNotFound);
}

/// The ids of all captures of an order.
fn captures(order: &Order) -> Vec<String> {
    let summaries = order
        .purchase_units
        .iter()
        .map(|unit| unit.payment_summary.as_ref());
    let captures = summaries.flatten().flat_map(|summary| &summary.captures);
    captures
        .map(|capture| capture.id.clone().expect("an id"))
        .collect()
}

#[test]
fn money_moves_to_the_payee_only() {
    let shop = shop();
    for text in ["-5.00", "0.00"] {
        let request = order([unit("cart-1", "seller@example.com", text)]);
        let body = paywire::json::to_string(&request).expect("written");
        let response = shop.http("POST", "/v1/checkout/orders", &body);
        assert_eq!(response.status(), 400, "{text}");
        let created = shop.create(&order([unit("cart-1", "seller@example.com", "5.00")]));
        let change = format!(
            r#"[{{"op":"replace","path":"/purchase_units/0/amount/total","value":"{text}"}}]"#
        );
        let path = format!("/v1/checkout/orders/{}", created.id);
        assert_eq!(shop.http("PATCH", &path, &change).status(), 400, "{text}");
    }
    let unit = PurchaseUnit {
        partner_fee_details: Some(PartnerFeeDetails::new(
            Payee::with_email("partner@example.com"),
            Money::new(Currency::USD, amount("-1.00")),
        )),
        ..unit("cart-1", "seller@example.com", "5.00")
    };
    let body = paywire::json::to_string(&order([unit])).expect("written");
    assert_eq!(
        shop.http("POST", "/v1/checkout/orders", &body).status(),
        400
    );
}

#[test]
fn an_operation_is_called_by_its_method_only() {
    let shop = shop();
    let paid = shop.paid(&order([unit("cart-1", "seller@example.com", "5.00")]));
    let capture = captures(&paid).remove(0);
    let refund = format!("/v1/payments/capture/{capture}/refund");
    for method in ["GET", "PUT", "PATCH", "DELETE", "FOO"] {
        let response = shop.http(method, &refund, "{}");
        assert_eq!(response.status(), 405, "{method}");
        assert_eq!(response.headers()["allow"], "POST");
    }
    assert_eq!(shop.http("POST", &refund, "{}").status(), 200);
}

#[test]
fn a_payee_refunds_its_own_captures_only_and_changes_no_order() {
    let shop = shop();
    let paid = shop.paid(&order([
        unit("cart-1", "one@example.com", "5.00"),
        unit("cart-2", "two@example.com", "5.00"),
    ]));
    let [first, second] = captures(&paid).try_into().expect("two");
    let as_one = |method: &str, path: String, body: &str| {
        let call = Request::builder()
            .method(method)
            .uri(format!("{BASE}{path}"))
            .header("Authorization", "Bearer one@example.com")
            .header("Content-Type", "application/json")
            .body(body.as_bytes().to_vec());
        shop.sandbox.call(&call.expect("a call")).status()
    };
    let refund = |capture: &str| format!("/v1/payments/capture/{capture}/refund");
    assert_eq!(as_one("POST", refund(&second), "{}"), 403);
    assert_eq!(as_one("POST", refund(&first), "{}"), 200);
    let open = shop.create(&order([unit("cart-1", "one@example.com", "5.00")]));
    let path = format!("/v1/checkout/orders/{}", open.id);
    assert_eq!(as_one("GET", path.clone(), ""), 200, "it is seen");
    let change = r#"[{"op":"replace","path":"/purchase_units/0/amount/total","value":"999.00"}]"#;
    assert_eq!(as_one("PATCH", path.clone(), change), 403);
    assert_eq!(as_one("DELETE", path, ""), 403);
}

#[test]
fn tokens_are_compared_as_they_are() {
    let shop = shop();
    let request = order([unit("cart-1", "seller@example.com", "5.00")]);
    let call = client_of("Key-abc").request(&request, &[]).expect("a call");
    let response = shop.sandbox.call(&call);
    let created = client().read_response::<CreateOrderRequest>(&response);
    let id = created.expect("an order").message.id;
    for (token, status) in [("Key-abc", 200), ("key-ABC", 403)] {
        let ask = client_of(token).ask("GetOrder", &[&id]).expect("a call");
        let call = Request::try_from(ask).expect("a call");
        assert_eq!(shop.sandbox.call(&call).status(), status, "{token}");
    }
}
