//! Types that several operations share: envelopes, errors, parties, payments and funding.

mod account;
mod address;
mod agreement;
mod envelope;
mod error_data;
mod funding;
mod options;
mod party;
mod payment;
mod warning;

pub use account::{AccountIdentifier, ReceiverIdentifier};
pub use address::{Address, AddressType, BaseAddress, PhoneNumber, PhoneType, ShippingAddressInfo};
pub use agreement::{AgreementType, DayOfWeek, PaymentPeriod, PinType};
pub use envelope::{
    AckCode, ClientDetailsType, DetailLevelCode, ErrorLanguage, RequestEnvelope, ResponseEnvelope,
};
pub use error_data::{ErrorCategory, ErrorData, ErrorParameter, ErrorSeverity};
pub use funding::{
    CurrencyConversion, CurrencyType, FundingConstraint, FundingPlan, FundingPlanCharge,
    FundingSource, FundingSourceType, FundingType, FundingTypeInfo, FundingTypeList,
};
pub use options::{
    DisplayOptions, InitiatingEntity, InstitutionCustomer, InvoiceData, InvoiceItem,
    ReceiverOptions, SenderOptions,
};
pub use party::{
    PaymentType, PhoneNumberType, Receiver, ReceiverList, SenderIdentifier, TaxIdDetails, TaxIdType,
};
pub use payment::{
    ActionType, FeesPayer, PayError, PayErrorList, PaymentExecStatus, PaymentInfo, PaymentInfoList,
    PendingReason, TransactionStatus,
};
pub use warning::{WarningData, WarningDataList};
