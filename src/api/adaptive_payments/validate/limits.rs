//! The rules about single fields.

use super::rules::{
    R001, R006, R010, R024, R056, R058, R059, R060, R061, R062, R063, R064, R065, R066, R067, R068,
    R069, R070, R071, R072, R073, R075, R080, R089, R090, R091, R092, R093, R094, R095, R096, R097,
    R098, R099, R101, R102, R103, R117, R119, R120, R121, R122, R123, R124, R125, R126, R151, R152,
    R153, R159, R161, R163, R164, R165, R167, R168, R169,
};
use crate::api::adaptive_payments::common::{ActionType, FundingType, PaymentPeriod, PinType};
use crate::api::adaptive_payments::convert_currency::ConversionType;
use crate::api::validate::{Bound, EMAIL, FieldLimit, Pattern};
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

pub(super) const LIMITS: &[FieldLimit] = &[
    FieldLimit::new(
        "RequestEnvelope",
        "errorLanguage",
        Bound::OneOf(&["en_US"]),
        &R001,
    ),
    // Pay.
    FieldLimit::new(
        "PayRequest",
        "actionType",
        Bound::OneOf(ActionType::KNOWN),
        &R010,
    ),
    FieldLimit::new("PayRequest", "cancelUrl", WEB_ADDRESS, &R058),
    FieldLimit::new("PayRequest", "cancelUrl", URL, &R059),
    FieldLimit::new("PayRequest", "currencyCode", CURRENCIES, &R056),
    FieldLimit::new("PayRequest", "ipnNotificationUrl", WEB_ADDRESS, &R058),
    FieldLimit::new("PayRequest", "ipnNotificationUrl", URL, &R061),
    FieldLimit::new("PayRequest", "memo", TEXT, &R062),
    FieldLimit::new("PayRequest", "senderEmail", NAME, &R063),
    FieldLimit::new("PayRequest", "senderEmail", EMAIL, &R169),
    FieldLimit::new("PayRequest", "returnUrl", WEB_ADDRESS, &R058),
    FieldLimit::new("PayRequest", "returnUrl", URL, &R060),
    FieldLimit::new("PayRequest", "trackingId", NAME, &R064),
    FieldLimit::new(
        "PayRequest",
        "payKeyDuration",
        Bound::Lasts("PT5M", "P30D"),
        &R075,
    ),
    FieldLimit::new("Receiver", "amount", Bound::MoreThan(0), &R006),
    FieldLimit::new("Receiver", "amount", Bound::MoreThan(0), &R165),
    FieldLimit::new("Receiver", "email", NAME, &R065),
    FieldLimit::new("Receiver", "email", EMAIL, &R169),
    FieldLimit::new("Receiver", "invoiceId", NAME, &R066),
    FieldLimit::new(
        "FundingTypeInfo",
        "fundingType",
        Bound::OneOf(FundingType::KNOWN),
        &R024,
    ),
    // Who.
    FieldLimit::new("SenderIdentifier", "email", EMAIL, &R169),
    FieldLimit::new("AccountIdentifier", "email", EMAIL, &R169),
    FieldLimit::new("ReceiverIdentifier", "email", EMAIL, &R169),
    FieldLimit::new("Receiver", "accountId", ACCOUNT_ID, &R067),
    FieldLimit::new("SenderIdentifier", "accountId", ACCOUNT_ID, &R067),
    FieldLimit::new("AccountIdentifier", "accountId", ACCOUNT_ID, &R067),
    FieldLimit::new("ReceiverIdentifier", "accountId", ACCOUNT_ID, &R067),
    FieldLimit::new("PhoneNumberType", "countryCode", Bound::MinLength(1), &R161),
    FieldLimit::new("PhoneNumberType", "phoneNumber", Bound::MinLength(1), &R161),
    FieldLimit::new("PhoneNumber", "countryCode", Bound::MinLength(1), &R161),
    FieldLimit::new("PhoneNumber", "phoneNumber", Bound::MinLength(1), &R161),
    FieldLimit::new("ClientDetailsType", "customerId", NAME, &R068),
    FieldLimit::new("ClientDetailsType", "customerType", NAME, &R069),
    FieldLimit::new("ClientDetailsType", "deviceId", NAME, &R070),
    FieldLimit::new("ClientDetailsType", "geoLocation", NAME, &R071),
    FieldLimit::new("ClientDetailsType", "model", NAME, &R072),
    FieldLimit::new("ClientDetailsType", "partnerName", NAME, &R073),
    // PaymentDetails.
    FieldLimit::new("PaymentDetailsRequest", "trackingId", NAME, &R080),
    // SetPaymentOptions.
    FieldLimit::new("DisplayOptions", "emailHeaderImageUrl", URL, &R089),
    FieldLimit::new("DisplayOptions", "emailMarketingImageUrl", URL, &R090),
    FieldLimit::new("DisplayOptions", "headerImageUrl", URL, &R091),
    FieldLimit::new(
        "DisplayOptions",
        "businessName",
        Bound::MaxLength(128),
        &R092,
    ),
    FieldLimit::new(
        "InstitutionCustomer",
        "countryCode",
        Bound::Length(2),
        &R093,
    ),
    FieldLimit::new(
        "InstitutionCustomer",
        "displayName",
        Bound::MaxLength(200),
        &R094,
    ),
    FieldLimit::new("InstitutionCustomer", "email", NAME, &R095),
    FieldLimit::new("InstitutionCustomer", "email", EMAIL, &R169),
    FieldLimit::new(
        "InstitutionCustomer",
        "firstName",
        Bound::MaxLength(64),
        &R096,
    ),
    FieldLimit::new(
        "InstitutionCustomer",
        "lastName",
        Bound::MaxLength(64),
        &R097,
    ),
    FieldLimit::new(
        "InstitutionCustomer",
        "institutionCustomerId",
        Bound::MaxLength(64),
        &R098,
    ),
    FieldLimit::new(
        "InstitutionCustomer",
        "institutionId",
        Bound::MaxLength(64),
        &R099,
    ),
    FieldLimit::new("SenderOptions", "referrerCode", Bound::MaxLength(32), &R101),
    FieldLimit::new("ReceiverOptions", "description", TEXT, &R102),
    FieldLimit::new("ReceiverOptions", "customId", TEXT, &R103),
    // Preapproval.
    FieldLimit::new("PreapprovalRequest", "cancelUrl", URL, &R122),
    FieldLimit::new("PreapprovalRequest", "cancelUrl", WEB_ADDRESS, &R167),
    FieldLimit::new("PreapprovalRequest", "currencyCode", CURRENCIES, &R163),
    FieldLimit::new(
        "PreapprovalRequest",
        "dateOfMonth",
        Bound::AtLeast(0),
        &R117,
    ),
    FieldLimit::new(
        "PreapprovalRequest",
        "dateOfMonth",
        Bound::AtMost(31),
        &R117,
    ),
    FieldLimit::new("PreapprovalRequest", "endingDate", MOMENT, &R121),
    FieldLimit::new("PreapprovalRequest", "endingDate", Bound::Required, &R168),
    FieldLimit::new(
        "PreapprovalRequest",
        "maxTotalAmountOfAllPayments",
        Bound::Required,
        &R168,
    ),
    FieldLimit::new(
        "PreapprovalRequest",
        "paymentPeriod",
        Bound::OneOf(PaymentPeriod::KNOWN),
        &R119,
    ),
    FieldLimit::new("PreapprovalRequest", "returnUrl", URL, &R123),
    FieldLimit::new("PreapprovalRequest", "returnUrl", WEB_ADDRESS, &R167),
    FieldLimit::new("PreapprovalRequest", "memo", TEXT, &R125),
    FieldLimit::new("PreapprovalRequest", "ipnNotificationUrl", URL, &R124),
    FieldLimit::new(
        "PreapprovalRequest",
        "ipnNotificationUrl",
        WEB_ADDRESS,
        &R167,
    ),
    FieldLimit::new("PreapprovalRequest", "senderEmail", NAME, &R126),
    FieldLimit::new("PreapprovalRequest", "senderEmail", EMAIL, &R169),
    FieldLimit::new("PreapprovalRequest", "startingDate", MOMENT, &R121),
    FieldLimit::new(
        "PreapprovalRequest",
        "pinType",
        Bound::OneOf(PinType::KNOWN),
        &R120,
    ),
    // Refund.
    FieldLimit::new("RefundRequest", "currencyCode", CURRENCIES, &R164),
    // ConvertCurrency.
    FieldLimit::new(
        "ConvertCurrencyRequest",
        "countryCode",
        Bound::Length(2),
        &R151,
    ),
    FieldLimit::new(
        "ConvertCurrencyRequest",
        "conversionType",
        Bound::OneOf(ConversionType::KNOWN),
        &R152,
    ),
    FieldLimit::new("CurrencyList", "currency", Bound::MinEntries(1), &R153),
    FieldLimit::new("CurrencyType", "code", CURRENCIES, &R153),
    FieldLimit::new(
        "CurrencyCodeList",
        "currencyCode",
        Bound::MinEntries(1),
        &R153,
    ),
    FieldLimit::new("CurrencyCodeList", "currencyCode", CURRENCIES, &R153),
    // GetUserLimits.
    FieldLimit::new(
        "GetUserLimitsRequest",
        "country",
        Bound::MinLength(1),
        &R159,
    ),
    FieldLimit::new(
        "GetUserLimitsRequest",
        "currencyCode",
        Bound::MinLength(1),
        &R159,
    ),
    FieldLimit::new(
        "GetUserLimitsRequest",
        "limitType",
        Bound::MinEntries(1),
        &R159,
    ),
];
