//! What clients and services of these APIs need around messages, on plain types.
//!
//! A [`Client`] makes an HTTP call from a request, and a reply from the answer; any HTTP library can send
//! the call. With a client of your own, use [`read_reply`]. A service answers with an [`Answer`]. The
//! feature `http` converts calls and answers from and to the types of the crate `http`; the feature `axum` has
//! extractors and responders for services.
//!
#![cfg_attr(
    all(feature = "axum", feature = "systems"),
    doc = include_str!("../../docs/service.md")
)]

mod answer;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub mod axum;
mod call_headers;
mod client;
#[cfg(feature = "http")]
mod http;
mod incoming;
mod media;
mod received;
mod reply;
mod target;
#[cfg(feature = "adaptive-payments")]
mod verification;

pub use answer::Answer;
pub use client::{Client, Outgoing};
pub use incoming::{AnswerFormat, Incoming};
#[cfg(feature = "capture")]
pub(crate) use incoming::{or_declared, with_charset};
pub use received::Received;
pub use reply::{ReplyError, read_reply, read_reply_with};
#[cfg(feature = "capture")]
pub(crate) use {call_headers::declared_format, media::charset, target::host_name};

/// The value of a header field, letter case of the name ignored.
fn header<'h>(fields: &'h [(&'static str, String)], name: &str) -> Option<&'h str> {
    let found = fields
        .iter()
        .find(|(own, _)| own.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}
