//! `AliExpress` dropshipping: orders, and their immediate payment.
//!
//! There is one operation, `aliexpress.ds.order.create`. Its request is a form; two of its
//! parameters hold JSON, which is read and written as typed data:
//!
//! ```
//! use paywire::api::aliexpress::{
//!     DsExtendRequest, DsLogisticsAddress, DsOrderCreateRequest, DsPlaceOrderRequest, DsProductItem,
//! };
//! use paywire::api::{AnyMessage, Validate};
//! use paywire::codec::{self, Config, Format};
//!
//! let address = DsLogisticsAddress {
//!     city: Some("Vineland".to_owned()),
//!     country: Some("US".to_owned()),
//!     ..DsLogisticsAddress::default()
//! };
//! let order = DsPlaceOrderRequest::new(address, [DsProductItem::new(1_005_004_638_293_060, 1)]);
//! let request = DsOrderCreateRequest {
//!     ds_extend_request: Some(DsExtendRequest::paying().into()),
//!     ..DsOrderCreateRequest::new(order)
//! };
//! assert!(request.validate().is_ok());
//! assert!(request.asks_to_pay());
//!
//! let body = codec::encode(&AnyMessage::from(request), Format::Nvp, &Config::strict())?;
//! assert!(body.ends_with(
//!     "&ds_extend_request=%7B%22payment%22%3A%7B%22pay_currency%22%3A%22USD%22%2C%22try_to_pay%22%3Atrue%7D%7D"
//! ));
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! The response has three outcomes, because an order can be created but not paid:
//!
//! ```
//! use paywire::api::aliexpress::{DsOrderCreateResponse, DsOutcome};
//!
//! let body = r#"{"aliexpress_ds_order_create_response":{"result":{
//!     "is_success":true,
//!     "error_msg":"OrderCreated, autoPay fail:APIPayFail",
//!     "order_list":{"number":[8190439416163295]}
//! }}}"#;
//! let response: DsOrderCreateResponse = paywire::json::from_str(body)?;
//! let DsOutcome::CreatedNotPaid { orders, reason } = response.outcome(true) else { panic!() };
//! assert_eq!(orders[0].get(), Some(8_190_439_416_163_295));
//! assert_eq!(reason, Some("OrderCreated, autoPay fail:APIPayFail"));
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! A request that the gateway refuses before the operation gets a [`DsErrorResponse`] or, from
//! newer gateways, a [`DsGatewayFault`].
//!
//! Sources of the fields: "API page" is the page on paying through the API; "order page" is the
//! service's page of the operation; "seen" is traffic of clients.

mod errors;
mod fault;
mod order;
mod request;
mod response;
mod sign;
mod signs;
mod support;
pub(super) mod validate;

pub use fault::{DsErrorResponse, DsGatewayError, DsGatewayFault};
pub use order::{DsLogisticsAddress, DsPlaceOrderRequest, DsProductItem};
pub use request::{
    DsChannelStrategy, DsExtendRequest, DsOrderCreateRequest, DsPayment, DsPromotion, DsTradeExtra,
};
pub use response::{
    DsOrderCreateReply, DsOrderCreateResponse, DsOrderId, DsOrderList, DsOrderResult, DsOutcome,
};
pub use sign::{DsCredentials, SignMethod, signature, verify_signature};
pub use support::{PAY_COUNTRIES, PAY_CURRENCIES, PayCountry};

use super::environment::Environment;
use super::facts;
use super::message::{Direction, Formats, MessageInfo, System};
use super::system::SystemInfo;

/// The address of the gateway, for all operations. (seen)
pub const GATEWAY: &str = "https://api-sg.aliexpress.com/sync";

/// There are no calls: a parameter names the operation, and the gateway's address depends on the
/// caller's region.
pub(super) const SYSTEM: SystemInfo = SystemInfo {
    rulebook: &validate::RULEBOOK,
    base_url: |environment| (environment == Environment::Production).then(|| GATEWAY.to_owned()),
    method: Some((METHOD, OPERATION)),
    known_errors: errors::ERRORS,
    signs: signs::NAMES,
    faults: signs::FAULTS,
    refusal: |error| Some(DsErrorResponse::of_error(error).into()),
    document: request::document,
    error: facts::aliexpress::error,
    ..SystemInfo::NONE
};

/// The operation that the messages belong to.
const OPERATION: &str = "DsOrderCreate";

/// The wire name of the operation, in the form's `method`.
pub const METHOD: &str = "aliexpress.ds.order.create";

const fn info(name: &'static str, direction: Direction, formats: Formats) -> MessageInfo {
    MessageInfo {
        name,
        operation: match direction {
            Direction::Fault => None,
            _ => Some(OPERATION),
        },
        direction,
        system: System::AliExpress,
        namespace: None,
        formats,
    }
}
