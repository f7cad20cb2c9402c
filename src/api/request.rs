//! Requests, and the messages that answer them.

#[cfg(feature = "adaptive-payments")]
use super::adaptive_payments::common::ActionType;
#[cfg(feature = "adaptive-payments")]
use super::adaptive_payments::{
    cancel_preapproval, confirm_preapproval, convert_currency, execute_payment,
    get_allowed_funding_sources, get_available_shipping_addresses, get_funding_plans,
    get_payment_options, get_pre_payment_disclosure, get_shipping_addresses, get_user_limits, pay,
    payment_details, preapproval, preapproval_details, refund, set_payment_options,
};
#[cfg(feature = "aliexpress")]
use super::aliexpress;
#[cfg(feature = "multisafepay")]
use super::multisafepay;
#[cfg(feature = "orders-v1")]
use super::orders_v1;
use super::{AnyMessage, Message, MessageKind, System};

/// A message that is sent to a service, and what is known of sending it.
///
/// ```
/// use paywire::Currency;
/// use paywire::api::{Message, Request};
/// use paywire::api::adaptive_payments::common::{ActionType, Receiver};
/// use paywire::api::adaptive_payments::pay::PayRequest;
///
/// fn reply_to<R: Request>(_: &R) -> &'static str {
///     R::Reply::INFO.name
/// }
///
/// let mut request = PayRequest::new(
///     ActionType::Pay,
///     "https://shop.example/cancel",
///     Currency::USD,
///     [Receiver::with_email("9.99".parse()?, "seller@example.com")],
///     "https://shop.example/return",
/// );
/// assert_eq!(reply_to(&request), "PayResponse");
/// assert!(request.moves_money());
/// assert!(!request.is_repeatable());
///
/// request.tracking_id = Some("order-17".to_owned());
/// assert!(request.is_repeatable());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Request: Message + Into<AnyMessage> {
    /// The message that answers it, unless the service answers with a fault.
    type Reply: Message + TryFrom<AnyMessage, Error = AnyMessage> + Into<AnyMessage>;

    /// The name of [`Reply`](Self::Reply) at run time.
    const REPLY: MessageKind;

    /// Whether the service may move money when it carries out the request, or starts to.
    fn moves_money(&self) -> bool;

    /// Whether the same request can be sent again after its answer got lost, without anything being
    /// done twice: it only reads, sets what is set already, or carries a key that the service accepts
    /// once. The second answer may be a fault that says so.
    ///
    /// `false` where no document promises it.
    fn is_repeatable(&self) -> bool;
}

