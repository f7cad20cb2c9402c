//! What the other calls about payments can be answered with.
//!
//! The messages are the service's own, with `<value>` and `<number>` where it fills something in.

use super::super::{ErrorEntry, entry};

pub(super) const PAYMENT_DETAILS: &[ErrorEntry] = &[
    entry("PaymentDetails", 500_000, &["There is a system error"]),
    entry("PaymentDetails", 520_002, &["Internal error"]),
    entry(
        "PaymentDetails",
        520_003,
        &["User name/password is incorrect"],
    ),
    entry(
        "PaymentDetails",
        520_003,
        &["Authentication failed. API credentials are incorrect."],
    )
    .since("1.6.0"),
    entry(
        "PaymentDetails",
        520_006,
        &["This call is not defined in the database"],
    ),
    entry(
        "PaymentDetails",
        540_031,
        &["You do not have permission to get these payment details"],
    ),
    entry(
        "PaymentDetails",
        579_049,
        &["The payment request you are looking for was not found in our system"],
    ),
    entry("PaymentDetails", 579_051, &["The tracking ID is invalid"]),
    entry("PaymentDetails", 580_001, &["Invalid request"]),
    entry(
        "PaymentDetails",
        580_022,
        &["Invalid request parameter: payKey with value <value>"],
    )
    .since("1.6.0"),
    entry("PaymentDetails", 580_029, &["Invalid request"]),
    entry(
        "PaymentDetails",
        580_030,
        &["This transaction cannot be processed at this time. Please try again later"],
    )
    .since("1.3.0"),
    entry(
        "PaymentDetails",
        589_052,
        &["The transaction ID is invalid"],
    ),
];

pub(super) const GET_PAYMENT_OPTIONS: &[ErrorEntry] = &[
    entry("GetPaymentOptions", 520_002, &["Internal error"]),
    entry("GetPaymentOptions", 520_003, &["Authentication failed. API credentials are incorrect."]).since("1.6.0"),
    entry("GetPaymentOptions", 540_031, &["You do not have permission to get these payment options"]),
    entry("GetPaymentOptions", 540_031, &["You do not have permission to get these payment options", "Operation is not permitted because the credentials do not match those of the initial operation"]).since("1.6.0"),
    entry("GetPaymentOptions", 550_001, &["User is not allowed to perform this action"]),
    entry("GetPaymentOptions", 580_001, &["Invalid request: <value>"]).since("1.6.0"),
    entry("GetPaymentOptions", 580_022, &["Invalid request parameter: payKey with value <value>"]),
];

pub(super) const SET_PAYMENT_OPTIONS: &[ErrorEntry] = &[
    entry("SetPaymentOptions", 520_002, &["Internal error"]),
    entry("SetPaymentOptions", 520_003, &["Authentication failed. API credentials are incorrect."]).since("1.6.0"),
    entry("SetPaymentOptions", 550_001, &["User is not allowed to perform this action"]),
    entry("SetPaymentOptions", 550_001, &["This payment request must be authorized by the sender"]),
    entry("SetPaymentOptions", 540_031, &["You do not have permission to set these payment options"]),
    entry("SetPaymentOptions", 540_031, &["You do not have permission to set these payment options", "Operation is not permitted because the credentials do not match those of the initial operation"]).since("1.6.0"),
    entry("SetPaymentOptions", 580_001, &["Invalid request: <value>"]).since("1.6.0"),
    entry("SetPaymentOptions", 580_022, &["Invalid request parameter: payKey with value <value>", "payKey <value> has already been used to make a payment", "displayOptions has already been set and cannot be set multiple times", "initiationEntity has already been set and cannot be set multiple times", "Invalid Request Parameter: institutionId with value <value>", "The instituion ID <value> is not activated"]),
    entry("SetPaymentOptions", 580_022, &["Invalid request parameter: <value>", "Invalid Request Parameter: institutionId with value <value>", "The institution id <value> is not activated", "The clientDetails parameter is missing", "Invalid request parameter: payKey with value <value>", "Invalid Phone Country Code <value>", "Invalid Country Code <value> for Receiver", "Invalid Receiver Phone Type: <value>, <value>, <value>", "Invalid Phone Format: <value>, <value>", "Invalid Phone Number: <value>, <value>", "Invalid Receiver Phone Number: <value>, <value>", "Invalid Area or Exchange Code: <value>, <value>", "<value> has already been set and cannot be set multiple times", "Invalid request parameter: <value> with value <value>", "Invalid request parameter: <value>, <value> is invalid", "Invalid request parameter: <value>, <value> is duplicated", "Invalid request parameter: <value>, <value> cannot be negative or zero"]).since("1.6.0"),
    entry("SetPaymentOptions", 580_027, &["Currently the system does not accept the currency <value>", "Unsupported country code <value>", "The parameter is not supported"]).since("1.6.0"),
    entry("SetPaymentOptions", 580_028, &["The URL <value> is malformed"]),
];

