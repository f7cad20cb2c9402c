//! Bodies of which nothing is known beforehand: format and message are found out, and what the
//! model does not know is kept.
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
//! [`convert`](convert()) writes a body in another format with everything that is in it, [`encode`] a
//! message, and [`diff`](diff()) says what two bodies say differently.
//!
//! A message that was read from JSON and is written as JSON has every value as it came, as long as
//! nobody changed it: `"1000"` or `1000`, `null` or nothing, `[]` or `{}`. An unknown number is the
//! same number again, and so is an unknown `true`, `null`, `[]` or `{}`. Attributes of XML Schema's instance namespace (`xsi:type` and its
//! like) say how an element is written, not what is in it: they are read past and not kept. An
//! unknown element that is `xsi:nil` is a `null`.
//!
//! A notification that has to go back for verification is read as an [`Ipn`], which keeps its bytes.
//!
//! Who knows format and message calls [`decode`], who wants no message at all [`decode_generic`];
//! [`identify`] says which messages a body could be, and why. [`collect_unknown`] reads
//! any type out of any deserializer as they do, and keeps what the type would ignore.

mod config;
mod convert;
mod decode;
mod diff;
mod embedded;
mod encode;
mod extra;
mod format;
#[cfg(feature = "adaptive-payments")]
mod headers;
mod identify;
mod ipn;
mod names;
mod open;
pub(crate) use embedded::documents;

use crate::tree::path;
mod spelling;
mod strangers;
mod tree;
mod unknown;
mod violations;
mod warning;

pub use config::Config;
pub use convert::{Converted, convert};
pub use decode::{Content, Decoded, Generic, Reading, decode, decode_generic, read};
pub use diff::{Difference, diff};
pub use encode::encode;
pub use format::Format;
pub use identify::{Candidate, Reason, identify};
#[cfg(feature = "adaptive-payments")]
#[cfg_attr(docsrs, doc(cfg(feature = "adaptive-payments")))]
pub use ipn::Ipn;
pub use open::Root;
pub use tree::{encode_tree, encode_untyped};
pub use unknown::{Unknown, Unknowns, collect_unknown, leaves};
pub use warning::Warning;
