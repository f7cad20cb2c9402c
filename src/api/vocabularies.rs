//! The vocabularies of the systems, by which words can be explained.

use super::{System, adaptive_payments, multisafepay, orders_v1};
use crate::value::Vocabulary;

impl System {
    /// The vocabularies of the system's messages, with what their words mean.
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// let mut all = System::AdaptivePayments.vocabularies().iter();
    /// let reasons = all.find(|own| own.name() == "PendingReason").expect("a vocabulary");
    /// let meaning = reasons.meaning("RISK").expect("a word");
    /// assert_eq!(meaning, "The service is looking into the risk.");
    /// ```
    #[must_use]
    pub fn vocabularies(self) -> &'static [Vocabulary] {
        match self {
            System::AdaptivePayments => ADAPTIVE_PAYMENTS,
            System::OrdersV1 => ORDERS_V1,
            System::MultiSafepay => MULTISAFEPAY,
            System::AliExpress => &[],
        }
    }
}

macro_rules! vocabularies {
    ($system:ident: $($path:ident)::+ $(, $($more:ident)::+)* $(,)?) => {
        &[$system::$($path)::+::VOCABULARY $(, $system::$($more)::+::VOCABULARY)*]
    };
}

const ADAPTIVE_PAYMENTS: &[Vocabulary] = vocabularies![adaptive_payments:
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

const MULTISAFEPAY: &[Vocabulary] = vocabularies![multisafepay:
    OrderType,
    Gateway,
    OrderStatus,
];

const ORDERS_V1: &[Vocabulary] = vocabularies![orders_v1:
    NormalizationStatus,
    AddressStatus,
    AddressType,
    AccountNumberType,
    AccountType,
    CheckType,
    AuthType,
    InstrumentState,
    ConfirmationStatus,
    CardType,
    LandingPage,
    ShippingPreference,
    UserAction,
    DisbursementMode,
    ErrorName,
    ErrorLocation,
    ProcessingType,
    FundingMode,
    FundingInstrumentType,
    FundingSelectionPreference,
    CardNetwork,
    LinkRelation,
    LinkMethod,
    ConversionType,
    Intent,
    OrderStatus,
    PayOrderStatus,
    PaymentMethod,
    PayerStatus,
    PhoneType,
    TaxIdType,
    CaptureStatus,
    CaptureReason,
    RefundStatus,
    SaleStatus,
    UnitStatus,
    UnitReason,
    ItemCategory,
];

#[cfg(test)]
mod tests {
    use crate::api::MessageKind;
    use crate::api::shape::Kind;

    #[test]
    fn every_word_of_a_message_is_explained() {
        let mut wrong = Vec::new();
        for kind in MessageKind::ALL {
            let all = kind.info().system.vocabularies();
            let shape = kind.shape();
            let fields = shape.structs().iter().flat_map(|known| &known.fields);
            for field in fields.filter(|field| field.kind == Kind::Text && !field.words.is_empty())
            {
                let mut all = all.iter();
                let own =
                    all.find(|own| own.name() == field.type_name() && own.words() == field.words);
                let own = own.unwrap_or_else(|| panic!("{}", field.type_path));
                for word in own.words() {
                    let meaning = own.meaning(word).unwrap_or_default();
                    let is_whole = meaning.ends_with(['.', ')']) && !own.about().is_empty();
                    if !is_whole || meaning.contains(['`', '[', '\n']) {
                        wrong.push(format!("{own:?} {word}: {meaning}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }
}
