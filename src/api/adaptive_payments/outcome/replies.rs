//! The replies, and what each has to look at.

use super::progress::{Progress, Stage, counts};
use super::{Outcome, Reply, ResponseEnvelope};
use crate::api::AnyMessage;
use crate::api::adaptive_payments::cancel_preapproval::CancelPreapprovalResponse;
use crate::api::adaptive_payments::common::{PayErrorList, PaymentInfo};
use crate::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalResponse;
use crate::api::adaptive_payments::convert_currency::ConvertCurrencyResponse;
use crate::api::adaptive_payments::execute_payment::ExecutePaymentResponse;
use crate::api::adaptive_payments::fault::FaultMessage;
use crate::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesResponse;
use crate::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesResponse;
use crate::api::adaptive_payments::get_funding_plans::GetFundingPlansResponse;
use crate::api::adaptive_payments::get_payment_options::GetPaymentOptionsResponse;
use crate::api::adaptive_payments::get_pre_payment_disclosure::GetPrePaymentDisclosureResponse;
use crate::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesResponse;
use crate::api::adaptive_payments::get_user_limits::GetUserLimitsResponse;
use crate::api::adaptive_payments::pay::PayResponse;
use crate::api::adaptive_payments::payment_details::PaymentDetailsResponse;
use crate::api::adaptive_payments::preapproval::PreapprovalResponse;
use crate::api::adaptive_payments::preapproval_details::PreapprovalDetailsResponse;
use crate::api::adaptive_payments::refund::{RefundInfo, RefundResponse};
use crate::api::adaptive_payments::set_payment_options::SetPaymentOptionsResponse;

/// Names the replies: how each looks at what it has beyond the envelope and the errors.
macro_rules! replies {
    ($($name:ident: $look:expr;)+) => {
        $(
            impl Reply for $name {
                fn response_envelope(&self) -> &ResponseEnvelope {
                    &self.response_envelope
                }

                fn outcome(&self) -> Outcome<'_> {
                    let mut progress = Progress::of_call(&self.response_envelope, &self.error);
                    let look: for<'a> fn(&'a $name, &mut Progress<'a>) = $look;
                    look(self, &mut progress);
                    progress.outcome()
                }
            }
        )+

        /// The message as a reply, if it is one.
        pub(super) fn of(message: &AnyMessage) -> Option<&dyn Reply> {
            match message {
                $(AnyMessage::$name(reply) => Some(&**reply),)+
                AnyMessage::FaultMessage(fault) => Some(&**fault),
                _ => None,
            }
        }
    };
}

replies! {
    PayResponse: pay;
    PaymentDetailsResponse: payment_details;
    ExecutePaymentResponse: execute_payment;
    GetPaymentOptionsResponse: nothing_more;
    SetPaymentOptionsResponse: nothing_more;
    PreapprovalResponse: preapproval;
    PreapprovalDetailsResponse: preapproval_details;
    CancelPreapprovalResponse: nothing_more;
    ConfirmPreapprovalResponse: nothing_more;
    RefundResponse: refund;
    ConvertCurrencyResponse: nothing_more;
    GetFundingPlansResponse: nothing_more;
    GetAllowedFundingSourcesResponse: nothing_more;
    GetShippingAddressesResponse: nothing_more;
    GetAvailableShippingAddressesResponse: nothing_more;
    GetUserLimitsResponse: nothing_more;
    GetPrePaymentDisclosureResponse: disclosure;
}

impl Reply for FaultMessage {
    fn response_envelope(&self) -> &ResponseEnvelope {
        &self.response_envelope
    }

    fn outcome(&self) -> Outcome<'_> {
        Progress::refusal(&self.response_envelope, &self.error).outcome()
    }
}

/// For answers that have what was asked for, or nothing to say.
fn nothing_more<'a, T>(_reply: &'a T, _progress: &mut Progress<'a>) {}

fn pay<'a>(reply: &'a PayResponse, progress: &mut Progress<'a>) {
    let list = reply.payment_info_list.as_ref();
    let transfers = list.map_or(&[][..], |list| &list.payment_info);
    let status = reply.payment_exec_status.as_str();
    payment("paymentExecStatus", status, &tried(transfers), progress);
    failed_transfers(reply.pay_error_list.as_ref(), progress);
}

fn execute_payment<'a>(reply: &'a ExecutePaymentResponse, progress: &mut Progress<'a>) {
    let status = reply.payment_exec_status.as_str();
    payment("paymentExecStatus", status, &[], progress);
    failed_transfers(reply.pay_error_list.as_ref(), progress);
}

fn payment_details<'a>(reply: &'a PaymentDetailsResponse, progress: &mut Progress<'a>) {
    let transfers = &reply.payment_info_list.payment_info;
    payment("status", reply.status.as_str(), &tried(transfers), progress);
}

/// Where each transfer that was tried says what became of it, and what it says.
type Tried<'a> = (String, &'a str);

