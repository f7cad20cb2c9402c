//! Payment API messages in every wire format they travel in.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod api;
pub mod codec;
pub mod error;
pub mod json;
pub mod limits;
pub mod nvp;
pub mod value;

/// The README's examples, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;

#[doc(inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};
#[doc(inline)]
pub use crate::limits::Limits;
#[doc(inline)]
pub use crate::value::{Amount, Currency, Date, DateTime, Duration, Secret};
