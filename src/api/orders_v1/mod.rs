//! `PayPal` Orders, version 1.
//!
//! A shop creates an order ([`CreateOrderRequest`]), sends the payer to the approval link of the
//! response ([`Order`]), and then pays for the order ([`PayOrderRequest`]). An order can be
//! retrieved and, until it is paid, cancelled; both calls take only its id in the URL. The response
//! to a failed call is an [`OrderError`].
//!
//! All messages are JSON. Every message defines its HTTP method and path:
//!
//! ```
//! use paywire::api::orders_v1::{CreateOrderRequest, Details, Item, Order, OrderStatus};
//! use paywire::api::orders_v1::{PayOrderRequest, PurchaseUnit, RedirectUrls, Total};
//! use paywire::api::{Message, Method};
//! use paywire::codec::{self, Config, Format};
//! use paywire::{Amount, Currency};
//!
//! // Create an order.
//! let items = vec![
//!     Item::new("Ticket", "2", "10.50".parse()?, Currency::EUR),
//!     Item::new("Programme", "1", "4.00".parse()?, Currency::EUR),
//! ];
//! let mut unit = PurchaseUnit::new("cart-17", Total::new(Currency::EUR, Amount::ZERO));
//! unit.items = items;
//! let details = Details {
//!     subtotal: unit.items_total(),
//!     shipping: Some("2.50".parse()?),
//!     ..Details::default()
//! };
//! unit.amount = Total::of(Currency::EUR, details).expect("a small sum");
//! let urls = RedirectUrls::new("https://shop.example/done", "https://shop.example/cancelled");
//! let request = CreateOrderRequest::new([unit], urls);
//! assert_eq!(request.total(), Some((Currency::EUR, "27.50".parse()?)));
//! let body = codec::encode(&request.into(), Format::Json, &Config::strict())?;
//! assert!(body.starts_with(r#"{"purchase_units":[{"reference_id":"cart-17","amount":{"#));
//!
//! // Send the payer to approve it.
//! let answer = r#"{"id":"8R","status":"CREATED","links":[
//!     {"href":"https://pay.example/?token=8R","rel":"approval_url","method":"REDIRECT"}]}"#;
//! let order: Order = paywire::json::from_str(answer)?;
//! assert_eq!(order.status, Some(OrderStatus::Created));
//! assert_eq!(order.approval_url(), Some("https://pay.example/?token=8R"));
//!
//! // Pay for it.
//! let pay = PayOrderRequest::new("INSTANT");
//! let call = PayOrderRequest::INFO.call().expect("an operation");
//! assert_eq!(call.method, Method::Post);
//! assert_eq!(call.path_to([&*order.id]), "/v1/checkout/orders/8R/pay");
//! # let _ = pay;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where the descriptions come from
//!
//! The source is the reference page of the Orders API, version 1. Facts that only its samples show
//! are marked *Samples*. Lengths are in characters. Reading and writing do not validate messages.
//!
//! The types have the names of the page's objects, except a few that would be ambiguous in Rust:
//! `amount` is [`Total`], `currency` is [`Money`], `error` is [`OrderError`], and `order` is
//! [`CreateOrderRequest`] in requests and [`Order`] in responses. The page's `percentage` is an
//! [`Amount`](crate::Amount); its `country_code` and `language` are strings.

mod address;
mod bank;
mod card;
mod context;
mod error;
mod funding;
mod link;
mod money;
mod order;
mod pay;
mod payer;
mod payment;
mod signs;
mod unit;
pub(super) mod validate;
mod vocabularies;

