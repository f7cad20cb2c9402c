//! The versions of the service, and what each brought.

use super::operations::{OPERATIONS, Operation, operation};

/// A version of the service: what it has more than the one before.
///
/// Each version is compatible with those before. (Guide p. 263-290)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceVersion {
    /// Its number, as it stands in the header [`SERVICE_VERSION`](super::header::SERVICE_VERSION).
    /// What came later than the guide, under a number that nobody wrote down, is `after 1.8.1`.
    pub number: &'static str,
    /// The date of the first edition of the guide that describes it. (Guide p. 291)
    pub described: Option<&'static str>,
    /// New types, by their names in the schema, all of whose fields are new.
    pub types: &'static [&'static str],
    /// New fields of types that there were before: the type and the names on the wire.
    pub fields: &'static [(&'static str, &'static [&'static str])],
    /// New words: the field, and the words that it may have now.
    pub words: &'static [(&'static str, &'static [&'static str])],
    /// What else is new, in words.
    pub changes: &'static [&'static str],
}

impl ServiceVersion {
    /// Its new operations.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::service::VERSIONS;
    ///
    /// let version = VERSIONS.iter().find(|version| version.number == "1.3.0").expect("a version");
    /// let new: Vec<_> = version.operations().map(|operation| operation.name).collect();
    /// assert_eq!(new, ["CancelPreapproval", "ConvertCurrency"]);
    /// ```
    pub fn operations(&self) -> impl Iterator<Item = &'static Operation> {
        let number = self.number;
        let all = OPERATIONS.iter();
        all.filter(move |operation| operation.since == Some(number))
    }
}

