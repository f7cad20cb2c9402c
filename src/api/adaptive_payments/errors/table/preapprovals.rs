//! What calls about preapprovals can be answered with, and `ConvertCurrency`.
//!
//! The messages are the service's own, with `<value>` and `<number>` where it fills something in.

use super::super::{ErrorEntry, entry};

pub(super) const PREAPPROVAL: &[ErrorEntry] = &[
    entry("Preapproval", 500_000, &["There is a system error"]),
    entry("Preapproval", 520_002, &["Internal error"]),
    entry("Preapproval", 520_003, &["User name/password is incorrect"]),
    entry(
        "Preapproval",
        520_006,
        &["This call is not defined in the database"],
    ),
    entry(
        "Preapproval",
        569_016,
        &["Preapproval PIN functionality is not enabled"],
    ),
    entry(
        "Preapproval",
        569_018,
        &["Preapproved payments have been disabled"],
    ),
    entry(
        "Preapproval",
        570_026,
        &["The starting date is too far in the future"],
    ),
    entry(
        "Preapproval",
        579_038,
        &["The date range between the start date and the end date is too wide"],
    ),
    entry(
        "Preapproval",
        579_055,
        &["The limit for total amount of all payments is above PayPal's limit"],
    ),
    entry("Preapproval", 580_001, &["Invalid request"]),
    entry("Preapproval", 580_022, &["Account already exists"]).since("1.3.0"),
    entry("Preapproval", 580_022, &["Invalid request: <value>"])
        .since("1.1.0")
        .from("Guide p. 289"),
    entry(
        "Preapproval",
        580_024,
        &["The start date must be in the future"],
    ),
    entry(
        "Preapproval",
        580_025,
        &["The start date must be earlier than the end date"],
    ),
    entry("Preapproval", 580_027, &["The argument is unsupported"]),
    entry("Preapproval", 580_028, &["The URL <value> is malformed"]),
    entry("Preapproval", 580_029, &["Invalid request: <value>"])
        .since("1.1.0")
        .from("Guide p. 289"),
    entry(
        "Preapproval",
        589_023,
        &["If a fractional amount is rounded due to currency conversion, funds could be lost"],
    ),
    entry(
        "Preapproval",
        589_039,
        &["The email address is invalid. It may not be registered in PayPal's system yet"],
    ),
];

pub(super) const PREAPPROVAL_DETAILS: &[ErrorEntry] = &[
    entry("PreapprovalDetails", 500_000, &["There is a system error"]),
    entry("PreapprovalDetails", 520_002, &["Internal error"]),
    entry(
        "PreapprovalDetails",
        520_003,
        &["User name/password is incorrect"],
    ),
    entry(
        "PreapprovalDetails",
        520_003,
        &["Authentication failed. API credentials are incorrect."],
    )
    .since("1.6.0"),
    entry(
        "PreapprovalDetails",
        520_006,
        &["This call is not defined in the database"],
    ),
    entry(
        "PreapprovalDetails",
        540_031,
        &["You do not have permission to get these preapproval details"],
    )
    .since("1.6.0"),
    entry(
        "PreapprovalDetails",
        550_001,
        &["User is not allowed to perform this action"],
    ),
    entry("PreapprovalDetails", 580_001, &["Invalid request"]),
    entry("PreapprovalDetails", 580_001, &["Invalid request: <value>"]).since("1.6.0"),
    entry("PreapprovalDetails", 580_022, &["Invalid request: <value>"])
        .since("1.1.0")
        .from("Guide p. 289"),
    entry("PreapprovalDetails", 580_029, &["Invalid request: <value>"])
        .since("1.1.0")
        .from("Guide p. 289"),
    entry(
        "PreapprovalDetails",
        589_019,
        &["The preapproval key is invalid"],
    ),
    entry(
        "PreapprovalDetails",
        589_019,
        &["The preapproval key <value> is invalid"],
    )
    .since("1.6.0"),
];

pub(super) const CANCEL_PREAPPROVAL: &[ErrorEntry] = &[
    entry("CancelPreapproval", 520_002, &["Internal error"]),
    entry(
        "CancelPreapproval",
        540_031,
        &["You don't have permission to cancel this preapproval"],
    ),
    entry(
        "CancelPreapproval",
        589_019,
        &["The preapproval key is invalid"],
    ),
];

pub(super) const CONFIRM_PREAPPROVAL: &[ErrorEntry] = &[
    entry("ConfirmPreapproval", 520_002, &["Internal error"]).inferred(),
    entry(
        "ConfirmPreapproval",
        520_003,
        &["Authentication failed. API credentials are incorrect."],
    )
    .since("1.6.0")
    .inferred(),
    entry(
        "ConfirmPreapproval",
        550_001,
        &[
            "You are not allowed to confirm the preapproval for this key",
            "User is not allowed to perform this action",
        ],
    )
    .since("1.6.0")
    .inferred(),
    entry("ConfirmPreapproval", 580_001, &["Invalid request: <value>"])
        .since("1.6.0")
        .inferred(),
    entry(
        "ConfirmPreapproval",
        580_022,
        &[
            "Invalid request parameter: <value>",
            "The clientDetails parameter is missing",
            "The PIN is invalid",
        ],
    )
    .since("1.6.0")
    .inferred(),
    entry(
        "ConfirmPreapproval",
        580_029,
        &[
            "A pin is required to confirm this preapproval",
            "Missing required request parameter: <value>",
        ],
    )
    .since("1.6.0")
    .inferred(),
    entry(
        "ConfirmPreapproval",
        589_019,
        &["The preapproval key <value> is invalid"],
    )
    .since("1.6.0")
    .inferred(),
];

pub(super) const CONVERT_CURRENCY: &[ErrorEntry] = &[
    entry("ConvertCurrency", 520_002, &["Internal error"]),
    entry(
        "ConvertCurrency",
        580_022,
        &["Your request was invalid. Check the parameter of the error to see which is invalid"],
    ),
    entry("ConvertCurrency", 580_027, &["The argument is unsupported"]),
];
