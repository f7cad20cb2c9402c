//! Creating orders.

use std::net::IpAddr;

use super::record::{PurchaseRecord, key};
use super::refusal::{
    AMOUNT, CURRENCY, DESCRIPTION, IP_ADDRESS, ORDER, PurchaseRefusal, UNSPECIFIED, VARIABLES,
    refuse,
};
use super::view;
use crate::api::Validate;
use crate::api::multisafepay::{MultiSafepayCreateOrderRequest, OrderStatus};
use crate::sandbox::context::Context;
use crate::sandbox::id::Kind;
use crate::sandbox::money::zero;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::{Change, Lookup};
use crate::value::Loose;

/// The longest text that the caller may add.
const LONGEST_VARIABLE: usize = 100;

/// How long an order can be paid unless it says otherwise: thirty days.
const DAYS_ACTIVE: i64 = 30;
const SECONDS_A_DAY: i64 = 24 * 3600;

pub(super) fn create(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, PurchaseRefusal> {
    let request: Option<MultiSafepayCreateOrderRequest> = asked.request();
    let request = request.ok_or_else(|| refuse(UNSPECIFIED))?;
    check(&request)?;
    let key = key(context.caller.account(), request.order_id.as_str());
    if change.record::<PurchaseRecord>(&key)?.is_some() {
        return Err(refuse(ORDER));
    }
    let purchase = PurchaseRecord {
        key,
        caller: context.caller.account().clone(),
        api_key: context.caller.email().to_owned(),
        transaction_id: change.new_id(Kind::MultiSafepay)?,
        session: change.new_id(Kind::Session)?,
        created: context.now,
        modified: context.now,
        expires: expires(&request, context.now),
        paid: None,
        status: OrderStatus::Initialized,
        payer: None,
        payer_email: None,
        fee: zero(&request.currency),
        refunds: Vec::new(),
        request: MultiSafepayCreateOrderRequest {
            recurring_id: None,
            gateway_info: None,
            payment_data: None,
            ..request
        },
    };
    change.add(&purchase)?;
    Ok(view::created(&purchase, context.now, &asked.base).into())
}

fn check(request: &MultiSafepayCreateOrderRequest) -> Result<(), PurchaseRefusal> {
    request.violations(None).into_result()?;
    if request.description.trim().is_empty() {
        return Err(refuse(DESCRIPTION));
    }
    if request.amount.units() < 0 {
        return Err(refuse(AMOUNT));
    }
    request.total().ok_or_else(|| refuse(CURRENCY))?;
    let customer = request.customer.as_ref();
    let addresses = customer
        .into_iter()
        .flat_map(|customer| [&customer.ip_address, &customer.forwarded_ip]);
    let mut addresses = addresses.flatten().filter(|address| !address.is_empty());
    if addresses.any(|address| address.parse::<IpAddr>().is_err()) {
        return Err(refuse(IP_ADDRESS));
    }
    let variables = [&request.var1, &request.var2, &request.var3];
    let is_long = |variable: &Loose<String>| variable.as_str().chars().count() > LONGEST_VARIABLE;
    if variables.into_iter().flatten().any(is_long) {
        return Err(refuse(VARIABLES));
    }
    Ok(())
}

/// When an order can be paid no more.
fn expires(request: &MultiSafepayCreateOrderRequest, now: i64) -> i64 {
    let number = |value: &Option<Loose<i64>>| value.as_ref().and_then(Loose::get);
    let days = number(&request.days_active).unwrap_or(DAYS_ACTIVE);
    let seconds = number(&request.seconds_active);
    let seconds = seconds.unwrap_or_else(|| days.saturating_mul(SECONDS_A_DAY));
    now.saturating_add(seconds.saturating_mul(1000))
}
