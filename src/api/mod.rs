//! The messages: a module for each system, with a file for each operation.
//!
//! A message is a plain struct with serde derives. Its fields have the names and the order of the
//! API's own schema. The structs are independent of formats: each can be read from and written to
//! all that it supports.
//!
//! - A required field is plain, an optional one is an `Option`, a list is a `Vec`. An empty list
//!   equals an absent one.
//! - Amounts are [`Amount`](crate::Amount), never floats. Vocabularies are open codes (see
//!   [`open_code!`](crate::open_code)): an unknown word is kept, not refused.
//! - Every type has a constructor with the required fields; set the others by struct update. A minor
//!   version may add optional fields, so a literal that lists all fields may stop compiling:
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
//! [`Message`] gives the name, operation and direction of a message. A program that learns the
//! message only at run time uses [`MessageKind`] for the type and [`AnyMessage`] for the value.
//! [`shape`] describes the fields of any of these types, and [`validate`] checks the documents'
//! requirements for their values.

#[cfg(feature = "adaptive-payments")]
#[cfg_attr(docsrs, doc(cfg(feature = "adaptive-payments")))]
pub mod adaptive_payments;
#[cfg(feature = "aliexpress")]
#[cfg_attr(docsrs, doc(cfg(feature = "aliexpress")))]
pub mod aliexpress;
mod call;
pub(crate) mod call_filter;
mod environment;
pub mod facts;
pub(crate) mod failure;
mod fresh;
pub(crate) mod kinds;
pub(crate) mod known_calls;
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
mod request;
pub mod shape;
mod system;
pub mod validate;
mod vocabularies;

pub use environment::Environment;
pub use known_errors::KnownError;
pub use message::{Call, Direction, Documents, Formats, Message, MessageInfo, Method, System};
#[cfg(any(feature = "arbitrary", feature = "proptest"))]
pub(crate) use registry::all_messages;
pub use registry::{AnyMessage, MessageKind};
pub use request::Request;
pub use validate::Validate;
