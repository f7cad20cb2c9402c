//! Facts of the requests of Adaptive Payments, and of parts that its messages share.

use super::collect::own;
use super::generic::{text, texts};
use super::party::full_name;
use super::{
    Allowance, Facts, KeyKind, Next, OutcomeKind, Party, Problem, Role, Step, Sum, ToFacts,
    Transfer,
};
use crate::api::adaptive_payments::cancel_preapproval::CancelPreapprovalRequest;
use crate::api::adaptive_payments::common::{
    ErrorData, InitiatingEntity, PaymentInfo, PhoneNumberType, Receiver, ReceiverOptions,
    SenderIdentifier, WarningData,
};
use crate::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
use crate::api::adaptive_payments::convert_currency::ConvertCurrencyRequest;
use crate::api::adaptive_payments::errors::{self, ErrorCode};
use crate::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use crate::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesRequest;
use crate::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesRequest;
use crate::api::adaptive_payments::get_funding_plans::GetFundingPlansRequest;
use crate::api::adaptive_payments::get_payment_options::GetPaymentOptionsRequest;
use crate::api::adaptive_payments::get_pre_payment_disclosure::{
    GetPrePaymentDisclosureRequest, ReceiverInfo,
};
use crate::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesRequest;
use crate::api::adaptive_payments::get_user_limits::GetUserLimitsRequest;
use crate::api::adaptive_payments::pay::PayRequest;
use crate::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use crate::api::adaptive_payments::preapproval::PreapprovalRequest;
use crate::api::adaptive_payments::preapproval_details::PreapprovalDetailsRequest;
use crate::api::adaptive_payments::refund::RefundRequest;
use crate::api::adaptive_payments::set_payment_options::SetPaymentOptionsRequest;
use crate::tree::Ref;
use crate::value::{Amount, Currency};

impl ToFacts for PayRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PreapprovalKey, &self.preapproval_key);
        facts.add_key(KeyKind::TrackingId, &self.tracking_id);
        facts.action = Some(self.action_type.as_str().to_owned());
        facts.set_payer(payer(self.sender.as_ref(), self.sender_email.as_ref()));
        let receivers = &self.receiver_list.receiver;
        for transfer in transfers(receivers, Some(&self.currency_code)) {
            facts.add_transfer(transfer);
        }
        facts.total_transfers();
        facts.fees_payer = self.fees_payer.as_ref().map(ToString::to_string);
        facts.memo = own(&self.memo);
    }
}

impl ToFacts for PaymentDetailsRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PayKey, &self.pay_key);
        facts.add_key(KeyKind::TransactionId, &self.transaction_id);
        facts.add_key(KeyKind::TrackingId, &self.tracking_id);
    }
}

impl ToFacts for ExecutePaymentRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PayKey, &self.pay_key);
        facts.action = self.action_type.as_ref().map(ToString::to_string);
    }
}

impl ToFacts for SetPaymentOptionsRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PayKey, &self.pay_key);
        options(
            self.initiating_entity.as_ref(),
            &self.receiver_options,
            facts,
        );
    }
}

impl ToFacts for PreapprovalRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.set_payer(payer(self.sender.as_ref(), self.sender_email.as_ref()));
        let sum = |amount: Option<Amount>| Some(Sum::new(&self.currency_code, amount?));
        facts.allowance = Some(Allowance {
            total: sum(self.max_total_amount_of_all_payments),
            each: sum(self.max_amount_per_payment),
            used: None,
        });
        facts.fees_payer = self.fees_payer.as_ref().map(ToString::to_string);
        facts.memo = own(&self.memo);
    }
}

impl ToFacts for RefundRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PayKey, &self.pay_key);
        facts.add_key(KeyKind::TransactionId, &self.transaction_id);
        facts.add_key(KeyKind::TrackingId, &self.tracking_id);
        let list = self.receiver_list.as_ref();
        let receivers = list.map_or(&[][..], |list| &list.receiver);
        for transfer in transfers(receivers, self.currency_code.as_ref()) {
            facts.add_transfer(goes_back(transfer));
        }
        facts.total_transfers();
    }
}

/// A transfer in a refund, which goes the other way.
pub(super) fn goes_back(transfer: Transfer) -> Transfer {
    Transfer {
        refunded: transfer.amount,
        amount: None,
        ..transfer
    }
}

impl ToFacts for GetUserLimitsRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.set_payer(party(
            self.user.email.as_ref(),
            self.user.account_id.as_ref(),
            self.user.phone.as_ref(),
        ));
    }
}

impl ToFacts for GetPrePaymentDisclosureRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PayKey, &self.pay_key);
        let list = self.receiver_info_list.iter();
        for info in list.flat_map(|list| &list.receiver_info) {
            facts.add_transfer(Transfer {
                to: named(info),
                ..Transfer::default()
            });
        }
    }
}

fn named(info: &ReceiverInfo) -> Party {
    Party {
        name: full_name(&[&info.first_name, &info.last_name]),
        ..party(
            info.email.as_ref(),
            info.account_id.as_ref(),
            info.phone.as_ref(),
        )
    }
}

/// For requests that only name the payment or the preapproval.
macro_rules! asks_about {
    ($($request:ident: $kind:ident of $field:ident;)+) => {$(
        impl ToFacts for $request {
            fn add_facts(&self, facts: &mut Facts) {
                facts.add_key(KeyKind::$kind, &self.$field);
            }
        }
    )+};
}

asks_about! {
    GetPaymentOptionsRequest: PayKey of pay_key;
    GetFundingPlansRequest: PayKey of pay_key;
    GetShippingAddressesRequest: PayKey of key;
    PreapprovalDetailsRequest: PreapprovalKey of preapproval_key;
    CancelPreapprovalRequest: PreapprovalKey of preapproval_key;
    ConfirmPreapprovalRequest: PreapprovalKey of preapproval_key;
    GetAllowedFundingSourcesRequest: PreapprovalKey of key;
}

impl ToFacts for GetAvailableShippingAddressesRequest {
    /// The key's prefix tells whether it is that of a payment or of a preapproval.
    fn add_facts(&self, facts: &mut Facts) {
        let kind = if self.key.starts_with("PA-") {
            KeyKind::PreapprovalKey
        } else {
            KeyKind::PayKey
        };
        facts.add_key(kind, &self.key);
    }
}

impl ToFacts for ConvertCurrencyRequest {
    /// An estimate belongs to no payment.
    fn add_facts(&self, _facts: &mut Facts) {}
}

/// The payer. The older field `senderEmail` has the address too.
pub(super) fn payer(sender: Option<&SenderIdentifier>, email: Option<&String>) -> Party {
    let mut payer = sender.map_or_else(Party::default, |sender| {
        party(
            sender.email.as_ref(),
            sender.account_id.as_ref(),
            sender.phone.as_ref(),
        )
    });
    payer.email = payer.email.or_else(|| own(&email));
    payer
}

pub(super) fn party(
    email: Option<&String>,
    account: Option<&String>,
    phone: Option<&PhoneNumberType>,
) -> Party {
    Party {
        email: own(&email),
        account: own(&account),
        phone: phone.map(|phone| format!("+{} {}", phone.country_code, phone.phone_number)),
        name: None,
    }
}

/// The transfers to receivers.
pub(super) fn transfers(receivers: &[Receiver], currency: Option<&Currency>) -> Vec<Transfer> {
    let chained = receivers.iter().any(|own| own.primary == Some(true));
    let one = |receiver: &Receiver| Transfer {
        role: role(chained, receiver.primary),
        ..transfer(receiver, currency)
    };
    receivers.iter().map(one).collect()
}

/// The transfers of a payment that was made.
pub(super) fn made(infos: &[PaymentInfo], currency: Option<&Currency>) -> Vec<Transfer> {
    let chained = infos.iter().any(|own| own.receiver.primary == Some(true));
    let one = |info: &PaymentInfo| {
        let status = info.transaction_status.as_ref();
        Transfer {
            role: role(chained, info.receiver.primary),
            arrived: status.is_some_and(|status| has_arrived(status.as_str())),
            status: status.map(ToString::to_string),
            reason: info.pending_reason.as_ref().map(ToString::to_string),
            transaction_id: own(&info.transaction_id),
            sender_transaction_id: own(&info.sender_transaction_id),
            refunded: info.refunded_amount.map(|amount| Sum::of(currency, amount)),
            ..transfer(&info.receiver, currency)
        }
    };
    infos.iter().map(one).collect()
}

