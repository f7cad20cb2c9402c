//! `SetPaymentOptions` and `GetPaymentOptions`: what is said of a payment between its creation and its execution.

use serde::{Deserialize, Serialize};

use super::payment::{Payment, by_pay_key, expired, invalid_key, used};
use super::refusal::{Refusal, refuse};
use super::{Handle, wallet};
use crate::api::adaptive_payments::common::{
    AckCode, ActionType, DisplayOptions, InitiatingEntity, PaymentExecStatus, ReceiverIdentifier,
    ReceiverOptions, SenderOptions,
};
use crate::api::adaptive_payments::get_payment_options::{
    GetPaymentOptionsRequest, GetPaymentOptionsResponse,
};
use crate::api::adaptive_payments::set_payment_options::{
    SetPaymentOptionsRequest, SetPaymentOptionsResponse,
};
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::store::{Change, Snapshot};

/// The options of a payment.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SetOptions {
    initiating_entity: Option<InitiatingEntity>,
    display_options: Option<DisplayOptions>,
    shipping_address_id: Option<String>,
    pub(super) sender_options: Option<SenderOptions>,
    receiver_options: Vec<ReceiverOptions>,
}

impl Handle<Change<'_>> for SetPaymentOptionsRequest {
    fn handle(
        self,
        change: &Change<'_>,
        context: &Context<'_>,
    ) -> Result<SetPaymentOptionsResponse, Refusal> {
        let mut payment = by_pay_key(change, &self.pay_key)?;
        if payment.caller != *context.caller.account() {
            let message = "You do not have permission to set these payment options";
            return Err(refuse(540_031).saying(message));
        }
        check_state(&payment, context.now)?;
        check_receivers(&self, &payment)?;
        if let Some(id) = &self.shipping_address_id
            && wallet::address(Some(id)).is_none()
        {
            return Err(invalid("shippingAddressId", id));
        }
        set(&mut payment.options, self)?;
        change.put(&payment);
        Ok(SetPaymentOptionsResponse::new(
            context.envelope(AckCode::Success),
        ))
    }
}

/// Refuses options of what was not only created, or is over.
fn check_state(payment: &Payment, now: i64) -> Result<(), Refusal> {
    if payment.status() != PaymentExecStatus::Created {
        Err(used(&payment.key))
    } else if payment.is_expired(now) {
        Err(expired(&payment.key))
    } else if payment.request.action_type != ActionType::Create {
        Err(invalid_key(&payment.key))
    } else {
        Ok(())
    }
}

/// Refuses options of receivers that the payment does not have.
fn check_receivers(request: &SetPaymentOptionsRequest, payment: &Payment) -> Result<(), Refusal> {
    let accounts: Vec<_> = payment
        .receivers()
        .iter()
        .map(Account::of_receiver)
        .collect();
    for options in &request.receiver_options {
        let named = account(&options.receiver);
        if !accounts.contains(&named) {
            let name = options.receiver.email.clone().unwrap_or_default();
            return Err(invalid("receiver", &name));
        }
    }
    Ok(())
}

fn account(receiver: &ReceiverIdentifier) -> Option<Account> {
    Account::of_name(
        receiver.email.as_deref(),
        receiver.phone.as_ref(),
        receiver.account_id.as_deref(),
    )
}

fn invalid(name: &str, value: &str) -> Refusal {
    let message = "Invalid request parameter: <value> with value <value>";
    refuse(580_022).saying(message).about(name).about(value)
}

/// Adds options to those that are set. Some can be set once only. (Guide p. 161)
fn set(options: &mut SetOptions, new: SetPaymentOptionsRequest) -> Result<(), Refusal> {
    if new.display_options.is_some() && options.display_options.is_some() {
        let message = "displayOptions has already been set and cannot be set multiple times";
        return Err(refuse(580_022).saying(message));
    }
    if new.initiating_entity.is_some() && options.initiating_entity.is_some() {
        let message = "initiationEntity has already been set and cannot be set multiple times";
        return Err(refuse(580_022).saying(message));
    }
    options.display_options = new.display_options.or(options.display_options.take());
    options.initiating_entity = new.initiating_entity.or(options.initiating_entity.take());
    options.shipping_address_id = new
        .shipping_address_id
        .or(options.shipping_address_id.take());
    options.sender_options = new.sender_options.or(options.sender_options.take());
    for own in new.receiver_options {
        let others = &mut options.receiver_options;
        others.retain(|other| account(&other.receiver) != account(&own.receiver));
        others.push(own);
    }
    Ok(())
}

impl Handle<Snapshot<'_>> for GetPaymentOptionsRequest {
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<GetPaymentOptionsResponse, Refusal> {
        let payment = by_pay_key(snapshot, &self.pay_key)?;
        if payment.caller != *context.caller.account() {
            let message = "You do not have permission to get these payment options";
            return Err(refuse(540_031).saying(message));
        }
        let options = payment.options;
        Ok(GetPaymentOptionsResponse {
            initiating_entity: options.initiating_entity,
            display_options: options.display_options,
            shipping_address_id: options.shipping_address_id,
            sender_options: options.sender_options,
            receiver_options: options.receiver_options,
            ..GetPaymentOptionsResponse::new(context.envelope(AckCode::Success))
        })
    }
}