pub(super) const GET_FUNDING_PLANS: &[ErrorEntry] = &[
    entry("GetFundingPlans", 520_002, &["Internal error"]),
    entry("GetFundingPlans", 520_003, &["Authentication failed. API credentials are incorrect."]).since("1.6.0"),
    entry("GetFundingPlans", 540_031, &["Operation is not permitted because the credentials do not match those of the initial operation"]).since("1.6.0"),
    entry("GetFundingPlans", 550_001, &["User is not allowed to perform this action", "You are not allowed to get the funding plans for this key", "You do not have permission to get these funding plan details"]).since("1.6.0"),
    entry("GetFundingPlans", 580_001, &["Invalid request: <value>"]).since("1.6.0"),
    entry("GetFundingPlans", 580_022, &["Invalid request parameter: <value>", "Invalid request parameter: payKey with value <value>"]).since("1.6.0"),
    entry("GetFundingPlans", 580_027, &["This parameter is not supported"]).since("1.6.0"),
    entry("GetFundingPlans", 580_029, &["A pay key, transaction ID, or tracking ID is missing"]).since("1.6.0"),
    entry("GetFundingPlans", 580_030, &["This transaction cannot be processed at this time. Please try again later"]).since("1.3.0"),
];

pub(super) const GET_SHIPPING_ADDRESSES: &[ErrorEntry] = &[
    entry("GetShippingAddresses", 520_002, &["Internal error"]),
    entry("GetShippingAddresses", 520_003, &["Authentication failed. API credentials are incorrect."]).since("1.6.0"),
    entry("GetShippingAddresses", 540_031, &["Operation is not permitted because the credentials do not match those of the initial operation"]).since("1.6.0"),
    entry("GetShippingAddresses", 550_001, &["User is not allowed to perform this action", "You are not allowed to get the addresses for this key"]).since("1.6.0"),
    entry("GetShippingAddresses", 580_001, &["Invalid request: <value>"]).since("1.6.0"),
    entry("GetShippingAddresses", 580_022, &["Invalid request parameter: <value>", "Invalid request parameter: payKey with value <value>", "No sender is associated with this key"]).since("1.6.0"),
    entry("GetShippingAddresses", 580_029, &["A pay key, transaction ID, or tracking ID is missing"]).since("1.6.0"),
    entry("GetShippingAddresses", 580_030, &["This transaction cannot be processed at this time. Please try again later"]).since("1.3.0"),
];

pub(super) const REFUND: &[ErrorEntry] = &[
    entry("Refund", 500_000, &["There is a system error"]),
    entry("Refund", 520_002, &["Internal error"]),
    entry("Refund", 520_003, &["User name/password is incorrect"]),
    entry(
        "Refund",
        520_006,
        &["This call is not defined in the database"],
    ),
    entry("Refund", 520_008, &["You do not have a verified ACH"]),
    entry("Refund", 520_009, &["Account is restricted"]),
    entry(
        "Refund",
        520_010,
        &["The account for the counter-party is locked or inactive"],
    ),
    entry(
        "Refund",
        540_031,
        &["You do not have permission to get the details of this Refund"],
    )
    .since("1.1.0")
    .from("Guide p. 290"),
    entry(
        "Refund",
        560_011,
        &[
            "Because a complaint case exists on this transaction, only a refund of the full or full remaining amount of the transaction can be issued",
        ],
    ),
    entry(
        "Refund",
        560_016,
        &["You cannot do a partial refund on this transaction"],
    ),
    entry(
        "Refund",
        560_018,
        &["You cannot refund this type of transaction"],
    ),
    entry(
        "Refund",
        570_012,
        &["Cannot do a full refund after a partial refund"],
    ),
    entry(
        "Refund",
        570_013,
        &[
            "The partial refund amount must be less than or equal to the original transaction amount",
        ],
    ),
    entry(
        "Refund",
        570_014,
        &["The partial refund amount must be less than or equal to the remaining amount"],
    ),
    entry(
        "Refund",
        570_015,
        &["This transaction has already been fully refunded"],
    ),
    entry(
        "Refund",
        570_017,
        &["You are over the time limit to perform a refund on this transaction"],
    ),
    entry("Refund", 579_051, &["The tracking ID is invalid"]),
    entry("Refund", 580_001, &["Invalid request"]),
    entry(
        "Refund",
        580_022,
        &["Invalid request parameter: payKey with value <value>"],
    ),
    entry("Refund", 580_027, &["The argument is unsupported"]),
    entry("Refund", 589_018, &["The pay key is valid"]),
    entry(
        "Refund",
        589_023,
        &["If a fractional amount is rounded due to currency conversion, funds could be lost"],
    ),
    entry(
        "Refund",
        580_029,
        &["A pay key, transaction ID, or tracking ID is missing"],
    )
    .since("1.6.0"),
    entry(
        "Refund",
        580_030,
        &["This transaction cannot be processed at this time. Please try again later"],
    )
    .since("1.3.0"),
    entry(
        "Refund",
        589_036,
        &["The currency code is missing or does not match the code in the payment request"],
    ),
    entry(
        "Refund",
        589_037,
        &["The refund's receiver was not part of the payment request"],
    ),
    entry(
        "Refund",
        589_038,
        &[
            "The refund has to be both less than or equal to the original payment request and greater than zero",
        ],
    ),
    entry(
        "Refund",
        589_041,
        &["All receivers must give full refunds for this type of chained payment"],
    ),
    entry("Refund", 589_052, &["The transaction ID is invalid"]),
    entry(
        "Refund",
        589_061,
        &["The receiver <value> is invalid for this refund"],
    )
    .since("1.6.0"),
];
