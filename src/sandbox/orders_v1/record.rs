//! An order as the store keeps it.

use serde::{Deserialize, Serialize};

use super::refusal::{OrderRefusal, not_found, refuse};
use crate::api::orders_v1::{
    CreateOrderRequest, DisbursementMode, ErrorName, Intent, OrderStatus, Payee, PurchaseUnit,
    UnitStatus,
};
use crate::sandbox::caller::{Account, is_registered};
use crate::sandbox::context::Context;
use crate::sandbox::money::zero;
use crate::sandbox::store::{Index, Lookup, Record, Records};
use crate::value::{Amount, Currency};

/// Orders by the ids of their authorizations, captures and refunds.
const BY_PAYMENT: Index = Index::new("orders by payment");

/// An order. Times are in milliseconds since 1970.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct OrderRecord {
    pub(super) id: String,
    pub(super) caller: Account,
    /// The request, with what was changed since.
    pub(super) request: CreateOrderRequest,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) status: OrderStatus,
    /// Who pays, once that is known.
    pub(super) payer: Option<OrderPayer>,
    /// The id of the payment, and when payees get the money.
    pub(super) payment: Option<(String, DisbursementMode)>,
    /// What was paid of each unit, in their order.
    pub(super) units: Vec<UnitRecord>,
}

/// Who pays.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct OrderPayer {
    pub(super) account: Account,
    pub(super) email: String,
}

/// What was paid of a unit.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct UnitRecord {
    pub(super) status: UnitStatus,
    pub(super) authorization: Option<AuthorizationRecord>,
    pub(super) captures: Vec<CaptureRecord>,
}

/// An amount that is set aside.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct AuthorizationRecord {
    pub(super) id: String,
    pub(super) amount: Amount,
    pub(super) created: i64,
    pub(super) updated: i64,
    /// Whether nothing more of it can be captured.
    pub(super) is_over: bool,
}

/// An amount that was taken.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct CaptureRecord {
    pub(super) id: String,
    pub(super) amount: Amount,
    /// What the service keeps of it.
    pub(super) fee: Amount,
    /// What the partner keeps of it.
    pub(super) partner_fee: Amount,
    /// Whether it is still to be disbursed.
    pub(super) is_held: bool,
    pub(super) refunds: Vec<RefundRecord>,
}

/// An amount that was given back.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct RefundRecord {
    pub(super) id: String,
    pub(super) amount: Amount,
}

impl Record for OrderRecord {
    const TABLE: Records = Records::new("orders_v1");

    fn key(&self) -> &str {
        &self.id
    }

    fn indices(&self) -> Vec<(Index, String)> {
        let of_unit = |unit: &UnitRecord| {
            let authorization = unit.authorization.iter().map(|own| own.id.clone());
            let captures = unit.captures.iter().flat_map(|capture| {
                let refunds = capture.refunds.iter().map(|refund| refund.id.clone());
                std::iter::once(capture.id.clone()).chain(refunds)
            });
            authorization.chain(captures).collect::<Vec<_>>()
        };
        let ids = self.units.iter().flat_map(of_unit);
        ids.map(|id| (BY_PAYMENT, id)).collect()
    }
}

impl UnitRecord {
    pub(super) fn new() -> Self {
        UnitRecord {
            status: UnitStatus::NotProcessed,
            authorization: None,
            captures: Vec::new(),
        }
    }

    /// What was captured so far. It is no more than the unit's total, so it can be held.
    pub(super) fn captured(&self, currency: &Currency) -> Amount {
        sum(
            self.captures.iter().map(|capture| &capture.amount),
            currency,
        )
    }
}

impl CaptureRecord {
    /// What was given back so far.
    pub(super) fn refunded(&self, currency: &Currency) -> Amount {
        sum(self.refunds.iter().map(|refund| &refund.amount), currency)
    }

    /// What was not given back.
    pub(super) fn left(&self, currency: &Currency) -> Amount {
        let left = self.amount.checked_sub(&self.refunded(currency));
        left.unwrap_or_default()
    }
}

fn sum<'a>(amounts: impl Iterator<Item = &'a Amount>, currency: &Currency) -> Amount {
    let sum = Amount::checked_sum(amounts).unwrap_or_default();
    sum.checked_add(&zero(currency)).unwrap_or(sum)
}

impl OrderRecord {
    pub(super) fn unit(&self, place: usize) -> Result<&PurchaseUnit, OrderRefusal> {
        let unit = self.request.purchase_units.get(place);
        unit.ok_or_else(|| refuse(ErrorName::InternalServerError))
    }

