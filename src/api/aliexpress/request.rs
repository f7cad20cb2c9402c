//! The form that places an order.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::order::DsPlaceOrderRequest;
use super::{METHOD, info, validate};
use crate::api::message::{Direction, Documents, Formats, Message, MessageInfo};
use crate::api::shape::{self, Shape};
use crate::api::validate::Check;
use crate::json::Embedded;
use crate::value::{Currency, Loose, Secret};

/// Places an order, and pays it if requested: the parameters of a form.
///
/// The first parameters belong to the gateway and are the same for every operation. Two of the last
/// hold JSON as a string; their unknown fields are kept (see [`Embedded`]).
///
/// ```
/// use paywire::api::aliexpress::DsOrderCreateRequest;
///
/// let body = "method=aliexpress.ds.order.create&session=5000x&param_place_order_request4_open_api_d_t_o=\
///     %7B%22logistics_address%22%3A%7B%22country%22%3A%22US%22%7D%7D&ds_extend_request=\
///     %7B%22payment%22%3A%7B%22pay_currency%22%3A%22USD%22%2C%22try_to_pay%22%3A%22true%22%7D%7D";
/// let request: DsOrderCreateRequest = paywire::nvp::from_str(body)?;
/// let order = request.param_place_order_request4_open_api_d_t_o.get();
/// assert_eq!(order.logistics_address.country.as_deref(), Some("US"));
/// assert!(request.asks_to_pay());
/// assert!(!format!("{request:?}").contains("5000x"));
/// assert_eq!(paywire::nvp::to_string(&request)?, body);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsOrderCreateRequest {
    /// The operation name: [`METHOD`]. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The key of the calling application. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_key: Option<Secret<String>>,
    /// The access token of the buyer's account. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Secret<String>>,
    /// The access token, under the name in newer gateways. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Secret<String>>,
    /// The time of the request: milliseconds since 1970, or a date and time in the gateway's time
    /// zone. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// The format of the response, `json`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The version of the gateway's protocol, `2.0`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub v: Option<String>,
    /// The signature algorithm: `md5`, `hmac`, `sha256`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_method: Option<String>,
    /// The signature over all other parameters. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<Secret<String>>,
    /// A signature of the application. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_signature: Option<Secret<String>>,
    /// The client library. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<String>,
    /// `true` to receive the response without its outer key. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simplify: Option<String>,
    /// The ordered articles and the shipping address, as a JSON string. (order page)
    pub param_place_order_request4_open_api_d_t_o: Embedded<DsPlaceOrderRequest>,
    /// Further instructions about the order, as a JSON string. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ds_extend_request: Option<Embedded<DsExtendRequest>>,
}

impl DsOrderCreateRequest {
    /// Creates a request with an order. The sender adds the gateway's parameters and the signature.
    #[must_use]
    pub fn new(order: DsPlaceOrderRequest) -> Self {
        DsOrderCreateRequest {
            method: Some(METHOD.to_owned()),
            app_key: None,
            session: None,
            access_token: None,
            timestamp: None,
            format: None,
            v: None,
            sign_method: None,
            sign: None,
            app_signature: None,
            partner_id: None,
            simplify: None,
            param_place_order_request4_open_api_d_t_o: order.into(),
            ds_extend_request: None,
        }
    }

    /// Whether the caller requests immediate payment of the order.
    #[must_use]
    pub fn asks_to_pay(&self) -> bool {
        let extend = self.ds_extend_request.as_ref().map(Embedded::get);
        extend.is_some_and(DsExtendRequest::asks_to_pay)
    }
}

impl Message for DsOrderCreateRequest {
    const INFO: MessageInfo = info(
        "DsOrderCreateRequest",
        Direction::Request,
        Formats::NvpAndJson,
    );
    const CHECKS: &'static [Check<Self>] = validate::ORDER_CREATE;

    /// Returns `false` for other operations of the service, which have their own forms.
    fn is_plausible(&self) -> bool {
        self.method.as_ref().is_none_or(|method| method == METHOD)
    }

    fn documents<D: Documents>(&self, show: &mut D) {
        show.document(
            "param_place_order_request4_open_api_d_t_o",
            &self.param_place_order_request4_open_api_d_t_o,
        );
        if let Some(extend) = &self.ds_extend_request {
            show.document("ds_extend_request", extend);
        }
    }
}

/// The shape of the document in a text of this type.
pub(super) fn document(type_path: &str) -> Option<Shape> {
    let order = shape::embedded::<DsPlaceOrderRequest>(type_path);
    order.or_else(|| shape::embedded::<DsExtendRequest>(type_path))
}

/// Further instructions about an order. (API page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsExtendRequest {
    /// The payment instructions. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<DsPayment>,
    /// The promotion that the order uses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion: Option<DsPromotion>,
    /// The kind of sale: `retail` or `wholesale`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trade_extra_param: Option<DsTradeExtra>,
    /// The sales channel of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_strategy: Option<DsChannelStrategy>,
}

impl DsExtendRequest {
    /// Creates a request to pay the order at once, in the only supported currency.
    #[must_use]
    pub fn paying() -> Self {
        DsExtendRequest {
            payment: Some(DsPayment::new(Currency::USD, true)),
            ..DsExtendRequest::default()
        }
    }

    /// Whether the caller requests immediate payment of the order.
    #[must_use]
    pub fn asks_to_pay(&self) -> bool {
        let payment = self.payment.as_ref();
        let asked = payment.and_then(|payment| payment.try_to_pay.as_ref());
        asked.and_then(Loose::get).unwrap_or(false)
    }
}

/// Payment instructions for an order. (API page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsPayment {
    /// The currency, one of [`PAY_CURRENCIES`](super::PAY_CURRENCIES). (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_currency: Option<Currency>,
    /// Whether the service pays the order after creating it. If `false` or absent, the order
    /// remains unpaid. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub try_to_pay: Option<Loose<bool>>,
}

impl DsPayment {
    /// Creates instructions to pay, or not to pay, in a currency.
    #[must_use]
    pub fn new(pay_currency: impl Into<Currency>, try_to_pay: bool) -> Self {
        DsPayment {
            pay_currency: Some(pay_currency.into()),
            try_to_pay: Some(try_to_pay.into()),
        }
    }
}

/// A promotion that an order uses. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsPromotion {
    /// The code of the promotion. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_code: Option<Loose<String>>,
    /// The source of the code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_channel_info: Option<Loose<String>>,
    /// The number of the promotion. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_activity_id: Option<Loose<String>>,
}

/// The kind of sale: `retail` or `wholesale`. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsTradeExtra {
    /// The kind: `retail`, or `wholesale` for large quantities. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_model: Option<String>,
}

/// The sales channel of an order: a word. Its form as an object is undocumented, so its fields are
/// kept as unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct DsChannelStrategy {
    /// The sales channel. (seen)
    #[serde(rename = "$text")]
    pub word: Option<Loose<String>>,
}

impl Serialize for DsChannelStrategy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.word {
            Some(word) => word.serialize(serializer),
            None => serializer
                .serialize_struct("DsChannelStrategy", 0)
                .and_then(SerializeStruct::end),
        }
    }
}
