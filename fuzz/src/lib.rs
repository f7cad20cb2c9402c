//! What is fuzzed: one module a target, each a function from any bytes to nothing, or a panic.
//!
//! The main crate's `tests/security/fuzz_replay.rs` includes these modules too and runs the seeds through
//! them, so every property is also an ordinary test on a stable toolchain.

pub mod capture_burp;
pub mod capture_curl;
pub mod capture_har;
pub mod capture_http;
pub mod capture_mitmproxy;
pub mod capture_ndjson;
pub mod capture_pcap;
pub mod capture_tshark;
mod captured;
pub mod cross_format;
pub mod decode_ipn;
pub mod decode_json;
pub mod decode_nvp;
pub mod decode_soap;
pub mod decode_xml;
pub mod diff_form;
pub mod diff_json;
pub mod diff_xml;
pub mod encode_injection;
pub mod limits;
pub mod roundtrip_nvp;
pub mod sandbox_requests;
