//! Recognizes bodies of other services whose names resemble those of known messages, and bodies that were damaged on
//! their way.

use super::{Config, Format, Warning};
use crate::api::orders_v2;
use crate::tree::Ref;

/// The warning for a body of another service.
pub(super) fn detect(format: Format, value: Ref<'_>, config: &Config) -> Option<Warning> {
    let is_json = format == Format::Json;
    let is_orders_v2 = config.called.goes_to_orders_v2() || (is_json && is_orders_v2(value));
    is_orders_v2.then_some(Warning::OrdersV2)
}

/// The warning for names as in an NVP body that was escaped for HTML: `a=1&amp;b=2`.
pub(super) fn html_escaped(format: Format, value: Ref<'_>) -> Option<Warning> {
    let mut names = value.children().map(Ref::name);
    let is_escaped = format == Format::Nvp && names.any(|name| name.starts_with("amp;"));
    is_escaped.then_some(Warning::HtmlEscaped)
}

/// Names of which at least one must be present.
const FIELDS: [&str; 8] = [
    "event_type",
    "amount",
    "items",
    "payments",
    "purchase_units",
    "links",
    "payment_source",
    "intent",
];

/// Whether a body belongs to version 2 of Orders or Payments, or is a webhook event about one: version 2 has other
/// names for money, `CAPTURE` as an intent, a `payment_source`, and addresses of its own.
fn is_orders_v2(value: Ref<'_>) -> bool {
    if !value
        .children()
        .any(|member| FIELDS.contains(&member.name()))
    {
        return false;
    }
    let event = value.get("event_type").and(value.get("resource"));
    if event.is_some_and(is_orders_v2) || is_unit(value) {
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

/// The entries of a list; for any other node, the node itself.
fn list(value: Option<Ref<'_>>) -> impl Iterator<Item = Ref<'_>> {
    value.into_iter().flat_map(Ref::entries)
}
