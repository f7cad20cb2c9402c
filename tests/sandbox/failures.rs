//! Errors on purpose: by configuration, by amount and by text.

use std::collections::HashSet;

use http::Request;
use paywire::api::adaptive_payments::common::{PaymentExecStatus, TransactionStatus};
use paywire::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::aliexpress::{
    DsCredentials, DsExtendRequest, DsLogisticsAddress, DsOrderCreateRequest, DsPlaceOrderRequest,
    DsProductItem,
};
use paywire::api::multisafepay::MultiSafepayCreateOrderRequest;
use paywire::api::orders_v1::{CreateOrderRequest, ErrorName, PurchaseUnit, RedirectUrls, Total};
use paywire::api::{Direction, Environment, System};
use paywire::codec::{self, Config, Content};
use paywire::sandbox::Failure;
use paywire::service::Client;
use paywire::{Amount, Currency, Secret};

use crate::setup::{Shop, chained, implicit, pay, said, shop, shop_with, to};

#[test]
fn every_documented_error_can_be_had() {
    let shop = shop();
    let mut amounts = HashSet::new();
    for failure in of_system(System::AdaptivePayments) {
        let number: i64 = failure.code().parse().expect("a number");
        let amount = failure.amount().expect("an amount");
        let mut request = pay([to("seller@example.com", "1.00")]);
        request.receiver_list.receiver[0].amount = amount;
        let error = shop.refused(request);
        assert_eq!(error.error_id, Some(number));
        assert!(!error.message.expect("a message").contains('<'), "{number}");
        assert!(amounts.insert(amount), "{number}");

        let by_key = PaymentDetailsRequest::by_pay_key(format!("AP-{}", failure.text()));
        assert_eq!(shop.refused(by_key).error_id, Some(number));
        let parsed: Failure = failure.to_string().parse().expect("a failure");
        assert_eq!(parsed, failure);
    }
    assert!(amounts.len() > 70);
}

fn of_system(system: System) -> impl Iterator<Item = Failure> {
    Failure::all().filter(move |failure| failure.system() == system)
}

/// The status and the codes of an answer over HTTP.
fn told(shop: &Shop, call: &Request<Vec<u8>>) -> (u16, Vec<String>) {
    let response = shop.sandbox.call(call);
    let config = Config::strict().direction(Direction::Response);
    let Content::Message(decoded) = codec::read(response.body(), &config).expect("read").content
    else {
        panic!("{response:?}");
    };
    let facts = decoded.message.facts();
    let codes = facts
        .errors
        .into_iter()
        .filter_map(|error| error.code.or(error.message));
    assert!(
        shop.sandbox
            .exchanges_since(0)
            .last()
            .expect("a call")
            .is_fault()
    );
    (response.status().as_u16(), codes.collect())
}

#[test]
fn every_error_of_orders_can_be_had() {
    let client = Client::orders_v1(Environment::Sandbox, &Secret::from("shop@example.com"));
    let client = client.expect("a client");
    let create = |description: Option<String>| {
        let total = Total::new(Currency::USD, Amount::from(1));
        let unit = PurchaseUnit {
            description,
            ..PurchaseUnit::new("1", total)
        };
        let urls = RedirectUrls::new("https://shop.example", "https://shop.example");
        let request = CreateOrderRequest::new([unit], urls);
        client.request(&request, &[]).expect("a call")
    };
    for failure in of_system(System::OrdersV1) {
        let facts = ErrorName::from(failure.code())
            .facts()
            .expect("a listed name");
        let expected = (facts.status.expect("a status"), vec![failure.code()]);
        let by_text = create(Some(format!("A text {}", failure.text())));
        assert_eq!(told(&shop(), &by_text), expected);
        let id = format!("8R-{}", failure.text());
        let by_path = client.ask("GetOrder", &[&id]).expect("a call");
        assert_eq!(
            told(&shop(), &by_path.try_into().expect("a call")),
            expected
        );
        let all = shop_with(|config| config.fail(failure));
        assert_eq!(told(&all, &create(None)), expected);
        let parsed: Failure = failure.to_string().parse().expect("a failure");
        assert_eq!(parsed, failure);
    }
    let other: Failure = "payorder:UNAUTHORIZED".parse().expect("a failure");
    assert_eq!(other.to_string(), "PayOrder:UNAUTHORIZED");
    let shop = shop_with(|config| config.fail(other));
    assert_eq!(
        shop.sandbox.call(&create(None)).status(),
        200,
        "of another operation"
    );
    let text = create(Some("FAIL-1006".to_owned()));
    assert_eq!(shop.sandbox.call(&text).status(), 200, "of another system");
}

