//! The operations of Adaptive Payments.

mod agreement;
mod cancel_preapproval;
mod confirm_preapproval;
mod execute_payment;
mod notify;
mod pay;
mod payment;
mod payment_details;
mod period;
mod preapproval;
mod preapproval_details;
mod refund;
mod refusal;
mod transfers;
mod visit;

use jiff::civil::Date;

use super::context::Context;
use super::store::{Change, Snapshot, Store};
use crate::api::adaptive_payments::cancel_preapproval::CancelPreapprovalRequest;
use crate::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
use crate::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use crate::api::adaptive_payments::pay::PayRequest;
use crate::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use crate::api::adaptive_payments::preapproval::PreapprovalRequest;
use crate::api::adaptive_payments::preapproval_details::PreapprovalDetailsRequest;
use crate::api::adaptive_payments::refund::RefundRequest;
use crate::api::{AnyMessage, Request, Validate};
use refusal::{Refusal, refuse};

/// Carries out the requests of an operation, on what it needs of the store: a [`Snapshot`] or a [`Change`].
trait Handle<S>: Request {
    fn handle(self, store: &S, context: &Context<'_>) -> Result<Self::Reply, Refusal>;
}

/// An operation, and what carries it out.
struct Operation {
    name: Option<&'static str>,
    run: Run,
}

enum Run {
    Reads(fn(AnyMessage, &Snapshot, &Context<'_>) -> Result<AnyMessage, Refusal>),
    Changes(fn(AnyMessage, &Change, &Context<'_>) -> Result<AnyMessage, Refusal>),
}

const OPERATIONS: &[Operation] = &[
    changes::<PayRequest>(),
    reads::<PaymentDetailsRequest>(),
    changes::<ExecutePaymentRequest>(),
    changes::<PreapprovalRequest>(),
    reads::<PreapprovalDetailsRequest>(),
    changes::<CancelPreapprovalRequest>(),
    changes::<ConfirmPreapprovalRequest>(),
    changes::<RefundRequest>(),
];

const fn reads<R: Handle<Snapshot> + TryFrom<AnyMessage>>() -> Operation {
    Operation {
        name: R::INFO.operation,
        run: Run::Reads(run::<R, Snapshot>),
    }
}

const fn changes<R: Handle<Change> + TryFrom<AnyMessage>>() -> Operation {
    Operation {
        name: R::INFO.operation,
        run: Run::Changes(run::<R, Change>),
    }
}

/// Checks a request and carries it out.
fn run<R, S>(request: AnyMessage, store: &S, context: &Context<'_>) -> Result<AnyMessage, Refusal>
where
    R: Handle<S> + TryFrom<AnyMessage>,
{
    // A reply of the operation is no request.
    let request = R::try_from(request).map_err(|_| refuse(580_001))?;
    request
        .violations(Some(today(context)))
        .into_result()
        .map_err(Refusal::Violations)?;
    request.handle(store, context).map(Into::into)
}

/// The service's day.
fn today(context: &Context<'_>) -> Date {
    super::context::civil(context.now).date()
}

/// Answers a request: with its reply, or with a fault.
pub(super) fn answer(store: &Store, request: AnyMessage, context: &Context<'_>) -> AnyMessage {
    let result = carry_out(store, request, context);
    result.unwrap_or_else(|refusal| refusal.fault(context).into())
}

fn carry_out(
    store: &Store,
    request: AnyMessage,
    context: &Context<'_>,
) -> Result<AnyMessage, Refusal> {
    let mut operations = OPERATIONS.iter();
    let operation = operations.find(|operation| operation.name == Some(context.operation));
    match operation.ok_or_else(|| refuse(520_006))?.run {
        Run::Reads(run) => run(request, &store.snapshot()?, context),
        Run::Changes(run) => {
            let change = store.change()?;
            let result = run(request, &change, context);
            match &result {
                Err(refusal) if !refusal.keeps_changes() => {}
                _ => change.commit()?,
            }
            result
        }
    }
}
