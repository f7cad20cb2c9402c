//! The rules about single fields.

use super::rules::{
    O001, O002, O003, O005, O006, O007, O008, O009, O010, O011, O013, O014, O015, O016, O017, O020,
    O026, O040, O041, O042,
};
use crate::api::orders_v1::{
    AccountNumberType, AccountType, AddressStatus, AuthType, CardNetwork, CardType, CheckType,
    ConfirmationStatus, ConversionType, DisbursementMode, FundingInstrumentType, FundingMode,
    FundingSelectionPreference, InstrumentState, Intent, LandingPage, NormalizationStatus,
    PayerStatus, PaymentMethod, PhoneType, ProcessingType, ShippingPreference, TaxIdType,
    UserAction,
};
use crate::api::validate::{Bound, EMAIL, FieldLimit, Pattern, Rule};
use crate::value::Date;

const COUNTRY: Bound = Bound::Pattern(Pattern::new(
    "^([A-Z]{2}|C2)$",
    "a code of two capital letters",
    |text| text == "C2" || text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
));

const NOT_UK: Bound = Bound::Pattern(Pattern::new(
    "^(?!UK$)",
    "GB, the code of Great Britain",
    |text| text != "UK",
));

const CURRENCY: Bound = Bound::Pattern(Pattern::new(
    "^[A-Z]{3}$",
    "a code of three capital letters",
    |text| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
));

const TWO_PLACES: Bound = Bound::Pattern(Pattern::new(
    r"^-?[0-9]*(\.[0-9]{1,2})?$",
    "an amount of at most two decimal places",
    |text| {
        text.split_once('.')
            .is_none_or(|(_, places)| places.len() <= 2)
    },
));

const DAY: Bound = Bound::Pattern(Pattern::new("", "a date as 1990-04-12", |text| {
    Date::from(text).is_valid()
}));

const DIGITS: Bound = Bound::Pattern(Pattern::new("^[0-9]+$", "digits alone", |text| {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}));

const CARD_CODE: Bound = Bound::Pattern(Pattern::new(
    "^[0-9]{3,4}$",
    "three or four digits",
    |text| matches!(text.len(), 3 | 4) && text.bytes().all(|byte| byte.is_ascii_digit()),
));

const LOCALES: Bound = Bound::OneOf(&[
    "AU", "AT", "BE", "BR", "CA", "CH", "CN", "DE", "ES", "GB", "FR", "IT", "NL", "PL", "PT", "RU",
    "US", "DA-DK", "HE-IL", "ID-ID", "JA-JP", "NO-NO", "PT-BR", "RU-RU", "SV-SE", "TH-TH", "ZH-CN",
    "ZH-HK", "ZH-TW",
]);

/// A text of at most so many characters.
const fn text(on: &'static str, field: &'static str, most: usize) -> FieldLimit {
    FieldLimit::new(on, field, Bound::MaxLength(most), &O001)
}

/// An amount of at most ten characters.
const fn short(on: &'static str, field: &'static str) -> FieldLimit {
    FieldLimit::new(on, field, Bound::MaxLength(10), &O002)
}

/// An amount of at most two decimal places.
const fn cents(on: &'static str, field: &'static str) -> FieldLimit {
    FieldLimit::new(on, field, TWO_PLACES, &O003)
}

const fn country(on: &'static str) -> FieldLimit {
    FieldLimit::new(on, "country_code", COUNTRY, &O005)
}

const fn not_uk(on: &'static str) -> FieldLimit {
    FieldLimit::new(on, "country_code", NOT_UK, &O016)
}

/// One of these words.
const fn word(on: &'static str, field: &'static str, words: &'static [&'static str]) -> FieldLimit {
    FieldLimit::new(on, field, Bound::OneOf(words), &O006)
}

const fn currency(on: &'static str) -> FieldLimit {
    FieldLimit::new(on, "currency", CURRENCY, &O010)
}

const fn limit(
    on: &'static str,
    field: &'static str,
    bound: Bound,
    rule: &'static Rule,
) -> FieldLimit {
    FieldLimit::new(on, field, bound, rule)
}

