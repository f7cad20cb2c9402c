//! Decodes bodies whose format and message are detected, and keeps fields that the model does not know.
//!
//! ```
//! use paywire::api::{AnyMessage, MessageKind};
//! use paywire::codec::{self, Content, Format};
//!
//! let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&fundingPlanId=9T&colour=red";
//! let reading = codec::read(body, &codec::Config::strict())?;
//! assert_eq!(reading.format, Format::Nvp);
//!
//! let Content::Message(decoded) = reading.content else { panic!("a message") };
//! assert_eq!(decoded.message.kind(), MessageKind::ExecutePaymentRequest);
//! assert_eq!(decoded.unknown[0].to_string(), "colour=red");
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! [`convert`](convert()) converts a body to another format with everything in it, [`encode`] encodes a message, and
//! [`diff`](diff()) compares two bodies.
//!
//! A message that is read from JSON and written as JSON keeps the spelling of each unchanged value: `"1000"` or `1000`,
//! `null` or absent, `[]` or `{}`; unknown literals stay literals. Attributes in the namespace of XML Schema instances,
//! such as `xsi:type`, describe how an element is encoded and are not kept. An unknown element with `xsi:nil` is a
//! `null`.
//!
//! Read a notification that you have to verify as an [`Ipn`], which keeps its bytes.
//!
//! To decode a known message in a known format, call [`decode`]; for generic values, [`decode_generic`]. [`identify`]
//! lists the messages that a body could be, with the evidence. [`collect_unknown`] reads any type from any deserializer
//! and keeps what the type would ignore.

mod config;
mod convert;
mod decode;
mod diff;
mod embedded;
mod encode;
mod format;
#[cfg(feature = "adaptive-payments")]
mod headers;
mod identify;
mod ipn;
mod names;
mod overlay;
mod parsed;
pub(crate) use embedded::documents;

use crate::tree::path;
mod other_services;
mod spelling;
mod tree;
mod unknown;
mod violations;
mod warning;

pub use config::Config;
pub use convert::{Converted, convert};
pub use decode::{Content, Decoded, Generic, Reading, decode, decode_generic, read};
pub use diff::{Difference, diff};
pub use encode::encode;
#[cfg(feature = "axum")]
pub(crate) use encode::rooted;
pub use format::Format;
pub use identify::{Candidate, Reason, identify};
#[cfg(feature = "adaptive-payments")]
#[cfg_attr(docsrs, doc(cfg(feature = "adaptive-payments")))]
pub use ipn::Ipn;
pub use parsed::Root;
pub use tree::{encode_tree, encode_untyped};
pub use unknown::{Unknown, Unknowns, collect_unknown, leaves};
pub use warning::Warning;
