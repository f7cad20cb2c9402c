//! The status of an order.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::info;
use crate::api::message::{Direction, Formats, Message, MessageInfo};
use crate::scalar::LISTED;
use crate::value::Loose;

/// The number of an order: more than 32 bits, as a number or as a text.
pub type DsOrderId = Loose<i64>;

/// The answer to an order: with the operation's name around it, or without.
///
/// The gateway puts the answer under a key made of the operation's name. Clients that asked for the
/// simplified form, and the newer gateway, get what is in it alone. Both are read, and written as they
/// came; [`result`](Self::result) finds either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsOrderCreateResponse {
    /// The answer, in the form with the outer key. (API page, order page)
    #[serde(
        rename = "aliexpress_ds_order_create_response",
        skip_serializing_if = "Option::is_none"
    )]
    pub response: Option<DsOrderCreateReply>,
    /// The status of the order, in the form without. (seen)
    #[serde(rename = "result", skip_serializing_if = "Option::is_none")]
    pub own_result: Option<DsOrderResult>,
    /// The gateway's number of the request, in the form without. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The answer within its outer key. (order page)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsOrderCreateReply {
    /// The status of the order. (API page)
    pub result: DsOrderResult,
    /// The gateway's number of the request, for questions to the service. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The status of an order. (API page, order page)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsOrderResult {
    /// Why the order was not created, or why it was created and not paid. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_msg: Option<String>,
    /// The code of the reason that the order was not created, as
    /// `B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<Loose<String>>,
    /// Whether the order was created; says nothing about paying. (API page)
    pub is_success: Loose<bool>,
    /// The orders that were created: one for each seller. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_list: Option<DsOrderList>,
}

/// The orders that were created. (API page)
///
/// The numbers stand in an object, as `{"number":[8001]}`; newer gateways send a plain list. Both are read, and written
/// as they came. A number alone is a list of one.
///
/// ```
/// use paywire::api::aliexpress::DsOrderList;
///
/// for body in [r#"{"number":[8001]}"#, r#"[8001]"#] {
///     let orders: DsOrderList = paywire::json::from_str(body)?;
///     assert_eq!(orders.number[0].get(), Some(8001));
///     assert_eq!(paywire::json::to_string(&orders)?, body);
/// }
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DsOrderList {
    /// Their numbers. (API page)
    pub number: Vec<DsOrderId>,
    /// Whether the numbers have no object around them.
    is_plain: bool,
}

impl Serialize for DsOrderList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_plain {
            return self.number.serialize(serializer);
        }
        let length = usize::from(!self.number.is_empty());
        let mut list = serializer.serialize_struct("DsOrderList", length)?;
        if length > 0 {
            list.serialize_field("number", &self.number)?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for DsOrderList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(LISTED, ListOrObject)
    }
}

struct ListOrObject;

mod object {
    use super::{Deserialize, DsOrderId};

    /// The numbers in their object, which is what [`shape`](crate::api::shape) tells of.
    #[derive(Deserialize)]
    pub(super) struct DsOrderList {
        #[serde(default)]
        pub(super) number: Vec<DsOrderId>,
    }
}

