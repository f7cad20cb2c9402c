//! The service around the messages: addresses, headers, versions.
//!
//! | | |
//! | --- | --- |
//! | [`Environment`] | where the production service, the sandbox and the beta sandbox are |
//! | [`OPERATIONS`], [`operation`] | the operations: path, `SOAPAction`, since when |
//! | [`RequestHeaders`], [`Credentials`] | the headers of a request, with secrets that stay hidden |
//! | [`SentHeaders`] | what is wrong with the headers of a request that was sent |
//! | [`header`], [`data_format`] | the names of the headers, and the values that name formats |
//! | [`VERSIONS`], [`since`] | the versions of the service, and what each brought |
//!
//! The addresses that a sender's browser is sent to are a [`Redirect`](super::redirect::Redirect).
//!
//! ```
//! use paywire::Secret;
//! use paywire::api::adaptive_payments::service::{self, Credentials, Environment, RequestHeaders};
//! use paywire::codec::Format;
//!
//! let credentials = Credentials::Signature {
//!     user_id: Secret::new("shop_api1.shop.example".to_owned()),
//!     password: Secret::new("the password".to_owned()),
//!     signature: Secret::new("the signature".to_owned()),
//! };
//! let own = RequestHeaders {
//!     device_ip_address: Some("203.0.113.7".to_owned()),
//!     ..RequestHeaders::new(credentials, service::SANDBOX_APPLICATION_ID)
//! };
//!
//! let pay = service::operation("Pay").expect("an operation");
//! let address = pay.url(Environment::Sandbox);
//! assert_eq!(address, "https://svcs.sandbox.paypal.com/AdaptivePayments/Pay");
//!
//! // What the format needs, and what the caller is.
//! let mut request = Vec::new();
//! request.extend(Format::Json.headers().into_iter().map(|(name, value)| (name, value.to_owned())));
//! request.extend(own.headers()?.iter().map(|(name, value)| (name, value.to_owned())));
//! assert_eq!(request[0], ("X-PAYPAL-REQUEST-DATA-FORMAT", "JSON".to_owned()));
//! assert_eq!(request[2], ("X-PAYPAL-SECURITY-USERID", "shop_api1.shop.example".to_owned()));
//! # Ok::<(), paywire::Error>(())
//! ```

mod environment;
mod headers;
mod operations;
mod versions;

pub use super::validate::SentHeaders;
pub use crate::api::Environment;
pub use headers::{Credentials, Headers, RequestHeaders, data_format, header};
pub use operations::{OPERATIONS, Operation, operation};
pub use versions::{ServiceVersion, VERSIONS, since};

/// The application id that everybody may use in the sandbox. (Guide p. 68)
pub const SANDBOX_APPLICATION_ID: &str = "APP-80W284485P519543T";
