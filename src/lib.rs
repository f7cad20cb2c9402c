//! paywire reads, checks and writes payment API messages as typed Rust values, with exact amounts and
//! precise error positions.
//!
//! ```
//! use paywire::api::adaptive_payments::pay::PayResponse;
//! use paywire::nvp;
//!
//! let body = "responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00\
//!     &responseEnvelope.ack=Success&responseEnvelope.correlationId=34e44c0bdbed6\
//!     &responseEnvelope.build=5710123&payKey=AP-1&paymentExecStatus=COMPLETED\
//!     &paymentInfoList.paymentInfo(0).receiver.amount=12.50";
//! let response: PayResponse = nvp::from_str(body)?;
//! let paid = &response.payment_info_list.as_ref().unwrap().payment_info[0];
//! assert_eq!(paid.receiver.amount.to_string(), "12.50");
//!
//! let error = nvp::from_str::<PayResponse>(&body.replace("12.50", "12,50")).unwrap_err();
//! assert_eq!(error.path(), Some("paymentInfoList.paymentInfo(0).receiver.amount"));
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! # What is in the crate
//!
//! | module | content |
//! | --- | --- |
//! | [`nvp`] | NVP bodies, `receiverList.receiver(0).amount=100.00&…`, from and to any serde type. Its page has the chapter [NVP and Rust types](nvp#nvp-and-rust-types) |
//! | [`json`] | JSON as payment APIs send it: scalars quoted or not, exact digits, nothing unchecked |
//! | [`xml`] | XML, checked to its end, from and to any serde type. Its page has the chapter [XML and Rust types](xml#xml-and-rust-types) |
//! | [`soap`] | SOAP envelopes around such XML: headers, the message or a fault |
//! | [`value`] | values of fields: exact amounts, currencies, dates, open codes, secrets |
//! | [`api`] | the messages: a plain struct each, the same for every format |
//! | [`codec`] | bodies whose format or message is unknown: detects both, converts, keeps unknown fields |
//! | [`payments`] | groups messages into payments: sums paid and refunded, outcomes, and the next step |
//! | [`service`] | HTTP calls from requests, replies from answers, and answers from messages, for clients and services |
#![cfg_attr(
    feature = "capture",
    doc = "| [`capture`] | captured traffic: HAR, packets, flows, commands of curl …, and the messages in it |"
)]
//! | [`error`], [`limits`] | the [`Error`] of all modules, and the [`Limits`] of every decoder |
//!
//! Each layer works without the ones above: the formats work with any serde type, and the messages of [`api`] with any serde
//! format.
//!
//! The four formats have the same functions, settings and types under the same names, those of `serde_json` where it has
//! one. [A page](_comparison) compares them name by name with `serde_json`, `quick-xml` and `serde_qs`.
//!
//! The crate models `PayPal`'s [Adaptive Payments](api::adaptive_payments) and [Orders v1](api::orders_v1),
//! [`MultiSafepay`](api::multisafepay), and the dropshipping orders of [`AliExpress`](api::aliexpress).
//!
//! # Which function
//!
//! | you have | use |
//! | --- | --- |
//! | a body and its type | [`nvp::from_str`], [`json::from_slice`], [`xml::from_slice`], [`soap::from_slice`] |
//! | a body with recoverable errors | [`nvp::Config::lenient`], and its [warnings](nvp::Config::from_slice_reporting); the same in every format |
//! | a body, and a message known at run time | [`codec::decode`] |
//! | a body of unknown format | [`codec::read`] |
//! | a notification to verify | [`codec::Ipn`] |
//! | a message to check against the documents' rules | [`api::Validate`] |
//! | a reply, to learn whether the call succeeded | [`AnyMessage::outcome`](api::AnyMessage::outcome), `outcome()` of the reply's type |
//! | a reply, to learn who pays whom how much | [`AnyMessage::facts`](api::AnyMessage::facts) |
//! | many messages, to learn the state of each payment | [`payments::Payments`] |
//! | a body without a type | [`Value`] |
//! | several JSON documents in one input | [`json::Deserializer::into_iter`] |
//! | a message to convert to another format | [`codec::convert`] |
//! | a message to send | [`nvp::to_string`], [`json::to_string`], [`xml::to_string`], [`soap::to_string`] |
//!
//! # Features
//!
//! Everything the README shows is on by default, except captures and the program.
//!
//! | feature | adds |
//! | --- | --- |
//! | (none) | the formats, for types of your own, in UTF-8, UTF-16 and windows-1252 |
//! | `simd`, on by default | vector instructions, for speed |
//! | `charsets`, on by default | every encoding of the WHATWG standard |
//! | `api`, on by default | value types, and the modules for bodies of any message: [`value`], [`api`], [`codec`], [`payments`], [`redact`] |
//! | `adaptive-payments`, `orders-v1`, `multisafepay`, `aliexpress`, on by default | the messages of a system, with `api`; `systems` is all four |
//! | `http` | calls and answers of [`service`] as types of the crate `http` |
//! | `axum` | extractors and responders for services on axum, with `http` |
//! | `proptest` | strategies for messages, for property tests: `paywire::proptest` |
//! | `arbitrary` | messages as inputs of fuzz targets: `Arbitrary` of the crate `arbitrary` |
//! | `mock` | [`sandbox`]: an offline service for tests, with `adaptive-payments` and `http` |
//! | `capture` | the readers of captured traffic, with `adaptive-payments` |
//! | `cli` | the `paywire` program and its dependencies, with all systems |
//! | `parquet` | Parquet output of the program |
//!
//! Features only add. With fewer systems, a body is identified as the same message, or as unknown: a body of a disabled
//! system is an unknown message. The same secrets are hidden in it. The minimum Rust version is 1.88, for all features.
//!
//! ## Build time
//!
//! ```toml
//! paywire = { version = "0.1", default-features = false } # formats alone
//! paywire = { version = "0.1", default-features = false, features = ["multisafepay"] } # one system
//! ```
//!
//! The functions of a format are compiled for each type in the crate that calls them, and a message of a system brings all types
//! within it: three calls of [`nvp::from_str`] and [`nvp::to_string`] for two messages take longer than all other code of a
//! small program. [`codec::decode`] and [`codec::encode`] read and write every message by code that is compiled once, with
//! this crate; convert the result to a known type with `TryFrom<AnyMessage>`. Prefer these functions if build time matters.
//!
//! # Promises
//!
//! - **Nothing is lost or guessed.** Amounts keep their digits and never pass through a float. Ambiguous
//!   input is an error, unless a switch resolves it.
//! - **Bounded.** Every decoder works under [`Limits`], on by default; time and memory are linear in
//!   the input. No input makes it panic.
//! - **Secrets stay inside.** An [`Error`] never holds the input or a value of it. `Debug` never prints a
//!   [`Secret`], nor the content of types that hold a body, a header or unknown values.
//!   Serializing does write secrets; [`redact`] removes them from output.
//! - **No `unsafe` code** in this crate: the lint `unsafe_code` is set to `forbid`.
//!
//! paywire is not affiliated with, endorsed or sponsored by `PayPal`, `MultiSafepay` or `AliExpress`. Their
//! names are trademarks of their owners and are used only to identify the messages.

