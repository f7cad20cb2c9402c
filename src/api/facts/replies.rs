//! Facts of the responses of Adaptive Payments.

use super::adaptive_payments::{goes_back, made, options, party, payer, say_next, transfer};
use super::collect::own;
use super::{Allowance, Facts, KeyKind, Next, Problem, StampOf, Step, Sum, ToFacts, Transfer};
use crate::api::adaptive_payments::cancel_preapproval::CancelPreapprovalResponse;
use crate::api::adaptive_payments::common::{
    AccountIdentifier, ErrorData, FundingPlan, PayErrorList, Receiver, WarningDataList,
};
use crate::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalResponse;
use crate::api::adaptive_payments::convert_currency::ConvertCurrencyResponse;
use crate::api::adaptive_payments::execute_payment::ExecutePaymentResponse;
use crate::api::adaptive_payments::fault::FaultMessage;
use crate::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesResponse;
use crate::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesResponse;
use crate::api::adaptive_payments::get_funding_plans::GetFundingPlansResponse;
use crate::api::adaptive_payments::get_payment_options::GetPaymentOptionsResponse;
use crate::api::adaptive_payments::get_pre_payment_disclosure::{
    FeeDisclosure, GetPrePaymentDisclosureResponse,
};
use crate::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesResponse;
use crate::api::adaptive_payments::get_user_limits::GetUserLimitsResponse;
use crate::api::adaptive_payments::outcome::Reply;
use crate::api::adaptive_payments::pay::PayResponse;
use crate::api::adaptive_payments::payment_details::PaymentDetailsResponse;
use crate::api::adaptive_payments::preapproval::PreapprovalResponse;
use crate::api::adaptive_payments::preapproval_details::{
    PreapprovalDetailsResponse, PreapprovalStatus,
};
use crate::api::adaptive_payments::refund::{RefundInfo, RefundResponse, RefundStatus};
use crate::api::adaptive_payments::set_payment_options::SetPaymentOptionsResponse;
use crate::value::{Amount, Currency};

/// Implements the facts of responses: a function for each, for what it has beyond the envelope, the
/// errors and the outcome.
macro_rules! replies {
    ($($reply:ident: $more:expr;)+) => {$(
        impl ToFacts for $reply {
            fn add_facts(&self, facts: &mut Facts) {
                let more: fn(&$reply, &mut Facts) = $more;
                more(self, facts);
                say_reply(self, &self.error, facts);
            }
        }
    )+};
}

replies! {
    PayResponse: pay;
    PaymentDetailsResponse: payment_details;
    ExecutePaymentResponse: execute_payment;
    GetPaymentOptionsResponse: |reply, facts| {
        options(reply.initiating_entity.as_ref(), &reply.receiver_options, facts);
    };
    SetPaymentOptionsResponse: nothing_more;
    PreapprovalResponse: |reply, facts| {
        facts.add_key(KeyKind::PreapprovalKey, &reply.preapproval_key);
        facts.next = Some(Next::new(Step::Agree));
    };
    PreapprovalDetailsResponse: preapproval_details;
    CancelPreapprovalResponse: nothing_more;
    ConfirmPreapprovalResponse: nothing_more;
    RefundResponse: refund;
    ConvertCurrencyResponse: nothing_more;
    GetFundingPlansResponse: |reply, facts| {
        // The sender chooses one of several.
        if let [plan] = &*reply.funding_plan {
            funding_plan(plan, facts);
        }
    };
    GetAllowedFundingSourcesResponse: nothing_more;
    GetShippingAddressesResponse: nothing_more;
    GetAvailableShippingAddressesResponse: nothing_more;
    GetUserLimitsResponse: |reply, facts| warnings(reply.warning_data_list.as_ref(), facts);
    GetPrePaymentDisclosureResponse: disclosure;
    FaultMessage: nothing_more;
}

/// Adds what all responses have.
fn say_reply(reply: &impl Reply, errors: &[ErrorData], facts: &mut Facts) {
    let envelope = reply.response_envelope();
    facts.add_key(KeyKind::CorrelationId, &envelope.correlation_id);
    facts.set_time(StampOf::Message, Some(envelope.timestamp.as_str()));
    facts.set_outcome(reply.outcome().kind());
    let own = errors.iter().map(Problem::from);
    // Errors about the whole come before errors about parts.
    facts.errors.splice(0..0, own);
}

fn nothing_more<T>(_reply: &T, _facts: &mut Facts) {}

fn pay(reply: &PayResponse, facts: &mut Facts) {
    facts.add_key(KeyKind::PayKey, &reply.pay_key);
    facts.set_status(Some(&reply.payment_exec_status));
    facts.set_payer(payer(reply.sender.as_ref(), None));
    let list = reply.payment_info_list.as_ref();
    for transfer in made(list.map_or(&[][..], |list| &list.payment_info), None) {
        facts.add_transfer(transfer);
    }
    facts.total_transfers();
    if let Some(plan) = &reply.default_funding_plan {
        funding_plan(plan, facts);
    }
    failed_transfers(reply.pay_error_list.as_ref(), facts);
    say_next(reply.outcome().kind(), facts);
    warnings(reply.warning_data_list.as_ref(), facts);
}

fn execute_payment(reply: &ExecutePaymentResponse, facts: &mut Facts) {
    facts.set_status(Some(&reply.payment_exec_status));
    failed_transfers(reply.pay_error_list.as_ref(), facts);
    let list = reply.post_payment_disclosure_list.iter();
    for disclosure in list.flat_map(|list| &list.post_payment_disclosure) {
        facts.add_transfer(Transfer {
            to: account(&disclosure.account_identifier),
            ..Transfer::default()
        });
    }
}

