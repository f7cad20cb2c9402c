//! Orders as answers and notifications have them.

use super::record::{PurchaseRecord, PurchaseRefund};
use crate::api::multisafepay::{
    Cost, Customer, Gateway, MultiSafepayCreateOrderResponse, MultiSafepayOrder, OrderStatus,
    OrderType, PaymentDetails, PaymentMethod, RelatedTransaction, Transaction,
};
use crate::sandbox::clock::moment;
use crate::value::{Amount, DateTime, Loose, MinorUnits};

/// Where payment pages are, each in a folder of its own.
pub(super) const PAGES: &str = "/connect/";

/// The name of every payer.
const HOLDER: &str = "Test Buyer";

/// The answer to the creation of an order: where it is paid, and for a direct one the order itself.
pub(super) fn created(
    purchase: &PurchaseRecord,
    now: i64,
    base: &str,
) -> MultiSafepayCreateOrderResponse {
    let locale = purchase.request.customer.as_ref();
    let locale = locale.and_then(|customer| customer.locale.as_deref());
    let language = locale.filter(|locale| {
        locale
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    let language = language.unwrap_or("en_US");
    let url = format!("{base}{PAGES}{}/?lang={language}", purchase.session);
    let whole = if purchase.request.order_type == OrderType::Direct {
        order(purchase, now)
    } else {
        MultiSafepayOrder {
            order_id: Some(purchase.request.order_id.clone()),
            ..MultiSafepayOrder::default()
        }
    };
    MultiSafepayCreateOrderResponse::new(MultiSafepayOrder {
        payment_url: Some(url),
        ..whole
    })
}

/// An order.
pub(super) fn order(purchase: &PurchaseRecord, now: i64) -> MultiSafepayOrder {
    let request = purchase.request.clone();
    MultiSafepayOrder {
        transaction_id: Some(number(&purchase.transaction_id)),
        order_id: Some(request.order_id),
        created: Some(date_time(purchase.created)),
        currency: Some(request.currency),
        amount: Some(request.amount),
        description: Some(request.description.into()),
        var1: request.var1,
        var2: request.var2,
        var3: request.var3,
        custom_info: request.custom_info,
        items: request.items,
        amount_refunded: Some(purchase.refunded()),
        status: Some(purchase.status(now)),
        financial_status: Some(financial_status(purchase, now)),
        reason: Some(String::new()),
        reason_code: Some("".into()),
        fastcheckout: Some("NO".to_owned()),
        modified: Some(date_time(purchase.modified)),
        completed: purchase.paid.map(date_time),
        customer: request.customer.map(customer),
        payment_details: Some(payment_details(purchase)),
        costs: costs(purchase),
        related_transactions: purchase
            .refunds
            .iter()
            .map(|own| related(purchase, own))
            .collect(),
        payment_methods: vec![payment_method(purchase, now)],
        shopping_cart: request.shopping_cart,
        checkout_options: request.checkout_options,
        ..MultiSafepayOrder::default()
    }
}

/// A number as the service writes it: without quotes.
pub(super) fn number(digits: &str) -> Loose<String> {
    let number: Option<i64> = digits.parse().ok();
    number.map_or_else(|| digits.into(), Loose::from)
}

/// The moment without a time zone. It is that of UTC.
fn date_time(millis: i64) -> DateTime {
    DateTime::from(moment(millis).strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// The status of the money. It stays completed when some of it goes back.
fn financial_status(purchase: &PurchaseRecord, now: i64) -> OrderStatus {
    match purchase.paid {
        Some(_) => OrderStatus::Completed,
        None => purchase.status(now),
    }
}

/// The customer as answers have it.
fn customer(given: Customer) -> Customer {
    Customer {
        phone1: given.phone.clone(),
        phone: None,
        ip_address: None,
        forwarded_ip: None,
        referrer: None,
        user_agent: None,
        ..given
    }
}

fn gateway(purchase: &PurchaseRecord) -> Option<Gateway> {
    let gateway = purchase.request.gateway.clone();
    gateway.filter(|gateway| *gateway != "")
}

fn payment_details(purchase: &PurchaseRecord) -> PaymentDetails {
    let is_paid = purchase.paid.is_some();
    PaymentDetails {
        kind: gateway(purchase),
        account_holder_name: is_paid.then(|| HOLDER.into()),
        account_id: Some(purchase.payer_email.as_deref().unwrap_or_default().into()),
        external_transaction_id: is_paid.then(|| number(&purchase.transaction_id)),
        ..PaymentDetails::default()
    }
}

fn payment_method(purchase: &PurchaseRecord, now: i64) -> PaymentMethod {
    let name = gateway(purchase).map(|gateway| gateway.to_string());
    PaymentMethod {
        account_id: Some(purchase.payer_email.as_deref().unwrap_or_default().into()),
        amount: Some(purchase.request.amount),
        currency: Some(purchase.currency().clone()),
        description: Some(purchase.request.description.clone().into()),
        payment_description: name,
        status: Some(financial_status(purchase, now)),
        kind: gateway(purchase),
        ..PaymentMethod::default()
    }
}

/// The service's fee, once there is one.
fn costs(purchase: &PurchaseRecord) -> Vec<Cost> {
    let is_paid = purchase.paid.is_some() && !purchase.fee.is_zero();
    let cost = is_paid.then(|| Cost {
        transaction_id: Some(number(&purchase.transaction_id)),
        amount: Some(plain(&purchase.fee)),
        currency: Some(purchase.currency().clone()),
        description: Some("Fee of the sandbox".to_owned()),
        kind: Some("SYSTEM".to_owned()),
        ..Cost::default()
    });
    cost.into_iter().collect()
}

/// An amount as JSON libraries write a number: without zeros at the end.
fn plain(amount: &Amount) -> Loose<Amount> {
    let text = amount.to_string();
    let shorter = text.trim_end_matches('0').trim_end_matches('.');
    let shorter = if text.contains('.') { shorter } else { &text };
    shorter
        .parse::<Amount>()
        .map_or_else(|_| text.as_str().into(), Loose::from)
}

fn related(purchase: &PurchaseRecord, refund: &PurchaseRefund) -> RelatedTransaction {
    RelatedTransaction {
        transaction_id: Some(number(&refund.id)),
        amount: Some(refund.amount),
        currency: Some(purchase.currency().clone()),
        kind: Some("refund".to_owned()),
        description: refund.description.clone(),
        status: Some(OrderStatus::Completed),
        created: Some(date_time(refund.created)),
        modified: Some(date_time(refund.created)),
        costs: Vec::new(),
    }
}

/// An order in the list of transactions.
pub(super) fn transaction(purchase: &PurchaseRecord, now: i64) -> Transaction {
    let request = purchase.request.clone();
    let fee = MinorUnits::of(&purchase.fee, purchase.currency()).unwrap_or_default();
    let listed = |customer: Customer| Customer {
        email: customer.email,
        first_name: customer.first_name,
        last_name: customer.last_name,
        ..Customer::default()
    };
    Transaction {
        transaction_id: Some(number(&purchase.transaction_id)),
        order_id: Some(request.order_id),
        kind: Some("payment".to_owned()),
        debit_credit: Some("C".to_owned()),
        amount: Some(request.amount),
        net: request.amount.checked_sub(fee),
        currency: Some(request.currency),
        costs: costs(purchase),
        created: Some(date_time(purchase.created)),
        completed: purchase.paid.map(date_time),
        customer: request.customer.map(listed),
        description: Some(request.description.into()),
        status: Some(purchase.status(now)),
        financial_status: Some(financial_status(purchase, now)),
        payment_method: gateway(purchase),
        var1: request.var1,
        var2: request.var2,
        var3: request.var3,
        ..Transaction::default()
    }
}
