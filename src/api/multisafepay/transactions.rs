//! Lists of transactions.

use serde::{Deserialize, Serialize};

use super::codes::{Gateway, OrderStatus};
use super::customer::Customer;
use super::details::Cost;
use super::info;
use crate::api::message::{Direction, Message, MessageInfo};
use crate::value::{Currency, DateTime, Loose, MinorUnits};

/// A list of an account's transactions. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayListTransactionsResponse {
    /// Whether the request succeeded. (seen)
    pub success: Loose<bool>,
    /// The transactions, the newest first. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Transaction>,
    /// The links to further pages. (seen)
    pub pager: Pager,
}

impl Message for MultiSafepayListTransactionsResponse {
    const INFO: MessageInfo = info(
        "MultiSafepayListTransactionsResponse",
        Some("ListTransactions"),
        Direction::Response,
    );
}

/// A transaction of an account. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// The service's transaction number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The caller's id of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<Loose<String>>,
    /// The site of the account that the transaction belongs to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<Loose<String>>,
    /// The kind of transaction, such as `payment`. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The direction: `C` for credit, `D` for debit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debit_credit: Option<String>,
    /// The amount, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The net amount without fees, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<MinorUnits>,
    /// The currency. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The fees of the service. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// The creation time, without a time zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// The completion time, without a time zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed: Option<DateTime>,
    /// The customer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// The description on the statement. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// The status of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The status of the payment. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financial_status: Option<OrderStatus>,
    /// The payment method. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<Gateway>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
}

/// The links to further pages of a list. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pager {
    /// The URL of the next page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The URL of the previous page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The cursors of the next and previous page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// The number of entries per page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Loose<i64>>,
}

/// Cursors in a list. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The cursor at the end of this page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The cursor at the beginning of this page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}
