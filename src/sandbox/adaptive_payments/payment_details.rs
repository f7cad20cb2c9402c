//! `PaymentDetails`: reports a payment.

use super::Handle;
use super::payment::{BY_TRACKING_ID, BY_TRANSACTION, Payment, by_pay_key, tracked};
use super::refusal::{Refusal, refuse};
use crate::api::adaptive_payments::common::{AckCode, PaymentInfoList};
use crate::api::adaptive_payments::payment_details::{
    PaymentDetailsRequest, PaymentDetailsResponse,
};
use crate::sandbox::context::{Context, date_time};
use crate::sandbox::store::{Lookup, Snapshot};

impl Handle<Snapshot<'_>> for PaymentDetailsRequest {
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<PaymentDetailsResponse, Refusal> {
        let payment = find(&self, snapshot, context)?;
        if !payment.concerns(context.caller.account()) {
            return Err(refuse(540_031));
        }
        Ok(details(&payment, context))
    }
}

/// The payment that a request names. The pay key goes before the tracking id. (Guide p. 109)
fn find(
    request: &PaymentDetailsRequest,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Payment, Refusal> {
    if let Some(pay_key) = &request.pay_key {
        by_pay_key(snapshot, pay_key)
    } else if let Some(id) = &request.transaction_id {
        let found = snapshot.record_by(BY_TRANSACTION, id)?;
        found.ok_or_else(|| refuse(589_052).about(id))
    } else {
        let id = request.tracking_id.as_deref().unwrap_or_default();
        let tracked = tracked(context.caller.account(), id);
        let found = snapshot.record_by(BY_TRACKING_ID, &tracked)?;
        found.ok_or_else(|| refuse(579_051).about(id))
    }
}

/// What is told of a payment.
pub(super) fn details(payment: &Payment, context: &Context<'_>) -> PaymentDetailsResponse {
    let envelope = context.envelope(AckCode::Success);
    let key = payment.key.clone();
    let about = PaymentDetailsResponse::about(&payment.request, envelope, key, payment.status());
    let reverses = payment.request.reverse_all_parallel_payments_on_error;
    let email = payment
        .sender
        .as_ref()
        .and_then(|sender| sender.email.clone());
    let options = payment.options.sender_options.as_ref();
    PaymentDetailsResponse {
        payment_info_list: PaymentInfoList::from(payment.payment_info()),
        sender_email: email,
        sender: payment.sender_identifier(),
        shipping_address: options.and_then(|options| options.shipping_address.clone()),
        reverse_all_parallel_payments_on_error: Some(reverses.unwrap_or(false)),
        pay_key_expiration_date: Some(date_time(payment.expires)),
        ..about
    }
}
