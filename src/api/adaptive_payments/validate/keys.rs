//! The rules for keys in requests of the smaller operations.
//!
//! The documents do not say how the service makes its keys, but all they show of payments start with
//! `AP-` and all of preapprovals with `PA-`.

use super::people::PersonName;
use super::rules::{R155, R157, R158, R159};
use crate::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesRequest;
use crate::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesRequest;
use crate::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesRequest;
use crate::api::adaptive_payments::get_user_limits::GetUserLimitsRequest;
use crate::api::validate::{Check, Report};

pub(in super::super) const GET_SHIPPING_ADDRESSES: &[Check<GetShippingAddressesRequest>] =
    &[Check::new(&R155, |request, report| {
        if is_of_preapproval(&request.key) {
            report.add("key", "is the key of a preapproval and not of a payment");
        }
    })];

pub(in super::super) const GET_ALLOWED_FUNDING_SOURCES: &[Check<
    GetAllowedFundingSourcesRequest,
>] = &[Check::new(&R157, |request, report| {
    if is_of_payment(&request.key) {
        report.add("key", "is the key of a payment and not of a preapproval");
    }
})];

pub(in super::super) const GET_AVAILABLE_SHIPPING_ADDRESSES: &[Check<
    GetAvailableShippingAddressesRequest,
>] = &[Check::new(&R158, |request, report| {
    if !is_of_payment(&request.key) && !is_of_preapproval(&request.key) {
        report.add(
            "key",
            "is neither AP-… of a payment nor PA-… of a preapproval",
        );
    }
})];

pub(in super::super) const GET_USER_LIMITS: &[Check<GetUserLimitsRequest>] =
    &[Check::new(&R159, user)];

fn user(request: &GetUserLimitsRequest, report: &mut Report<'_>) {
    if PersonName::of_account(&request.user).ways() == 0 {
        report.add("user", "one of email, phone and accountId is required");
    }
}

fn is_of_payment(key: &str) -> bool {
    key.starts_with("AP-")
}

fn is_of_preapproval(key: &str) -> bool {
    key.starts_with("PA-")
}
