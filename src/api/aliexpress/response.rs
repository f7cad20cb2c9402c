//! The response to an order, with the status of the order.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::info;
use crate::api::message::{Direction, Formats, Message, MessageInfo};
use crate::scalar::LISTED;
use crate::value::Loose;

/// The number of an order: more than 32 bits, as a number or a string.
pub type DsOrderId = Loose<i64>;

/// The response to an order, with or without an outer key.
///
/// The gateway puts the response under a key that contains the operation's name. Clients that
/// requested the simplified form, and clients of the newer gateway, receive only its contents. Both
/// forms are read, and written as they came; [`result`](Self::result) finds either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsOrderCreateResponse {
    /// The response, in the form with the outer key. (API page, order page)
    #[serde(
        rename = "aliexpress_ds_order_create_response",
        skip_serializing_if = "Option::is_none"
    )]
    pub response: Option<DsOrderCreateReply>,
    /// The status of the order, in the form without the outer key. (seen)
    #[serde(rename = "result", skip_serializing_if = "Option::is_none")]
    pub own_result: Option<DsOrderResult>,
    /// The gateway's id of the request, in the form without the outer key. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The response within its outer key. (order page)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsOrderCreateReply {
    /// The status of the order. (API page)
    pub result: DsOrderResult,
    /// The gateway's id of the request, for support questions. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The status of an order. (API page, order page)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsOrderResult {
    /// The reason why the order was not created, or was created but not paid. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_msg: Option<String>,
    /// The code of the reason why the order was not created, such as
    /// `B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<Loose<String>>,
    /// Whether the order was created; independent of the payment. (API page)
    pub is_success: Loose<bool>,
    /// The created orders: one for each seller. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_list: Option<DsOrderList>,
}

/// The created orders. (API page)
///
/// The numbers are in an object, as `{"number":[8001]}`; newer gateways send a plain list. Both
/// forms are read, and written as they came. A single number is read as a list of one.
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
    /// The order numbers. (API page)
    pub number: Vec<DsOrderId>,
    /// Whether the numbers are a plain list without an object.
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

    /// The numbers in their object, which is the form that [`shape`](crate::api::shape) describes.
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
    /// Creates a response with the outer key.
    #[must_use]
    pub fn new(result: DsOrderResult) -> Self {
        let request_id = None;
        DsOrderCreateResponse {
            response: Some(DsOrderCreateReply { result, request_id }),
            ..DsOrderCreateResponse::default()
        }
    }

    /// Finds the status of the order, in either form.
    #[must_use]
    pub fn result(&self) -> Option<&DsOrderResult> {
        let response = self.response.as_ref().map(|response| &response.result);
        response.or(self.own_result.as_ref())
    }

    /// Classifies the result. `asked_to_pay` is the value of [the
    /// request](super::DsOrderCreateRequest::asks_to_pay), because the response does not mention a
    /// payment that was not requested.
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

/// Whether this is an order number, and not a placeholder that some programs write.
fn names_an_order(id: &DsOrderId) -> bool {
    !matches!(id.as_str(), "" | "0" | "false")
}

impl DsOrderResult {
    /// Whether orders were created, paid or not: the response confirms it, lists them, or reports
    /// an error of a later step.
    pub(in crate::api) fn is_created(&self) -> bool {
        let reason = self.error_msg.as_deref().unwrap_or_default();
        self.is_success.get() == Some(true)
            || self.orders().iter().any(names_an_order)
            || reason.trim_start().starts_with("OrderCreated")
    }

    /// The numbers of the created orders.
    pub(in crate::api) fn orders(&self) -> &[DsOrderId] {
        self.order_list.as_ref().map_or(&[], |list| &list.number)
    }

    /// Creates a result for created orders.
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

    /// Whether the response has a result, in either form. No field is required on its own.
    fn is_plausible(&self) -> bool {
        self.result().is_some()
    }
}

/// The result of an order: creation and payment are two steps, and the second can fail. (API page)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DsOutcome<'a> {
    /// The order was created, and no payment error was reported.
    CreatedAndPaid {
        /// The order numbers.
        orders: &'a [DsOrderId],
    },
    /// The order was created and is unpaid.
    CreatedNotPaid {
        /// The order numbers.
        orders: &'a [DsOrderId],
        /// The reason why the payment failed; `None` if none was requested.
        reason: Option<&'a str>,
    },
    /// The order was not created.
    NotCreated {
        /// The code of the reason, if the service gives one.
        code: Option<&'a str>,
        /// The reason as text, if the service gives one.
        reason: Option<&'a str>,
    },
}
