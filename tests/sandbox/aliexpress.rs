//! `AliExpress` dropshipping: placing orders, and paying for them.

use http::{Request, Response};
use paywire::Secret;
use paywire::api::AnyMessage;
use paywire::api::aliexpress::{
    DsCredentials, DsErrorResponse, DsExtendRequest, DsGatewayFault, DsLogisticsAddress,
    DsOrderCreateRequest, DsOrderCreateResponse, DsOutcome, DsPlaceOrderRequest, DsProductItem,
};
use paywire::sandbox::{Caller, Config, Sandbox};
use paywire::service::Client;

use crate::model::File;
use crate::setup::{Shop, shop, shop_with};

fn client() -> Client {
    let [app_key, app_secret, session] = ["30001", "planted-secret", "planted-session"];
    let credentials = DsCredentials {
        app_key: Secret::from(app_key),
        app_secret: Secret::from(app_secret),
        session: Secret::from(session),
    };
    Client::aliexpress(credentials).base_url("http://sandbox.example:8090/sync")
}

fn order(name: Option<&str>) -> DsOrderCreateRequest {
    let address = DsLogisticsAddress {
        address: Some("1 Main St, R&D + 50% \"x\"\n注文".to_owned()),
        city: Some("Vineland".to_owned()),
        country: Some("US".to_owned()),
        zip: Some("08360".into()),
        ..DsLogisticsAddress::default()
    };
    let items = [DsProductItem::new(1_005_004_638_293_060, 2)];
    let mut order = DsPlaceOrderRequest::new(address, items);
    order.out_order_id = name.map(Into::into);
    DsOrderCreateRequest {
        ds_extend_request: Some(DsExtendRequest::paying().into()),
        ..DsOrderCreateRequest::new(order)
    }
}

/// The same with another order.
fn with(change: impl FnOnce(&mut DsPlaceOrderRequest)) -> DsOrderCreateRequest {
    let mut request = order(None);
    let mut changed = request
        .param_place_order_request4_open_api_d_t_o
        .get()
        .clone();
    change(&mut changed);
    request.param_place_order_request4_open_api_d_t_o = changed.into();
    request
}

fn call(shop: &Shop, request: &DsOrderCreateRequest) -> Response<Vec<u8>> {
    let call = client().request(request, &[]).expect("a call");
    let response = shop.sandbox.call(&call);
    assert_eq!(response.status(), 200);
    response
}

#[track_caller]
fn placed(response: &Response<Vec<u8>>) -> DsOrderCreateResponse {
    let reply = client().read_response::<DsOrderCreateRequest>(response);
    reply.expect("an answer").message
}

fn refused(response: &Response<Vec<u8>>) -> String {
    let body = response.body();
    if let Ok(fault) = paywire::json::from_slice::<DsErrorResponse>(body) {
        return fault.error_response.code.as_str().to_owned();
    }
    let fault: DsGatewayFault = paywire::json::from_slice(body).expect("a fault");
    fault.code.as_str().to_owned()
}

#[test]
fn an_order_is_placed_and_paid_or_only_placed() {
    let shop = shop();
    let response = placed(&call(&shop, &order(None)));
    let DsOutcome::CreatedAndPaid { orders } = response.outcome(true) else {
        panic!("{response:?}");
    };
    let number = orders[0].get().expect("a number");
    assert!(
        number > 8_000_000_000_000_000 && number < 1 << 53,
        "{number}"
    );
    let unasked = DsOrderCreateRequest {
        ds_extend_request: None,
        ..order(None)
    };
    let response = placed(&call(&shop, &unasked));
    let outcome = response.outcome(false);
    assert!(
        matches!(outcome, DsOutcome::CreatedNotPaid { reason: None, .. }),
        "{outcome:?}"
    );
    // Orders are paid in some countries only.
    let abroad = with(|order| order.logistics_address.country = Some("CN".to_owned()));
    let response = placed(&call(&shop, &abroad));
    let DsOutcome::CreatedNotPaid { reason, .. } = response.outcome(true) else {
        panic!("{response:?}");
    };
    assert_eq!(reason, Some("OrderCreated, autoPay fail:APIPayFail"));
    let last = shop.sandbox.exchanges_since(2);
    assert_eq!(last[0].operation(), Some("DsOrderCreate"));
    assert!(last[0].is_fault(), "it is not paid");
    let simple = DsOrderCreateRequest {
        simplify: Some("true".to_owned()),
        ..order(None)
    };
    let response = placed(&call(&shop, &simple));
    assert!(response.own_result.is_some() && response.request_id.is_some());
}

