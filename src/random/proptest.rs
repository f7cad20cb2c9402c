//! Strategies of the crate `proptest` for messages, as the tests of this crate use them.
//!
//! Messages and [`Amount`] implement [`Arbitrary`](::proptest::arbitrary::Arbitrary), so a property names the type;
//! [`AnyMessage`] is any message of all systems. Where the message is known at run time only, use [`message_of`].
//!
//! ```
//! use paywire::api::adaptive_payments::pay::PayRequest;
//! use paywire::api::{AnyMessage, Validate};
//! use paywire::nvp;
//! use proptest::prelude::*;
//!
//! proptest! {
//! # #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(8) })]
//!     # /*
//!     #[test]
//!     # */
//!     fn a_request_is_read_back(request: PayRequest) {
//!         let body = nvp::to_string(&request)?;
//!         prop_assert_eq!(nvp::from_str::<PayRequest>(&body)?, request);
//!     }
//!
//!     # /*
//!     #[test]
//!     # */
//!     fn any_message_can_be_checked(message: AnyMessage) {
//!         let _ = message.validate();
//!     }
//! }
//! # a_request_is_read_back();
//! # any_message_can_be_checked();
//! ```
//!
//! Values are of the type, and do not follow the documents: amounts may be negative, texts have any characters, and
//! words may be unknown. No struct in them is empty, since NVP cannot write one. To test with requests that a service
//! accepts, set their fields: `message::<PayRequest>().prop_map(|mut request| { …; request })`.

use std::collections::BTreeMap;
use std::fmt::Debug;

use ::proptest::arbitrary::{Arbitrary, StrategyFor, any};
use ::proptest::collection::vec;
use ::proptest::option::weighted;
use ::proptest::prop_oneof;
use ::proptest::sample::select;
use ::proptest::strategy::{BoxedStrategy, Just, Strategy};
use serde_json::Value;

use super::plan::{self, Node, Plan, Planned};
#[cfg(feature = "adaptive-payments")]
use crate::api::adaptive_payments;
#[cfg(feature = "aliexpress")]
use crate::api::aliexpress;
#[cfg(feature = "multisafepay")]
use crate::api::multisafepay;
#[cfg(feature = "orders-v1")]
use crate::api::orders_v1;
use crate::api::{AnyMessage, Message, MessageKind, all_messages};
use crate::value::Amount;

/// Any value of a message.
///
/// ```
/// use paywire::api::adaptive_payments::refund::RefundRequest;
/// use paywire::proptest::message;
/// use proptest::strategy::Strategy;
///
/// // All refunds of one payment.
/// let refunds = message::<RefundRequest>().prop_map(|refund| RefundRequest {
///     pay_key: Some("AP-1".to_owned()),
///     ..refund
/// });
/// # let mut runner = proptest::test_runner::TestRunner::deterministic();
/// # runner.run(&refunds, |refund| Ok(assert_eq!(refund.pay_key.unwrap(), "AP-1"))).unwrap();
/// ```
pub fn message<T>() -> BoxedStrategy<T>
where
    T: Message + TryFrom<AnyMessage, Error = AnyMessage> + Debug,
{
    message_of(plan::kind_of::<T>())
        .prop_map(plan::typed)
        .boxed()
}

/// Any value of a message that is known at run time.
pub fn message_of(kind: MessageKind) -> BoxedStrategy<AnyMessage> {
    object(Plan::of(kind))
        .prop_map(move |value| plan::message(kind, value))
        .boxed()
}

/// Any message of all systems whose features are enabled.
///
/// # Panics
///
/// If the features have no system, as then there is no message.
pub fn any_message() -> BoxedStrategy<AnyMessage> {
    // A strategy for each message is made once, and not for each value.
    let kinds = MessageKind::ALL.iter().copied();
    let strategies: BTreeMap<_, _> = kinds.map(|kind| (kind, message_of(kind))).collect();
    select(MessageKind::ALL)
        .prop_flat_map(move |kind| strategies[&kind].clone())
        .boxed()
}

