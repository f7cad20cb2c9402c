//! The vocabularies of the messages, by which words can be explained.

use super::{
    common, convert_currency, get_pre_payment_disclosure, ipn, preapproval_details, redirect,
    refund,
};
use crate::api::vocabularies::vocabularies;
use crate::value::Vocabulary;

pub(super) const VOCABULARIES: &[Vocabulary] = vocabularies![
    common::PhoneType,
    common::AddressType,
    common::PaymentPeriod,
    common::DayOfWeek,
    common::PinType,
    common::AgreementType,
    common::DetailLevelCode,
    common::ErrorLanguage,
    common::AckCode,
    common::ErrorSeverity,
    common::ErrorCategory,
    common::FundingType,
    common::FundingSourceType,
    common::PaymentType,
    common::TaxIdType,
    common::ActionType,
    common::FeesPayer,
    common::PaymentExecStatus,
    common::TransactionStatus,
    common::PendingReason,
    convert_currency::ConversionType,
    get_pre_payment_disclosure::DisclosureStatus,
    ipn::TransactionType,
    ipn::IpnCharset,
    ipn::MaxNumber,
    ipn::Verdict,
    ipn::ReasonCode,
    preapproval_details::PreapprovalStatus,
    redirect::Experience,
    refund::RefundStatus,
    refund::RefundTransactionStatus,
];
