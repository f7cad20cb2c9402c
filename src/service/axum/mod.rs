//! Extractors and responders for services on [axum](https://docs.rs/axum).
//!
//! | type | reads and writes |
//! | --- | --- |
//! | [`Payload<T>`](Payload) | a message of this crate in the format that the client uses; the answer is in the one it asks for |
//! | [`Nvp<T>`](Nvp), [`Json<T>`](Json), [`Xml<T>`](Xml), [`Soap<T>`](Soap) | any serde type in one format |
//! | `codec::Ipn` | a notification with its raw bytes; only read |
//!
//! ```
//! use axum::{Router, routing::post};
//! use paywire::api::adaptive_payments::common::{AckCode, PaymentExecStatus, ResponseEnvelope};
//! use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
//! use paywire::service::axum::Payload;
//!
//! async fn pay(request: Payload<PayRequest>) -> Payload<PayResponse> {
//!     let envelope = ResponseEnvelope::now(AckCode::Success);
//!     request.reply(PayResponse::new(envelope, "AP-1", PaymentExecStatus::Created))
//! }
//!
//! let service: Router = Router::new().route("/AdaptivePayments/Pay", post(pay));
//! ```
//!
//! # Errors
//!
//! A request that cannot be read is a [`Rejection`]. It says [why](Rejection::reason), with which
//! [status](Rejection::status) it is answered, and has the [error](Rejection::error) with its place in the body. It
//! answers in the words of the error, which never quote the body; a message of a known service is refused with that
//! service's own fault in the format that the client asks for. To answer in another way, take a
//! `Result<Payload<T>, Rejection>` in the handler.
//!
//! # Configuration
//!
//! Bodies are read in the strict preset. Another [`Config`](crate::codec::Config) is set by an extension:
//!
//! ```
//! use axum::{Extension, Router};
//! use paywire::Limits;
//! use paywire::codec::Config;
//!
//! let config = Config::lenient().limits(Limits::default().input(64 * 1024));
//! let service: Router = Router::new().layer(Extension(config));
//! ```
//!
//! A body is no longer than the limit `input` and axum's own limit, `DefaultBodyLimit`; whichever is smaller counts. Its
//! charset is the one of the content type, which has to be a supported one.

mod format;
mod input;
#[cfg(feature = "adaptive-payments")]
mod ipn;
mod payload;
mod rejection;

pub use format::{Json, Nvp, Soap, Xml};
pub use payload::{Payload, PayloadMessage};
pub use rejection::{Rejection, RejectionReason};

#[cfg(feature = "adaptive-payments")]
#[cfg_attr(docsrs, doc(cfg(feature = "adaptive-payments")))]
#[doc(no_inline)]
pub use crate::codec::Ipn;

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use http::StatusCode;

use super::Answer;
use crate::error::Error;

/// The answer as it is: set its status or header fields before.
impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match http::Response::try_from(self) {
            Ok(response) => response.map(Body::from),
            Err(error) => unwritable(&error),
        }
    }
}

/// The response if an answer cannot be written: the service's own fault.
fn unwritable(error: &Error) -> Response {
    let text = format!("the answer cannot be written: {error}");
    (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
}
