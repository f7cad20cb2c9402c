//! The operations of Adaptive Payments.

mod agreement;
mod cancel_preapproval;
mod confirm_preapproval;
mod convert_currency;
mod execute_payment;
mod funding;
mod get_pre_payment_disclosure;
mod get_user_limits;
mod notify;
mod pay;
mod payment;
mod payment_details;
mod payment_options;
mod period;
mod preapproval;
mod preapproval_details;
mod refund;
mod refusal;
mod service;
mod shipping;
mod texts;
mod transfers;
mod visit;
pub(super) mod wallet;
mod words;

pub(super) use service::AdaptivePayments;

use jiff::civil::Date;

use super::Failure;
use super::context::Context;
use super::store::{Change, Snapshot, Store};
use crate::api::adaptive_payments::cancel_preapproval::CancelPreapprovalRequest;
use crate::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
use crate::api::adaptive_payments::convert_currency::ConvertCurrencyRequest;
use crate::api::adaptive_payments::errors::ErrorCode;
use crate::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use crate::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesRequest;
use crate::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesRequest;
use crate::api::adaptive_payments::get_funding_plans::GetFundingPlansRequest;
use crate::api::adaptive_payments::get_payment_options::GetPaymentOptionsRequest;
use crate::api::adaptive_payments::get_pre_payment_disclosure::GetPrePaymentDisclosureRequest;
use crate::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesRequest;
use crate::api::adaptive_payments::get_user_limits::GetUserLimitsRequest;
use crate::api::adaptive_payments::pay::PayRequest;
use crate::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use crate::api::adaptive_payments::preapproval::PreapprovalRequest;
use crate::api::adaptive_payments::preapproval_details::PreapprovalDetailsRequest;
use crate::api::adaptive_payments::refund::RefundRequest;
use crate::api::adaptive_payments::service::header;
use crate::api::adaptive_payments::set_payment_options::SetPaymentOptionsRequest;
use crate::api::{AnyMessage, Request, System, Validate};
use crate::error::Error;
use crate::tree::{Ref, Tree};
use refusal::{Refusal, forced, refuse};

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
    Reads(fn(AnyMessage, &Snapshot<'_>, &Context<'_>) -> Result<AnyMessage, Refusal>),
    Changes(fn(AnyMessage, &Change<'_>, &Context<'_>) -> Result<AnyMessage, Refusal>),
}

/// All operations, in the order of the guide.
const OPERATIONS: &[Operation] = &[
    changes::<PayRequest>(),
    reads::<PaymentDetailsRequest>(),
    changes::<ExecutePaymentRequest>(),
    reads::<GetPaymentOptionsRequest>(),
    changes::<SetPaymentOptionsRequest>(),
    changes::<PreapprovalRequest>(),
    reads::<PreapprovalDetailsRequest>(),
    changes::<CancelPreapprovalRequest>(),
    changes::<ConfirmPreapprovalRequest>(),
    changes::<RefundRequest>(),
    reads::<ConvertCurrencyRequest>(),
    reads::<GetFundingPlansRequest>(),
    reads::<GetAllowedFundingSourcesRequest>(),
    reads::<GetShippingAddressesRequest>(),
    reads::<GetAvailableShippingAddressesRequest>(),
    reads::<GetUserLimitsRequest>(),
    reads::<GetPrePaymentDisclosureRequest>(),
];

const fn reads<R: for<'s> Handle<Snapshot<'s>> + TryFrom<AnyMessage>>() -> Operation {
    Operation {
        name: R::INFO.operation,
        run: Run::Reads(|request, store, context| run::<R, _>(request, store, context)),
    }
}

const fn changes<R: for<'s> Handle<Change<'s>> + TryFrom<AnyMessage>>() -> Operation {
    Operation {
        name: R::INFO.operation,
        run: Run::Changes(|request, store, context| run::<R, _>(request, store, context)),
    }
}

/// Checks a request and carries it out.
fn run<R, S>(request: AnyMessage, store: &S, context: &Context<'_>) -> Result<AnyMessage, Refusal>
where
    R: Handle<S> + TryFrom<AnyMessage>,
{
    // A reply of the operation is no request.
    let request = R::try_from(request).map_err(|_| refuse(580_001))?;
    let violations = request.violations(Some(today(context)));
    texts::check_account_ids(&violations)?;
    violations.into_result().map_err(Refusal::Violations)?;
    request.handle(store, context).map(Into::into)
}

/// The service's day.
fn today(context: &Context<'_>) -> Date {
    super::context::civil(context.now).date()
}

/// Answers a request: with its reply, or with a fault.
fn answer(store: &Store, request: AnyMessage, context: &Context<'_>) -> AnyMessage {
    let result = carry_out(store, request, context);
    result.unwrap_or_else(|refusal| refusal.fault(context).into())
}

/// Why a call has no request.
#[derive(Clone, Copy)]
enum Unread<'e> {
    /// It has no credentials.
    Caller,
    /// It has no application id.
    Application,
    /// The body is no message of the operation, or no operation is named.
    Unknown,
    /// The body cannot be read.
    Body(&'e Error),
}

/// Answers a call that has no request.
fn unread(unread: Unread<'_>, context: &Context<'_>) -> AnyMessage {
    let refusal = match unread {
        Unread::Caller => {
            refuse(520_003).saying("Authentication failed. API credentials are incorrect.")
        }
        Unread::Application => {
            let message = "The X-PAYPAL-APPLICATION-ID header contains an invalid value";
            refuse(560_022)
                .saying(message)
                .about(header::APPLICATION_ID)
        }
        Unread::Unknown => refuse(520_006),
        Unread::Body(error) => Refusal::Unreadable(Box::new(error.into())),
    };
    refusal.fault(context).into()
}

/// The error that a call fails with on purpose.
fn failure(request: Ref<'_>, context: &Context<'_>) -> Option<ErrorCode> {
    let system = System::AdaptivePayments;
    let configured = Failure::configured(&context.config.failures, system, context.operation);
    let failure = configured.or_else(|| Failure::asked_by(system, request))?;
    failure.error_code()
}

fn carry_out(
    store: &Store,
    request: AnyMessage,
    context: &Context<'_>,
) -> Result<AnyMessage, Refusal> {
    let tree = Tree::written(&request).map_err(|_| refuse(580_001))?;
    if let Some(failure) = failure(tree.root(), context) {
        return Err(forced(failure, context.operation));
    }
    let mut operations = OPERATIONS.iter();
    let operation = operations.find(|operation| operation.name == Some(context.operation));
    let operation = operation.ok_or_else(|| refuse(520_006))?;
    words::check(request.kind(), tree.root())?;
    texts::check(tree.root())?;
    match operation.run {
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
