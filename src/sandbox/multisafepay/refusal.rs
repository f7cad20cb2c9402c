//! Why a request is refused.

use std::borrow::Cow;

use crate::api::System;
use crate::api::multisafepay::MultiSafepayFault;
use crate::api::validate::Violations;
use crate::sandbox::error::Cause;

/// Why a request is refused: a documented code, and words.
#[derive(Debug)]
pub(super) struct PurchaseRefusal {
    code: i64,
    info: Cow<'static, str>,
}

/// What has no code of its own.
pub(super) const UNSPECIFIED: i64 = 1000;
pub(super) const AMOUNT: i64 = 1001;
pub(super) const CURRENCY: i64 = 1002;
/// The order's name is used already, or there is no such order.
pub(super) const ORDER: i64 = 1006;
pub(super) const IP_ADDRESS: i64 = 1007;
pub(super) const DESCRIPTION: i64 = 1008;
pub(super) const VARIABLES: i64 = 1010;
pub(super) const API_KEY: i64 = 1032;

/// A refusal with a documented code, in the words of the code.
pub(super) fn refuse(code: i64) -> PurchaseRefusal {
    let mut known = System::MultiSafepay.known_errors().iter();
    let text = code.to_string();
    let meaning = known.find(|error| error.code == text);
    let info = meaning.map_or("the request is refused", |error| error.meaning);
    refuse_saying(code, info)
}

/// A refusal with a documented code, in other words.
pub(super) fn refuse_saying(code: i64, info: impl Into<Cow<'static, str>>) -> PurchaseRefusal {
    PurchaseRefusal {
        code,
        info: info.into(),
    }
}

impl PurchaseRefusal {
    /// The fault that the caller gets.
    pub(super) fn fault(self) -> MultiSafepayFault {
        MultiSafepayFault::new(self.code, self.info)
    }
}

impl From<Cause> for PurchaseRefusal {
    fn from(_: Cause) -> Self {
        refuse(UNSPECIFIED)
    }
}

impl From<Violations> for PurchaseRefusal {
    fn from(violations: Violations) -> Self {
        let Some(first) = violations.first() else {
            return refuse(UNSPECIFIED);
        };
        let code = match first.path() {
            "order_id" => ORDER,
            "currency" => CURRENCY,
            "description" => DESCRIPTION,
            _ => first
                .code()
                .and_then(|code| code.parse().ok())
                .unwrap_or(UNSPECIFIED),
        };
        refuse_saying(code, format!("{} {}", first.path(), first.text()))
    }
}