/// Implements [`Request`] by one line a request, and [`MessageKind::reply`] of the same lines.
macro_rules! requests {
    ($($feature:literal { $(
        $request:ident of $path:path => $reply:ident of $reply_path:path,
            money $money:expr, repeat $repeat:expr;
    )+ })+) => {
        $($(#[cfg(feature = $feature)]
        impl Request for $path {
            type Reply = $reply_path;

            const REPLY: MessageKind = MessageKind::$reply;

            fn moves_money(&self) -> bool {
                let moves: fn(&Self) -> bool = $money;
                moves(self)
            }

            fn is_repeatable(&self) -> bool {
                let repeatable: fn(&Self) -> bool = $repeat;
                repeatable(self)
            }
        })+)+

        impl MessageKind {
            /// The message that answers this one, unless a fault does. `None` if it is no request, and
            /// for requests that several operations share.
            ///
            /// ```
            /// use paywire::api::MessageKind;
            ///
            /// let reply = MessageKind::PayRequest.reply();
            /// assert_eq!(reply, Some(MessageKind::PayResponse));
            /// assert_eq!(MessageKind::PayResponse.reply(), None);
            /// ```
            #[must_use]
            pub const fn reply(self) -> Option<MessageKind> {
                match self {
                    $($(#[cfg(feature = $feature)] MessageKind::$request => Some(MessageKind::$reply),)+)+
                    _ => None,
                }
            }
        }
    };
}

requests! {
    "adaptive-payments" {
    // A tracking id is accepted once: error 579042.
    PayRequest of pay::PayRequest => PayResponse of pay::PayResponse,
        money |pay| pay.action_type != ActionType::Create, repeat |pay| pay.tracking_id.is_some();
    PaymentDetailsRequest of payment_details::PaymentDetailsRequest
        => PaymentDetailsResponse of payment_details::PaymentDetailsResponse,
        money |_| false, repeat |_| true;
    // A pay key makes one payment: error 580022.
    ExecutePaymentRequest of execute_payment::ExecutePaymentRequest
        => ExecutePaymentResponse of execute_payment::ExecutePaymentResponse,
        money |_| true, repeat |_| true;
    GetPaymentOptionsRequest of get_payment_options::GetPaymentOptionsRequest
        => GetPaymentOptionsResponse of get_payment_options::GetPaymentOptionsResponse,
        money |_| false, repeat |_| true;
    SetPaymentOptionsRequest of set_payment_options::SetPaymentOptionsRequest
        => SetPaymentOptionsResponse of set_payment_options::SetPaymentOptionsResponse,
        money |_| false, repeat |_| true;
    // Each makes a preapproval of its own.
    PreapprovalRequest of preapproval::PreapprovalRequest
        => PreapprovalResponse of preapproval::PreapprovalResponse,
        money |_| false, repeat |_| false;
    PreapprovalDetailsRequest of preapproval_details::PreapprovalDetailsRequest
        => PreapprovalDetailsResponse of preapproval_details::PreapprovalDetailsResponse,
        money |_| false, repeat |_| true;
    CancelPreapprovalRequest of cancel_preapproval::CancelPreapprovalRequest
        => CancelPreapprovalResponse of cancel_preapproval::CancelPreapprovalResponse,
        money |_| false, repeat |_| true;
    ConfirmPreapprovalRequest of confirm_preapproval::ConfirmPreapprovalRequest
        => ConfirmPreapprovalResponse of confirm_preapproval::ConfirmPreapprovalResponse,
        money |_| false, repeat |_| true;
    // What is left to give back is given back once: error 570015. A part of it could be given back twice.
    RefundRequest of refund::RefundRequest => RefundResponse of refund::RefundResponse,
        money |_| true, repeat |refund| refund.receiver_list.is_none();
    ConvertCurrencyRequest of convert_currency::ConvertCurrencyRequest
        => ConvertCurrencyResponse of convert_currency::ConvertCurrencyResponse,
        money |_| false, repeat |_| true;
    GetFundingPlansRequest of get_funding_plans::GetFundingPlansRequest
        => GetFundingPlansResponse of get_funding_plans::GetFundingPlansResponse,
        money |_| false, repeat |_| true;
    GetAllowedFundingSourcesRequest of get_allowed_funding_sources::GetAllowedFundingSourcesRequest
        => GetAllowedFundingSourcesResponse of get_allowed_funding_sources::GetAllowedFundingSourcesResponse,
        money |_| false, repeat |_| true;
    GetShippingAddressesRequest of get_shipping_addresses::GetShippingAddressesRequest
        => GetShippingAddressesResponse of get_shipping_addresses::GetShippingAddressesResponse,
        money |_| false, repeat |_| true;
    GetAvailableShippingAddressesRequest of get_available_shipping_addresses::GetAvailableShippingAddressesRequest
        => GetAvailableShippingAddressesResponse of get_available_shipping_addresses::GetAvailableShippingAddressesResponse,
        money |_| false, repeat |_| true;
    GetUserLimitsRequest of get_user_limits::GetUserLimitsRequest
        => GetUserLimitsResponse of get_user_limits::GetUserLimitsResponse,
        money |_| false, repeat |_| true;
    GetPrePaymentDisclosureRequest of get_pre_payment_disclosure::GetPrePaymentDisclosureRequest
        => GetPrePaymentDisclosureResponse of get_pre_payment_disclosure::GetPrePaymentDisclosureResponse,
        money |_| false, repeat |_| true;
    }
    "orders-v1" {
    CreateOrderRequest of orders_v1::CreateOrderRequest => Order of orders_v1::Order,
        money |_| false, repeat |_| false;
    PayOrderRequest of orders_v1::PayOrderRequest => PayOrderResponse of orders_v1::PayOrderResponse,
        money |_| true, repeat |_| false;
    }
    "multisafepay" {
    MultiSafepayCreateOrderRequest of multisafepay::MultiSafepayCreateOrderRequest
        => MultiSafepayCreateOrderResponse of multisafepay::MultiSafepayCreateOrderResponse,
        money |_| true, repeat |_| false;
    MultiSafepayUpdateOrderRequest of multisafepay::MultiSafepayUpdateOrderRequest
        => MultiSafepayChangeResponse of multisafepay::MultiSafepayChangeResponse,
        money |_| false, repeat |_| true;
    MultiSafepayCancelOrderRequest of multisafepay::MultiSafepayCancelOrderRequest
        => MultiSafepayChangeResponse of multisafepay::MultiSafepayChangeResponse,
        money |_| false, repeat |_| true;
    MultiSafepayCaptureRequest of multisafepay::MultiSafepayCaptureRequest
        => MultiSafepayChangeResponse of multisafepay::MultiSafepayChangeResponse,
        money |_| true, repeat |_| false;
    MultiSafepayCancelCaptureRequest of multisafepay::MultiSafepayCancelCaptureRequest
        => MultiSafepayChangeResponse of multisafepay::MultiSafepayChangeResponse,
        money |_| false, repeat |_| true;
    MultiSafepayRefundRequest of multisafepay::MultiSafepayRefundRequest
        => MultiSafepayRefundResponse of multisafepay::MultiSafepayRefundResponse,
        money |_| true, repeat |_| false;
    MultiSafepayCancelRefundRequest of multisafepay::MultiSafepayCancelRefundRequest
        => MultiSafepayChangeResponse of multisafepay::MultiSafepayChangeResponse,
        money |_| false, repeat |_| true;
    }
    "aliexpress" {
    // The same id of the caller's does not place the order twice.
    DsOrderCreateRequest of aliexpress::DsOrderCreateRequest
        => DsOrderCreateResponse of aliexpress::DsOrderCreateResponse,
        money |call| call.asks_to_pay(), repeat |call| has_order_id(call);
    }
}

#[cfg(feature = "aliexpress")]
fn has_order_id(call: &aliexpress::DsOrderCreateRequest) -> bool {
    let order = call.param_place_order_request4_open_api_d_t_o.get();
    order.out_order_id.is_some()
}

impl System {
    /// The messages of an operation, in the order of the registry: its request, its reply and its
    /// notification. Messages that operations share, as faults, are not among them.
    ///
    /// ```
    /// use paywire::api::{MessageKind, System};
    ///
    /// let messages: Vec<_> = System::AdaptivePayments.messages_of("Refund").collect();
    /// assert_eq!(messages, [MessageKind::RefundRequest, MessageKind::RefundResponse]);
    /// ```
    pub fn messages_of(self, operation: &str) -> impl Iterator<Item = MessageKind> {
        let all = MessageKind::ALL.iter().copied();
        all.filter(move |kind| {
            let info = kind.info();
            info.system == self && info.operation == Some(operation)
        })
    }
}

#[cfg(all(test, feature = "systems"))]
mod tests {
    use super::*;
    use crate::api::Direction;

    #[test]
    fn every_request_of_an_operation_has_a_reply_of_the_same_or_of_all() {
        for &kind in MessageKind::ALL {
            let info = kind.info();
            let is_sent = info.direction == Direction::Request && info.operation.is_some();
            // What is ordered stands within the request that is sent.
            if !is_sent || info.name == "DsPlaceOrderRequest" {
                assert_eq!(kind.reply(), None, "{kind}");
                continue;
            }
            let reply = kind.reply().expect("a reply").info();
            assert_eq!(reply.direction, Direction::Response, "{kind}");
            assert_eq!(reply.system, info.system, "{kind}");
            let is_shared = reply.operation.is_none();
            assert!(is_shared || reply.operation == info.operation, "{kind}");
        }
    }
}
