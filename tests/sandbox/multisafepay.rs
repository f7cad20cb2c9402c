//! `MultiSafepay`: orders that are paid at a page, refunds, lists and notifications.

use http::{Request, Response};
use jiff::SignedDuration;
use paywire::api::multisafepay::{
    Changed, Customer, Gateway, MultiSafepayCreateOrderRequest, MultiSafepayFault,
    MultiSafepayGetOrderResponse, MultiSafepayListTransactionsResponse, MultiSafepayOrder,
    MultiSafepayRefundRequest, MultiSafepayUpdateOrderRequest, OrderStatus, OrderType,
    PaymentOptions,
};
use paywire::api::{Environment, Method};
use paywire::sandbox::{Buyer, Config, Delivery, PaymentChoice, Sandbox, VisitError};
use paywire::service::{Client, Outgoing};
use paywire::value::{Loose, MinorUnits};
use paywire::{Amount, Currency, Secret};

use crate::model::File;
use crate::setup::{Shop, shop, shop_with};

const BASE: &str = "http://sandbox.example:8090";

/// The key of the shop, which is also the name of its account.
const KEY: &str = "planted-key";

fn client() -> Client {
    let key = Secret::from(KEY);
    let client = Client::multisafepay(Environment::Sandbox, &key).expect("a client");
    client.base_url(BASE)
}

fn order(id: &str, cents: i64) -> MultiSafepayCreateOrderRequest {
    MultiSafepayCreateOrderRequest::alipay(
        OrderType::Redirect,
        id,
        Currency::EUR,
        cents,
        "Two tickets",
        PaymentOptions::new(
            "https://shop.example/told?type=notification",
            "https://shop.example/paid",
            "https://shop.example/no",
        ),
        Customer::with_locale("cn_CN"),
    )
}

fn send(shop: &Shop, call: Outgoing) -> Response<Vec<u8>> {
    let call = Request::try_from(call).expect("a call");
    let response = shop.sandbox.call(&call);
    assert_eq!(response.status(), 200, "refusals have it as well");
    response
}

#[track_caller]
fn create(shop: &Shop, request: &MultiSafepayCreateOrderRequest) -> MultiSafepayOrder {
    let response = send(shop, client().call(request, &[]).expect("a call"));
    let reply = client().read_response::<MultiSafepayCreateOrderRequest>(&response);
    let reply = reply.expect("an answer").message;
    reply.outcome().expect("created").expect("an order").clone()
}

fn page(order: &MultiSafepayOrder) -> String {
    order.payment_url.clone().expect("a page")
}

#[track_caller]
fn get(shop: &Shop, id: &str) -> MultiSafepayOrder {
    let response = send(shop, client().ask("GetOrder", &[id]).expect("a call"));
    let reply = client().read_answer::<MultiSafepayGetOrderResponse>(response.body());
    let reply = reply.expect("an answer").message;
    reply.outcome().expect("found").expect("an order").clone()
}

#[track_caller]
fn refund(shop: &Shop, id: &str, request: &MultiSafepayRefundRequest) -> Result<Changed, i64> {
    let response = send(shop, client().call(request, &[id]).expect("a call"));
    let reply = client().read_response::<MultiSafepayRefundRequest>(&response);
    match reply {
        Ok(reply) => Ok(reply.outcome().expect("refunded").expect("ids").clone()),
        Err(_) => Err(code(&response)),
    }
}

fn code(response: &Response<Vec<u8>>) -> i64 {
    let fault: MultiSafepayFault = paywire::json::from_slice(response.body()).expect("a fault");
    assert!(
        fault
            .error_info
            .as_ref()
            .is_some_and(|info| !info.is_empty())
    );
    fault.refusal().code.expect("a code")
}

#[track_caller]
fn refused(shop: &Shop, request: &MultiSafepayCreateOrderRequest) -> i64 {
    code(&send(shop, client().call(request, &[]).expect("a call")))
}

fn balance(shop: &Shop, name: &str) -> String {
    let balance = shop.sandbox.balance(name, &Currency::EUR);
    balance.expect("a store").to_string()
}

