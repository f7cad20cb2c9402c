//! The operation of `AliExpress` dropshipping.

mod order;
mod record;
mod refusal;
mod service;

pub(super) use service::AliExpress;