pub use address::{Address, AddressStatus, AddressType, NormalizationStatus, ShippingAddress};
pub use bank::{
    AccountNumberType, AccountType, AuthType, BankAccount, CheckType, ConfirmationStatus,
    InstrumentState,
};
pub use card::{CardType, CreditCard, CreditCardToken, FundingInstrument};
pub use context::{
    ApplicationContext, DisbursementMode, LandingPage, Metadata, NameValuePair, PaymentDetails,
    RedirectUrls, ShippingPreference, UserAction,
};
pub use error::{ERRORS, ErrorDetails, ErrorFacts, ErrorLocation, ErrorName, OrderError};
pub use funding::{
    CardNetwork, FundingDetail, FundingInstrumentType, FundingMode, FundingSelectionPreference,
    FundingSource, InstallmentInfo, InstallmentOption, ProcessingType,
};
pub use link::{LinkDescription, LinkMethod, LinkRelation, find_link};
pub use money::{ConversionType, CurrencyConversion, Details, Money, Total};
pub use order::{CancelOrderResponse, CreateOrderRequest, Intent, Order, OrderStatus};
pub use pay::{PayOrderRequest, PayOrderResponse, PayOrderStatus};
pub use payer::{Payer, PayerInfo, PayerStatus, PaymentMethod, PhoneType, TaxIdType};
pub use payment::{
    Capture, CaptureReason, CaptureStatus, PaymentSummary, Refund, RefundStatus, Sale, SaleStatus,
};
pub use unit::{
    DisplayPhone, Item, ItemCategory, PartnerFeeDetails, Payee, PayeeDisplayMetadata, PurchaseUnit,
    UnitReason, UnitStatus,
};

use super::call::{self, CallRow, Method};
use super::environment::Environment;
use super::facts;
use super::message::{Direction, Formats, MessageInfo, System};
use super::system::SystemInfo;

pub(super) const SYSTEM: SystemInfo = SystemInfo {
    rulebook: &validate::RULEBOOK,
    base_url: |environment| Some(base_url(environment).to_owned()),
    calls: || call::of_rows(CALLS),
    vocabularies: vocabularies::VOCABULARIES,
    signs: signs::NAMES,
    faults: signs::FAULTS,
    refusal: |error| Some(OrderError::of_error(error).into()),
    error: facts::orders_v1::error,
    ..SystemInfo::NONE
};

fn base_url(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "https://api.paypal.com",
        Environment::Sandbox | Environment::BetaSandbox => "https://api.sandbox.paypal.com",
    }
}

/// The HTTP method and path of each operation. The document describes no requests for those after `PayOrder`. It gives the
/// addresses of some or links to them; those of refunds and authorizations are what the service's clients call.
const CALLS: &[CallRow] = &[
    ("CreateOrder", Method::Post, "/v1/checkout/orders"),
    ("GetOrder", Method::Get, "/v1/checkout/orders/{order_id}"),
    (
        "CancelOrder",
        Method::Delete,
        "/v1/checkout/orders/{order_id}",
    ),
    (
        "PayOrder",
        Method::Post,
        "/v1/checkout/orders/{order_id}/pay",
    ),
    (
        "UpdateOrder",
        Method::Patch,
        "/v1/checkout/orders/{order_id}",
    ),
    (
        "GetCapture",
        Method::Get,
        "/v1/payments/capture/{capture_id}",
    ),
    (
        "RefundCapture",
        Method::Post,
        "/v1/payments/capture/{capture_id}/refund",
    ),
    ("GetRefund", Method::Get, "/v1/payments/refund/{refund_id}"),
    (
        "GetAuthorization",
        Method::Get,
        "/v1/payments/authorization/{authorization_id}",
    ),
    (
        "CaptureAuthorization",
        Method::Post,
        "/v1/payments/authorization/{authorization_id}/capture",
    ),
    (
        "VoidAuthorization",
        Method::Post,
        "/v1/payments/authorization/{authorization_id}/void",
    ),
    (
        "DisburseFunds",
        Method::Post,
        "/v1/payments/referenced-payouts-items/pay",
    ),
];

/// The facts of an operation's request.
const fn request(name: &'static str, operation: &'static str) -> MessageInfo {
    info(name, Some(operation), Direction::Request)
}

/// The facts of an operation's response.
const fn response(name: &'static str, operation: &'static str) -> MessageInfo {
    info(name, Some(operation), Direction::Response)
}

/// The facts of a message that belongs to several operations.
const fn shared(name: &'static str, direction: Direction) -> MessageInfo {
    info(name, None, direction)
}

const fn info(
    name: &'static str,
    operation: Option<&'static str>,
    direction: Direction,
) -> MessageInfo {
    MessageInfo {
        name,
        operation,
        direction,
        system: System::OrdersV1,
        namespace: None,
        formats: Formats::Json,
    }
}