#[test]
fn an_order_is_paid_at_its_page() {
    let shop = shop();
    let request = MultiSafepayCreateOrderRequest {
        description: "R&D + 50% \"off\"\n注文".to_owned(),
        var1: Some("a&b=c+d %".into()),
        ..order("order &1/2", 1000)
    };
    let created = create(&shop, &request);
    assert_eq!(
        created.order_id.as_ref().map(Loose::as_str),
        Some("order &1/2")
    );
    let url = page(&created);
    assert!(
        url.starts_with(&format!("{BASE}/connect/")) && url.ends_with("/?lang=cn_CN"),
        "{url}"
    );
    assert_eq!(created.status, None, "a redirect has the page only");
    let waits = get(&shop, "order &1/2");
    assert_eq!(waits.status, Some(OrderStatus::Initialized));
    assert_eq!(
        waits.description.as_ref().map(Loose::as_str),
        Some(&*request.description)
    );
    assert_eq!(waits.var1, request.var1);
    assert_eq!(
        waits.created.as_ref().map(paywire::DateTime::as_str),
        Some("2013-04-24T21:39:26")
    );

    let buyer = Buyer::new("anna@example.com");
    let back = shop
        .sandbox
        .finish_payment_as(&url, PaymentChoice::Pay, &buyer);
    assert_eq!(
        back.expect("paid"),
        "https://shop.example/paid?transactionid=order+%261%2F2"
    );
    let paid = get(&shop, "order &1/2");
    assert_eq!(paid.status, Some(OrderStatus::Completed));
    assert_eq!(paid.financial_status, Some(OrderStatus::Completed));
    let id = paid.transaction_id.expect("a number");
    assert!(id.as_str().len() == 9 && id.as_str().bytes().all(|byte| byte.is_ascii_digit()));
    let method = &paid.payment_methods[0];
    assert_eq!(method.kind, Some(Gateway::Alipay));
    assert_eq!(method.amount, Some(MinorUnits::new(1000)));
    let cost = paid.costs[0].amount.as_ref().and_then(Loose::get);
    assert_eq!(cost, Some("0.29".parse::<Amount>().expect("an amount")));
    assert_eq!(balance(&shop, "anna@example.com"), "-10.00");
    assert_eq!(balance(&shop, KEY), "9.71");
    let again = shop.sandbox.finish_payment(&url, PaymentChoice::Pay);
    assert!(matches!(again, Err(VisitError::Approved)));
}

#[test]
fn a_direct_order_is_told_whole() {
    let shop = shop();
    let request = MultiSafepayCreateOrderRequest {
        order_type: OrderType::Direct,
        manual: Some(false.into()),
        ..order("direct", 1000)
    };
    let created = create(&shop, &request);
    assert_eq!(created.status, Some(OrderStatus::Initialized));
    assert_eq!(created.fastcheckout.as_deref(), Some("NO"));
    assert!(created.payment_url.is_some());
    shop.sandbox
        .finish_payment(&page(&created), PaymentChoice::Pay)
        .expect("paid");
    assert_eq!(get(&shop, "direct").status, Some(OrderStatus::Completed));
}

#[test]
fn a_customer_who_does_not_pay_goes_back() {
    let shop = shop();
    for (id, choice, status) in [
        ("1", PaymentChoice::Decline, OrderStatus::Declined),
        ("2", PaymentChoice::Cancel, OrderStatus::Cancelled),
    ] {
        let url = page(&create(&shop, &order(id, 500)));
        let back = shop
            .sandbox
            .finish_payment(&url, choice)
            .expect("a way back");
        assert_eq!(back, format!("https://shop.example/no?transactionid={id}"));
        assert_eq!(get(&shop, id).status, Some(status));
        let late = shop.sandbox.finish_payment(&url, PaymentChoice::Pay);
        assert!(matches!(late, Err(VisitError::Ended)));
    }
    let url = page(&create(&shop, &order("3", 500)));
    let nobody = Buyer::new("bob@unregistered.example");
    let refused = shop
        .sandbox
        .finish_payment_as(&url, PaymentChoice::Pay, &nobody);
    assert!(matches!(refused, Err(VisitError::NoAccount)));
    let unknown = shop
        .sandbox
        .finish_payment("/connect/x", PaymentChoice::Pay);
    assert!(matches!(unknown, Err(VisitError::UnknownKey)));
    assert_eq!(balance(&shop, "buyer@example.com"), "0.00");
}

#[test]
fn an_order_that_is_not_paid_in_time_is_over() {
    let shop = shop();
    let short = MultiSafepayCreateOrderRequest {
        seconds_active: Some(60.into()),
        ..order("short", 500)
    };
    let url = page(&create(&shop, &short));
    create(&shop, &order("long", 500));
    shop.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(get(&shop, "short").status, Some(OrderStatus::Expired));
    let late = shop.sandbox.finish_payment(&url, PaymentChoice::Pay);
    assert!(matches!(late, Err(VisitError::Ended)));
    shop.clock.advance(SignedDuration::from_hours(29 * 24));
    assert_eq!(get(&shop, "long").status, Some(OrderStatus::Initialized));
    shop.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(get(&shop, "long").status, Some(OrderStatus::Expired));
}

