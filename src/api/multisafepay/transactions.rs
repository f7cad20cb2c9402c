//! Lists of transactions.

use serde::{Deserialize, Serialize};

use super::codes::{Gateway, OrderStatus};
use super::customer::Customer;
use super::details::Cost;
use super::info;
use crate::api::message::{Direction, Message, MessageInfo};
use crate::value::{Currency, DateTime, Loose, MinorUnits};

/// Some transactions of an account. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayListTransactionsResponse {
    /// Whether they could be listed. (seen)
    pub success: Loose<bool>,
    /// The transactions, the newest first. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Transaction>,
    /// How to go on. (seen)
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
    /// The service's own number of it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The caller's name of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<Loose<String>>,
    /// The site of the account that it belongs to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<Loose<String>>,
    /// What it is, as `payment`. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `C` for what comes in, `D` for what goes out. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debit_credit: Option<String>,
    /// How much, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// How much without the costs, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<MinorUnits>,
    /// The currency. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The fees of the service. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// When it was created, without a zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// When it was completed, without a zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed: Option<DateTime>,
    /// Who pays. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// What the statement says of it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// The status of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The status of the money. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financial_status: Option<OrderStatus>,
    /// The method of payment. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<Gateway>,
    /// The caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// The caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// The caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
}

/// How to go on in a list. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pager {
    /// The address of what comes after. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The address of what comes before. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The same as places in the list. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many there are at a time. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Loose<i64>>,
}

/// Places in a list. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The end of what was listed. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The beginning of what was listed. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}
