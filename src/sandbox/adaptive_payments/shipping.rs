//! `GetShippingAddresses` and `GetAvailableShippingAddresses`: where the goods go.

use super::payment::by_pay_key;
use super::refusal::{Refusal, refuse};
use super::{Handle, agreement, wallet};
use crate::api::adaptive_payments::common::AckCode;
use crate::api::adaptive_payments::get_available_shipping_addresses::{
    GetAvailableShippingAddressesRequest, GetAvailableShippingAddressesResponse,
};
use crate::api::adaptive_payments::get_shipping_addresses::{
    GetShippingAddressesRequest, GetShippingAddressesResponse,
};
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::store::Snapshot;

/// How the keys of preapprovals begin.
const PREAPPROVAL: &str = "PA-";

impl Handle<Snapshot<'_>> for GetShippingAddressesRequest {
    /// The caller of the payment may ask, and a receiver that the sender knows of. (Guide p. 245)
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<GetShippingAddressesResponse, Refusal> {
        let payment = by_pay_key(snapshot, &self.key)?;
        let caller = context.caller.account();
        let primary = payment.primary();
        let mut known = payment.receivers().iter().enumerate();
        let is_known = known.any(|(place, receiver)| {
            primary.is_none_or(|primary| primary == place)
                && Account::of_receiver(receiver).as_ref() == Some(caller)
        });
        if payment.caller != *caller && !is_known {
            return Err(not_allowed());
        }
        if !payment.approved {
            return Err(nobody());
        }
        Ok(GetShippingAddressesResponse {
            selected_address: wallet::address(payment.shipping_address.as_deref()),
            ..GetShippingAddressesResponse::new(context.envelope(AckCode::Success))
        })
    }
}

impl Handle<Snapshot<'_>> for GetAvailableShippingAddressesRequest {
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<GetAvailableShippingAddressesResponse, Refusal> {
        let (caller, sender) = if self.key.starts_with(PREAPPROVAL) {
            let agreement = agreement::by_key(snapshot, &self.key)?;
            (agreement.caller, agreement.sender)
        } else {
            let payment = by_pay_key(snapshot, &self.key)?;
            (payment.caller, payment.sender)
        };
        if caller != *context.caller.account() {
            return Err(not_allowed());
        }
        if sender.is_none() {
            return Err(nobody());
        }
        Ok(GetAvailableShippingAddressesResponse {
            available_address: wallet::addresses(),
            ..GetAvailableShippingAddressesResponse::new(context.envelope(AckCode::Success))
        })
    }
}

fn not_allowed() -> Refusal {
    refuse(550_001).saying("You are not allowed to get the addresses for this key")
}

fn nobody() -> Refusal {
    refuse(580_022).saying("No sender is associated with this key")
}