#[test]
fn refunds_give_back_what_was_paid_and_no_more() {
    let shop = shop();
    let url = page(&create(&shop, &order("1", 1000)));
    let part = |cents| MultiSafepayRefundRequest::of(Currency::EUR, cents);
    assert_eq!(refund(&shop, "1", &part(100)), Err(1000), "it was not paid");
    shop.sandbox
        .finish_payment(&url, PaymentChoice::Pay)
        .expect("paid");
    let described = MultiSafepayRefundRequest {
        description: Some("One ticket & a half".to_owned()),
        ..part(333)
    };
    let ids = refund(&shop, "1", &described).expect("refunded");
    let order = get(&shop, "1");
    assert_eq!(order.status, Some(OrderStatus::PartialRefunded));
    assert_eq!(order.amount_refunded, Some(MinorUnits::new(333)));
    let related = &order.related_transactions[0];
    assert_eq!(related.transaction_id, ids.refund_id);
    assert_eq!(related.description.as_deref(), Some("One ticket & a half"));
    assert_eq!(refund(&shop, "1", &part(668)), Err(1001));
    assert_eq!(refund(&shop, "1", &part(-1)), Err(1001));
    let other = MultiSafepayRefundRequest::of(Currency::USD, 1);
    assert_eq!(refund(&shop, "1", &other), Err(1002));
    assert_eq!(refund(&shop, "2", &part(1)), Err(1006));
    refund(&shop, "1", &part(0)).expect("all that is left");
    let order = get(&shop, "1");
    assert_eq!(order.status, Some(OrderStatus::Refunded));
    assert_eq!(order.financial_status, Some(OrderStatus::Completed));
    assert_eq!(balance(&shop, "buyer@example.com"), "0.00");
    assert_eq!(balance(&shop, KEY), "-0.29", "the fee is not given back");
    assert_eq!(refund(&shop, "1", &part(1)), Err(1001));
}

