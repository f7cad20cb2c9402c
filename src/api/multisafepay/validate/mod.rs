//! The rules for orders.

mod cart;

use crate::api::multisafepay::codes::{Gateway, OrderType};
use crate::api::multisafepay::create_order::MultiSafepayCreateOrderRequest;
use crate::api::validate::{Bound, Check, FieldLimit, Pattern, Report, Rulebook, rules};
use crate::value::{Currency, Loose};

const CREATE: &[&str] = &["CreateOrder"];

rules! {
    /// The rules that can be checked without asking the service.
    pub(crate) static RULES;

    M001 = Rule::new(CREATE, "An order is paid by redirect or direct.", "Alipay page");
    M002 = Rule::new(CREATE, "The order's name has at most 50 characters.", "Alipay page");
    M003 = Rule::new(CREATE, "The currency is a code of ISO 4217.", "Alipay page");
    M004 = Rule::new(CREATE, "The description has at most 200 characters.", "Alipay page");
    M005 = Rule::new(CREATE, "The description has no HTML.", "Alipay page");
    M006 = Rule::new(CREATE, "An Alipay order says where notifications and the browser go, and who pays.", "Alipay page");
    M007 = Rule::new(CREATE, "A direct Alipay order says that it was not entered by hand.", "Alipay page");
    M008 = Rule::new(CREATE, "A share of a payment is an amount or a part of the whole.", "seen");
    M009 = Rule::new(CREATE, "The lines of a cart, tax included, add up to the amount.", "Error reference, seen")
        .code("1027");
}

pub(crate) static RULEBOOK: Rulebook = Rulebook {
    rules: RULES,
    limits: LIMITS,
    headers: &[],
};

const REQUEST: &str = "MultiSafepayCreateOrderRequest";

const LIMITS: &[FieldLimit] = &[
    FieldLimit::new(REQUEST, "type", Bound::OneOf(OrderType::KNOWN), &M001),
    FieldLimit::new(REQUEST, "order_id", Bound::MinLength(1), &M002),
    FieldLimit::new(REQUEST, "order_id", Bound::MaxLength(50), &M002),
    FieldLimit::new(REQUEST, "currency", Bound::Pattern(CURRENCY), &M003),
    FieldLimit::new(REQUEST, "description", Bound::MaxLength(200), &M004),
    FieldLimit::new(REQUEST, "description", Bound::Pattern(NO_HTML), &M005),
];

const CURRENCY: Pattern = Pattern::new("^[A-Z]{3}$", "a code of ISO 4217", |text| {
    Currency::from(text).is_known()
});

/// A `<` alone is a sign like any other; with a name behind it, it is the start of a tag.
const NO_HTML: Pattern = Pattern::new("", "a text without HTML", |text| {
    let mut tags = text.match_indices('<').map(|(at, _)| &text[at + 1..]);
    !tags.any(|tag| {
        let name = tag.trim_start_matches('/');
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!')
            && name.contains('>')
    })
});

pub(super) const CREATE_ORDER: &[Check<MultiSafepayCreateOrderRequest>] = &[
    Check::new(&M006, alipay),
    Check::new(&M007, by_hand),
    Check::new(&M008, shares),
    Check::new(&M009, cart::adds_up),
];

fn is_alipay(order: &MultiSafepayCreateOrderRequest) -> bool {
    order.gateway == Some(Gateway::Alipay)
}

fn alipay(order: &MultiSafepayCreateOrderRequest, report: &mut Report<'_>) {
    if !is_alipay(order) {
        return;
    }
    for (path, missing) in [
        ("payment_options", order.payment_options.is_none()),
        ("customer", order.customer.is_none()),
    ] {
        if missing {
            report.add(path, "is required");
        }
    }
}

fn by_hand(order: &MultiSafepayCreateOrderRequest, report: &mut Report<'_>) {
    if is_alipay(order) && order.order_type == OrderType::Direct {
        match order.manual.as_ref().map(Loose::get) {
            None => report.add("manual", "is required"),
            Some(Some(false)) => {}
            Some(_) => report.add("manual", "is not false"),
        }
    }
}

fn shares(order: &MultiSafepayCreateOrderRequest, report: &mut Report<'_>) {
    let shares = order.affiliate.iter().flat_map(|all| &all.split_payments);
    for (index, share) in shares.enumerate() {
        if share.fixed.is_some() == share.percentage.is_some() {
            let path = format!("affiliate.split_payments({index})");
            report.add(path, "needs either fixed or percentage");
        }
    }
}
