//! `PayPal` Orders, version 1.

use super::message::{CallRow, Method};

/// How each operation is called.
pub(super) const CALLS: &[CallRow] = &[
    ("CreateOrder", Method::Post, "/v1/checkout/orders"),
    ("GetOrder", Method::Get, "/v1/checkout/orders/{order_id}"),
    (
        "CancelOrder",
        Method::Delete,
        "/v1/checkout/orders/{order_id}",
    ),
    (
        "PayOrder",
        Method::Post,
        "/v1/checkout/orders/{order_id}/pay",
    ),
];