#![cfg_attr(docsrs, feature(doc_cfg))]
// Some helpers are used only by optional modules; builds with all systems check for unused code.
#![cfg_attr(not(feature = "systems"), allow(unused))]

#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub mod api;
#[cfg(feature = "capture")]
#[cfg_attr(docsrs, doc(cfg(feature = "capture")))]
pub mod capture;
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub mod codec;
mod encoding;
pub mod error;
mod fast_path;
mod growth;
pub mod json;
pub mod limits;
pub mod nvp;
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub mod payments;
mod policy;
#[cfg(any(feature = "arbitrary", feature = "proptest"))]
mod random;
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub mod redact;
#[cfg(feature = "mock")]
#[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
pub mod sandbox;
mod scalar;
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub mod service;
mod simd;
pub mod soap;
#[cfg(feature = "api")]
mod tree;
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub mod value;
mod veil;
pub mod xml;

#[doc = include_str!("../docs/comparison.md")]
pub mod _comparison {}

/// The crate of dates and times in the public interface: [`api::Validate::validate_on`] takes its
/// `civil::Date`, and captures return its `Timestamp`. A new major version of it is a breaking change.
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub use jiff;
/// The crate of the `Decimal` that an [`Amount`] converts to. A new major version of it is a breaking change.
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
pub use rust_decimal;

/// The README's examples, as tests. They show what features add as well.
#[cfg(all(doctest, feature = "axum", feature = "systems"))]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;

#[doc(inline)]
pub use crate::encoding::Charset;
#[doc(inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};
#[doc(inline)]
pub use crate::limits::Limits;
#[doc(inline)]
pub use crate::nvp::Value;
#[doc(inline)]
pub use crate::policy::Duplicates;
#[cfg(feature = "proptest")]
#[cfg_attr(docsrs, doc(cfg(feature = "proptest")))]
#[doc(inline)]
pub use crate::random::proptest;
#[cfg(feature = "api")]
#[cfg_attr(docsrs, doc(cfg(feature = "api")))]
#[doc(inline)]
pub use crate::value::{Amount, Currency, Date, DateTime, Duration, Secret};