impl<'de> Visitor<'de> for ListOrObject {
    type Value = DsOrderList;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the numbers of orders")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<DsOrderList, D::Error> {
        let object::DsOrderList { number } = Deserialize::deserialize(inner)?;
        Ok(DsOrderList {
            number,
            is_plain: false,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<DsOrderList, A::Error> {
        let number = Vec::deserialize(SeqAccessDeserializer::new(list))?;
        Ok(DsOrderList {
            number,
            is_plain: true,
        })
    }
}

impl FromIterator<i64> for DsOrderList {
    fn from_iter<I: IntoIterator<Item = i64>>(numbers: I) -> Self {
        DsOrderList {
            number: numbers.into_iter().map(DsOrderId::from).collect(),
            is_plain: false,
        }
    }
}

impl DsOrderCreateResponse {
    /// An answer under its outer key.
    #[must_use]
    pub fn new(result: DsOrderResult) -> Self {
        let request_id = None;
        DsOrderCreateResponse {
            response: Some(DsOrderCreateReply { result, request_id }),
            ..DsOrderCreateResponse::default()
        }
    }

    /// The status of the order, wherever it stands.
    #[must_use]
    pub fn result(&self) -> Option<&DsOrderResult> {
        let response = self.response.as_ref().map(|response| &response.result);
        response.or(self.own_result.as_ref())
    }

    /// The status of the order, in a word. `asked_to_pay` is what
    /// [the request](super::DsOrderCreateRequest::asks_to_pay) said, for the answer says nothing about
    /// a payment that nobody asked for.
    ///
    /// ```
    /// use paywire::api::aliexpress::{DsOrderCreateResponse, DsOrderResult, DsOutcome};
    ///
    /// let response = DsOrderCreateResponse::new(DsOrderResult::created([8001]));
    /// assert!(matches!(response.outcome(true), DsOutcome::CreatedAndPaid { .. }));
    /// assert!(matches!(
    ///     response.outcome(false),
    ///     DsOutcome::CreatedNotPaid { reason: None, .. }
    /// ));
    /// ```
    #[must_use]
    pub fn outcome(&self, asked_to_pay: bool) -> DsOutcome<'_> {
        let Some(result) = self.result() else {
            return DsOutcome::NotCreated {
                code: None,
                reason: None,
            };
        };
        let reason = result.error_msg.as_deref();
        let reason = reason.filter(|reason| !reason.is_empty());
        if !result.is_created() {
            let code = result.error_code.as_ref().map(Loose::as_str);
            return DsOutcome::NotCreated { code, reason };
        }
        let orders = result.orders();
        if asked_to_pay && reason.is_none() {
            DsOutcome::CreatedAndPaid { orders }
        } else {
            DsOutcome::CreatedNotPaid { orders, reason }
        }
    }
}

/// Whether this is the number of an order, and not what some programs write where there is none.
fn names_an_order(id: &DsOrderId) -> bool {
    !matches!(id.as_str(), "" | "0" | "false")
}

impl DsOrderResult {
    /// Whether there are orders, paid or not: because the answer says so, names them, or complains of
    /// what came behind.
    pub(in crate::api) fn is_created(&self) -> bool {
        let reason = self.error_msg.as_deref().unwrap_or_default();
        self.is_success.get() == Some(true)
            || self.orders().iter().any(names_an_order)
            || reason.trim_start().starts_with("OrderCreated")
    }

    /// The numbers of the orders that were created.
    pub(in crate::api) fn orders(&self) -> &[DsOrderId] {
        self.order_list.as_ref().map_or(&[], |list| &list.number)
    }

    /// Orders were created.
    #[must_use]
    pub fn created(numbers: impl IntoIterator<Item = i64>) -> Self {
        DsOrderResult {
            error_msg: None,
            error_code: None,
            is_success: true.into(),
            order_list: Some(numbers.into_iter().collect()),
        }
    }
}

impl Message for DsOrderCreateResponse {
    const INFO: MessageInfo = info("DsOrderCreateResponse", Direction::Response, Formats::Json);

    /// Nothing in it is required, but something has to be there.
    fn is_plausible(&self) -> bool {
        self.result().is_some()
    }
}

/// The status of an order: creating it and paying it are two steps, and the second can fail. (API
/// page)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DsOutcome<'a> {
    /// It was created, and nothing is said against its having been paid.
    CreatedAndPaid {
        /// The numbers of the orders.
        orders: &'a [DsOrderId],
    },
    /// It was created and waits to be paid.
    CreatedNotPaid {
        /// The numbers of the orders.
        orders: &'a [DsOrderId],
        /// Why paying failed; `None` where nobody asked for it.
        reason: Option<&'a str>,
    },
    /// It was not created.
    NotCreated {
        /// The code of the reason, if the service gives one.
        code: Option<&'a str>,
        /// The reason in words, if the service gives one.
        reason: Option<&'a str>,
    },
}