/// Any text: nothing, words, the signs that formats are made of, and all of Unicode.
pub fn text() -> BoxedStrategy<String> {
    prop_oneof![
        2 => "[a-zA-Z0-9 .@:/_-]{0,16}",
        1 => "[$&=%+#;?()\\[\\].@{}\"\\\\'<>,\t\r\n\u{0}\u{7f}\u{a0}\u{feff}é€😀]{0,8}",
        1 => select(vec!["", "$text", "@name", "true", "0", "null", "%41", "a=b&c", "\u{fffd}"])
            .prop_map(str::to_owned),
        1 => vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ]
    .boxed()
}

/// Any amount, with any number of decimal places.
pub fn amount() -> BoxedStrategy<Amount> {
    prop_oneof![
        3 => (0..1_000_000_i64, 0..=3_u32),
        1 => (any::<i64>(), 0..=Amount::MAX_SCALE),
    ]
    .prop_map(|(mantissa, scale)| Amount::new(mantissa, scale))
    .boxed()
}

/// Words that the field knows, words of others, and any text.
fn word(own: &'static [&'static str]) -> BoxedStrategy<Value> {
    let words = select([own, plan::WORDS].concat()).prop_map(str::to_owned);
    prop_oneof![words, text()].prop_map(Value::from).boxed()
}

/// Any scalar of JSON.
fn loose() -> BoxedStrategy<Value> {
    prop_oneof![
        3 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => (any::<i32>(), 0..4_i32).prop_map(|(digits, scale)| {
            Value::from(f64::from(digits) / 10_f64.powi(scale))
        }),
    ]
    .boxed()
}

/// Any content of a struct, but not none where there can be some.
fn object(plan: &Plan) -> BoxedStrategy<Value> {
    let fields: Vec<_> = plan.0.iter().map(presence).collect();
    let Some(first) = plan.0.first() else {
        return Just(plan.object([], None)).boxed();
    };
    let plan = plan.clone();
    (fields, value(first))
        .prop_map(move |(fields, first)| plan.object(fields, Some(first)))
        .boxed()
}

/// A field that is there or, where it may be, is not.
fn presence(field: &Planned) -> BoxedStrategy<Option<Value>> {
    let value = value(field);
    if field.required {
        value.prop_map(Some).boxed()
    } else {
        weighted(0.4, value).boxed()
    }
}

/// The value of a field: a list has at least one entry.
fn value(field: &Planned) -> BoxedStrategy<Value> {
    let one = node(&field.node);
    if field.list {
        vec(one, 1..3).prop_map(Value::Array).boxed()
    } else {
        one
    }
}

fn node(node: &Node) -> BoxedStrategy<Value> {
    match node {
        Node::Bool => scalar::<bool>(),
        Node::Int32 => scalar::<i32>(),
        Node::Int64 => scalar::<i64>(),
        Node::Amount => amount()
            .prop_map(|amount| amount.to_string().into())
            .boxed(),
        Node::Text => text().prop_map(Value::from).boxed(),
        Node::Word(own) => word(own),
        Node::Loose => loose(),
        Node::Constant(text) => Just(Value::from(*text)).boxed(),
        Node::Document(plan) => object(plan)
            .prop_map(|document| document.to_string().into())
            .boxed(),
        Node::Struct(plan) => object(plan),
    }
}

fn scalar<T: Arbitrary + Into<Value> + 'static>() -> BoxedStrategy<Value>
where
    StrategyFor<T>: 'static,
{
    any::<T>().prop_map(Into::into).boxed()
}

/// Implements `Arbitrary` by a function that makes the strategy.
macro_rules! arbitrary {
    ($type:ty, $strategy:expr) => {
        impl Arbitrary for $type {
            type Parameters = ();
            type Strategy = BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $strategy
            }
        }
    };
}

macro_rules! arbitrary_messages {
    ($($feature:literal { $($name:ident = $type:ty;)+ })+) => {
        $($(
            #[cfg(feature = $feature)]
            arbitrary!($type, message());
        )+)+
    };
}

arbitrary!(Amount, amount());
arbitrary!(AnyMessage, any_message());
all_messages!(arbitrary_messages);