    /// Whether amounts are only set aside.
    pub(super) fn is_authorized_only(&self) -> bool {
        self.request.intent == Some(Intent::Authorize)
    }

    /// Whether the payees get the money later.
    pub(super) fn is_delayed(&self) -> bool {
        let payment = self.payment.as_ref();
        payment.is_some_and(|(_, mode)| *mode == DisbursementMode::Delayed)
    }

    /// The account of a payee or partner. Default: the caller.
    pub(super) fn account(&self, payee: Option<&Payee>) -> Account {
        let account = payee.and_then(|payee| {
            Account::of_name(payee.email.as_deref(), None, payee.merchant_id.as_deref())
        });
        account.unwrap_or_else(|| self.caller.clone())
    }
}

/// Whether a payee has no account, and gets the money once there is one.
pub(super) fn is_unilateral(unit: &PurchaseUnit) -> bool {
    let email = unit.payee.as_ref().and_then(|payee| payee.email.as_deref());
    email.is_some_and(|email| !is_registered(email))
}

/// The order with an id, if the caller may see it.
pub(super) fn order(
    lookup: &impl Lookup,
    id: &str,
    context: &Context<'_>,
) -> Result<OrderRecord, OrderRefusal> {
    let found: Option<OrderRecord> = lookup.record(id)?;
    own(found, "order_id", context)
}

/// The order with an id, for what only the caller does who created it.
pub(super) fn order_of_caller(
    lookup: &impl Lookup,
    id: &str,
    context: &Context<'_>,
) -> Result<OrderRecord, OrderRefusal> {
    let order = order(lookup, id, context)?;
    check_creator(&order, context)?;
    Ok(order)
}

/// Refuses a caller who did not create the order.
pub(super) fn check_creator(
    order: &OrderRecord,
    context: &Context<'_>,
) -> Result<(), OrderRefusal> {
    if order.caller == *context.caller.account() {
        return Ok(());
    }
    Err(denied())
}

fn denied() -> OrderRefusal {
    refuse(ErrorName::NotAuthorized).saying("PERMISSION_DENIED")
}

/// A capture, a refund or an authorization of an order: the places of the unit and of what is in it.
pub(super) struct Found {
    pub(super) order: OrderRecord,
    pub(super) unit: usize,
    /// Zero for an authorization, of which a unit has one.
    pub(super) place: usize,
}

/// Where in a unit an id is.
pub(super) type Position = fn(&UnitRecord, &str) -> Option<usize>;

pub(super) fn capture_position(unit: &UnitRecord, id: &str) -> Option<usize> {
    unit.captures.iter().position(|capture| capture.id == id)
}

/// The capture that a refund is of.
pub(super) fn refund_position(unit: &UnitRecord, id: &str) -> Option<usize> {
    let is_of = |capture: &CaptureRecord| capture.refunds.iter().any(|refund| refund.id == id);
    unit.captures.iter().position(is_of)
}

pub(super) fn authorization_position(unit: &UnitRecord, id: &str) -> Option<usize> {
    let authorization = unit.authorization.as_ref();
    authorization.filter(|own| own.id == id).map(|_| 0)
}

/// Finds a payment of an order by its id, which is a parameter of the path. It is that of the caller who created the order,
/// and of the payee.
pub(super) fn payment(
    lookup: &impl Lookup,
    (id, parameter): (&str, &str),
    position: Position,
    context: &Context<'_>,
) -> Result<Found, OrderRefusal> {
    let order: Option<OrderRecord> = lookup.record_by(BY_PAYMENT, id)?;
    let order = own(order, parameter, context)?;
    let mut units = order.units.iter().enumerate();
    let found = units.find_map(|(unit, record)| Some((unit, position(record, id)?)));
    let (unit, place) = found.ok_or_else(|| not_found(parameter))?;
    let payee = order.account(order.unit(unit)?.payee.as_ref());
    if payee != *context.caller.account() {
        check_creator(&order, context)?;
    }
    Ok(Found { order, unit, place })
}

fn own(
    order: Option<OrderRecord>,
    parameter: &str,
    context: &Context<'_>,
) -> Result<OrderRecord, OrderRefusal> {
    let order = order.ok_or_else(|| not_found(parameter))?;
    let account = context.caller.account();
    let is_payee = |unit: &PurchaseUnit| order.account(unit.payee.as_ref()) == *account;
    if order.caller == *account || order.request.purchase_units.iter().any(is_payee) {
        Ok(order)
    } else {
        Err(denied())
    }
}
