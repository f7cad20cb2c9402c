//! `MultiSafepay`: orders, payments, changes and refunds, over JSON.
//!
//! ```
//! use paywire::api::multisafepay::{MultiSafepayGetOrderResponse, OrderStatus};
//! use paywire::api::{AnyMessage, MessageKind};
//! use paywire::codec::{self, Config, Content, Format};
//!
//! let body = br#"{"success":true,"data":{"order_id":"my-order-id-1","status":"completed",
//!     "currency":"EUR","amount":"1000","amount_refunded":0,"items":null,"costs":[]}}"#;
//! let reading = codec::read(body, &Config::strict())?;
//! let Content::Message(decoded) = reading.content else { panic!("a message") };
//! let AnyMessage::MultiSafepayGetOrderResponse(response) = &decoded.message else { panic!() };
//!
//! let order = response.outcome().expect("a success").expect("an order");
//! assert_eq!(order.status, Some(OrderStatus::Completed));
//! assert_eq!(order.total().unwrap().to_string(), "10.00");
//!
//! // Strings, numbers, `null` and `[]` are written as they came.
//! let again = decoded.encode(Format::Json, &Config::strict())?;
//! assert_eq!(
//!     serde_json::from_str::<serde_json::Value>(&again).unwrap(),
//!     serde_json::from_slice::<serde_json::Value>(body).unwrap(),
//! );
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! - Amounts are in the minor unit of their currency: see [`MinorUnits`](crate::value::MinorUnits).
//!   Only prices in carts and the service's fees are in the currency itself.
//! - A refusal has HTTP status 200 and `"success":false`. Every response has an `outcome()` that
//!   returns the refusal; an unrecognized body is read as a [`MultiSafepayFault`].
//! - Many fields come as a string or as a number: they are [`Loose`](crate::value::Loose).
//! - Dates have no time zone. `items` is HTML, kept as a plain string.
//!
//! Responses of several operations look alike, as do some requests; if the values decide, they
//! determine the message. The response to an update, a cancellation or a capture is one message,
//! because nothing in it indicates which of them it answers.
//!
//! Sources of the fields: "Alipay page" is the reference of orders paid with Alipay; "seen" is
//! traffic of shops and the service, for other payment methods and other operations.

mod capture;
mod cart;
mod codes;
mod create_order;
mod customer;
mod details;
mod errors;
mod gateway_info;
mod options;
mod order;
mod refund;
mod reply;
mod signs;
mod template;
mod transactions;
mod update_order;
pub(super) mod validate;
mod vocabularies;

pub use capture::{MultiSafepayCancelCaptureRequest, MultiSafepayCaptureRequest};
pub use cart::{
    CartItem, CheckoutOptions, ItemOption, ShoppingCart, TaxRule, TaxTable, TaxTables, Weight,
};
pub use codes::{Gateway, OrderStatus, OrderType};
pub use create_order::{
    Affiliate, GoogleAnalytics, MultiSafepayCreateOrderRequest, Plugin, SecondChance, SplitPayment,
};
pub use customer::{Customer, Delivery};
pub use details::{
    CardAuthenticationDetails, CardAuthenticationResult, CardResponseData, Cost,
    CustomerVerification, OrderAdjustment, PaymentDetails, PaymentMethod, RelatedTransaction,
};
pub use gateway_info::{GatewayInfo, PaymentData, TransferInfo};
pub use options::{CouponSettings, GatewaySettings, PaymentOptions, PaymentSettings};
pub use order::{CustomInfo, MultiSafepayOrder};
pub use refund::{
    MultiSafepayCancelRefundRequest, MultiSafepayRefundRequest, MultiSafepayRefundedCart,
};
pub use reply::{
    Changed, MultiSafepayChangeResponse, MultiSafepayCreateOrderResponse, MultiSafepayFault,
    MultiSafepayGetOrderResponse, MultiSafepayRefundResponse, Refusal,
};
pub use template::{
    Template, TemplateArea, TemplateButton, TemplateButtons, TemplateForm, TemplateHeader,
    TemplateImage, TemplateInputs, TemplateLink, TemplateSettings, TemplateState,
};
pub use transactions::{Cursor, MultiSafepayListTransactionsResponse, Pager, Transaction};
pub use update_order::{MultiSafepayCancelOrderRequest, MultiSafepayUpdateOrderRequest};

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
    known_errors: errors::ERRORS,
    signs: signs::NAMES,
    faults: signs::FAULTS,
    refusal: |error| Some(MultiSafepayFault::of_error(error).into()),
    error: facts::multisafepay::error,
    ..SystemInfo::NONE
};

fn base_url(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "https://api.multisafepay.com",
        Environment::Sandbox | Environment::BetaSandbox => "https://testapi.multisafepay.com",
    }
}

/// The HTTP method and path of each operation.
const CALLS: &[CallRow] = &[
    ("CreateOrder", Method::Post, "/v1/json/orders"),
    ("GetOrder", Method::Get, "/v1/json/orders/{order_id}"),
    ("UpdateOrder", Method::Patch, "/v1/json/orders/{order_id}"),
    ("CancelOrder", Method::Patch, "/v1/json/orders/{order_id}"),
    (
        "Capture",
        Method::Post,
        "/v1/json/orders/{order_id}/capture",
    ),
    (
        "CancelCapture",
        Method::Patch,
        "/v1/json/capture/{order_id}",
    ),
    ("Refund", Method::Post, "/v1/json/orders/{order_id}/refunds"),
    ("ListTransactions", Method::Get, "/v1/json/transactions"),
];

/// The facts of a request.
const fn request(name: &'static str, operation: &'static str) -> MessageInfo {
    info(name, Some(operation), Direction::Request)
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
        system: System::MultiSafepay,
        namespace: None,
        formats: Formats::Json,
    }
}