#[test]
fn an_order_with_the_same_name_is_placed_once() {
    let shop = shop();
    let number = |request: &DsOrderCreateRequest| {
        let response = placed(&call(&shop, request));
        let result = response.result().expect("a result").clone();
        result.order_list.expect("orders").number[0]
            .get()
            .expect("a number")
    };
    let first = number(&order(Some("a")));
    assert_eq!(number(&order(Some("a"))), first);
    assert_ne!(number(&order(Some("b"))), first);
    assert_ne!(number(&order(None)), number(&order(None)));
}

#[test]
fn orders_that_cannot_be_sent_are_not_created() {
    let shop = shop();
    let without: [fn(&mut DsPlaceOrderRequest); 4] = [
        |order| order.logistics_address.country = None,
        |order| order.logistics_address.country = Some("Norway".to_owned()),
        |order| order.logistics_address.city = Some(" ".to_owned()),
        |order| order.logistics_address.address = None,
    ];
    for change in without {
        let response = placed(&call(&shop, &with(change)));
        let DsOutcome::NotCreated { code, reason } = response.outcome(true) else {
            panic!("{response:?}");
        };
        assert_eq!(code, Some("B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"));
        assert!(reason.is_some());
    }
    let wrong: [fn(&mut DsPlaceOrderRequest); 2] = [
        |order| order.product_items.clear(),
        |order| order.product_items[0].product_count = 0.into(),
    ];
    for change in wrong {
        let response = call(&shop, &with(change));
        assert_eq!(refused(&response), "15");
        let text = String::from_utf8_lossy(response.body()).into_owned();
        assert!(
            text.contains("isv.invalid-parameter") && text.contains("product_"),
            "{text}"
        );
    }
}

#[test]
fn callers_sign_and_have_a_session() {
    let shop = shop();
    let post = |body: &str| {
        let call = Request::post("http://sandbox.example:8090/sync");
        let call = call.header(
            "Content-Type",
            "application/x-www-form-urlencoded;charset=utf-8",
        );
        shop.sandbox
            .call(&call.body(body.as_bytes().to_vec()).expect("a call"))
    };
    let rest = "method=aliexpress.ds.order.create&app_key=1&sign=x&session=s";
    for (body, code) in [
        (rest.replace("app_key=1", "app_key="), "28"),
        (rest.replace("&sign=x", ""), "24"),
        (rest.replace("&session=s", ""), "26"),
        (rest.to_owned(), "15"),
        (String::new(), "28"),
        ("{}".to_owned(), "28"),
    ] {
        assert_eq!(refused(&post(&body)), code, "{body}");
    }
    let signed = client().call(&order(None), &[]).expect("a call").body;
    let signed = String::from_utf8(signed).expect("a text");
    let token = signed.replace("&session=", "&access_token=");
    assert!(
        placed(&post(&token)).result().is_some(),
        "any signature will do"
    );
    // Parameters of the gateway may stand in the URL.
    let (gateway, own) = signed.split_once("&param_").expect("parameters");
    let call = Request::post(format!("http://sandbox.example:8090/sync?{gateway}"))
        .body(format!("param_{own}").into_bytes());
    assert!(
        placed(&shop.sandbox.call(&call.expect("a call")))
            .result()
            .is_some()
    );

    let strict = shop_with(|config| config.app_secret(Secret::from("planted-secret")));
    assert!(
        placed(&self::call(&strict, &order(None)))
            .result()
            .is_some()
    );
    let wrong = shop_with(|config| config.app_secret(Secret::from("another")));
    assert_eq!(refused(&self::call(&wrong, &order(None))), "25");
    let shown: String = shop
        .sandbox
        .exchanges_since(0)
        .iter()
        .map(|own| own.request())
        .collect();
    assert!(!shown.contains("planted"), "{shown}");
}

#[test]
fn orders_are_in_the_file_again_and_are_placed_without_http() {
    let file = File::new();
    let open = || Sandbox::open(&file.0, Config::new().seed(1)).expect("a store");
    let caller = Caller::new("planted-session");
    let first = open().send(&caller, order(Some("a"))).expect("placed");
    let call = client().request(&order(Some("a")), &[]).expect("a call");
    let again = placed(&open().call(&call));
    assert_eq!(
        again.result().and_then(|own| own.order_list.clone()),
        first.result().and_then(|own| own.order_list.clone())
    );
    let answer = open().answer(&caller, with(|order| order.product_items.clear()));
    assert!(matches!(answer, AnyMessage::DsErrorResponse(_)));
}
