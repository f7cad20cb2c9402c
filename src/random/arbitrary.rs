//! Messages from the input of a fuzzer.

use ::arbitrary::{Arbitrary, Result, Unstructured};
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
use crate::api::{AnyMessage, MessageKind, all_messages};
use crate::value::Amount;

/// The longest text. Texts are short so that one does not use up the input.
const LONGEST: usize = 24;

/// Any message of all systems whose features are enabled, with values as `paywire::proptest` has them.
///
/// ```
/// use arbitrary::{Arbitrary, Unstructured};
/// use paywire::api::AnyMessage;
///
/// // A fuzz target: `fuzz_target!(|message: AnyMessage| { … })`. Each input is a message.
/// let mut input = Unstructured::new(b"any bytes that the fuzzer makes up");
/// let message = AnyMessage::arbitrary(&mut input)?;
/// assert!(!message.kind().name().is_empty());
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a> Arbitrary<'a> for AnyMessage {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let kind = *u.choose(MessageKind::ALL)?;
        message(kind, u)
    }
}

/// An amount with any number of decimal places.
impl<'a> Arbitrary<'a> for Amount {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let scale = u.int_in_range(0..=Amount::MAX_SCALE)?;
        Ok(Amount::new(u.arbitrary::<i64>()?, scale))
    }
}

macro_rules! arbitrary_messages {
    ($($feature:literal { $($name:ident = $type:ty;)+ })+) => {
        $($(
            #[cfg(feature = $feature)]
            impl<'a> Arbitrary<'a> for $type {
                fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
                    message(MessageKind::$name, u).map(plan::typed)
                }
            }
        )+)+
    };
}

all_messages!(arbitrary_messages);

fn message(kind: MessageKind, u: &mut Unstructured<'_>) -> Result<AnyMessage> {
    let value = object(Plan::of(kind), u)?;
    Ok(plan::message(kind, value))
}

/// The content of a struct, but not none where there can be some.
fn object(plan: &Plan, u: &mut Unstructured<'_>) -> Result<Value> {
    let fields = plan.0.iter().map(|field| {
        // Without input left, `ratio` is true: then a message ends soon.
        let is_absent = !field.required && u.ratio(3, 5)?;
        let value = (!is_absent).then(|| value(field, u));
        value.transpose()
    });
    let fields: Vec<_> = fields.collect::<Result<_>>()?;
    let is_empty = fields.iter().all(Option::is_none);
    let first = plan.0.first().filter(|_| is_empty);
    let rescue = first.map(|first| value(first, u)).transpose()?;
    Ok(plan.object(fields, rescue))
}

/// The value of a field: a list has at least one entry.
fn value(field: &Planned, u: &mut Unstructured<'_>) -> Result<Value> {
    if !field.list {
        return node(&field.node, u);
    }
    let entries = (0..u.int_in_range(1..=2)?).map(|_| node(&field.node, u));
    entries.collect()
}

fn node(node: &Node, u: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match node {
        Node::Bool => u.arbitrary::<bool>()?.into(),
        Node::Int32 => u.arbitrary::<i32>()?.into(),
        Node::Int64 => u.arbitrary::<i64>()?.into(),
        Node::Amount => u.arbitrary::<Amount>()?.to_string().into(),
        Node::Text => text(u)?.into(),
        Node::Word(own) => word(own, u)?.into(),
        Node::Loose => loose(u)?,
        Node::Constant(text) => Value::from(*text),
        Node::Document(plan) => object(plan, u)?.to_string().into(),
        Node::Struct(plan) => object(plan, u)?,
    })
}

/// A text that has the bytes of the input as they are, so that what the fuzzer puts there arrives.
fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let length = u.int_in_range(0..=LONGEST)?;
    let bytes = u.bytes(length.min(u.len()))?;
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// A word that the field knows, a word of others, or any text.
fn word(own: &[&str], u: &mut Unstructured<'_>) -> Result<String> {
    match u.int_in_range(0..=3)? {
        0 | 1 if !own.is_empty() => Ok((*u.choose(own)?).to_owned()),
        2 => Ok((*u.choose(plan::WORDS)?).to_owned()),
        _ => text(u),
    }
}

/// A scalar of JSON.
fn loose(u: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match u.int_in_range(0..=3)? {
        0 => text(u)?.into(),
        1 => u.arbitrary::<i64>()?.into(),
        2 => u.arbitrary::<bool>()?.into(),
        _ => {
            let (digits, scale): (i32, u8) = (u.arbitrary()?, u.int_in_range(0..=3)?);
            Value::from(f64::from(digits) / 10_f64.powi(scale.into()))
        }
    })
}

#[cfg(all(test, feature = "systems"))]
mod tests {
    use super::*;

    /// Bytes that look random and are the same in each run.
    fn bytes(seed: u32) -> Vec<u8> {
        let mut state = seed.wrapping_mul(2_654_435_769) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[1]
        };
        (0..2048).map(|_| next()).collect()
    }

    #[test]
    fn every_message_is_made_from_any_bytes() {
        for &kind in MessageKind::ALL {
            for seed in 0..24 {
                let input = bytes(seed);
                let made = message(kind, &mut Unstructured::new(&input)).expect("a message");
                assert_eq!(made.kind(), kind);
                let same = message(kind, &mut Unstructured::new(&input)).expect("a message");
                assert_eq!(made, same, "the same bytes make the same message");
            }
            let least = message(kind, &mut Unstructured::new(&[])).expect("a message");
            assert_eq!(least.kind(), kind);
        }
    }

    #[test]
    fn what_the_input_says_arrives() {
        let kinds: std::collections::BTreeSet<_> = (0..400)
            .map(|seed| AnyMessage::arbitrary(&mut Unstructured::new(&bytes(seed))))
            .map(|message| message.expect("a message").kind())
            .collect();
        assert!(kinds.len() > MessageKind::ALL.len() / 2, "{}", kinds.len());
        let input = [&[5][..], b"a=b&c"].concat();
        assert_eq!(text(&mut Unstructured::new(&input)), Ok("a=b&c".to_owned()));
    }
}
