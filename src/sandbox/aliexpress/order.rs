//! Placing an order, and paying for it if the caller asks for that.

use super::record::{PlacedOrder, key};
use super::refusal::{ADDRESS, PAYMENT, answer, invalid, not_created};
use crate::api::aliexpress::{
    DsLogisticsAddress, DsOrderCreateRequest, DsOrderResult, DsPlaceOrderRequest, PayCountry,
};
use crate::api::{AnyMessage, Validate};
use crate::json::Embedded;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::id::Kind;
use crate::sandbox::store::{Change, Lookup, Store};
use crate::value::Loose;

/// Places an order. `fails` is whether paying for it is to fail.
pub(super) fn create(
    request: &DsOrderCreateRequest,
    store: &Store,
    context: &Context<'_>,
    fails: bool,
) -> Result<AnyMessage, Cause> {
    let order = request.param_place_order_request4_open_api_d_t_o.get();
    if let Err(what) = check_items(order) {
        return Ok(invalid(what, context));
    }
    if !is_complete(&order.logistics_address) {
        return Ok(answer(request, not_created(ADDRESS), context).into());
    }
    let change = store.change()?;
    let placed = place(request, &change, context, fails)?;
    change.commit()?;
    let result = DsOrderResult {
        error_msg: placed.unpaid,
        ..DsOrderResult::created([placed.number])
    };
    Ok(answer(request, result, context).into())
}

/// The order with the caller's name for it, or a new one.
fn place(
    request: &DsOrderCreateRequest,
    change: &Change<'_>,
    context: &Context<'_>,
    fails: bool,
) -> Result<PlacedOrder, Cause> {
    let order = request.param_place_order_request4_open_api_d_t_o.get();
    let account = context.caller.account();
    let own = order.out_order_id.as_ref().map(Loose::as_str);
    let own = own
        .filter(|name| !name.is_empty())
        .map(|name| key(account, name));
    if let Some(own) = &own
        && let Some(placed) = change.record(own)?
    {
        return Ok(placed);
    }
    let number = change.new_id(Kind::AliExpress)?;
    let placed = PlacedOrder {
        key: own.unwrap_or_else(|| key(account, &number)),
        number: number
            .parse()
            .map_err(|_| Cause::Damaged("an order has no number"))?,
        request: order.clone(),
        created: context.now,
        unpaid: unpaid(request, fails),
    };
    change.add(&placed)?;
    Ok(placed)
}

/// Why an order is not paid, although the caller asks for that: the currency or the country is not one of those in which
/// orders are paid, or the failure is wanted.
fn unpaid(request: &DsOrderCreateRequest, fails: bool) -> Option<String> {
    let order = request.param_place_order_request4_open_api_d_t_o.get();
    let country = order.logistics_address.country.as_deref();
    let is_payable = request.violations(None).into_result().is_ok()
        && country.and_then(PayCountry::of).is_some();
    let has_failed = request.asks_to_pay() && (fails || !is_payable);
    has_failed.then(|| format!("OrderCreated, autoPay fail:{PAYMENT}"))
}

fn check_items(order: &DsPlaceOrderRequest) -> Result<(), &'static str> {
    let mut counts = order
        .product_items
        .iter()
        .map(|item| item.product_count.get());
    if order.product_items.is_empty() {
        Err("product_items is empty")
    } else if counts.any(|count| count.is_none_or(|count| count < 1)) {
        Err("product_count is not at least 1")
    } else {
        Ok(())
    }
}

/// Whether goods can be sent to an address: it has a country, a city and a street.
fn is_complete(address: &DsLogisticsAddress) -> bool {
    let country = address.country.as_deref().unwrap_or_default();
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_there =
        |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    is_country && is_there(&address.city) && is_there(&address.address)
}

/// The documents within a request, in which errors can be asked for as well.
pub(super) fn documents(request: &DsOrderCreateRequest) -> AnyMessage {
    Embedded::get(&request.param_place_order_request4_open_api_d_t_o)
        .clone()
        .into()
}
