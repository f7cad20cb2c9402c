//! What several operations share: envelopes, errors, people, payments and their funding.

mod address;
mod envelope;
mod error_data;
mod funding;
mod party;
mod payment;

pub use address::{PhoneNumber, PhoneType, ShippingAddressInfo};
pub use envelope::{
    AckCode, ClientDetailsType, DetailLevelCode, ErrorLanguage, RequestEnvelope, ResponseEnvelope,
};
pub use error_data::{ErrorCategory, ErrorData, ErrorParameter, ErrorSeverity};
pub use funding::{
    CurrencyConversion, CurrencyType, FundingConstraint, FundingPlan, FundingPlanCharge,
    FundingSource, FundingSourceType, FundingType, FundingTypeInfo, FundingTypeList,
};
pub use party::{
    PaymentType, PhoneNumberType, Receiver, ReceiverList, SenderIdentifier, TaxIdDetails, TaxIdType,
};
pub use payment::{
    ActionType, FeesPayer, PayError, PayErrorList, PaymentExecStatus, PaymentInfo, PaymentInfoList,
    PendingReason, TransactionStatus,
};
