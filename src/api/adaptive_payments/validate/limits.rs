//! The rules about single fields.

use super::rules::{
    R001, R006, R010, R024, R056, R058, R059, R060, R061, R062, R063, R064, R065, R066, R067, R068,
    R069, R070, R071, R072, R073, R075, R080, R089, R090, R091, R092, R093, R094, R095, R096, R097,
    R098, R099, R101, R102, R103, R117, R119, R120, R121, R122, R123, R124, R125, R126, R151, R152,
    R153, R159, R161, R163, R164, R165, R167, R168, R169,
};
use crate::api::adaptive_payments::common::{ActionType, FundingType, PaymentPeriod, PinType};
use crate::api::adaptive_payments::convert_currency::ConversionType;
use crate::api::validate::{Bound, EMAIL, Limit, Pattern};
use crate::value::{Date, DateTime};

/// The currencies of payments.
const CURRENCIES: Bound = Bound::OneOf(&[
    "AUD", "BRL", "CAD", "CZK", "DKK", "EUR", "HKD", "HUF", "ILS", "JPY", "MYR", "MXN", "NOK",
    "NZD", "PHP", "PLN", "GBP", "SGD", "SEK", "CHF", "TWD", "THB", "TRY", "USD",
]);

const WEB_ADDRESS: Bound = Bound::Pattern(Pattern::new(
    r"^https?://[^/?#\s][^\s]*$",
    "an http or https address",
    |text| {
        let rest = text.split_once("://").and_then(|(scheme, rest)| {
            let known = ["http", "https"];
            let known = known.iter().any(|own| scheme.eq_ignore_ascii_case(own));
            known.then_some(rest)
        });
        let has_host = |rest: &str| !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
        rest.is_some_and(has_host) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    },
));

const ACCOUNT_ID: Bound = Bound::Pattern(Pattern::new(
    "^[A-Za-z0-9]{13}$",
    "thirteen letters and digits",
    |text| text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
));

/// The guide's samples leave the time out; its fields have one.
const MOMENT: Bound = Bound::Pattern(Pattern::new(
    "",
    "a date with Z or a date and time with an offset from UTC",
    |text| {
        let whole = DateTime::from(text);
        let day = Date::from(text);
        whole.check().is_ok() && matches!(whole.offset(), Ok(Some(_)))
            || text.ends_with('Z') && day.check().is_ok()
    },
));

const URL: Bound = Bound::MaxLength(1024);
const NAME: Bound = Bound::MaxLength(127);
const TEXT: Bound = Bound::MaxLength(1000);

