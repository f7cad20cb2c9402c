//! The form that asks for an order.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::order::DsPlaceOrderRequest;
use super::{METHOD, info, validate};
use crate::api::message::{Direction, Documents, Formats, Message, MessageInfo};
use crate::api::validate::Check;
use crate::json::Embedded;
use crate::value::{Currency, Loose, Secret};

/// Places an order, and has it paid if it says so: the parameters of a form.
///
/// The first are the gateway's own and the same for every operation. Two of the last are JSON as
/// text; whatever they hold beside the fields known here is kept (see [`Embedded`]).
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
    /// The operation: [`METHOD`]. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The calling application. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_key: Option<Secret<String>>,
    /// The access token of the account that buys. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Secret<String>>,
    /// The same under the name that newer gateways give it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Secret<String>>,
    /// When the request was made: milliseconds since 1970, or a date and time in the gateway's own zone.
    /// (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// The format of the answer, `json`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The version of the gateway's protocol, `2.0`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub v: Option<String>,
    /// How the signature is made: `md5`, `hmac`, `sha256`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_method: Option<String>,
    /// The signature over all other parameters. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<Secret<String>>,
    /// A signature by the application. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_signature: Option<Secret<String>>,
    /// The client library. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<String>,
    /// `true` if the answer is to come without its outer key. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simplify: Option<String>,
    /// What is ordered, and where it goes; JSON as text. (order page)
    pub param_place_order_request4_open_api_d_t_o: Embedded<DsPlaceOrderRequest>,
    /// What else is to be done with the order; JSON as text. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ds_extend_request: Option<Embedded<DsExtendRequest>>,
}

impl DsOrderCreateRequest {
    /// The operation with an order. The gateway's parameters and the signature are for who sends it.
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

    /// Whether the order is to be paid at once.
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

    /// Other operations of the service have forms of their own.
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

/// What else is to be done with an order that is placed. (API page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsExtendRequest {
    /// How it is paid. (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<DsPayment>,
    /// Which promotion is used. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion: Option<DsPromotion>,
    /// How the order is meant. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trade_extra_param: Option<DsTradeExtra>,
    /// How the order is sold. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_strategy: Option<DsChannelStrategy>,
}

impl DsExtendRequest {
    /// Pay the order at once, in the one currency there is.
    #[must_use]
    pub fn paying() -> Self {
        DsExtendRequest {
            payment: Some(DsPayment::new(Currency::USD, true)),
            ..DsExtendRequest::default()
        }
    }

    /// Whether the order is to be paid at once.
    #[must_use]
    pub fn asks_to_pay(&self) -> bool {
        let payment = self.payment.as_ref();
        let asked = payment.and_then(|payment| payment.try_to_pay.as_ref());
        asked.and_then(Loose::get).unwrap_or(false)
    }
}

/// How an order is paid. (API page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsPayment {
    /// The currency, of [`PAY_CURRENCIES`](super::PAY_CURRENCIES). (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_currency: Option<Currency>,
    /// Whether the service is to pay the order after creating it. `false` and absence leave it unpaid.
    /// (API page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub try_to_pay: Option<Loose<bool>>,
}

impl DsPayment {
    /// Pay, or do not pay, in a currency.
    #[must_use]
    pub fn new(pay_currency: impl Into<Currency>, try_to_pay: bool) -> Self {
        DsPayment {
            pay_currency: Some(pay_currency.into()),
            try_to_pay: Some(try_to_pay.into()),
        }
    }
}

/// A promotion that an order makes use of. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsPromotion {
    /// The code of the promotion. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_code: Option<Loose<String>>,
    /// Where the code comes from. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_channel_info: Option<Loose<String>>,
    /// The promotion, by its number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_activity_id: Option<Loose<String>>,
}

/// How an order is meant. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsTradeExtra {
    /// `retail`, or `wholesale` for many of an article. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_model: Option<String>,
}

/// How an order is sold: a word. What it holds as an object is described nowhere, and kept as unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct DsChannelStrategy {
    /// The word. (seen)
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
