//! Whatever is done with orders, what one account gives others get, and no more goes back than was paid.

use http::Request;
use paywire::api::multisafepay::{
    Customer, MultiSafepayCreateOrderRequest, MultiSafepayOrder, OrderType, PaymentOptions,
};
use paywire::api::orders_v1::{
    Capture, CreateOrderRequest, DisbursementMode, Intent, Money, Order, PartnerFeeDetails, Payee,
    PaymentSummary, PurchaseUnit, RedirectUrls, Total,
};
use paywire::sandbox::PaymentChoice;
use paywire::{Amount, Currency};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::setup::{Shop, shop};

const BUYER: &str = "buyer@example.com";
const PAYEES: [&str; 3] = [
    "one@example.com",
    "two@example.com",
    "new@unregistered.example",
];
const PARTNER: &str = "partner@example.com";
const SHOP: &str = "shop@example.com";

/// Something that a shop, a payer or a payee does.
#[derive(Clone, Debug)]
enum Step {
    /// Creates an order of units: payee, cents and the cents of a partner.
    Create(Vec<(usize, i64, i64)>, bool),
    Approve(Index),
    Pay(Index, bool),
    Patch(Index, i64),
    Cancel(Index),
    /// Captures cents of what is set aside, perhaps for the last time.
    Capture(Index, i64, bool),
    Void(Index),
    Disburse(Index),
    /// Gives back cents of a capture, or all that is left.
    Refund(Index, Index, Option<i64>),
    Buy(i64),
    Finish(Index, PaymentChoice),
    GiveBack(Index, i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let index = any::<Index>;
    let unit = (0..PAYEES.len(), 1..5000_i64, 0..100_i64);
    let choice = prop_oneof![
        3 => Just(PaymentChoice::Pay),
        1 => Just(PaymentChoice::Decline),
        1 => Just(PaymentChoice::Cancel),
    ];
    let step = prop_oneof![
        3 => (prop::collection::vec(unit, 1..4), any::<bool>()).prop_map(|(units, sets_aside)| Step::Create(units, sets_aside)),
        4 => index().prop_map(Step::Approve),
        4 => (index(), any::<bool>()).prop_map(|(at, delayed)| Step::Pay(at, delayed)),
        1 => (index(), 1..5000_i64).prop_map(|(at, cents)| Step::Patch(at, cents)),
        1 => index().prop_map(Step::Cancel),
        3 => (index(), 1..3000_i64, any::<bool>()).prop_map(|(at, cents, last)| Step::Capture(at, cents, last)),
        1 => index().prop_map(Step::Void),
        2 => index().prop_map(Step::Disburse),
        4 => (index(), index(), prop::option::of(1..3000_i64)).prop_map(|(at, place, cents)| Step::Refund(at, place, cents)),
        2 => (1..5000_i64).prop_map(Step::Buy),
        3 => (index(), choice).prop_map(|(at, choice)| Step::Finish(at, choice)),
        3 => (index(), 0..3000_i64).prop_map(|(at, cents)| Step::GiveBack(at, cents)),
    ];
    prop::collection::vec(step, 1..40)
}

fn cents(cents: i64) -> Amount {
    Amount::new(cents, 2)
}

/// Orders and what is known of them beside their answers.
#[derive(Default)]
struct World {
    orders: Vec<String>,
    /// The captures that were paid out.
    disbursed: Vec<String>,
    purchases: Vec<String>,
}

impl World {
    fn order(&self, shop: &Shop, at: Index) -> Option<Order> {
        let id = (!self.orders.is_empty()).then(|| at.get(&self.orders))?;
        shop.sandbox.order(id).expect("a store")
    }

