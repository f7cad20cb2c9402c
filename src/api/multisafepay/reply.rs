//! The responses of the service.

use std::error::Error as StdError;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::info;
use super::order::MultiSafepayOrder;
use crate::api::message::{Direction, Message, MessageInfo};
use crate::error::Error;
use crate::value::Loose;

/// Defines responses with the same frame around different data, and the operation of each.
macro_rules! replies {
    ($(
        $(#[$doc:meta])*
        $name:ident($data:ty) of $operation:expr, meant $meant:expr;
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// Whether the request succeeded. (Alipay page)
            pub success: Loose<bool>,
            /// The result. A refusal has an empty object or list here. (Alipay page)
            #[serde(skip_serializing_if = "Option::is_none")]
            pub data: Option<$data>,
            /// The error code of a refusal. (seen)
            #[serde(skip_serializing_if = "Option::is_none")]
            pub error_code: Option<Loose<i64>>,
            /// The error message of a refusal. (seen)
            #[serde(skip_serializing_if = "Option::is_none")]
            pub error_info: Option<String>,
        }

        impl $name {
            /// Creates a successful response.
            #[must_use]
            pub fn new(data: $data) -> Self {
                $name {
                    success: true.into(),
                    data: Some(data),
                    error_code: None,
                    error_info: None,
                }
            }

            /// The result, if the request succeeded.
            ///
            /// # Errors
            ///
            /// Returns the refusal if the request failed. The HTTP status does not indicate it.
            pub fn outcome(&self) -> Result<Option<&$data>, Refusal<'_>> {
                if self.success.get() == Some(true) {
                    return Ok(self.data.as_ref());
                }
                Err(Refusal::of(self.error_code.as_ref(), self.error_info.as_deref()))
            }
        }

        impl Message for $name {
            const INFO: MessageInfo = info(stringify!($name), $operation, Direction::Response);

            fn is_plausible(&self) -> bool {
                let meant: fn(&$data) -> bool = $meant;
                let empty = <$data>::default();
                self.outcome().is_ok_and(|data| meant(data.unwrap_or(&empty)))
            }
        }
    )+};
}

replies! {
    /// The response to the creation of an order: the payment page, and for a direct order the whole
    /// order. (Alipay page)
    ///
    /// ```
    /// use paywire::api::multisafepay::MultiSafepayCreateOrderResponse;
    ///
    /// let body = r#"{"success":false,"data":{},"error_code":1001,"error_info":"Invalid amount"}"#;
    /// let response: MultiSafepayCreateOrderResponse = paywire::json::from_str(body)?;
    /// let refusal = response.outcome().expect_err("a refusal, whatever the HTTP status says");
    /// assert_eq!((refusal.code, refusal.info), (Some(1001), Some("Invalid amount")));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    MultiSafepayCreateOrderResponse(MultiSafepayOrder) of Some("CreateOrder"),
        meant |order| order.leads_on() && !order.is_fast_checkout();

    /// The current state of an order. (seen)
    MultiSafepayGetOrderResponse(MultiSafepayOrder) of Some("GetOrder"),
        meant |order| !order.leads_on() && (order.status.is_some() || order.currency.is_some());

    /// The response to a refund. (seen)
    MultiSafepayRefundResponse(Changed) of Some("Refund"),
        meant |changed| changed.refund_id.is_some();

    /// The response to an update, a capture or a cancellation. Nothing in it indicates which.
    /// (seen)
    MultiSafepayChangeResponse(Changed) of None,
        meant |changed| changed.refund_id.is_none()
            && (changed.transaction_id.is_some() || changed.order_id.is_none());
}

/// The ids of a changed order, or of the result of a change. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The transaction id. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The caller's id of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<Loose<String>>,
    /// The refund id. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_id: Option<Loose<String>>,
}

/// The service's refusal of any request. Its HTTP status is 200. (seen)
///
/// ```
/// use paywire::api::multisafepay::MultiSafepayFault;
///
/// for body in [
///     r#"{"success":false,"data":{},"error_code":1032,"error_info":"Invalid API key"}"#,
///     r#"{"success":false,"error_info":"Invalid API key","error_code":"1032","data":[]}"#,
/// ] {
///     let fault: MultiSafepayFault = paywire::json::from_str(body)?;
///     assert_eq!(fault.refusal().code, Some(1032));
///     assert_eq!(fault.refusal().to_string(), "refused with code 1032");
/// }
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayFault {
    /// Whether the request succeeded: `false`. (seen)
    pub success: Loose<bool>,
    /// An empty object or list. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Changed>,
    /// The error code. (seen)
    pub error_code: Loose<i64>,
    /// The error message. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_info: Option<String>,
}

/// The code for what has no code of its own.
const UNSPECIFIED: i64 = 1000;

impl MultiSafepayFault {
    /// Creates a refusal.
    #[must_use]
    pub fn new(error_code: i64, error_info: impl Into<String>) -> Self {
        MultiSafepayFault {
            success: false.into(),
            data: Some(Changed::default()),
            error_code: error_code.into(),
            error_info: Some(error_info.into()),
        }
    }

    /// The refusal of a request that cannot be read. It says what is wrong and where, and quotes no value.
    #[must_use]
    pub fn of_error(error: &Error) -> Self {
        MultiSafepayFault::new(UNSPECIFIED, format!("Invalid request: {error}"))
    }

    /// The error code and message.
    #[must_use]
    pub fn refusal(&self) -> Refusal<'_> {
        Refusal::of(Some(&self.error_code), self.error_info.as_deref())
    }
}

impl Message for MultiSafepayFault {
    const INFO: MessageInfo = info("MultiSafepayFault", None, Direction::Fault);

    fn is_plausible(&self) -> bool {
        self.success.get() == Some(false)
    }
}

/// The reason for a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal<'a> {
    /// The error code, if there is one.
    pub code: Option<i64>,
    /// The error message, as the service sends it.
    pub info: Option<&'a str>,
}

impl<'a> Refusal<'a> {
    fn of(code: Option<&Loose<i64>>, info: Option<&'a str>) -> Self {
        let code = code.and_then(Loose::get);
        Refusal { code, info }
    }
}

/// Omits the service's message, which may quote the request.
impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "refused with code {code}"),
            None => f.write_str("refused without a code"),
        }
    }
}

impl StdError for Refusal<'_> {}