#[test]
fn orders_are_changed_and_cancelled_by_the_shop() {
    let shop = shop();
    let url = page(&create(&shop, &order("1", 1000)));
    create(&shop, &order("2", 1000));
    let change = |id: &str, status: &str| {
        let request = MultiSafepayUpdateOrderRequest::to(status);
        let call = client().call(&request, &[id]).expect("a call");
        let response = send(&shop, call);
        let reply = client().read_response::<MultiSafepayUpdateOrderRequest>(&response);
        reply.map(|_| ()).map_err(|_| code(&response))
    };
    assert_eq!(change("1", "shipped"), Err(1000), "it was not paid");
    shop.sandbox
        .finish_payment(&url, PaymentChoice::Pay)
        .expect("paid");
    assert_eq!(change("1", "shipped"), Ok(()));
    assert_eq!(get(&shop, "1").status, Some(OrderStatus::Shipped));
    assert_eq!(change("1", "cancelled"), Err(1000));
    assert_eq!(change("2", "cancelled"), Ok(()));
    assert_eq!(get(&shop, "2").status, Some(OrderStatus::Cancelled));
    assert_eq!(change("3", "shipped"), Err(1006));
    let capture = shop.sandbox.call(
        &Request::post(format!("{BASE}/v1/json/orders/1/capture"))
            .header("api_key", KEY)
            .body(br#"{"amount":100,"new_order_id":"1-a"}"#.to_vec())
            .expect("a call"),
    );
    assert_eq!(code(&capture), 1000, "nothing is reserved");
}

#[test]
fn requests_are_refused_with_the_documented_codes() {
    let shop = shop();
    create(&shop, &order("1", 100));
    assert_eq!(refused(&shop, &order("1", 100)), 1006, "used before");
    assert_eq!(refused(&shop, &order("", 100)), 1006);
    assert_eq!(refused(&shop, &order(&"x".repeat(51), 100)), 1006);
    assert_eq!(refused(&shop, &order("2", -1)), 1001);
    let with = |change: fn(&mut MultiSafepayCreateOrderRequest)| {
        let mut request = order("2", 100);
        change(&mut request);
        refused(&shop, &request)
    };
    assert_eq!(with(|own| own.currency = "XYZ".into()), 1002);
    assert_eq!(with(|own| own.description = "x".repeat(201)), 1008);
    assert_eq!(with(|own| own.description = "<b>x</b>".to_owned()), 1008);
    assert_eq!(with(|own| own.var2 = Some("x".repeat(101).into())), 1010);
    assert_eq!(with(|own| own.customer = None), 1000);
    assert_eq!(
        with(|own| {
            let customer = own.customer.as_mut().expect("a customer");
            customer.ip_address = Some("1.2.3".to_owned());
        }),
        1007
    );
    let call = |key: Option<&str>, path: &str, body: &str| {
        let mut call = Request::builder().method(if body.is_empty() { "GET" } else { "POST" });
        if let Some(key) = key {
            call = call.header("api_key", key);
        }
        let call = call.uri(format!("{BASE}{path}"));
        let call = call.body(body.as_bytes().to_vec()).expect("a call");
        shop.sandbox.call(&call)
    };
    assert_eq!(code(&call(None, "/v1/json/orders/1", "")), 1032);
    assert_eq!(code(&call(Some(""), "/v1/json/orders/1", "")), 1032);
    assert_eq!(
        code(&call(Some("other"), "/v1/json/orders/1", "")),
        1006,
        "of another shop"
    );
    assert_eq!(code(&call(Some(KEY), "/v1/json/orders/9", "")), 1006);
    for body in ["{", "[]", "a=b", r#"{"type":"redirect"}"#] {
        assert_eq!(
            code(&call(Some(KEY), "/v1/json/orders", body)),
            1000,
            "{body}"
        );
    }
    let by_query = call(None, &format!("/v1/json/orders/1?api_key={KEY}"), "");
    assert!(String::from_utf8_lossy(by_query.body()).contains(r#""success":true"#));
    let shown: String = shop
        .sandbox
        .exchanges_since(0)
        .iter()
        .map(|own| own.request())
        .collect();
    assert!(!shown.contains(KEY), "{shown}");
    assert!(
        shop.sandbox
            .exchanges_since(1)
            .iter()
            .any(|own| own.is_fault())
    );
}

#[test]
fn transactions_are_listed_in_pages_the_newest_first() {
    let shop = shop();
    for at in 0..5 {
        create(&shop, &order(&at.to_string(), 100 + at));
    }
    let other = Client::multisafepay(Environment::Sandbox, &Secret::from("other"));
    let other = other.expect("a client").base_url(BASE);
    send(&shop, other.call(&order("x", 1), &[]).expect("a call"));
    let list = |query: &str| {
        let mut call = client().ask("ListTransactions", &[]).expect("a call");
        call.url += query;
        let response = send(&shop, call);
        let reply = client().read_answer::<MultiSafepayListTransactionsResponse>(response.body());
        reply.expect("a list").message
    };
    let ids = |list: &MultiSafepayListTransactionsResponse| -> Vec<String> {
        let ids = list.data.iter().filter_map(|own| own.order_id.as_ref());
        ids.map(|id| id.as_str().to_owned()).collect()
    };
    let all = list("");
    assert_eq!(ids(&all), ["4", "3", "2", "1", "0"]);
    assert_eq!(all.pager.after, None);
    let first = list("?limit=2");
    assert_eq!(ids(&first), ["4", "3"]);
    let next = first.pager.after.expect("more");
    let query = next
        .strip_prefix(&format!("{BASE}/v1/json/transactions"))
        .expect("own");
    assert_eq!(ids(&list(query)), ["2", "1"]);
    let rest = list(&list(query).pager.after.expect("more")[BASE.len() + 21..]);
    assert_eq!(ids(&rest), ["0"]);
    assert_eq!(rest.pager.after, None);
}

#[test]
fn shops_are_told_of_every_change() {
    let shop = shop_with(|config| config.retry_after(SignedDuration::from_secs(1)));
    let url = page(&create(&shop, &order("order &1", 1000)));
    assert_eq!(
        shop.sandbox.next_due().expect("a store"),
        None,
        "nothing has changed"
    );
    shop.sandbox
        .finish_payment(&url, PaymentChoice::Pay)
        .expect("paid");
    let due = shop.sandbox.due(10).expect("a store");
    let [told] = &due[..] else {
        panic!("not one: {due:?}");
    };
    assert_eq!(told.method(), Method::Post);
    assert_eq!(
        told.url(),
        "https://shop.example/told?type=notification&transactionid=order+%261&timestamp=1366839566"
    );
    let order: MultiSafepayOrder = paywire::json::from_str(told.body()).expect("an order");
    assert_eq!(order.status, Some(OrderStatus::Completed));
    let headers = told.headers();
    assert_eq!(headers[0], ("Content-Type", "application/json"));
    let (name, signature) = headers[1];
    assert_eq!(name, "Auth");
    // 1366839566:, and 128 digits.
    assert!(
        signature.starts_with("MTM2NjgzOTU2Nj") && signature.len() == 188,
        "{signature}"
    );
    let next = shop.sandbox.delivered(told, false).expect("a store");
    assert!(matches!(next, Delivery::Again(_)));
    shop.clock.advance(SignedDuration::from_secs(1));
    let again = &shop.sandbox.due(10).expect("a store")[0];
    assert_eq!(
        (again.body(), again.headers()),
        (told.body(), told.headers())
    );
    shop.sandbox.delivered(again, true).expect("a store");
    refund(
        &shop,
        "order &1",
        &MultiSafepayRefundRequest::of(Currency::EUR, 1),
    )
    .expect("refunded");
    assert_eq!(shop.sandbox.due(10).expect("a store").len(), 1);

    let shop = self::shop();
    let mut quiet = self::order("2", 100);
    let options = quiet.payment_options.as_mut().expect("options");
    options.notification_method = Some("GET".to_owned());
    let url = page(&create(&shop, &quiet));
    shop.sandbox
        .finish_payment(&url, PaymentChoice::Cancel)
        .expect("cancelled");
    let told = &shop.sandbox.due(10).expect("a store")[0];
    assert_eq!((told.method(), told.body()), (Method::Get, ""));
    assert!(told.headers().is_empty());
    let mut silent = self::order("3", 100);
    let options = silent.payment_options.as_mut().expect("options");
    options.notification_url = None;
    let url = page(&create(&shop, &silent));
    shop.sandbox
        .finish_payment(&url, PaymentChoice::Pay)
        .expect("paid");
    assert_eq!(shop.sandbox.due(10).expect("a store").len(), 1);
}

#[test]
fn a_browser_pays_declines_or_goes_back() {
    let shop = shop();
    let visit = |method: &str, url: &str, body: &str| {
        let call = Request::builder().method(method).uri(url);
        let call = call.body(body.as_bytes().to_vec()).expect("a call");
        let response = shop.sandbox.call(&call);
        let text = String::from_utf8(response.body().clone()).expect("a text");
        (response.status().as_u16(), text)
    };
    for (id, action, status) in [
        ("1", "pay", OrderStatus::Completed),
        ("2", "decline", OrderStatus::Declined),
        ("3", "cancel", OrderStatus::Cancelled),
    ] {
        let request = MultiSafepayCreateOrderRequest {
            description: "5 < 6 & \"7\"".to_owned(),
            ..order(id, 1250)
        };
        let url = page(&create(&shop, &request));
        let (code, text) = visit("GET", &url, "");
        assert_eq!(code, 200);
        assert!(
            text.contains("12.50 EUR") && text.contains("5 &lt; 6 &amp;"),
            "{text}"
        );
        assert!(text.contains("value=\"decline\""), "{text}");
        let (code, _) = visit("POST", &url, &format!("action={action}"));
        assert_eq!(code, 303);
        assert_eq!(get(&shop, id).status, Some(status));
        let (code, text) = visit("GET", &url, "");
        assert!(code == 200 && !text.contains("<form"), "{text}");
        assert_eq!(visit("POST", &url, "action=pay").0, 409);
    }
    assert_eq!(visit("GET", "/connect/unknown/", "").0, 404);
}

#[test]
fn orders_are_in_the_file_again() {
    let file = File::new();
    let open = || Sandbox::open(&file.0, Config::new().seed(1)).expect("a store");
    let call = client().request(&order("1", 1000), &[]).expect("a call");
    let created = open().call(&call);
    let reply = client().read_response::<MultiSafepayCreateOrderRequest>(&created);
    let reply = reply.expect("created").message;
    let url = reply
        .data
        .and_then(|order| order.payment_url)
        .expect("a page");
    open()
        .finish_payment(&url, PaymentChoice::Pay)
        .expect("paid");
    let sandbox = open();
    let order = sandbox.purchase(&url).expect("a store").expect("an order");
    assert_eq!(order.status, Some(OrderStatus::Completed));
    assert_eq!(sandbox.due(10).expect("a store").len(), 1);
    assert_eq!(code(&sandbox.call(&call)), 1006);
}

#[test]
fn an_order_has_a_description() {
    let shop = shop();
    let request = MultiSafepayCreateOrderRequest {
        description: " ".to_owned(),
        ..order("1", 100)
    };
    assert_eq!(refused(&shop, &request), 1008);
}