    fn take(&mut self, shop: &Shop, step: Step) {
        match step {
            Step::Create(units, sets_aside) => self.orders.push(create(shop, &units, sets_aside)),
            Step::Buy(units) => {
                let url = buy(shop, self.purchases.len(), units);
                self.purchases.push(url);
            }
            Step::Finish(at, choice) if !self.purchases.is_empty() => {
                let url: &String = at.get(&self.purchases);
                let _ = shop.sandbox.finish_payment(url, choice);
            }
            Step::GiveBack(at, units) if !self.purchases.is_empty() => {
                let place = at.index(self.purchases.len());
                let body = format!(r#"{{"currency":"USD","amount":{units}}}"#);
                http(
                    shop,
                    "POST",
                    &format!("/v1/json/orders/{place}/refunds"),
                    &body,
                );
            }
            Step::Approve(at)
            | Step::Pay(at, _)
            | Step::Patch(at, _)
            | Step::Cancel(at)
            | Step::Capture(at, _, _)
            | Step::Void(at)
            | Step::Disburse(at)
            | Step::Refund(at, _, _) => {
                if let Some(order) = self.order(shop, at) {
                    self.change(shop, &order, &step);
                }
            }
            Step::Finish(_, _) | Step::GiveBack(_, _) => {}
        }
    }

    fn change(&mut self, shop: &Shop, order: &Order, step: &Step) {
        let path = format!("/v1/checkout/orders/{}", order.id);
        let captures = captures(order);
        let part = |units: i64| {
            format!(
                r#""amount":{{"total":"{}","currency":"USD"}}"#,
                cents(units)
            )
        };
        let authorization =
            summaries(order).find_map(|own| own.authorizations[..].first().cloned());
        let authorization = authorization.and_then(|own| own.id).unwrap_or_default();
        let authorization = format!("/v1/payments/authorization/{authorization}");
        match *step {
            Step::Approve(_) => {
                let _ = shop.sandbox.approve_order(&order.id);
            }
            Step::Pay(_, delayed) => {
                let mode = if delayed { "DELAYED" } else { "INSTANT" };
                let body = format!(r#"{{"disbursement_mode":"{mode}"}}"#);
                http(shop, "POST", &format!("{path}/pay"), &body);
            }
            Step::Patch(_, units) => {
                let total = "/purchase_units/0/amount/total";
                let value = cents(units);
                let body = format!(r#"[{{"op":"replace","path":"{total}","value":"{value}"}}]"#);
                http(shop, "PATCH", &path, &body);
            }
            Step::Cancel(_) => {
                http(shop, "DELETE", &path, "");
            }
            Step::Capture(_, units, last) => {
                let body = format!(r#"{{{},"is_final_capture":{last}}}"#, part(units));
                http(shop, "POST", &format!("{authorization}/capture"), &body);
            }
            Step::Void(_) => {
                http(shop, "POST", &format!("{authorization}/void"), "");
            }
            Step::Disburse(at) if !captures.is_empty() => {
                let id = at.get(&captures).id.clone().expect("an id");
                let body = format!(r#"{{"reference_id":"{id}"}}"#);
                let path = "/v1/payments/referenced-payouts-items/pay";
                if http(shop, "POST", path, &body) == 200 {
                    self.disbursed.push(id);
                }
            }
            Step::Refund(_, place, units) if !captures.is_empty() => {
                let id = place.get(&captures).id.clone().expect("an id");
                let body = units.map_or(String::new(), |units| format!("{{{}}}", part(units)));
                http(
                    shop,
                    "POST",
                    &format!("/v1/payments/capture/{id}/refund"),
                    &body,
                );
            }
            _ => {}
        }
    }

    /// What is held back for payees.
    fn held(&self, shop: &Shop) -> Amount {
        let orders = self
            .orders
            .iter()
            .filter_map(|id| shop.sandbox.order(id).expect("a store"));
        let delayed = orders.filter(|order| {
            let details = order.payment_details.as_ref();
            let mode = details.and_then(|details| details.disbursement_mode.clone());
            mode == Some(DisbursementMode::Delayed)
        });
        let mut held = cents(0);
        for order in delayed {
            for capture in captures(&order) {
                if !self.disbursed.contains(capture.id.as_ref().expect("an id")) {
                    held = plus(held, left(&order, &capture));
                }
            }
        }
        held
    }

    /// What the buyer has paid and not got back.
    fn paid(&self, shop: &Shop) -> Amount {
        let mut paid = cents(0);
        for id in &self.orders {
            let Some(order) = shop.sandbox.order(id).expect("a store") else {
                continue;
            };
            for capture in captures(&order) {
                paid = plus(paid, left(&order, &capture));
            }
        }
        for url in &self.purchases {
            let order: MultiSafepayOrder =
                shop.sandbox.purchase(url).expect("a store").expect("one");
            if order.completed.is_some() {
                let refunded = order.refunded().expect("an amount");
                assert!(Some(refunded) <= order.total());
                paid = plus(paid, plus(order.total().expect("an amount"), -refunded));
            }
        }
        paid
    }

    fn check(&self, shop: &Shop) {
        let balance = |name: &str| shop.sandbox.balance(name, &Currency::USD).expect("a store");
        let accounts = [&PAYEES[..], &[BUYER, PARTNER, SHOP]].concat();
        let sum = accounts
            .into_iter()
            .fold(cents(0), |sum, name| plus(sum, balance(name)));
        let fees = shop.sandbox.fees(&Currency::USD).expect("a store");
        assert!(!fees.is_negative());
        assert_eq!(plus(plus(sum, fees), self.held(shop)), cents(0));
        assert_eq!(balance(BUYER), -self.paid(shop));
    }
}

fn plus(one: Amount, other: Amount) -> Amount {
    one.checked_add(&other).expect("a small sum")
}

fn summaries(order: &Order) -> impl Iterator<Item = &PaymentSummary> {
    let units = order.purchase_units.iter();
    units.filter_map(|unit| unit.payment_summary.as_ref())
}

fn captures(order: &Order) -> Vec<Capture> {
    summaries(order)
        .flat_map(|own| own.captures.clone())
        .collect()
}

/// What was not given back of a capture.
fn left(order: &Order, capture: &Capture) -> Amount {
    let total = capture.amount.as_ref().expect("an amount").total;
    let refunds = summaries(order).flat_map(|own| &own.refunds);
    let own = refunds.filter(|refund| refund.capture_id == capture.id);
    let left = own.fold(total, |left, refund| {
        plus(left, -refund.amount.as_ref().expect("an amount").total)
    });
    assert!(!left.is_negative());
    left
}

/// Calls, and returns the status.
fn http(shop: &Shop, method: &str, path: &str, body: &str) -> u16 {
    let call = Request::builder()
        .method(method)
        .uri(format!("http://127.0.0.1{path}"))
        .header("Authorization", format!("Bearer {SHOP}"))
        .body(body.as_bytes().to_vec());
    shop.sandbox.call(&call.expect("a call")).status().as_u16()
}

fn create(shop: &Shop, units: &[(usize, i64, i64)], sets_aside: bool) -> String {
    let units = units
        .iter()
        .enumerate()
        .map(|(at, (payee, price, fee))| PurchaseUnit {
            payee: Some(Payee::with_email(PAYEES[*payee])),
            partner_fee_details: (*fee > 0).then(|| {
                let fee = Money::new(Currency::USD, cents(*fee));
                PartnerFeeDetails::new(Payee::with_email(PARTNER), fee)
            }),
            ..PurchaseUnit::new(at.to_string(), Total::new(Currency::USD, cents(*price)))
        });
    let urls = RedirectUrls::new("https://shop.example/yes", "https://shop.example/no");
    let request = CreateOrderRequest {
        intent: sets_aside.then_some(Intent::Authorize),
        ..CreateOrderRequest::new(units.collect::<Vec<_>>(), urls)
    };
    shop.sandbox
        .send(&shop.caller, request)
        .expect("an order")
        .id
}

/// Creates an order of `MultiSafepay`, and returns where it is paid.
fn buy(shop: &Shop, number: usize, units: i64) -> String {
    let request = MultiSafepayCreateOrderRequest::alipay(
        OrderType::Redirect,
        number.to_string(),
        Currency::USD,
        units,
        "Tea",
        PaymentOptions::default(),
        Customer::default(),
    );
    let reply = shop.sandbox.send(&shop.caller, request).expect("an order");
    reply
        .data
        .and_then(|order| order.payment_url)
        .expect("a page")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn money_of_orders_adds_up(steps in steps()) {
        let shop = shop();
        let mut world = World::default();
        for step in steps {
            world.take(&shop, step);
            world.check(&shop);
        }
    }
}