/// The limits of what messages hold.
pub(super) const LIMITS: &[FieldLimit] = &[
    text("Address", "state", 40),
    text("Address", "phone", 50),
    text("ApplicationContext", "brand_name", 127),
    text("Item", "sku", 127),
    text("Item", "name", 127),
    text("Item", "description", 127),
    text("Item", "quantity", 10),
    text("PayeeDisplayMetadata", "email", 127),
    text("PayerInfo", "email", 127),
    text("PayerInfo", "phone", 20),
    text("PayerInfo", "tax_id", 14),
    text("PurchaseUnit", "reference_id", 256),
    text("PurchaseUnit", "description", 127),
    text("PurchaseUnit", "custom", 127),
    text("PurchaseUnit", "invoice_number", 256),
    text("PurchaseUnit", "payment_descriptor", 22),
    text("PurchaseUnit", "notify_url", 2048),
    text("Refund", "id", 17),
    text("ShippingAddress", "state", 40),
    text("ShippingAddress", "phone", 50),
    text("ShippingAddress", "recipient_name", 127),
    short("Total", "total"),
    short("Details", "subtotal"),
    short("Details", "shipping"),
    short("Details", "tax"),
    short("Item", "price"),
    cents("Total", "total"),
    cents("Details", "subtotal"),
    cents("Details", "shipping"),
    cents("Details", "tax"),
    country("Address"),
    country("ShippingAddress"),
    country("PayerInfo"),
    not_uk("Address"),
    not_uk("ShippingAddress"),
    not_uk("PayerInfo"),
    word(
        "Address",
        "normalization_status",
        NormalizationStatus::KNOWN,
    ),
    word("Address", "status", AddressStatus::KNOWN),
    word("ApplicationContext", "landing_page", LandingPage::KNOWN),
    word(
        "ApplicationContext",
        "shipping_preference",
        ShippingPreference::KNOWN,
    ),
    word("ApplicationContext", "user_action", UserAction::KNOWN),
    word("CreateOrderRequest", "intent", Intent::KNOWN),
    word("CreditCard", "type", CardType::KNOWN),
    word("CreditCardToken", "type", CardType::KNOWN),
    word(
        "PayOrderRequest",
        "disbursement_mode",
        DisbursementMode::KNOWN,
    ),
    word("Payer", "payment_method", PaymentMethod::KNOWN),
    word("Payer", "status", PayerStatus::KNOWN),
    word("PayerInfo", "phone_type", PhoneType::KNOWN),
    word("PayerInfo", "tax_id_type", TaxIdType::KNOWN),
    word(
        "PaymentDetails",
        "disbursement_mode",
        DisbursementMode::KNOWN,
    ),
    word(
        "ShippingAddress",
        "normalization_status",
        NormalizationStatus::KNOWN,
    ),
    word("ShippingAddress", "status", AddressStatus::KNOWN),
    limit("ApplicationContext", "locale", LOCALES, &O007),
    limit(
        "PurchaseUnit",
        "payment_linked_group",
        Bound::AtLeast(1),
        &O008,
    ),
    limit(
        "PurchaseUnit",
        "payment_linked_group",
        Bound::AtMost(100),
        &O008,
    ),
    limit("Payee", "email", EMAIL, &O017),
    limit("PayeeDisplayMetadata", "email", EMAIL, &O017),
    limit("PayerInfo", "email", EMAIL, &O017),
    limit("PayerInfo", "birth_date", DAY, &O009),
    currency("Total"),
    currency("Money"),
    currency("Item"),
    limit("CreditCard", "number", DIGITS, &O011),
    limit("CreditCard", "expire_month", Bound::AtLeast(1), &O013),
    limit("CreditCard", "expire_month", Bound::AtMost(12), &O013),
    limit("CreditCard", "expire_year", Bound::AtLeast(1000), &O014),
    limit("CreditCard", "expire_year", Bound::AtMost(9999), &O014),
    limit("CreditCard", "cvv2", CARD_CODE, &O015),
    limit("CreditCardToken", "expire_month", Bound::AtLeast(1), &O013),
    limit("CreditCardToken", "expire_month", Bound::AtMost(12), &O013),
    limit(
        "CreditCardToken",
        "expire_year",
        Bound::AtLeast(1000),
        &O014,
    ),
    limit("CreditCardToken", "expire_year", Bound::AtMost(9999), &O014),
    limit(
        "CreateOrderRequest",
        "purchase_units",
        Bound::MinEntries(1),
        &O020,
    ),
    limit("RedirectUrls", "return_url", Bound::Required, &O026),
    limit("RedirectUrls", "cancel_url", Bound::Required, &O026),
];

/// The limits of what the document describes and no message holds.
pub(super) const OBJECT_LIMITS: &[FieldLimit] = &[
    text("BankAccount", "account_number", 34),
    text("BankAccount", "routing_number", 34),
    text("BankAccount", "account_name", 64),
    text("BankAccount", "bank_name", 64),
    text("BankAccount", "first_name", 64),
    text("BankAccount", "last_name", 64),
    text("BankAccount", "external_customer_id", 256),
    text("BankAccount", "merchant_id", 256),
    text("FundingSource", "soft_descriptor", 22),
    country("BankAccount"),
    not_uk("BankAccount"),
    limit("BankAccount", "birth_date", DAY, &O009),
    word(
        "BankAccount",
        "account_number_type",
        AccountNumberType::KNOWN,
    ),
    word("BankAccount", "account_type", AccountType::KNOWN),
    word("BankAccount", "check_type", CheckType::KNOWN),
    word("BankAccount", "auth_type", AuthType::KNOWN),
    word("BankAccount", "state", InstrumentState::KNOWN),
    word(
        "BankAccount",
        "confirmation_status",
        ConfirmationStatus::KNOWN,
    ),
    word(
        "CurrencyConversion",
        "conversion_type",
        ConversionType::KNOWN,
    ),
    word("FundingDetail", "processing_type", ProcessingType::KNOWN),
    word("FundingSource", "funding_mode", FundingMode::KNOWN),
    word(
        "FundingSource",
        "funding_instrument_type",
        FundingInstrumentType::KNOWN,
    ),
    word(
        "FundingSource",
        "funding_selection_preference",
        FundingSelectionPreference::KNOWN,
    ),
    word("InstallmentInfo", "network", CardNetwork::KNOWN),
    limit(
        "CurrencyConversion",
        "from_amount",
        Bound::AtLeast(1),
        &O040,
    ),
    limit("CurrencyConversion", "to_amount", Bound::AtLeast(0), &O041),
    limit("CurrencyConversion", "spread", Bound::AtLeast(0), &O042),
    limit("CurrencyConversion", "spread", Bound::AtMost(100), &O042),
];