/// All versions that are described, the oldest first.
pub const VERSIONS: &[ServiceVersion] = &[
    ServiceVersion {
        described: Some("2009-07-16"),
        ..version("1.0.0")
    },
    ServiceVersion {
        described: Some("2009-08-07"),
        fields: &[
            ("PayResponse", &["payErrorList"]),
            ("RefundInfo", &["errorList"]),
        ],
        changes: &[
            "PaymentDetails no longer returns empty fields",
            "Preapproval can be asked for without senderEmail, maxNumberOfPayments and a device id",
        ],
        ..version("1.1.0")
    },
    ServiceVersion {
        described: Some("2009-08-17"),
        fields: &[
            ("PreapprovalRequest", &["memo", "ipnNotificationUrl"]),
            (
                "PreapprovalDetailsResponse",
                &["memo", "ipnNotificationUrl"],
            ),
            ("Receiver", &["invoiceId"]),
        ],
        changes: &["Pay can be asked for without a device id"],
        ..version("1.2.0")
    },
    ServiceVersion {
        described: Some("2009-08-27"),
        types: &[
            "FaultMessage",
            "FundingConstraint",
            "FundingTypeList",
            "FundingTypeInfo",
        ],
        fields: &[
            ("PayRequest", &["fundingConstraint"]),
            ("PaymentDetailsResponse", &["fundingConstraint"]),
            (
                "PaymentInfo",
                &["senderTransactionId", "senderTransactionStatus"],
            ),
            ("Receiver", &["paymentType"]),
        ],
        words: &[("paymentType", &["GOODS", "SERVICE"])],
        changes: &[
            "the application id is a header, and required; in clientDetails it is needed no more",
            "a receiver's e-mail address need not be registered, and a sender may sign up on the way",
            "Pay can be asked for without senderEmail; logDefaultShippingAddress is ignored",
            "a failed call is answered by a fault of its own",
        ],
        ..version("1.3.0")
    },
    ServiceVersion {
        described: Some("2010-03-10"),
        fields: &[
            ("PaymentDetailsResponse", &["actionType"]),
            ("PreapprovalDetailsRequest", &["getBillingAddress"]),
            ("PreapprovalDetailsResponse", &["addressList"]),
            ("Receiver", &["phone"]),
        ],
        words: &[
            ("actionType", &["CREATE"]),
            ("paymentType", &["PERSONAL", "CASHADVANCE"]),
        ],
        ..version("1.4.0")
    },
    ServiceVersion {
        described: Some("2010-06-28"),
        fields: &[("PaymentInfo", &["pendingReason"])],
        words: &[("actionType", &["PAY_PRIMARY"])],
        changes: &[
            "of a chained payment the secondary receivers can be paid later",
            "a sender may pay as a guest, by card and without an account",
        ],
        ..version("1.5.0")
    },
    ServiceVersion {
        described: Some("2010-10-10"),
        types: &[
            "CurrencyConversion",
            "InvoiceData",
            "InvoiceItem",
            "ReceiverOptions",
        ],
        fields: &[
            ("AccountIdentifier", &["email", "phone"]),
            ("Address", &["addressId"]),
            ("DisplayOptions", &["headerImageUrl", "businessName"]),
            ("ExecutePaymentRequest", &["fundingPlanId"]),
            ("GetPaymentOptionsResponse", &["shippingAddressId"]),
            ("PayRequest", &["sender"]),
            ("PayResponse", &["defaultFundingPlan"]),
            ("SenderIdentifier", &["useCredentials"]),
            ("SenderOptions", &["requireShippingAddressSelection"]),
            ("SetPaymentOptionsRequest", &["shippingAddressId"]),
        ],
        words: &[("paymentType", &["DIGITALGOODS"])],
        changes: &[
            "the embedded payment flow",
            "a preapproval needs an ending date and a number of payments in each period, unless the \
             caller may leave them out",
        ],
        ..version("1.6.0")
    },
    ServiceVersion {
        described: Some("2011-04-05"),
        fields: &[("ConfirmPreapprovalRequest", &["fundingSourceId"])],
        changes: &["the embedded flow in a small window: expType mini"],
        ..version("1.7.0")
    },
    ServiceVersion {
        described: Some("2011-11-16"),
        fields: &[
            ("ConvertCurrencyRequest", &["countryCode", "conversionType"]),
            ("SenderOptions", &["referrerCode"]),
        ],
        changes: &["the embedded flow goes on by itself when it is done: autoredirectondone"],
        ..version("1.8.0")
    },
    ServiceVersion {
        described: Some("2012-08-07"),
        types: &["TaxIdDetails"],
        fields: &[("SenderIdentifier", &["taxIdDetails"])],
        words: &[("paymentType", &["BANK_MANAGED_WITHDRAWAL"])],
        ..version("1.8.1")
    },
    ServiceVersion {
        fields: &[
            ("AccountIdentifier", &["accountId"]),
            ("PayRequest", &["payKeyDuration"]),
            (
                "PayResponse",
                &["paymentInfoList", "sender", "warningDataList"],
            ),
            ("Receiver", &["accountId"]),
        ],
        ..version("after 1.8.1")
    },
];

const fn version(number: &'static str) -> ServiceVersion {
    ServiceVersion {
        number,
        described: None,
        types: &[],
        fields: &[],
        words: &[],
        changes: &[],
    }
}

/// The version that brought a field of a type: the number of one of [`VERSIONS`].
///
/// `None` if nobody wrote that down; most such fields were there from the start.
///
/// ```
/// use paywire::api::adaptive_payments::service::since;
///
/// assert_eq!(since("PayRequest", "sender"), Some("1.6.0"));
/// assert_eq!(since("CancelPreapprovalRequest", "preapprovalKey"), Some("1.3.0"));
/// assert_eq!(since("Receiver", "amount"), None);
/// ```
#[must_use]
pub fn since(type_name: &str, field: &str) -> Option<&'static str> {
    let has_field = |version: &&ServiceVersion| {
        let mut fields = version.fields.iter();
        fields.any(|(name, fields)| *name == type_name && fields.contains(&field))
    };
    let has_type = |version: &&ServiceVersion| version.types.contains(&type_name);
    let mut versions = VERSIONS.iter();
    let found = versions
        .clone()
        .find(has_field)
        .or_else(|| versions.find(has_type));
    if let Some(version) = found {
        return Some(version.number);
    }
    let message = type_name
        .strip_suffix("Request")
        .or_else(|| type_name.strip_suffix("Response"))?;
    // The first operations are as old as their messages, but not all that these have now.
    operation(message)?.since.filter(|since| *since != "1.0.0")
}
