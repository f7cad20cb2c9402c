//! An order as the store keeps it.

use serde::{Deserialize, Serialize};

use crate::api::aliexpress::DsPlaceOrderRequest;
use crate::sandbox::caller::Account;
use crate::sandbox::store::{Record, Records};

/// An order.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PlacedOrder {
    /// The caller's account, and its name of the order or else the number.
    pub(super) key: String,
    pub(super) number: i64,
    pub(super) request: DsPlaceOrderRequest,
    /// In milliseconds since 1970.
    pub(super) created: i64,
    /// Why it was not paid, although the caller asked for that.
    pub(super) unpaid: Option<String>,
}

impl Record for PlacedOrder {
    const TABLE: Records = Records::new("aliexpress");

    fn key(&self) -> &str {
        &self.key
    }
}

/// The key of an order, by its caller and a name.
pub(super) fn key(caller: &Account, name: &str) -> String {
    format!("{} {name}", caller.id())
}
