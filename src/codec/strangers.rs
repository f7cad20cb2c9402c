//! Bodies of services whose names are like those of the messages here, and which are none of them; and
//! bodies whose names were made strange on their way.

use super::{Config, Format, Warning};
use crate::api::orders_v2;
use crate::tree::Ref;

/// How a body is known to be none of the messages here, if it is.
pub(super) fn of(format: Format, value: Ref<'_>, config: &Config) -> Option<Warning> {
    let is_json = format == Format::Json;
    let is_orders_v2 = config.called.goes_to_orders_v2() || (is_json && is_orders_v2(value));
    is_orders_v2.then_some(Warning::OrdersV2)
}

/// What to say of names that begin as if a body of NVP was escaped for HTML: `a=1&amp;b=2`.
pub(super) fn escaped(format: Format, value: Ref<'_>) -> Option<Warning> {
    let mut names = value.children().map(Ref::name);
    let is_escaped = format == Format::Nvp && names.any(|name| name.starts_with("amp;"));
    is_escaped.then_some(Warning::HtmlEscaped)
}

/// The names of which one must be there.
const SIGNS: [&str; 8] = [
    "event_type",
    "amount",
    "items",
    "payments",
    "purchase_units",
    "links",
    "payment_source",
    "intent",
];

/// Whether a body is a request or an answer of version 2 of Orders, or of what is done with its money, or tells of one:
/// it has other names for money, an intent of its own, a place for the means of payment, and addresses of its own.
fn is_orders_v2(value: Ref<'_>) -> bool {
    if !value
        .children()
        .any(|member| SIGNS.contains(&member.name()))
    {
        return false;
    }
    let told = value.get("event_type").and(value.get("resource"));
    if told.is_some_and(is_orders_v2) || is_unit(value) {
        return true;
    }
    let units = || list(value.get("purchase_units"));
    if units().any(is_unit) {
        return true;
    }
    let intent = value.get("intent").and_then(Ref::as_str);
    let has = |name| value.get(name).is_some();
    let is_order = units().next().is_some() || has("links");
    if has("payment_source") && (is_order || has("status")) {
        return true;
    }
    if is_order && intent.is_some_and(|intent| intent.eq_ignore_ascii_case("CAPTURE")) {
        return true;
    }
    let mut links = list(value.get("links"));
    links.any(|link| {
        let to = link.get("href").and_then(Ref::as_str);
        to.is_some_and(orders_v2::leads_to_v2)
    })
}

fn is_unit(unit: Ref<'_>) -> bool {
    let is_money =
        |value: Option<Ref<'_>>| value.is_some_and(|value| value.get("currency_code").is_some());
    let mut items = list(unit.get("items"));
    let payments = unit.get("payments");
    let captures = payments.and_then(|own| own.get("captures").or(own.get("authorizations")));
    is_money(unit.get("amount"))
        || items.any(|item| is_money(item.get("unit_amount")))
        || list(captures).any(|capture| is_money(capture.get("amount")))
}

/// The entries of a list, or what stands by itself in the place of one.
fn list(value: Option<Ref<'_>>) -> impl Iterator<Item = Ref<'_>> {
    value.into_iter().flat_map(Ref::entries)
}
