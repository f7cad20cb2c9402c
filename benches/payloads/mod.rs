//! Bodies that look like the traffic of a payment API, and the types they are read into.
//!
//! S is a short reply, M a request with two receivers, L the options of six receivers with twenty
//! invoice items each. [`list`] makes bodies of any number of names for the scaling groups.
//! All values are invented; sizes and the share of escapes are those of real messages.

mod large;
mod medium;
mod model;
mod sample;
mod small;

use std::fmt::Write as _;

pub(crate) use large::{large, list};
pub(crate) use medium::{FlatPayRequest, medium};
pub(crate) use model::{Bulk, Money, PayRequest, PayResponse, PaymentOptions, Text};
pub(crate) use sample::{Sample, bulk, qs, qs_config};
pub(crate) use small::{FlatPayResponse, small};

/// One message: its pairs, and its body in the spelling of the API and in that of `serde_qs`.
pub(crate) struct Payload {
    pub(crate) name: String,
    /// Names in NVP spelling and values, both without escapes, in the order of the body.
    pub(crate) pairs: Vec<(String, String)>,
    /// `a.b(0).c=…`
    pub(crate) nvp: String,
    /// `a[b][0][c]=…`
    pub(crate) brackets: String,
}

impl Payload {
    fn new(name: impl Into<String>, pairs: Vec<(String, String)>) -> Self {
        Payload {
            name: name.into(),
            nvp: body(&pairs, str::to_owned),
            brackets: body(&pairs, bracketed),
            pairs,
        }
    }

    fn of(name: &str, pairs: &[(&str, &str)]) -> Self {
        let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        Payload::new(name, pairs.iter().map(owned).collect())
    }

    /// The same pairs in an order that has nothing to do with the type's, the same at every call.
    pub(crate) fn shuffled(&self) -> Self {
        let mut pairs = self.pairs.clone();
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for last in (1..pairs.len()).rev() {
            // xorshift64: any fixed stream will do.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let places = u64::try_from(last + 1).unwrap_or(u64::MAX);
            pairs.swap(last, usize::try_from(state % places).unwrap_or(0));
        }
        Payload::new(self.name.clone(), pairs)
    }
}

fn body(pairs: &[(String, String)], spelling: impl Fn(&str) -> String) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        if !body.is_empty() {
            body.push('&');
        }
        body.push_str(&spelling(name));
        body.push('=');
        body.extend(form_urlencoded::byte_serialize(value.as_bytes()));
    }
    body
}

/// Rewrites `a.b(0).c` as `a[b][0][c]`.
fn bracketed(name: &str) -> String {
    let mut steps = name.split(['.', '(']);
    let mut spelled = steps.next().unwrap_or_default().to_owned();
    for step in steps {
        let _ = write!(spelled, "[{}]", step.trim_end_matches(')'));
    }
    spelled
}