fn payment_details(reply: &PaymentDetailsResponse, facts: &mut Facts) {
    facts.add_key(KeyKind::PayKey, &reply.pay_key);
    facts.add_key(KeyKind::TrackingId, &reply.tracking_id);
    facts.add_key(KeyKind::PreapprovalKey, &reply.preapproval_key);
    facts.action = Some(reply.action_type.to_string());
    facts.set_status(Some(&reply.status));
    facts.set_payer(payer(reply.sender.as_ref(), reply.sender_email.as_ref()));
    let infos = &reply.payment_info_list.payment_info;
    for transfer in made(infos, Some(&reply.currency_code)) {
        facts.add_transfer(transfer);
    }
    facts.total_transfers();
    say_next(reply.outcome().kind(), facts);
    facts.fees_payer = Some(reply.fees_payer.to_string());
    facts.memo = own(&reply.memo);
}

fn preapproval_details(reply: &PreapprovalDetailsResponse, facts: &mut Facts) {
    facts.set_payer(payer(reply.sender.as_ref(), reply.sender_email.as_ref()));
    let sum = |amount: Amount| Sum::new(&reply.currency_code, amount);
    facts.allowance = Some(Allowance {
        total: reply.max_total_amount_of_all_payments.map(sum),
        each: reply.max_amount_per_payment.map(sum),
        used: Some(sum(reply.cur_payments_amount)),
    });
    facts.set_status(Some(&reply.status));
    if !reply.approved && reply.status == PreapprovalStatus::Active {
        facts.next = Some(Next::new(Step::Agree));
    }
    facts.fees_payer = reply.fees_payer.as_ref().map(ToString::to_string);
    facts.memo = own(&reply.memo);
}

fn refund(reply: &RefundResponse, facts: &mut Facts) {
    for info in &reply.refund_info_list.refund_info {
        let transfer = refunded(info, &reply.currency_code);
        if let Some(fee) = transfer.fee.clone() {
            fee.add_to(&mut facts.fees);
        }
        facts.add_transfer(transfer);
        let errors = info.error_list.iter().flat_map(|list| &list.error);
        facts
            .errors
            .extend(errors.map(|error| of(&info.receiver, error)));
    }
    facts.total_transfers();
}

/// The refund by one receiver, which has no amount if it was not made.
fn refunded(info: &RefundInfo, currency: &Currency) -> Transfer {
    let sum = |amount: Option<Amount>| Some(Sum::new(currency, amount?));
    let made = [RefundStatus::Refunded, RefundStatus::RefundedPending];
    let made = info
        .refund_status
        .as_ref()
        .is_some_and(|own| made.contains(own));
    Transfer {
        refunded: sum(info.refund_gross_amount.filter(|_| made)),
        refunded_so_far: sum(info.total_of_all_refunds),
        fee: sum(info.refund_fee_amount.filter(|_| made)),
        refund_transaction_id: own(&info.encrypted_refund_transaction_id),
        status: info.refund_status.as_ref().map(ToString::to_string),
        ..goes_back(transfer(&info.receiver, Some(currency)))
    }
}

fn disclosure(reply: &GetPrePaymentDisclosureResponse, facts: &mut Facts) {
    facts.set_status(Some(&reply.status));
    facts.fees_payer = reply.fees_payer.as_ref().map(ToString::to_string);
    let list = reply.receiver_disclosure_list.iter();
    for disclosure in list.flat_map(|list| &list.receiver_disclosure) {
        let got = &disclosure.amount_received_from_sender;
        facts.add_transfer(Transfer {
            to: account(&disclosure.account_identifier),
            amount: Some(Sum::new(&got.code, got.amount)),
            ..Transfer::default()
        });
        fees(disclosure.fee_disclosure.as_ref(), facts);
    }
    match &reply.sender_disclosure {
        Some(sender) => {
            let paid = &sender.amount_to_transfer;
            facts.totals = vec![Sum::new(&paid.code, paid.amount)];
            fees(sender.fee_disclosure.as_ref(), facts);
        }
        None => facts.total_transfers(),
    }
}

fn fees(disclosure: Option<&FeeDisclosure>, facts: &mut Facts) {
    for fee in disclosure.iter().flat_map(|own| [&own.fee, &own.taxes]) {
        Sum::new(&fee.code, fee.amount).add_to(&mut facts.fees);
    }
}

fn account(identifier: &AccountIdentifier) -> super::Party {
    party(
        identifier.email.as_ref(),
        identifier.account_id.as_ref(),
        identifier.phone.as_ref(),
    )
}

/// Adds the fees of the sender in a funding plan.
fn funding_plan(plan: &FundingPlan, facts: &mut Facts) {
    if let Some(fees) = &plan.sender_fees {
        Sum::new(&fees.code, fees.amount).add_to(&mut facts.fees);
    }
}

fn failed_transfers(list: Option<&PayErrorList>, facts: &mut Facts) {
    for failed in list.into_iter().flat_map(|list| &list.pay_error) {
        facts.errors.push(of(&failed.receiver, &failed.error));
    }
}

/// The problem of a transfer to one receiver.
fn of(receiver: &Receiver, error: &ErrorData) -> Problem {
    let whose = transfer(receiver, None).to;
    Problem {
        whose: whose.handle().map(str::to_owned),
        ..Problem::from(error)
    }
}

fn warnings(list: Option<&WarningDataList>, facts: &mut Facts) {
    let warnings = list.into_iter().flat_map(|list| &list.warning_data);
    facts.errors.extend(warnings.map(Problem::from));
}
