//! The responses of the service.

use std::error::Error;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::info;
use super::order::MultiSafepayOrder;
use crate::api::message::{Direction, Message, MessageInfo};
use crate::value::Loose;

/// Answers with the same frame around different data, and what tells them apart.
macro_rules! replies {
    ($(
        $(#[$doc:meta])*
        $name:ident($data:ty) of $operation:expr, meant $meant:expr;
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// Whether the service did what it was asked for. (Alipay page)
            pub success: Loose<bool>,
            /// The result; a refusal has an empty object or an empty list here. (Alipay page)
            #[serde(skip_serializing_if = "Option::is_none")]
            pub data: Option<$data>,
            /// The code of a refusal. (seen)
            #[serde(skip_serializing_if = "Option::is_none")]
            pub error_code: Option<Loose<i64>>,
            /// A refusal in words. (seen)
            #[serde(skip_serializing_if = "Option::is_none")]
            pub error_info: Option<String>,
        }

        impl $name {
            /// A success.
            #[must_use]
            pub fn new(data: $data) -> Self {
                $name {
                    success: true.into(),
                    data: Some(data),
                    error_code: None,
                    error_info: None,
                }
            }

            /// The result, if the service did what it was asked for.
            ///
            /// # Errors
            ///
            /// It did not. The HTTP status does not say so.
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
    /// The answer to an order that was created: where the customer pays, and for a direct order all of
    /// the order. (Alipay page)
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

    /// How an order is. (seen)
    MultiSafepayGetOrderResponse(MultiSafepayOrder) of Some("GetOrder"),
        meant |order| !order.leads_on() && (order.status.is_some() || order.currency.is_some());

    /// The answer to a refund. (seen)
    MultiSafepayRefundResponse(Changed) of Some("Refund"),
        meant |changed| changed.refund_id.is_some();

    /// The answer to an update, a capture, or whatever is cancelled. Nothing in it tells which. (seen)
    MultiSafepayChangeResponse(Changed) of None,
        meant |changed| changed.refund_id.is_none()
            && (changed.transaction_id.is_some() || changed.order_id.is_none());
}

/// What was changed, or came of a change. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The transaction. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The caller's name of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<Loose<String>>,
    /// The refund. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_id: Option<Loose<String>>,
}

/// The service's refusal of any request. It comes under HTTP 200. (seen)
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
    /// `false`. (seen)
    pub success: Loose<bool>,
    /// Nothing, as an object or as a list. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Changed>,
    /// The code. (seen)
    pub error_code: Loose<i64>,
    /// The code in words. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_info: Option<String>,
}

impl MultiSafepayFault {
    /// A refusal.
    #[must_use]
    pub fn new(error_code: i64, error_info: impl Into<String>) -> Self {
        MultiSafepayFault {
            success: false.into(),
            data: Some(Changed::default()),
            error_code: error_code.into(),
            error_info: Some(error_info.into()),
        }
    }

    /// The code, and the code in words.
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

/// Why the service did not do what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal<'a> {
    /// The code, if there is one.
    pub code: Option<i64>,
    /// The code in words, as the service says it.
    pub info: Option<&'a str>,
}

impl<'a> Refusal<'a> {
    fn of(code: Option<&Loose<i64>>, info: Option<&'a str>) -> Self {
        let code = code.and_then(Loose::get);
        Refusal { code, info }
    }
}

/// Without the service's words, which may quote the request.
impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "refused with code {code}"),
            None => f.write_str("refused without a code"),
        }
    }
}

impl Error for Refusal<'_> {}