fn tried(transfers: &[PaymentInfo]) -> Vec<Tried<'_>> {
    let transfers = transfers.iter().enumerate();
    let tried = transfers.filter_map(|(at, transfer)| {
        let status = transfer.transaction_status.as_ref()?;
        let path = format!("paymentInfoList.paymentInfo({at}).transactionStatus");
        Some((path, status.as_str()))
    });
    tried.collect()
}

/// Checks the status of a payment and of its transfers. If the transfers have one, a payment that
/// was completed adds nothing: its money may have gone back since.
pub(super) fn payment<'a>(
    path: &str,
    status: &'a str,
    tried: &[Tried<'a>],
    progress: &mut Progress<'a>,
) {
    let stage = match status {
        "COMPLETED" => Stage::Done,
        "CREATED" | "PROCESSING" | "PENDING" => Stage::Waiting,
        "INCOMPLETE" => Stage::Half,
        "ERROR" | "REVERSALERROR" => Stage::Failed,
        _ => Stage::Unknown,
    };
    if stage != Stage::Done || tried.is_empty() {
        progress.stage(path, status, stage);
    }
    for (path, status) in tried {
        match &*status.to_ascii_uppercase() {
            "PARTIALLY_REFUNDED" => progress.reduced(path.as_str(), status),
            word => progress.stage(path.as_str(), status, transaction(word)),
        }
    }
}

/// Notifications write the words in another letter case: here they are in capitals.
fn transaction(status: &str) -> Stage {
    match status {
        "COMPLETED" => Stage::Done,
        "PENDING" | "CREATED" | "PROCESSING" => Stage::Waiting,
        "REFUNDED" => Stage::Back,
        "FAILED" | "DENIED" | "REVERSED" => Stage::Failed,
        _ => Stage::Unknown,
    }
}

fn failed_transfers<'a>(list: Option<&'a PayErrorList>, progress: &mut Progress<'a>) {
    let failed = list.into_iter().flat_map(|list| &list.pay_error);
    for (at, failed) in failed
        .enumerate()
        .filter(|(_, failed)| counts(&failed.error))
    {
        progress.error(format!("payErrorList.payError({at}).error"), &failed.error);
    }
}

/// A key is given, and the sender has to approve.
fn preapproval<'a>(_reply: &'a PreapprovalResponse, progress: &mut Progress<'a>) {
    progress.stage("preapprovalKey", "", Stage::Waiting);
}

fn preapproval_details<'a>(reply: &'a PreapprovalDetailsResponse, progress: &mut Progress<'a>) {
    agreement(reply.status.as_str(), reply.approved, progress);
}

pub(super) fn agreement<'a>(status: &'a str, approved: bool, progress: &mut Progress<'a>) {
    let stage = match (status, approved) {
        ("ACTIVE", true) => Stage::Done,
        ("ACTIVE", false) => Stage::Waiting,
        ("CANCELED" | "DEACTIVED", _) => Stage::Failed,
        _ => Stage::Unknown,
    };
    progress.stage("status", status, stage);
}

fn disclosure<'a>(reply: &'a GetPrePaymentDisclosureResponse, progress: &mut Progress<'a>) {
    let stage = match reply.status.as_str() {
        "RTR" | "NON_RTR" => Stage::Done,
        "MISSING_RECEIVER_COUNTRY_INFORMATION" => Stage::Failed,
        _ => Stage::Unknown,
    };
    progress.stage("status", reply.status.as_str(), stage);
}

fn refund<'a>(reply: &'a RefundResponse, progress: &mut Progress<'a>) {
    let refunds = &reply.refund_info_list.refund_info;
    if refunds.is_empty() {
        progress.missing("refundInfoList.refundInfo");
    }
    for (at, info) in refunds.iter().enumerate() {
        one_refund(&format!("refundInfoList.refundInfo({at})"), info, progress);
    }
}

fn one_refund<'a>(path: &str, info: &'a RefundInfo, progress: &mut Progress<'a>) {
    let errors = info.error_list.iter().flat_map(|list| &list.error);
    let errors: Vec<_> = errors
        .enumerate()
        .filter(|(_, error)| counts(error))
        .collect();
    match &info.refund_status {
        Some(status) => {
            let moved = info.refund_transaction_status.as_ref();
            let stage = match (status.as_str(), moved.map(AsRef::as_ref)) {
                ("REFUNDED", Some("PENDING" | "PROCESSING" | "CREATED"))
                | ("REFUNDED_PENDING", _) => Stage::Waiting,
                ("REFUNDED", _) => Stage::Done,
                _ if status.is_known() => Stage::Failed,
                _ => Stage::Unknown,
            };
            progress.stage(format!("{path}.refundStatus"), status.as_str(), stage);
        }
        None if errors.is_empty() => progress.missing(format!("{path}.refundStatus")),
        None => {}
    }
    for (at, error) in errors {
        progress.error(format!("{path}.errorList.error({at})"), error);
    }
}
