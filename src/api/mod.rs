//! The messages: one folder a system, one file an operation.
//!
//! A message is a plain struct with serde derives, and its fields have the names and the order of
//! the API's own schema. Nothing here knows a wire format: the same struct is read from and
//! written to all of them.
//!
//! - A field the API requires is plain, an optional one is an `Option`, a list is a `Vec`. An
//!   empty list and an absent one are the same.
//! - Amounts are [`Amount`](crate::Amount), never floats. Words from a fixed vocabulary are open
//!   codes (see [`open_code!`](crate::open_code)): a word nobody knows yet is kept, not refused.
//! - Every type has a constructor of what is required; the rest is filled by struct update:
//!
//! ```
//! use paywire::api::adaptive_payments::common::{ActionType, Receiver};
//! use paywire::api::adaptive_payments::pay::PayRequest;
//! use paywire::{Amount, Currency};
//!
//! let amount: Amount = "100.00".parse()?;
//! let request = PayRequest {
//!     memo: Some("two tickets".to_owned()),
//!     ..PayRequest::new(
//!         ActionType::Pay,
//!         "https://shop.example/cancel",
//!         Currency::USD,
//!         [Receiver::with_email(amount, "seller@example.com")],
//!         "https://shop.example/return",
//!     )
//! };
//! assert_eq!(request.receiver_list.receiver[0].email.as_deref(), Some("seller@example.com"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What a message is called, which operation it belongs to and which way it goes is said by
//! [`Message`]; a program that learns the message only at run time names it with [`MessageKind`]
//! and holds it as [`AnyMessage`]; [`shape`] tells the fields of any of these types, and [`validate`]
//! what the documents demand of what stands in them.

#[cfg(feature = "adaptive-payments")]
#[cfg_attr(docsrs, doc(cfg(feature = "adaptive-payments")))]
pub mod adaptive_payments;
#[cfg(feature = "aliexpress")]
#[cfg_attr(docsrs, doc(cfg(feature = "aliexpress")))]
pub mod aliexpress;
mod call;
pub(crate) mod called;
mod environment;
pub mod facts;
pub(crate) mod failure;
pub(crate) mod kinds;
mod known_errors;
mod message;
#[cfg(feature = "multisafepay")]
#[cfg_attr(docsrs, doc(cfg(feature = "multisafepay")))]
pub mod multisafepay;
#[cfg(feature = "orders-v1")]
#[cfg_attr(docsrs, doc(cfg(feature = "orders-v1")))]
pub mod orders_v1;
pub(crate) mod orders_v2;
mod registry;
pub mod shape;
mod system;
pub mod validate;
mod vocabularies;

pub use environment::Environment;
pub use known_errors::KnownError;
pub use message::{Call, Direction, Documents, Formats, Message, MessageInfo, Method, System};
pub use registry::{AnyMessage, MessageKind};
pub use validate::Validate;
