//! The list of all messages, and the types generated from it.

#[cfg(feature = "axum")]
use std::any::TypeId;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(feature = "adaptive-payments")]
use super::adaptive_payments;
#[cfg(feature = "aliexpress")]
use super::aliexpress;
use super::facts::{Facts, ToFacts};
use super::message::{Documents, Message, MessageInfo};
#[cfg(feature = "multisafepay")]
use super::multisafepay;
#[cfg(feature = "orders-v1")]
use super::orders_v1;
use super::shape::{self, Shape};
use super::validate::{Validate, Violations};
use crate::error::{Error, ErrorKind};
use crate::tree::{self, Rules, Syntax, Tree};
use crate::value::{MoneyError, by_name};

/// Makes [`MessageKind`] and [`AnyMessage`] of the list.
macro_rules! messages {
    ($($feature:literal { $($name:ident = $type:ty;)+ })+) => {
        /// The type of a message, chosen at run time.
        ///
        /// ```
        /// use paywire::api::{AnyMessage, MessageKind};
        ///
        /// let kind = MessageKind::from_name("PaymentDetailsRequest").expect("a message");
        /// let json = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1"}"#;
        /// let message = kind.deserialize(&mut serde_json::Deserializer::from_str(json))?;
        ///
        /// assert_eq!(message.kind(), kind);
        /// let AnyMessage::PaymentDetailsRequest(request) = message else { panic!() };
        /// assert_eq!(request.pay_key.as_deref(), Some("AP-1"));
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum MessageKind {
            $($(
                #[cfg(feature = $feature)]
                #[doc = concat!("[`", stringify!($type), "`].")]
                $name,
            )+)+
        }

        impl MessageKind {
            /// All messages, in the order of the registry: by system, then by operation.
            pub const ALL: &'static [MessageKind] = &[$($(
                #[cfg(feature = $feature)]
                MessageKind::$name,
            )+)+];

            /// The message's place in the registry.
            pub(crate) const fn index(self) -> usize {
                match self {
                    $($(#[cfg(feature = $feature)] MessageKind::$name => MessageKind::$name as usize,)+)+
                }
            }

            /// The message of this type, if it is one.
            #[cfg(feature = "axum")]
            pub(crate) fn of_type(id: TypeId) -> Option<Self> {
                $($(
                    #[cfg(feature = $feature)]
                    if id == TypeId::of::<$type>() {
                        return Some(MessageKind::$name);
                    }
                )+)+
                None
            }

            /// The properties of the message.
            #[must_use]
            pub const fn info(self) -> &'static MessageInfo {
                match self {
                    $($(#[cfg(feature = $feature)] MessageKind::$name => &<$type as Message>::INFO,)+)+
                }
            }

            /// The shape of the message's type; see [`shape::of`].
            #[must_use]
            pub fn shape(self) -> Shape {
                match self {
                    $($(#[cfg(feature = $feature)] MessageKind::$name => shape::of::<$type>(),)+)+
                }
            }

            /// The wire names of the message's fields in schema order, including aliases, which
            /// follow the field's own name.
            ///
            /// Cheap: computed once for each message.
            #[must_use]
            pub fn fields(self) -> &'static [&'static str] {
                static FIELDS: [OnceLock<&[&str]>; MessageKind::ALL.len()] =
                    [const { OnceLock::new() }; MessageKind::ALL.len()];
                FIELDS[self.index()].get_or_init(|| match self {
                    $($(#[cfg(feature = $feature)] MessageKind::$name => shape::field_names::<$type>(),)+)+
                })
            }

            /// Reads the message from any deserializer, by way of a tree. Errors have no position
            /// in the input.
            pub fn deserialize<'de, D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<AnyMessage, D::Error> {
                let tree = Tree::of(deserializer)?;
                let rules = Rules::strict(Syntax::Any);
                let read = tree::read(&tree, &rules, |value| self.read(value));
                read.map(|read| read.value).map_err(|error| tree::passed_on(&error))
            }

            /// Reads the message from a tree.
            pub(crate) fn read(self, value: tree::NodeDeserializer<'_, '_>) -> Result<AnyMessage, Error> {
                match self {
                    $($(#[cfg(feature = $feature)] MessageKind::$name => Box::<$type>::deserialize(value)
                        .map(AnyMessage::$name),)+)+
                }
            }
        }

        /// A message of any type, chosen at run time.
        ///
        /// It serializes as the message itself. To deserialize one, use
        /// [`MessageKind::deserialize`].
        ///
        /// ```
        /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
        /// use paywire::api::{AnyMessage, MessageKind};
        ///
        /// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
        /// assert_eq!(message.kind(), MessageKind::PaymentDetailsRequest);
        /// assert_eq!(
        ///     serde_json::to_string(&message)?,
        ///     r#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1"}"#,
        /// );
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum AnyMessage {
            $($(
                #[cfg(feature = $feature)]
                #[doc = concat!("[`", stringify!($type), "`].")]
                $name(Box<$type>),
            )+)+
        }

        impl AnyMessage {
            /// The type of the message.
            #[must_use]
            pub const fn kind(&self) -> MessageKind {
                match *self {
                    $($(#[cfg(feature = $feature)] AnyMessage::$name(_) => MessageKind::$name,)+)+
                }
            }

            /// Whether the values are plausible for the message; see [`Message::is_plausible`].
            #[must_use]
            pub fn is_plausible(&self) -> bool {
                match *self {
                    $($(#[cfg(feature = $feature)] AnyMessage::$name(ref message) => message.is_plausible(),)+)+
                }
            }

            /// What [`Message::unread`] says.
            pub(crate) fn unread(&self) -> Vec<(String, MoneyError)> {
                match *self {
                    $($(#[cfg(feature = $feature)] AnyMessage::$name(ref message) => message.unread(),)+)+
                }
            }

            /// Visits the documents embedded in the message; see [`Message::documents`].
            pub fn documents<D: Documents>(&self, show: &mut D) {
                match *self {
                    $($(#[cfg(feature = $feature)] AnyMessage::$name(ref message) => message.documents(show),)+)+
                }
            }
        }

        impl AnyMessage {
            /// The facts of the message in common terms; see [`facts`](super::facts).
            #[must_use]
            pub fn facts(&self) -> Facts {
                match *self {
                    $($(#[cfg(feature = $feature)] AnyMessage::$name(ref message) => message.facts(),)+)+
                }
            }
        }

        impl Validate for AnyMessage {
            fn violations(&self, today: Option<Date>) -> Violations {
                match *self {
                    $($(#[cfg(feature = $feature)] AnyMessage::$name(ref message) => message.violations(today),)+)+
                }
            }
        }

        impl Serialize for AnyMessage {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match *self {
                    $($(#[cfg(feature = $feature)] AnyMessage::$name(ref message) => message.serialize(serializer),)+)+
                }
            }
        }

        $($(
            #[cfg(feature = $feature)]
            impl From<$type> for AnyMessage {
                fn from(message: $type) -> Self {
                    AnyMessage::$name(Box::new(message))
                }
            }

            /// Returns the message, or the value unchanged if it is of another type.
            #[cfg(feature = $feature)]
            impl TryFrom<AnyMessage> for $type {
                type Error = AnyMessage;

                fn try_from(message: AnyMessage) -> Result<Self, AnyMessage> {
                    match message {
                        AnyMessage::$name(message) => Ok(*message),
                        other => Err(other),
                    }
                }
            }
        )+)+
    };
}

/// The list of all messages, one line a message: its type, whose last word is also the name of the variant. They
/// stand behind the feature of their system. Calls the macro `$with` with the list; its caller imports the modules of
/// the systems.
macro_rules! all_messages {
    ($with:ident) => {
        $with! {
            "adaptive-payments" {
                PayRequest = adaptive_payments::pay::PayRequest;
                PayResponse = adaptive_payments::pay::PayResponse;
                PaymentDetailsRequest = adaptive_payments::payment_details::PaymentDetailsRequest;
                PaymentDetailsResponse = adaptive_payments::payment_details::PaymentDetailsResponse;
                ExecutePaymentRequest = adaptive_payments::execute_payment::ExecutePaymentRequest;
                ExecutePaymentResponse = adaptive_payments::execute_payment::ExecutePaymentResponse;
                GetPaymentOptionsRequest = adaptive_payments::get_payment_options::GetPaymentOptionsRequest;
                GetPaymentOptionsResponse = adaptive_payments::get_payment_options::GetPaymentOptionsResponse;
                SetPaymentOptionsRequest = adaptive_payments::set_payment_options::SetPaymentOptionsRequest;
                SetPaymentOptionsResponse = adaptive_payments::set_payment_options::SetPaymentOptionsResponse;
                PreapprovalRequest = adaptive_payments::preapproval::PreapprovalRequest;
                PreapprovalResponse = adaptive_payments::preapproval::PreapprovalResponse;
                PreapprovalDetailsRequest = adaptive_payments::preapproval_details::PreapprovalDetailsRequest;
                PreapprovalDetailsResponse = adaptive_payments::preapproval_details::PreapprovalDetailsResponse;
                CancelPreapprovalRequest = adaptive_payments::cancel_preapproval::CancelPreapprovalRequest;
                CancelPreapprovalResponse = adaptive_payments::cancel_preapproval::CancelPreapprovalResponse;
                ConfirmPreapprovalRequest = adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
                ConfirmPreapprovalResponse = adaptive_payments::confirm_preapproval::ConfirmPreapprovalResponse;
                RefundRequest = adaptive_payments::refund::RefundRequest;
                RefundResponse = adaptive_payments::refund::RefundResponse;
                ConvertCurrencyRequest = adaptive_payments::convert_currency::ConvertCurrencyRequest;
                ConvertCurrencyResponse = adaptive_payments::convert_currency::ConvertCurrencyResponse;
                GetFundingPlansRequest = adaptive_payments::get_funding_plans::GetFundingPlansRequest;
                GetFundingPlansResponse = adaptive_payments::get_funding_plans::GetFundingPlansResponse;
                GetAllowedFundingSourcesRequest = adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesRequest;
                GetAllowedFundingSourcesResponse = adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesResponse;
                GetShippingAddressesRequest = adaptive_payments::get_shipping_addresses::GetShippingAddressesRequest;
                GetShippingAddressesResponse = adaptive_payments::get_shipping_addresses::GetShippingAddressesResponse;
                GetAvailableShippingAddressesRequest = adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesRequest;
                GetAvailableShippingAddressesResponse = adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesResponse;
                GetUserLimitsRequest = adaptive_payments::get_user_limits::GetUserLimitsRequest;
                GetUserLimitsResponse = adaptive_payments::get_user_limits::GetUserLimitsResponse;
                GetPrePaymentDisclosureRequest = adaptive_payments::get_pre_payment_disclosure::GetPrePaymentDisclosureRequest;
                GetPrePaymentDisclosureResponse = adaptive_payments::get_pre_payment_disclosure::GetPrePaymentDisclosureResponse;
                FaultMessage = adaptive_payments::fault::FaultMessage;
                PaymentNotification = adaptive_payments::ipn::PaymentNotification;
                PreapprovalNotification = adaptive_payments::ipn::PreapprovalNotification;
            }
            "orders-v1" {
                CreateOrderRequest = orders_v1::CreateOrderRequest;
                Order = orders_v1::Order;
                CancelOrderResponse = orders_v1::CancelOrderResponse;
                PayOrderRequest = orders_v1::PayOrderRequest;
                PayOrderResponse = orders_v1::PayOrderResponse;
                PurchaseUnit = orders_v1::PurchaseUnit;
                OrderError = orders_v1::OrderError;
            }
            "multisafepay" {
                MultiSafepayCreateOrderRequest = multisafepay::MultiSafepayCreateOrderRequest;
                MultiSafepayCreateOrderResponse = multisafepay::MultiSafepayCreateOrderResponse;
                MultiSafepayGetOrderResponse = multisafepay::MultiSafepayGetOrderResponse;
                MultiSafepayUpdateOrderRequest = multisafepay::MultiSafepayUpdateOrderRequest;
                MultiSafepayCancelOrderRequest = multisafepay::MultiSafepayCancelOrderRequest;
                MultiSafepayChangeResponse = multisafepay::MultiSafepayChangeResponse;
                MultiSafepayCaptureRequest = multisafepay::MultiSafepayCaptureRequest;
                MultiSafepayCancelCaptureRequest = multisafepay::MultiSafepayCancelCaptureRequest;
                MultiSafepayRefundRequest = multisafepay::MultiSafepayRefundRequest;
                MultiSafepayRefundResponse = multisafepay::MultiSafepayRefundResponse;
                MultiSafepayRefundedCart = multisafepay::MultiSafepayRefundedCart;
                MultiSafepayCancelRefundRequest = multisafepay::MultiSafepayCancelRefundRequest;
                MultiSafepayListTransactionsResponse = multisafepay::MultiSafepayListTransactionsResponse;
                MultiSafepayOrder = multisafepay::MultiSafepayOrder;
                MultiSafepayFault = multisafepay::MultiSafepayFault;
            }
            "aliexpress" {
                DsOrderCreateRequest = aliexpress::DsOrderCreateRequest;
                DsPlaceOrderRequest = aliexpress::DsPlaceOrderRequest;
                DsOrderCreateResponse = aliexpress::DsOrderCreateResponse;
                DsErrorResponse = aliexpress::DsErrorResponse;
                DsGatewayFault = aliexpress::DsGatewayFault;
            }
        }
    };
}

all_messages!(messages);

#[cfg(any(feature = "arbitrary", feature = "proptest"))]
pub(crate) use all_messages;

/// Parses the name of a message like [`MessageKind::from_name`].
impl FromStr for MessageKind {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        MessageKind::from_name(name).ok_or_else(|| Error::new(ErrorKind::UnknownVariant(&[])))
    }
}

by_name!(MessageKind, "the name of a message");

impl MessageKind {
    /// The message with this name, ignoring letter case.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    ///
    /// assert_eq!(MessageKind::from_name("PayRequest"), Some(MessageKind::PayRequest));
    /// assert_eq!(MessageKind::from_name("payrequest"), Some(MessageKind::PayRequest));
    /// assert_eq!(MessageKind::from_name("Pay"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let named = |same: fn(&str, &str) -> bool| {
            Self::ALL
                .iter()
                .copied()
                .find(|kind| same(kind.name(), name))
        };
        // An exact name takes precedence: two systems may have names that differ only in letter
        // case.
        named(|a, b| a == b).or_else(|| named(str::eq_ignore_ascii_case))
    }

    /// The kind of a message's type. `None` if it is not one of this crate's messages.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    ///
    /// assert_eq!(MessageKind::of::<PayRequest>(), Some(MessageKind::PayRequest));
    /// ```
    #[must_use]
    pub fn of<T: Message>() -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.name() == T::INFO.name)
    }

    /// The message's name, such as `PayRequest`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.info().name
    }

    /// The message's name with its article, for use in sentences.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    ///
    /// assert_eq!(MessageKind::PayRequest.with_article(), "a PayRequest");
    /// assert_eq!(MessageKind::ExecutePaymentRequest.with_article(), "an ExecutePaymentRequest");
    /// ```
    #[must_use]
    pub fn with_article(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['A', 'E', 'I', 'O']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name}")
    }

    /// The wire names of the required fields, in schema order.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    ///
    /// assert_eq!(
    ///     MessageKind::PayResponse.required_fields(),
    ///     ["responseEnvelope", "payKey", "paymentExecStatus"],
    /// );
    /// ```
    #[must_use]
    pub fn required_fields(self) -> Vec<&'static str> {
        self.required().to_vec()
    }

    /// The same, computed once for each message.
    pub(crate) fn required(self) -> &'static [&'static str] {
        static REQUIRED: [OnceLock<Vec<&str>>; MessageKind::ALL.len()] =
            [const { OnceLock::new() }; MessageKind::ALL.len()];
        REQUIRED[self.index()].get_or_init(|| {
            let fields = self.known_shape().root().fields.iter();
            let required = fields.filter(|field| field.required());
            required.map(|field| field.name).collect()
        })
    }

    /// The message's [shape](Self::shape), computed once for each message.
    pub(crate) fn known_shape(self) -> &'static Shape {
        static SHAPES: [OnceLock<Shape>; MessageKind::ALL.len()] =
            [const { OnceLock::new() }; MessageKind::ALL.len()];
        SHAPES[self.index()].get_or_init(|| self.shape())
    }
}

impl fmt::Display for MessageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for &kind in MessageKind::ALL {
            assert_eq!(MessageKind::from_name(kind.name()), Some(kind));
            assert_eq!(
                MessageKind::from_name(&kind.name().to_uppercase()),
                Some(kind)
            );
            assert_eq!(kind.shape().root().name, kind.name());
        }
    }

    #[test]
    fn fields_are_those_of_the_shape() {
        for &kind in MessageKind::ALL {
            let shape = kind.shape();
            let fields = shape.root().fields.iter();
            let mut names: Vec<_> = fields
                .flat_map(|field| [&[field.name], &*field.aliases].concat())
                .collect();
            let mut listed = kind.fields().to_vec();
            if names.len() > shape.root().fields.len() {
                // An alias may stand before or behind its field.
                names.sort_unstable();
                listed.sort_unstable();
            }
            assert_eq!(listed, names, "{kind}");
        }
    }
}