#[test]
fn every_error_of_multisafepay_can_be_had() {
    let client = Client::multisafepay(Environment::Sandbox, &Secret::from("key"));
    let client = client.expect("a client");
    let create = |cents: i64, description: &str| {
        let request =
            MultiSafepayCreateOrderRequest::new("redirect", description, "EUR", cents, description);
        client.request(&request, &[]).expect("a call")
    };
    for failure in of_system(System::MultiSafepay) {
        let expected = (200, vec![failure.code()]);
        let amount = failure.amount().expect("an amount");
        let cents = amount.to_minor_units(&Currency::EUR).expect("cents");
        assert_eq!(told(&shop(), &create(cents, "Tea")), expected);
        let by_text = create(1, &format!("Tea {}", failure.text()));
        assert_eq!(told(&shop(), &by_text), expected);
        let of_all = shop_with(|config| config.fail(failure));
        let get = client.ask("GetOrder", &["1"]).expect("a call");
        assert_eq!(told(&of_all, &get.try_into().expect("a call")), expected);
    }
    let shop = shop();
    for cents in [1006, 10_060, 100_601] {
        let response = shop.sandbox.call(&create(cents, &cents.to_string()));
        let text = String::from_utf8_lossy(response.body());
        assert!(text.contains(r#""success":true"#), "{text}");
    }
}

#[test]
fn every_error_of_aliexpress_can_be_had() {
    let [app_key, app_secret, session] = ["1", "2", "3"].map(Secret::from);
    let client = Client::aliexpress(DsCredentials {
        app_key,
        app_secret,
        session,
    });
    let order = |memo: Option<String>| {
        let address = DsLogisticsAddress {
            address: Some("1 Main St".to_owned()),
            city: Some("Vineland".to_owned()),
            country: Some("US".to_owned()),
            ..DsLogisticsAddress::default()
        };
        let item = DsProductItem {
            order_memo: memo,
            ..DsProductItem::new(1, 1)
        };
        let request = DsOrderCreateRequest {
            ds_extend_request: Some(DsExtendRequest::paying().into()),
            ..DsOrderCreateRequest::new(DsPlaceOrderRequest::new(address, [item]))
        };
        client.request(&request, &[]).expect("a call")
    };
    for failure in of_system(System::AliExpress) {
        assert_eq!(failure.amount(), None);
        for (shop, call) in [
            (shop(), order(Some(failure.text()))),
            (shop_with(|config| config.fail(failure)), order(None)),
        ] {
            let (status, codes) = told(&shop, &call);
            assert_eq!(status, 200);
            assert!(
                codes.iter().any(|code| code.contains(&failure.code())),
                "{failure}: {codes:?}"
            );
        }
    }
}

#[test]
fn other_amounts_and_texts_ask_for_nothing() {
    let shop = shop();
    for amount in ["5800.21", "5800.2", "580.02", "58.00", "5800"] {
        shop.ok(implicit([to("seller@example.com", amount)]));
    }
    for memo in [
        "FAIL-580022.",
        "FAIL-58002",
        "fail-580022",
        "FAIL-999999",
        "580022",
    ] {
        let request = PayRequest {
            memo: Some(memo.to_owned()),
            ..implicit([to("seller@example.com", "1.00")])
        };
        shop.ok(request);
    }
}

#[test]
fn currencies_without_decimal_places_have_whole_amounts() {
    let shop = shop();
    let request = PayRequest {
        currency_code: Currency::JPY,
        ..pay([to("seller@example.com", "520009")])
    };
    assert_eq!(shop.refused(request).error_id, Some(520_009));
    let agreed = PreapprovalRequest::limited(
        "https://shop.example/no",
        Currency::USD,
        "https://shop.example/yes",
        "2013-04-25Z",
        "2013-05-24Z",
        "5690.16".parse().expect("an amount"),
    );
    assert_eq!(shop.refused(agreed).error_id, Some(569_016));
}

#[test]
fn calls_of_one_operation_fail_or_all() {
    let failure = |text: &str| text.parse::<Failure>().expect("a failure");
    let shop = shop_with(|config| {
        let config = config.fail(failure("ExecutePayment:529038"));
        config.fail(failure("ExecutePayment:580030"))
    });
    let key = shop
        .ok(implicit([to("seller@example.com", "1.00")]))
        .pay_key;
    let message = "There was an error while making this payment";
    let error = shop.refused(ExecutePaymentRequest::new(key));
    assert_eq!(said(&error), (529_038, message));

    let shop = shop_with(|config| config.fail(failure("520002")));
    let error = shop.refused(PaymentDetailsRequest::by_pay_key("AP-1"));
    assert_eq!(error.error_id, Some(520_002));
    for wrong in [
        "",
        "Pay",
        "Pay:",
        "580023:Pay",
        "Buy:580022",
        "Pay:123456",
        "580 022",
    ] {
        assert!(wrong.parse::<Failure>().is_err(), "{wrong}");
    }
}

/// A payment to these receivers, of whom those with an error number fail.
fn with_failures(mut request: PayRequest, errors: &[Option<&str>]) -> PayRequest {
    for (receiver, error) in request.receiver_list.receiver.iter_mut().zip(errors) {
        receiver.invoice_id = error.map(|error| format!("I-FAIL-{error}"));
    }
    request
}

fn statuses(shop: &crate::setup::Shop, key: &str) -> Vec<Option<TransactionStatus>> {
    let infos = shop.details(key).payment_info_list.payment_info.into_iter();
    infos.map(|info| info.transaction_status).collect()
}

#[test]
fn a_transfer_fails_by_itself_or_with_the_others() {
    use TransactionStatus::{Completed, Failed, Reversed};

    let shop = shop();
    let two = || implicit([to("one@example.com", "1.00"), to("two@example.com", "2.00")]);
    let reply = shop.ok(with_failures(two(), &[None, Some("580036")]));
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Incomplete);
    let errors = reply.pay_error_list.expect("errors").pay_error;
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].receiver.email.as_deref(), Some("two@example.com"));
    assert_eq!(errors[0].error.error_id, Some(580_036));
    assert_eq!(
        statuses(&shop, &reply.pay_key),
        [Some(Completed), Some(Failed)]
    );

    let whole = PayRequest {
        reverse_all_parallel_payments_on_error: Some(true),
        ..two()
    };
    let reply = shop.ok(with_failures(whole, &[None, Some("559044")]));
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Error);
    assert_eq!(
        statuses(&shop, &reply.pay_key),
        [Some(Reversed), Some(Failed)]
    );
    let error = &reply.pay_error_list.expect("errors").pay_error[0].error;
    assert_eq!(
        said(error),
        (
            559_044,
            "Account setting on the receiver prohibited the payment"
        )
    );

    let both = with_failures(two(), &[Some("579045"), Some("579045")]);
    assert_eq!(shop.ok(both).payment_exec_status, PaymentExecStatus::Error);
    let reply = shop.ok(with_failures(
        chained([
            to("market@example.com", "10.00"),
            to("seller@example.com", "9.00"),
        ]),
        &[None, Some("579045")],
    ));
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Error);
    assert_eq!(statuses(&shop, &reply.pay_key), [None, Some(Failed)]);
    assert_eq!(
        shop.sandbox
            .balance("market@example.com", &Currency::USD)
            .expect("a store"),
        Amount::ZERO
    );
}