pub(super) const LIMITS: &[Limit] = &[
    Limit::new(
        "RequestEnvelope",
        "errorLanguage",
        Bound::OneOf(&["en_US"]),
        &R001,
    ),
    // Pay.
    Limit::new(
        "PayRequest",
        "actionType",
        Bound::OneOf(ActionType::KNOWN),
        &R010,
    ),
    Limit::new("PayRequest", "cancelUrl", WEB_ADDRESS, &R058),
    Limit::new("PayRequest", "cancelUrl", URL, &R059),
    Limit::new("PayRequest", "currencyCode", CURRENCIES, &R056),
    Limit::new("PayRequest", "ipnNotificationUrl", WEB_ADDRESS, &R058),
    Limit::new("PayRequest", "ipnNotificationUrl", URL, &R061),
    Limit::new("PayRequest", "memo", TEXT, &R062),
    Limit::new("PayRequest", "senderEmail", NAME, &R063),
    Limit::new("PayRequest", "senderEmail", EMAIL, &R169),
    Limit::new("PayRequest", "returnUrl", WEB_ADDRESS, &R058),
    Limit::new("PayRequest", "returnUrl", URL, &R060),
    Limit::new("PayRequest", "trackingId", NAME, &R064),
    Limit::new(
        "PayRequest",
        "payKeyDuration",
        Bound::Lasts("PT5M", "P30D"),
        &R075,
    ),
    Limit::new("Receiver", "amount", Bound::MoreThan(0), &R006),
    Limit::new("Receiver", "amount", Bound::MoreThan(0), &R165),
    Limit::new("Receiver", "email", NAME, &R065),
    Limit::new("Receiver", "email", EMAIL, &R169),
    Limit::new("Receiver", "invoiceId", NAME, &R066),
    Limit::new(
        "FundingTypeInfo",
        "fundingType",
        Bound::OneOf(FundingType::KNOWN),
        &R024,
    ),
    // Who.
    Limit::new("SenderIdentifier", "email", EMAIL, &R169),
    Limit::new("AccountIdentifier", "email", EMAIL, &R169),
    Limit::new("ReceiverIdentifier", "email", EMAIL, &R169),
    Limit::new("Receiver", "accountId", ACCOUNT_ID, &R067),
    Limit::new("SenderIdentifier", "accountId", ACCOUNT_ID, &R067),
    Limit::new("AccountIdentifier", "accountId", ACCOUNT_ID, &R067),
    Limit::new("ReceiverIdentifier", "accountId", ACCOUNT_ID, &R067),
    Limit::new("PhoneNumberType", "countryCode", Bound::MinLength(1), &R161),
    Limit::new("PhoneNumberType", "phoneNumber", Bound::MinLength(1), &R161),
    Limit::new("PhoneNumber", "countryCode", Bound::MinLength(1), &R161),
    Limit::new("PhoneNumber", "phoneNumber", Bound::MinLength(1), &R161),
    Limit::new("ClientDetailsType", "customerId", NAME, &R068),
    Limit::new("ClientDetailsType", "customerType", NAME, &R069),
    Limit::new("ClientDetailsType", "deviceId", NAME, &R070),
    Limit::new("ClientDetailsType", "geoLocation", NAME, &R071),
    Limit::new("ClientDetailsType", "model", NAME, &R072),
    Limit::new("ClientDetailsType", "partnerName", NAME, &R073),
    // PaymentDetails.
    Limit::new("PaymentDetailsRequest", "trackingId", NAME, &R080),
    // SetPaymentOptions.
    Limit::new("DisplayOptions", "emailHeaderImageUrl", URL, &R089),
    Limit::new("DisplayOptions", "emailMarketingImageUrl", URL, &R090),
    Limit::new("DisplayOptions", "headerImageUrl", URL, &R091),
    Limit::new(
        "DisplayOptions",
        "businessName",
        Bound::MaxLength(128),
        &R092,
    ),
    Limit::new(
        "InstitutionCustomer",
        "countryCode",
        Bound::Length(2),
        &R093,
    ),
    Limit::new(
        "InstitutionCustomer",
        "displayName",
        Bound::MaxLength(200),
        &R094,
    ),
    Limit::new("InstitutionCustomer", "email", NAME, &R095),
    Limit::new("InstitutionCustomer", "email", EMAIL, &R169),
    Limit::new(
        "InstitutionCustomer",
        "firstName",
        Bound::MaxLength(64),
        &R096,
    ),
    Limit::new(
        "InstitutionCustomer",
        "lastName",
        Bound::MaxLength(64),
        &R097,
    ),
    Limit::new(
        "InstitutionCustomer",
        "institutionCustomerId",
        Bound::MaxLength(64),
        &R098,
    ),
    Limit::new(
        "InstitutionCustomer",
        "institutionId",
        Bound::MaxLength(64),
        &R099,
    ),
    Limit::new("SenderOptions", "referrerCode", Bound::MaxLength(32), &R101),
    Limit::new("ReceiverOptions", "description", TEXT, &R102),
    Limit::new("ReceiverOptions", "customId", TEXT, &R103),
    // Preapproval.
    Limit::new("PreapprovalRequest", "cancelUrl", URL, &R122),
    Limit::new("PreapprovalRequest", "cancelUrl", WEB_ADDRESS, &R167),
    Limit::new("PreapprovalRequest", "currencyCode", CURRENCIES, &R163),
    Limit::new(
        "PreapprovalRequest",
        "dateOfMonth",
        Bound::AtLeast(0),
        &R117,
    ),
    Limit::new(
        "PreapprovalRequest",
        "dateOfMonth",
        Bound::AtMost(31),
        &R117,
    ),
    Limit::new("PreapprovalRequest", "endingDate", MOMENT, &R121),
    Limit::new("PreapprovalRequest", "endingDate", Bound::Required, &R168),
    Limit::new(
        "PreapprovalRequest",
        "maxTotalAmountOfAllPayments",
        Bound::Required,
        &R168,
    ),
    Limit::new(
        "PreapprovalRequest",
        "paymentPeriod",
        Bound::OneOf(PaymentPeriod::KNOWN),
        &R119,
    ),
    Limit::new("PreapprovalRequest", "returnUrl", URL, &R123),
    Limit::new("PreapprovalRequest", "returnUrl", WEB_ADDRESS, &R167),
    Limit::new("PreapprovalRequest", "memo", TEXT, &R125),
    Limit::new("PreapprovalRequest", "ipnNotificationUrl", URL, &R124),
    Limit::new(
        "PreapprovalRequest",
        "ipnNotificationUrl",
        WEB_ADDRESS,
        &R167,
    ),
    Limit::new("PreapprovalRequest", "senderEmail", NAME, &R126),
    Limit::new("PreapprovalRequest", "senderEmail", EMAIL, &R169),
    Limit::new("PreapprovalRequest", "startingDate", MOMENT, &R121),
    Limit::new(
        "PreapprovalRequest",
        "pinType",
        Bound::OneOf(PinType::KNOWN),
        &R120,
    ),
    // Refund.
    Limit::new("RefundRequest", "currencyCode", CURRENCIES, &R164),
    // ConvertCurrency.
    Limit::new(
        "ConvertCurrencyRequest",
        "countryCode",
        Bound::Length(2),
        &R151,
    ),
    Limit::new(
        "ConvertCurrencyRequest",
        "conversionType",
        Bound::OneOf(ConversionType::KNOWN),
        &R152,
    ),
    Limit::new("CurrencyList", "currency", Bound::MinEntries(1), &R153),
    Limit::new("CurrencyType", "code", CURRENCIES, &R153),
    Limit::new(
        "CurrencyCodeList",
        "currencyCode",
        Bound::MinEntries(1),
        &R153,
    ),
    Limit::new("CurrencyCodeList", "currencyCode", CURRENCIES, &R153),
    // GetUserLimits.
    Limit::new(
        "GetUserLimitsRequest",
        "country",
        Bound::MinLength(1),
        &R159,
    ),
    Limit::new(
        "GetUserLimitsRequest",
        "currencyCode",
        Bound::MinLength(1),
        &R159,
    ),
    Limit::new(
        "GetUserLimitsRequest",
        "limitType",
        Bound::MinEntries(1),
        &R159,
    ),
];