/// Sets what a payment still needs, by its status and by what was requested.
pub(super) fn say_next(outcome: OutcomeKind, facts: &mut Facts) {
    let status = facts.status.as_deref().unwrap_or_default();
    let step = match (status, facts.action.as_deref(), outcome) {
        ("CREATED", Some("CREATE"), OutcomeKind::Pending) => Step::Execute,
        ("CREATED", None, OutcomeKind::Pending) => Step::ApproveOrExecute,
        ("CREATED", _, OutcomeKind::Pending) => Step::Approve,
        ("INCOMPLETE", action, OutcomeKind::Partial) if facts.errors.is_empty() => match action {
            Some("PAY_PRIMARY") => Step::PaySecondary,
            None if only_primary_is_paid(&facts.transfers) => Step::PaySecondary,
            None => Step::PayOthers,
            _ => return,
        },
        _ => return,
    };
    facts.next = Some(Next::new(step));
}

/// Whether the transfers are those of a delayed chained payment whose secondary receivers are not
/// paid yet.
fn only_primary_is_paid(transfers: &[Transfer]) -> bool {
    let of = |role| transfers.iter().filter(move |own| own.role == Some(role));
    of(Role::Primary).any(|own| own.arrived) && of(Role::Secondary).all(|own| own.status.is_none())
}

pub(super) fn role(chained: bool, primary: Option<bool>) -> Option<Role> {
    chained.then_some(if primary == Some(true) {
        Role::Primary
    } else {
        Role::Secondary
    })
}

/// Whether the money of a transfer with this status has arrived, even if it went back later.
pub(super) fn has_arrived(status: &str) -> bool {
    let there = ["COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED", "REVERSED"];
    there.iter().any(|own| own.eq_ignore_ascii_case(status))
}

pub(super) fn transfer(receiver: &Receiver, currency: Option<&Currency>) -> Transfer {
    Transfer {
        to: party(
            receiver.email.as_ref(),
            receiver.account_id.as_ref(),
            receiver.phone.as_ref(),
        ),
        amount: Some(Sum::of(currency, receiver.amount)),
        reference: own(&receiver.invoice_id),
        ..Transfer::default()
    }
}

/// Adds the participants that the options of a payment name.
pub(super) fn options(
    initiating: Option<&InitiatingEntity>,
    receivers: &[ReceiverOptions],
    facts: &mut Facts,
) {
    let customer = initiating.and_then(|entity| entity.institution_customer.as_ref());
    if let Some(customer) = customer {
        facts.set_payer(Party {
            name: own(&customer.display_name),
            ..party(customer.email.as_ref(), None, None)
        });
    }
    for options in receivers {
        let to = &options.receiver;
        facts.add_transfer(Transfer {
            to: party(to.email.as_ref(), to.account_id.as_ref(), to.phone.as_ref()),
            memo: own(&options.description),
            reference: own(&options.custom_id),
            ..Transfer::default()
        });
    }
}

/// The error that values together are.
pub(in crate::api) fn error(value: Ref<'_>) -> Option<Problem> {
    let said = |name| text(value, name);
    let code = said("errorId").or_else(|| said("warningId"))?;
    let is_warning = value.get_in_any_case("errorId").is_none();
    let known = code.parse().ok().and_then(errors::explain);
    Some(Problem {
        message: said("message"),
        severity: said("severity").or_else(|| is_warning.then(|| "Warning".to_owned())),
        parameters: value
            .get_in_any_case("parameter")
            .map(texts)
            .unwrap_or_default(),
        meaning: known.map(ErrorCode::meaning),
        remedy: known.map(ErrorCode::remedy),
        code: Some(code),
        ..Problem::default()
    })
}

impl From<&ErrorData> for Problem {
    fn from(error: &ErrorData) -> Self {
        let known = error.explain();
        let severity = error.severity.as_ref();
        Problem {
            code: error.error_id.map(|number| number.to_string()),
            message: error.message.clone(),
            severity: severity.map(|severity| severity.as_str().to_owned()),
            parameters: error
                .parameter
                .iter()
                .map(|own| own.value.clone())
                .collect(),
            meaning: known.map(ErrorCode::meaning),
            remedy: known.map(ErrorCode::remedy),
            ..Problem::default()
        }
    }
}

impl From<&WarningData> for Problem {
    fn from(warning: &WarningData) -> Self {
        let known = warning.warning_id.and_then(errors::explain);
        Problem {
            code: warning.warning_id.map(|number| number.to_string()),
            message: warning.message.clone(),
            severity: Some("Warning".to_owned()),
            meaning: known.map(ErrorCode::meaning),
            remedy: known.map(ErrorCode::remedy),
            ..Problem::default()
        }
    }
}
